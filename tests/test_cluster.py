"""A cluster of workers makes the same site; whatever keeps it from that is said in a sentence."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import Executor, Future

import pytest

from site_builder import cluster
from site_builder.build import Options, build_site
from site_builder.cluster import fault_of, run_started, size_of
from site_builder.workers import WORTH_SHARING, ClusterError, counters, workers

BUILD = """
import sys
from distributed import LocalCluster
from site_builder.cli import main

if __name__ == "__main__":
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1",
        dashboard_address=None, memory_limit=0,
    ) as cluster:
        sys.exit(main(["build", "--cluster", cluster.scheduler_address, *sys.argv[1:]]))
"""
BODY = "## 针对问题\n\n甲\n\n## 主要做法\n\n乙\n\n## 成效\n\n丙\n\n## 经验启示\n\n丁\n"


def test_two_workers_make_the_same_site(library, tmp_path):
    for number in range(WORTH_SHARING):
        library.case(f"an-li-{number}", BODY)
    script = tmp_path / "build.py"
    script.write_text(BUILD, "utf-8")
    result = subprocess.run(
        [sys.executable, str(script), "--root", str(library.root), "--output", "output"],
        cwd=library.root,
        capture_output=True,
        encoding="utf-8",
        timeout=100,
        check=False,
    )

    assert (result.returncode, result.stderr) == (0, "")

    alone = Options(library.root, library.root / "alone", fresh=True, self_test=False)
    assert not build_site(alone).blocked
    assert library.tree() == library.tree("alone")


def test_a_scheduler_that_does_not_answer_is_named(library, monkeypatch):
    address = "tcp://127.0.0.1:9"
    monkeypatch.setattr(cluster, "PATIENCE", 1)
    options = Options(library.root, library.root / "output", cluster=address)

    with pytest.raises(ClusterError, match=f"^{address} 没有回应"):
        build_site(options)
    assert not (library.root / "output").exists()


def test_a_missing_extra_is_said_with_what_to_type(library, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    options = Options(library.root, library.root / "output", cluster="local")

    with pytest.raises(ClusterError, match=r"pip install 'union-case-library\[cluster\]'$"):
        build_site(options)


def test_the_command_says_it_and_ends(library):
    result = library.run("build", "--cluster", "nothing-of-the-kind")

    assert result.returncode == 2
    assert result.stderr.startswith("nothing-of-the-kind 没有回应")
    assert "Traceback" not in result.stderr


class Workers:
    """Stands for a client of some workers that answer alike."""

    def __init__(self, threads: int, answer: object = None) -> None:
        self.threads, self.answer = threads, answer

    def nthreads(self) -> dict[str, int]:
        return {"tcp://w": self.threads} if self.threads else {}

    def run(self, task, *arguments):
        answer = task(*arguments) if self.answer is None else self.answer
        return dict.fromkeys(self.nthreads(), answer)


def test_workers_that_could_not_make_the_same_site_are_refused(library, tmp_path):
    here = Options(library.root, library.root / "output", cluster="tcp://s")
    gone = Options(tmp_path / "gone", tmp_path / "output", cluster="tcp://s")

    assert size_of(Workers(3)) == 3
    assert fault_of(Workers(3), here) is None
    assert str(fault_of(Workers(0), here)).startswith("tcp://s 上一个工作进程也没有")
    assert str(fault_of(Workers(1, "other"), here)).startswith("tcp://w 上的程序和这里的不是同一个")
    assert str(fault_of(Workers(1), gone)).startswith(f"tcp://w 看不到 {tmp_path}/gone/content")


class Here(Executor):
    """Does what it is given at once."""

    def submit(self, task, /, *arguments):
        done = Future()
        done.set_result(task(*arguments))
        return done


def test_work_goes_elsewhere_where_it_is_worth_sharing():
    asked = []

    def elsewhere(start):
        asked.append(start)
        return Here()

    with workers(1, WORTH_SHARING, None, elsewhere) as executor:
        assert isinstance(executor, Here)
        assert [*executor.map(abs, [-1, 2])] == [1, 2]
    with workers(1, WORTH_SHARING - 1, None, elsewhere) as executor:
        assert executor is None

    assert asked == [None]
    assert counters(3, elsewhere) == [0, 0, 0]


def test_a_worker_is_started_once_for_each_executor(monkeypatch):
    starts = []
    monkeypatch.setattr(cluster, "STARTED", [])

    for mark in ("a", "a", "b"):
        assert run_started(mark, lambda: starts.append(1), abs, -2) == 2
    assert run_started("c", None, abs, -3) == 3

    assert len(starts) == 2
