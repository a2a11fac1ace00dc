"""Everything that documents refer to is checked against everything there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.core.document import Document
from site_builder.core.paths import image_url
from site_builder.load.scan import IMAGES
from site_builder.plan.checks import check_strays
from site_builder.plan.clashes import check_aliases, check_images
from site_builder.plan.links import Places, check_links, check_pictures, without_links
from site_builder.plan.routes import old_url, output_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from site_builder.core.diagnostics import Report
    from site_builder.core.document import Picture
    from site_builder.library import Loaded
    from site_builder.load.parse import Parsed


def bodies_to_show(loaded: Loaded) -> dict[str, str]:
    """Return the HTML of those documents that link to withheld ones, without these links."""
    return {
        parsed.path: without_links(parsed.body.html, loaded.urls[parsed.path], loaded.withheld)
        for parsed in loaded.parsed
        if parsed.body is not None
        and parsed.path in loaded.urls
        and any(link.page in loaded.withheld for link in parsed.body.links)
    }


def check_references(loaded: Loaded, pages: Iterable[tuple[str, str]], report: Report) -> None:
    """Check links, images and old addresses; of pages output and template are given."""
    outputs = {output for output, template in pages if template != "redirect.html"}
    outputs |= {image_url(file) for file in loaded.files.images}
    places = known_places(loaded, outputs)
    places.former = {
        old_url(alias): case.url for case in loaded.library.cases for alias in case.facts.aliases
    }
    used: set[str] = set()
    for parsed in loaded.parsed:
        if parsed.body is None:
            continue
        check_links(parsed.body, places, report)
        pictures = pictures_of(parsed)
        if pictures:
            check_pictures(parsed.path, pictures, loaded.files.images, report)
        used.update(picture.file for picture in pictures)
    cases = [each.document for each in loaded.parsed if isinstance(each.document, Document)]
    check_images(loaded.files.images, report)
    documents = {output_of(url) for url in loaded.urls.values()}
    check_aliases(cases, outputs | documents, report)
    beside = [file for file in loaded.files.images if not file.startswith(IMAGES + "/")]
    check_strays([*loaded.files.strays, *beside], used, report)


def known_places(loaded: Loaded, outputs: set[str]) -> Places:
    """Return what links may lead to."""
    places = Places(
        pages={output.removesuffix("index.html") for output in outputs} | outputs,
        files=loaded.urls,
    )
    places.anchors = {
        loaded.urls[parsed.path]: frozenset(heading.id for heading in parsed.body.headings)
        for parsed in loaded.parsed
        if parsed.body is not None and parsed.path in loaded.urls
    }
    places.withheld = loaded.withheld
    places.broken = loaded.broken
    return places


def pictures_of(parsed: Parsed) -> Sequence[Picture]:
    """Return the images of a document's body and front matter."""
    pictures = parsed.body.images if parsed.body is not None else ()
    document = parsed.document
    image = document.facts.image if isinstance(document, Document) else None
    return (*pictures, image) if image is not None else pictures
