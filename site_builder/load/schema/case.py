"""The front matter of cases and pages as pydantic's models; a part of the door to pydantic."""

from __future__ import annotations

import datetime  # noqa: TC003 - pydantic reads the annotations
from typing import Annotated

from pydantic import AfterValidator, ValidationInfo, field_validator

from site_builder.core.document import Actor, Figure, Level, Source
from site_builder.core.messages import msg
from site_builder.load.schema.spec import Shape
from site_builder.load.schema.types import (
    Also,
    CaseId,
    Complaint,
    Date,
    Day,
    Form,
    Keys,
    Moment,
    Number,
    OldAddress,
    Switch,
    Text,
    WebAddress,
    Words,
    choose,
    key,
    spec_of,
)

ACTORS = {
    "总工会": "工会",
    "地方工会": "工会",
    "产业工会": "工会",
    "公司": "企业",
    "国企": "企业",
    "政府": "政府部门",
    "机关": "政府部门",
    "高校": "学校",
    "街道": "社区",
    "协会": "社会组织",
}
LEVELS = {
    "国家级": "全国",
    "全国级": "全国",
    "省": "省级",
    "自治区": "省级",
    "直辖市": "省级",
    "市": "地市级",
    "市级": "地市级",
    "区": "县级",
    "区级": "县级",
    "区县级": "县级",
    "县": "县级",
    "企业": "基层",
    "企业级": "基层",
}
ActorName = Annotated[
    Actor,
    Form(Shape.TEXT, "选一个", choose(Actor, ACTORS), {"enum": [str(each) for each in Actor]}),
]
LevelName = Annotated[
    Level,
    Form(Shape.TEXT, "选一个", choose(Level, LEVELS), {"enum": [str(each) for each in Level]}),
]
SYNONYMS = {
    "名称": "title",
    "题目": "title",
    "案例名称": "title",
    "headline": "title",
    "时间": "date",
    "年份": "date",
    "案例时间": "date",
    "year": "date",
    "区域": "regions",
    "地点": "regions",
    "省份": "regions",
    "城市": "regions",
    "location": "regions",
    "关键字": "keywords",
    "标签": "keywords",
    "分类": "keywords",
    "类别": "keywords",
    "领域": "keywords",
    "tag": "keywords",
    "tags": "keywords",
    "category": "keywords",
    "categories": "keywords",
    "单位名称": "organisation",
    "主办单位": "organisation",
    "申报单位": "organisation",
    "organization": "organisation",
    "品牌": "practice",
    "品牌名称": "practice",
    "简介": "summary",
    "描述": "summary",
    "概述": "summary",
    "description": "summary",
    "excerpt": "summary",
    "指标": "figures",
    "成果": "figures",
    "data": "figures",
    "出处": "sources",
    "合作单位": "partners",
    "参与单位": "partners",
    "发布日期": "publish",
    "发布时间": "publish",
    "到期日期": "expire",
    "更新": "updated",
    "更新日期": "updated",
    "修订日期": "updated",
    "修改日期": "updated",
    "lastmod": "updated",
    "别名": "aliases",
    "alias": "aliases",
    "redirects": "aliases",
    "相关": "related",
    "关联案例": "related",
    "图片": "image",
    "封面": "image",
    "配图": "image",
    "cover": "image",
    "级别": "level",
    "作者": "sources.byline",
    "记者": "sources.byline",
    "author": "sources.byline",
    "报纸": "sources.publication",
    "媒体": "sources.publication",
    "原标题": "sources.title",
    "网址": "sources.url",
    "原文链接": "sources.url",
    "link": "sources.url",
    "编号": "",
    "id": "",
    "slug": "",
}
"""Words that editors use elsewhere for our keys; the empty ones stand for the file's name."""


class FigureKeys(Keys):
    """One of the key results."""

    label: Text = key("名称", "数的是什么，4—16 个字", "平台注册职工志愿者", must=True)
    value: Text = key("数值", "照来源的写法，不换算、不改写", "9151", must=True)
    unit: Text = key("单位", "计量单位", "人")
    as_of: Moment = key("截至", "这个数截至什么时候", "2023-02")
    note: Text = key("说明", "统计口径、谁的说法", "大连市总工会线上平台上的注册数")


class SourceKeys(Keys):
    """One publication."""

    publication: Text = key("报刊", "报纸、刊物或网站的名称", "工人日报", must=True)
    date: Date = key("日期", "刊出的日期，查不到日就写到月", "2023-04-10")
    page: Text = key("版次", "第几版", "第2版")
    byline: Text = key("署名", "照刊物的写法", "记者刘旭 通讯员吴庆国")
    title: Annotated[Text, Also("标题")] = key(
        "题名", "刊物上的原标题", "推动职工志愿服务规范化专业化发展"
    )
    url: WebAddress = key("链接", "原文的网址", "https://example.org/2023-04-10/1.html")
    note: Text = key("说明", "报名、日期等是推定的，在这里写明怎样推定", "版次据同版文章推定")


class ImageKeys(Keys):
    """The image above a case."""

    src: Text = key(
        "图片",
        "图片文件：以 / 或 images/ 开头的，从 content 文件夹算起；否则从本文件所在的文件夹算起",
        "images/jiajiadao.jpg",
        must=True,
    )
    alt: Text = key(
        "替代文字", "图里是什么，读屏软件会念出来", "工会干部在联系点回答提问", must=True
    )
    credit: Text = key("图源", "谁拍的、哪里来的", "盐城市总工会供图")


class CaseKeys(Keys):
    """The front matter of a case."""

    title: Text = key(
        "标题",
        "本站自己的标题：谁做了什么、有什么结果。15—32 个字为宜，超过 60 个字会提醒",
        "大连市总工会用两级队伍和线上平台让职工志愿服务规范起来",
        must=True,
    )
    date: Date = key(
        "日期",
        "做法的日期，写得多细，网页上就显示多细。可以写成 2023-03-28、2023-3-28、2023/03/28、"
        "2023.3.28、2023年3月28日、2023-03、2023年3月、2023",
        "2023-03-28",
        must=True,
    )
    regions: Words = key(
        "地区",
        "第一个是案例所属的地区。写全称（江苏省/盐城市/盐都区）、简称（盐都区）或六位代码，"
        "全国性的写“全国”",
        "江苏省/盐城市、江苏省/盐城市/盐都区",
        must=True,
    )
    keywords: Words = key(
        "关键词",
        "3—6 个，只能用 content/keywords.yaml 里的名称或别名",
        "志愿服务、困难帮扶",
        must=True,
    )
    organisation: Text = key("单位", "做这件事的单位", "大连市总工会", must=True)
    actor: ActorName = key("主体", "单位属于哪一类：" + "、".join(Actor), "工会", must=True)
    practice: Text = key("做法名称", "这个做法自己的名字", "越工周记")
    summary: Text = key(
        "摘要",
        "一两句话说清问题、做法和结果，30—150 个字（不算空格），超出会提醒",
        "某市总工会把维权、技能、互助等七个办事入口合成一张清单，职工在手机上一次就能办完。",
        must=True,
    )
    figures: Annotated[
        tuple[Annotated[FigureKeys, AfterValidator(lambda keys: Figure(**keys.given()))], ...],
        Form(Shape.ENTRIES, "列表，每项有几栏", below=FigureKeys),
    ] = key("数据", "主要数据，在网页上放大显示", "")
    sources: Annotated[
        tuple[Annotated[SourceKeys, AfterValidator(lambda keys: Source(**keys.given()))], ...],
        Form(Shape.ENTRIES, "列表，每项有几栏", below=SourceKeys),
    ] = key("来源", "案例据哪些报道写成", "", must=True)
    partners: Words = key("参与方", "一起做这件事的单位", "盐城市人社局、盐城市妇联")
    draft: Switch = key("草稿", "写“是”就先不发布", "是")
    publish: Day = key("发布", "从这一天起发布，之前不出现在网站上", "2026-12-01")
    expire: Day = key("到期", "到这一天就撤下，要比“发布”晚", "2027-12-01")
    updated: Day = key("修订", "编辑最近一次改写正文的日期", "2026-11-05")
    aliases: Annotated[tuple[OldAddress, ...], Form(Shape.WORDS, "列表")] = key(
        "旧地址",
        "以前的编号，或者从 / 写起的旧网址；打开它们会转到这里",
        "yancheng-jjd、/2022/12.html",
    )
    related: Annotated[tuple[CaseId, ...], Form(Shape.WORDS, "列表")] = key(
        "相关案例",
        "别的案例的编号（文件名去掉 .md），排在自动算出的前面",
        "yuecheng-yuegong-zhouji",
    )
    image: Annotated[ImageKeys, Form(Shape.KEYS, "几栏", below=ImageKeys)] = key(
        "题图", "放在案例开头的图片", ""
    )
    level: LevelName = key("层级", "不写就按地区和主体推算；可以写" + "、".join(Level), "县级")

    @field_validator("expire")
    @classmethod
    def check_order(cls, expire: datetime.date, earlier: ValidationInfo) -> datetime.date:
        """Complain of a case that expires before it is published."""
        publish = earlier.data.get("publish")
        if publish is not None and expire <= publish:
            raise Complaint(
                msg(
                    "到期的日子 {expire} 不晚于发布的日子 {publish}。",
                    expire=str(expire),
                    publish=str(publish),
                ),
                msg("把“到期”改到“发布”之后。"),
            )
        return expire


class PageKeys(Keys):
    """The front matter of a page."""

    title: Text = key("标题", "网页的标题", "关于本库", must=True)
    description: Text = key(
        "简介", "一两句话说明这一页讲什么，搜索引擎会显示", "本库收什么、怎样核对"
    )
    order: Number = key("顺序", "在页脚和菜单里的先后，小的在前；不写就是 0", "1")
    draft: Switch = key("草稿", "写“是”就先不发布", "是")


CASE = spec_of(CaseKeys, SYNONYMS)
PAGE = spec_of(
    PageKeys,
    {
        "名称": "title",
        "题目": "title",
        "摘要": "description",
        "说明": "description",
        "summary": "description",
        "排序": "order",
        "weight": "order",
        "id": "",
        "slug": "",
        "编号": "",
    },
)
