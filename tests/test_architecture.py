"""The shape of the code: floors, doors, sizes, docstrings."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "site_builder"
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))
PHASES = {"author", "load", "plan", "render", "search", "write"}
DOORS = {
    "PIL": {"load/photos.py"},
    "babel": {"i18n.py"},
    "brotli": {"write/twins.py"},
    "distributed": {"cluster.py"},
    "filelock": {"write/lock.py"},
    "jinja2": {"render/"},
    "livereload": {"serve.py"},
    "markdown": {"load/markup/"},
    "markupsafe": {"render/"},
    "nh3": {"load/markup/"},
    "numpy": {"plan/related.py", "search/"},
    "pydantic": {"load/schema/"},
    "pydantic_core": {"load/kept.py", "load/schema/"},
    "pypinyin": {"load/ids.py"},
    "rjsmin": {"load/theme.py"},
    "tornado": {"serve.py"},
    "watchfiles": {"serve.py"},
    "yaml": {"load/front/yaml_reader.py"},
}
EXPORT = re.compile(r"^export (?:async )?(?:function|const|class) (\w+)", re.MULTILINE)
IMPORT = re.compile(r'\{ ([^{}]*) \} (?:from |= await import\()"\./(?:assets/)?([\w-]+\.js)"')
TYPE = re.compile(r'import\("\./([\w-]+\.js)"\)\.(\w+)')
MOST_LINES = 300
MOST_FUNCTION_LINES = 40


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def phase_of(path: Path) -> str:
    """Return the phase that a module belongs to, or nothing for one above the phases."""
    phase = name_of(path).split("/")[0]
    return phase if phase in PHASES | {"core"} else ""


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imports_of(path: Path) -> set[str]:
    """Return the modules that a module imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module or "")
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("path", [each for each in MODULES if phase_of(each)], ids=name_of)
def test_a_phase_imports_only_core_and_itself(path: Path) -> None:
    phase = phase_of(path)
    allowed = {"core", phase}

    foreign = {
        module
        for module in imports_of(path)
        if module.startswith("site_builder.") and module.split(".")[1] not in allowed
    }

    assert foreign == set()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_each_library_has_one_door(path: Path) -> None:
    libraries = {module.split(".")[0] for module in imports_of(path)}

    wrong = {
        library
        for library in libraries & DOORS.keys()
        if not any(name_of(path).startswith(door) for door in DOORS[library])
    }

    assert wrong == set()


@pytest.mark.parametrize("path", sorted((PACKAGE / "core").glob("*.py")), ids=name_of)
def test_core_needs_the_standard_library_only(path: Path) -> None:
    import sys

    top = {module.split(".")[0] for module in imports_of(path)} - {"site_builder"}

    assert top <= set(sys.stdlib_module_names)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_one_sentence_and_not_too_long(path: Path) -> None:
    text = path.read_text("utf-8")
    docstring = ast.get_docstring(tree_of(path)) or ""

    assert docstring.split("\n")[0].endswith("."), "the first line of a module is its sentence"
    assert text.count("\n") <= MOST_LINES


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_function_fits_on_a_screen(path: Path) -> None:
    long = {
        node.name: (node.end_lineno or 0) - node.lineno + 1
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > MOST_FUNCTION_LINES
    }

    assert long == {}


def test_no_imports_go_in_a_circle() -> None:
    graph = {
        "site_builder." + name_of(path).removesuffix(".py").replace("/", "."): runtime_imports(path)
        for path in MODULES
    }
    done: set[str] = set()

    def visit(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, " → ".join((*way, module))
        if module in done:
            return
        for each in sorted(graph.get(module, ())):
            if each in graph:
                visit(each, (*way, module))
        done.add(module)

    for module in sorted(graph):
        visit(module, ())


def runtime_imports(path: Path) -> set[str]:
    """Return what a module imports when it runs, not what it names in annotations only."""
    tree = tree_of(path)
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = [ast.Pass()]
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def floors_of(notes: str) -> dict[str, int]:
    """Return the modules and folders that the design notes name, with their floors."""
    floors: dict[str, int] = {}
    floor = -1
    for line in notes.partition("```\n")[2].partition("```")[0].splitlines():
        words = re.findall(r"\w+", re.sub(r"\([^)]*\)", "", line))
        if words[0] == "floor":
            floor, words = int(words[1]), words[2:]
        floors |= dict.fromkeys(words, floor)
    return floors


def test_the_design_notes_name_every_module_on_its_floor(repository: Path) -> None:
    floors = floors_of((repository / "docs/design_notes.md").read_text("utf-8"))
    own = {path: name_of(path).split("/")[0].removesuffix(".py") for path in MODULES}
    upwards = {
        f"{name_of(path)} imports {module}"
        for path, name in own.items()
        for module in imports_of(path)
        if module.startswith("site_builder.")
        and floors.get(module.split(".")[1], 0) > floors.get(name, 3)
    }

    assert floors.keys() == set(own.values()) - {"__init__", "__main__"}
    assert upwards == set()


def test_the_readme_names_every_module_and_folder(repository: Path) -> None:
    tree = (repository / "README.md").read_text("utf-8").partition("site_builder/\n")[2]
    tree = tree.partition("```")[0]
    modules = ", ".join(re.findall(r"^├── ((?:\w+, )*\w+)  ", tree, re.MULTILINE)).split(", ")
    folders = re.findall(r"(\w+)/ ", tree)

    assert sorted(modules) == sorted(
        path.stem for path in PACKAGE.glob("*.py") if not path.stem.startswith("__")
    )
    assert sorted(folders) == sorted(
        path.parent.name for path in PACKAGE.rglob("__init__.py") if path.parent != PACKAGE
    )


def test_what_a_script_exports_is_imported_somewhere(repository: Path) -> None:
    scripts = {
        path.name: path.read_text("utf-8") for path in repository.glob("templates/assets/*.js")
    }
    tests = [path.read_text("utf-8") for path in repository.glob("tests/browser/*.py")]
    taken = {
        (module, name)
        for text in (*scripts.values(), *tests)
        for names, module in IMPORT.findall(text)
        for name in names.split(", ")
    }
    taken |= {found for text in scripts.values() for found in TYPE.findall(text)}

    exported = {(module, name) for module, text in scripts.items() for name in EXPORT.findall(text)}
    assert exported - taken == set()


def test_the_command_line_starts_without_the_heavy_libraries() -> None:
    import subprocess
    import sys

    script = (
        "import sys; from site_builder.cli import main\n"
        "try:\n main(['--help'])\nexcept SystemExit: pass\n"
        f"print(sorted(set(sys.modules) & {set(DOORS)!r}), file=sys.stderr)"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, encoding="utf-8"
    )

    assert result.stderr.strip() == "[]"
