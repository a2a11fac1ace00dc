"""A run of documents becomes its part of the index."""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.core.fingerprint import digest
from site_builder.search.documents import document_bytes
from site_builder.search.parts import cut, make_part
from site_builder.search.passages import case_text


@dataclass(frozen=True)
class Named:
    """All that cutting looks at."""

    id: str


CASES = [Named(f"case-{number}") for number in range(5000)]


def test_runs_hold_all_cases_in_order_and_are_neither_few_nor_large():
    runs = list(cut(CASES, 64))

    assert [case for run in runs for case in run] == CASES
    assert 50 <= len(runs) <= 110
    assert max(map(len, runs)) <= 256


def test_a_new_case_changes_one_run():
    before = {tuple(run) for run in cut(CASES, 64)}
    after = {tuple(run) for run in cut([*CASES[:2000], Named("new"), *CASES[2000:]], 64)}

    assert len(after - before) <= 2


def test_a_run_of_groups_ends_where_a_group_ends():
    ends = {run[-1] for run in cut(CASES, 32)}

    assert {run[-1] for run in cut(CASES, 256) if len(run) < 1024} <= ends


def test_the_documents_of_a_group_lie_in_a_folder_named_by_them_all(library, source_of):
    source = source_of(library)
    part, files = make_part(source.cases, source.regions, source.folding)
    contents = [
        document_bytes(case, case_text(case, source.regions), source.regions)
        for case in source.cases
    ]
    name = digest(b"".join(contents))[:8]

    assert part.groups == [(name, 2)]
    assert files == {f"documents/{name}/{at}.bin": each for at, each in enumerate(contents)}
    assert (part.slots, part.pieces.documents, part.pieces.slots) == (b"\x01\x01", 2, 64)
