"""Global object ids (Relay): base64url of "Label:key", opaque to callers."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Container

from cypher.records.vocabulary import EdgeKind
from graph_api.services.answers import TraceEdge
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
        "QuarantineEntry",
    }
)


def encode_id(label: str, key: str) -> str:
    """The global id of the node with this label and key."""
    return urlsafe_b64encode(f"{label}:{key}".encode()).decode().rstrip("=")


def trace_point_id(key: str, transformations: Container[str]) -> str:
    """The global id of a trace point: of a transformation where its key is among them, else of a holding."""
    return encode_id("Transformation" if key in transformations else "Holding", key)


def edge_end_ids(edge: TraceEdge) -> tuple[str, str]:
    """The global ids of the trace points an edge leads from and to: its kind tells what they are."""
    made = (edge.source,) if edge.kind is EdgeKind.OUTPUT else ()
    used = (edge.target,) if edge.kind is EdgeKind.INPUT else ()
    return trace_point_id(edge.source, made), trace_point_id(edge.target, used)


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
