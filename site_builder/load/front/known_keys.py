"""The names of all keys in both languages, for reading text that is not yet YAML.

The schemas say what each key means; a test holds these names equal to theirs.
"""

from __future__ import annotations

CASE = """
title 标题 date 日期 regions 地区 keywords 关键词 organisation 单位 actor 主体 practice 做法名称
summary 摘要 figures 数据 sources 来源 partners 参与方 draft 草稿 publish 发布 expire 到期
updated 修订 aliases 旧地址 related 相关案例 image 题图 level 层级
label 名称 value 数值 unit as_of 截至 note 说明
publication 报刊 page 版次 byline 署名 题名 url 链接
src 图片 alt 替代文字 credit 图源
"""
PAGE = "title 标题 description 简介 order 顺序 draft 草稿"
SITE = """
title 名称 description 简介 base_url 网址 language 语言 timezone 时区 organisation 单位
contact 联系方式 licence 许可 text 文字 data 数据 name crawlers 爬虫 search 搜索 training 训练
verification 验证 filing 备案 icp ICP public_security 公安 map 地图 style 样式 approval 审图号
features 功能 feeds 订阅
"""
LISTS = "name 名称 slug 网址名 parent 上级 aliases 别名 description 说明"

KEYS = frozenset(f"{CASE} {PAGE} {SITE} {LISTS}".split())

BELOW = """
figures 数据 sources 来源 image 题图
licence 许可 text 文字 data crawlers 爬虫 verification 验证 filing 备案 map 地图 features 功能
"""
PARENTS = frozenset(BELOW.split())
"""The keys below which further keys stand."""

WORDS = frozenset(
    ["keywords", "关键词", "regions", "地区", "related", "相关案例", "aliases", "旧地址", "别名"]
)
"""The keys whose value is a list of texts."""
ADDRESSES = frozenset(["url", "链接", "base_url", "网址"])
"""The keys whose value is an address of the web."""
