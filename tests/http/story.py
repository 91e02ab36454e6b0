"""Stories for whole-request tests: EPCIS 2.0 documents told tersely, loaded through the real pipeline."""

from pathlib import Path
from typing import Any

import orjson

from cypher.connection import Graph
from loaders.pipeline import load
from loaders.sources import file_source

Event = dict[str, Any]
_PREFIX = "6901234"


def moment(day: int, hour: int = 8) -> str:
    """An hour of a day in March 2026, China time."""
    return f"2026-03-{day:02}T{hour:02}:00:00+08:00"


def micros(day: int, hour: int = 8) -> int:
    """The same in microseconds since 1970 UTC."""
    return (1_772_294_400 + (day - 1) * 86_400 + (hour - 8) * 3_600) * 1_000_000


def lot(name: str, quantity: float | None = None) -> dict[str, Any]:
    """A lot of the one product of these stories, in kilograms where a quantity is stated."""
    said: dict[str, Any] = {"epcClass": f"urn:epc:class:lgtin:{_PREFIX}.056789.{name}"}
    return said if quantity is None else {**said, "quantity": quantity, "uom": "KGM"}


def unit(serial: int) -> str:
    return f"urn:epc:id:sgtin:{_PREFIX}.056789.{serial}"


def pallet(number: int) -> str:
    return f"urn:epc:id:sscc:{_PREFIX}.{number:010}"


class Story:
    """Events in the words of a test; every place it names has master data with that name."""

    def __init__(self, *places: str) -> None:
        self._places = {
            name: f"urn:epc:id:sgln:{_PREFIX}.{number:05}.0" for number, name in enumerate(places, 1)
        }
        self._events: list[Event] = []
        self._loads = 0

    def place(self, name: str) -> str:
        """Its GLN in URN form."""
        return self._places[name]

    def tell(self, kind: str, step: str, when: str, where: str, **more: Any) -> "Story":
        """Any event; `more` are EPCIS fields as they stand in the document."""
        place = {"id": self._places[where]}
        said = {"type": kind, "eventTime": when, "eventTimeZoneOffset": "+08:00", "bizStep": step}
        self._events.append({**said, "readPoint": place, "bizLocation": place, **more})
        return self

    def born(self, *goods: Any, at: str, day: int, hour: int = 8) -> "Story":
        return self._of("commissioning", "ADD", goods, at, moment(day, hour))

    def sent(self, *goods: Any, frm: str, to: str, day: int, hour: int = 8, slip: str = "") -> "Story":
        return self._of(
            "shipping",
            "OBSERVE",
            goods,
            frm,
            moment(day, hour),
            disposition="in_transit",
            **self._route(frm, to),
            **_slip(slip),
        )

    def received(self, *goods: Any, frm: str, at: str, day: int, hour: int = 8, slip: str = "") -> "Story":
        return self._of(
            "receiving",
            "OBSERVE",
            goods,
            at,
            moment(day, hour),
            disposition="in_progress",
            **self._route(frm, at),
            **_slip(slip),
        )

    def moved(self, *goods: Any, frm: str, to: str, day: int) -> "Story":
        """Sent in the morning, received in the afternoon, under one slip."""
        slip = f"{frm}-{to}-{day}-{len(self._events)}"
        self.sent(*goods, frm=frm, to=to, day=day, hour=8, slip=slip)
        return self.received(*goods, frm=frm, at=to, day=day, hour=16, slip=slip)

    def sold(self, *goods: Any, at: str, day: int, hour: int = 12) -> "Story":
        return self._of("retail_selling", "OBSERVE", goods, at, moment(day, hour), disposition="retail_sold")

    def made(self, inputs: list[Any], outputs: list[Any], *, at: str, day: int) -> "Story":
        return self.tell(
            "TransformationEvent",
            "commissioning",
            moment(day),
            at,
            inputQuantityList=inputs,
            outputQuantityList=outputs,
        )

    def packed(self, parent: str, *children: str, at: str, day: int, action: str = "ADD") -> "Story":
        step = "packing" if action == "ADD" else "unpacking"
        return self.tell(
            "AggregationEvent",
            step,
            moment(day, 10),
            at,
            action=action,
            parentID=parent,
            childEPCs=list(children),
        )

    def _of(
        self, step: str, action: str, goods: tuple[Any, ...], where: str, when: str, **more: Any
    ) -> "Story":
        lists = {
            "epcList": [each for each in goods if isinstance(each, str)],
            "quantityList": [each for each in goods if not isinstance(each, str)],
        }
        stated = {name: listed for name, listed in lists.items() if listed}
        return self.tell("ObjectEvent", step, when, where, action=action, **stated, **more)

    def _route(self, frm: str, to: str) -> dict[str, Any]:
        return {
            "sourceList": [{"type": "location", "source": self._places[frm]}],
            "destinationList": [{"type": "location", "destination": self._places[to]}],
        }

    def document(self) -> dict[str, Any]:
        """The EPCIS 2.0 capture document."""
        elements = [
            {"id": key, "attributes": [{"id": "urn:epcglobal:cbv:mda#name", "attribute": name}]}
            for name, key in self._places.items()
        ]
        vocabulary = {"type": "urn:epcglobal:epcis:vtype:Location", "vocabularyElementList": elements}
        return {
            "@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
            "type": "EPCISDocument",
            "schemaVersion": "2.0",
            "creationDate": moment(1),
            "epcisHeader": {"epcisMasterData": {"vocabularyList": [vocabulary]}},
            "epcisBody": {"eventList": self._events},
        }

    async def load(self, graph: Graph, folder: Path, *, recorded: int | None = None) -> "Story":
        """Loads what was told so far and forgets it; `recorded` is what the clock says then."""
        path = self._written(folder)
        clock = {} if recorded is None else {"clock": lambda: recorded}
        report = await load(graph, [file_source(path)], **clock)  # type: ignore[arg-type]
        assert not report.refused, report
        assert not report.quarantined, report
        self._events = []
        return self

    def _written(self, folder: Path) -> Path:
        path = folder / f"story-{self._loads}.jsonld"
        self._loads += 1
        path.write_bytes(orjson.dumps(self.document()))
        return path


def _slip(number: str) -> dict[str, Any]:
    listed = [{"type": "desadv", "bizTransaction": f"urn:epcglobal:cbv:bt:{_PREFIX}000005:{number}"}]
    return {"bizTransactionList": listed} if number else {}
