"""The step from the derived graph that is stored to the one that the events make now."""

from dataclasses import dataclass, field

from cypher.records.custody import Derived, HoldingRecord


@dataclass(frozen=True, slots=True)
class Difference:
    """Rows that no longer hold (`closed`), rows that hold from now on (`opened`), and holdings whose
    state is another while they remain the same position (`restated`, the new states).

    A row of any other type that changed stands in both `closed` and `opened`, under the same key.
    """

    closed: Derived = field(default_factory=Derived)
    opened: Derived = field(default_factory=Derived)
    restated: frozenset[HoldingRecord] = frozenset()
