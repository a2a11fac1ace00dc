"""Images are measured as they are seen; copies and clean files carry nothing but the image."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image, PngImagePlugin

from site_builder.load.photos import WIDTHS, Fault, Measured, cleaned, measure, scaled, widths_of

ORIENTATION, PLACE = 0x0112, 0x8825


def picture(kind: str = "PNG", size=(40, 20), mode: str = "RGB", **options) -> bytes:
    target = io.BytesIO()
    image = Image.new(mode, size)
    image.paste(Image.new(mode, (size[0] // 2, size[1])))
    image.save(target, kind, **options)
    return target.getvalue()


def taken(orientation: int) -> Image.Exif:
    """What a camera writes: how it was held, and where."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[PLACE] = {1: "N", 2: (33.0, 22.0, 11.0)}
    return exif


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "AVIF"])
def test_an_image_is_measured(kind) -> None:
    assert measure(picture(kind)) == Measured(40, 20, (), clean=True)


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "PNG", "AVIF"])
@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_an_image_is_turned_as_the_camera_was_held_and_tells_no_place(kind, orientation) -> None:
    content = picture(kind, (640, 480), exif=taken(orientation))
    size = (480, 640) if orientation in {6, 8} else (640, 480)
    measured = measure(content)
    bare = cleaned(content)

    widths = () if size[0] == 480 else (480, 640)
    assert measured == Measured(*size, widths, clean=False)
    assert measure(bare) == measured._replace(clean=True)
    assert opened(bare).size == size
    assert dict(opened(bare).getexif()) == {}
    assert opened(bare).format == kind
    assert opened(scaled(content, 240)).size == (240, round(240 * size[1] / size[0]))
    assert dict(opened(scaled(content, 240)).getexif()) == {}


def test_turning_moves_what_was_at_the_top_to_where_it_is_seen() -> None:
    image = Image.new("RGB", (60, 40), "white")
    image.paste("black", (0, 0, 30, 40))
    target = io.BytesIO()
    image.save(target, "JPEG", quality=95, exif=taken(6))

    bare = opened(cleaned(target.getvalue())).convert("L")
    copy = opened(scaled(target.getvalue(), 40)).convert("L")

    for shown in (bare, copy):
        assert shown.getpixel((20, 10)) < 60
        assert shown.getpixel((20, 50)) > 200


def test_remarks_in_files_are_dropped() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "张三")
    png = picture(pnginfo=words)
    jpeg = picture("JPEG", comment=b"hello")

    for content in (png, jpeg):
        assert measure(content).clean is False
        assert measure(cleaned(content)).clean is True


def test_colour_profiles_are_kept() -> None:
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    content = picture("JPEG", icc_profile=profile, exif=taken(1))

    assert opened(cleaned(content)).info["icc_profile"] == profile
    assert opened(scaled(content, 20)).info["icc_profile"] == profile


def test_a_picture_as_it_lies_in_its_jpeg_is_not_coded_with_less_care() -> None:
    image = Image.effect_noise((64, 64), 90).convert("RGB")
    target = io.BytesIO()
    image.save(target, "JPEG", quality=40, exif=taken(1))
    before, after = opened(target.getvalue()), opened(cleaned(target.getvalue()))

    assert after.quantization == before.quantization


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_what_moves_is_left_alone(kind) -> None:
    frames = [Image.new("RGB", (700, 400), colour) for colour in ("red", "blue")]
    target = io.BytesIO()
    frames[0].save(target, kind, save_all=True, append_images=frames[1:])

    assert measure(target.getvalue()) == Measured(700, 400, (), clean=True)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1"])
def test_copies_of_any_mode_can_be_made(mode) -> None:
    content = picture(size=(600, 300), mode=mode)
    copy = opened(scaled(content, 480))

    assert (copy.format, copy.size) == ("WEBP", (480, 240))
    assert copy.mode == ("RGBA" if mode in {"RGBA", "LA"} else "RGB")


def test_a_picture_for_printers_becomes_one_for_screens() -> None:
    content = picture("JPEG", (600, 300), "CMYK")

    assert opened(scaled(content, 480)).mode == "RGB"


def test_the_same_image_becomes_the_same_bytes() -> None:
    content = picture("JPEG", (600, 300), exif=taken(6))

    assert scaled(content, 240) == scaled(content, 240)
    assert cleaned(content) == cleaned(content)


@pytest.mark.parametrize(
    ("width", "height", "widths"),
    [
        (480, 300, ()),
        (481, 300, (481,)),
        (600, 300, (600,)),
        (800, 600, (480, 800)),
        (1000, 600, (480, 1000)),
        (1440, 600, (480, 960, 1440)),
        (6000, 4000, WIDTHS),
        (500, 20_000, ()),
    ],
)
def test_copies_are_narrower_than_the_image_and_no_two_are_nearly_alike(
    width, height, widths
) -> None:
    assert widths_of(width, height, "RGB") == widths


def test_sixteen_bits_a_colour_are_left_alone() -> None:
    assert measure(picture(size=(600, 300), mode="I;16")) == Measured(600, 300, (), clean=True)


def bomb(width: int, height: int) -> bytes:
    """A PNG whose head promises more than there is."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        told = kind + content
        return struct.pack(">I", len(content)) + told + struct.pack(">I", zlib.crc32(told))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99))


@pytest.mark.parametrize("size", [(8000, 8000), (10_000, 10_000), (60_000, 60_000)])
def test_a_bomb_is_not_even_opened(size) -> None:
    assert measure(bomb(*size)) is Fault.HUGE


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        picture("JPEG")[:200],
        picture(size=(200, 200))[:60],
        bomb(40, 40),
        picture("BMP"),
        picture("TIFF"),
        b"\x00\x00\x00\x18ftypheic" + b"\x00" * 40,
    ],
    ids=["empty", "head", "svg", "half-jpeg", "half-png", "short-png", "bmp", "tiff", "heic"],
)
def test_what_browsers_cannot_show_is_a_fault_and_no_traceback(content) -> None:
    assert measure(content) is Fault.BROKEN


@pytest.mark.parametrize("kind", ["JPEG", "MPO"])
@pytest.mark.parametrize("progressive", [False, True])
def test_a_large_photograph_is_measured_whole_and_one_cut_short_is_told(kind, progressive) -> None:
    content = picture(kind, (2000, 1000), progressive=progressive)

    assert measure(content) == Measured(2000, 1000, (480, 960, 1440), clean=True)
    assert measure(content[: len(content) * 9 // 10]) is Fault.BROKEN
