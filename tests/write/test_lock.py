"""Two builds of one output folder take turns, whatever process they run in."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from site_builder.write import lock
from site_builder.write.lock import BusyError, build_lock, lock_path

if TYPE_CHECKING:
    from pathlib import Path

HOLD = """\
import sys
from pathlib import Path
from site_builder.write.lock import build_lock

with build_lock(Path(sys.argv[1]), Path(sys.argv[2]), None):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def hold(tmp_path: Path):
    """Starts a process that holds the lock of an output folder until its input is closed."""
    started = []

    def start(output: Path):
        process = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(tmp_path), str(output)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        assert process.stdout.readline() == "held\n"
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()


def test_a_build_that_waits_too_long_gives_up(
    hold, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "output"
    hold(output)
    monkeypatch.setattr(lock, "PATIENCE", 0.1)
    told: list[str] = []

    with (
        pytest.raises(BusyError) as caught,
        build_lock(tmp_path, output, lambda: told.append("waits")),
    ):
        told.append("built")

    assert told == ["waits"]
    assert str(caught.value) == str(output)


def test_a_build_waits_for_the_one_before_it(hold, tmp_path: Path) -> None:
    output = tmp_path / "output"
    other = hold(output)
    told: list[str] = []

    def on_wait() -> None:
        told.append("waits")
        other.stdin.close()

    with build_lock(tmp_path, output, on_wait):
        told.append("built")

    assert told == ["waits", "built"]
    assert other.wait(10) == 0


def test_the_lock_of_a_process_that_died_is_free(hold, tmp_path: Path) -> None:
    output = tmp_path / "output"
    other = hold(output)
    other.kill()
    other.wait(10)
    told: list[str] = []

    with build_lock(tmp_path, output, lambda: told.append("waits")):
        told.append("built")

    assert told[-1] == "built"


def test_builds_of_two_output_folders_do_not_wait_for_each_other(hold, tmp_path: Path) -> None:
    hold(tmp_path / "one")
    told: list[str] = []

    with build_lock(tmp_path, tmp_path / "other", lambda: told.append("waits")):
        told.append("built")

    assert told == ["built"]


def test_the_lock_is_free_again_after_a_build_that_failed(tmp_path: Path) -> None:
    output = tmp_path / "output"
    told: list[str] = []
    with pytest.raises(RuntimeError), build_lock(tmp_path, output, None):
        raise RuntimeError

    with build_lock(tmp_path, output, lambda: told.append("waits")):
        pass

    assert told == []


def test_the_lock_lies_in_the_cache_and_not_in_the_output_folder(tmp_path: Path) -> None:
    output = tmp_path / "output"

    with build_lock(tmp_path, output, None):
        pass

    assert not output.exists()
    assert lock_path(tmp_path, output).parent == tmp_path / ".site-builder"


def test_one_folder_has_one_lock_however_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "output")

    paths = {
        lock_path(tmp_path, path)
        for path in (
            tmp_path / "output",
            tmp_path / "other/../output",
            tmp_path / "link",
        )
    }

    assert len(paths) == 1


def test_a_library_that_cannot_be_written_has_its_lock_elsewhere(tmp_path: Path) -> None:
    (tmp_path / ".site-builder").write_text("no folder")

    path = lock_path(tmp_path, tmp_path / "output")

    assert os.path.commonpath([path, tmp_path]) != str(tmp_path)
    assert path.name.startswith("site-builder-build-")
