"""Random edits of a small library, each followed by a build that must equal one from nothing."""

from __future__ import annotations

import datetime
import gc
import os
import shutil
import signal
import struct
import tempfile
import zlib
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from site_builder import publishing, rendering
from site_builder.build import build_from_nothing, build_site
from site_builder.options import Options
from site_builder.write.publish import stage
from site_builder.write.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from site_builder.options import Outcome

IDS = ("jia", "yi", "bing", "ding", "wu", "ji")
TITLES = ("沿街驿站", "夜校送课", "工友书屋", "一张清单", "<b>特殊</b> & “符号”")
REGIONS = ("江苏省/盐城市", "江苏省/盐城市/盐都区", "浙江省/杭州市", "全国", "320903")
OWN_REGIONS = ("盐南高新区", "杭城")
"""Names that are known with ZONES only."""
KEYWORDS = ("职工之家", "劳模工匠", "爱心驿站", "普惠服务")
DATES = ("2023-03-28", "2023-03", "2024", "2025-12-31", "2026-05-01")
DAYS = ("", "2025-06-01", "2026-01-01", "2026-01-02", "2027-01-01")
LEVELS = ("", "省级", "县级")
OLD_PLACES = ("", "lao-yizhan", "/2019/yizhan.html", "/archive/a/")
SUMMARY = (
    "为方便户外职工歇脚喝水，市总工会在沿街单位设立驿站，由单位自己管理，工会补助设备，第{}版。"
)
SETTINGS = (
    "简介: 一个测试用的库。",
    "语言: en",
    "时区: America/New_York",
    "单位: 江苏省总工会",
    "爬虫: {训练: 否}",
    "功能: {订阅: 否}",
    "功能: {数据: 否}",
    "地图: {样式: list}",
    "联系方式: anli@example.org",
    "验证: {baidu-site-verification: codeva-0000}",
)
VOCABULARIES = (
    """\
- {name: 职工之家, slug: zhigong-zhijia, aliases: [爱心驿站]}
- {name: 劳模工匠, slug: laomo-gongjiang}
- {name: 普惠服务, slug: puhui-fuwu}
""",
    """\
- {name: 职工之家, slug: zhigong-zhijia, aliases: [爱心驿站], description: 歇脚的地方。}
- {name: 劳模和工匠, slug: laomo-gongjiang, aliases: [劳模工匠]}
- {name: 普惠服务, slug: puhui-fuwu}
""",
    """\
- {name: 普惠, slug: puhui, aliases: [普惠服务]}
- {name: 劳模工匠, slug: laomo-gongjiang}
- {name: 爱心驿站, slug: aixin-yizhan, aliases: [职工之家]}
""",
)
ZONES = """\
- {name: 盐南高新区, slug: yannan, parent: 江苏省/盐城市}
- {name: 杭州市, aliases: [杭城]}
"""


def png(width: int, height: int, grey: int) -> bytes:
    """Return an image of one colour."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        checked = kind + content
        return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = (b"\0" + bytes([grey]) * width) * height
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


IMAGES = (png(4, 3, 0), png(600, 2, 0), png(600, 2, 255), png(1000, 1, 9))
PAGE = '{% extends "base.html" %}{% block main %}{{ page.title }}{% endblock %}\n'
THEME = {
    "templates/_footer.html": ("<footer>一</footer>\n", '<footer>{{ _("首页") }}</footer>\n'),
    "templates/page.html": (PAGE,),
    "templates/assets/site.css": ("body { color: black }\n", "body { color: red }\n"),
    "templates/assets/more.js": ('import "./search-url.js";\n', "export {};\n"),
}
IMAGE = "content/images/a.png"
ZONES_FILE = "content/regions.yaml"
NOW = datetime.date(2026, 1, 1)


@dataclass(frozen=True)
class Case:
    """What a case says; names of cases that are not there are left out."""

    title: str = "沿街驿站"
    date: str = "2023-03-28"
    regions: tuple[str, ...] = ("江苏省/盐城市",)
    keywords: tuple[str, ...] = ("职工之家",)
    level: str = ""
    publish: str = ""
    draft: bool = False
    remark: int = 0
    """In the front matter, where nobody sees it."""
    version: int = 0
    """Of the summary."""
    body: int = 0
    links: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    old_place: str = ""
    image: bool = False

    def text(self, own: str, others: set[str], *, zones: bool) -> str:
        """Return the file of a case beside others."""
        regions = [each for each in self.regions if zones or each not in OWN_REGIONS]
        related = "、".join(each for each in self.related if each in others - {own})
        links = "".join(f"\n\n见[{id_}](/cases/{id_}/)。" for id_ in self.links if id_ in others)
        picture = "\n\n![图](/images/a.png)" if self.image else ""
        facts = {
            "标题": f'"{self.title}"',
            "日期": self.date,
            "地区": "、".join(regions) or "全国",
            "关键词": "、".join(self.keywords),
            "单位": "盐城市总工会",
            "主体": "工会",
            "摘要": SUMMARY.format(self.version),
            "层级": self.level,
            "发布": self.publish,
            "草稿": "是" if self.draft else "",
            "相关案例": related,
            "旧地址": self.old_place and f"{self.old_place.replace('a/', own + '/')}-{own}",
            "题图": "{图片: images/a.png, 替代文字: 驿站}" if self.image else "",
            "来源": "\n  - 报刊: 工人日报",
        }
        head = "".join(f"{name}: {value}\n" for name, value in facts.items() if value)
        return (
            f"---\n# {self.remark}\n{head}---\n\n## 针对问题\n\n户外职工歇脚难。{links}\n\n"
            f"## 主要做法\n\n第{self.body}稿。{picture}\n\n## 成效\n\n建成驿站。\n\n"
            "## 经验启示\n\n单位愿意开门是前提。\n"
        )


@dataclass
class Library:
    """A library on disk, and what should stand in it."""

    root: Path
    cases: dict[str, Case] = field(default_factory=dict)
    files: dict[str, str | bytes] = field(default_factory=dict)

    def write(self) -> None:
        """Make the folder what it should be; files that are so already are not touched."""
        wanted = {
            name: content.encode() if isinstance(content, str) else content
            for name, content in self.files.items()
        }
        others, zones = set(self.cases), ZONES_FILE in wanted
        for id_, case in self.cases.items():
            shown = case if IMAGE in wanted else replace(case, image=False)
            folder = "2023" if len(id_) % 2 else "2024/深"
            wanted[f"content/cases/{folder}/{id_}.md"] = shown.text(
                id_, others, zones=zones
            ).encode()
        for folder in ("content", "templates"):
            for path in sorted((self.root / folder).rglob("*")):
                if path.is_file() and path.relative_to(self.root).as_posix() not in wanted:
                    path.unlink()
        (self.root / "content/cases").mkdir(parents=True, exist_ok=True)
        for name, content in wanted.items():
            file = self.root / name
            if not file.is_file() or file.read_bytes() != content:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder, if there is one."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@contextmanager
def at_write(after: int, happen: Callable[[], None]) -> Iterator[None]:
    """Let something happen instead of each write, rename and removal after so many."""
    left = after

    def failing(original: Callable[..., object]) -> Callable[..., object]:
        def call(*given: object, **more: object) -> object:
            nonlocal left
            left -= 1
            if left < 0:
                happen()
            return original(*given, **more)

        return call

    with (
        patch.object(rendering, "stage", failing(stage)),
        patch.object(publishing, "stage", failing(stage)),
        patch.object(Path, "replace", failing(Path.replace)),
        patch.object(Path, "unlink", failing(Path.unlink)),
        patch.object(Store, "put_many", failing(Store.put_many)),
    ):
        yield


@contextmanager
def file_limit(most: int) -> Iterator[None]:
    """Have the system refuse to write files longer than this, in the middle of a write."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    yield


def kill_this() -> None:
    """End this process as kill -9 does."""
    os.kill(os.getpid(), signal.SIGKILL)


def in_process(build: Callable[[], object], trouble: AbstractContextManager[None]) -> None:
    """Build in a process of its own that has some trouble."""
    if not hasattr(os, "fork"):
        return
    child = os.fork()
    if child == 0:
        with suppress(BaseException), trouble:
            build()
        os._exit(0)
    os.waitpid(child, 0)


class Edits(RuleBasedStateMachine):
    """Edits a library as editors, other programs and accidents do."""

    compared = 0
    """Builds that were compared, of all libraries."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="edits-"))
        self.library = Library(self.folder / "library")
        self.output = self.library.root / "output"
        self.wishes: dict[str, Any] = {}

    def teardown(self) -> None:
        """Remove the library."""
        shutil.rmtree(self.folder, ignore_errors=True)
        gc.collect()  # builds leave that to the end of their process

    def options(self) -> Options:
        """Return how to build now."""
        given = {"now": NOW, "jobs": 1, "self_test": False, **self.wishes}
        return Options(self.library.root, self.output, **given)

    @initialize()
    def begin(self) -> None:
        """Begin with three cases and a page."""
        self.library.files = {
            "content/site.yaml": "名称: 测试案例库\n网址: https://example.org/\n",
            "content/keywords.yaml": VOCABULARIES[0],
            "content/pages/about.md": "---\ntitle: 关于\n---\n\n第一稿\n",
            IMAGE: IMAGES[0],
        }
        self.library.cases = {
            "jia": Case(),
            "yi": Case(title="夜校送课", date="2024", keywords=("劳模工匠",), links=("jia",)),
            "bing": Case(regions=("浙江省/杭州市",), related=("jia",)),
        }

    # What editors do

    @rule(id_=st.sampled_from(IDS), body=st.integers(0, 9), remark=st.integers(0, 9))
    def edit_body(self, id_: str, body: int, remark: int) -> None:
        """Write another body."""
        self.edit(id_, body=body, remark=remark)

    @rule(id_=st.sampled_from(IDS), title=st.sampled_from(TITLES), version=st.integers(0, 3))
    def edit_card(self, id_: str, title: str, version: int) -> None:
        """Write another title and summary."""
        self.edit(id_, title=title, version=version)

    @rule(
        id_=st.sampled_from(IDS),
        regions=st.lists(
            st.sampled_from(REGIONS + OWN_REGIONS), min_size=1, max_size=2, unique=True
        ),
        keywords=st.lists(st.sampled_from(KEYWORDS), min_size=1, max_size=3, unique=True),
        level=st.sampled_from(LEVELS),
    )
    def edit_names(self, id_: str, regions: list[str], keywords: list[str], level: str) -> None:
        """Put a case elsewhere."""
        self.edit(id_, regions=tuple(regions), keywords=tuple(keywords), level=level)

    @rule(
        id_=st.sampled_from(IDS),
        date=st.sampled_from(DATES),
        publish=st.sampled_from(DAYS),
        draft=st.booleans(),
    )
    def edit_days(self, id_: str, date: str, publish: str, draft: bool) -> None:
        """Give a case other days."""
        self.edit(id_, date=date, publish=publish, draft=draft)

    @rule(
        id_=st.sampled_from(IDS),
        links=st.lists(st.sampled_from(IDS), max_size=2),
        related=st.lists(st.sampled_from(IDS), max_size=2, unique=True),
        old_place=st.sampled_from(OLD_PLACES),
        image=st.booleans(),
    )
    def edit_links(
        self, id_: str, links: list[str], related: list[str], old_place: str, image: bool
    ) -> None:
        """Link a case otherwise."""
        self.edit(id_, links=tuple(links), related=tuple(related), old_place=old_place, image=image)

    def edit(self, id_: str, **facts: Any) -> None:  # noqa: ANN401 - any facts of a case
        """Change a case, or add it."""
        self.library.cases[id_] = replace(self.library.cases.get(id_, Case()), **facts)

    @rule(id_=st.sampled_from(IDS))
    def remove_case(self, id_: str) -> None:
        """Remove a case."""
        self.library.cases.pop(id_, None)

    @rule(old=st.sampled_from(IDS), new=st.sampled_from(IDS))
    def rename_case(self, old: str, new: str) -> None:
        """Give a case's file another name."""
        if old in self.library.cases:
            self.library.cases[new] = self.library.cases.pop(old)

    @rule(
        id_=st.sampled_from(("about", "help")),
        body=st.integers(0, 3),
        order=st.integers(0, 2),
        draft=st.booleans(),
        gone=st.booleans(),
    )
    def edit_page(self, id_: str, body: int, order: int, draft: bool, gone: bool) -> None:
        """Write or remove a page."""
        name = f"content/pages/{id_}.md"
        head = f"title: {id_}\norder: {order}\ndraft: {'yes' if draft else 'no'}\n"
        self.library.files[name] = f"---\n{head}---\n\n第{body}稿\n"
        if gone:
            del self.library.files[name]

    @rule(
        lines=st.lists(st.sampled_from(SETTINGS), max_size=2, unique_by=lambda line: line[:2]),
        title=st.sampled_from(("测试案例库", "另一个库")),
        address=st.booleans(),
    )
    def edit_settings(self, lines: list[str], title: str, address: bool) -> None:
        """Write other settings."""
        head = [f"名称: {title}", *(["网址: https://example.org/"] if address else []), *lines]
        self.library.files["content/site.yaml"] = "\n".join(head) + "\n"

    @rule(text=st.sampled_from(VOCABULARIES), zones=st.booleans())
    def edit_vocabulary(self, text: str, zones: bool) -> None:
        """Write another vocabulary, with or without places of the library's own."""
        self.library.files["content/keywords.yaml"] = text
        self.library.files.pop(ZONES_FILE, None)
        if zones:
            self.library.files[ZONES_FILE] = ZONES

    @rule(name=st.sampled_from(sorted(THEME)), version=st.integers(0, 2))
    def edit_theme(self, name: str, version: int) -> None:
        """Write a template or an asset of the library's own, or remove it."""
        self.library.files.pop(name, None)
        if version < len(THEME[name]):
            self.library.files[name] = THEME[name][version]

    @rule(content=st.sampled_from((b"", *IMAGES)))
    def edit_image(self, content: bytes) -> None:
        """Write or remove an image."""
        self.library.files.pop(IMAGE, None)
        if content:
            self.library.files[IMAGE] = content

    # How it is built

    @rule(
        wishes=st.fixed_dictionaries(
            {},
            optional={
                "base_url": st.sampled_from(("https://a.example/", "https://a.example/b/")),
                "drafts": st.booleans(),
                "now": st.sampled_from((NOW, datetime.date(2026, 1, 2), datetime.date(2028, 1, 1))),
                "strict": st.booleans(),
                "fresh": st.booleans(),
            },
        ),
        output=st.sampled_from(("output", "elsewhere")),
    )
    def choose(self, wishes: dict[str, Any], output: str) -> None:
        """Build with other options, or into another folder."""
        self.wishes, self.output = wishes, self.library.root / output

    # What happens to folders

    @rule(chance=st.randoms(use_true_random=False), how=st.sampled_from(("gone", "same", "other")))
    def touch_output(self, chance: Any, how: str) -> None:  # noqa: ANN401 - hypothesis's Random
        """Change a file that was built."""
        files = [path for path in self.output.rglob("*") if path.is_file() and path.name[0] != "."]
        if not files:
            return
        file = chance.choice(sorted(files))
        if how == "gone":
            file.unlink()
        else:
            content = file.read_bytes()
            file.write_bytes(content[:-1] + b"?" if how == "same" else content + b"?")

    @rule()
    def damage_manifest(self) -> None:
        """Spoil what tells the files that we wrote."""
        manifest = self.output / ".site-builder-manifest.json"
        with suppress(OSError):
            manifest.write_bytes(manifest.read_bytes()[:100])

    @rule(where=st.sampled_from(("output", "elsewhere")))
    def remove_output(self, where: str) -> None:
        """Remove a whole site."""
        shutil.rmtree(self.library.root / where, ignore_errors=True)

    @rule(chance=st.randoms(use_true_random=False), how=st.sampled_from(("gone", "spoilt", "cut")))
    def damage_store(self, chance: Any, how: str) -> None:  # noqa: ANN401
        """Spoil what builds remember."""
        for file in (self.library.root / ".site-builder").glob("*.sqlite"):
            content = bytearray(file.read_bytes())
            if how == "gone" or not content:
                file.unlink()
                return
            if how == "cut":
                del content[chance.randrange(len(content)) :]
            for _ in range(chance.choice((1, 200))) if how == "spoilt" else ():
                content[chance.randrange(len(content))] = chance.randrange(256)
            file.write_bytes(content)

    @rule(
        after=st.integers(0, 60), error=st.sampled_from((OSError(28, "full"), KeyboardInterrupt()))
    )
    def fail(self, after: int, error: BaseException) -> None:
        """Let a build fail at some write."""
        self.library.write()

        def fail() -> None:
            raise error

        with at_write(after, fail), suppress(OSError, KeyboardInterrupt):
            build_site(self.options())

    @rule(after=st.integers(0, 60))
    def kill(self, after: int) -> None:
        """Kill a build (kill -9) at some write."""
        self.library.write()
        in_process(partial(build_site, self.options()), at_write(after, kill_this))

    @rule(most=st.integers(0, 40_000))
    def fill_disk(self, most: int) -> None:
        """Let no file grow beyond so many bytes: what was being written stays cut off."""
        self.library.write()
        in_process(partial(build_site, self.options()), file_limit(most))

    # What must hold

    @invariant()
    def builds_as_from_nothing(self) -> None:
        """Build, and compare with a build that remembers nothing."""
        if not self.library.files:
            return
        self.library.write()
        before = tree(self.output)
        outcome = build_site(self.options())
        clean, site = self.build_clean()
        assert told(outcome) == told(clean)
        assert tree(self.output) == (before if clean.blocked else site)
        again = build_site(replace(self.options(), fresh=False))
        assert told(again) == told(clean)
        assert (again.rendered, again.written, again.removed) == (0, 0, 0)
        Edits.compared += 1

    def build_clean(self) -> tuple[Outcome, dict[str, bytes]]:
        """Build from nothing into a folder that nobody has touched."""
        folder = self.folder / "clean"
        shutil.rmtree(folder, ignore_errors=True)
        options = replace(self.options(), output=folder / "site", fresh=False)
        clean = build_from_nothing(options, folder / "store")
        return clean, tree(options.output)


def told(outcome: Outcome) -> tuple[object, ...]:
    """Return what a build tells of the library."""
    return (
        outcome.diagnostics,
        outcome.blocked,
        outcome.withheld,
        outcome.cases,
        outcome.complete,
        outcome.pages,
    )
