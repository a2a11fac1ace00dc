"""Random edits of a small library, each followed by a build that must equal one from nothing."""

from __future__ import annotations

import datetime
import functools
import gc
import os
import shutil
import sqlite3
import tempfile
from collections import Counter
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from unittest.mock import patch

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from random_library import (
    BODIES,
    DATES,
    DAYS,
    IDS,
    IMAGE,
    IMAGES,
    KEYWORDS,
    LEVELS,
    MORE,
    NOW,
    OLD_PLACES,
    OTHER_IMAGE,
    OWN_REGIONS,
    PRACTICES,
    REGIONS,
    SETTINGS,
    THEME,
    TITLES,
    VOCABULARIES,
    WORKERS,
    ZONES,
    ZONES_FILE,
    Case,
    Library,
)
from random_trouble import at_write, beside, file_limit, in_process, kill_this, killed_after, once

from site_builder import build as building
from site_builder import workers
from site_builder.build import build_from_nothing, build_site
from site_builder.options import Options
from site_builder.preview import look_and_build
from site_builder.render import compiled
from site_builder.search import index, parts, shards
from site_builder.write.publish import MANIFEST, STAGING, OutputRefusedError
from site_builder.write.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from site_builder.options import Outcome

LOSING = frozenset({
    "build_beside", "change_builder", "choose", "damage_manifest", "damage_store", "fill_disk",
    "forget", "put_foreign_store", "turn_back",
})  # fmt: skip
"""Steps that may lose what the store knows: it and the manifest are never lost at once."""
SMALL = 150_000
"""Bytes of a store in which there is room for a part of what builds remember."""
FEW = (
    (workers, "WORTH_SHARING", 1),
    (shards, "SHARDS", {"postings": 300, "offsets": 600}),
    (shards, "MOST_BITS_IN_ENTRY", {"postings": 3, "offsets": 2}),
    (index, "PART", 4),
    (parts, "GROUP", 2),
    (compiled, "WORTH_COMPOSING", 5),
)
"""What is worth it, or fits, in libraries of a few cases already."""
EVERY_ID = st.sampled_from(IDS) | st.sampled_from(IDS + MORE)
RANDOM = st.randoms(use_true_random=False)
WISHES = st.fixed_dictionaries(
    {},
    optional={
        "base_url": st.sampled_from(("https://a.example/", "https://a.example/b/")),
        "drafts": st.booleans(),
        "now": st.sampled_from((NOW, datetime.date(2026, 1, 2), datetime.date(2028, 1, 1))),
        "strict": st.booleans(),
        "fresh": st.booleans(),
        "compress": st.booleans(),
        "self_test": st.booleans(),
        "jobs": st.sampled_from((1, 2, 3)),
    },
)


def step(**given: Any) -> Callable[[Callable[..., None]], Any]:  # noqa: ANN401 - as rule's
    """Return a rule that is counted, and remembered until the library is removed."""

    def counted(edit: Callable[..., None]) -> Any:  # noqa: ANN401
        @rule(**given)
        @functools.wraps(edit)
        def call(self: Edits, **chosen: object) -> None:
            Edits.steps[edit.__name__] += 1
            self.trail.append(f"{edit.__name__}({chosen})")
            if not (self.frail and edit.__name__ in LOSING):
                edit(self, **chosen)

        return call

    return counted


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder, if there is one."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


class Edits(RuleBasedStateMachine):
    """Edits a library as editors, other programs and accidents do."""

    compared = 0
    """Builds that were compared, of all libraries."""
    steps: ClassVar[Counter[str]] = Counter()
    """How often each kind of edit was made."""
    sizes: tuple[int, ...] = (0,)
    """Of libraries, in further cases."""

    def __init__(self) -> None:
        super().__init__()
        self.small = ExitStack()
        """Lets small libraries be built as large ones are: with many shards, parts and shares."""
        for where, name, value in FEW:
            self.small.enter_context(patch.object(where, name, value))
        self.trail: list[str] = []
        self.frail = False
        """Whether only the store still tells which files of an output folder are ours."""
        self.cleared = False
        """Whether a build beside this one forgot everything."""
        self.held = 0
        """How many more edits are made before the next build."""
        self.others: list[int] = []
        """Processes that build beside this one."""
        self.version = ""
        self.limit: int | None = None
        self.foreign: dict[Path, dict[str, bytes]] = {}
        """What somebody else has put into output folders."""
        self.clean: tuple[object, Outcome, dict[str, bytes]] | None = None
        """The last build from nothing, and what it was made from."""
        self.folder = Path(tempfile.mkdtemp(prefix="edits-"))
        self.library = Library(self.folder / "library")
        self.output = self.library.root / "output"
        self.wishes: dict[str, Any] = {}

    def teardown(self) -> None:
        """Remove the library."""
        self.wait_for_others()
        self.small.close()
        shutil.rmtree(self.folder, ignore_errors=True)
        gc.collect()  # builds leave that to the end of their process

    def options(self) -> Options:
        """Return how to build now."""
        given = {"now": NOW, "jobs": 1, "self_test": False, **self.wishes}
        return Options(self.library.root, self.output, **given)

    def build(self, **wishes: Any) -> Outcome:  # noqa: ANN401 - any options
        """Build as it is wished now."""
        with self.as_chosen():
            return build_site(replace(self.options(), **wishes))

    @contextmanager
    def as_chosen(self) -> Iterator[None]:
        """Let builds be those of another version, or have a smaller store."""
        limit = {} if self.limit is None else {"limit": self.limit}
        with ExitStack() as held:
            held.enter_context(patch.dict(Store.__init__.__kwdefaults__, limit))
            if self.version:
                held.enter_context(patch.object(building, "builder", lambda: self.version))
            yield

    def wait_for_others(self) -> None:
        """Wait until no process builds beside this one."""
        while self.others:
            os.waitpid(self.others.pop(), 0)

    @initialize(size=st.data())
    def begin(self, size: st.DataObject) -> None:
        """Begin with three cases and a page, or with more."""
        self.library.files = {
            "content/site.yaml": "名称: 测试案例库\n网址: https://example.org/\n",
            "content/keywords.yaml": VOCABULARIES[0],
            "content/pages/about.md": "---\ntitle: 关于\n---\n\n第一稿\n",
            IMAGE: IMAGES[0],
            OTHER_IMAGE: IMAGES[1],
        }
        self.library.cases = {
            "jia": Case(),
            "yi": Case(title="夜校送课", date="2024", keywords=("劳模工匠",), links=("jia",)),
            "bing": Case(regions=("浙江省/杭州市",), related=("jia",)),
        }
        for number, id_ in enumerate(MORE[: size.draw(st.sampled_from(self.sizes))]):
            self.library.cases[id_] = Case(
                title=f"第{number}个{TITLES[number % 4]}",
                date=DATES[number % 5],
                regions=(REGIONS[number % 4],),
                keywords=(KEYWORDS[number % 3],),
                body=number % len(BODIES),
                links=("jia",) if number % 7 == 0 else (),
            )

    # What editors do

    @step(id_=EVERY_ID, body=st.integers(0, len(BODIES) - 1), remark=st.integers(0, 9))
    def edit_body(self, id_: str, body: int, remark: int) -> None:
        """Write another body."""
        self.edit(id_, body=body, remark=remark)

    @step()
    def edit_next(self) -> None:
        """Write another body of the next case; the simplest step, so the one most often made."""
        ids = sorted(self.library.cases)
        if ids:
            id_ = ids[len(self.trail) % len(ids)]
            self.edit(id_, body=(self.library.cases[id_].body + 1) % len(BODIES))

    @step(ids=st.lists(EVERY_ID, min_size=2, max_size=8), chance=RANDOM)
    def edit_bodies(self, ids: list[str], chance: Any) -> None:  # noqa: ANN401
        """Write other bodies of cases that there are, and of the page."""
        for id_ in ids:
            if id_ in self.library.cases:
                self.edit(id_, body=chance.randrange(len(BODIES)))
        if "content/pages/about.md" in self.library.files:
            body = chance.choice(BODIES)
            self.library.files["content/pages/about.md"] = f"---\ntitle: 关于\n---\n\n{body}\n"

    @step(id_=EVERY_ID, title=st.sampled_from(TITLES), version=st.integers(0, 3))
    def edit_card(self, id_: str, title: str, version: int) -> None:
        """Write another title and summary."""
        self.edit(id_, title=title, version=version)

    @step(
        id_=EVERY_ID,
        practice=st.sampled_from(PRACTICES),
        organisation=st.sampled_from(WORKERS),
        updated=st.sampled_from(DAYS[:3]),
        expire=st.sampled_from(("", "2026-01-02", "2027-12-01")),
        figure=st.sampled_from(("", "12", "9151")),
    )
    def edit_facts(self, id_: str, **facts: str) -> None:
        """Write other facts."""
        self.edit(id_, **facts)

    @step(
        id_=EVERY_ID,
        regions=st.lists(
            st.sampled_from(REGIONS + OWN_REGIONS), min_size=1, max_size=2, unique=True
        ),
        keywords=st.lists(st.sampled_from(KEYWORDS), min_size=1, max_size=3, unique=True),
        level=st.sampled_from(LEVELS),
    )
    def edit_names(self, id_: str, regions: list[str], keywords: list[str], level: str) -> None:
        """Put a case elsewhere."""
        self.edit(id_, regions=tuple(regions), keywords=tuple(keywords), level=level)

    @step(
        id_=EVERY_ID,
        date=st.sampled_from(DATES),
        publish=st.sampled_from(DAYS),
        draft=st.booleans(),
    )
    def edit_days(self, id_: str, date: str, publish: str, draft: bool) -> None:
        """Give a case other days."""
        self.edit(id_, date=date, publish=publish, draft=draft)

    @step(
        id_=EVERY_ID,
        links=st.lists(st.sampled_from(IDS), max_size=2),
        related=st.lists(st.sampled_from(IDS), max_size=2, unique=True),
        old_place=st.sampled_from(OLD_PLACES),
        pictures=st.tuples(st.booleans(), st.booleans()),
        anchor=st.booleans(),
    )
    def edit_links(
        self,
        id_: str,
        links: list[str],
        related: list[str],
        old_place: str,
        pictures: tuple[bool, bool],
        anchor: bool,
    ) -> None:
        """Link a case otherwise."""
        self.edit(
            id_,
            links=tuple(links),
            related=tuple(related),
            old_place=old_place,
            image=pictures[0],
            picture=pictures[1],
            anchor=anchor,
        )

    def edit(self, id_: str, **facts: Any) -> None:  # noqa: ANN401 - any facts of a case
        """Change a case, or add it."""
        self.library.cases[id_] = replace(self.library.cases.get(id_, Case()), **facts)

    @step(id_=EVERY_ID)
    def remove_case(self, id_: str) -> None:
        """Remove a case."""
        self.library.cases.pop(id_, None)

    @step(old=EVERY_ID, new=EVERY_ID)
    def rename_case(self, old: str, new: str) -> None:
        """Give a case's file another name."""
        if old in self.library.cases:
            self.library.cases[new] = self.library.cases.pop(old)

    @step(
        id_=st.sampled_from(("about", "help")),
        body=st.integers(0, 3),
        order=st.integers(0, 2),
        draft=st.booleans(),
        gone=st.booleans(),
    )
    def edit_page(self, id_: str, body: int, order: int, draft: bool, gone: bool) -> None:
        """Write or remove a page."""
        name = f"content/pages/{id_}.md"
        head = f"title: {id_}\norder: {order}\ndraft: {'yes' if draft else 'no'}\n"
        self.library.files[name] = f"---\n{head}---\n\n第{body}稿\n"
        if gone:
            del self.library.files[name]

    @step(
        lines=st.lists(st.sampled_from(SETTINGS), max_size=2, unique_by=lambda line: line[:2]),
        title=st.sampled_from(("测试案例库", "另一个库")),
        address=st.booleans(),
    )
    def edit_settings(self, lines: list[str], title: str, address: bool) -> None:
        """Write other settings."""
        head = [f"名称: {title}", *(["网址: https://example.org/"] if address else []), *lines]
        self.library.files["content/site.yaml"] = "\n".join(head) + "\n"

    @step(text=st.sampled_from(VOCABULARIES), zones=st.booleans())
    def edit_vocabulary(self, text: str, zones: bool) -> None:
        """Write another vocabulary, with or without places of the library's own."""
        self.library.files["content/keywords.yaml"] = text
        self.library.files.pop(ZONES_FILE, None)
        if zones:
            self.library.files[ZONES_FILE] = ZONES

    @step(name=st.sampled_from(sorted(THEME)), version=st.integers(0, 2))
    def edit_theme(self, name: str, version: int) -> None:
        """Write a template or an asset of the library's own, or remove it."""
        self.library.files.pop(name, None)
        if version < len(THEME[name]):
            self.library.files[name] = THEME[name][version]

    @step(
        name=st.sampled_from((IMAGE, OTHER_IMAGE, "content/images/c/d.png")),
        content=st.sampled_from((b"", b"GIF89a broken", *IMAGES)),
    )
    def edit_image(self, name: str, content: bytes) -> None:
        """Write or remove an image, or a broken one."""
        self.library.files.pop(name, None)
        if content:
            self.library.files[name] = content

    @step()
    def exchange_images(self) -> None:
        """Give two images each other's names."""
        files = self.library.files
        if IMAGE in files and OTHER_IMAGE in files:
            files[IMAGE], files[OTHER_IMAGE] = files[OTHER_IMAGE], files[IMAGE]

    @step(edits=st.integers(1, 4))
    def hurry(self, edits: int) -> None:
        """Make some edits before anything is built again."""
        self.held = edits + 1

    # How it is built

    @step(wishes=WISHES, output=st.sampled_from(("output", "elsewhere", "deep/er")))
    def choose(self, wishes: dict[str, Any], output: str) -> None:
        """Build with other options, or into another folder."""
        self.wishes, self.output = wishes, self.library.root / output

    @step(version=st.sampled_from(("", "another")), limit=st.sampled_from((None, SMALL)))
    def change_builder(self, version: str, limit: int | None) -> None:
        """Build with another version of the code, or with a smaller store."""
        self.version, self.limit = version, limit

    @step(wishes=WISHES)
    def check(self, wishes: dict[str, Any]) -> None:
        """Check the library without building it."""
        self.library.write()
        self.build(**{**wishes, "write": False})

    @step(wishes=WISHES, same=st.booleans())
    def build_beside(self, wishes: dict[str, Any], same: bool) -> None:
        """Build in another process meanwhile: the same, or into another folder."""
        if hasattr(os, "fork"):
            self.library.write()
            more = {} if same else {**wishes, "output": self.library.root / "beside"}
            self.others.append(beside(partial(self.build, **more), nullcontext()))
            self.held = 0
            # It may take the store away that this build has opened, and what that keeps there.
            self.cleared = replace(self.options(), **more).fresh

    @step(seconds=st.floats(0, 0.4), killed=st.booleans())
    def serve(self, seconds: float, killed: bool) -> None:
        """Build the preview, as the background of serve does; it may be stopped at any moment."""
        self.library.write()
        root = self.library.root
        folder = root / ".site-builder" / "preview"
        options = Options(root, folder, base_url="http://127.0.0.1:8000/", drafts=True, jobs=2)
        task = partial(look_and_build, root, options)
        if killed:
            killed_after(seconds, task, self.as_chosen(), alone=False)
        else:
            in_process(task, self.as_chosen())

    # What happens to folders

    @step(chance=RANDOM, how=st.sampled_from(("gone", "same", "other", "swapped", "added")))
    def touch_output(self, chance: Any, how: str) -> None:  # noqa: ANN401 - hypothesis's Random
        """Change a file that was built."""
        files = [path for path in self.output.rglob("*") if path.is_file() and path.name[0] != "."]
        if not files:
            return
        file = chance.choice(sorted(files))
        if how == "gone":
            file.unlink()
        elif how == "swapped":
            other = chance.choice(sorted(files))
            one, two = file.read_bytes(), other.read_bytes()
            file.write_bytes(two)
            other.write_bytes(one)
        elif how == "added" and (self.output / MANIFEST).is_file():
            name = (file.parent / "own-notes.txt").relative_to(self.output).as_posix()
            (self.output / name).write_bytes(b"notes")
            self.foreign.setdefault(self.output, {})[name] = b"notes"
        elif how in {"same", "other"}:
            content = file.read_bytes()
            file.write_bytes(content[:-1] + b"?" if how == "same" else content + b"?")

    @step()
    def damage_manifest(self) -> None:
        """Spoil what tells the files that we wrote, when the store can tell it too."""
        if self.limit is None and not self.wishes.get("fresh"):
            self.held = 0
            self.builds_as_from_nothing()
            manifest = self.output / MANIFEST
            good = self.clean is not None and not self.clean[1].blocked
            if good and self.remembers():
                manifest.write_bytes(manifest.read_bytes()[:100])
                self.frail = True

    @step()
    def remove_manifest(self) -> None:
        """Make a folder look like somebody else's: it is not touched."""
        with suppress(FileNotFoundError):
            (self.output / MANIFEST).unlink()
        if any(each.name[0] != "." for each in self.files_of(self.output)):
            before = tree(self.output)
            try:
                self.build()
            except OutputRefusedError:
                assert tree(self.output) == before
            else:
                raise AssertionError("a folder that is not ours was written to")
        self.remove_tree(self.output)

    def files_of(self, folder: Path) -> list[Path]:
        """Return what lies in a folder, if there is one."""
        return list(folder.iterdir()) if folder.is_dir() else []

    def remove_tree(self, folder: Path) -> None:
        """Remove an output folder."""
        shutil.rmtree(folder, ignore_errors=True)
        self.foreign.pop(folder, None)

    @step(number=st.integers(0, 30))
    def leave_staged(self, number: int) -> None:
        """Leave what a killed build had staged: pages that nobody wants."""
        if self.output.is_dir():
            page = self.output / STAGING / "cases" / f"old-{number}" / "index.html"
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_bytes(b"old")

    @step(keep=st.booleans(), what=st.sampled_from(("store", "output", "both")))
    def turn_back(self, keep: bool, what: str) -> None:
        """Keep the store or the output folder, or put the ones that were kept last back."""
        for name, folder in (("store", self.library.root / ".site-builder"), ("output", None)):
            place, kept = folder or self.output, self.folder / f"kept-{name}-{self.output.name}"
            if what not in {name, "both"}:
                continue
            source, target = (place, kept) if keep else (kept, place)
            if source.is_dir():
                shutil.rmtree(target, ignore_errors=True)
                shutil.copytree(source, target)
                if name == "output":
                    files = tree(self.output)
                    own = {name: files[name] for name in files if name.endswith("own-notes.txt")}
                    self.foreign[self.output] = own

    @step(where=st.sampled_from(("output", "elsewhere")), copied=st.booleans())
    def remove_output(self, where: str, copied: bool) -> None:
        """Remove a whole site, or put a copy in its place: other inodes, the same files."""
        folder, kept = self.library.root / where, self.folder / "copy"
        if copied and folder.is_dir():
            shutil.copytree(folder, kept)
            shutil.rmtree(folder)
            kept.rename(folder)
        else:
            self.remove_tree(folder)

    @step(
        kinds=st.sets(
            st.sampled_from(
                (
                    "facts",
                    "html",
                    "text",
                    "related",
                    "theme",
                    "verdict",
                    "state",
                    "ledger",
                    "site",
                    "photo",
                    "copy",
                    "twin",
                )
            ),
            min_size=1,
        )
    )
    def forget(self, kinds: set[str]) -> None:
        """Forget some kinds of what builds remember."""
        for file in (self.library.root / ".site-builder").glob("*.sqlite"):
            with suppress(sqlite3.Error):
                database = sqlite3.connect(file)
                for kind in sorted(kinds):
                    database.execute("DELETE FROM kept WHERE kind = ?", (kind,))
                database.commit()
                database.close()

    @step(how=st.sampled_from(("text", "folder", "columns", "renamed", "mixed")))
    def put_foreign_store(self, how: str) -> None:
        """Put something in the place of the store that is none, or that is another's."""
        for file in (self.library.root / ".site-builder").glob("*.sqlite"):
            if how == "mixed":
                with suppress(sqlite3.Error):
                    database = sqlite3.connect(file)
                    database.execute(
                        "UPDATE kept SET value = (SELECT value FROM kept AS other"
                        " WHERE other.kind = kept.kind AND other.key <> kept.key)"
                    )
                    database.commit()
                    database.close()
                continue
            if file.is_dir():
                file.rmdir()
            elif how == "renamed":
                file.rename(file.with_name("memory-0123.sqlite"))
            else:
                file.unlink()
            if how == "text":
                file.write_bytes("不是数据库\n".encode() * 100)
            elif how == "folder":
                file.mkdir()
            elif how == "columns":
                with sqlite3.connect(file) as database:
                    database.execute("CREATE TABLE kept (kind TEXT, key TEXT)")

    @step(chance=RANDOM, how=st.sampled_from(("gone", "spoilt", "cut")))
    def damage_store(self, chance: Any, how: str) -> None:  # noqa: ANN401
        """Spoil what builds remember."""
        for file in (self.library.root / ".site-builder").glob("*.sqlite"):
            if file.is_dir():
                continue
            content = bytearray(file.read_bytes())
            if how == "gone" or not content:
                file.unlink()
                return
            if how == "cut":
                del content[chance.randrange(len(content)) :]
            for _ in range(chance.choice((1, 200))) if how == "spoilt" else ():
                content[chance.randrange(len(content))] = chance.randrange(256)
            file.write_bytes(content)

    @step(
        after=st.integers(0, 60), error=st.sampled_from((OSError(28, "full"), KeyboardInterrupt()))
    )
    def fail(self, after: int, error: BaseException) -> None:
        """Let a build fail at some write."""
        self.library.write()

        def fail() -> None:
            raise error

        with at_write(after, fail), suppress(OSError, KeyboardInterrupt):
            self.build(jobs=1)

    @step(after=st.integers(0, 60))
    def kill(self, after: int) -> None:
        """Kill a build (kill -9) at some write."""
        self.library.write()
        in_process(partial(self.build, jobs=1), at_write(after, kill_this))

    @step(seconds=st.floats(0, 0.5), alone=st.booleans(), jobs=st.sampled_from((1, 2)))
    def kill_later(self, seconds: float, alone: bool, jobs: int) -> None:
        """Kill a build (kill -9) at any moment, with the processes that it started or without."""
        self.library.write()
        killed_after(seconds, partial(self.build, jobs=jobs), nullcontext(), alone=alone)

    @step(most=st.integers(0, 40_000))
    def fill_disk(self, most: int) -> None:
        """Let no file grow beyond so many bytes: what was being written stays cut off."""
        self.library.write()
        in_process(self.build, file_limit(most))

    @step(after=st.integers(0, 40), id_=EVERY_ID, body=st.integers(0, len(BODIES) - 1))
    def edit_meanwhile(self, after: int, id_: str, body: int) -> None:
        """Save a case while a build writes."""
        self.library.write()

        def save() -> None:
            self.edit(id_, body=body, title=f"刚改的{body}")
            self.library.write()

        with at_write(after, once(save)):
            self.build(jobs=1)

    # What must hold

    @invariant()
    def builds_as_from_nothing(self) -> None:
        """Build, and compare with a build that remembers nothing."""
        self.held = max(0, self.held - 1)
        if not self.library.files or self.held:
            return
        self.library.write()
        before = tree(self.output)
        outcome = self.build()
        self.wait_for_others()
        clean, site = self.build_clean()
        self.frail = self.frail and clean.blocked
        assert told(outcome) == told(clean), (told(outcome), told(clean))
        wanted = before if clean.blocked else self.foreign.get(self.output, {}) | site
        assert not differing(tree(self.output), wanted), differing(tree(self.output), wanted)
        again = self.build(fresh=False)
        assert told(again) == told(clean)
        rendered = again.rendered if self.remembers() and not self.cleared else 0
        self.cleared = False
        done = (rendered, again.written, again.removed)
        assert done == (0, 0, 0), (done, again.reasons)
        Edits.compared += 1

    def remembers(self) -> bool:
        """Return whether there is a store with room for all that builds remember."""
        stores = (self.library.root / ".site-builder").glob("*.sqlite")
        return self.limit is None and all(map(Path.is_file, stores))

    def build_clean(self) -> tuple[Outcome, dict[str, bytes]]:
        """Build from nothing into a folder that nobody has touched; once for the same library."""
        options = replace(self.options(), output=self.folder / "clean/site", fresh=False, jobs=1)
        root = self.library.root
        subject = (tree(root / "content"), tree(root / "templates"), repr(options))
        if self.clean is None or self.clean[0] != subject:
            shutil.rmtree(options.output.parent, ignore_errors=True)
            outcome = build_from_nothing(options, options.output.with_name("store"))
            self.clean = subject, outcome, tree(options.output)
        return self.clean[1:]


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> dict[str, object]:
    """Return the names of files that differ between two folders, with what they have."""
    return {
        name: (len(one.get(name, b"")), len(other.get(name, b"")), name in one, name in other)
        for name in sorted(one.keys() | other.keys())
        if one.get(name) != other.get(name)
    }


def told(outcome: Outcome) -> tuple[object, ...]:
    """Return what a build tells of the library."""
    return (
        outcome.diagnostics,
        outcome.blocked,
        outcome.withheld,
        outcome.cases,
        outcome.complete,
        outcome.pages,
    )
