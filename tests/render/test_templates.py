"""Templates become text; what their author got wrong is told with the file and the line."""

from __future__ import annotations

import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.core.diagnostics import Code, Diagnostic, Severity
from site_builder.i18n import Translator
from site_builder.render.templates import TemplateError, Templates, tojson_ld


def make(**texts: str) -> Templates:
    """Templates by name; page_html stands for page.html."""
    named = {name.replace("_html", ".html"): text for name, text in texts.items()}
    return Templates(named, {"site.css": "assets/site.1a2b.css"})


def render(templates: Templates, view: dict[str, object] | None = None) -> str:
    return templates.render("page.html", view or {}, "../")


def told(found: Diagnostic) -> tuple[str, str]:
    """Return a fault as its author reads it: where, what."""
    assert (found.code, found.severity, str(found.hint)) == (Code.TEMPLATE, Severity.ERROR, "")
    return f"{found.location.path}:{found.location.line}", str(found.message)


def fault(templates: Templates, view: dict[str, object] | None = None) -> tuple[str, str]:
    with pytest.raises(TemplateError) as caught:
        render(templates, view)
    assert str(caught.value) == str(caught.value.diagnostic.message)
    return told(caught.value.diagnostic)


def check(templates: Templates) -> list[tuple[str, str]]:
    return sorted(told(each) for each in templates.check(sorted(templates.texts)))


# Rendering


def test_texts_are_escaped_and_sanitised_bodies_are_not() -> None:
    templates = make(page_html='<h1 title="{{ a }}">{{ a }}</h1>\n{{ body|sanitised }}\n')

    assert render(templates, {"a": '<甲> & "乙"', "body": "<p>正文</p>"}) == (
        '<h1 title="&lt;甲&gt; &amp; &#34;乙&#34;">&lt;甲&gt; &amp; &#34;乙&#34;</h1>\n'
        "<p>正文</p>\n"
    )


def test_feeds_are_escaped_and_plain_texts_are_not() -> None:
    templates = Templates({"feed.xml": "{{ a }}", "robots.txt": "{{ a }}"}, {})

    assert templates.render("feed.xml", {"a": "<&>"}, "") == "&lt;&amp;&gt;"
    assert templates.render("robots.txt", {"a": "<&>"}, "") == "<&>"


def test_lines_of_statements_leave_no_blank_lines() -> None:
    templates = make(
        page_html="<ul>\n  {% for each in [1, 2] %}\n  <li>{{ each }}</li>\n  {% endfor %}\n</ul>\n"
    )

    assert render(templates) == "<ul>\n  <li>1</li>\n  <li>2</li>\n</ul>\n"


def test_a_template_knows_the_way_to_assets_and_the_language() -> None:
    templates = make(page_html='{{ root }}{{ asset("site.css") }} {{ lang }}')

    assert render(templates) == "../assets/site.1a2b.css zh-CN"


def test_texts_of_templates_are_translated() -> None:
    texts = {"案例": "Cases", "共 %(n)s 个": "%(n)s in all"}
    templates = Templates(
        {"page.html": '{{ _("案例") }} {{ _("共 %(n)s 个", n=count) }} {{ _("没有译文") }}'},
        {},
        "en",
        lambda text: texts.get(text, text),
    )

    assert render(templates, {"count": "<3>"}) == "Cases &lt;3&gt; in all 没有译文"


@given(st.recursive(st.text() | st.integers(), st.lists, max_leaves=5))
def test_nothing_in_linked_data_can_end_its_script(graph: object) -> None:
    text = str(tojson_ld(graph))

    assert json.loads(text) == graph
    assert not {"<", ">", "&"}.intersection(text)


def test_linked_data_stays_in_its_script() -> None:
    templates = make(page_html="<script>{{ graph|tojson_ld }}</script>")

    assert render(templates, {"graph": {"name": "</script><!-- & 案例"}}) == (
        '<script>{"name":"\\u003c/script\\u003e\\u003c!-- \\u0026 案例"}</script>'
    )


def test_templates_that_were_used_can_be_handed_to_another_process() -> None:
    templates = Templates({"page.html": '{{ _("案例") }}'}, {}, "en", str)
    templates.check(["page.html"])
    text = render(templates)

    copy = pickle.loads(pickle.dumps(templates))

    assert copy == templates
    assert render(copy) == text


# What the author of a template got wrong


def test_a_syntax_error_is_told_with_its_line() -> None:
    templates = make(page_html="<p>\n{% if %}\n</p>\n")

    expected = (
        "templates/page.html:2",
        "模板写错了：Expected an expression, got 'end of statement block'。",
    )
    assert fault(templates) == expected
    assert check(templates) == [expected]


def test_an_unknown_filter_is_told_with_its_line() -> None:
    templates = make(page_html="<p>\n\n{{ a|shout }}</p>\n")

    expected = ("templates/page.html:3", "模板写错了：No filter named 'shout'。")
    assert fault(templates) == expected
    assert check(templates) == [expected]


def test_a_block_that_does_not_end_is_told_with_its_line() -> None:
    templates = make(page_html="<p>\n{% for a in b %}\n</p>\n")

    assert check(templates) == [
        (
            "templates/page.html:3",
            (
                "模板写错了：Unexpected end of template. Jinja was looking for the following tags:"
                " 'endfor' or 'else'. The innermost block that needs to be closed is 'for'。"
            ),
        )
    ]


def test_a_syntax_error_in_a_partial_is_told_with_the_partials_line() -> None:
    templates = make(page_html='\n{% include "_part.html" %}', _part_html="\n\n\n{{ a b }}\n")

    expected = (
        "templates/_part.html:4",
        "模板写错了：expected token 'end of print statement', got 'b'。",
    )
    assert fault(templates) == expected
    assert check(templates) == [expected]


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("missing", "'missing' is undefined"),
        ("case.missing", "'dict object' has no attribute 'missing'"),
        ("case.missing.title", "'dict object' has no attribute 'missing'"),
        ("case.tags[3]", "list object has no element 3"),
    ],
)
def test_a_name_that_does_not_exist_is_told_with_its_line(expression: str, reason: str) -> None:
    templates = make(page_html=f"<p>\n  <b>甲</b>\n  {{{{ {expression} }}}}\n</p>\n")

    assert fault(templates, {"case": {"tags": []}}) == (
        "templates/page.html:3",
        f"模板用了没有的值：{reason}。",
    )


@pytest.mark.parametrize(
    "page",
    [
        '<p>\n{% include "_part.html" %}\n</p>\n',
        '{% extends "_part.html" %}\n',
        '{% import "_part.html" as part with context %}\n\n\n{{ part.show() }}\n',
        '{% from "_part.html" import show with context %}\n\n\n{{ show() }}\n',
    ],
)
def test_an_error_in_a_partial_is_told_with_the_partials_line(page: str) -> None:
    part = "<div>\n{% macro show() %}\n\n{{ missing }}\n{% endmacro %}\n{{ show() }}\n</div>\n"

    assert fault(make(page_html=page, _part_html=part)) == (
        "templates/_part.html:4",
        "模板用了没有的值：'missing' is undefined。",
    )


def test_an_error_in_a_block_is_told_where_the_block_stands() -> None:
    templates = make(
        page_html='{% extends "base.html" %}\n{% block main %}\n\n{{ gone }}\n{% endblock %}\n',
        base_html="<main>\n{% block main %}{% endblock %}\n</main>\n",
    )

    assert fault(templates)[0] == "templates/page.html:4"


@pytest.mark.parametrize(
    "statement",
    [
        '{% include "_gone.html" %}',
        '{% import "_gone.html" as gone %}',
        '{% from "_gone.html" import show %}',
        '{% extends "_gone.html" %}',
    ],
)
def test_a_template_that_does_not_exist_is_told_where_it_is_asked_for(statement: str) -> None:
    templates = make(page_html=f"<p>\n\n{statement}\n</p>\n", other_html="")

    expected = ("templates/page.html:3", "没有找到模板“_gone.html”。")
    assert fault(templates) == expected
    assert check(templates) == [expected]


def test_a_template_that_may_be_missing_is_no_fault() -> None:
    templates = make(
        page_html='{% include "_b.html" ignore missing %}{% include ["_b.html", "_a.html"] %}',
        _a_html="甲",
    )

    assert check(templates) == []
    assert render(templates) == "甲"


def test_of_several_templates_one_must_exist() -> None:
    templates = make(page_html='\n{% include ["_gone.html", "_lost.html"] %}')

    assert check(templates) == [("templates/page.html:2", "没有找到模板“_gone.html, _lost.html”。")]


def test_a_computed_name_of_a_template_is_not_allowed() -> None:
    templates = make(page_html='<p>\n{% include "_" ~ kind ~ ".html" %}\n{% include name %}\n')

    assert check(templates) == [
        ("templates/page.html:2", "模板名不能是算出来的，请直接写名字。"),
        ("templates/page.html:3", "模板名不能是算出来的，请直接写名字。"),
    ]


def test_a_page_whose_own_template_is_missing_is_told_at_that_template() -> None:
    assert fault(make(other_html="")) == ("templates/page.html:1", "没有找到模板“page.html”。")


def test_an_asset_that_does_not_exist_is_told_with_the_line() -> None:
    templates = make(page_html='<head>\n<link href="{{ asset("gone.css") }}">\n</head>\n')

    assert fault(templates) == ("templates/page.html:2", "没有找到资源文件“gone.css”。")


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("1 / count", "ZeroDivisionError: division by zero"),
        ("count.bit_length(1)", "TypeError: int.bit_length() takes no arguments (1 given)"),
        (
            "asset(1, 2)",
            "TypeError: Templates._asset() takes 2 positional arguments but 3 were given",
        ),
    ],
)
def test_any_other_failure_of_a_template_is_told_with_the_line(expression, reason) -> None:
    templates = make(page_html=f"<p>\n{{{{ {expression} }}}}\n</p>\n")

    assert fault(templates, {"count": 0}) == (
        "templates/page.html:2",
        f"模板在这里出错：{reason}。",
    )


@pytest.mark.parametrize(
    "expression", ["missing|tojson_ld", "lang.upper|tojson_ld", '_("%(n)s 个")']
)
def test_what_a_template_hands_to_our_functions_is_its_own_fault(expression: str) -> None:
    templates = make(page_html=f"\n{{{{ {expression} }}}}")

    assert fault(templates)[0] == "templates/page.html:2"


def test_check_finds_the_faults_of_every_template_once() -> None:
    templates = make(
        a_html='{% include "_part.html" %}',
        b_html='{% include "_part.html" %}\n{% if %}',
        _part_html='{% include "_part.html" %}\n{{ a b }}',
        good_html="{{ anything }}",
    )

    assert [place for place, _message in check(templates)] == [
        "templates/_part.html:2",
        "templates/b.html:2",
    ]


def test_check_follows_what_a_template_includes() -> None:
    templates = make(page_html='{% include "_part.html" %}', _part_html="{% endif %}")

    assert [told(each)[0] for each in templates.check(["page.html"])] == ["templates/_part.html:1"]


# What we got wrong ourselves


def test_a_bug_of_our_own_keeps_its_traceback() -> None:
    templates = Templates({"page.html": '\n{{ _("案例") }}'}, {}, "xx", Translator("xx"))

    with pytest.raises(FileNotFoundError, match=r"xx\.po"):
        render(templates)


def test_a_bug_outside_of_any_template_keeps_its_traceback(monkeypatch) -> None:
    templates = make(page_html="甲")
    monkeypatch.setattr(Templates, "_load", lambda self, name: 1 // 0)

    with pytest.raises(ZeroDivisionError):
        render(templates)
