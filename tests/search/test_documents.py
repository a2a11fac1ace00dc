"""The files from which results are shown."""

from __future__ import annotations

import json

from site_builder.search.documents import document_bytes
from site_builder.search.passages import case_text
from site_builder.search.text_code import decode_text


def test_a_document_is_a_card_and_its_passages(library, source_of):
    source = source_of(library)
    case = source.cases[0]
    content = document_bytes(case, case_text(case, source.regions), source.regions)

    assert json.loads(decode_text(content)) == [
        "yandu-gongjiang",
        "案例 yandu-gongjiang",
        "2024年5月",
        "2024-05",
        "江苏盐城盐都",
        ["江苏省", "盐城市", "盐都区"],
        "jiangsu/yancheng/yandu",
        "盐都区总工会",
        "",
        ["劳模工匠"],
        "县级",
        case.facts.summary,
        [
            ["针对问题", "针对问题", 1, ["户外职工歇脚难。"]],
            ["主要做法", "主要做法", 2, ["在沿街单位设立驿站。"]],
            ["成效", "成效", 3, ["建成驿站 12 家。"]],
            ["经验启示", "经验启示", 4, ["编者按：单位愿意开门是前提。"]],
        ],
    ]
