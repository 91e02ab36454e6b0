"""Writes the sample files anew: `python -m samples.make_samples`. The same every time."""

import json
from pathlib import Path

from samples import detonators, milk, vaccine
from samples.chain import Chain

HERE = Path(__file__).parent


def chains() -> list[Chain]:
    """The three chains."""
    return [milk.build(), detonators.build(), vaccine.build()]


def text(chain: Chain) -> str:
    """The document as it is committed: one event a line, so that a change shows as the lines it touches."""
    document = chain.document()
    events = document["epcisBody"].pop("eventList")
    head = json.dumps(document, ensure_ascii=False, indent=1)
    rows = ",\n  ".join(json.dumps(event, ensure_ascii=False) for event in events)
    return head.replace('"epcisBody": {}', f'"epcisBody": {{"eventList": [\n  {rows}\n ]}}') + "\n"


def main() -> None:
    """Write every chain beside this file."""
    for chain in chains():
        (HERE / f"{chain.name}.jsonld").write_text(text(chain), encoding="utf-8")


if __name__ == "__main__":
    main()
