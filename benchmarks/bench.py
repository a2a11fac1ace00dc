"""Times a build of generated cases: wall and processor seconds and peak memory, cold and again."""

from __future__ import annotations

import argparse
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from corpus import write_corpus


def main() -> None:
    """Generate the cases, build twice, print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1000, help="how many cases (1000)")
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--keep", metavar="DIR", help="write the library here and keep it")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(options.keep or temporary)
        if not (root / "content").is_dir():
            write_corpus(root, options.cases)
        print(f"{options.cases} cases, {options.jobs} jobs, Python {platform.python_version()}")
        print(f"{'':16}{'wall s':>8}{'cpu s':>8}{'peak MB':>9}")
        for name in ("cold", "nothing changed"):
            command = [sys.executable, "-m", "site_builder", "build", "--root", str(root)]
            measure(name, [*command, "--jobs", str(options.jobs)])


def measure(name: str, command: list[str]) -> None:
    """Run a command and print what it took; peak memory is that of its largest process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{name:16}{wall:8.2f}{cpu:8.2f}{after.ru_maxrss / 1024:9.0f}")


if __name__ == "__main__":
    main()
