"""Trees of templates: looked through, copied, put into each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

    Change = Callable[[nodes.Node], nodes.Node | None]

PLAIN = (nodes.Output, nodes.If, nodes.For, nodes.Assign, nodes.With)
"""Statements that mean the same wherever they stand."""
ELSEWHERE = frozenset({"caller", "kwargs", "loop", "self", "super", "varargs"})
"""Names that mean something else at another place."""


class UnusualError(Exception):
    """A template that cannot be put together."""


def copied(node: nodes.Node, change: Change) -> nodes.Node:
    """Return a copy of a tree; what change returns for a node stands in its place."""
    found = change(node)
    if found is not None:
        return found
    fields: list[object] = []
    for _name, value in node.iter_fields():
        if isinstance(value, nodes.Node):
            fields.append(copied(value, change))
        elif isinstance(value, list):
            fields.append([copied(x, change) if isinstance(x, nodes.Node) else x for x in value])
        else:
            fields.append(value)
    return type(node)(*fields, lineno=node.lineno, environment=node.environment)


def filled(body: Iterable[nodes.Node], blocks: Mapping[str, nodes.Block]) -> list[nodes.Node]:
    """Return statements with the bodies of blocks in the blocks' places."""
    result: list[nodes.Node] = []
    for node in body:
        if isinstance(node, nodes.Block):
            inner = filled(blocks[node.name].body, blocks)
            result.append(nodes.Scope(inner, lineno=node.lineno))
            continue
        if isinstance(node, nodes.If):
            for field in ("body", "elif_", "else_"):
                setattr(node, field, filled(getattr(node, field), blocks))
        elif node.find(nodes.Block):
            raise UnusualError  # a block sees none of the names of a loop around it
        result.append(node)
    return result


def without_imports(body: list[nodes.Node], files: Container[str]) -> list[nodes.Node]:
    """Return statements without the imports from some files that nobody needs any more."""
    tree = nodes.Template(body)
    if any(tree.find_all((nodes.Import, nodes.Include))):
        return body  # these hand on all names there are
    loaded = names_loaded(tree)
    return [
        node
        for node in body
        if not isinstance(node, nodes.FromImport)
        or file_of(node) not in files
        or not loaded.isdisjoint(alias for _own, alias in names_imported(node))
    ]


def file_of(node: nodes.Extends | nodes.FromImport | nodes.Include) -> str:
    """Return the name of the template that a statement names, or nothing where it is computed."""
    return text_of([node.template]) or ""


def text_of(arguments: Sequence[nodes.Expr]) -> str | None:
    """Return the text that is the only argument of a call, or nothing."""
    if len(arguments) != 1 or not isinstance(arguments[0], nodes.Const):
        return None
    return arguments[0].value if isinstance(arguments[0].value, str) else None


def names_imported(node: nodes.FromImport) -> Iterator[tuple[str, str]]:
    """Yield what is imported, and the name that it gets."""
    for name in node.names:
        yield (name, name) if isinstance(name, str) else name


def names_bound(tree: nodes.Node) -> set[str]:
    """Return the names to which a tree gives a value; imported macros apart."""
    names = {node.name for node in tree.find_all(nodes.Name) if node.ctx != "load"}
    names |= {node.name for node in tree.find_all(nodes.Macro)}
    return names | {node.target for node in tree.find_all(nodes.Import)}


def names_loaded(tree: nodes.Node) -> set[str]:
    """Return the names whose values a tree asks for."""
    return {node.name for node in tree.find_all(nodes.Name) if node.ctx == "load"}


def is_plain(body: list[nodes.Node], *also: type[nodes.Stmt]) -> bool:
    """Return whether statements mean the same wherever they stand."""
    tree = nodes.Template(body)
    return (
        all(isinstance(node, (*PLAIN, *also)) for node in tree.find_all(nodes.Stmt))
        and not any(tree.find_all(nodes.NSRef))
        and names_loaded(tree).isdisjoint(ELSEWHERE)
    )


def called(node: nodes.Node, names: Container[str]) -> tuple[str, nodes.Call | None]:
    """Return which of some functions a node calls, and the call; it tells each argument."""
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name):
        name = node.node.name
        if name in names and node.dyn_args is None and node.dyn_kwargs is None:
            return name, node
    return "", None
