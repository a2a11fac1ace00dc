"""Work is shared by processes where that pays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from site_builder.workers import WORTH_SHARING, default_jobs, workers


def remember(text: str) -> None:
    os.environ["SITE_BUILDER_TEST"] = text


def recall() -> str:
    return os.environ["SITE_BUILDER_TEST"]


@pytest.mark.parametrize(("jobs", "amount"), [(1, 10_000), (8, WORTH_SHARING - 1), (0, 10_000)])
def test_a_little_work_or_one_job_needs_no_processes(jobs: int, amount: int) -> None:
    with workers(jobs, amount) as executor:
        assert executor is None


def test_processes_are_started_with_what_they_need() -> None:
    from functools import partial

    with workers(2, WORTH_SHARING, partial(remember, "案例")) as executor:
        assert executor is not None
        assert executor.submit(recall).result() == "案例"
        assert executor.submit(os.getpid).result() != os.getpid()
    assert "SITE_BUILDER_TEST" not in os.environ


def test_there_is_at_least_one_job() -> None:
    assert default_jobs() >= 1


LASTING = """
import os, time
from site_builder.workers import workers
with workers(2, 1000) as executor:
    others = [executor.submit(time.sleep, 300), executor.submit(os.getpid)]
    print(*executor._processes, flush=True)
    time.sleep(300)
"""


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows ends processes otherwise")
def test_processes_end_with_the_one_that_started_them_even_when_it_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", LASTING], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        others = [int(each) for each in process.stdout.readline().split()]
        assert len(others) == 2
        assert all(map(is_running, others))
        process.kill()
    end = time.monotonic() + 30
    while any(map(is_running, others)) and time.monotonic() < end:
        time.sleep(0.01)

    assert not any(map(is_running, others))
