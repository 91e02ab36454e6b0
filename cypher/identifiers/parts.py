"""What a key says of its relations: product, lot and serial of an item, the site of a bin."""

from dataclasses import dataclass

from cypher.identifiers.canonical import parse_gs1
from cypher.identifiers.gs1_keys import RESOLVER, Gs1Key, encode, gs1_key

_GDST_LOT = (":product:lot:class:", ":product:serial:obj:")
_GDST_CLASS = ":product:class:"


@dataclass(frozen=True, slots=True)
class KeyParts:
    """Parts of an item's key: the key of its product, its lot number, its serial; None where it has none."""

    product: str | None = None
    lot: str | None = None
    serial: str | None = None


def parts_of(key: str) -> KeyParts:
    """The parts of a canonical item key; empty for opaque ones."""
    gs1 = parse_gs1(key)
    if gs1 is not None:
        return _gs1_parts(gs1)
    for word in _GDST_LOT:
        if word in key:
            return _gdst_parts(key, word)
    kind, _, rest = key.removeprefix("urn:suyuan:").partition(":")
    if key.startswith("urn:suyuan:") and kind in ("lot", "unit") and ":" in rest:
        owner, _, number = rest.rpartition(":")
        if kind == "lot":
            return KeyParts(product=suyuan_product(owner), lot=number)
        return KeyParts(serial=number)
    return KeyParts()


def lot_of(unit: str, lot_number: str) -> str | None:
    """The key of the lot that a serial is of, from the serial's own product; None where that has no lots."""
    product = parts_of(unit).product
    if product is None or not lot_number:
        return None
    gs1 = parse_gs1(product)
    if gs1 is not None:
        key = gs1_key(gs1.ai, gs1.value, {"10": lot_number})
        return key.uri if key is not None and key.qualifier_ai == "10" else None
    if _GDST_CLASS in product:
        return f"{product.replace(_GDST_CLASS, _GDST_LOT[0], 1)}.{lot_number}"
    return None


def suyuan_product(code: str) -> str:
    """The product key of `<product>` in `urn:suyuan:lot:<product>:<lot>`: a GTIN-14, else our URN."""
    if len(code) == 14 and code.isascii() and code.isdigit():
        return f"{RESOLVER}01/{code}"
    return f"urn:suyuan:product:{code}"


def parent_place(key: str) -> str | None:
    """The site of a bin: an SGLN without its extension, `<site>` of `urn:suyuan:place:<site>:<bin>`."""
    gs1 = parse_gs1(key)
    if gs1 is not None and gs1.ai == "414" and gs1.qualifier:
        return f"{RESOLVER}414/{gs1.value}"
    if key.startswith("urn:suyuan:place:"):
        site, separator, _ = key.removeprefix("urn:suyuan:place:").rpartition(":")
        return _site(site) if separator else None
    return None


def _site(code: str) -> str:
    if len(code) == 13 and code.isascii() and code.isdigit():
        return f"{RESOLVER}414/{code}"
    return code if code.startswith("urn:") else f"urn:suyuan:place:{code}"


def _gs1_parts(key: Gs1Key) -> KeyParts:
    if not key.qualifier:
        return KeyParts(serial=key.value if key.ai == "00" else _inner_serial(key))
    if key.ai == "414":
        return KeyParts()
    product = f"{RESOLVER}{key.ai}/{encode(key.value)}"
    if key.qualifier_ai == "10":
        return KeyParts(product=product, lot=key.qualifier)
    return KeyParts(product=product, serial=key.qualifier)


def _inner_serial(key: Gs1Key) -> str | None:
    return key.value[14:] or None if key.ai == "8003" else None


def _gdst_parts(key: str, word: str) -> KeyParts:
    """GDST joins company, product and lot or serial with dots; the class keeps the first two."""
    head, _, rest = key.partition(word)
    names = rest.split(".", 2)
    if len(names) != 3:
        return KeyParts()
    product = f"{head}:product:class:{names[0]}.{names[1]}"
    return KeyParts(product, lot=names[2]) if word == _GDST_LOT[0] else KeyParts(product, serial=names[2])
