"""The images of a page: each with its size, and with smaller copies for smaller windows."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from site_builder.core.case_views import CopyView, ImageView
from site_builder.core.paths import normal
from site_builder.plan.views import image_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from site_builder.core.document import Picture
    from site_builder.core.photos import Photo
    from site_builder.plan.outline import Outline

SIZES = "(min-width: 45rem) 40.5rem, 90vw"
"""How wide the text is, and so the images in it: 36 characters."""
IMAGE = re.compile(r"<img [^>]*>")
"""An image in a body; bodies are sanitised, so this shape is the only one."""
SOURCE = re.compile(r' src="((?:\.\./)*)([^"]*)"')
LAZY = ' loading="lazy"'


class Pictures:
    """Finds what is known of images, by their files and by their places on the site."""

    def __init__(self, photos: Mapping[str, Photo]) -> None:
        """Take what is known, by file."""
        self._by_file = {normal(file): photo for file, photo in photos.items()}
        self._by_address = {image_address(file): photo for file, photo in photos.items()}

    def of(self, picture: Picture) -> Photo | None:
        """Return what is known of an image."""
        return self._by_file.get(normal(picture.file))

    def view(self, picture: Picture) -> ImageView:
        """Return a case's own image."""
        photo = self.of(picture)
        return ImageView(
            url=image_address(picture.file),
            alt=picture.alt,
            credit=picture.credit,
            width=photo.width if photo else 0,
            height=photo.height if photo else 0,
            sizes=SIZES,
            copies=[
                CopyView(url=url, width=width) for width, url in (photo.copies if photo else ())
            ],
        )

    def within(self, body: str, *, first: bool) -> str:
        """Return HTML with the sizes and copies of its images.

        Where its first image is the first of the page, browsers do not wait with it until somebody
        comes near.
        """
        waiting = not first

        def complete(found: re.Match[str]) -> str:
            nonlocal waiting
            tag = found[0] if waiting else found[0].replace(LAZY, "")
            waiting = True
            source = SOURCE.search(tag)
            photo = self._by_address.get(html.unescape(source[2])) if source else None
            return tag if photo is None or source is None else with_copies(tag, source[1], photo)

        return IMAGE.sub(complete, body)


def with_copies(tag: str, root: str, photo: Photo) -> str:
    """Return an image with its size, so that nothing moves when it comes, and with its copies."""
    if " width=" not in tag and " height=" not in tag:
        tag = f'{tag[:-1]} width="{photo.width}" height="{photo.height}">'
    if not photo.copies:
        return tag
    copies = ", ".join(f"{root}{url} {width}w" for width, url in photo.copies)
    source = f'<source type="image/webp" sizes="{SIZES}" srcset="{copies}">'
    return f"<picture>{source}{tag}</picture>"


def shown_photos(outline: Outline) -> Iterator[Photo]:
    """Yield what is known of the images that pages show."""
    library = outline.library
    bodies = [
        *(case.document.body for case in library.cases),
        *(each.body for each in library.pages),
    ]
    pictures = [picture for body in bodies for picture in body.images]
    pictures += [case.facts.image for case in library.cases if case.facts.image is not None]
    for picture in pictures:
        photo = outline.pictures.of(picture)
        if photo is not None:
            yield photo
