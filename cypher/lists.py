"""Lists as parameters of a query, read or write."""

from collections.abc import Iterable


def every(values: Iterable[object]) -> dict[str, list[object]]:
    """The values as the one member `all` of a map.

    Neo4j plans anew for every size class of a list that is a parameter itself, and not for one in a map
    (ADR 0010).
    """
    return {"all": list(values)}
