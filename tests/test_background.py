"""The process beside the preview answers in order, hands errors on and is gone when it is ended."""

from __future__ import annotations

import os
import time
from queue import Queue

import pytest

from site_builder.background import Background


@pytest.fixture
def background():
    made = Background()
    yield made
    made.stop()


def test_it_returns_what_was_asked_for_from_another_process(background):
    background.ask(os.getpid)

    assert background.answer() not in (None, os.getpid())


def test_what_is_raised_comes_back_with_its_traceback(background):
    background.ask(int, "x")
    error = background.answer()

    assert isinstance(error, ValueError)
    assert "Traceback" in error.__notes__[0]

    background.ask(len, "xy")

    assert background.answer() == 2


def test_answers_are_handed_on_as_they_come(background):
    answers = Queue()
    background.listen(answers.put)
    for text in ("", "x", "xy"):
        background.ask(len, text)

    assert [answers.get(timeout=10) for _ in range(3)] == [0, 1, 2]


def test_it_can_be_ended_while_it_does_something():
    background = Background()
    background.ask(os.getpid)
    process = background.answer()
    background.ask(time.sleep, 100)
    background.stop()

    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
