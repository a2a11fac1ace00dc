"""Parts of the reader of the search index, each on its own: what was typed, the loader, excerpts."""

from __future__ import annotations

import random

import pytest

pytestmark = pytest.mark.browser

PARSE = """async (text) => {
  const { parseQuery } = await import("./assets/search-query.js");
  const { phrases, excluded, whole, rest } = parseQuery(text);
  const shown = ({ text, quoted }) => (quoted ? `"${text}"` : text);
  return {
    phrases: phrases.map(shown),
    excluded: excluded.map(({ text }) => text),
    whole: whole && whole.text,
    rest,
  };
}"""


GREETING = ["صلى", "الله", "عليه"]
"""One character becomes 18 of them: what is looked for stays as short as what was typed."""


def parsed(phrases=(), excluded=(), whole=None, rest=()):
    return {
        "phrases": list(phrases),
        "excluded": list(excluded),
        "whole": whole,
        "rest": list(rest),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", parsed()),
        ("  ，。！ ", parsed()),
        ("盐城", parsed(["盐城"])),
        ("盐城 驿站", parsed(["盐城", "驿站"])),
        ("ＭＣＮ　机构", parsed(["mcn", "机构"], whole="mcn机构")),
        ("办法。后续", parsed(["办法", "后续"], whole="办法。后续")),
        ("办法。 后续", parsed(["办法", "后续"])),
        ("5G 基站", parsed(["5g", "基站"], whole="5g基站")),
        ("trade union", parsed(["trade", "union"])),
        ("3.5万", parsed(["3", "5万"], whole="3.5万")),
        ('"爱心驿站"', parsed(['"爱心驿站"'])),
        ("“爱心驿站”盐城", parsed(['"爱心驿站"', "盐城"])),
        ("「爱心」『驿站』", parsed(['"爱心"', '"驿站"'])),
        ("＂爱心＂", parsed(['"爱心"'])),
        ("“爱心“", parsed(['"爱心"'])),
        ('"5G 基站，茶"', parsed(['"5g基站,茶"'])),
        ('"爱心', parsed(["爱心"])),
        ("爱心”驿站", parsed(["爱心", "驿站"], whole="爱心”驿站")),
        ("「爱心", parsed(["爱心"])),
        ('""', parsed()),
        ('"，"', parsed()),
        ("驿站 -盐城", parsed(["驿站"], ["盐城"])),
        ("驿站　－盐城", parsed(["驿站"], ["盐城"])),
        ("-盐城", parsed([], ["盐城"])),
        ("驿站 -“盐城 市”", parsed(["驿站"], ["盐城 市"])),
        ("驿站 -盐城，苏州", parsed(["驿站", "苏州"], ["盐城"])),
        ("驿站-盐城", parsed(["驿站", "盐城"], whole="驿站-盐城")),
        ("驿站 - 盐城", parsed(["驿站", "盐城"])),
        ("-", parsed()),
        ("--盐城", parsed(["盐城"])),
        ("驿站 -", parsed(["驿站"])),
        ('-"', parsed()),
        ("茶", parsed(["茶"])),
        ("👷工会", parsed(["工会"])),
        ("长" * 200 + "文", parsed(["长" * 200], rest=["文"])),
        ("长" * 300, parsed(["长" * 200], rest=["长" * 20])),
        ("长" * 200 + "  ", parsed(["长" * 200])),
        ("𠮷" * 201, parsed(["𠮷" * 200], rest=["𠮷"])),
        ("\ufdfa" * 200, parsed([*GREETING, *["وسلمصلى", "الله", "عليه"] * 10, "وسلمصل"])),
    ],
)
def test_what_was_typed_is_read(modules, text, expected):
    assert modules.evaluate(PARSE, text) == expected


def test_nothing_that_is_typed_is_an_error(modules):
    chance = random.Random(4)
    signs = (
        "工会盐城驿站茶a1 　\n\t-－—\"“”「」『』'‘’，。？！…·/\\%_&<>\u200b\u0301\ufe0f👷𠮷\x00½㈱"
    )
    texts = ["".join(chance.choices(signs, k=chance.choice((3, 9, 40, 250)))) for _ in range(500)]
    texts += ["\ud800", "\udc00工", "-" * 300, '"' * 300, "“" * 201, "- " * 200]
    read = modules.evaluate(
        """async (texts) => {
          const { knownPieces, parseQuery, withoutQuestion } =
            await import("./assets/search-query.js");
          return texts.map((text) => {
            const { phrases, excluded } = parseQuery(text);
            const left = withoutQuestion(phrases).phrases;
            return [...left, ...excluded].every((phrase) => {
              const { pieces, missing } = knownPieces(phrase, (term) => term.includes("工"));
              return phrase.terms.length + phrase.lonely.length > 0 &&
                [...pieces.map(({ text }) => text), ...missing].join("").length <= phrase.text.length;
            });
          });
        }""",
        texts,
    )

    assert read == [True] * len(texts)


@pytest.mark.parametrize(
    ("text", "phrases", "dropped"),
    [
        ("工会怎么办职工书屋", ["工会", "职工书屋"], ["怎么办"]),
        ("有没有", ["有没有"], []),
        ("有没有 驿站", ["驿站"], ["有没有"]),
        ("“如何”防暑", ['"如何"', "防暑"], []),
        ("如何防暑吗", ["防暑"], ["如何", "吗"]),
    ],
)
def test_words_by_which_one_asks_are_dropped(modules, text, phrases, dropped):
    found = modules.evaluate(
        """async (text) => {
          const { parseQuery, withoutQuestion } = await import("./assets/search-query.js");
          const { phrases, dropped } = withoutQuestion(parseQuery(text).phrases);
          return [phrases.map(({ text, quoted }) => (quoted ? `"${text}"` : text)), dropped];
        }""",
        text,
    )

    assert found == [phrases, dropped]


@pytest.mark.parametrize(
    ("text", "known", "pieces", "missing"),
    [
        ("盐城外卖骑手", "盐城 外卖 卖骑 骑手", ["盐城", "外卖骑手"], []),
        ("区块链驿站", "驿站", ["驿站"], ["区块链"]),
        ("驿站区块链", "驿站", ["驿站"], ["区块链"]),
        ("mcn机构", "mcn 机构", ["mcn", "机构"], []),
        ("mcn机构", "n机", ["n机"], ["mc", "构"]),
        ("区块链", "", [], ["区块链"]),
        ("茶", "茶", ["茶"], []),
        ("茶", "", [], ["茶"]),
    ],
)
def test_phrases_are_broken_where_the_library_has_nothing_that_joins(
    modules, text, known, pieces, missing
):
    found = modules.evaluate(
        """async ([text, known]) => {
          const { knownPieces, parseQuery } = await import("./assets/search-query.js");
          const [phrase] = parseQuery(text).phrases;
          const { pieces, missing } = knownPieces(phrase, (term) => known.includes(term));
          return [pieces.map((piece) => piece.text), missing];
        }""",
        [text, known.split()],
    )

    assert found == [pieces, missing]


@pytest.mark.parametrize(
    ("content", "numbers"),
    [
        ([0], []),
        ([0, 0, 0, 7], [0, 1, 9]),
        ([0, 9], [9]),
        ([0, 10], "damaged"),
        ([0, 0x80], "damaged"),
        ([1, 0b00000011, 0b00000010], [0, 1, 9]),
        ([1, 0, 0b00000100], "damaged"),
        ([1, 0], "damaged"),
        ([2, 0, 2, 7, 1], [0, 1, 9]),
        ([2, 3], []),
        ([2, 3, 8], "damaged"),
        ([3], "damaged"),
        ([], "damaged"),
    ],
    ids=repr,
)
def test_sets_of_ten_documents_are_read(modules, content, numbers):
    found = modules.evaluate(
        """async (content) => {
          const { DamagedError } = await import("./assets/search-bytes.js");
          const { asSet } = await import("./assets/search-sets.js");
          try {
            return [...asSet(Uint8Array.from(content), 10)];
          } catch (error) {
            return error instanceof DamagedError ? "damaged" : String(error);
          }
        }""",
        content,
    )

    assert found == numbers


@pytest.mark.parametrize(
    ("content", "numbers"),
    [
        ([], []),
        ([0, 127], [0, 127]),
        ([0x80, 1, 0xFF, 0xFF, 3], [128, 65535]),
        ([0xFF, 0xFF, 0xFF, 0xFF, 0x0F], [2**32 - 1]),
        ([0x80, 0x80, 0x80, 0x80, 0x80, 1], "damaged"),
        ([1, 0x80], "damaged"),
    ],
    ids=repr,
)
def test_varints_are_read(modules, content, numbers):
    found = modules.evaluate(
        """async (content) => {
          const { ByteReader, asNumbers } = await import("./assets/search-bytes.js");
          const bytes = Uint8Array.from(content);
          const reader = new ByteReader(bytes);
          const oneByOne = () => {
            const numbers = [];
            while (reader.at < bytes.length) numbers.push(reader.number());
            return numbers;
          };
          const told = (read) => {
            try {
              return [...read()];
            } catch {
              return "damaged";
            }
          };
          return [told(() => asNumbers(bytes)), told(oneByOne)];
        }""",
        content,
    )

    assert found == [numbers, numbers]


LOADER = """async (answers) => {
  const { createLoader } = await import("./assets/search-loader.js");
  const asked = [];
  const loader = createLoader("https://example.org/", async (path, again) => {
    asked.push(again ? `${path}!` : path);
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer === null) throw new Error("offline");
    return new TextEncoder().encode(answer);
  });
  const tell = (promise) => promise.then((value) => value, (error) => [error.name, error.path]);
"""


def test_the_loader_remembers_and_shares_what_is_on_its_way(modules):
    script = """
      const both = await Promise.all([loader.json("x"), loader.json("x")]);
      return [...both, await loader.json("x"), asked];
    }"""

    assert modules.evaluate(LOADER + script, ["[1]"]) == [[1], [1], [1], ["x"]]


def test_the_loader_tries_twice_and_forgets_failures(modules):
    script = """
      const told = [];
      for (let turn = 0; turn < 3; turn += 1) told.push(await tell(loader.json("x")));
      return [told, asked];
    }"""

    failed = ["SearchError", "x"]
    assert modules.evaluate(LOADER + script, [None, "no JSON", None, "[1]"]) == [
        [failed, [1], [1]],
        # What was damaged is not taken from the browser's cache again.
        ["x", "x!", "x!", "x!"],
    ]


def test_the_loader_fetches_below_its_base_and_asks_anew_only_for_the_entry(
    modules, modules_folder
):
    (modules_folder / "entry.json").write_text("1", "utf-8")
    (modules_folder / "a.json").write_text("2", "utf-8")
    found = modules.evaluate(
        """async () => {
          const { createLoader } = await import("./assets/search-loader.js");
          const real = window.fetch;
          const asked = [];
          window.fetch = (url, options) => {
            asked.push([url.pathname, options.cache]);
            return real(url, options);
          };
          const loader = createLoader(new URL("./", location.href));
          const values = [await loader.json("entry.json"), await loader.json("a.json")];
          values.push(await loader.bytes("none.bin").catch(({ name, path }) => [name, path]));
          window.fetch = real;
          return [values, asked];
        }"""
    )

    assert found == [
        [1, 2, ["SearchError", "none.bin"]],
        [
            ["/entry.json", "no-cache"],
            ["/a.json", "default"],
            ["/none.bin", "default"],
            ["/none.bin", "reload"],
        ],
    ]


SHOWN = """async ([document, weights, phrases, section]) => {
  const { shownOf } = await import("./assets/search-excerpt.js");
  const { variantsTable } = await import("./assets/tokens.js");
  const variants = variantsTable("會", "会");
  const sight = { weights: new Map(Object.entries(weights)), phrases, variants };
  return shownOf(document, sight, section);
}"""
LONG = (
    "为了让户外职工歇脚，市总工会先调查，再选点，最后请沿街单位开门。"
    "第一年办了三处，第二年办了七处，都由单位自己管理，工会补助设备和水电。"
    "职工扫码就能找到最近的爱心驿站，进去喝水、热饭、充电、看书，不用花钱。"
    "单位也愿意：驿站让路过的人认识了它们，员工中午也有了去处，一举几得，来参观的人不少。"
)


def shown(modules, weights, summary="", passages=(), title="", phrases=(), section=0):
    document = {
        "title": title,
        "summary": summary,
        "passages": [
            {"text": text, "heading": heading, "anchor": f"s{number}", "section": number}
            for number, heading, text in passages
        ],
    }
    return modules.evaluate(SHOWN, [document, weights, list(phrases), section])


def test_an_excerpt_is_cut_at_clauses_around_its_matches(modules):
    found = shown(modules, {"爱心": 1, "心驿": 1, "驿站": 1}, "摘要。", [(2, "主要做法", LONG)])

    assert found == {
        "titleMarked": "",
        "excerpt": "…工会补助设备和水电。职工扫码就能找到最近的<mark>爱心驿站</mark>，"
        "进去喝水、热饭、充电、看书，不用花钱。"
        "单位也愿意：<mark>驿站</mark>让路过的人认识了它们，员工中午也有了去处…",
        "section": {"heading": "主要做法", "anchor": "s2"},
    }


def test_an_excerpt_without_matches_is_the_beginning_of_the_summary(modules):
    found = shown(modules, {"铁路": 1}, LONG, [(2, "主要做法", "工会。")], title="铁路<工会>")

    assert found == {
        "titleMarked": "<mark>铁路</mark>&lt;工会&gt;",
        "excerpt": "为了让户外职工歇脚，市总工会先调查，再选点，最后请沿街单位开门。"
        "第一年办了三处，第二年办了七处，都由单位自己管理，工会补助设备和水电。…",
        "section": None,
    }


def test_what_is_short_is_shown_whole(modules):
    found = shown(modules, {"工会": 1}, "  工会的  办法，  ")

    assert found["excerpt"] == "<mark>工会</mark>的 办法，"


def test_lines_are_shown_as_one_with_a_dot_between_them_unless_they_end_in_a_mark(modules):
    text = "三项措施：\n建驿站\n送清凉\n\n配电柜（12 处）\nWi-Fi 6!\n工会说“出钱。”\n单位出房"
    found = shown(modules, {"清凉": 1}, "摘要。", [(2, "主要做法", text)])

    assert found["excerpt"] == (
        "三项措施：建驿站 · 送<mark>清凉</mark> · 配电柜（12 处） · Wi-Fi 6! 工会说“出钱。”单位出房"
    )


def test_everything_but_marks_is_escaped(modules):
    found = shown(modules, {"b": 1}, """<b title="x">&'</b>""", title="</mark><script>")

    assert found["excerpt"] == (
        "&lt;<mark>b</mark> title=&quot;x&quot;&gt;&amp;&#39;&lt;/<mark>b</mark>&gt;"
    )
    assert found["titleMarked"] == "&lt;/mark&gt;&lt;script&gt;"


def test_three_runs_are_marked_those_that_say_most(modules):
    text = "工会，工会，爱心，驿站，会员，工会。"
    found = shown(modules, {"工会": 1, "爱心": 3, "驿站": 2, "会员": 2}, text)

    assert found["excerpt"] == (
        "工会，工会，<mark>爱心</mark>，<mark>驿站</mark>，<mark>会员</mark>，工会。"
    )


def test_the_original_is_marked_whatever_its_form(modules):
    weights = {"5g": 1, "g基": 1, "基站": 1, "工会": 1, "1": 1, "2": 1}
    found = shown(modules, weights, "工會的５Ｇ 基站，½")

    assert found["excerpt"] == "<mark>工會</mark>的<mark>５Ｇ 基站</mark>，<mark>½</mark>"


def test_where_phrases_stand_parts_of_them_are_not_marked(modules):
    weights = {"家家": 1, "家到": 1, "茶": 1}
    text = "专家到，家家到，喝茶。"

    assert shown(modules, weights, text, phrases=[["家家", "家到"], ["茶"]])["excerpt"] == (
        "专家到，<mark>家家到</mark>，喝<mark>茶</mark>。"
    )


def test_with_a_section_chosen_only_its_passages_are_shown(modules):
    passages = [(1, "针对问题", "工会一。"), (2, "主要做法", "工会二，职工。")]
    found = shown(modules, {"工会": 1, "职工": 1}, "工会三，职工。", passages, section=1)

    assert found["excerpt"] == "<mark>工会</mark>一。"
    assert found["section"] == {"heading": "针对问题", "anchor": "s1"}


def test_no_character_and_no_word_is_cut_in_two(modules):
    found = shown(modules, {"终点": 1}, "𠮷" * 150 + "终点" + "abcdefghij" * 30)

    excerpt = found["excerpt"].replace("<mark>", "").replace("</mark>", "")
    assert set(excerpt) == set("𠮷终点abcdefghij…")
    assert excerpt.startswith("…𠮷")
    assert "�" not in excerpt
