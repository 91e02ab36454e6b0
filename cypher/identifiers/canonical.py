"""One spelling for each identifier: GS1 keys as canonical Digital Link, everything else as recorded."""

from functools import lru_cache

from cypher.identifiers.digital_link import parse_digital_link
from cypher.identifiers.epc_urn import parse_epc_urn
from cypher.identifiers.gs1_keys import Gs1Key


@lru_cache(maxsize=1 << 16)
def parse_gs1(text: str) -> Gs1Key | None:
    """The GS1 key that an EPC URN or a Digital Link spells, None for anything else."""
    return parse_epc_urn(text) or parse_digital_link(text)


def canonical(text: str) -> str | None:
    """The canonical Digital Link of a GS1 key in any spelling, None where the text carries no GS1 key."""
    key = parse_gs1(text.strip())
    return None if key is None else key.uri
