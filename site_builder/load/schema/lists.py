"""keywords.yaml and regions.yaml as pydantic's models; a part of the door to pydantic."""

from __future__ import annotations

from typing import Annotated

from site_builder.core.messages import msg
from site_builder.load.ids import DEVICES, ID, RESERVED, id_of
from site_builder.load.schema.spec import Shape
from site_builder.load.schema.types import (
    ID_SCHEMA,
    Complaint,
    Form,
    Keys,
    Text,
    Words,
    key,
    spec_of,
)


def to_slug(text: str) -> str:
    """Return a part of a URL."""
    if not ID.fullmatch(text):
        made = id_of(text)
        raise Complaint(
            msg("“{value}”不能用在网址里：只用小写字母、数字和连字符。", value=text),
            msg("改成：{slug}", slug=made) if made else msg("例如：hukou-laodongzhe。"),
        )
    if text == RESERVED or text in DEVICES:
        raise Complaint(
            msg("网址名不能是“{value}”，它另有用途。", value=text),
            msg("换一个，例如：{slug}-1。", slug=text),
        )
    return text


Slug = Annotated[
    str,
    Form(Shape.TEXT, "小写字母、数字和连字符", to_slug, {"type": "string", "pattern": ID_SCHEMA}),
]


class KeywordKeys(Keys):
    """An entry of keywords.yaml."""

    name: Text = key("名称", "关键词，网页上就这样显示", "户外劳动者", must=True)
    slug: Slug = key("网址名", "用在网址里，定了就不要改", "huwai-laodongzhe", must=True)
    aliases: Words = key(
        "别名", "写案例时也可以用的说法；一个别名只能属于一个关键词", "环卫工人、露天作业人员"
    )
    description: Text = key(
        "说明", "这个词什么时候用", "服务对象是环卫、交警等露天工作的职工时用。"
    )


class ZoneKeys(Keys):
    """An entry of regions.yaml."""

    name: Text = key(
        "名称", "开发区、新区等的全称；或者要添别名的行政区划", "苏州工业园区", must=True
    )
    slug: Slug = key("网址名", "用在网址里，定了就不要改；写了上级就必须写", "suzhou-gongyeyuanqu")
    parent: Text = key(
        "上级", "它所在的省、市或县，写全称；只给行政区划添别名时不写", "江苏省/苏州市"
    )
    aliases: Words = key("别名", "写案例时也可以用的说法", "苏州工业园、园区")


KEYWORD = spec_of(
    KeywordKeys,
    {
        "关键词": "name",
        "title": "name",
        "网址": "slug",
        "拼音": "slug",
        "同义词": "aliases",
        "alias": "aliases",
        "简介": "description",
    },
)
ZONE = spec_of(
    ZoneKeys,
    {
        "地区": "name",
        "title": "name",
        "网址": "slug",
        "拼音": "slug",
        "简称": "aliases",
        "alias": "aliases",
        "所属": "parent",
        "上级地区": "parent",
    },
)
