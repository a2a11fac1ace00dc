"""Images are measured, cleaned and scaled: the door to Pillow."""

from __future__ import annotations

import io
import warnings
from enum import Enum
from typing import NamedTuple

from PIL import Image, ImageOps, features

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
"""All that browsers show; nothing else is even tried, whatever a file is called."""
WIDTHS = (480, 960, 1440)
NEARLY = 0.8
"""A copy nearly as wide as the next one is not worth its bytes."""
MOST_PIXELS = 50_000_000
"""A picture of so many takes 200 MB to open."""
MOST_SIDE = 16_383
"""Pixels that WebP has room for."""
QUALITY = 80
METHOD = 4
REST = frozenset({
    "exif", "xmp", "photoshop", "comment", "XML:com.adobe.xmp", "Raw profile type exif",
    "Raw profile type iptc", "Raw profile type xmp",
})  # fmt: skip
"""What a file may carry besides an image: where it was taken, by whom, with what."""
ORIENTATION = 0x0112


class Fault(Enum):
    """Why an image cannot be shown."""

    BROKEN = "broken"
    HUGE = "huge"


class Measured(NamedTuple):
    """What an image is."""

    width: int
    height: int
    widths: tuple[int, ...]
    clean: bool


def measure(content: bytes) -> Measured | Fault:
    """Open an image wholly and return what it is, or why it cannot be shown."""
    # Decoders raise whatever they like at a damaged file, and Pillow warns of large ones.
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(content), formats=FORMATS)
            if image.width * image.height > MOST_PIXELS:
                return Fault.HUGE
            width, height = upright_size(image)
            # A photograph of an eighth of the size takes half the time, and is read to its end.
            image.draft(None, (image.width // 8, image.height // 8))
            image.load()
            moves = is_moving(image)
            clean = moves or not (REST & image.info.keys() or getattr(image, "text", None))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return Fault.HUGE
    except Exception:  # noqa: BLE001 - see above
        return Fault.BROKEN
    return Measured(width, height, () if moves else widths_of(width, height, image.mode), clean)


def can_open(suffix: str) -> bool:
    """Return whether images of a kind can be opened: not every build of Pillow knows AVIF."""
    return suffix != ".avif" or bool(features.check("avif"))


def is_moving(image: Image.Image) -> bool:
    """Return whether an image has frames; the second picture that phones put into one is none."""
    return image.format != "MPO" and bool(getattr(image, "is_animated", False))


def upright_size(image: Image.Image) -> tuple[int, int]:
    """Return width and height as viewers turn the image."""
    turned = image.getexif().get(ORIENTATION, 1) in range(5, 9)
    return (image.height, image.width) if turned else image.size


def widths_of(width: int, height: int, mode: str) -> tuple[int, ...]:
    """Return the widths of the copies to make: none wider than the image."""
    most = min(width, WIDTHS[-1])
    if width <= WIDTHS[0] or height * most // width > MOST_SIDE or mode.startswith(("I", "F")):
        return ()
    return (*(each for each in WIDTHS if each < NEARLY * most), most)


def scaled(content: bytes, width: int) -> bytes:
    """Return a copy of an image in WebP, of a width, with its colours and nothing else."""
    image = upright(content)
    size = width, max(1, round(image.height * width / image.width))
    copy = plain_mode(image).resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    profile = image.info.get("icc_profile") if copy.mode[:3] == image.mode[:3] else None
    return saved(copy, "WEBP", quality=QUALITY, method=METHOD, icc_profile=profile)


def cleaned(content: bytes) -> bytes:
    """Return an image in its own format, turned upright, with its colours and nothing else."""
    image = Image.open(io.BytesIO(content), formats=FORMATS)
    profile = image.info.get("icc_profile")
    kind = "JPEG" if image.format == "MPO" else str(image.format)
    turned = ImageOps.exif_transpose(image)
    if kind == "JPEG":
        same = image.format == "JPEG" and is_upright(image)
        more = {"quality": "keep"} if same else {"quality": 92, "optimize": True}
        return saved(image if same else turned, kind, icc_profile=profile, comment=b"", **more)
    bare = turned.copy()
    bare.info = {key: value for key, value in turned.info.items() if key not in REST}
    more = {"quality": 90} if kind in {"WEBP", "AVIF"} else {}
    return saved(bare, kind, icc_profile=profile, **more)


def is_upright(image: Image.Image) -> bool:
    """Return whether an image is stored as it is seen."""
    return bool(image.getexif().get(ORIENTATION, 1) == 1)


def upright(content: bytes) -> Image.Image:
    """Return an image as viewers turn it."""
    return ImageOps.exif_transpose(Image.open(io.BytesIO(content), formats=FORMATS))


def plain_mode(image: Image.Image) -> Image.Image:
    """Return an image in a mode that WebP knows."""
    if image.mode in {"RGB", "RGBA"}:
        return image
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    """Return the bytes of an image."""
    target = io.BytesIO()
    image.save(target, kind, **{key: value for key, value in options.items() if value is not None})
    return target.getvalue()
