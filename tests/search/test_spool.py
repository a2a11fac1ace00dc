"""What is put aside comes back, from memory or from a file."""

from __future__ import annotations

import pytest

from site_builder.search import spool
from site_builder.search.spool import Spool


@pytest.mark.parametrize("most", [1, 1 << 20])
def test_fields_come_back_in_any_order_while_others_follow(most, tmp_path, monkeypatch):
    monkeypatch.setattr(spool, "MOST_IN_MEMORY", most)
    kept = Spool(str(tmp_path))
    first = kept.put([b"ab", b"", b"c"])
    second = kept.put([b"d"])

    assert kept.get(second) == [b"d"]
    third = kept.put([b"ef"])
    assert [kept.get(place) for place in (third, first)] == [[b"ef"], [b"ab", b"", b"c"]]
    assert kept.size == 6
    kept.close()
    assert list(tmp_path.iterdir()) == []
