"""Global object ids (Relay): base64url of "Label:key", opaque to callers."""

from base64 import urlsafe_b64decode, urlsafe_b64encode

from graph_api.services.errors import BadArgument

LABELS = frozenset(
    {
        "Product",
        "Batch",
        "Unit",
        "Enterprise",
        "Warehouse",
        "Vehicle",
        "Permit",
        "Region",
        "Holding",
        "Transformation",
        "Event",
        "Edge",
        "Gap",
    }
)


def encode_id(label: str, key: str) -> str:
    """The global id of the node with this label and key."""
    return urlsafe_b64encode(f"{label}:{key}".encode()).decode().rstrip("=")


def decode_id(value: str, argument: str = "id") -> tuple[str, str]:
    """Label and key of a global id; BadArgument where it is none of ours."""
    try:
        text = urlsafe_b64decode(value + "=" * (-len(value) % 4)).decode()
    except ValueError:
        text = ""
    label, found, key = text.partition(":")
    if not found or not key or label not in LABELS or encode_id(label, key) != value.rstrip("="):
        raise BadArgument(argument, f"{value[:100]!r} is not an id of this service")
    return label, key
