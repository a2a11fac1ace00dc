"""What is remembered of a file is what the file became."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, fields

import pytest

from site_builder.core.document import Body
from site_builder.core.kept_body import KeptBody
from site_builder.load.kept import Places, as_text, pack, unpack, unpack_text
from site_builder.load.parse import parse_content, read_document

PATH = "content/cases/a.md"


@dataclass(frozen=True)
class Packed:
    """Texts that are at hand."""

    packed: object

    def html(self):
        return as_text(self.packed.html)

    def text(self):
        return unpack_text(self.packed.text)


def assert_kept(parsed):
    """Check that a file comes back as it was, its lazily fetched parts included."""
    packed = pack(parsed, complete=True)
    again, complete = unpack(parsed.path, packed.facts, Packed(packed))

    assert complete
    assert (again.path, again.diagnostics) == (parsed.path, parsed.diagnostics)
    assert again.names == parsed.names
    assert (again.body is None) == (parsed.body is None)
    if parsed.document is not None:
        assert type(again.document) is type(parsed.document)
        assert (again.document.id, again.document.facts) == (
            parsed.document.id, parsed.document.facts,
        )  # fmt: skip
    for one, other in ((again.body, parsed.body), (again.document, parsed.document)):
        body, wanted = getattr(one, "body", one), getattr(other, "body", other)
        if wanted is not None:
            for field in fields(Body):
                assert getattr(body, field.name) == getattr(wanted, field.name), field.name


def test_every_case_of_the_library_comes_back_as_it_was(repository):
    paths = [
        path.relative_to(repository).as_posix() for path in repository.glob("content/cases/**/*.md")
    ]

    assert len(paths) > 20
    for path in paths:
        assert_kept(read_document(repository, "case", path))


def test_a_page_comes_back_as_it_was(repository):
    assert_kept(read_document(repository, "page", "content/pages/about.md"))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        "没有填写项".encode(),
        "---\n标题: 甲\n主体: 工\n关键词: 乙、丙\n相关案例: a\n题图: {图片: x.png}\n---\n\n## 甲\n\n[乙](b.md)![](c.png)\n".encode(),
        ("---\n标题: 甲\n---\n\n" + ">" * 60 + " 深\n").encode(),
    ],
)
def test_what_is_wrong_with_a_file_comes_back_too(content):
    parsed = parse_content("case", PATH, content)

    assert parsed.diagnostics != ()
    assert_kept(parsed)


def test_half_a_character_does_no_harm():
    body = Body("\ud800", text=(("", "\udfff"),))
    parsed = parse_content("page", PATH, "---\ntitle: 甲\n---\n".encode())
    document = parsed.document.__class__(parsed.document.id, PATH, parsed.document.facts, body)

    assert_kept(parsed.__class__(PATH, body, document, ()))


def test_places_are_read_from_their_lines_when_asked_for():
    places = Places(PATH, "title\t2\t5\t9\nfigures.0.unit\t7\t1\t0")

    assert list(places) == ["title", "figures.0.unit"]
    assert len(places) == 2
    assert (places["title"].path, places["title"].line, places["title"].length) == (PATH, 2, 9)
    assert dict(Places(PATH, "")) == {}


def test_a_kept_body_can_be_handed_to_another_process():
    packed = pack(
        parse_content("page", PATH, "---\ntitle: 甲\n---\n\n正文\n".encode()), complete=False
    )
    parsed, _ = unpack(PATH, packed.facts, Packed(packed))
    again = pickle.loads(pickle.dumps(parsed))

    assert isinstance(again.body, KeptBody)
    assert (again.body.html, again.document.body.text) == (parsed.body.html, parsed.body.text)
