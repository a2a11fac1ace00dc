"""Whether anything but the texts of documents changed since an output folder was made."""

from __future__ import annotations

import json
from collections import abc
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from site_builder.core.document import Document
from site_builder.core.fingerprint import mark_of
from site_builder.core.plain import Form
from site_builder.documents import FACTS, Reader
from site_builder.ledger import key_of
from site_builder.load.scan import CASES
from site_builder.sources import ABSENT
from site_builder.unchanged import Verdict, has_site, read_verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from site_builder.documents import Read
    from site_builder.load.content import Kind
    from site_builder.options import Options
    from site_builder.plan.outline import Outline
    from site_builder.sources import Sources
    from site_builder.write.store import Store

STATE = "state"
"""The kind under which the store keeps states, one for each output folder."""
MOST = 50
"""Documents; when more have changed it is as quick to plan everything."""


@dataclass(frozen=True, slots=True)
class State:
    """What an output folder was made from, as far as a change of texts needs it."""

    frame: str
    """The digest of all but the documents."""
    subject: str
    """The digest of all."""
    documents: Mapping[str, str]
    cases: tuple[tuple[str, str, int], ...]
    """The ids and paths of published cases, in their order, and their numbers in the index."""
    pages: tuple[str, ...]
    """The paths of published pages, in their order."""
    related: str
    """The key of the related cases."""


FORM = Form(State, {"Mapping": abc.Mapping})


class Changed(NamedTuple):
    """A document whose text changed."""

    old: Read
    new: Read


@dataclass(frozen=True, slots=True)
class Change:
    """What changed since an output folder was made."""

    state: State
    verdict: Verdict
    documents: tuple[Changed, ...]


def frame_of(sources: Sources, options: Options) -> str:
    """Return the digest of all but the documents that a state is about."""
    return mark_of([sources.frame(), options.base_url, options.drafts, options.compress])


def keep_state(
    store: Store, options: Options, sources: Sources, subject: str, outline: Outline
) -> None:
    """Keep what an output folder was made from."""
    from site_builder.search.columns import in_order  # numpy: loaded long ago by who wrote an index

    library = outline.library
    numbers = {case.id: number for number, case in enumerate(in_order(library.cases))}
    state = State(
        frame=frame_of(sources, options),
        subject=subject,
        documents=sources.documents,
        cases=tuple((case.id, case.document.path, numbers[case.id]) for case in library.cases),
        pages=tuple(page.path for page in library.pages),
        related=outline.neighbourhood.mark,
    )
    write_state(store, options, state)


def write_state(store: Store, options: Options, state: State) -> None:
    """Keep a state."""
    content = json.dumps(FORM.write(state), ensure_ascii=False)
    store.put(STATE, key_of(options.output), content.encode("utf-8", "surrogatepass"))


def read_state(store: Store, options: Options) -> State | None:
    """Return the state of an output folder, if it is known."""
    kept = store.get(STATE, key_of(options.output))
    if kept is None:
        return None
    state: State = FORM.read(json.loads(kept))
    return state


def what_changed(options: Options, sources: Sources, store: Store) -> Change | None:
    """Return which texts changed, or None when more did than texts."""
    state = read_state(store, options)
    if state is None:
        return None
    paths = [
        path for path, known in sources.documents.items() if state.documents.get(path) != known
    ]
    verdict = read_verdict(options, state.subject, store)
    if (
        verdict is None
        or verdict.outcome(strict=options.strict).blocked
        or state.frame != frame_of(sources, options)
        or ABSENT in sources.documents.values()
        or not 0 < len(paths) <= MOST
        or not {each.location.path for each in verdict.diagnostics}.isdisjoint(paths)
        or (options.write and not has_site(options.output, state.subject, store))
    ):
        return None
    documents = tuple(read_both(paths, state, options, sources, store))
    if len(documents) < len(paths) or not all(map(is_only_text, documents)):
        return None
    return Change(state, verdict, documents)


def read_both(
    paths: list[str], state: State, options: Options, sources: Sources, store: Store
) -> Iterator[Changed]:
    """Yield what documents were and what they are, as far as that is known."""
    before = Reader(options.root, store, state.documents)
    now = Reader(options.root, store, sources.documents)
    known = store.get_many(FACTS, [state.documents[path] for path in paths])
    for path in paths:
        kind: Kind = "case" if path.startswith(CASES) else "page"
        if state.documents[path] in known:
            [old], [new] = before.read(kind, [path]), now.read(kind, [path])
            if new.digest == sources.documents[path]:  # else somebody is saving it just now
                yield Changed(old, new)


def is_only_text(changed: Changed) -> bool:
    """Return whether all that others know of a document is the same.

    Nobody has anything to say of either side, so nothing that is said stands on another line; and
    links can lead to every heading that they could lead to before.
    """
    old, new = changed.old.parsed, changed.new.parsed
    if old.body is None or new.body is None or old.diagnostics or new.diagnostics:
        return False
    before = {heading.id for heading in old.body.headings}
    if not before.issubset(heading.id for heading in new.body.headings):
        return False
    face = face_of(changed.old)
    return face is not None and face == face_of(changed.new)


def face_of(read: Read) -> tuple[object, ...] | None:
    """Return what others know of a document; None where there is none."""
    made = read.parsed.document
    if made is None:
        return None
    facts: object = made.facts
    if isinstance(made, Document) and made.facts.image is not None:
        facts = replace(made.facts, image=replace(made.facts.image, location=None))
    links = tuple((each.page, each.fragment, each.file) for each in made.body.links)
    images = tuple((each.src, each.file, each.alt) for each in made.body.images)
    return made.id, facts, links, images, read.complete
