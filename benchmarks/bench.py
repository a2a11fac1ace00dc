"""Compares builds of generated cases with Hugo and Pagefind, and with merely copying the files."""

from __future__ import annotations

import argparse
import contextlib
import os
import platform
import shutil
import signal
import statistics
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from corpus import write_corpus
from edits import Editor
from measure import MEMORY, Cost, Size, put_aside, run, weigh
from peers import HUGO, PAGEFIND, Peers
from preview import time_preview
from tables import Goal, Row, cost_table, goal_table, median, one_after_another

if TYPE_CHECKING:
    from collections.abc import Iterator

CASES = 10_000
"""What the goals are for."""
REPEATS = 3
"""Warm builds after each cold one."""
EDITS = 9
"""Edits under the preview."""
TIMES_LARGE = 10
TRASH = "trash"
"""Where what has to be gone waits for the end: see put_aside."""
COLD, SAME, EDITED = "ours, cold, with search", "ours, nothing changed", "ours, one body edited"
COPY = "`cp -r` of our output"
BARE, RELATED = f"Hugo {HUGO} without related cases", f"Hugo {HUGO}"
INDEX = f"Pagefind {PAGEFIND} on Hugo's output"
PAIR = "Hugo and Pagefind"


class Bench:
    """The runs of one benchmark, and what they took."""

    def __init__(self, folder: Path, options: argparse.Namespace) -> None:
        self.folder = folder
        self.cases: int = options.cases
        self.jobs: int | None = options.jobs
        self.library = folder / "library"
        self.trash = folder / TRASH
        self.peers = Peers(folder / "peers", self.trash)
        self.costs: dict[str, list[Cost]] = defaultdict(list)
        self.sizes: dict[str, Size] = {}
        self.rewritten: list[int] = []
        """Pages written for each edit."""

    def build(self, library: Path, *options: str) -> Cost:
        """Build a library."""
        command = [sys.executable, "-m", "site_builder", "build", "--root", str(library), *options]
        return run([*command, *([f"--jobs={self.jobs}"] if self.jobs else [])], self.folder)

    def build_cold(self, library: Path) -> Cost:
        """Build a library of which nothing is known or written."""
        for name in ("output", ".site-builder"):
            put_aside(library / name, self.trash)
        return self.build(library, "--fresh")

    def take(self, name: str, cost: Cost) -> None:
        """Keep what a run took, and tell it at once: all runs together take minutes."""
        self.costs[name].append(cost)
        say(f"{name}: {cost.wall:.2f} s, CPU {cost.cpu:.2f} s, {cost.megabytes:.0f} MB")

    def run_ours(self) -> None:
        """Build ours cold, copy what came of it, build again, and after edits."""
        self.take(COLD, self.build_cold(self.library))
        self.sizes[COLD] = weigh(self.library / "output")
        copy = self.folder / "copy"
        self.take(COPY, run(["cp", "-r", self.library / "output", copy], self.folder))
        put_aside(copy, self.trash)
        for _ in range(REPEATS):
            self.take(SAME, self.build(self.library))
        editor = Editor(self.library)
        try:
            for _ in range(REPEATS):
                self.take(EDITED, self.build_edited(editor))
        finally:
            editor.put_back()

    def build_edited(self, editor: Editor) -> Cost:
        """Edit a case, build, and see that its page tells it."""
        output = self.library / "output"
        before = stamps(output)
        edit = editor.edit()
        cost = self.build(self.library)
        if edit.text not in (output / edit.page / "index.html").read_text("utf-8"):
            raise SystemExit(f"an edit is missing on {edit.page}")
        self.rewritten.append(len(stamps(output) - before))
        return cost

    def run_peers(self) -> None:
        """Build the same with Hugo, without and with related cases; index it with Pagefind."""
        for name, related in ((BARE, False), (RELATED, True)):
            self.take(name, self.peers.hugo(related=related))
            self.sizes[name] = weigh(self.peers.output)
        self.take(INDEX, self.peers.pagefind())
        self.sizes[INDEX] = weigh(self.peers.output / "pagefind")

    def rows(self) -> list[Row]:
        """Return what was run, ours first."""
        names = (COLD, SAME, EDITED, COPY, BARE, RELATED, INDEX)
        rows = [Row(name, self.costs[name], self.sizes.get(name)) for name in names]
        rows.append(Row(PAIR, one_after_another(self.costs[RELATED], self.costs[INDEX])))
        return [row for row in rows if row.costs]

    def goals(self) -> list[Goal]:
        """Return what is to be reached, with what was measured."""
        cold = median(self.costs[COLD])
        copy = median(self.costs[COPY])
        goals = [
            Goal("cold, peak memory", 800, "MB", cold.megabytes),
            Goal("cold, against `cp -r` of our output", 3, "times", cold.wall / copy.wall),
            Goal("nothing changed", 0.6, "s", median(self.costs[SAME]).wall),
            Goal("one body edited", 2, "s", median(self.costs[EDITED]).wall),
        ]
        if self.costs[INDEX]:
            pair = median(one_after_another(self.costs[RELATED], self.costs[INDEX]))
            what = "cold, faster than Hugo and Pagefind"
            goals.insert(0, Goal(what, 6, "times", pair.wall / cold.wall, least=True))
        return goals

    def preview_goals(self) -> list[Goal]:
        """Edit under the preview."""
        say("ours, edits under the preview")
        pages, indexes = time_preview(self.library, EDITS)
        return [
            Goal("preview: edit to page", 0.25, "s", statistics.median(pages)),
            Goal("preview: edit to search index", 3, "s", statistics.median(indexes)),
        ]

    def large_goals(self) -> list[Goal]:
        """Build many more cases cold."""
        cases = self.cases * TIMES_LARGE
        library = self.folder / "large"
        say(f"ours, cold, {cases:,} cases")
        if not library.exists():
            write_corpus(library, cases)
        cost = self.build_cold(library)
        ratio = cost.wall / median(self.costs[COLD]).wall
        return [
            Goal(f"cold, {cases:,} against {self.cases:,} cases", 12, "times", ratio),
            Goal(f"cold, {cases:,} cases, peak memory", 2000, "MB", cost.megabytes),
        ]


def main() -> None:
    """Generate the cases, run all in turn, print the tables."""
    options = read_options()
    # Ends like Ctrl+C: what runs is stopped, what is temporary removed.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with workspace(options.keep) as folder:
        bench = Bench(folder, options)
        if not bench.library.exists():
            say(f"{options.cases:,} cases are written")
            write_corpus(bench.library, options.cases)
        bench.run_ours()
        if options.peers:
            say("peers are installed, and the cases converted")
            bench.peers.prepare(bench.library)
        # In turn, so that noise hits all alike.
        for _ in range(options.rounds):
            if options.peers:
                bench.run_peers()
            bench.run_ours()
        print(f"{machine()}; {options.cases:,} generated cases. Memory: {MEMORY}.\n")
        print(cost_table(bench.rows(), median(bench.costs[COLD]).wall))
        print(f"\nPages written for an edit: {', '.join(map(str, bench.rewritten))}.\n", flush=True)
        goals = bench.goals()
        goals += bench.preview_goals() if options.serve else []
        goals += bench.large_goals() if options.large else []
    if options.cases != CASES:
        print(f"The goals are for {CASES:,} cases.\n")
    print(goal_table(goals))


def read_options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=CASES, help=f"how many cases ({CASES})")
    parser.add_argument("--jobs", type=int, help="processes of our builds (all processors)")
    parser.add_argument("--rounds", type=int, default=2, help="how often all are run (2)")
    parser.add_argument("--keep", metavar="DIR", help="work here, keep and use again what is there")
    parser.add_argument("--no-peers", dest="peers", action="store_false", help="only ours")
    parser.add_argument("--large", action="store_true", help="ten times the cases too")
    parser.add_argument("--serve", action="store_true", help="edits under the preview too")
    return parser.parse_args()


@contextlib.contextmanager
def workspace(kept: str | None) -> Iterator[Path]:
    """Hold the folder all is done in; it is removed unless it is to be kept."""
    if kept:
        folder = Path(kept).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        try:
            yield folder
        finally:
            shutil.rmtree(folder / TRASH, ignore_errors=True)
    else:
        with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
            yield Path(temporary).resolve()


def stamps(folder: Path) -> set[tuple[Path, int]]:
    """Return the pages of a folder, each with the time it was written."""
    return {(path, path.stat().st_mtime_ns) for path in folder.rglob("*.html")}


def machine() -> str:
    """Tell what all this ran on."""
    model = platform.processor() or platform.machine()
    with contextlib.suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
            if line.startswith("model name"):
                model = line.partition(":")[2].strip()
                break
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{model}, {cores} cores, Python {platform.python_version()}, {platform.system()}"


def say(text: str) -> None:
    """Tell what is done now, beside the tables."""
    print(f"… {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
