"""Work is shared by processes where that pays."""

from __future__ import annotations

import os

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
