"""Which media type an answer has: what `Accept` asks for, by the GraphQL-over-HTTP specification."""

from starlette.datastructures import Headers

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"

_WILDCARDS = ("*/*", "application/*")


def answer_type(headers: Headers) -> str | None:
    """The media type to answer in, None where none of ours is acceptable.

    Clients that do not say, or take anything, get `application/json`: the older of the two is what they know.
    """
    accept = ",".join(headers.getlist("accept")).strip()
    if not accept:
        return JSON
    qualities = _qualities(accept)
    wildcard = max((qualities.get(name, 0.0) for name in _WILDCARDS), default=0.0)
    offers = {GRAPHQL: qualities.get(GRAPHQL, 0.0), JSON: qualities.get(JSON, wildcard)}
    best = max(offers, key=lambda name: offers[name])
    if offers[best] > 0:
        return best
    return GRAPHQL if wildcard > 0 and GRAPHQL not in qualities else None


def is_json(content_type: str | None) -> bool:
    """Whether a request body says that it is JSON in UTF-8, the only one there is."""
    media_type, _, parameters = (content_type or "").partition(";")
    if media_type.strip().lower() != JSON:
        return False
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset" and value.strip().strip('"').lower() not in {"utf-8", "utf8"}:
            return False
    return True


def _qualities(accept: str) -> dict[str, float]:
    """Media type to quality, the best where one is listed twice; a quality that is no number counts as 0."""
    found: dict[str, float] = {}
    for entry in accept.split(","):
        media_type, *parameters = (part.strip().lower() for part in entry.split(";"))
        quality = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip() == "q":
                quality = _number(value.strip())
        found[media_type] = max(found.get(media_type, 0.0), quality)
    return found


def _number(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0
