"""Scripts that are always loaded together become one file: fewer ways to the server and back.

Each module keeps a scope of its own. What only one page loads goes into that page's file; what
several load goes into files of its own, so that nothing is fetched or run twice.
"""

from __future__ import annotations

import re
from collections import defaultdict
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    Graph = dict[str, list[str]]
    """What each module imports, those that are imported first."""

IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([\w.-]+)";$', re.MULTILINE)
LOADED = re.compile(r"""^(?!\s*(?:/?\*|//)).*\bimport\(["']\./([\w.-]+)["']\)""", re.MULTILINE)
"""A module that comes when it is first wanted; in comments such a line names a type."""
EXPORT = re.compile(r"^export (?=(?:async function|function|class|const) (\w+))", re.MULTILINE)
UNUSUAL = re.compile(r"^(?:import|export)\b|\bimport\.meta\b|^[^\s/*].*\bawait\b", re.MULTILINE)
"""What may stand in a module that cannot be put together with others."""
NAMED = re.compile(r"[\w.-]+\.js\b")


class Module(NamedTuple):
    """A module without the lines that tie it to others."""

    text: str
    imports: Mapping[str, str]
    """What it takes from each other module, as it stands between the braces."""
    exports: Sequence[str]


def put_together(contents: Mapping[str, str], others: Iterable[str]) -> dict[str, str]:
    """Return modules in fewer files; those keep their names that some other text names.

    Modules that are written in another way than ours, or in a circle, stay as they are.
    """
    modules = {name: found for name, text in contents.items() if (found := read(text))}
    wanted = {name: list(found.imports) for name, found in modules.items()}
    if any(each not in contents for used in wanted.values() for each in used):
        return dict(contents)
    graph = {name: [each for each in used if each in modules] for name, used in wanted.items()}
    try:
        order = list(TopologicalSorter(graph).static_order())
    except CycleError:
        return dict(contents)
    strange = [text for name, text in contents.items() if name not in modules]
    named = {name for text in (*others, *strange) for name in NAMED.findall(text)}
    named |= {name for text in contents.values() for name in LOADED.findall(text)}
    taken = {each for used in graph.values() for each in used}
    roots = {name for name in order if name in named or name not in taken}
    homes = homes_of({name: graph[name] for name in order}, roots)
    files = {name: text for name, text in contents.items() if name not in modules}
    for home in sorted(set(homes.values())):
        own = {name: modules[name] for name in order if homes[name] == home}
        files[home] = written(home, own, homes, roots)
    return files


def read(text: str) -> Module | None:
    """Return a module in its parts, or None when it cannot be put together with others."""
    rest = EXPORT.sub("", IMPORT.sub("", text))
    if UNUSUAL.search(rest):
        return None
    imports = {name: " ".join(taken.split()) for taken, name in IMPORT.findall(text)}
    return Module(rest, imports, EXPORT.findall(text))


def homes_of(graph: Graph, roots: Collection[str]) -> dict[str, str]:
    """Return the file of each module, named by the last of those that the same roots load."""
    users: dict[str, set[str]] = defaultdict(set)
    for name in reversed(graph):
        for used in graph[name]:
            users[used] |= {name} if name in roots else users[name]
    last = {frozenset(users[name]): name for name in graph if name not in roots}
    last |= {frozenset((name,)): name for name in roots}
    return {name: name if name in roots else last[frozenset(users[name])] for name in graph}


def written(
    home: str, modules: Mapping[str, Module], homes: Mapping[str, str], roots: Collection[str]
) -> str:
    """Return the file of some modules, each of them behind those that it imports.

    A root stands last and as it was; each other module is an object of what it exports.
    """
    heads: set[str] = set()
    parts: list[str] = []
    for name, module in modules.items():
        ties: list[str] = []
        for used, taken in module.imports.items():
            own = variable(used)
            if used in roots or used not in homes:
                each = [part.partition(" as ")[::2] for part in taken.strip(", ").split(", ")]
                heads |= {f'import {{ {of} as {own}${of} }} from "./{used}";' for of, _ in each}
                ties += [f"const {new or of} = {own}${of};" for of, new in each]
            else:
                if homes[used] != home:
                    heads.add(f'import {{ {own} }} from "./{homes[used]}";')
                ties.append(f"const {{ {taken.replace(' as ', ': ')} }} = {own};")
        text = "\n".join((*ties, module.text))
        if name in roots:
            names = ", ".join(module.exports)
            parts.append(f"{text}\nexport {{ {names} }};" if names else text)
        else:
            given = f"return {{ {', '.join(module.exports)} }};"
            parts.append(f"const {variable(name)} = (() => {{\n{text}\n{given}\n}})();")
    if home not in roots:
        parts.append(f"export {{ {', '.join(map(variable, modules))} }};")
    return "\n".join((*sorted(heads), *parts))


def variable(name: str) -> str:
    """Return the variable that stands for a module."""
    return "$" + re.sub(r"\W", "_", name.removesuffix(".js"))
