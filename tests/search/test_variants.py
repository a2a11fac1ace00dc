from __future__ import annotations

import pytest

from site_builder.search.tokens import canonical
from site_builder.search.variants import read_variants


@pytest.mark.parametrize(
    ("typed", "canonical_text"),
    [
        ("鹽城家家到", "盐城家家到"),
        ("越工週記", "越工周记"),
        ("勞模創新工作室聯盟", "劳模创新工作室联盟"),
        ("工會愛心驛站", "工会爱心驿站"),
        ("戶外勞動者服務站點", "户外劳动者服务站点"),
        ("關於職工權益", "关于职工权益"),
        ("衞生裏裡羣眾", "卫生里里群众"),
        ("電子消費券", "电子消费券"),
        ("頭髮發展", "头发发展"),
        ("乾县看著", "乾县看著"),
        ("薴", "苎"),
    ],
)
def test_traditional_characters_become_simplified_ones(typed, canonical_text):
    assert canonical(typed, str.maketrans(read_variants())) == canonical_text


def test_simplified_text_stays_as_it_is():
    text = "为方便户外职工歇脚喝水，市总工会在沿街单位设立驿站，由单位自己管理，工会补助设备"

    assert canonical(text, str.maketrans(read_variants())) == text.replace("，", ",")


def test_the_table_is_read_once():
    assert read_variants() is read_variants()
