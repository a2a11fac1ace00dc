"""What templates become when they are compiled: one by one, or put together if used often."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import jinja2

from site_builder.render.codegen import Generator
from site_builder.render.compose import Composer
from site_builder.render.trees import UnusualError

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Collection, Mapping

    from jinja2 import nodes
    from jinja2.bccache import Bucket

    from site_builder.render.compose import Constants

MOST_COMPILED = 500
WORTH_COMPOSING = 50
"""Pages of one template for which it pays to put it together first."""


class Compiled(jinja2.BytecodeCache):
    """Templates that this process has compiled, for the next build of a preview.

    They are not kept between processes: what is run is made from the templates and nothing else.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template's code, if this very text was compiled."""
        code = self._known.get((bucket.key, bucket.checksum))
        if code is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember a template's code."""
        if len(self._known) >= MOST_COMPILED:
            self._known.clear()
        self._known[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


COMPILED = Compiled()


class Often:
    """Puts templates together that are used often."""

    def __init__(
        self,
        environment: jinja2.Environment,
        texts: Mapping[str, str],
        constants: Constants,
        uses: Counter[str],
    ) -> None:
        """Take where templates are compiled, their texts, what never changes, known uses."""
        self._environment = environment
        self._texts = texts
        self._fixed = constants.names
        self._composer = Composer(self._tree, constants)
        self._trees: dict[str, nodes.Template | None] = {}
        self._uses = uses
        self.composed: dict[str, jinja2.Template | None] = {}
        """What was put together, None where that cannot be."""

    def get(self, name: str, view: Collection[str]) -> jinja2.Template | None:
        """Return a template put together, once it is used so often that this pays."""
        self._uses[name] += 1
        if self._uses[name] < WORTH_COMPOSING or not self._fixed.isdisjoint(view):
            return None
        if name not in self.composed:
            self.composed[name] = self.compose(name)
        return self.composed[name]

    def compose(self, name: str) -> jinja2.Template | None:
        """Return a template put together with all that it names, where that can be."""
        try:
            tree = self._composer.compose(name)
        except UnusualError:
            return None
        environment = self._environment.overlay()
        environment.code_generator_class = Generator
        tree.set_environment(environment)
        code = environment.compile(tree, name, name)
        return jinja2.Template.from_code(environment, code, environment.make_globals(None))

    def _tree(self, name: str) -> nodes.Template | None:
        """Return the tree of a template that is escaped and can be compiled as it stands."""
        if name not in self._trees:
            self._trees[name] = None
            escaped = self._environment.autoescape
            with contextlib.suppress(jinja2.TemplateError):
                if name in self._texts and callable(escaped) and escaped(name):
                    self._environment.get_template(name)
                    self._trees[name] = self._environment.parse(self._texts[name], name)
        return self._trees[name]
