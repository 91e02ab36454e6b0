"""The definition of completeness as a table: each row of the document alone makes an answer incomplete."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cypher.records.views import GapView
from cypher.records.vocabulary import SEVERITY, GapKind, GapSeverity
from graph_api.rules.budget import TruncationReason
from graph_api.rules.completeness import Facts, ReasonKind, reasons, so_far

DOCUMENT = Path(__file__).parents[3] / "docs/completeness.md"
COUNTS, NOTES = (
    "Each of these alone makes an answer incomplete",
    "These are told and do not count, as they are",
)


def gap(kind: GapKind, severity: GapSeverity, key: str = "g") -> GapView:
    return GapView(key, kind, severity, None, None, None, None, None, None)


OTHERS: Mapping[str, Facts] = {
    ReasonKind.TRUNCATED: Facts((), TruncationReason.NODES),
    ReasonKind.REDACTED: Facts((), redactions=2),
    ReasonKind.SEED_UNKNOWN_THEN: Facts((), seeds_unknown=("L1",)),
    ReasonKind.EARLIER_PAGE: Facts((), earlier=("OVERDRAWN",)),
    ReasonKind.DAMAGED: Facts((), damaged=3),
}
"""The facts of each reason that is no gap, alone."""


def rows(title: str) -> list[tuple[str, str]]:
    """Kind and weight of each row of a table of the document."""
    section = DOCUMENT.read_text(encoding="utf-8").split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]
    found = re.findall(r"^\| `(\w+)` \| (\S+) \|", section, re.MULTILINE)
    assert found
    return found


def facts(kind: str, weight: str) -> Facts:
    """The case of a row; a row without one fails here."""
    return Facts([gap(GapKind(kind), GapSeverity(weight))]) if kind not in OTHERS else OTHERS[kind]


def test_nothing_is_no_reason() -> None:
    assert reasons(Facts(())) == ()


@pytest.mark.parametrize(("kind", "weight"), rows(COUNTS))
def test_each_row_alone_makes_an_answer_incomplete(kind: str, weight: str) -> None:
    (reason,) = reasons(facts(kind, weight))
    assert reason.kind == kind
    assert reason.count >= 1
    assert reason.message


@pytest.mark.parametrize(("kind", "weight"), rows(NOTES))
def test_a_note_is_no_reason_and_the_same_as_a_warning_is(kind: str, weight: str) -> None:
    assert weight == GapSeverity.NOTE
    assert reasons(facts(kind, weight)) == ()
    assert [each.kind for each in reasons(facts(kind, GapSeverity.WARNING))] == [kind]


def test_the_document_has_every_reason_and_every_gap() -> None:
    known = {each.value for each in ReasonKind} | {each.value for each in GapKind}
    told = [kind for title in (COUNTS, NOTES) for kind, _ in rows(title)]
    assert set(told) == known
    assert OTHERS.keys() == {each.value for each in ReasonKind}
    by_weight = dict(rows(COUNTS)) | dict(rows(NOTES))
    assert {kind for kind, weight in SEVERITY.items() if weight is GapSeverity.NOTE} <= {
        kind for kind, weight in by_weight.items() if weight == GapSeverity.NOTE
    }


@pytest.mark.parametrize("by", TruncationReason)
def test_a_cut_says_by_what_and_what_to_do(by: TruncationReason) -> None:
    (reason,) = reasons(Facts((), by))
    assert ":" in reason.message
    assert len({reasons(Facts((), each))[0].message for each in TruncationReason}) == len(TruncationReason)


GAPS = st.builds(gap, st.sampled_from(GapKind), st.sampled_from(GapSeverity), st.sampled_from("abcdefgh"))
FACTS = st.builds(
    Facts,
    st.lists(GAPS, unique_by=lambda each: each.key),
    st.none() | st.sampled_from(TruncationReason),
    st.integers(0, 3),
    st.lists(st.sampled_from([each.value for each in GapKind]), unique=True),
)


@given(FACTS)
def test_kinds_are_told_once_and_every_gap_of_weight_is_counted(known: Facts) -> None:
    told = {each.kind: each.count for each in reasons(known)}
    assert len(told) == len(reasons(known))
    weighty = [each for each in known.gaps if each.severity is not GapSeverity.NOTE]
    assert sum(told.get(kind.value, 0) for kind in GapKind) == len(weighty)
    assert (ReasonKind.TRUNCATED in told) == (known.truncated_by is not None)
    assert (ReasonKind.REDACTED in told) == (known.redactions > 0)


@given(FACTS, FACTS)
def test_what_a_page_told_makes_every_later_page_incomplete(first: Facts, later: Facts) -> None:
    """Except its cut, which going on undoes."""
    earlier = so_far(reasons(Facts(first.gaps, first.truncated_by, first.redactions)))
    told = reasons(Facts(later.gaps, earlier=earlier))
    assert bool(told) == bool(
        [each for each in (*first.gaps, *later.gaps) if each.severity is not GapSeverity.NOTE]
        or first.redactions
    )
