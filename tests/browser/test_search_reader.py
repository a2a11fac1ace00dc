"""The reader of the search index in a real browser, on an index written by hand from the format."""

from __future__ import annotations

import base64
import json
import os
import struct
from collections import defaultdict
from itertools import count, pairwise

import pytest

from site_builder.search.tokens import canonical, singles, terms

pytestmark = pytest.mark.browser

DOCUMENTS = (
    {
        "id": "a",
        "title": "盐城市总工会办爱心驿站",
        "region": ("jiangsu/yancheng", "江苏盐城", "江苏省盐城市\n盐城"),
        "date": 20230328,
        "keywords": ["职工之家"],
        "aliases": "爱心小屋",
        "summary": "环卫工人可以歇脚喝水。",
        "body": [
            ("针对问题", 1, ["歇脚难，喝水难。"]),
            ("成效", 3, ["建成爱心驿站12家，工会补助。"]),
        ],
    },
    {
        "id": "b",
        "title": "工会与驿站",
        "region": ("jiangsu/yancheng", "江苏盐城", "江苏省盐城市\n盐城"),
        "date": 20240500,
        "keywords": [],
        "aliases": "",
        "summary": "爱心人士在驿站外等候。",
        "body": [("", 0, ["心驿两字在这里，爱心也在，驿站也在。"])],
    },
    {
        "id": "c",
        "title": "杭州5G 基站的茶",
        "region": ("zhejiang/hangzhou", "浙江杭州", "浙江省杭州市\n杭州"),
        "date": 20220101,
        "keywords": ["职工之家"],
        "aliases": "爱心小屋",
        "summary": "𠮷野家“送清凉”<b>&。",
        "body": [("主要做法", 2, ["骑手在此喝水。"] + ["清凉。"] * 30)],
    },
)
REGIONS = [
    [0, "江苏省", "jiang'su", 0, []],
    [1, "盐城市", "yan'cheng", 2, []],
    [0, "浙江省", "zhe'jiang", 0, []],
    [1, "杭州市", "hang'zhou", 1, [0]],
]


def varint(number):
    rest = number >> 7
    return bytes([number & 0x7F | 0x80]) + varint(rest) if rest else bytes([number])


def varints(*numbers):
    return b"".join(map(varint, numbers))


def named(text):
    return varint(len(text.encode())) + text.encode()


def gaps(numbers):
    return b"\0" + varints(*(b - a - 1 for a, b in pairwise([-1, *numbers])))


def coded(value):
    """Characters by their code points, a way that the format allows for all of them."""
    text = json.dumps(value, ensure_ascii=False)
    return b"".join(b"\xff" + ord(each).to_bytes(3, "big") for each in text)


def term_hash(term):
    value = 2166136261
    for each in term:
        value = (value ^ ord(each)) * 16777619 % 2**32
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35), (16, 1)):
        value = (value ^ value >> shift) * factor % 2**32
    return value


def number_list(numbers):
    """A list and whether it is coded: the shorter ones are not, so that both forms are read."""
    return (rice(numbers, 2), 1) if len(numbers) > 1 else (varints(*numbers), 0)


def rice(numbers, low):
    lower = "".join(f"{number % (1 << low):0{low}b}"[::-1] for number in numbers)
    higher = "".join("0" * (number >> low) + "1" for number in numbers)
    return varint(len(numbers) << 5 | low) + bits(lower) + bits(higher)


def bits(signs):
    return bytes(int(signs[at : at + 8][::-1], 2) for at in range(0, len(signs), 8))


class HandMade:
    """An index on disk, written as docs/search_format.md says."""

    def __init__(self, folder, documents=DOCUMENTS, bits=3, regions=REGIONS, digests=1, own=()):
        self.folder = folder
        self.numbers = count(digests)
        self.bits = bits
        self.own = own
        slots, occurrences, holders = self.read(documents)
        postings = {term: self.slot_list(found) for term, found in occurrences.items()}
        postings |= {each: (gaps(sorted(numbers)), 0) for each, numbers in holders.items()}
        offsets = {
            term: number_list([at for _, at in found]) for term, found in occurrences.items()
        }
        group = self.digest()
        self.entry = {
            "format": 1,
            "documents": len(documents),
            "slots": slots,
            "average": 32.0,
            "postings": self.shards("postings", postings),
            "offsets": self.shards("offsets", offsets),
            "groups": packed([group] if documents else []),
            "sizes": [len(documents)] if documents else [],
            "files": {},
        }
        for number, document in enumerate(documents):
            self.write(f"documents/{group}/{number}.bin", coded(self.card(document)))
        self.columns(documents, regions)
        self.write("entry.json", json.dumps(self.entry).encode())

    def read(self, documents):
        occurrences, holders, start = defaultdict(list), defaultdict(set), 0
        for number, document in enumerate(documents):
            texts = self.texts(document)
            for slot, text in enumerate(texts, start):
                for term, at in sorted(terms(canonical(text, {})), key=lambda found: found[1]):
                    occurrences[term].append((slot, at))
                for character in singles(canonical(text, {})):
                    holders[character].add(number)
            document["blocks"] = -(-len(texts) // 32)
            start += document["blocks"] * 32
        return start, occurrences, holders

    def texts(self, document):
        passages = [text for _, _, passages in document["body"] for text in passages]
        return [
            document["title"],
            "",
            "\n".join(document["keywords"]),
            document["region"][2],
            document["aliases"],
            document["summary"],
            "\n".join(heading for heading, _, _ in document["body"]),
            "",
            *passages,
        ]

    def slot_list(self, found):
        return number_list([b - a for a, b in pairwise([0, *(slot for slot, _ in found)])])

    def shards(self, kind, lists):
        dealt = defaultdict(dict)
        apart = {term_hash(term): term for term in self.own if kind == "postings"}
        for term in sorted(lists.keys() - apart.values()):
            dealt[term_hash(term) >> 32 - self.bits if self.bits else 0][term] = lists[term]
        names = []
        for shard in range(1 << self.bits):
            own = dealt[shard]
            names.append(self.digest() if own else "00000000")
            heads = b"".join(
                named(term) + varint(2 * len(body) + coded) for term, (body, coded) in own.items()
            )
            if own:
                content = varint(len(own)) + heads + b"".join(body for body, _ in own.values())
                self.write(f"{kind}/{shard:x}-{names[-1]}.bin", content)
        if self.bits <= 8:
            return {"bits": self.bits, "names": packed(names)}
        blocks = []
        for block in range(len(names) // 64):
            blocks.append(self.digest())
            digests = bytes.fromhex("".join(names[block * 64 : block * 64 + 64]))
            for hashed, term in sorted(apart.items()):
                if hashed >> 32 - self.bits >> 6 == block:
                    digests += hashed.to_bytes(4) + bytes.fromhex(self.digest())
                    body, coded = lists[term]
                    content = varint(1) + named(term) + varint(2 * len(body) + coded) + body
                    self.write(f"{kind}/{hashed:08x}-{digests[-4:].hex()}.bin", content)
            self.write(f"{kind}/names-{block:x}-{blocks[-1]}.bin", digests)
        return {"bits": self.bits, "blocks": packed(blocks)}

    def card(self, document):
        path, place, names = document["region"]
        date = str(document["date"])
        return [
            *(
                document["id"],
                document["title"],
                f"{date[:4]}年",
                date[:4],
                place,
                names.split("\n")[:1],
                path,
                "单位",
                "",
            ),
            *(document["keywords"], "基层", document["summary"]),
            [
                [heading, f"s{section}", section, texts]
                for heading, section, texts in document["body"]
            ],
        ]

    def columns(self, documents, regions):
        sections = b""
        for document in documents:
            runs = [(section, len(texts)) for _, section, texts in document["body"]]
            sections += varint(len(runs)) + b"".join(varints(*run) for run in runs)
        house = [number for number, document in enumerate(documents) if document["keywords"]]
        keywords = {"职工之家": gaps(house)} if house else {}
        heads = b"".join(named(name) + varint(len(found)) for name, found in keywords.items())
        facets = varint(len(keywords)) + heads + b"".join(keywords.values())
        years = [str(each["date"])[:4] for each in documents]
        names = sorted(set(years), reverse=True)
        facets += varint(len(names)) + b"".join(map(named, names))
        facets += (varint(1) + named("基层")) if documents else varint(0)
        facets += varints(*map(names.index, years))
        dates = b"".join(struct.pack("<I", document["date"]) for document in documents)
        self.column("slots.bin", varints(*(document["blocks"] for document in documents)))
        self.column("sections.bin", sections)
        self.column("facets.bin", facets)
        self.column("dates.bin", dates)
        self.column("regions.json", json.dumps(regions).encode())
        self.column("variants.json", json.dumps(["會書", "会书"]).encode())

    def column(self, name, content):
        stem, suffix = name.split(".")
        self.entry["files"][stem] = self.digest()
        self.write(f"{stem}-{self.entry['files'][stem]}.{suffix}", content)

    def digest(self):
        return f"{next(self.numbers):08x}"

    def write(self, path, content):
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)

    def path(self, name):
        """The path of a file by the beginning of its name."""
        (found,) = self.folder.glob(f"{name}*")
        return found

    def shard_of(self, kind, term):
        return self.path(f"{kind}/{term_hash(term) >> 32 - self.bits:x}-")


def packed(names):
    return base64.b64encode(bytes.fromhex("".join(names))).decode()


OPEN = """async (folder) => {
  const { createLoader } = await import("./assets/search-loader.js");
  const { createCaseSearch } = await import("./assets/case-search.js");
  window.search = createCaseSearch(createLoader(new URL(folder + "/", location.href)));
}"""
QUERY = "([text, options]) => window.search.query(text, options)"
FAILS = """([text, options]) => window.search.query(text, options)
  .then((answer) => answer, (error) => [error.name, error.path])"""


@pytest.fixture
def open_index(modules, modules_folder, request):
    """A function that writes an index by hand and opens it in the page."""

    def open_index(**options):
        folder = modules_folder / str(abs(hash(request.node.name)))
        index = HandMade(folder, **options)
        modules.evaluate(OPEN, folder.name)
        return index

    return open_index


@pytest.fixture
def ask(modules):
    """A function that asks the opened index."""
    return lambda text="", **options: modules.evaluate(QUERY, [text, options])


def ids(answer):
    return [hit["id"] for hit in answer["hits"]]


def test_terms_with_files_of_their_own_are_found(open_index, ask):
    index = open_index(bits=13, own=("爱心", "喝水"))

    assert index.path(f"postings/{term_hash('爱心'):08x}-")
    assert ids(ask("爱心驿站")) == ["a", "b"]
    assert ids(ask("喝水")) == ["a", "c"]


@pytest.mark.parametrize("bits", [0, 3, 13])
def test_an_index_written_by_hand_is_read(open_index, ask, bits):
    open_index(bits=bits)

    assert ids(ask("爱心驿站")) == ["a", "b"]
    assert ids(ask("喝水")) == ["a", "c"]
    assert ids(ask("茶")) == ["c"]
    assert ask("铁路") == {
        "total": 0,
        "hits": [],
        "facets": {
            "region": {},
            "keyword": {"职工之家": 0},
            "year": {"2024": 0, "2023": 0, "2022": 0},
            "level": {"基层": 0},
        },
        "labels": {
            "jiangsu": "江苏省",
            "jiangsu/yancheng": "盐城市",
            "zhejiang": "浙江省",
            "zhejiang/hangzhou": "杭州市",
        },
        "relaxed": False,
        "ignored": ["铁路"],
    }


def test_a_hit_has_what_is_shown_of_it(open_index, ask):
    open_index()

    answer = ask("骑手")
    assert answer["hits"][0].pop("score") > 0
    assert answer["hits"] == [
        {
            "id": "c",
            "url": "cases/c/",
            "title": "杭州5G 基站的茶",
            "titleMarked": "杭州5G 基站的茶",
            "excerpt": "<mark>骑手</mark>在此喝水。",
            "section": {"heading": "主要做法", "url": "cases/c/#s2"},
            "region": "zhejiang/hangzhou",
            "place": "浙江杭州",
            "organisation": "单位",
            "keywords": ["职工之家"],
            "date": "2022年",
            "iso": "2022",
        }
    ]


def document(id_, title="", body="", summary="", keywords=(), aliases="", **others):
    """A document of which only what matters is given."""
    region = ("jiangsu/yancheng", "江苏盐城", "江苏省盐城市\n盐城")
    facts = {"id": id_, "title": title, "region": region, "date": 20240101, "summary": summary}
    sections = body if isinstance(body, list) else [("成效", 3, [body])]
    return facts | {"keywords": list(keywords), "aliases": aliases, "body": sections} | others


def test_terms_in_one_slot_are_no_phrase(open_index, ask):
    open_index(
        documents=[
            document("scattered", title="心驿、爱心、驿站", body="心驿、爱心、驿站"),
            document("phrase", body="办起爱心驿站。"),
        ],
        regions=[[0, "江苏省", "jiangsu", 0, []], [1, "盐城市", "yancheng", 2, []]],
    )

    # Only the offsets tell them apart.
    assert ids(ask("爱心驿站")) == ["phrase", "scattered"]
    assert ids(ask("“爱心驿站”")) == ["phrase"]
    assert ids(ask("驿站 -爱心驿站")) == ["scattered"]
    assert ids(ask("爱心驿站", offset=1)) == ["scattered"]


def test_a_phrase_that_is_not_shown_is_judged_by_its_offsets(open_index, ask):
    open_index(
        documents=[
            document("scattered", title="省盐，城市", region=("x", "省", "省盐、盐城、城市")),
            document("phrase", region=("x", "省", "旧名省盐城市")),
        ],
        regions=[[0, "省", "x", 2, []]],
    )

    assert ids(ask("省盐城市")) == ["phrase", "scattered"]


def test_an_empty_library_answers(open_index, ask):
    open_index(documents=[], regions=[])

    nothing = {"total": 0, "hits": [], "labels": {}, "relaxed": False}
    facets = {"region": {}, "keyword": {}, "year": {}, "level": {}}
    assert ask() == nothing | {"facets": facets, "ignored": []}
    assert ask("工会 “x” -y") == nothing | {"facets": facets, "ignored": ["工会", "x"]}


def test_without_words_all_is_listed_newest_first(open_index, ask):
    open_index()

    assert ids(ask()) == ["b", "a", "c"]
    assert ids(ask("。，-")) == ["b", "a", "c"]
    assert ids(ask("-驿站")) == ["c"]
    assert ids(ask(limit=1, offset=1)) == ["a"]
    assert ask(limit=0)["total"] == 3
    assert ids(ask(offset=7)) == []


def test_facets_narrow_and_do_not_narrow_their_own_counts(open_index, ask):
    open_index()

    answer = ask("", regions=["jiangsu/yancheng"], years=["2023", "2022"])
    assert ids(answer) == ["a"]
    assert answer["facets"] == {
        # The case of 杭州 has it for its first region, one of 盐城 for its second.
        "region": {"jiangsu": 1, "jiangsu/yancheng": 1, "zhejiang": 2, "zhejiang/hangzhou": 2},
        "keyword": {"职工之家": 1},
        "year": {"2024": 1, "2023": 1, "2022": 0},
        "level": {"基层": 1},
    }
    assert ids(ask("", regions=["zhejiang"])) == ["a", "c"]
    assert ids(ask("", regions=["zhejiang/hangzhou", "jiangsu"])) == ["b", "a", "c"]
    assert ids(ask("", keywords=["职工之家"], years=["2022"], levels=["基层"])) == ["c"]


def test_a_choice_that_does_not_exist_finds_nothing_and_is_counted_as_nothing(open_index, ask):
    open_index()

    answer = ask("", regions=["nowhere", "__proto__"], keywords=["__proto__"])
    assert answer["total"] == 0
    assert answer["facets"]["region"]["nowhere"] == 0
    assert answer["labels"]["nowhere"] == "nowhere"
    assert answer["facets"]["year"] == {"2024": 0, "2023": 0, "2022": 0}
    assert ids(ask("", keywords=["x", "职工之家"])) == ["a", "c"]


def test_options_that_make_no_sense_are_as_if_not_given(open_index, ask):
    open_index()

    plain = ask("驿站")
    assert (
        ask("驿站", regions=None, years="2023", section="x", sort="x", offset=-1, limit="x")
        == plain
    )
    assert ask(None) == ask("")


SINGLE_FILES = ("entry", "slots", "facets", "regions", "dates", "sections")
DAMAGE = {
    "nothing": lambda content: b"",
    "half": lambda content: content[: len(content) // 2],
    "more": lambda content: content + b"\xff",
    "page": lambda content: b"<!doctype html><title>404</title>",
}


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("name", [*SINGLE_FILES, "postings", "offsets", "documents"])
def test_a_damaged_file_is_an_error_until_it_is_mended(open_index, ask, modules, name, damage):
    index = open_index()
    everything = ("“爱心驿站”", {"section": "成效", "sort": "date"})
    file = {
        "postings": lambda: index.shard_of("postings", "心驿"),
        "offsets": lambda: index.shard_of("offsets", "心驿"),
        "documents": lambda: index.path("documents/") / "0.bin",
    }.get(name, lambda: index.path(name))()
    whole = file.read_bytes()

    file.write_bytes(DAMAGE[damage](whole))
    assert modules.evaluate(FAILS, everything) == [
        "SearchError",
        file.relative_to(index.folder).as_posix(),
    ]
    file.unlink()
    assert modules.evaluate(FAILS, everything)[0] == "SearchError"
    file.write_bytes(whole)
    assert ids(ask(*everything[:1], **everything[1])) == ["a"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("entry", b"null"),
        ("entry", b'{"format": 2}'),
        ("slots", varints(1, 1, 1)),
        ("sections", varints(2, 1, 1, 3, 1, 1, 0, 1, 1, 2, 99)),
        ("facets", varints(1) + named("x") + varint(2) + b"\0\7" + varints(0, 0)),
        ("facets", varints(1) + named("x") + varint(1) + b"\3" + varints(0, 0)),
        ("facets", varints(0, 1) + named("2024") + varints(0, 0, 1, 0)),
        ("regions", b"[]"),
        ("regions", b'[[1, "x", "x", 3, []]]'),
        ("regions", b'[[0, "x", "x", 3, [3]]]'),
    ],
)
def test_numbers_of_what_is_not_there_are_damage(open_index, modules, name, content):
    index = open_index()
    file = index.path(name)
    file.write_bytes(content)

    assert modules.evaluate(FAILS, ["“爱心驿站”", {"section": "成效"}]) == [
        "SearchError",
        file.name,
    ]


@pytest.mark.parametrize("content", [b"\x80", b"\xff\xff\xff\xff\xff\x01", varints(9999), b""])
def test_a_damaged_list_is_an_error_until_it_is_mended(open_index, ask, modules, content):
    index = open_index(bits=0)
    file = index.path("postings/")
    whole = file.read_bytes()
    file.write_bytes(varint(1) + named("驿站") + varint(len(content)) + content)

    assert modules.evaluate(FAILS, ["驿站", {}]) == ["SearchError", f"postings/{file.name}"]
    file.write_bytes(whole)
    assert ids(ask("驿站")) == ["b", "a"]


def test_a_site_that_was_built_anew_meanwhile_is_searched_as_it_is_now(open_index, ask):
    index = open_index()
    assert ids(ask("喝水")) == ["a", "c"]
    for kind in ("postings", "documents"):
        (index.folder / kind).rename(index.folder / f"old-{kind}")
    regions = [[0, "x", "x", 1, []]]
    HandMade(index.folder, [document("new", title="驿站")], regions=regions, digests=999)
    # The server knows when a file was written by the second.
    os.utime(index.folder / "entry.json", (2e9, 2e9))

    assert ids(ask("驿站")) == ["new"]


def test_what_lies_deep_in_a_large_tree_is_read_when_a_region_there_is_chosen(open_index, ask):
    index = open_index(
        regions=[
            [0, "江苏省", "jiang'su", 0, [], "0000abcd"],
            [1, "盐城市", "yan'cheng", 2, []],
            [0, "浙江省", "zhe'jiang", 0, [], "0000abce"],
            [1, "杭州市", "hang'zhou", 1, [0]],
        ]
    )
    details = [[0, "江苏省", "jiang'su", 0, []], [1, "盐城市", "yan'cheng", 1, []]]
    details.append([2, "盐都区", "yan'du", 1, []])
    index.write("regions/jiangsu-0000abcd.json", json.dumps(details).encode())

    short = {"jiangsu": 2, "jiangsu/yancheng": 2, "zhejiang": 2, "zhejiang/hangzhou": 2}
    assert ask()["facets"]["region"] == short
    answer = ask(regions=["jiangsu/yancheng/yandu"])
    assert answer["facets"]["region"] == short | {"jiangsu/yancheng/yandu": 1}
    assert answer["labels"]["jiangsu/yancheng/yandu"] == "盐都区"
    assert ids(answer) == ["b"]
    assert ask()["facets"]["region"] == short


@pytest.mark.parametrize("content", [b"", b"[]", b'[[0, "", "x", 0, []], [2, "", "y", 2, []]]'])
def test_a_damaged_part_of_the_tree_of_regions_is_an_error_until_it_is_mended(
    open_index, ask, modules, content
):
    regions = [[0, "江苏省", "jiangsu", 2, [], "0000abcd"], [0, "浙江省", "zhejiang", 1, []]]
    index = open_index(regions=regions)
    path = "regions/jiangsu-0000abcd.json"
    index.write(path, content)

    options = {"regions": ["jiangsu"]}
    assert modules.evaluate(FAILS, ["", options]) == ["SearchError", path]
    index.write(path, json.dumps([regions[0][:5]]).encode())
    assert ids(ask("", **options)) == ["b", "a"]


def test_later_pages_of_what_stands_nowhere_need_no_offsets(open_index, ask, modules):
    index = open_index()
    for file in index.folder.glob("offsets/*"):
        file.unlink()

    first = ask("骑手驿站喝水", limit=1)
    assert first["relaxed"]
    assert ids(first) == ["a"]
    assert ids(ask("骑手驿站喝水", limit=1, offset=1)) == ["c"]
    assert modules.evaluate(FAILS, ["爱心驿站", {"offset": 1}])[0] == "SearchError"
