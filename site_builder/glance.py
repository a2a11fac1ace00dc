"""A document whose text changed becomes its page at once, from what a preview has in memory."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from site_builder.bodies import case_of, known_outline, vocabulary_of
from site_builder.core.diagnostics import Report
from site_builder.core.document import StaticPage
from site_builder.documents import Reader
from site_builder.load.scan import CASES
from site_builder.load.settings import read_settings
from site_builder.photos import recall_photos
from site_builder.plan.case_pages import case_page
from site_builder.plan.pages import static_page
from site_builder.planning import recall_related, templates_of
from site_builder.render.pages import Renderer
from site_builder.render.templates import TemplateError
from site_builder.sources import ChangedMeanwhileError, read_sources
from site_builder.states import Changed, is_only_text, read_state
from site_builder.versions import builder
from site_builder.write.store import CACHE, Store

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from site_builder.core.site import Page
    from site_builder.documents import Read
    from site_builder.load.content import Kind
    from site_builder.load.settings import Settings
    from site_builder.options import Options
    from site_builder.plan.outline import Outline


@dataclass
class Glance:
    """What a preview knows of the site that was built last.

    It shows and never writes: a build follows, which believes nothing of it.
    """

    options: Options
    store: Store
    settings: Settings
    outline: Outline
    renderer: Renderer
    places: dict[str, int]
    """Of the published cases, by path."""
    documents: dict[str, str]
    """The digests of all documents, by path."""
    troubled: Collection[str]
    """The paths of documents that the build had something to say of."""
    read: dict[str, Read] = field(default_factory=dict)
    """What documents have become since."""

    def pages(self, paths: Iterable[str]) -> dict[str, bytes]:
        """Return the pages of documents by output path, or none when more than texts changed."""
        made: dict[str, bytes] = {}
        try:
            for path in paths:
                page = self.page(path)
                if page is None:
                    return {}
                made[page.output] = self.renderer.render(page).encode()
        except (ChangedMeanwhileError, TemplateError):
            return {}
        finally:
            self.store.close()
        return made

    def page(self, path: str) -> Page | None:
        """Return the page of a document if nothing but its text changed."""
        if path not in self.documents or path in self.troubled:
            return None
        kind: Kind = "case" if path.startswith(CASES) else "page"
        known = Reader(self.options.root, self.store, self.documents)
        old = self.read.get(path) or next(known.read(kind, [path]))
        [new] = Reader(self.options.root, self.store, {}).read(kind, [path])
        if old.digest != self.documents[path] or not is_only_text(Changed(old, new)):
            return None
        self.read[path], self.documents[path] = new, new.digest
        document = new.parsed.document
        if path in self.places:
            case = case_of(document, self.settings, vocabulary_of(self.settings))
            return case_page(self.outline, case, self.places[path])
        published = any(page.path == path for page in self.outline.library.pages)
        if published and isinstance(document, StaticPage):
            return static_page(self.outline, document)
        return None


def take_glance(options: Options, troubled: Collection[str]) -> Glance | None:
    """Return what the last build left, or None when nothing is remembered of it.

    One page is made at once: the first takes longer than all that follow.
    """
    store = Store(options.root / CACHE, builder(), writable=False)
    state = read_state(store, options)
    if state is None:
        store.close()
        return None
    documents = dict(state.documents)
    sources = read_sources(options.root, documents)
    settings = read_settings(options.root, Report())
    photos = recall_photos(sources, store) or {}
    state = replace(state, documents=documents)
    try:
        outline = known_outline(state, settings, options, store, photos)
    except ChangedMeanwhileError:  # somebody is saving: the build that follows tells
        store.close()
        return None
    recall_related(outline, store, state.related)
    renderer = Renderer(
        templates_of(sources.theme, outline.config.language), outline.config.base_path
    )
    places = {path: place for place, (_id, path, _number) in enumerate(state.cases)}
    glance = Glance(options, store, settings, outline, renderer, places, documents, troubled)
    glance.pages(list(places)[:1])
    return glance
