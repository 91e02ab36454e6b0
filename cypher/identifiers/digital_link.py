"""GS1 Digital Link URIs of any domain and path prefix (URI Syntax 1.1.2 and its short names)."""

from urllib.parse import urlsplit

from cypher.identifiers.gs1_keys import PRIMARY, QUALIFIERS, Gs1Key, decode, gs1_key

_NAMES = {
    "sscc": "00",
    "gtin": "01",
    "gdti": "253",
    "gcn": "255",
    "ginc": "401",
    "gsin": "402",
    "gln": "414",
    "party": "417",
    "grai": "8003",
    "giai": "8004",
    "itip": "8006",
    "cpid": "8010",
    "gmn": "8013",
    "gsrnp": "8017",
    "gsrn": "8018",
    "lot": "10",
    "ser": "21",
    "cpv": "22",
    "tpx": "235",
    "glnx": "254",
    "cpsn": "8011",
    "srin": "8019",
    "refno": "8020",
}


def parse_digital_link(text: str) -> Gs1Key | None:
    """The GS1 key that a web address carries, None if it carries none; query and fragment are left aside."""
    if not text[:8].lower().startswith(("http://", "https://")):
        return None
    try:
        path = urlsplit(text).path
    except ValueError:
        return None
    segments = path.rstrip("/").split("/")[1:]
    for start in range(len(segments) - 1):
        ai = _NAMES.get(segments[start], segments[start])
        if ai in PRIMARY and (key := _key(ai, segments[start + 1 :])) is not None:
            return key
    return None


def _key(ai: str, segments: list[str]) -> Gs1Key | None:
    """The key if all that follows it are pairs of a qualifier and its value."""
    names = [_NAMES.get(name, name) for name in segments[1::2]]
    values = [decode(value) for value in segments[0::2]]
    if len(names) + 1 != len(values) or not QUALIFIERS.issuperset(names) or None in values:
        return None
    texts = [value for value in values if value]
    if len(texts) != len(values):
        return None
    return gs1_key(ai, texts[0], dict(zip(names, texts[1:], strict=True)))
