"""site.yaml as pydantic's models; a part of the door to pydantic."""

from __future__ import annotations

import re
import zoneinfo
from typing import Annotated
from urllib.parse import urlsplit

from site_builder.core.config import MapStyle
from site_builder.core.messages import msg
from site_builder.load.nearest import nearest
from site_builder.load.schema.spec import Shape
from site_builder.load.schema.types import (
    URL,
    Complaint,
    Form,
    Keys,
    Switch,
    Text,
    WebAddress,
    choose,
    key,
    spec_of,
    split_url,
    url_instead,
)

LANGUAGES = ("zh-CN", "en")
MAIL = re.compile(r"[^\s@<>:/\"',;]+@[^\s@<>:/\"',;.]+(?:\.[^\s@<>:/\"',;.]+)+")
ZONES = {
    "北京": "Asia/Shanghai",
    "北京时间": "Asia/Shanghai",
    "上海": "Asia/Shanghai",
    "中国": "Asia/Shanghai",
    "beijing": "Asia/Shanghai",
    "asia/beijing": "Asia/Shanghai",
    "shanghai": "Asia/Shanghai",
    "china": "Asia/Shanghai",
    "cst": "Asia/Shanghai",
    "prc": "Asia/Shanghai",
    "gmt+8": "Asia/Shanghai",
    "utc+8": "Asia/Shanghai",
    "+8": "Asia/Shanghai",
    "+08:00": "Asia/Shanghai",
    "东八区": "Asia/Shanghai",
}


def to_base_url(text: str) -> str:
    """Return the address of the site's first page, with a closing /."""
    scheme, host = split_url(text)
    if scheme not in ("http", "https") or not host:
        raise Complaint(msg("“{value}”不是完整的网址。", value=text), url_instead(text))
    parts = urlsplit(text)
    if parts.query or parts.fragment or text.endswith(("?", "#")):
        plain = f"{parts.scheme}://{parts.netloc}{parts.path}"
        raise Complaint(
            msg("网址“{value}”里不能有 ? 和 #。", value=text), msg("改成：{url}", url=plain)
        )
    return text if text.endswith("/") else f"{text}/"


def to_language(text: str) -> str:
    """Return the language of the site."""
    known = {each.casefold(): each for each in LANGUAGES}
    if text.casefold() in known:
        return known[text.casefold()]
    near = "en" if text.casefold().startswith("en") or text in ("英文", "英语") else "zh-CN"
    raise Complaint(
        msg("不支持语言“{value}”。", value=text),
        msg("现在有 zh-CN（中文）和 en（英文）；改成：{near}", near=near),
    )


def to_timezone(text: str) -> str:
    """Return the name of a time zone."""
    try:
        zoneinfo.ZoneInfo(text)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        near = ZONES.get(text.casefold()) or nearest(text, sorted(zoneinfo.available_timezones()))
        raise Complaint(
            msg("没有叫“{value}”的时区。", value=text),
            msg("改成：{zone}", zone=near or "Asia/Shanghai"),
        ) from None
    return text


def to_contact(text: str) -> str:
    """Return the address for readers who found an error."""
    plain = text.removeprefix("mailto:")
    if MAIL.fullmatch(plain):
        return f"mailto:{plain}"
    scheme, host = split_url(text)
    if scheme in ("http", "https") and host:
        return text
    raise Complaint(
        msg("“{value}”既不是邮箱，也不是网址。", value=text),
        msg("写一个邮箱（例如 anli@example.org），或者 https:// 开头的网址。"),
    )


class LicenceKeys(Keys):
    """A licence."""

    name: Text = key("名称", "许可协议的名称", "CC BY 4.0", must=True)
    url: WebAddress = key(
        "网址", "许可协议全文的网址", "https://creativecommons.org/licenses/by/4.0/deed.zh-hans"
    )


LicenceText = Annotated[
    LicenceKeys, Form(Shape.TEXT_OR_KEYS, "名称，或者名称和网址两栏", below=LicenceKeys)
]


class LicencesKeys(Keys):
    """The licences of what the site offers."""

    text: LicenceText = key("文字", "案例文字的许可协议", "CC BY 4.0")
    data: LicenceText = key("数据", "整体下载的数据的许可协议", "CC BY 4.0")


class CrawlerKeys(Keys):
    """What machines may do."""

    search: Switch = key("搜索", "搜索引擎可以收录", "是")
    training: Switch = key("训练", "可以用来训练人工智能模型", "否")


class FilingKeys(Keys):
    """The numbers under which the site is registered."""

    icp: Text = key("ICP", "工信部 ICP 备案号", "京ICP备00000000号-1")
    public_security: Text = key("公安", "公安联网备案号", "京公网安备11010000000000号")


class MapKeys(Keys):
    """How the home page offers the provinces."""

    style: Annotated[
        MapStyle,
        Form(
            Shape.TEXT,
            "选一个",
            choose(MapStyle, {"方块": "tiles", "方格": "tiles", "地图": "tiles", "列表": "list"}),
            {"enum": [str(each) for each in MapStyle]},
        ),
    ] = key("样式", "首页怎样列出各省：tiles（方块）或 list（列表）；不写就是 tiles", "tiles")
    approval: Text = key("审图号", "用了地图就要写上审图号", "GS(2026)0000号")


class FeatureKeys(Keys):
    """Parts of the site that can be switched off."""

    feeds: Switch = key("订阅", "提供 RSS 等订阅；不写就是“是”", "是")
    data: Switch = key("数据", "提供整体下载的数据；不写就是“是”", "是")


class SiteKeys(Keys):
    """site.yaml."""

    title: Text = key("名称", "网站的名称", "工会创新案例库", must=True)
    description: Text = key("简介", "一两句话说明网站是做什么的", "各地工会创新做法的公开案例库。")
    base_url: Annotated[str, Form(Shape.TEXT, "网址", to_base_url, URL)] = key(
        "网址",
        "网站首页的网址，可以在子路径下；不写就用 --base-url 指定",
        "https://example.org/cases/",
    )
    language: Annotated[str, Form(Shape.TEXT, "选一个", to_language, {"enum": list(LANGUAGES)})] = (
        key("语言", "界面的语言：zh-CN（中文）或 en（英文）；不写就是 zh-CN", "zh-CN")
    )
    timezone: Annotated[str, Form(Shape.TEXT, "时区", to_timezone, {"type": "string"})] = key(
        "时区", "“今天”按哪里的时间算；不写就是 Asia/Shanghai", "Asia/Shanghai"
    )
    organisation: Text = key("单位", "主办网站的单位", "江苏省总工会")
    contact: Annotated[str, Form(Shape.TEXT, "邮箱或网址", to_contact, {"type": "string"})] = key(
        "联系方式", "读者报告错误用的邮箱或网址", "anli@example.org"
    )
    licence: Annotated[LicencesKeys, Form(Shape.KEYS, "几栏", below=LicencesKeys)] = key(
        "许可", "别人怎样可以使用文字和数据", ""
    )
    crawlers: Annotated[CrawlerKeys, Form(Shape.KEYS, "几栏", below=CrawlerKeys)] = key(
        "爬虫", "robots.txt 允许什么；不写就都允许", ""
    )
    verification: Annotated[
        tuple[tuple[str, str], ...],
        Form(
            Shape.PAIRS,
            "名称和内容",
            schema={"type": "object", "additionalProperties": {"type": "string"}},
        ),
    ] = key(
        "验证",
        "搜索引擎确认网站归属用的标记，名称和内容照服务商给的写",
        "baidu-site-verification: codeva-0000",
    )
    filing: Annotated[FilingKeys, Form(Shape.KEYS, "几栏", below=FilingKeys)] = key(
        "备案", "写在页脚的备案号", ""
    )
    map: Annotated[MapKeys, Form(Shape.KEYS, "几栏", below=MapKeys)] = key(
        "地图", "首页按地区浏览的样子", ""
    )
    features: Annotated[FeatureKeys, Form(Shape.KEYS, "几栏", below=FeatureKeys)] = key(
        "功能", "可以关掉的功能", ""
    )


SITE = spec_of(
    SiteKeys,
    {
        "标题": "title",
        "网站名称": "title",
        "name": "title",
        "url": "base_url",
        "地址": "base_url",
        "lang": "language",
        "主办单位": "organisation",
        "organization": "organisation",
        "邮箱": "contact",
        "email": "contact",
        "license": "licence",
        "备案号": "filing.icp",
        "icp": "filing.icp",
    },
)
