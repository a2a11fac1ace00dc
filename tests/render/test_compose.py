"""Templates put together give what they give one by one, and are told of as they were written."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup, escape

from site_builder.render import compiled as module
from site_builder.render.codegen import escaped
from site_builder.render.templates import TemplateError, Templates

PAGE = "page.html"
OURS = Path(__file__).parents[2] / "templates"
VIEW = {"a": "<甲&>", "b": {"x": 1, "y": '"乙"', "z": ["1", "<2>"]}, "c": ["c1", "<c2>"], "d": None}


def make(**texts: str) -> Templates:
    """Templates by name; page_html stands for page.html."""
    named = {name.replace("_html", ".html"): text for name, text in texts.items()}
    return Templates(named, {"site.css": "assets/site.1a2b.css"}, "en", translate)


def translate(text: str) -> str:
    return {
        "案例": "Cases & more",
        "共%(n)s个": "%(n)s in all, %(n)s",
        "百分之%(n)s": "%(n)s%%",
    }.get(text, text)


def plain(templates: Templates, view: dict[str, object] = VIEW) -> str:
    return templates.environment.get_template(PAGE).render(view, root="../")


def composed(templates: Templates, view: dict[str, object] = VIEW) -> str | None:
    """Return a page as its composed template gives it, nothing where that cannot be."""
    template = templates._often.compose(PAGE)
    return None if template is None else template.render(view, root="../")


def code(templates: Templates) -> str:
    """Return the Python of a composed page."""
    tree = templates._often._composer.compose(PAGE)
    return templates.environment.compile(tree, PAGE, PAGE, raw=True)


# What is put together

PARTS = "{% macro tag(link, kind='b') %}<{{ kind }}>{{ root }}{{ link }}{{ _('案例') }}</{{ kind }}>{% endmacro %}"


@pytest.mark.parametrize(
    ("page", "parts"),
    [
        ("{% extends 'base.html' %}{% block main %}{{ a }}{% endblock %}", {}),
        ("{% extends 'base.html' %}{% set who = a %}{% block main %}{{ who }}{% endblock %}", {}),
        ("{% include 'part.html' %}", {"part_html": "{% set e = a %}{{ e }}{% for f in c %}{{ f }}{% endfor %}"}),
        ("{% from 'part.html' import tag with context %}{{ tag(a) }}{{ tag(kind=a, link='x') }}", {"part_html": PARTS}),
        ("{{ _('案例') }}{{ _('共%(n)s个', n=a) }}{{ asset('site.css') }}{{ lang }}{{ _('百分之%(n)s', n=1) }}", {}),
    ],
)  # fmt: skip
def test_what_a_page_names_becomes_one_function(page: str, parts: dict[str, str]) -> None:
    base = "<main>{% block main %}{% endblock %}{{ who|default('nobody') }}</main>"
    templates = make(page_html=page, base_html=base, **parts)

    text = composed(templates)

    assert text == plain(templates)
    python = code(templates)
    assert not any(
        word in python for word in ("get_template", "context.blocks[", "Macro(", "'asset'")
    )


def test_our_own_templates_are_put_together_whole() -> None:
    texts = {path.name: path.read_text("utf-8") for path in OURS.iterdir() if path.is_file()}
    assets = {path.name: path.name for path in (OURS / "assets").iterdir()}
    templates = Templates(texts, assets)
    once = {"insights.html"}  # a page of its own: it is never rendered often
    pages = [
        name
        for name in texts.keys() - once
        if not name.startswith("_") and name.endswith((".html", ".xml"))
    ]

    apart = {
        name: word
        for name in pages
        for word in ("get_template", "context.blocks[", "Macro(")
        if word
        in templates.environment.compile(templates._often._composer.compose(name), name, raw=True)
    }

    assert apart == {}


# What must stay as it is


@pytest.mark.parametrize(
    "texts",
    [
        # A name means something else where a macro or a block comes from.
        {"page_html": "{% from 'part.html' import m with context %}{% set root = 'x' %}{{ m(1) }}",
         "part_html": "{% macro m(e) %}{{ root }}{% endmacro %}"},
        {"page_html": "{% from 'part.html' import m with context %}{% for root in c %}{{ m(1) }}{% endfor %}",
         "part_html": "{% macro m(e) %}{{ root }}{% endmacro %}"},
        {"page_html": "{% from 'part.html' import m with context %}{% for m in c %}{{ m }}{% endfor %}{{ m(1) }}",
         "part_html": "{% macro m(e) %}{{ e }}{% endmacro %}"},
        {"page_html": "{% from 'part.html' import m %}{{ m(1) }}",
         "part_html": "{% macro m(e) %}{{ a|default('none') }}{% endmacro %}"},
        {"page_html": "{% from 'part.html' import m with context %}{{ m(c) }}",
         "part_html": "{% set f = 5 %}{% macro m(e) %}{{ f }}{{ e[0] }}{% endmacro %}"},
        {"page_html": "{% from 'part.html' import m with context %}{{ m(c) }}{{ m(c)|length }}",
         "part_html": "{% macro m(e) %}{{ n(e) ~ '!' }}{% endmacro %}{% macro n(e) %}{{ e[0] }}{% endmacro %}"},
        {"page_html": "{% from 'part.html' import m with context %}{{ m(3) }}",
         "part_html": "{% macro m(e) %}{{ e }}{% if e %}{{ m(e - 1) }}{% endif %}{% endmacro %}"},
        {"page_html": "{% from 'part.html' import m with context %}{{ m('a', 'b', x='c') }}",
         "part_html": "{% macro m(e) %}{{ e }}{{ varargs[0] }}{{ kwargs.x }}{% endmacro %}"},
        {"page_html": "{% set lang = 'de' %}{{ lang }}"},
        {"page_html": "{% macro _(text) %}no{% endmacro %}{{ _('案例') }}"},
        {"page_html": "{% from 'part.html' import m with context %}{{ m('de') }}",
         "part_html": "{% macro m(lang) %}{{ lang }}{% endmacro %}"},
        {"page_html": "{% for e in c %}{% include 'part.html' %}{% endfor %}",
         "part_html": "{{ loop is defined }}{{ e }}"},
        {"page_html": "{% include 'part.txt' %}{{ a }}", "part.txt": "{{ a }}"},
        {"page_html": "{% include ['gone.html', 'part.html'] %}{% include 'gone.html' ignore missing %}",
         "part_html": "{{ a }}"},
        {"page_html": "{% include 'part.html' without context %}", "part_html": "{{ a is defined }}"},
        {"page_html": "{% extends 'base.html' %}{% block main %}{{ super() }}{{ a }}{% endblock %}",
         "base_html": "{% block main %}base{% endblock %}"},
        {"page_html": "{% extends 'base.html' %}{% block main %}{{ e|default('none') }}{% endblock %}",
         "base_html": "{% for e in c %}{% block main %}{% endblock %}{% endfor %}"},
        {"page_html": "before{% extends 'base.html' %}{% block main %}{% endblock %}",
         "base_html": "{% block main %}{% endblock %}"},
        {"page_html": "{% extends 'base.html' %}{% if a %}{% set e = 1 %}{% endif %}{% block main %}{{ e }}{% endblock %}",
         "base_html": "{% block main %}{% endblock %}"},
        {"page_html": "{{ _('案例', n=1) }}{{ _('共%(n)s个%(m)s', n=1, m=2) }}{{ _('5%', n=1)|default('x') if d else '' }}"},
        {"page_html": "{% from 'part.html' import m with context %}{{ m('x') }}",
         "part_html": "{% macro m(e) %}{{ e }}{% for e in c %}{{ e }}{% endfor %}{{ e }}{% endmacro %}"},
        {"page_html": "{% from 'part.html' import m with context %}{{ m('x') }}{{ e|default('free') }}",
         "part_html": "{% macro m(f) %}{% if d %}{% set e = 1 %}{% endif %}{{ e|default('none') }}{% endmacro %}"},
        {"page_html": "{% from 'part.html' import m with context %}{{ m(c) }}{% include 'other.html' %}",
         "part_html": "{% macro m(e) %}{{ e[0] }}{% endmacro %}", "other_html": "{{ m(c)|upper }}"},
    ],
)  # fmt: skip
def test_what_could_mean_something_else_elsewhere_gives_the_same(texts: dict[str, str]) -> None:
    templates = make(**texts)

    assert composed(templates) in {None, plain(templates)}


def test_names_of_a_view_go_before_what_is_usual() -> None:
    templates = make(page_html="{{ lang }}{{ _('案例') }}")
    usual = [templates.render(PAGE, {}, "") for _ in range(module.WORTH_COMPOSING)]

    assert usual[-1] == "enCases & more"
    assert templates.render(PAGE, {"lang": "de"}, "") == "deCases & more"


# Whatever templates say

INCLUDE = "{% include 'part.html' %}"
names = st.sampled_from(["a", "b", "c", "d", "e", "f", "root", "lang", "loop", "m", "n"])
values = st.one_of(
    names,
    names.map("{}.x".format),
    st.sampled_from(["'<lit>'", "1", "_('案例')", "c|length", "b.y", "a|upper", "b.z", "not d"]),
)
calls = st.tuples(
    st.sampled_from(["m", "n"]),
    st.lists(values, max_size=2),
    st.lists(st.tuples(st.sampled_from(["a", "e", "f"]), values), max_size=1),
).map(lambda it: f"{it[0]}({', '.join([*it[1], *(f'{k}={v}' for k, v in it[2])])})")
shown = st.one_of(values, values, calls, values.map("_('共%(n)s个', n={})".format)).map(
    "{{{{ {} }}}}".format
)
leaves = st.one_of(
    st.sampled_from(["text", " <p>\n", "{# note #}"]),
    shown,
    shown,
    st.tuples(names, values).map(lambda it: f"{{% set {it[0]} = {it[1]} %}}"),
    st.just(INCLUDE),
)


def blocks(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    bodies = st.lists(inner, min_size=1, max_size=3).map("".join)
    return st.one_of(
        st.tuples(values, bodies, bodies).map(
            lambda it: f"{{% if {it[0]} %}}{it[1]}{{% else %}}{it[2]}{{% endif %}}"
        ),
        st.tuples(names, bodies).map(lambda it: f"{{% for {it[0]} in c %}}{it[1]}{{% endfor %}}"),
        st.tuples(names, values, bodies).map(
            lambda it: f"{{% with {it[0]} = {it[1]} %}}{it[2]}{{% endwith %}}"
        ),
    )


bodies = st.lists(st.recursive(leaves, blocks, max_leaves=5), max_size=4).map("".join)
macros = st.tuples(
    st.sampled_from(["m", "n"]),
    st.sampled_from(["", "a", "e, f=1", "e, f='x'", "root", "m"]),
    bodies,
).map(lambda it: f"{{% macro {it[0]}({it[1]}) %}}{it[2].replace(INCLUDE, '')}{{% endmacro %}}")
IMPORT = "{% from 'macros.html' import m, n with context %}"
pages = st.one_of(
    bodies,
    bodies.map(lambda body: IMPORT + body),
    st.tuples(st.sampled_from(["", "{% set e = 1 %}", "{% set root = a %}"]), bodies).map(
        lambda it: (
            f"{{% extends 'base.html' %}}{IMPORT}{it[0]}{{% block main %}}{it[1]}{{% endblock %}}"
        )
    ),
)
bases = st.tuples(bodies, bodies, bodies).map(
    lambda it: f"{it[0]}{{% block main %}}{it[1]}{{% endblock %}}{it[2]}"
)


@settings(deadline=None)
@given(page=pages, base=bases, part=bodies, parts=st.lists(macros, max_size=3).map("".join))
def test_putting_together_changes_nothing(page: str, base: str, part: str, parts: str) -> None:
    part = part.replace(INCLUDE, "")

    def outcome(uses: int) -> object:
        templates = make(page_html=page, base_html=base, part_html=part, macros_html=parts)
        templates.uses[PAGE] = uses
        try:
            return templates.render(PAGE, VIEW, "../")
        except TemplateError as error:
            return error.diagnostic

    assert outcome(module.WORTH_COMPOSING) == outcome(0)


@given(st.text() | st.integers() | st.none() | st.text().map(Markup))
def test_texts_are_escaped_as_ever(value: object) -> None:
    assert escaped(value) == escape(value)
    assert not hasattr(escaped("甲"), "__html__")


# Faults


def test_a_fault_is_told_where_it_was_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WORTH_COMPOSING", 1)
    templates = make(
        page_html="{% from 'part.html' import m with context %}\n\n{{ m(a) }}",
        part_html="{% macro m(e) %}\n{{ e }}\n\n\n{{ gone }}\n{% endmacro %}",
    )

    with pytest.raises(TemplateError) as caught:
        templates.render(PAGE, VIEW, "../")

    location = caught.value.diagnostic.location
    assert (location.path, location.line) == ("templates/part.html", 5)
    assert templates._often.composed[PAGE] is not None


@pytest.mark.parametrize(
    "texts",
    [
        {"page_html": "{% extends 'gone.html' %}"},
        {"page_html": "{% extends 'page.html' %}"},
        {"page_html": "{% extends 'base.html' %}", "base_html": "{{ a b }}"},
        {"page_html": "{% include 'part.html' %}", "part_html": "{{ a|shout }}"},
        {"page_html": "{{ asset('gone.css') }}"},
        {"page_html": "{{ _('%(n)s') }}"},
    ],
)
def test_what_cannot_be_rendered_fails_as_before(
    monkeypatch: pytest.MonkeyPatch, texts: dict[str, str]
) -> None:
    def fault() -> object:
        with pytest.raises((TemplateError, RecursionError)) as caught:
            make(**texts).render(PAGE, VIEW, "../")
        return getattr(caught.value, "diagnostic", None)

    before = fault()
    monkeypatch.setattr(module, "WORTH_COMPOSING", 1)

    assert fault() == before


def test_a_page_is_put_together_when_it_is_used_often() -> None:
    templates = make(page_html="{{ a }}")

    texts = {templates.render(PAGE, VIEW, "../") for _ in range(module.WORTH_COMPOSING + 1)}

    assert texts == {"&lt;甲&amp;&gt;"}
    assert templates._often.composed.keys() == {PAGE}
    assert templates.uses[PAGE] == module.WORTH_COMPOSING + 1
    assert pickle.loads(pickle.dumps(templates)) == templates


@pytest.mark.parametrize("uses", [0, module.WORTH_COMPOSING])
def test_what_is_known_to_be_used_often_is_put_together_at_once(uses: int) -> None:
    templates = make(page_html="{{ a }}")
    templates.uses[PAGE] = uses

    assert templates.render(PAGE, VIEW, "../") == "&lt;甲&amp;&gt;"
    assert (PAGE in templates._often.composed) == bool(uses)
