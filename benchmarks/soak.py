"""Tries thousands of random edits: what is built in between must equal builds from nothing."""

from __future__ import annotations

import argparse
import random
import shutil
import signal
import time
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import invariant, run_state_machine_as_test
from random_edits import Edits

if TYPE_CHECKING:
    from pathlib import Path

STEPS = 20
"""Edits of one library."""
TOLD = 100
"""Builds between two lines that tell how many there were."""


class Counted(Edits):
    """Tells now and then how far it has come, and keeps the first library that is built wrongly."""

    sizes = (0, 0, 0, 12, 12, 40)
    told = 0
    kept: Path | None = None

    @invariant()
    def builds_as_from_nothing(self) -> None:
        """Build and compare; tell what led to a difference."""
        try:
            super().builds_as_from_nothing()
        except Exception as error:
            if Counted.kept is None:
                kept = self.folder.with_name(f"{self.folder.name}-kept")
                shutil.copytree(self.folder, kept, symlinks=True)
                Counted.kept = kept
                print(f"{error!r}\n{kept}", *self.trail, sep="\n", flush=True)
            raise

    def teardown(self) -> None:
        """Remove the library."""
        super().teardown()
        if Edits.compared >= Counted.told + TOLD:
            Counted.told = Edits.compared
            print(f"{Edits.compared} builds equal to builds from nothing", flush=True)


def main() -> None:
    """Run until so many edits have been tried; a difference is shown with what led to it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=5000, help="how many edits (5000)")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32), help="to repeat one")
    parser.add_argument("--no-shrink", action="store_true", help="stop at the first difference")
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # tell then how far it came
    start = time.perf_counter()
    try:
        run_state_machine_as_test(
            seed(options.seed)(Counted),
            settings=settings(
                max_examples=-(-options.steps // STEPS),
                stateful_step_count=STEPS,
                deadline=None,
                database=None,
                phases=[Phase.generate, *([] if options.no_shrink else [Phase.shrink])],
                suppress_health_check=list(HealthCheck),
            ),
        )
    finally:
        for name, count in sorted(Edits.steps.items()):
            print(f"{count:7} {name}")
        seconds = time.perf_counter() - start
        print(f"{sum(Edits.steps.values())} edits, {seconds:.0f} s")
        print(f"{Edits.compared} builds equal to builds from nothing")


if __name__ == "__main__":
    main()
