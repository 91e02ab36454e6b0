"""The cache before the services: one flight per key, bounds, failures, callers that leave."""

import asyncio

import pytest

from graph_api.rules.budget import Deadline
from graph_api.services.caching import AnswerCache, BoundedMemory
from graph_api.services.errors import CodeNotFound, OutOfTime


class Work:
    """Counts its runs; answers when told to."""

    def __init__(self, answer: object = "answer") -> None:
        self.runs = 0
        self.cancelled = 0
        self.gate = asyncio.Event()
        self.answer = answer

    async def __call__(self) -> object:
        self.runs += 1
        try:
            await self.gate.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def cache_of(entries: int = 10, weight: int = 1000) -> AnswerCache:
    return AnswerCache(BoundedMemory(entries, weight))


async def ask(
    cache: AnswerCache, work: Work, key: str = "k", seconds: float = 30, weight: int | None = 1
) -> object:
    return await cache.get(key, work, lambda _: weight, Deadline(seconds))


async def test_fifty_equal_calls_at_once_are_one_flight_and_one_answer() -> None:
    cache, work = cache_of(), Work()
    calls = [asyncio.create_task(ask(cache, work)) for _ in range(50)]
    await asyncio.sleep(0)
    work.gate.set()
    answers = await asyncio.gather(*calls)
    assert work.runs == 1
    assert all(answer is answers[0] for answer in answers)
    assert await ask(cache, work) == "answer"
    assert work.runs == 1


async def test_other_keys_fly_apart() -> None:
    cache, one, two = cache_of(), Work("one"), Work("two")
    one.gate.set()
    two.gate.set()
    assert tuple(await asyncio.gather(ask(cache, one, "1"), ask(cache, two, "2"))) == ("one", "two")


async def test_a_failed_flight_fails_all_who_wait_and_is_not_kept() -> None:
    cache, work = cache_of(), Work(CodeNotFound("x"))
    calls = [asyncio.create_task(ask(cache, work)) for _ in range(3)]
    await asyncio.sleep(0)
    work.gate.set()
    failures = await asyncio.gather(*calls, return_exceptions=True)
    assert all(isinstance(failure, CodeNotFound) for failure in failures)
    work.answer = "better"
    assert await ask(cache, work) == "better"
    assert work.runs == 2


async def test_a_first_caller_that_leaves_leaves_the_others_waiting() -> None:
    cache, work = cache_of(), Work()
    first, second = (asyncio.create_task(ask(cache, work)) for _ in range(2))
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.sleep(0)
    work.gate.set()
    assert await second == "answer"
    assert first.cancelled()
    assert work.runs == 1


async def test_the_last_caller_that_leaves_stops_the_work() -> None:
    cache, work = cache_of(), Work()
    calls = [asyncio.create_task(ask(cache, work)) for _ in range(2)]
    await asyncio.sleep(0.01)
    for call in calls:
        call.cancel()
    await asyncio.gather(*calls, return_exceptions=True)
    await asyncio.sleep(0.01)
    assert work.cancelled == 1
    work.gate.set()
    assert await ask(cache, work) == "answer"
    assert work.runs == 2


async def test_a_caller_out_of_time_does_not_wait_for_a_longer_flight() -> None:
    cache, work = cache_of(), Work()
    patient = asyncio.create_task(ask(cache, work))
    await asyncio.sleep(0)
    with pytest.raises(OutOfTime):
        await ask(cache, work, seconds=0.01)
    work.gate.set()
    assert await patient == "answer"


async def test_a_flight_ended_by_anothers_deadline_is_begun_again_by_who_has_time_left() -> None:
    cache, work, other = cache_of(), Work(OutOfTime()), Work("answer")
    hurried = asyncio.create_task(ask(cache, work))
    await asyncio.sleep(0)
    patient = asyncio.create_task(ask(cache, other))
    await asyncio.sleep(0)
    work.gate.set()
    other.gate.set()
    assert await patient == "answer"
    with pytest.raises(OutOfTime):
        await hurried
    assert (work.runs, other.runs) == (1, 1)


async def test_what_must_not_be_kept_is_not() -> None:
    cache, work = cache_of(), Work()
    work.gate.set()
    await ask(cache, work, weight=None)
    await ask(cache, work, weight=None)
    assert work.runs == 2


async def test_entries_are_bounded_and_the_least_lately_used_goes() -> None:
    cache, work = cache_of(entries=2), Work()
    work.gate.set()
    for key in ("a", "b", "a", "c", "a"):
        await ask(cache, work, key)
    assert work.runs == 3
    await ask(cache, work, "b")
    assert work.runs == 4


async def test_weights_are_bounded() -> None:
    cache, work = cache_of(weight=10), Work()
    work.gate.set()
    await ask(cache, work, "a", weight=6)
    await ask(cache, work, "b", weight=6)
    await ask(cache, work, "b", weight=6)
    assert work.runs == 2
    await ask(cache, work, "a", weight=6)
    assert work.runs == 3
    await ask(cache, work, "huge", weight=11)
    await ask(cache, work, "huge", weight=11)
    assert work.runs == 5
    await ask(cache, work, "a", weight=6)
    assert work.runs == 5


async def test_a_cache_of_no_entries_keeps_nothing_and_still_flies_once() -> None:
    cache, work = cache_of(entries=0), Work()
    calls = [asyncio.create_task(ask(cache, work)) for _ in range(5)]
    await asyncio.sleep(0)
    work.gate.set()
    await asyncio.gather(*calls)
    assert work.runs == 1
    await ask(cache, work)
    assert work.runs == 2
