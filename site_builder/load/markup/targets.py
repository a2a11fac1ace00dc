"""Checks what a link or an image of a document leads to, and keeps what may stay."""

from __future__ import annotations

from dataclasses import replace
from posixpath import splitext
from typing import TYPE_CHECKING

from site_builder.core.diagnostics import Code, Location
from site_builder.core.document import Link, Picture
from site_builder.core.messages import msg
from site_builder.load.markup.links import (
    IMAGE_TYPES,
    SCHEMES,
    image_file,
    image_src,
    plan_target,
    scheme_of,
)

if TYPE_CHECKING:
    from site_builder.core.diagnostics import Report
    from site_builder.core.messages import Message
    from site_builder.load.markup.draft import Draft

SHOWN = 40
"""How much of a long address a message shows."""


def accept_link(draft: Draft, target: str, place: Location) -> dict[str, str] | None:
    """Keep a link and return its attributes, or report why it cannot be had."""
    planned = plan_target(draft.path, target)
    scheme = scheme_of(target)
    fault = _link_fault(target, scheme, is_outside=planned.outside)
    if fault is not None:
        code, message, hint = fault
        draft.report.error(code, place, message, hint)
        return None
    if planned.internal:
        draft.links.append(Link(target, planned.page, planned.fragment, planned.file, place))
        return {"href": planned.href}
    is_web = scheme in ("", "http", "https")
    return {"href": planned.href} | ({"rel": "noopener noreferrer"} if is_web else {})


def _link_fault(
    target: str, scheme: str, *, is_outside: bool
) -> tuple[Code, Message, Message] | None:
    """Return why a link cannot be had: code, message and hint."""
    if not target:
        return (
            Code.BROKEN_LINK,
            msg("这个链接没有写地址。"),
            msg("请在圆括号里写上地址，或者去掉链接。"),
        )
    if scheme and scheme not in SCHEMES:
        return (
            Code.UNSAFE_LINK,
            msg(
                "链接“{target}”的开头是“{scheme}:”，这里不能用。",
                target=shown(target),
                scheme=scheme,
            ),
            msg("链接可以用 http、https、mailto、tel 开头，或者指向本库的文件。"),
        )
    if not scheme and "\\" in target:
        return (
            Code.BROKEN_LINK,
            msg("链接“{target}”里用了反斜杠。", target=shown(target)),
            msg("改成：{line}", line=target.replace("\\", "/")),
        )
    return _outside(target) if is_outside else None


def accept_image(draft: Draft, src: str, alt: str, place: Location) -> dict[str, str] | None:
    """Keep an image and return its attributes, or report why it cannot be had."""
    file = image_file(draft.path, src)
    fault = _image_fault(src, file)
    if fault is not None:
        code, message, hint = fault
        draft.report.error(code, place, message, hint)
        return None
    if not alt:
        draft.report.warning(
            Code.MISSING_ALT,
            place,
            msg("图片“{src}”没有替代文字，看不见图的读者不知道图上是什么。", src=shown(src)),
            msg("在方括号里用一句话写明图片的内容：{line}", line=f"![图片的内容]({src})"),
        )
    draft.images.append(Picture(src, file, alt, location=place))
    return {
        "src": image_src(draft.path, file),
        "alt": alt,
        "loading": "lazy",
        "decoding": "async",
    }


def place_picture(path: str, picture: Picture, report: Report) -> Picture | None:
    """Return the image of a document's front matter with its file, or report what is wrong."""
    file = image_file(path, picture.src)
    fault = _image_fault(picture.src, file)
    if fault is None:
        return replace(picture, file=file)
    code, message, hint = fault
    report.error(code, picture.location or Location(path), message, hint)
    return None


def _image_fault(src: str, file: str) -> tuple[Code, Message, Message] | None:
    """Return why an image cannot be had: code, message and hint."""
    if not src:
        return (
            Code.MISSING_IMAGE,
            msg("这张图片没有写地址。"),
            msg("写成：{line}", line="![图片的内容](images/文件名)"),
        )
    if scheme_of(src) or src.startswith("//"):
        return (
            Code.REMOTE_IMAGE,
            msg("图片“{src}”不在本库里。", src=shown(src)),
            msg("请把图片放进 content/images 文件夹，写成：images/文件名。"),
        )
    if "\\" in src:
        return (
            Code.MISSING_IMAGE,
            msg("图片“{src}”的路径里用了反斜杠。", src=shown(src)),
            msg("改成：{line}", line=src.replace("\\", "/")),
        )
    if not file:
        return _outside(src)
    if splitext(file)[1].lower() not in IMAGE_TYPES:
        return (
            Code.WRONG_IMAGE,
            msg("“{src}”不是能用的图片类型。", src=shown(src)),
            msg("图片可以用 jpg、png、webp、gif、avif。"),
        )
    return None


def shown(address: str) -> str:
    """Return an address short enough for a message."""
    return address if len(address) <= SHOWN else f"{address[:SHOWN]}…"


def _outside(target: str) -> tuple[Code, Message, Message]:
    return (
        Code.OUTSIDE_ROOT,
        msg("“{target}”指到了 content 文件夹外面。", target=shown(target)),
        msg("正文只能用 content 文件夹里的文件；请数一数开头的 ../ 是不是多了。"),
    )
