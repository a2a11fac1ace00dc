"""The tree of suggestions: what is in its files, and that everything is found in it."""

from __future__ import annotations

import json
import re
from itertools import accumulate
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from site_builder.core.fingerprint import digest
from site_builder.load.ids import syllables
from site_builder.search import suggest_tree
from site_builder.search.suggest import Name, Title, common_characters, suggestion_files
from site_builder.search.text_code import decode_text
from site_builder.search.tokens import HAN, LETTER, canonical, class_of
from site_builder.search.variants import read_variants

VARIANTS = {"鹽": "盐", "會": "会"}
YANCHENG = Name(
    kind="region",
    name="盐城市",
    target="jiangsu/yancheng",
    count=2,
    forms=("盐城市", "盐城", "盐阜"),
    short="盐城",
    reading="yan'cheng",
    shown="江苏省盐城市",
)
CHONGQING = Name("region", "重庆市", "chongqing", 5, ("重庆",), "重庆", "chong'qing")
LAOMO = Name("keyword", "劳模工匠", "laomo-gongjiang", 6, ("工匠", "最美 App 人"))
CASE = Title("yuecheng", "绍兴：越城区写周记，2023年帮一家企业", "“越工周记”做法")


def written(names, titles, variants=VARIANTS, read=syllables):
    """Return all files by path, and the digests for the entry."""
    files = {}
    generator = suggestion_files(names, titles, variants, read)
    while True:
        try:
            path, content = next(generator)
        except StopIteration as end:
            return files, end.value
        assert path not in files
        files[path] = content


class Reader:
    """Reads the tree as docs/search_format.md says, without regard to speed."""

    def __init__(self, files, digests, variants=VARIANTS):
        self.files = files
        self.variants = str.maketrans(variants)
        self.root = json.loads(files[f"suggest-{digests['suggest']}.json"])
        self.readings = {}
        for syllable, characters in re.findall("([a-z]+)([^a-z ]+)", self.root["readings"]):
            for character in characters:
                self.readings.setdefault(character, set()).add(syllable)
        self.read = 0

    def parts(self, text):
        plain = canonical(text, self.variants)
        return "".join(c if class_of(c) in (HAN, LETTER) else " " for c in plain).split()

    def page(self, name):
        self.read += 1
        return json.loads(decode_text(self.files[f"cases/{name}.bin"]))

    def steps(self, typed, character):
        """Yield what is left of typed characters when one of a name was typed first."""
        if typed[0] == character:
            yield typed[1:]
        for syllable in self.readings.get(character, ()):
            for way in {syllable, syllable[:1], syllable[:2] if syllable[1:2] == "h" else ""}:
                if way and typed.startswith(way):
                    yield typed[len(way) :]
            if syllable.startswith(typed):
                yield ""

    def begins(self, text, typed):
        rests = {typed}
        for character in text:
            if "" in rests:
                return True
            rests = {rest for each in rests for rest in self.steps(each, character)}
        return "" in rests

    def initials(self, character):
        if character.isascii():
            return {character}
        return {syllable[0] for syllable in self.readings.get(character, ())} or {"_"}

    def after(self, typed, initial):
        """Return what may be left when a character with an initial was typed."""
        if initial in self.initials(typed[0]):
            yield typed[1:]
        for character, read in self.readings.items():
            if any(syllable[0] == initial for syllable in read):
                yield from self.steps(typed, character)

    def pages(self, page, typed, rests, depth):
        """Yield the files on every way that what was typed may take."""
        for letters, name in page.get("branches", {}).items():
            now, ended = rests, False
            for letter in letters:
                now = {left for rest in now for left in self.after(rest, letter)}
                ended = ended or "" in now
                now -= {""}
            if not ended and not now:
                continue
            below = self.page(name)
            deep = depth + len(letters)
            if ended or "branches" not in below:
                yield below
                for texts, file in below.get("groups", []):
                    groups = [texts[at : at + deep] for at in range(0, len(texts), deep)]
                    if any(self.begins(group, typed) for group in groups):
                        yield self.page(file)
            yield from self.pages(below, typed, now, deep)

    def find(self, text, kind="cases"):
        """Return what names begin with a text, by target, with the name that does."""
        typed = "".join(self.parts(text))
        first = 2 if kind == "cases" else 3
        found = {}
        for page in [self.root, *self.pages(self.root, typed, {typed}, 0)]:
            for entry in page.get(kind, []):
                for name in (entry[1], *entry[first:]):
                    parts = self.parts(name)
                    starts = [0, *accumulate(map(len, parts))] if kind == "cases" else [0]
                    if kind == "keywords":
                        starts = range(len("".join(parts)))
                    if any(self.begins("".join(parts)[start:], typed) for start in starts):
                        found.setdefault(entry[0], name)
        return found


@pytest.fixture(scope="module")
def small():
    """A reader of a library of two regions, a keyword and a case."""
    return Reader(*written([YANCHENG, CHONGQING, LAOMO], [CASE]))


def test_a_small_library_is_one_file():
    files, digests = written([YANCHENG, CHONGQING, LAOMO], [CASE])
    root = json.loads(files[f"suggest-{digests['suggest']}.json"])

    assert sorted(files) == [f"names-{digests['names']}.json", f"suggest-{digests['suggest']}.json"]
    assert root.pop("readings").startswith("app") is False
    assert root == {
        "regions": [
            ["chongqing", "重庆市", 5, "重庆"],
            ["jiangsu/yancheng", "江苏省盐城市", 2, "盐城市", "盐城", "盐阜"],
        ],
        "keywords": [["laomo-gongjiang", "劳模工匠", 6, "工匠", "最美 App 人"]],
        "cases": [["yuecheng", "绍兴：越城区写周记，2023年帮一家企业", "“越工周记”做法"]],
        "variants": ["", ""],
    }


def test_an_empty_library_has_an_empty_tree():
    files, digests = written([], [])

    assert files[f"suggest-{digests['suggest']}.json"] == b'{"readings":"","variants":["",""]}'
    assert json.loads(files[f"names-{digests['names']}.json"])["regions"] == []


def test_files_are_named_by_their_digests():
    files, digests = written([YANCHENG], [CASE])

    assert {path: digest(content)[:8] in path for path, content in files.items()} == dict.fromkeys(
        files, True
    )
    assert set(digests) == {"suggest", "names"}


@pytest.mark.parametrize(
    ("typed", "kind", "targets"),
    [
        ("盐城", "regions", ["jiangsu/yancheng"]),
        ("鹽城", "regions", ["jiangsu/yancheng"]),
        ("江苏省盐", "regions", ["jiangsu/yancheng"]),
        ("盐阜", "regions", ["jiangsu/yancheng"]),
        ("yc", "regions", ["jiangsu/yancheng"]),
        ("yanc", "regions", ["jiangsu/yancheng"]),
        ("ychengs", "regions", ["jiangsu/yancheng"]),
        ("chongqing", "regions", ["chongqing"]),
        ("zhongqing", "regions", []),
        ("城市", "regions", []),
        ("模工", "keywords", ["laomo-gongjiang"]),
        ("gongjiang", "keywords", ["laomo-gongjiang"]),
        ("zmapp", "keywords", ["laomo-gongjiang"]),
        ("绍兴越城", "cases", ["yuecheng"]),
        ("越城", "cases", ["yuecheng"]),
        ("越工周", "cases", ["yuecheng"]),
        ("yuegongzhouji", "cases", ["yuecheng"]),
        ("ygzj", "cases", ["yuecheng"]),
        ("yuegzhj", "cases", ["yuecheng"]),
        ("越gzj", "cases", ["yuecheng"]),
        ("周记", "cases", []),
        ("x", "cases", []),
    ],
)
def test_what_is_typed_leads_to_names(small, typed, kind, targets):
    assert list(small.find(typed, kind)) == targets


def test_a_name_of_the_library_is_read_as_its_region_even_in_titles():
    changzhi = Name("region", "长治市", "shanxi/changzhi", 1, ("长治",), "长治", "chang'zhi")
    reader = Reader(*written([changzhi], [Title("a", "长治市总工会")]))

    assert list(reader.find("changzhis")) == ["a"]


def test_traditional_titles_are_found_in_both_ways():
    reader = Reader(*written([], [Title("a", "鹽城工會")]))

    assert reader.root["variants"] == ["鹽會", "盐会"]
    assert [list(reader.find(typed)) for typed in ("盐城", "鹽城", "ycgh")] == [["a"]] * 3


def test_more_cases_go_first_and_then_the_order_given():
    names = [Name("keyword", f"工匠{n}", f"k{n}", n) for n in (1, 3, 2)]
    titles = [Title("newest", "盐城一"), Title("older", "盐城二"), Title("a", "盐城三")]
    reader = Reader(*written(names, titles))

    assert list(reader.find("工匠", "keywords")) == ["k3", "k2", "k1"]
    assert list(reader.find("yc")) == ["newest", "older", "a"]


def test_nothing_of_a_hostile_title_breaks_the_files():
    titles = [
        Title("quotes", '"],"cases":[["', "\\"),
        Title("signs", "，。！（）", "   "),
        Title("long", "工，" * 5000),
        Title("script", "<script>alert(1)</script>\u2028"),
    ]
    reader = Reader(*written([], titles))

    assert list(reader.find("工工")) == ["long"]
    assert list(reader.find("script")) == ["script"]
    assert len(next(each for each in reader.root["cases"] if each[0] == "long")[1]) == 120


def test_names_that_a_slip_may_mean_stand_with_the_readings_of_common_characters():
    titles = [CASE, Title("b", "标题", "“越工周记”做法"), Title("c", "标题")]
    files, digests = written([YANCHENG, LAOMO], titles)
    names = json.loads(files[f"names-{digests['names']}.json"])
    readings = names.pop("readings").split(" ")

    assert names == {
        "regions": [["盐城市", 2, "盐城", "盐阜"]],
        "keywords": [["劳模工匠", 6, "工匠", "最美 App 人"]],
        "practices": [["“越工周记”做法", 2]],
    }
    assert next(each for each in readings if each.startswith("gong")).startswith("gong供公共功")
    assert len(set("".join(re.findall("[^a-z ]+", " ".join(readings))))) == 6763


def test_too_many_practices_are_left_to_the_tree():
    titles = [Title(f"a{n}", "标题", f"做法{n}") for n in range(2001)]
    files, digests = written([], titles)

    assert json.loads(files[f"names-{digests['names']}.json"])["practices"] == []
    assert Reader(files, digests).find("做法2000") == {"a2000": "做法2000"}


def test_common_characters_are_those_of_gb_2312():
    assert (len(common_characters()), common_characters()[0]) == (6763, "啊")


def test_the_same_library_gives_the_same_files():
    names = [YANCHENG, CHONGQING, LAOMO]
    titles = [Title(f"a{n}", f"盐城重庆{n % 7}劳模{n}") for n in range(500)]

    assert written(names, titles) == written(list(names), tuple(titles))


def test_a_new_case_leaves_most_files_as_they_were():
    characters = "盐城重庆劳模工匠绍兴越周记家企业帮年写区"
    titles = []
    for number in range(2000):
        picked = bytes.fromhex(digest(str(number).encode()))
        titles.append(Title(f"a{number}", "".join(characters[each % 20] for each in picked)))
    with patch.object(suggest_tree, "FILE_SIZE", 2000):
        before, _ = written([], titles)
        after, _ = written([], [Title("new", "盐城家家到"), *titles])

    assert len(before) > 80
    assert len(before.keys() - after.keys()) <= 8


ALPHABET = "盐延城重长乐行工会“，·aB2 鹽"


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=25)
@given(
    st.lists(st.text(ALPHABET, max_size=9), min_size=20, max_size=90),
    st.lists(st.text(ALPHABET, max_size=5), max_size=10),
)
def test_a_title_is_found_by_every_beginning_or_enough_others_are(titles, practices):
    cases = [
        Title(f"{n}", title, practices[n] if n < len(practices) else "")
        for n, title in enumerate(titles)
    ]
    with (
        patch.object(suggest_tree, "FILE_SIZE", 400),
        patch.object(suggest_tree, "DEPTH", 5),
        patch.object(suggest_tree, "BEST", 3),
    ):
        reader = Reader(*written([], cases))
    for case in cases[:12]:
        for name in (case.title, case.practice):
            check_beginnings(reader, case.id, reader.parts(name), enough=3)


def check_beginnings(reader, id_, parts, enough):
    """Find a case by the beginnings of a name and of its last part: Han, pinyin, initials."""
    text = "".join(parts)
    starts = {0, len(text) - len(parts[-1])} if parts and parts[-1][0] != "2" else {0}
    # How a character is read may depend on those before it.
    spoken_text = [syllable or each for each, syllable in zip(text, read(text), strict=True)]
    for start in starts:
        tail, spoken = text[start:], spoken_text[start:]
        for end in range(1, len(tail) + 1):
            for typed in (
                tail[:end],
                "".join(spoken[:end]),
                "".join(each[0] for each in spoken[:end]),
                "".join(spoken[: end - 1]) + spoken[end - 1][:2],
            ):
                found = reader.find(typed)
                assert id_ in found or len(found) >= enough, (typed, found)


def read(text):
    """Return the syllables of Han characters as the tree was told them, and letters as they are."""
    found = []
    for run in re.findall("[一-鿿]+|[^一-鿿]+", text):
        found += syllables(run) if "一" <= run[0] <= "鿿" else run
    return found


def test_the_traditional_characters_of_the_package_serve_as_variants():
    files, digests = written([], [Title("a", "勞動關係")], read_variants())

    assert list(Reader(files, digests, read_variants()).find("劳动关系")) == ["a"]


def test_files_stay_small_and_few_where_a_beginning_has_many_titles():
    titles = [
        Title(f"case-{n}", f"盐城市总工会为第{n}号驿站添置饮水机和微波炉") for n in range(4000)
    ]
    files, digests = written([YANCHENG], titles)
    reader = Reader(files, digests)

    assert len(files) < 40
    assert max(len(content) for path, content in files.items() if "/" in path) < 21_000
    assert len(reader.find("盐城市总工会")) >= 8
    assert reader.read <= 4
