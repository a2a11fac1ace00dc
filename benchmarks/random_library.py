"""A small library that is edited at random: what may stand in it, and how it is written down."""

from __future__ import annotations

import datetime
import struct
import zlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

IDS = ("jia", "yi", "bing", "ding", "wu", "ji")
MORE = tuple(f"an-{number}" for number in range(60))
"""Ids of the cases that a larger library begins with."""
BODIES = (
    "一张桌子，几把椅子。",
    "第一稿写得短。",
    "夜校每周开三次课，3,200 人次报名，COVID-19 期间改在线上。",
    "### 怎么开门\n\n单位自己管钥匙。\n\n### 谁来出钱\n\n工会补助 5 万元。",
    "| 项目 | 数量 |\n| --- | --- |\n| 驿站 | 12 个 |\n| 微波炉 | 30 台 |",
    "1. 先问需要\n2. 再定清单\n   - 一家一策\n   - 每月公开\n\n> 有人问：钱从哪来？",
    "工会幹部到現場，和“两新”组织一起办，𠮷日开张。",
    "见[做法](#主要做法)和[成效](#成效)。<b>重点</b> & 其他：`a < b`。",
    "职工之家、夜校、书屋、驿站互相挨着，从一处可以走到另一处。" * 12,
    "\n\n".join(
        f"第{number}段，讲第{number * 7}件事，有{number * 13}人参加。" for number in range(60)
    ),
)
TITLES = ("沿街驿站", "夜校送课", "工友书屋", "一张清单", "<b>特殊</b> & “符号”", "长" * 61)
PRACTICES = ("", "沿街驿站", "越工周记")
WORKERS = ("盐城市总工会", "杭州市总工会")
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
OTHER_IMAGE = "content/images/b.png"
PAGE = '{% extends "base.html" %}{% block main %}{{ page.title }}{% endblock %}\n'
THEME = {
    "templates/_footer.html": ("<footer>一</footer>\n", '<footer>{{ _("首页") }}</footer>\n'),
    "templates/page.html": (PAGE,),
    "templates/_facts.html": ("<p>{{ case.title }}</p>\n", "{{ case.none.such }}\n", "{% if %}\n"),
    "templates/_cases.html": ("",),
    "templates/own.html": (PAGE,),
    "templates/assets/site.css": ("body { color: black }\n", "body { color: red }\n"),
    "templates/assets/_print.css": ("p { color: black }\n", ""),
    "templates/assets/more.js": ('import "./search-url.js";\n', "export {};\n"),
    "templates/assets/own.svg": ("<svg/>",),
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
    """Which of BODIES it tells."""
    practice: str = ""
    organisation: str = WORKERS[0]
    updated: str = ""
    expire: str = ""
    figure: str = ""
    links: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    old_place: str = ""
    image: bool = False
    picture: bool = False
    """In the body, another one than that of the front matter."""
    anchor: bool = False
    """Whether its links lead to a heading."""

    def text(self, own: str, others: set[str], *, zones: bool) -> str:
        """Return the file of a case beside others."""
        regions = [each for each in self.regions if zones or each not in OWN_REGIONS]
        related = "、".join(each for each in self.related if each in others - {own})
        end = "#主要做法" if self.anchor else ""
        links = "".join(
            f"\n\n见[{id_}](/cases/{id_}/{end})。" for id_ in self.links if id_ in others
        )
        picture = "\n\n![图](/images/b.png)" if self.picture else ""
        facts = {
            "标题": f'"{self.title}"',
            "日期": self.date,
            "地区": "、".join(regions) or "全国",
            "关键词": "、".join(self.keywords),
            "单位": self.organisation,
            "主体": "工会",
            "摘要": SUMMARY.format(self.version),
            "做法名称": self.practice,
            "层级": self.level,
            "修订": self.updated,
            "到期": self.expire,
            "数据": self.figure
            and f"\n  - 名称: 驿站的个数\n    数值: {self.figure}\n    单位: 个",
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
            f"## 主要做法\n\n{BODIES[self.body]}{picture}\n\n## 成效\n\n建成驿站。\n\n"
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
            shown = replace(
                case,
                image=case.image and IMAGE in wanted,
                picture=case.picture and OTHER_IMAGE in wanted,
            )
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
