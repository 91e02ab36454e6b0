"""Which outputs descend from their own item: rework under its own number, in one step or in several."""

from collections import defaultdict
from collections.abc import Iterable

from cypher.records.events import EventRecord
from cypher.records.vocabulary import EventType, LineRole


class Lineage:
    """What went into what, by the transformations that some events record."""

    def __init__(self, events: Iterable[EventRecord]) -> None:
        self._inputs: dict[str, set[str]] = defaultdict(set)
        self._makers: dict[str, list[EventRecord]] = defaultdict(list)
        for event in events:
            if event.type is EventType.TRANSFORMATION:
                run = _run(event)
                self._inputs[run].update(n.item for n in event.lines if n.role is LineRole.INPUT)
                for item in {n.item for n in event.lines if n.role is LineRole.OUTPUT}:
                    self._makers[item].append(event)

    def descends(self, event: EventRecord, item: str) -> bool:
        """Whether an item went into what made it, by way of others of that time or before."""
        seen: set[str] = set()
        pending = [event]
        while pending:
            maker = pending.pop()
            run = _run(maker)
            if run in seen:
                continue
            seen.add(run)
            inputs = self._inputs[run]
            if item in inputs:
                return True
            latest = maker.time.latest
            before = (each for name in inputs for each in self._makers[name])
            pending += (each for each in before if each.time.earliest <= latest)
        return False


def _run(event: EventRecord) -> str:
    """The events of one `transformationID` are one transformation."""
    return event.transformation_id or event.key
