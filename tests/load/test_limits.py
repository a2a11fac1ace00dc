"""A conversion that takes too long is stopped, whatever it is doing."""

from __future__ import annotations

import contextlib
import threading
import time

import pytest

from site_builder.load.markup.limits import OutOfTimeError, time_limit


def spin(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def test_a_block_within_its_time_is_left_alone():
    with time_limit(5):
        spin(0.01)


def test_a_block_beyond_its_time_is_stopped():
    with pytest.raises(OutOfTimeError), time_limit(0.05):
        spin(3)


def test_a_block_that_drops_the_first_error_is_stopped_again():
    def go_on():
        with contextlib.suppress(OutOfTimeError):
            spin(3)
        spin(3)

    with pytest.raises(OutOfTimeError), time_limit(0.05):
        go_on()


def test_no_error_comes_after_the_block():
    for _ in range(5):
        with pytest.raises(OutOfTimeError), time_limit(0.02):
            spin(3)
        spin(0.3)


def test_other_threads_are_stopped_as_well():
    ended = []

    def work():
        try:
            with time_limit(0.1):
                spin(5)
        except OutOfTimeError:
            ended.append("stopped")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(10)

    assert ended == ["stopped"]
