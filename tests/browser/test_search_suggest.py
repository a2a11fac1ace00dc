"""Suggestions and did-you-mean in a real browser, on trees that the builder writes."""

from __future__ import annotations

import json
import os

import pytest

from site_builder.core.fingerprint import digest
from site_builder.load.ids import syllables
from site_builder.search.suggest import Name, Title, suggestion_files
from site_builder.search.variants import read_variants

pytestmark = pytest.mark.browser

NAMES = [
    Name("region", "江苏省", "jiangsu", 5, ("江苏",), "江苏", "jiang'su"),
    Name(
        "region",
        "盐城市",
        "jiangsu/yancheng",
        4,
        ("盐城", "盐阜"),
        "盐城",
        "yan'cheng",
        "江苏省盐城市",
    ),
    Name(
        "region",
        "盐都区",
        "jiangsu/yancheng/yandu",
        1,
        ("盐都", "盐都县"),
        "盐都",
        "yan'du",
        "江苏省盐城市盐都区",
    ),
    Name("region", "重庆市", "chongqing", 2, ("重庆",), "重庆", "chong'qing"),
    Name("region", "吕梁市", "shanxi/lvliang", 1, ("吕梁",), "吕梁", "lv'liang", "山西省吕梁市"),
    Name("region", "黑龙江省", "heilongjiang", 1, ("黑龙江",), "黑龙江", "hei'long'jiang"),
    Name("region", "闵行区", "minhang", 1, ("闵行",), "闵行", "min'hang", "上海市闵行区"),
    Name("keyword", "劳模工匠", "laomo-gongjiang", 6, ("工匠精神",)),
    Name(
        "keyword",
        "新就业形态劳动者",
        "xinjiuye",
        9,
        ("外卖小哥", "网约车司机"),
    ),
    Name("keyword", "数字化服务", "shuzihua", 3),
    Name("keyword", "职工之家", "zhigong-zhijia", 2, ("APP 服务",)),
    Name("keyword", "户外劳动者", "huwai", 2),
]
TITLES = [
    Title("yuecheng", "绍兴越城区总工会干部每周走访，帮一家企业", "越工周记"),
    Title("yancheng", "盐城市总工会：带着“问题”走进联系点", "“家家到”基层调研"),
    Title("shanghai", "上海在闵行梅陇镇试点“工会+三所”"),
    Title("markup", "<b>茶馆</b> & “茶”"),
    Title("taibei", "臺北工會"),
    Title("binhai", "滨海县供电公司办赋能社", "“赋能社”"),
]


REST = "总工会：带着“问题”走进联系点"
"""Of the title of a case, what stands behind 盐城市."""


def write_tree(folder, names, titles):
    """Write what suggestions need of an index."""
    files = {}

    def written():
        files.update((yield from suggestion_files(names, titles, read_variants(), syllables)))

    for path, content in written():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    variants = ["".join(read_variants()), "".join(read_variants().values())]
    (folder / "variants-1.json").write_text(json.dumps(variants), "utf-8")
    (folder / "entry.json").write_text(json.dumps({"files": {**files, "variants": "1"}}), "utf-8")


@pytest.fixture(scope="module")
def ask(modules, modules_folder):
    """A function that asks the suggestions of a folder for many texts at once."""

    def ask(folder, method, texts, *more):
        return modules.evaluate(
            """async ([folder, method, texts, more]) => {
              const { createLoader } = await import("./assets/search-loader.js");
              const { createSuggest } = await import("./assets/search-suggest.js");
              window.suggesters ??= {};
              window.suggesters[folder] ??= createSuggest(createLoader(new URL(folder, location.href)));
              const answers = [];
              for (const text of texts) answers.push(await window.suggesters[folder][method](text, ...more));
              return answers;
            }""",
            [f"{folder}/", method, texts, more],
        )

    return ask


@pytest.fixture(scope="module")
def small(ask, modules_folder):
    """Asks for suggestions in a small library."""
    write_tree(modules_folder / "small", NAMES, TITLES)
    return lambda method, *texts: ask("small", method, texts)


def test_a_suggestion_says_what_it_leads_to(small):
    assert small("suggest", "yancheng") == [
        [
            {
                "kind": "region",
                "title": "江苏省盐城市",
                "url": "regions/jiangsu/yancheng/",
                "count": 4,
                "marked": "江苏省<mark>盐城</mark>市",
            },
            {
                "kind": "case",
                "title": "盐城市总工会：带着“问题”走进联系点",
                "url": "cases/yancheng/",
                "marked": "<mark>盐城</mark>市总工会：带着“问题”走进联系点",
            },
        ]
    ]


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        # Regions: any name, above or former; pinyin as people there say it.
        (
            "盐",
            [
                "江苏省<mark>盐</mark>城市",
                "江苏省盐城市<mark>盐</mark>都区",
                f"<mark>盐</mark>城市{REST}",
            ],
        ),
        ("江苏", [f"<mark>江苏</mark>省{below}" for below in ("", "盐城市", "盐城市盐都区")]),
        ("江苏省盐城市盐", ["<mark>江苏省盐城市盐</mark>都区"]),
        ("盐阜", ["<mark>盐阜</mark> · 江苏省盐城市"]),
        ("yandux", ["<mark>盐都县</mark> · 江苏省盐城市盐都区"]),
        ("chongq", ["<mark>重庆</mark>市"]),
        ("zhongq", []),
        ("lvliang", ["山西省<mark>吕梁</mark>市"]),
        ("lüliang", ["山西省<mark>吕梁</mark>市"]),
        ("YAN CHENG SHI", ["江苏省<mark>盐城市</mark>", f"<mark>盐城市</mark>{REST}"]),
        ("yan'd", ["江苏省盐城市<mark>盐都</mark>区"]),
        ("ｙｄ", ["江苏省盐城市<mark>盐都</mark>区"]),
        # Keywords: also from the inside, but not by chance.
        ("劳动者", ["新就业形态<mark>劳动者</mark>", "户外<mark>劳动者</mark>"]),
        ("外卖", ["<mark>外卖</mark>小哥 · 新就业形态劳动者"]),
        ("laomogj", ["<mark>劳模工匠</mark>"]),
        ("gongjiangjs", ["<mark>工匠精神</mark> · 劳模工匠"]),
        ("yc", ["江苏省<mark>盐城</mark>市", f"<mark>盐城</mark>市{REST}"]),
        ("appf", ["<mark>APP 服</mark>务 · 职工之家"]),
        ("pp", []),
        # Cases: titles, parts of them, practices.
        ("越工", ["<mark>越工</mark>周记 · 绍兴越城区总工会干部每周走访，帮一家企业"]),
        ("ygzj", ["<mark>越工周记</mark> · 绍兴越城区总工会干部每周走访，帮一家企业"]),
        ("yuegzhouj", ["<mark>越工周记</mark> · 绍兴越城区总工会干部每周走访，帮一家企业"]),
        ("帮一家", ["绍兴越城区总工会干部每周走访，<mark>帮一家</mark>企业"]),
        ("走访帮一家", []),
        ("问题走", ["盐城市总工会：带着“<mark>问题”走</mark>进联系点"]),
        ("jiajd", ["“<mark>家家到</mark>”基层调研 · 盐城市总工会：带着“问题”走进联系点"]),
        ("fns", ["滨海县供电公司办<mark>赋能社</mark>"]),
        ("shanghaizaimh", ["<mark>上海在闵行</mark>梅陇镇试点“工会+三所”"]),
        ("上海zaimin", ["<mark>上海在闵</mark>行梅陇镇试点“工会+三所”"]),
        ("茶馆B", ["&lt;b&gt;<mark>茶馆&lt;/b</mark>&gt; &amp; “茶”"]),
        # Traditional characters, on either side.
        ("鹽城", ["江苏省<mark>盐城</mark>市", f"<mark>盐城</mark>市{REST}"]),
        ("勞動者", ["新就业形态<mark>劳动者</mark>", "户外<mark>劳动者</mark>"]),
        ("台北工会", ["<mark>臺北工會</mark>"]),
        ("臺北", ["<mark>臺北</mark>工會"]),
        ("tbgh", ["<mark>臺北工會</mark>"]),
        # Nothing is no error.
        ("", []),
        ("，。“”", []),
        ("乾隆", []),
        ("__proto__", []),
        (
            "怎样让外卖小哥和网约车司机愿意加入工会并且留下来参加各种各样的活动又不影响他们平时跑单挣钱",
            [],
        ),
        ("é한🙂", []),
    ],
)
def test_what_is_typed_is_marked_in_what_it_leads_to(small, typed, marked):
    assert [each["marked"] for each in small("suggest", typed)[0]] == marked


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        # Characters that sound alike, or nearly so.
        ("盐成", ["盐城"]),
        ("越功周记", ["越工周记"]),
        ("劳摸工将", ["劳模工匠"]),
        ("黑农江", ["黑龙江"]),
        ("赋能舍", ["赋能社"]),
        ("鹽成", ["盐城"]),
        # One slip.
        ("数字字化服务", ["数字化服务"]),
        ("新就业形劳动者", ["新就业形态劳动者"]),
        ("户外劳者动", ["户外劳动者"]),
        ("网约牛司机", ["网约车司机"]),
        ("城盐", ["盐城"]),
        ("盐域", ["盐城", "盐阜", "盐都"]),
        # Pinyin of a name, right or with a slip.
        ("yancheng", ["盐城"]),
        ("yanchneg", ["盐城"]),
        ("waimaixiaoge", ["外卖小哥"]),
        # One word of several, and words without blanks.
        ("盐成 外卖小哥", ["盐城 外卖小哥"]),
        ("骑手　“越功周记” 驿站", ["骑手　“越工周记” 驿站"]),
        ("盐成外卖小哥", ["盐城外卖小哥"]),
        ("驿站 -盐成", []),
        ("-盐成", []),
        ("“盐成”", ["“盐城”"]),
        # The beginning of a title.
        ("上海在敏行", ["上海在闵行"]),
        ("带这问提", ["带着“问题"]),
        # What is known or says nothing is left alone.
        ("盐城", []),
        ("鹽城", []),
        ("外卖小哥", []),
        ("盐", []),
        ("y", []),
        ("", []),
        ("杯盘", []),
        ("yc", []),
        ("(.*)+$", []),
    ],
)
def test_what_may_have_been_meant(small, typed, meant):
    assert small("correct", typed) == [meant]


PLACES = (
    *("盐城", "重庆", "长沙", "延安", "银川", "永川"),
    *("西安", "绍兴越城", "六安", "陕西", "吕梁", "石家庄"),
)
WHO = ("总工会", "职工服务中心", "工会联合会", "企业工会", "机关工会", "林业工会")
WHAT = (
    "帮环卫工找歇脚处",
    "替骑手办保险",
    "为劳模开专线",
    "请律师值班",
    "办职工夜校",
    "发消费券",
    "给货车司机体检",
    "组织集体协商",
    "建阅读室",
    "改造老厂房",
)


def titles_of_a_large_library():
    """3,000 different titles, and many regions and keywords with common beginnings."""
    for number in range(3000):
        pick = [int(each, 16) for each in digest(str(number).encode())]
        yield Title(
            f"case-{number}",
            f"{PLACES[number % 12]}{WHO[pick[0] % 6]}{WHAT[pick[1] % 10]}，{WHAT[pick[2] % 10]}又"
            f"{WHAT[pick[3] % 10]}{number}次",
            f"“{WHAT[pick[4] % 10][:3]}{WHAT[pick[5] % 10][-3:]}”" if pick[6] % 2 else "",
        )


@pytest.fixture(scope="module")
def large(ask, modules_folder):
    """Asks for suggestions in a library whose tree has many files."""
    folder = modules_folder / "large"
    counties = [
        Name("region", f"盐{one}{two}县", f"r/{one}{two}", 1)
        for one in "城山池"
        for two in "东南西北中"
    ]
    words = [Name("keyword", f"盐业{n}", f"k{n}", n) for n in range(12)]
    write_tree(folder, [*NAMES, *counties, *words], list(titles_of_a_large_library()))
    assert len(list(folder.glob("cases/*.bin"))) > 100
    return lambda method, texts, *more: ask("large", method, texts, *more)


def beginnings(title):
    """Yield what may be typed of a title: characters, pinyin, initials, and a mixture of them."""
    text = title.title.split("，")[0]
    read = syllables(text)
    for end in range(1, len(text) + 1):
        yield text[:end]
        yield "".join(read[:end])
        yield "".join(each[0] for each in read[:end])
        yield "".join(each if at % 3 else each[0] for at, each in enumerate(read[:end]))
        yield "".join(read[: end - 1]) + read[end - 1][:2]


def test_every_title_is_found_by_all_its_beginnings_or_the_list_is_full(large):
    titles = list(titles_of_a_large_library())[::250]
    asked = [(title.id, typed) for title in titles for typed in beginnings(title)]
    found = large("suggest", [typed for _id, typed in asked])

    missed = [
        (id_, typed)
        for (id_, typed), each in zip(asked, found, strict=True)
        if len(each) < 8 and f"cases/{id_}/" not in {one["url"] for one in each}
    ]

    assert len(asked) > 600
    assert missed == []


def test_regions_come_before_keywords_and_cases_and_leave_room_for_them(large):
    counted = [
        [(each["kind"], each["title"]) for each in found] for found in large("suggest", ["盐"], 9)
    ]

    assert [kind for kind, _title in counted[0]] == ["region"] * 3 + ["keyword"] * 3 + ["case"] * 3
    assert [title for kind, title in counted[0] if kind == "keyword"] == [
        "盐业11",
        "盐业10",
        "盐业9",
    ]


def test_room_that_other_kinds_leave_is_filled(large):
    assert [each["kind"] for each in large("suggest", ["盐山"], 8)[0]] == ["region"] * 5
    assert [each["kind"] for each in large("suggest", ["盐业"], 8)[0]] == ["keyword"] * 8
    assert len(large("suggest", ["盐"], 2)[0]) == 2


def test_titles_are_corrected_where_too_many_practices_are_in_the_tree(large):
    assert large("correct", ["盐城总公会帮环卫工"]) == [["盐城总工会帮环卫工"]]


def test_each_keystroke_asks_for_few_files(modules, large):
    asked = modules.evaluate(
        """async (texts) => {
          const { createLoader } = await import("./assets/search-loader.js");
          const { createSuggest } = await import("./assets/search-suggest.js");
          const counts = {};
          for (const text of texts) {
            const loader = createLoader(new URL("large/", location.href));
            const asked = new Set();
            const { suggest } = createSuggest({
              json: (path) => (asked.add(path), loader.json(path)),
              read: (path, decode) => (asked.add(path), loader.read(path, decode)),
            });
            for (let end = 1; end <= text.length; end += 1) {
              const before = asked.size;
              await suggest(text.slice(0, end));
              counts[text.slice(0, end)] = asked.size - before;
            }
          }
          return counts;
        }""",
        ["盐城总工会帮", "ycghfwzx", "yanchengzonggonghui"],
    )

    assert asked["盐"] == 3, "the entry, the root and y"
    assert asked["y"] == 3, "the entry, the root and y"
    assert max(asked[typed] for typed in asked.keys() - {"盐", "y"}) <= 4
    assert sum(asked.values()) <= 2 * len(asked)


def test_a_file_that_is_missing_is_an_error_and_can_come_later(modules, modules_folder):
    folder = modules_folder / "broken"
    write_tree(folder, NAMES, TITLES)
    root = next(folder.glob("suggest-*.json"))
    content = root.read_bytes()
    root.unlink()
    asked = """async () => {
      const { createLoader } = await import("./assets/search-loader.js");
      const { createSuggest } = await import("./assets/search-suggest.js");
      window.broken ??= createSuggest(createLoader(new URL("broken/", location.href)));
      return window.broken.suggest("盐城").then((found) => found.length, (error) => error.name);
    }"""

    assert modules.evaluate(asked) == "SearchError"
    root.write_bytes(content)
    assert modules.evaluate(asked) == 2


def test_a_new_version_of_the_site_is_taken_up(modules, modules_folder):
    folder = modules_folder / "renewed"
    write_tree(folder, NAMES, TITLES)
    asked = """async () => {
      const { createLoader } = await import("./assets/search-loader.js");
      const { createSuggest } = await import("./assets/search-suggest.js");
      window.renewed ??= createSuggest(createLoader(new URL("renewed/", location.href)));
      return window.renewed.correct("盐成").then((found) => found, (error) => error.name);
    }"""
    modules.evaluate(asked.replace("correct", "suggest"))
    for file in folder.glob("*.json"):
        file.unlink()
    write_tree(folder, NAMES[:2], TITLES[:1])
    # The server tells versions apart by whole seconds.
    os.utime(folder / "entry.json", (4_000_000_000, 4_000_000_000))

    assert modules.evaluate(asked) == "SearchError"
    assert modules.evaluate(asked) == ["盐城"]


def test_an_empty_library_suggests_nothing(ask, modules_folder):
    write_tree(modules_folder / "empty", [], [])

    assert ask("empty", "suggest", ["盐城", "yc"]) == [[], []]
    assert ask("empty", "correct", ["盐成", "yancheng"]) == [[], []]
