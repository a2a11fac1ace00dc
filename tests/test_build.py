"""The whole build: gates, determinism, publishing, base paths."""

from __future__ import annotations

import base64
import datetime
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from site_builder import documents, making, sources, workers
from site_builder.build import Options, build_site
from site_builder.core import recent


def build(library, **wishes):
    options = {"output": library.root / "output", "now": datetime.date(2026, 1, 1)} | wishes
    return build_site(Options(root=library.root, **options))


def test_a_library_becomes_the_pages_of_the_contract(library):
    outcome = build(library)

    assert outcome.diagnostics == []
    index = re.compile(r"assets/|search/(?!index\.html)")
    assert {path for path in library.tree() if not index.match(path)} == {
        ".site-builder-manifest.json",
        "404.html",
        "about/index.html",
        "accessibility/index.html",
        "cases/index.html",
        "cases/yancheng-yizhan/index.html",
        "cases/yandu-gongjiang/index.html",
        "compare/index.html",
        "data/case.schema.json",
        "data/cases.csv",
        "data/cases.json",
        "feed.json",
        "feed.xml",
        "index.html",
        "insights/index.html",
        "keywords/index.html",
        "keywords/laomo-gongjiang/feed.xml",
        "keywords/laomo-gongjiang/index.html",
        "keywords/zhigong-zhijia/feed.xml",
        "keywords/zhigong-zhijia/index.html",
        "regions/index.html",
        "regions/jiangsu/feed.xml",
        "regions/jiangsu/index.html",
        "regions/jiangsu/yancheng/feed.xml",
        "regions/jiangsu/yancheng/index.html",
        "regions/jiangsu/yancheng/yandu/feed.xml",
        "regions/jiangsu/yancheng/yandu/index.html",
        "robots.txt",
        "search/index.html",
        "sitemap.xml",
        "years/2023/index.html",
        "years/2024/index.html",
    }


def test_a_region_lists_its_own_cases_and_all_below_it(library):
    build(library)

    for region in ("jiangsu", "jiangsu/yancheng"):
        page = library.read(f"regions/{region}/index.html")
        assert "案例 yancheng-yizhan" in page
        assert "案例 yandu-gongjiang" in page
    assert "案例 yancheng-yizhan" not in library.read("regions/jiangsu/yancheng/yandu/index.html")


def test_building_again_writes_nothing(library):
    build(library)
    times = {path: path.stat().st_mtime_ns for path in (library.root / "output").rglob("*")}

    outcome = build(library)

    assert (outcome.written, outcome.removed) == (0, 0)
    assert times == {path: path.stat().st_mtime_ns for path in (library.root / "output").rglob("*")}


def test_an_error_leaves_the_output_byte_for_byte(library):
    build(library)
    before = library.tree()
    library.case("yancheng-yizhan", 标题="新标题", 地区="江苏省/盐成市")

    outcome = build(library)

    assert outcome.blocked
    assert [each.code.value for each in outcome.diagnostics] == ["unknown-region"]
    assert library.tree() == before


def test_an_error_in_the_first_build_makes_no_output_folder(library):
    library.case("yancheng-yizhan", 地区="没有这个地方")

    assert build(library).blocked
    assert not (library.root / "output").exists()


def test_a_template_error_leaves_the_output_byte_for_byte(library):
    build(library)
    before = library.tree()
    library.write("templates/page.html", "第一行\n{{ page.nothing }}\n")
    library.case("yancheng-yizhan", 标题="新标题")

    outcome = build(library)

    assert outcome.blocked
    assert [
        (each.code.value, each.location.path, each.location.line) for each in outcome.diagnostics
    ] == [("template", "templates/page.html", 2)]
    assert library.tree() == before


def test_a_template_error_in_the_first_build_leaves_no_folder(library):
    library.write("templates/page.html", "{{ page.nothing }}")

    assert build(library).blocked
    assert not (library.root / "output").exists()


def test_with_strict_a_warning_is_enough(library):
    library.case("yancheng-yizhan", 标题="长" * 61)

    assert not build(library).blocked
    before = library.tree()
    library.case("yancheng-yizhan", 标题="更长" * 61)
    outcome = build(library, strict=True)

    assert outcome.blocked
    assert library.tree() == before


def test_check_writes_nothing(library):
    outcome = build(library, write=False)

    assert outcome.pages > 20
    assert sorted(path.name for path in library.root.iterdir()) == ["content"]


def test_a_removed_case_is_pruned_and_other_files_stay(library):
    build(library)
    library.write("output/CNAME", "example.org")
    library.write("output/cases/mine.txt", "mine")
    library.remove("content/cases/2023/yandu-gongjiang.md")
    before = library.tree().keys()

    outcome = build(library)

    gone = before - library.tree().keys()
    assert {name for name in gone if not name.startswith("search/")} == {
        "cases/yandu-gongjiang/index.html",
        "regions/jiangsu/yancheng/yandu/feed.xml",
        "regions/jiangsu/yancheng/yandu/index.html",
        "years/2024/index.html",
    }
    assert outcome.removed == len(gone)
    tree = library.tree()
    assert "cases/yandu-gongjiang/index.html" not in tree
    assert not (library.root / "output/cases/yandu-gongjiang").exists()
    assert not (library.root / "output/years/2024").exists()
    assert (tree["CNAME"], tree["cases/mine.txt"]) == (b"example.org", b"mine")


def test_two_output_folders_in_turn_stay_exact(library):
    build(library)
    build(library, output=library.root / "elsewhere", base_url="https://other.example/")
    library.remove("content/cases/2023/yandu-gongjiang.md")
    before = library.tree().keys(), library.tree("elsewhere").keys()
    first = build(library)
    second = build(library, output=library.root / "elsewhere", base_url="https://other.example/")

    after = library.tree().keys(), library.tree("elsewhere").keys()
    assert (first.removed, second.removed) == tuple(
        len(old - new) for old, new in zip(before, after, strict=True)
    )
    assert library.tree().keys() == library.tree("elsewhere").keys()


def test_the_same_input_gives_the_same_bytes_wherever_and_with_any_jobs(repository, tmp_path):
    trees = []
    for name, jobs in (("here", 1), ("there/deep", 2)):
        root = tmp_path / name
        shutil.copytree(repository / "content", root / "content")
        command = [sys.executable, "-m", "site_builder", "build", "--root", str(root)]
        environment = {
            **os.environ,
            "PYTHONHASHSEED": str(jobs),
            "LC_ALL": "C",
            "TZ": f"UTC+{jobs}",
        }
        command += ["--jobs", str(jobs), "--now", "2026-01-01"]
        subprocess.run(command, check=True, capture_output=True, env=environment, timeout=100)
        folder = root / "output"
        trees.append(
            {
                path.relative_to(folder).as_posix(): path.read_bytes()
                for path in folder.rglob("*")
                if path.is_file()
            }
        )

    assert trees[0] == trees[1]
    assert len(trees[0]) > 200


def test_many_documents_are_read_and_rendered_alike_in_one_process_and_in_two(empty_library):
    for number in range(170):
        empty_library.case(f"case-{number}", 日期=f"{2000 + number % 20}-03")
    one = build(empty_library, jobs=1, output=empty_library.root / "one")
    two = build(empty_library, jobs=2, output=empty_library.root / "two")

    assert one.pages == two.pages > 200
    assert empty_library.tree("one") == empty_library.tree("two")


def test_a_first_build_reads_each_document_once(library, monkeypatch):
    read = []
    for module in (sources, documents):
        content = module.read_content
        monkeypatch.setattr(
            module,
            "read_content",
            lambda root, path, report, content=content: (
                read.append(path), content(root, path, report),
            )[1],
        )  # fmt: skip
    build(library, jobs=1)

    assert sorted(read) == sorted(set(read))
    assert len(read) == len([*library.root.glob("content/cases/**/*.md")]) + len(
        [*library.root.glob("content/pages/*.md")]
    )


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_library_on_the_shelf_becomes_the_same_site(library, monkeypatch, jobs):
    at_hand = build(library, output=library.root / "one")
    monkeypatch.setattr(making, "LARGE", 0)
    monkeypatch.setattr(recent, "MOST", 3)
    monkeypatch.setattr(workers, "WORTH_SHARING", 1)
    on_shelf = build(library, jobs=jobs, fresh=True, output=library.root / "two")
    again = build(library, jobs=jobs, output=library.root / "three")

    assert on_shelf.pages == again.pages == at_hand.pages > 20
    assert library.tree("one") == library.tree("two") == library.tree("three")


def test_under_a_sub_path_everything_carries_the_base_url(library):
    build(library, base_url="https://example.org/union/cases/")

    page = library.read("cases/yancheng-yizhan/index.html")
    assert 'rel="canonical" href="https://example.org/union/cases/cases/yancheng-yizhan/"' in page
    assert "https://example.org/union/cases/cases/yancheng-yizhan/" in library.read("feed.xml")
    assert "https://example.org/union/cases/about/" in library.read("sitemap.xml")
    assert "Sitemap: https://example.org/union/cases/sitemap.xml" in library.read("robots.txt")
    assert 'href="/union/cases/assets/' in library.read("404.html")
    assert 'href="/' not in page


def test_an_old_address_leads_to_the_case(library):
    library.case("yancheng-yizhan", 旧地址="old-yizhan、/2019/yizhan.html、/archive/yizhan/")
    build(library)

    for path, target in (
        ("cases/old-yizhan/index.html", "../../cases/yancheng-yizhan/"),
        ("2019/yizhan.html", "../cases/yancheng-yizhan/"),
        ("archive/yizhan/index.html", "../../cases/yancheng-yizhan/"),
    ):
        page = library.read(path)
        assert f"url={target}" in page.replace(" ", "")
        assert 'rel="canonical" href="https://example.org/cases/yancheng-yizhan/"' in page


def test_withheld_cases_are_listed_with_the_reason_and_links_to_them_are_left_out(library):
    library.case("caogao", 草稿="是")
    library.case("jianglai", 发布="2026-06-01")
    library.case("guoqi", 到期="2025-12-31")
    library.case(
        "yancheng-yizhan",
        body="## 针对问题\n\n见[草稿](/cases/caogao/)和[另一篇](yandu-gongjiang.md)。\n\n"
        "## 主要做法\n\n甲\n\n## 成效\n\n乙\n\n## 经验启示\n\n丙\n",
        相关案例="caogao",
    )
    library.write(
        "content/cases/2023/yandu-gongjiang.md",
        (library.root / "content/cases/2023/yandu-gongjiang.md").read_bytes(),
    )
    outcome = build(library)

    assert [(each.path, str(each.reason)) for each in outcome.withheld] == [
        ("content/cases/2023/caogao.md", "草稿"),
        ("content/cases/2023/guoqi.md", "2025-12-31 已到期"),
        ("content/cases/2023/jianglai.md", "到 2026-06-01 才发布"),
    ]
    assert sorted(each.code.value for each in outcome.diagnostics) == ["withheld-link"] * 2
    page = library.read("cases/yancheng-yizhan/index.html")
    assert "见草稿和<a" in page
    assert not (library.root / "output/cases/caogao").exists()
    assert build(library, drafts=True).cases == 3


def test_a_crash_while_publishing_is_healed_by_the_next_build(library, monkeypatch):
    build(library)
    clean = library.tree()
    library.case("third", 标题="第三个")
    calls = []
    original = Path.replace

    def fail_midway(self, target):
        calls.append(target)
        if len(calls) == 6:
            raise KeyboardInterrupt
        return original(self, target)

    monkeypatch.setattr(Path, "replace", fail_midway)
    with pytest.raises(KeyboardInterrupt):
        build(library)
    monkeypatch.undo()
    library.remove("content/cases/2023/third.md")
    build(library)

    assert library.tree() == clean


def test_a_second_build_waits_for_the_first(library):
    script = (
        "import sys; from pathlib import Path\n"
        "from site_builder.write.lock import build_lock\n"
        "root = Path(sys.argv[1])\n"
        "with build_lock(root, root / 'output', None):\n"
        "    print('held', flush=True); sys.stdin.read()\n"
    )
    root = str(library.root)
    command = [sys.executable, "-m", "site_builder", "build", "--root", root, "--now", "2026-01-01"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", script, root], **pipes) as holder:
        assert holder.stdout.readline() == b"held\n"
        with subprocess.Popen(command, env={**os.environ, "PYTHONUTF8": "1"}, **pipes) as builder:
            waiting = builder.stderr.readline().decode()
            index = library.root / "output/index.html"
            early = index.exists()
            holder.stdin.close()
            builder.communicate(timeout=60)

    assert "等它结束" in waiting
    assert not early
    assert builder.returncode == 0
    assert index.exists()


def test_canonical_links_point_into_the_sitemap(library):
    build(library)
    listed = library.read("sitemap.xml")

    for path in ("index.html", "cases/index.html", "regions/jiangsu/index.html"):
        page = library.read(path)
        canonical = page.split('rel="canonical" href="')[1].split('"')[0]
        assert f"<loc>{canonical}</loc>" in listed
        assert urlsplit(canonical).netloc == "example.org"
    assert "404" not in listed


def test_a_theme_of_ones_own_goes_before_the_packaged_one_file_by_file(library):
    library.write("templates/assets/site.css", "body { color: black }\n")
    build(library)

    [css] = [name for name in library.tree() if re.search(r"/site\W[^/]*css$", name)]
    assert library.read(css) == "body { color: black }\n"
    assert css.rsplit("/", 1)[1] in library.read("index.html")


def test_two_images_of_one_address_are_an_error_and_no_traceback(library):
    library.write("content/images/cases/2023/a.png", b"1")
    library.write("content/cases/2023/a.png", b"2")
    outcome = build(library)

    assert outcome.blocked
    assert "id-clash" in [each.code.value for each in outcome.diagnostics]


def test_an_old_address_must_not_be_that_of_a_withheld_case(library):
    library.case("caogao", 草稿="是")
    library.case("yancheng-yizhan", 旧地址="caogao")
    outcome = build(library)

    assert [(each.code.value, each.location.path) for each in outcome.diagnostics] == [
        ("id-clash", "content/cases/2023/yancheng-yizhan.md")
    ]


def test_all_problems_of_a_document_are_told_in_one_run(library):
    library.case(
        "yancheng-yizhan",
        "## 针对问题\n\n见[甲](../none.md)![图](/images/none.png)\n",
        主体="总公会",
        地区="鼓楼区",
        关键词="劳模公匠",
        相关案例="nobody",
    )
    outcome = build(library)

    assert sorted({each.code.value for each in outcome.diagnostics}) == [
        "ambiguous-region",
        "broken-link",
        "broken-related",
        "missing-image",
        "missing-section",
        "unknown-keyword",
        "wrong-value",
    ]


PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)
"""One black pixel."""


def test_the_image_of_a_case_is_shown_and_copied(library):
    library.write("content/images/x.png", PNG)
    library.case("yancheng-yizhan", 题图="{图片: images/x.png, 替代文字: 驿站}")
    outcome = build(library)

    assert outcome.diagnostics == []
    page = library.read("cases/yancheng-yizhan/index.html")
    assert '<img src="../../images/x.png" alt="驿站"' in page
    assert 'property="og:image" content="https://example.org/images/x.png"' in page
    assert library.tree()["images/x.png"] == PNG


@pytest.mark.parametrize(
    ("src", "code"),
    [
        ("images/no.png", "missing-image"),
        ("https://a.cn/x.png", "remote-image"),
        ("../../../../etc/passwd", "outside-root"),
        ("images/x.bmp", "wrong-image"),
    ],
)
def test_the_image_of_a_case_is_checked(library, src, code):
    library.case("yancheng-yizhan", 题图=f"{{图片: {src}, 替代文字: 驿站}}")
    [found] = build(library).diagnostics

    assert (found.code.value, found.location.line) == (code, 12)


def test_a_section_with_an_image_only_is_not_empty(library):
    library.write("content/images/x.png", PNG)
    body = "## 针对问题\n\n甲\n\n## 主要做法\n\n乙\n\n## 成效\n\n![表](/images/x.png)\n\n## 经验启示\n\n丙\n"
    library.case("yancheng-yizhan", body)
    outcome = build(library)

    assert outcome.diagnostics == []
    assert outcome.complete == 2


def test_a_body_that_cannot_be_converted_is_one_error(library):
    library.case("yancheng-yizhan", "## 成效\n\n" + ">" * 60 + " 深\n")

    assert [each.code.value for each in build(library).diagnostics] == ["nested-too-deep"]


def test_links_to_an_old_address_lead_on_and_related_ids_name_the_new_one(library):
    library.case("yancheng-yizhan", 旧地址="lao-yizhan")
    library.case("third", "## 针对问题\n\n[旧](/cases/lao-yizhan/)\n", 相关案例="lao-yizhan")
    found = [each for each in build(library).diagnostics if each.severity.value == "error"]

    assert [(each.code.value, str(each.message), str(each.hint)) for each in found] == [
        ("broken-related", "“lao-yizhan”是旧编号。", "改成：yancheng-yizhan")
    ]


def test_an_old_address_that_differs_in_case_only_is_an_error(library):
    library.case("yancheng-yizhan", 旧地址="/Index.html")

    assert [each.code.value for each in build(library).diagnostics] == ["id-clash"]


def test_a_page_in_a_folder_below_pages_is_told_to_move(library):
    library.write("content/pages/deeper/x.md", "---\ntitle: x\n---\n")
    [found] = build(library).diagnostics

    assert (found.code.value, str(found.hint)) == (
        "stray-file", "pages 里不分子文件夹，请把它移到上一层。",
    )  # fmt: skip
