"""Templates become text: the door to jinja2."""

from __future__ import annotations

import contextlib
import json
import traceback
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from jinja2 import meta, nodes
from markupsafe import Markup

from site_builder.core.diagnostics import Code, Diagnostic, Location, Severity
from site_builder.core.fingerprint import digest
from site_builder.core.messages import Message, msg
from site_builder.render.compiled import COMPILED, Often
from site_builder.render.compose import Constants
from site_builder.render.headlines import headline, held

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from site_builder.core.messages import Translate

FOLDER = "templates"
PACKAGE = Path(__file__).parent.parent
REFERENCES = (nodes.Extends, nodes.FromImport, nodes.Import, nodes.Include)
JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
"""Made once: json.dumps makes one each time."""
LD_ESCAPES = (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"))
"""Inside <script> no text of the data may end the element or open a comment."""


class TemplateError(Exception):
    """A template that cannot be read or rendered; its author can mend it."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(str(diagnostic.message))
        self.diagnostic = diagnostic


class Environment(jinja2.Environment):
    """Looks in a mapping's keys before its attributes: views are mappings, and nothing else."""

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - jinja2's signature
        """Return what obj.attribute means in a template."""
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


@dataclass(frozen=True)
class Templates:
    """The templates of a library, read; rendering touches no disk."""

    texts: Mapping[str, str]
    """By name: case.html."""
    assets: Mapping[str, str]
    """By name: the place on the site of each asset."""
    language: str = "zh-CN"
    translate: Translate = field(default=str)
    uses: Counter[str] = field(default_factory=Counter)
    """How often each was used, or is about to be as far as that is known."""

    @cached_property
    def environment(self) -> jinja2.Environment:
        """The jinja2 environment; undefined names are errors, HTML and XML are escaped."""
        environment = Environment(
            loader=jinja2.FunctionLoader(self._load),
            autoescape=jinja2.select_autoescape(("html", "xml")),
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            bytecode_cache=COMPILED,
        )
        environment.filters["sanitised"] = sanitised
        environment.filters["headline"] = headline
        environment.filters["held"] = held
        environment.filters["tojson_ld"] = tojson_ld
        environment.globals["_"] = self._text
        environment.globals["asset"] = self._asset
        environment.globals["lang"] = self.language
        return environment

    def _load(self, name: str) -> tuple[str, str, Callable[[], bool]] | None:
        text = self.texts.get(name)
        return None if text is None else (text, f"{FOLDER}/{name}", lambda: True)

    @cached_property
    def _texts(self) -> dict[str, Markup]:
        """Texts without values that were asked for, translated."""
        return {}

    def _text(self, text: str, /, **values: object) -> Markup:
        """Return a text in the site's language, with %(name)s replaced by escaped values.

        Templates call it as _(); jinja2's own i18n extension does the same several times slower.
        """
        if values:
            return Markup(self.translate(text)) % values  # noqa: S704 - texts are ours
        if text not in self._texts:
            self._texts[text] = Markup(self.translate(text)) % {}  # noqa: S704
        return self._texts[text]

    def _asset(self, name: str) -> str:
        if name not in self.assets:
            raise LookupError(name)
        return self.assets[name]

    def render(self, name: str, view: Mapping[str, object], root: str) -> str:
        """Return a page's text; root is the way from it to the start of the site.

        Raises TemplateError for what the template's author can mend.
        """
        often = self._often.get(name, view)
        if often is not None:
            # What fails is rendered once more, as it was written: Jinja then knows file and line.
            with contextlib.suppress(Exception):
                return often.render(view, root=root)
        try:
            return self.environment.get_template(name).render(view, root=root)
        except Exception as error:
            diagnostic = explain(error, name)
            if diagnostic is None:
                raise
            raise TemplateError(diagnostic) from error

    @cached_property
    def _often(self) -> Often:
        """The templates that are used often, put together."""
        constants = Constants(
            {"lang": self.language}, {"_": self._text, "asset": self._asset}, self.translate
        )
        return Often(self.environment, self.texts, constants, self.uses)

    def check(self, names: Iterable[str]) -> list[Diagnostic]:
        """Return what is wrong with templates before any page is rendered."""
        found: list[Diagnostic] = []
        waiting = list(names)
        seen: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name in seen:
                continue
            seen.add(name)
            try:
                self.environment.get_template(name)
                tree = self._tree(name)
            except jinja2.TemplateError as error:
                diagnostic = explain(error, name)
                found += [diagnostic] if diagnostic is not None else []
                continue
            for node in tree.find_all(REFERENCES):
                named = list(meta.find_referenced_templates(nodes.Template([node])))
                names = [each for each in named if each is not None]
                waiting += [each for each in names if each in self.texts]
                if len(names) < len(named):
                    message = msg("模板名不能是算出来的，请直接写名字。")
                    found.append(fault(name, node.lineno, message))
                elif self.texts.keys().isdisjoint(names) and not optional(node):
                    found.append(fault(name, node.lineno, missing(", ".join(names))))
        return found

    def _tree(self, name: str) -> nodes.Template:
        if name not in self._trees:
            self._trees[name] = self.environment.parse(self.texts[name], name)
        return self._trees[name]

    @cached_property
    def _trees(self) -> dict[str, nodes.Template]:
        """Templates that were parsed."""
        return {}

    def inputs(self, name: str) -> Mapping[str, str]:
        """Return what pages of a template without faults are made from besides their views.

        That are the digests of the files it extends, includes or imports, which are all known
        because no name may be computed; and the places of the assets they name.
        """
        files = [name]
        for file in files:  # grows as it goes
            found = meta.find_referenced_templates(self._tree(file))
            files += [each for each in found if each and each in self.texts and each not in files]
        assets = {asset for file in files for asset in assets_of(self._tree(file), self.assets)}
        return {
            **{f"template:{file}": digest(self.texts[file].encode()) for file in files},
            **{f"asset:{asset}": self.assets.get(asset, "") for asset in assets},
        }

    def __getstate__(self) -> dict[str, object]:
        """Return what another process needs: the environment is made there anew."""
        made = {"environment", "_often", "_trees"}
        return {name: value for name, value in vars(self).items() if name not in made}


def assets_of(tree: nodes.Template, everything: Iterable[str]) -> set[str]:
    """Return the assets that a template names: all there are where a name is computed."""
    uses = sum(name.name == "asset" for name in tree.find_all(nodes.Name))
    named = [
        call.args[0].value
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name)
        and call.node.name == "asset"
        and len(call.args) == 1
        and isinstance(call.args[0], nodes.Const)
    ]
    return set(map(str, named)) if uses == len(named) else set(everything)


def explain(error: Exception, name: str) -> Diagnostic | None:
    """Return the diagnostic of a template's failure; None when the fault is not a template's."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        at = error.name or name
        reason = (error.message or "").rstrip(".")
        return fault(at, error.lineno, msg("模板写错了：{reason}。", reason=reason))
    if isinstance(error, jinja2.TemplateNotFound):
        return fault(*last_line(error, name), missing(str(error.name)))
    frames = traceback.extract_tb(error.__traceback__)
    if is_ours(frames):
        return None
    path, line_number = last_line(error, name)
    if isinstance(error, jinja2.UndefinedError):
        return fault(path, line_number, msg("模板用了没有的值：{reason}。", reason=str(error)))
    if isinstance(error, LookupError) and frames[-1].name == "_asset":
        return fault(path, line_number, msg("没有找到资源文件“{name}”。", name=str(error.args[0])))
    reason = f"{type(error).__name__}: {error}"
    return fault(path, line_number, msg("模板在这里出错：{reason}。", reason=reason))


def optional(node: nodes.Node) -> bool:
    """Return whether a template may do without what it includes there."""
    return isinstance(node, nodes.Include) and node.ignore_missing


def missing(name: str) -> Message:
    """Return that a template does not exist."""
    return msg("没有找到模板“{name}”。", name=name)


def is_ours(frames: Sequence[traceback.FrameSummary]) -> bool:
    """Return whether an error comes from our own code.

    What the functions of this module refuse, which templates call, is the template's fault.
    """
    inner = 0
    for depth, frame in enumerate(frames, 1):
        if frame.filename.startswith(f"{FOLDER}/"):
            inner = depth
    if not inner:
        return True
    files = {frame.filename for frame in frames[inner:]} - {__file__}
    return any(Path(file).is_relative_to(PACKAGE) for file in files)


def last_line(error: Exception, name: str) -> tuple[str, int]:
    """Return the name and line of the innermost template that was being rendered."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename.startswith(f"{FOLDER}/"):
            return frame.filename.removeprefix(f"{FOLDER}/"), frame.lineno or 1
    return name, 1


def fault(name: str, line: int, message: Message) -> Diagnostic:
    """Return the diagnostic of a template's line."""
    return Diagnostic(Code.TEMPLATE, Severity.ERROR, Location(f"{FOLDER}/{name}", line), message)


def sanitised(html: str) -> Markup:
    """Mark a document's body as safe: it went through the sanitiser when it was converted."""
    return Markup(html)  # noqa: S704 - see above; nothing else is marked


def tojson_ld(graph: object) -> Markup:
    """Return data for a <script type="application/ld+json"> element."""
    text = JSON.encode(graph)
    for sign, escape in LD_ESCAPES:
        text = text.replace(sign, escape)
    return Markup(text)  # noqa: S704 - escaped in the line before
