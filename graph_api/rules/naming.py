"""What people call goods, places and quantities: one wording for the API's sentences and the command line."""

from collections.abc import Mapping
from decimal import Decimal

from cypher.records.entities import EntityRef
from cypher.records.views import HoldingView
from cypher.records.vocabulary import HoldingKind, ItemKind

_UNITS = {"KGM": "kg", "GRM": "g", "TNE": "t", "LTR": "L", "MLT": "mL", "MTR": "m", "H87": "pcs", None: "pcs"}
_UNKNOWN = "?"

Names = Mapping[str, str]
"""Names by key, of what a holding itself only has the key of: containers, and vehicles as containers."""


def short(key: str) -> str:
    """The telling end of a key: what follows the resolver or the URN's namespace."""
    for start in ("https://id.gs1.org/", "urn:suyuan:"):
        if key.startswith(start):
            return key.removeprefix(start)
    return key


def called(entity: EntityRef | None, key: str | None = None, names: Names | None = None) -> str:
    """An entity's name, else its key, else that it is not known."""
    if entity is not None and entity.name:
        return entity.name
    known = entity.key if entity is not None else key
    return (names or {}).get(known) or short(known) if known else "place unknown"


def goods(holding: HoldingView) -> str:
    """The product's name where there is one, and the lot or serial."""
    number = short(holding.item).rsplit("/", 1)[-1].rsplit(":", 1)[-1]
    name = (holding.entity and holding.entity.name) or (holding.product and holding.product.name)
    if holding.item_kind is ItemKind.CLASS:
        return name or short(holding.item)
    return f"{name} {number}" if name else short(holding.item)


def whereabouts(holding: HoldingView, names: Names | None = None) -> str:
    """The place in words; for goods under way, inside a container, lost or sold, that."""
    if holding.kind is HoldingKind.TRANSIT:
        stated = holding.bound_for or holding.place
        target = called(holding.bound_for, holding.place, names) if stated else "a receiver not stated"
        return f"on the way to {target}"
    if holding.container is not None:
        return f"inside {called(None, holding.place, names)}"
    place = called(holding.at or holding.aboard, holding.place, names)
    prefix = {
        HoldingKind.LOST: "lost at ",
        HoldingKind.SOLD: "sold by ",
        HoldingKind.GATHERING: "gathered at ",
    }
    return prefix.get(holding.kind, "") + place


def amount(value: Decimal | None, unit: str | None) -> str:
    """A quantity with its unit; `?` where it is not known."""
    if value is None:
        return _UNKNOWN
    return f"{format(value.normalize(), 'f')} {_UNITS.get(unit, unit)}"
