"""Macros in the place of their calls."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jinja2 import meta, nodes

from site_builder.render.trees import copied, is_plain, names_bound

if TYPE_CHECKING:
    from collections.abc import Mapping


class Macro(NamedTuple):
    """A macro that may stand where it is called."""

    node: nodes.Macro
    free: set[str]
    """The names that it takes from around its file."""
    beside: Mapping[str, Macro]
    """The macros of the same file."""
    names: set[str]
    """Of all macros of the file, also of those that have to stay there."""


def read_macros(tree: nodes.Template) -> Mapping[str, Macro] | None:
    """Return those of a file's macros that may be moved; None if it holds more than macros."""
    found: dict[str, Macro] = {}
    macros = [node for node in tree.body if isinstance(node, nodes.Macro)]
    texts = [node for node in tree.body if isinstance(node, nodes.Output)]
    names = {node.name for node in macros}
    is_silent = all(isinstance(part, nodes.TemplateData) for text in texts for part in text.nodes)
    if not is_silent or len(names) + len(texts) < len(tree.body):
        return None
    for node in macros:
        whole = nodes.Template([node], environment=node.environment)
        free = meta.find_undeclared_variables(whole)
        if is_plain(node.body) and free.isdisjoint(names_bound(whole) - names):
            found[node.name] = Macro(node, free - names, found, names)
    return found


def arguments(macro: nodes.Macro, call: nodes.Call) -> dict[str, nodes.Expr] | None:
    """Return what a macro is given for its parameters, or nothing where that does not fit."""
    names = [parameter.name for parameter in macro.args]
    named = {keyword.key: keyword.value for keyword in call.kwargs}
    by_place = dict(zip(names, call.args, strict=False))
    if len(call.args) > len(names) or not named.keys() <= set(names) - by_place.keys():
        return None
    usual = dict(zip(reversed(names), reversed(macro.defaults), strict=False))
    constant = {name: each for name, each in usual.items() if isinstance(each, nodes.Const)}
    given = constant | by_place | named
    return given if given.keys() == set(names) else None


def inlined(macro: nodes.Macro, given: Mapping[str, nodes.Expr], number: int) -> nodes.With:
    """Return a macro's body with its arguments.

    Its names get a number, so that no two are the same; constants stand for themselves.
    """
    body = nodes.Template(macro.body)
    bound = names_bound(body)
    names = bound | given.keys()
    swap: dict[str, nodes.Const | str] = {name: f"{name}__{number}" for name in names}
    swap |= {
        name: value
        for name, value in given.items()
        if isinstance(value, nodes.Const) and name not in bound
    }

    def renamed(node: nodes.Node) -> nodes.Node | None:
        if not isinstance(node, nodes.Name):
            return None
        new = swap.get(node.name)
        return nodes.Name(new, node.ctx, lineno=node.lineno) if isinstance(new, str) else new

    targets = {name: new for name, new in swap.items() if name in given and isinstance(new, str)}
    return nodes.With(
        [nodes.Name(new, "param", lineno=macro.lineno) for new in targets.values()],
        [given[name] for name in targets],
        [copied(node, renamed) for node in macro.body],
        lineno=macro.lineno,
    )
