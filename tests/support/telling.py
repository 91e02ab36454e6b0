"""Events and gaps as short lines, for the messages of failing properties."""

from collections.abc import Iterable

from cypher.records.custody import Derived
from cypher.records.events import EventRecord, TimeRange

DAY = 86_400_000_000
START = 1_767_225_600_000_000


def moment(time: TimeRange) -> str:
    """Days since 2026-01-01."""
    first, last = ((m - START) / DAY for m in (time.earliest, time.latest))
    return f"{first:.3f}" if first == last else f"{first:.2f}..{last:.2f}"


def short(key: str | None) -> str:
    """The end of a long key."""
    return (key or "-").removeprefix("https://id.gs1.org/")[-22:]


def told(events: Iterable[EventRecord]) -> str:
    """One line an event, in order of time."""
    return "\n".join(_event(e) for e in sorted(events, key=lambda e: (e.time.earliest, e.key)))


def _event(event: EventRecord) -> str:
    lines = " ".join(f"{n.number}:{n.role}:{short(n.item)}x{n.quantity}" for n in event.lines)
    parties = " ".join(
        f"{sign}{p.role}={short(p.key)}"
        for sign, ps in (("<", event.sources), (">", event.destinations))
        for p in ps
    )
    docs = ",".join(short(d.value) for d in event.documents)
    return (
        f"{event.key[:8]} {moment(event.time):>8} {event.type[:7]} {event.action} {event.biz_step}"
        f" {event.disposition} rp={short(event.read_point)} biz={short(event.biz_location)} {parties}"
        f" doc={docs} tid={event.transformation_id}"
        f"{' ERROR' if event.error else ''} | {lines}"
    )


def shown(derived: Derived) -> str:
    """Holdings, edges, lines and gaps, for people who look for a mistake."""
    names = {h.key: f"{h.kind}:{short(h.item)}@{short(h.place)}#{h.key[:4]}" for h in derived.holdings}
    rows = [
        f"H {names[h.key]} {h.status} {moment(h.opened)} end={h.ended and moment(h.ended)} bal={h.balance}"
        for h in derived.holdings
    ]
    for e in derived.edges:
        ends = f"{names.get(e.source, e.source[:6])} -> {names.get(e.target, e.target[:6])}"
        rows.append(
            f"E {moment(e.time)} {e.kind} {ends} x{e.quantity} {e.certainty.name} {e.gap}"
            f" ev={e.event[:8]}:{e.line}"
        )
    rows += [
        f"L {n.event[:8]}:{n.line} {n.effect} x{n.quantity} {names.get(n.holding, n.holding)}"
        for n in derived.lines
    ]
    rows += [
        f"G {g.kind} {short(g.item)} x{g.amount} ev={(g.event or '-')[:8]} {moment(g.at)}"
        for g in derived.gaps
    ]
    return "\n".join(sorted(rows))
