"""Seeds that had no position in the asked view: said as what it is, never as an empty answer."""

from dataclasses import replace

from cypher.records.vocabulary import GapSeverity
from cypher.records.walks import View
from graph_api.rules.budget import Deadline
from graph_api.services.errors import NothingKnown
from graph_api.services.ports import Readers
from graph_api.services.refusals import Touched, refused_records
from graph_api.services.seeds import Seeds


async def known_then(readers: Readers, seeds: Seeds, view: View, deadline: Deadline) -> Seeds:
    """The seeds, told which of them had no position at the view.

    Raises NothingKnown where none had, and no refused record names their goods either: one that does is
    told of in an answer that is not complete. One reading where several seeds were asked for; none for one
    that had positions.
    """
    if seeds.keys and len(seeds.asked) <= 1:
        return seeds
    found = await readers.seeds.presence(seeds.asked_names, view, deadline.remaining)
    there = {each.seed for each in found if each.there and seeds.keys}
    unknown = sorted(asked for asked, names in seeds.asked.items() if there.isdisjoint(names))
    if not seeds.keys and not await _are_named(readers, seeds, view, deadline):
        known = [each.known for each in found if each.known is not None]
        began = [each.began for each in found if each.began is not None]
        raise NothingKnown(unknown, min(known, default=None), min(began, default=None))
    return replace(seeds, unknown=unknown)


async def _are_named(readers: Readers, seeds: Seeds, view: View, deadline: Deadline) -> bool:
    """Whether refused records name goods that were asked for."""
    refused = await refused_records(readers.quarantine, Touched(seeds, {}, {}, ()), view, deadline)
    return any(each.view.severity is not GapSeverity.NOTE for each in refused)
