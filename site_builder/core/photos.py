"""An image of the library as pages show it: its size, and the smaller copies made of it."""

from __future__ import annotations

from dataclasses import dataclass

COPIES = "assets/images/"
"""Where the site has the copies, named by the digest of the image: they never change."""


@dataclass(frozen=True, slots=True)
class Photo:
    """What is known of an image."""

    digest: str
    """Of its file."""
    width: int
    """In pixels, turned as its camera was held."""
    height: int
    widths: tuple[int, ...] = ()
    """Of the copies in WebP, rising; none where the image is small, or moves."""
    clean: bool = True
    """Whether the file carries nothing but the image; else a copy without the rest is published."""

    @property
    def copies(self) -> list[tuple[int, str]]:
        """The copies' widths and places on the site."""
        return [(width, f"{COPIES}{self.digest}-{width}.webp") for width in self.widths]
