"""Builds one chain as an EPCIS 2.0 document: master data in the header, events in order of time."""

import uuid
from typing import Any, cast

from samples.regions import REGIONS, around

CONTEXT = ["https://ref.gs1.org/standards/epcis/epcis-context.jsonld", {"suyuan": "urn:suyuan:ext:"}]
CBV_ATTRIBUTE = "urn:epcglobal:cbv:mda#"
OWN_ATTRIBUTE = "urn:suyuan:mda:"
CBV_VOCABULARY = "urn:epcglobal:epcis:vtype:"
VOCABULARIES = {"Permit": "urn:suyuan:vtype:Permit", "Region": "urn:suyuan:vtype:Region"}
OWN_ATTRIBUTES = {
    "region",
    "siteKind",
    "operator",
    "uscc",
    "holder",
    "issuer",
    "validFrom",
    "validTo",
    "product",
    "batch",
}

Line = str | tuple[str, float] | tuple[str, float, str]
"""A serial number; or a lot with a quantity, in pieces or in a UN/ECE Rec 20 unit."""

Event = dict[str, Any]


def lines(items: tuple[Line, ...], serials: str, lots: str) -> Event:
    """The items as the two lists that EPCIS keeps them in."""
    found: Event = {}
    if units := [item for item in items if isinstance(item, str)]:
        found[serials] = units
    if quantities := [quantity(item) for item in items if not isinstance(item, str)]:
        found[lots] = quantities
    return found


def quantity(item: tuple[str, float] | tuple[str, float, str]) -> Event:
    """A quantity element; pieces have no unit of measure in EPCIS."""
    element: Event = {"epcClass": item[0], "quantity": item[1]}
    return element | ({"uom": item[2]} if len(item) == 3 else {})


def ends(role: str, given: dict[str, str]) -> list[dict[str, str]]:
    """A source or destination list from `{type: identifier}`."""
    return [{"type": kind, role: identifier} for kind, identifier in given.items()]


class Chain:
    """One sample chain; each method records what one kind of event says."""

    def __init__(self, name: str, created: str) -> None:
        self.name = name
        self.created = created
        self.vocabulary: dict[str, list[Event]] = {}
        self.events: list[Event] = []
        self.regions: set[str] = set()

    def describe(self, kind: str, identifier: str, **attributes: str) -> str:
        """Master data of one product, place, party or permit; returns its identifier."""
        named = [
            {"id": (OWN_ATTRIBUTE if key in OWN_ATTRIBUTES else CBV_ATTRIBUTE) + key, "attribute": value}
            for key, value in attributes.items()
        ]
        self.vocabulary.setdefault(kind, []).append({"id": identifier, "attributes": named})
        self.regions |= {value for key, value in attributes.items() if key == "region"}
        return identifier

    def describe_regions(self) -> None:
        """Master data of every region that was named, and of those around it."""
        for code in around(self.regions):
            self.describe("Region", f"urn:suyuan:region:{code}", name=REGIONS[code])

    def record(self, kind: str, when: str, step: str, where: str | None, **fields: object) -> Event:
        """Any event: `when` is local time in China, `where` both read point and business location.

        `papers`, `source` and `destination` become the lists of EPCIS; other fields go in as they are.
        """
        number = f"urn:suyuan:sample:{self.name}:{len(self.events)}"
        event: Event = {
            "type": kind,
            "eventID": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, number)}",
            "eventTime": f"{when}:00+08:00",
            "eventTimeZoneOffset": "+08:00",
            "bizStep": step,
        }
        if where:
            event |= {"readPoint": {"id": where}, "bizLocation": {"id": where}}
        for role in ("source", "destination"):
            if role in fields:
                event[f"{role}List"] = ends(role, cast("dict[str, str]", fields.pop(role)))
        if papers := cast("list[tuple[str, str]]", fields.pop("papers", [])):
            event["bizTransactionList"] = [{"type": kind, "bizTransaction": value} for kind, value in papers]
        event |= fields
        self.events.append(event)
        return event

    def appear(self, when: str, step: str, where: str, *items: Line, **fields: object) -> Event:
        """Goods come into being."""
        named = {"disposition": "active"} | lines(items, "epcList", "quantityList") | fields
        return self.record("ObjectEvent", when, step, where, action="ADD", **named)

    def observe(self, when: str, step: str, where: str | None, *items: Line, **fields: object) -> Event:
        """Goods seen, moved or handed on, as the step and the ends say."""
        named = lines(items, "epcList", "quantityList") | fields
        return self.record("ObjectEvent", when, step, where, action="OBSERVE", **named)

    def vanish(self, when: str, step: str, where: str, *items: Line, **fields: object) -> Event:
        """Goods used, sampled, dispensed or destroyed."""
        named = lines(items, "epcList", "quantityList") | fields
        return self.record("ObjectEvent", when, step, where, action="DELETE", **named)

    def contain(self, when: str, step: str, where: str, parent: str, *items: Line, **fields: object) -> Event:
        """Goods put into, taken out of, or seen in a container (`action` ADD unless stated)."""
        named = (
            {"action": "ADD", "parentID": parent} | lines(items, "childEPCs", "childQuantityList") | fields
        )
        return self.record("AggregationEvent", when, step, where, **named)

    def transform(self, when: str, step: str, where: str, **fields: object) -> Event:
        """Goods that become other goods: `inputs` and `outputs` are tuples of lines."""
        named = lines(cast("tuple[Line, ...]", fields.pop("inputs", ())), "inputEPCList", "inputQuantityList")
        named |= lines(
            cast("tuple[Line, ...]", fields.pop("outputs", ())), "outputEPCList", "outputQuantityList"
        )
        return self.record("TransformationEvent", when, step, where, **named, **fields)

    def trade(self, when: str, where: str | None, *items: Line, **fields: object) -> Event:
        """A sale: the owner changes, the goods stay where they are."""
        named = {"action": "ADD"} | lines(items, "epcList", "quantityList") | fields
        return self.record("TransactionEvent", when, "other", where, **named)

    def ship(self, when: str, origin: str, target: str, *items: Line, **fields: object) -> Event:
        """A despatch from one site to another."""
        named = {
            "disposition": "in_transit",
            "source": {"location": origin},
            "destination": {"location": target},
        }
        return self.observe(when, "shipping", origin, *items, **(named | fields))

    def receive(self, when: str, origin: str, target: str, *items: Line, **fields: object) -> Event:
        """A receipt at a site from another."""
        named = {
            "disposition": "in_progress",
            "source": {"location": origin},
            "destination": {"location": target},
        }
        return self.observe(when, "receiving", target, *items, **(named | fields))

    def document(self) -> Event:
        """The whole capture document."""
        vocabularies = [
            {"type": VOCABULARIES.get(kind, CBV_VOCABULARY + kind), "vocabularyElementList": elements}
            for kind, elements in self.vocabulary.items()
        ]
        return {
            "@context": CONTEXT,
            "type": "EPCISDocument",
            "schemaVersion": "2.0",
            "creationDate": f"{self.created}:00+08:00",
            "epcisHeader": {"epcisMasterData": {"vocabularyList": vocabularies}},
            "epcisBody": {"eventList": sorted(self.events, key=lambda event: str(event["eventTime"]))},
        }
