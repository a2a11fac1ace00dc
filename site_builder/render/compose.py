"""Templates put together before they are compiled: what a page inherits, includes and calls.

Jinja looks for a parent, an included file and a macro anew for every page, hands each a copy of
all names, and calls a function for every text. Put together, a page is one function, about four
times as fast. What could mean anything else there than it means where it stands is left alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import nodes

from site_builder.render.inline import Macro, arguments, inlined, read_macros
from site_builder.render.trees import (
    ELSEWHERE,
    UnusualError,
    called,
    copied,
    file_of,
    filled,
    is_plain,
    names_bound,
    names_imported,
    names_loaded,
    text_of,
    without_imports,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Set

    from site_builder.core.messages import Translate

VALUE = re.compile(r"%\((\w+)\)s")


class Constants(NamedTuple):
    """What means the same on every page, by its name in templates."""

    values: Mapping[str, object]
    functions: Mapping[str, Callable[[str], object]]
    """Of one text; they raise LookupError for what they do not know."""
    translate: Translate
    """For the texts with values, which `_` is called with."""

    @property
    def names(self) -> Set[str]:
        """All names that it tells of."""
        return self.values.keys() | self.functions.keys()


class Composer:
    """Puts templates together; parse returns the tree of a template that can be read."""

    def __init__(self, parse: Callable[[str], nodes.Template | None], constants: Constants) -> None:
        self._parse = parse
        self._constants = constants
        self._fixed = constants.names
        self._bound: set[str] = set()
        """All names to which the template, those above it and what they include give a value."""
        self._imports: dict[str, set[tuple[str, str]]] = {}
        """By the name under which a macro is imported: its file and own name."""
        self._modules: dict[str, Mapping[str, Macro] | None] = {}
        """The macros of files; None of a file that does more than to define some."""
        self._copies = 0

    def compose(self, name: str) -> nodes.Template:
        """Return a template as one tree; raise UnusualError where that cannot be."""
        self._bound, self._imports = set(), {}
        self._look_at(name, ())
        if not self._bound.isdisjoint(self._fixed | ELSEWHERE):
            raise UnusualError
        body = self._expanded(self._inherited(name, {}), {}, (name,))
        quiet = {file for file, macros in self._modules.items() if macros is not None}
        return nodes.Template(without_imports(body, quiet), lineno=1)

    def _look_at(self, name: str, way: tuple[str, ...]) -> None:
        """Collect the names that are bound in a template, and in those it extends and includes."""
        tree = self._parse(name)
        if tree is None:
            return
        if name in way:
            raise UnusualError
        self._bound |= names_bound(tree)
        for node in tree.find_all(nodes.FromImport):
            for own, alias in names_imported(node):
                self._imports.setdefault(alias, set()).add((file_of(node), own))
        files = [file_of(node) for node in tree.find_all(nodes.Extends)]
        files += [file_of(node) for node in tree.find_all(nodes.Include)]
        for file in files:
            self._look_at(file, (*way, name))

    def _tree(self, name: str) -> nodes.Template:
        """Return a copy of a template's tree in which constants stand for what they mean."""
        tree = self._parse(name)
        if tree is None:
            raise UnusualError
        copy = copied(tree, self._constant)
        assert isinstance(copy, nodes.Template)  # noqa: S101 - as the tree is one
        return copy

    def _constant(self, node: nodes.Node) -> nodes.Node | None:
        """Return what a name or a call means on every page."""
        if isinstance(node, nodes.Name) and node.name in self._constants.values:
            return nodes.Const(self._constants.values[node.name], lineno=node.lineno)
        name, call = called(node, self._constants.functions)
        text = text_of(call.args) if call is not None and not call.kwargs else None
        if text is None:
            return None
        try:
            value = self._constants.functions[name](text)
        except LookupError:
            return None  # to be told where it stands
        return nodes.Const(value, lineno=node.lineno)

    # What it inherits

    def _inherited(self, name: str, below: Mapping[str, nodes.Block]) -> list[nodes.Node]:
        """Return the body of a template with its blocks filled; those below it come first."""
        tree = self._tree(name)
        blocks = {block.name: block for block in tree.find_all(nodes.Block)} | dict(below)
        odd = any(block.scoped or block.required for block in blocks.values())
        if odd or names_loaded(tree) & {"self", "super"}:
            raise UnusualError
        extends = list(tree.find_all(nodes.Extends))
        if not extends:
            return filled(tree.body, blocks)
        # What stands outside of the blocks is not shown then, but may give values to names.
        rest = [each for each in tree.body[1:] if not isinstance(each, (nodes.Block, nodes.Output))]
        simple = all(isinstance(each, (nodes.Assign, nodes.FromImport)) for each in rest)
        if not simple or extends != tree.body[:1]:
            raise UnusualError
        return [*rest, *self._inherited(file_of(extends[0]), blocks)]

    # What it includes and calls

    def _expanded(
        self, body: list[nodes.Node], macros: Mapping[str, Macro], way: tuple[str, ...]
    ) -> list[nodes.Node]:
        """Return statements with what they include and the macros they call in their places."""
        result: list[nodes.Node] = []
        known = dict(macros)
        for node in body:
            if isinstance(node, nodes.Output):
                result += self._shown(node, known, way)
            elif isinstance(node, nodes.Include):
                result.append(self._included(node, known, way))
            else:
                if isinstance(node, nodes.FromImport):
                    known |= self._imported(node)
                for field in {"body", "elif_", "else_"}.intersection(node.fields):
                    setattr(node, field, self._expanded(getattr(node, field), known, way))
                result.append(node)
        return result

    def _included(
        self, node: nodes.Include, macros: Mapping[str, Macro], way: tuple[str, ...]
    ) -> nodes.Node:
        """Return what an included file holds, where it is plain."""
        name = file_of(node)
        if not node.with_context or self._parse(name) is None:
            return node
        tree = self._tree(name)
        if not is_plain(tree.body, nodes.Include):
            return node
        return nodes.Scope(self._expanded(tree.body, macros, (*way, name)), lineno=node.lineno)

    def _imported(self, node: nodes.FromImport) -> dict[str, Macro]:
        """Return the macros that are imported, by the names they get."""
        file = file_of(node)
        macros = (self._module(file) or {}) if node.with_context else {}
        return {
            alias: macros[own]
            for own, alias in names_imported(node)
            # A name that is used for anything else, too, could mean that here.
            if own in macros and self._imports[alias] == {(file, own)} and alias not in self._bound
        }

    def _module(self, file: str) -> Mapping[str, Macro] | None:
        """Return the macros of a file, as far as they may be moved; None if it does more."""
        if file not in self._modules:
            tree = self._parse(file)
            is_free = tree is not None and self._fixed.isdisjoint(names_bound(tree))
            self._modules[file] = read_macros(self._tree(file)) if is_free else None
        return self._modules[file]

    def _shown(
        self, node: nodes.Output, macros: Mapping[str, Macro], way: tuple[str, ...]
    ) -> list[nodes.Node]:
        """Return what is shown, with the bodies of the macros among it."""
        result: list[nodes.Node] = []
        for child in node.nodes:
            body = self._inlined(child, macros, way)
            if body is not None:
                result.append(body)
            elif result and isinstance(result[-1], nodes.Output):
                result[-1].nodes += self._said(child)
            else:
                result.append(nodes.Output(self._said(child), lineno=node.lineno))
        return result

    def _inlined(
        self, node: nodes.Node, macros: Mapping[str, Macro], way: tuple[str, ...]
    ) -> nodes.Node | None:
        """Return the body of a macro in place of its call, where it means the same there."""
        name, call = called(node, macros)
        if call is None:
            return None
        macro = macros[name]
        given = arguments(macro.node, call)
        if given is None or macro.node.name in way:
            return None
        if not macro.free.isdisjoint(self._bound | self._imports.keys()):
            return None
        self._copies += 1
        body = inlined(macro.node, given, self._copies)
        body.body = self._expanded(body.body, macro.beside, (*way, macro.node.name))
        return body if names_loaded(nodes.Template(body.body)).isdisjoint(macro.names) else None

    def _said(self, node: nodes.Expr) -> list[nodes.Expr]:
        """Return the parts of a text with values, `_("共%(n)s个", n=…)`, each to be escaped."""
        _name, call = called(node, {"_"})
        text = text_of(call.args) if call is not None else None
        if call is None or text is None or not call.kwargs:
            return [node]
        values = {each.key: each.value for each in call.kwargs}
        parts = VALUE.split(self._constants.translate(text))
        if set(parts[1::2]) != values.keys() or any("%" in part for part in parts[::2]):
            return [node]
        return [
            values[part] if place % 2 else nodes.TemplateData(part, lineno=node.lineno)
            for place, part in enumerate(parts)
        ]
