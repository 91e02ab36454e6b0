"""One spelling for each identifier: GS1 keys as canonical Digital Link, everything else as recorded."""

import re
from functools import lru_cache

from cypher.identifiers.digital_link import parse_digital_link
from cypher.identifiers.epc_urn import KEY_SCHEMES, parse_epc_urn
from cypher.identifiers.gs1_keys import Gs1Key

_LONGEST = 1024
"""No key is longer; what is, is not even remembered as being none."""
_MEANT = re.compile(
    rf"urn:epc:(id|class|idpat|tag):({'|'.join(KEY_SCHEMES)})[-:]|https?://id\.gs1\.org/", re.IGNORECASE
)


def parse_gs1(text: str) -> Gs1Key | None:
    """The GS1 key that an EPC URN or a Digital Link spells, None for anything else."""
    if len(text) > _LONGEST or not text[:8].lower().startswith(("urn:epc:", "http://", "https://")):
        return None
    return _parsed(text)


@lru_cache(maxsize=1 << 14)
def _parsed(text: str) -> Gs1Key | None:
    return parse_epc_urn(text) or parse_digital_link(text)


def is_malformed(text: str) -> bool:
    """True if a text is written like a GS1 key but is none: no other spelling of it will ever meet it."""
    return parse_gs1(text) is None and _MEANT.match(text) is not None


def canonical(text: str) -> str | None:
    """The canonical Digital Link of a GS1 key in any spelling, None where the text carries no GS1 key."""
    key = parse_gs1(text.strip())
    return None if key is None else key.uri
