"""The ledger's own rate: events a second of derivation, on histories of the simulator."""

import time

from benchmarks.measure import median
from loaders.ledger.derive import derive
from tests.support.simulation_records import Mix
from tests.support.simulator import simulate

_HISTORIES, _TURNS = 200, 3


def ledger_rates() -> list[tuple[str, int, float]]:
    """(mix, events, events a second of processor time), the median of a few turns."""
    rows = []
    for mix in Mix:
        recordings = [simulate(seed, mix).recording for seed in range(_HISTORIES)]
        events = sum(len(recording.events) for recording in recordings)
        seconds = []
        for _ in range(_TURNS):
            started = time.process_time()
            for recording in recordings:
                derive(recording.events, recording.register)
            seconds.append(time.process_time() - started)
        rows.append((str(mix), events, events / median(seconds)))
    return rows
