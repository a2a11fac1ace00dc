"""Runs a command and tells what it took: time, processors' time, memory of all its processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

PAUSE = 0.05
"""Seconds between two looks at the memory, unless looking takes long itself."""
SHARE = 0.05
"""The part of the time that may go into looking."""
PROC = Path("/proc")
MEMORY = "sum over all processes (PSS)" if PROC.is_dir() else "of the largest process"
"""What the memory is on this system."""


@dataclass(frozen=True)
class Cost:
    """What a command took."""

    wall: float
    cpu: float
    """User and system seconds of the command and all it started."""
    megabytes: float
    """At the peak."""


@dataclass(frozen=True)
class Size:
    """What a command wrote."""

    pages: int
    files: int
    megabytes: float


def run(
    command: Sequence[str | Path], folder: Path, environment: Mapping[str, str] | None = None
) -> Cost:
    """Run a command in a folder; one that fails ends the benchmark and says why."""
    # What others wrote before goes to the disk now, not while this one is timed.
    os.sync()
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        watch = Watch(process.pid)
        try:
            _pid, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        finally:
            wall = time.perf_counter() - start
            process.returncode = 0
            watch.finish()
        if status:
            said.seek(0)
            raise SystemExit(f"{command} failed:\n{said.read().decode('utf-8', 'replace')}")
    # Not on Linux: there it begins with what this program itself has in use.
    largest = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    peak = watch.peak if PROC.is_dir() else largest
    return Cost(wall, usage.ru_utime + usage.ru_stime, peak / 1e6)


class Watch(threading.Thread):
    """Looks at the memory of a session's processes until it is told to finish."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self.session = str(session)
        self.peak = 0
        """Bytes: the largest sum, or the most of one process if that was more."""
        self.strangers: set[str] = set()
        """Processes of others, so that each is looked at once."""
        self.over = threading.Event()
        if PROC.is_dir():
            self.look()  # a short command may have ended when the thread comes to it
            self.start()

    def finish(self) -> None:
        """Stop looking."""
        self.over.set()
        if self.is_alive():
            self.join()

    def run(self) -> None:
        """Look again and again, at longer distances where that takes long."""
        pause = 0.0
        while not self.over.wait(pause):
            start = time.perf_counter()
            self.look()
            pause = max(PAUSE, (time.perf_counter() - start) / SHARE)

    def look(self) -> None:
        """Take the memory in use now, pages that processes share counted once."""
        total = 0
        for process in self.processes():
            try:
                total += figure(process / "smaps_rollup", "Pss:")
                # What one process used in between the looks.
                self.peak = max(self.peak, figure(process / "status", "VmHWM:"))
            except OSError:
                continue  # it has ended
        self.peak = max(self.peak, total)

    def processes(self) -> Iterator[Path]:
        """Yield the folders of the session's processes."""
        for folder in PROC.iterdir():
            if not folder.name.isdigit() or folder.name in self.strangers:
                continue
            try:
                fields = (folder / "stat").read_text("utf-8", "replace").rpartition(")")[2]
            except OSError:
                continue
            if fields.split()[3] == self.session:
                yield folder
            else:
                self.strangers.add(folder.name)


def put_aside(path: Path, trash: Path) -> None:
    """Move a file or folder out of the way, if it is there, without removing it.

    Before ext4 gives out an inode it looks whether that was freed lately, within a minute or five,
    and passes over those that were, one by one. A site that is removed before a build is timed
    costs the build ten seconds that no reader of a benchmark asks for.
    """
    if path.exists():
        trash.mkdir(exist_ok=True)
        path.rename(Path(tempfile.mkdtemp(dir=trash), path.name))


def figure(path: Path, name: str) -> int:
    """Return a figure of a file in /proc, in bytes; 0 where it is not there."""
    for line in path.read_text("utf-8", "replace").splitlines():
        if line.startswith(name):
            return int(line.split()[1]) * 1024
    return 0


def weigh(folder: Path) -> Size:
    """Return how many pages and files a folder has, and their size."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    pages = sum(path.suffix == ".html" for path in files)
    return Size(pages, len(files), sum(path.stat().st_size for path in files) / 1e6)
