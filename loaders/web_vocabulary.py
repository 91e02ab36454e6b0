"""GS1 Web Vocabulary descriptions of one place, organization or product, turned into a vocabulary element."""

from collections.abc import Iterator, Mapping

from cypher.identifiers.gs1_keys import gs1_key
from loaders.drafts import JsonValue

_IDENTIFIERS = (("globalLocationNumber", "414"), ("gtin", "01"))
_NAMES = ("name", "organizationName", "productName", "locationName")


def web_vocabulary_element(content: Mapping[str, JsonValue]) -> tuple[dict[str, JsonValue], str]:
    """An element with `id` and `attributes`, and the name of the vocabulary it belongs to."""
    vocabulary = _vocabulary(content)
    name, ai = _IDENTIFIERS[1 if vocabulary == "epcclass" else 0]
    text = content.get(name) or content.get("@id") or content.get("id")
    attributes = [{"id": key, "attribute": value} for key, value in _attributes(content) if key != name]
    return {"id": _spelled(text, ai), "attributes": attributes}, vocabulary


def _vocabulary(content: Mapping[str, JsonValue]) -> str:
    kind = str(content.get("@type")).rpartition(":")[2].rpartition("/")[2]
    if kind == "Organization" or "organizationName" in content:
        return "party"
    return "epcclass" if "gtin" in content or "productName" in content else "location"


def _spelled(text: JsonValue, ai: str) -> JsonValue:
    """A bare GTIN or GLN becomes a Digital Link; URNs and web addresses are spelled already."""
    if isinstance(text, str) and (key := gs1_key(ai, text.strip(), {})) is not None:
        return key.uri
    return text


def _attributes(content: Mapping[str, JsonValue]) -> Iterator[tuple[str, JsonValue]]:
    for name, value in content.items():
        if name.startswith("@"):
            continue
        if name == "address" and isinstance(value, Mapping):
            yield from ((part, _plain(text)) for part, text in value.items() if not part.startswith("@"))
        else:
            yield "name" if name in _NAMES else name, _plain(value)


def _plain(value: JsonValue) -> JsonValue:
    """Language-tagged texts as the texts alone."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping) and "@value" in value:
        return value["@value"]
    return value
