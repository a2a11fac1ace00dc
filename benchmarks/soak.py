"""Tries thousands of random edits: after each, an incremental build must equal one from nothing."""

from __future__ import annotations

import argparse
import random
import time

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test
from random_edits import Edits

STEPS = 40
"""Edits of one library."""
TOLD = 100
"""Builds between two lines that tell how many there were."""


class Counted(Edits):
    """Tells now and then how far it has come."""

    def teardown(self) -> None:
        """Remove the library."""
        super().teardown()
        if Edits.compared >= Counted.told + TOLD:
            Counted.told = Edits.compared
            print(f"{Edits.compared} builds equal to builds from nothing", flush=True)

    told = 0


def main() -> None:
    """Run until so many edits have been tried; a difference is shown with what led to it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=5000, help="how many edits (5000)")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32), help="to repeat one")
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    start = time.perf_counter()
    run_state_machine_as_test(
        seed(options.seed)(Counted),
        settings=settings(
            max_examples=-(-options.steps // STEPS),
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        ),
    )
    seconds = time.perf_counter() - start
    print(f"{Edits.compared} builds equal to builds from nothing, {seconds:.0f} s")


if __name__ == "__main__":
    main()
