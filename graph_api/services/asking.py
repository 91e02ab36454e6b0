"""Takes questions as callers ask them: settles the view once, then answers from memory or anew."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from cypher.errors import TimedOut
from cypher.records.walks import View
from graph_api.rules import trace_cursor
from graph_api.rules.budget import Deadline, TruncationReason
from graph_api.services.answers import Impact, LookupMatches, TraceGraph
from graph_api.services.caching import AnswerCache
from graph_api.services.errors import BadArgument, OutOfTime
from graph_api.services.impact import ImpactService
from graph_api.services.lookup import LookupService
from graph_api.services.ports import Clock, RecordClock
from graph_api.services.questions import ImpactQuestion, TraceQuestion
from graph_api.services.tracing import TraceService
from graph_api.settings import ApiSettings

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Services:
    """The questions that an `Asking` answers, each with its view settled."""

    trace: TraceService
    impact: ImpactService
    lookup: LookupService


class Asking:
    """The port `Questions`.

    `asOf` is now where it is not given: what is recorded to happen later is left out. A later `asOf` is
    taken at its word. `knownAt` is the newest commit where it is not given or later than that: nothing
    more is known yet, and the answer says so. An answer as of now is kept for `fresh` seconds at most, so
    that what is recorded ahead of its time appears when that has come.

    Only so many walk at once, the rest wait in line: side by side all would be late, and whatever else the
    process does would wait for all of them together.
    """

    def __init__(
        self, services: Services, record: RecordClock, clock: Clock, cache: AnswerCache, settings: ApiSettings
    ) -> None:
        self._services = services
        self._record = record
        self._clock = clock
        self._cache = cache
        self._fresh = max(1, round(settings.cache_seconds * 1_000_000))
        self._room = asyncio.Semaphore(settings.walks_at_once)

    async def trace(self, question: TraceQuestion, deadline: Deadline) -> TraceGraph:
        """Raises CodeNotFound, AmbiguousCode, BadCode, BadArgument or OutOfTime."""
        newest = await self._newest(deadline)
        settled = question if question.after is None else _continued(question, question.after, newest)
        view = self._view(settled, newest)
        key = self._key(question, view, newest)
        answer = self._in_turn(lambda: self._services.trace.trace(question, view, deadline))
        return await self._cache.get(key, answer, _weigh_trace, deadline)

    async def impact(self, question: ImpactQuestion, deadline: Deadline) -> Impact:
        """Raises CodeNotFound, AmbiguousCode, BadCode, BadArgument or OutOfTime."""
        newest = await self._newest(deadline)
        view = self._view(question, newest)
        key = self._key(question, view, newest)
        answer = self._in_turn(lambda: self._services.impact.impact(question, view, deadline))
        return await self._cache.get(key, answer, _weigh_impact, deadline)

    async def lookup(self, code: str, scheme: str | None, deadline: Deadline) -> LookupMatches:
        """Raises CodeNotFound, BadCode or OutOfTime."""
        newest = await self._newest(deadline)
        key = trace_cursor.fingerprint(("lookup", code, scheme, newest))
        return await self._cache.get(
            key, lambda: self._look_up(code, scheme, deadline), lambda found: len(found.matches) + 1, deadline
        )

    def _in_turn(self, walk: Callable[[], Awaitable[T]]) -> Callable[[], Coroutine[Any, Any, T]]:
        async def answer() -> T:
            async with self._room:
                return await walk()

        return answer

    async def _look_up(self, code: str, scheme: str | None, deadline: Deadline) -> LookupMatches:
        try:
            return await self._services.lookup.lookup(code, scheme, deadline)
        except TimedOut:
            raise OutOfTime from None

    async def _newest(self, deadline: Deadline) -> int:
        try:
            return await self._record.newest(deadline.remaining)
        except TimedOut:
            raise OutOfTime from None

    def _view(self, question: TraceQuestion | ImpactQuestion, newest: int) -> View:
        known_at = newest if question.known_at is None else min(question.known_at, newest)
        return View(self._clock() if question.as_of is None else question.as_of, known_at)

    def _key(self, question: TraceQuestion | ImpactQuestion, view: View, newest: int) -> str:
        """One key for all spellings of a question: a time that is now, or later, is the spell of now.

        What is overdue depends on the `knownAt` that was asked for, where that lies before `asOf`.
        """
        after = isinstance(question, TraceQuestion) and question.after is not None
        as_of = view.as_of if question.as_of is not None or after else ("now", self._clock() // self._fresh)
        waited = None if question.known_at is None or question.known_at >= view.as_of else question.known_at
        asked = replace(question, as_of=None, known_at=None)
        return trace_cursor.fingerprint((asked, as_of, view.known_at, waited, newest))


def _continued(question: TraceQuestion, after: str, newest: int) -> TraceQuestion:
    """The question with the times that all pages of its answer share; asked for, they must be the same."""
    cursor = trace_cursor.decode(after)
    if cursor is None or cursor.view.known_at > newest:
        raise BadArgument("after", "is not the end cursor of an answer to this question")
    as_of, known_at = cursor.view.as_of, cursor.view.known_at
    if question.as_of not in (None, as_of):
        raise BadArgument("after", "belongs to an answer as of another time")
    if question.known_at is not None and min(question.known_at, newest) != known_at:
        raise BadArgument("after", "belongs to an answer of what was known at another time")
    return replace(question, as_of=as_of, known_at=known_at)


def _weigh_trace(answer: TraceGraph) -> int | None:
    """One cut by time depends on more than the data: it is not kept."""
    if answer.truncated_by is TruncationReason.TIME:
        return None
    return 1 + len(answer.nodes) + len(answer.edges) + len(answer.carriers) + len(answer.gaps)


def _weigh_impact(answer: Impact) -> int | None:
    if answer.truncated_by is TruncationReason.TIME:
        return None
    return 1 + len(answer.groups) + len(answer.consignments) + len(answer.gaps)
