"""What pages are planned from and rendered with, put together."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING

from site_builder.i18n import translator
from site_builder.ledger import NO_TEMPLATE
from site_builder.plan.outline import Outline
from site_builder.render.data import FORMATS
from site_builder.render.pages import DATA
from site_builder.render.templates import Templates
from site_builder.sources import theme_mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from site_builder.core.diagnostics import Report
    from site_builder.core.photos import Photo
    from site_builder.core.site import Library
    from site_builder.ledger import Ledger
    from site_builder.load.settings import Settings
    from site_builder.load.theme import Theme
    from site_builder.options import Options
    from site_builder.plan.outdated import Inputs
    from site_builder.write.store import Store

RELATED, THEME = "related", "theme"
"""Kinds of what is kept: related cases and inputs of templates, by all that they follow from."""


def outline_of(
    library: Library,
    settings: Settings,
    options: Options,
    bodies: Mapping[str, str],
    photos: Mapping[str, Photo],
) -> Outline:
    """Return what the pages are planned from."""
    config = settings.config
    if options.base_url is not None:
        config = dataclasses.replace(config, base_url=options.base_url)
    return Outline(
        library=library,
        config=config,
        regions=settings.gazetteer,
        vocabulary=tuple(keyword for keyword, _at in settings.keywords or ()),
        translate=translator(config.language),
        bodies=bodies,
        photos=photos,
    )


def templates_of(theme: Theme, language: str) -> Templates:
    """Return the templates in the language of a library."""
    return Templates(theme.templates, theme.names, language, translator(language))


def check_templates(
    templates: Templates, theme: Theme, store: Store, report: Report
) -> Mapping[str, Inputs]:
    """Check all templates; return what the pages of each are made from besides the library.

    That takes longer than rendering some pages, so it is kept.
    """
    subject = theme_mark(theme)
    kept = store.get(THEME, subject)
    if kept is not None:
        known: Mapping[str, Inputs] = json.loads(kept)
        return known
    faults = templates.check(sorted(templates.texts))
    report.extend(faults)
    if faults:
        return {}
    inputs = {name: templates.inputs(name) for name in templates.texts}
    store.put(THEME, subject, json.dumps(inputs).encode())
    return inputs


def common_inputs(outline: Outline, inputs: Mapping[str, Inputs]) -> Mapping[str, Inputs]:
    """Return what the pages of each template have in common."""
    common = outline.common_inputs
    data = {DATA + name: common for name in FORMATS}
    return {NO_TEMPLATE: {}, **data, **{name: {**common, **each} for name, each in inputs.items()}}


def foresee(templates: Templates, pages: Iterable[tuple[str, str]], ledger: Ledger) -> None:
    """Tell templates how often each is about to be used, where every page is new."""
    if not ledger.rows:
        templates.uses.update(template for _output, template in pages)


def recall_related(outline: Outline, store: Store, key: str) -> None:
    """Fill in the related cases and the neighbours of each case, if they are known."""
    kept = store.get(RELATED, key)
    if kept is not None:
        related, neighbours = json.loads(kept)
        outline.related.update({each: tuple(row) for each, row in related.items()})
        outline.neighbours.update(neighbours)


def keep_related(outline: Outline, store: Store) -> None:
    """Keep the related cases once all have been found, and the neighbours of each."""
    mark, found = outline.neighbourhood.mark, outline.related
    if len(found) == len(outline.library.cases) and store.get(RELATED, mark) is None:
        store.put(RELATED, mark, json.dumps([found, outline.neighbours]).encode())
