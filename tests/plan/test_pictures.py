"""Images tell browsers their size, and which of their copies fit."""

from __future__ import annotations

import pytest

from site_builder.core.document import Body, Picture
from site_builder.core.photos import Photo
from site_builder.plan.pictures import SIZES, Pictures, shown_photos

LARGE = Photo("d1", 1600, 900, (480, 960, 1440))
SMALL = Photo("d2", 300, 200)
IMG = '<img src="../../images/a.jpg" alt="驿站" loading="lazy" decoding="async">'
COPIES = "assets/images/d1-480.webp 480w, ../../assets/images/d1-960.webp 960w"


def pictures(**photos: Photo) -> Pictures:
    return Pictures({f"content/images/{name}.jpg": photo for name, photo in photos.items()})


def test_an_image_tells_its_size_and_its_copies() -> None:
    assert pictures(a=LARGE).within(f"<p>{IMG}</p>", first=False) == (
        f'<p><picture><source type="image/webp" sizes="{SIZES}" srcset="../../{COPIES}, '
        '../../assets/images/d1-1440.webp 1440w">'
        '<img src="../../images/a.jpg" alt="驿站" loading="lazy" decoding="async"'
        ' width="1600" height="900"></picture></p>'
    )


def test_a_small_image_has_its_size_only() -> None:
    assert pictures(a=SMALL).within(IMG, first=False) == (
        '<img src="../../images/a.jpg" alt="驿站" loading="lazy" decoding="async"'
        ' width="300" height="200">'
    )


def test_the_first_image_of_a_page_is_not_waited_with() -> None:
    shown = pictures(a=SMALL).within(IMG + IMG, first=True)

    assert shown.count("loading") == 1
    assert shown.index("loading") > shown.index("width")


def test_an_image_of_which_nothing_is_known_stays_as_it_is() -> None:
    assert pictures(b=LARGE).within(IMG, first=False) == IMG


def test_a_size_that_an_editor_gave_is_kept() -> None:
    own = '<img src="../images/a.jpg" width="150">'

    assert pictures(a=SMALL).within(own, first=False) == own


@pytest.mark.parametrize("name", ["驿 站", "100% #1", "a&b", "cafe\u0301"])
def test_names_may_hold_anything(name) -> None:
    from html import escape

    from site_builder.plan.views import image_address

    file = f"content/images/{name}.jpg"
    tag = f'<img src="../../{escape(image_address(file))}">'

    assert 'width="300"' in Pictures({file: SMALL}).within(tag, first=False)


def test_a_case_s_own_image_tells_the_same() -> None:
    picture = Picture("a.jpg", "content/images/a.jpg", "驿站", "张三 摄")

    assert pictures(a=Photo("d1", 500, 400, (500,))).view(picture) == {
        "url": "images/a.jpg",
        "alt": "驿站",
        "credit": "张三 摄",
        "width": 500,
        "height": 400,
        "sizes": SIZES,
        "copies": [{"url": "assets/images/d1-500.webp", "width": 500}],
    }
    assert pictures().view(picture)["width"] == 0


def test_copies_are_made_of_images_that_pages_show(make) -> None:
    shown = Picture("a.jpg", "content/images/a.jpg")
    own = Picture("b.jpg", "content/images/b.jpg")
    photos = {f"content/images/{name}.jpg": Photo(name, 900, 600, (900,)) for name in "abcd"}
    outline = make.outline(
        make.case("a", body=Body("", images=(shown,))),
        make.case("b", image=own),
        pages=[make.page("about", Body("", images=(Picture("d", "content/images/d.jpg"),)))],
        photos=photos,
    )

    assert [photo.digest for photo in shown_photos(outline)] == ["a", "d", "b"]
