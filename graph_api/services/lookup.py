"""What a code means: every reading of it looked up at once, the best first."""

from collections.abc import Iterable, Mapping, Sequence

from cypher.identifiers.codes import KEY
from cypher.identifiers.interpret import Interpretation, Reading, interpret
from cypher.records.codes import NamedEntity
from cypher.records.entities import EntityRef
from cypher.records.parties import EntityKind
from graph_api.rules.budget import Deadline
from graph_api.services.answers import LookupMatch, LookupMatches
from graph_api.services.errors import AmbiguousCode, BadCode, CodeNotFound
from graph_api.services.ports import CodeSource, PartySource

Found = tuple[Reading, NamedEntity]


class LookupService:
    """Looks codes up."""

    def __init__(self, codes: CodeSource, parties: PartySource) -> None:
        self._codes = codes
        self._parties = parties

    async def lookup(self, code: str, scheme: str | None, deadline: Deadline) -> LookupMatches:
        """Everything the code may mean; entities that a register declares one are answered as one."""
        found = (await self.find([code], deadline, scheme))[code]
        return LookupMatches(await self._matches(found, deadline))

    async def find(
        self, asked: Iterable[str], deadline: Deadline, scheme: str | None = None
    ) -> Mapping[str, Sequence[Found]]:
        """What each code names, best first, in one query; raises for the first that names nothing."""
        readings = {code: interpret(code, scheme) for code in asked}
        for code, read in readings.items():
            if read.problem is not None:
                raise BadCode(code, read.problem.message)
        codes = {(each.scheme, each.value) for read in readings.values() for each in read.readings}
        if not codes:
            return {}
        named = await self._codes.named(sorted(codes), deadline.remaining)
        return {code: _ranked(code, read, named) for code, read in readings.items()}

    async def one(self, code: str, found: Sequence[Found], deadline: Deadline) -> EntityRef:
        """The one entity meant: a spelled key beats looser readings; AmbiguousCode if several are left.

        Bare digits spell no key: where they fit several schemes, nobody can tell which was meant. Where
        something that was typed had to be left aside, what is known is offered, never taken in silence; a
        whole product for an unknown lot is not even offered: CodeNotFound.
        """
        if not found[0][0].exact:
            offered = [each for each in found if each[1].entity.kind is not EntityKind.PRODUCT]
            raise (
                AmbiguousCode(code, await self._matches(offered, deadline)) if offered else CodeNotFound(code)
            )
        keys = [each for each in found if each[0].scheme == KEY and not code.strip().isdigit()]
        choices = [each for each in keys if each[0].value == keys[0][0].value] or list(found)
        if len({(named.entity.kind, named.group) for _, named in choices}) > 1:
            raise AmbiguousCode(code, await self._matches(choices, deadline))
        return choices[0][1].entity

    async def _matches(self, found: Sequence[Found], deadline: Deadline) -> tuple[LookupMatch, ...]:
        bare = [EntityRef(named.entity.kind, named.entity.key) for _, named in found]
        entities = await self._parties.entities(bare, deadline.remaining)
        return tuple(
            LookupMatch(entities[ref], read.scheme, read.value, read.check_digit_valid, read.reason)
            for (read, _), ref in zip(found, bare, strict=True)
            if ref in entities
        )


def _ranked(code: str, read: Interpretation, named: Sequence[NamedEntity]) -> Sequence[Found]:
    """One line an entity, by its best reading; of entities declared one, the first.

    Readings that leave something aside count only where no exact one is known.
    """
    by_code: dict[tuple[str, str], list[int]] = {}
    for number, reading in enumerate(read.readings):
        by_code.setdefault((reading.scheme, reading.value), []).append(number)
    lines = [
        (number, each)
        for each in named
        for number in by_code.get((each.scheme, each.value), ())
        if each.entity.key.startswith(read.readings[number].within)
    ]
    lines.sort(key=lambda line: (line[0], line[1].entity.kind, line[1].entity.key))
    best: dict[tuple[str, str], Found] = {}
    for number, each in lines:
        best.setdefault((each.entity.kind, each.group), (read.readings[number], each))
    found = [each for each in best.values() if each[0].exact] or [*best.values()]
    if found:
        return found
    if read.if_unknown is not None:
        raise BadCode(code, read.if_unknown.message)
    raise CodeNotFound(code)
