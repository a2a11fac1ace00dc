"""What is remembered of many things has its bound."""

from __future__ import annotations

from site_builder.core import recent
from site_builder.core.recent import with_room


def test_all_is_forgotten_when_there_is_much(monkeypatch):
    monkeypatch.setattr(recent, "MOST", 2)
    known = {"a": 1}

    assert with_room(known) == {"a": 1}
    with_room(known)["b"] = 2
    assert known == {"a": 1, "b": 2}
    with_room(known)["c"] = 3
    assert known == {"c": 3}
