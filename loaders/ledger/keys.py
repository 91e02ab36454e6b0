"""Keys of what the ledger derives: hashes of what was recorded, never of when it came (ledger.md 1)."""

import hashlib
from collections.abc import Iterable

from cypher.records.custody import GapRecord


def _digest(prefix: str, parts: Iterable[object]) -> str:
    text = "\x1f".join("\x00" if part is None else str(part) for part in parts)
    return f"{prefix}:{hashlib.sha256(text.encode()).hexdigest()[:32]}"


def holding_key(item: str, place: str | None, kind: str, content_hash: str, opener: str) -> str:
    """`opener` is role and line of what opened it; `kind` parts stock, transit, sold and lost of one line."""
    return _digest("h", (item, place, kind, content_hash, opener))


def transformation_key(content_hash: str, transformation_id: str | None, site: str | None) -> str:
    """One a `transformationID` and site, else one an event."""
    if transformation_id is None:
        return _digest("t", (content_hash,))
    return _digest("t", ("id", transformation_id, site))


def edge_key(
    kind: str, source: str, target: str, content_hash: str, line: tuple[int | None, str | None]
) -> str:
    """`line` is the number of the recorded line and the gap, if any."""
    return _digest("e", (kind, source, target, content_hash, *line))


def pool_key(content_hash: str, line: int, holdings: Iterable[str]) -> str:
    """What a line drew from several holdings together."""
    return _digest("p", (content_hash, line, *sorted(holdings)))


def gap_key(gap: GapRecord) -> str:
    """A hash of all that the gap says."""
    at = (gap.at.earliest, gap.at.latest)
    return _digest("g", (gap.kind, gap.item, gap.holding, gap.event, *at, gap.amount, gap.unit, *gap.places))
