"""Images are measured and their copies made once: both are kept by the digests of their files."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from site_builder.core.diagnostics import Code, Location
from site_builder.core.fingerprint import digest
from site_builder.core.messages import msg
from site_builder.core.paths import image_url
from site_builder.core.photos import Photo
from site_builder.load.scan import MAX_IMAGE, suffix
from site_builder.plan.pictures import shown_photos
from site_builder.sources import ABSENT, ChangedMeanwhileError
from site_builder.workers import WORTH_SHARING, workers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from site_builder.core.diagnostics import Report
    from site_builder.options import Options
    from site_builder.plan.outline import Outline
    from site_builder.sources import Sources
    from site_builder.write.store import Store

PHOTO, COPY = "photo", "copy"
"""Kinds of what is kept: what images are, and the copies of them."""
NOTHING = b"null"
"""Kept of images that cannot be measured here."""
WHOLE = 0
"""The width that stands for an image as it is, without what else its file carries."""
EACH = WORTH_SHARING // 3
"""What an image weighs when work is shared: three are worth a process."""


Task = TypeVar("Task")
Result = TypeVar("Result")


class Wanted(NamedTuple):
    """A file to be made of an image."""

    output: str
    path: str
    digest: str
    """Of the image."""
    width: int

    @property
    def mark(self) -> str:
        """What it is made from, and the key under which it is kept."""
        return f"{self.digest}-{self.width}"


class Copied(NamedTuple):
    """A file made of an image."""

    mark: str
    """What it was made from: an image may change while copies are made."""
    content: bytes


def read_photos(
    options: Options, sources: Sources, store: Store, report: Report
) -> Mapping[str, Photo]:
    """Return what is known of all images, by file; report those that cannot be shown."""
    kept = store.get_many(PHOTO, set(sources.images.values()) - {ABSENT})
    unknown = {
        mark: path for path, mark in sources.images.items() if mark != ABSENT and mark not in kept
    }
    work = partial(measure_file, options.root)
    measured = dict(zip(unknown, shared(work, [*unknown.items()], options, store), strict=True))
    store.put_many(PHOTO, {mark: told for mark, told in measured.items() if told})
    photos = photos_of(sources, kept | measured)
    for path, mark in sources.images.items():
        if path not in photos and mark != ABSENT:
            report_fault(path, json.loads((kept | measured)[mark] or NOTHING), report)
    return photos


def recall_photos(sources: Sources, store: Store) -> Mapping[str, Photo] | None:
    """Return what is known of all images, or None where one of them is not known."""
    kept = store.get_many(PHOTO, set(sources.images.values()))
    known = all(mark in kept for mark in sources.images.values())
    return photos_of(sources, kept) if known else None


def photos_of(sources: Sources, told: Mapping[str, bytes]) -> dict[str, Photo]:
    """Return images by file, from what is told of them by their digests."""
    photos: dict[str, Photo] = {}
    for path, mark in sources.images.items():
        measured = json.loads(told.get(mark) or NOTHING)
        if isinstance(measured, list):
            width, height, widths, clean = measured
            photos[path] = Photo(mark, width, height, tuple(widths), clean)
    return photos


def measure_file(root: Path, image: tuple[str, str]) -> bytes:
    """Return what an image is, as it is kept; nothing of one that has changed meanwhile."""
    from site_builder.load.photos import Fault, can_open, measure

    mark, path = image
    content = read_image(root, path)
    if digest(content) != mark:
        return b""
    if len(content) > MAX_IMAGE or not can_open(suffix(path)):
        return NOTHING
    measured = measure(content)
    return json.dumps(measured.value if isinstance(measured, Fault) else measured).encode()


def read_image(root: Path, path: str) -> bytes:
    """Return the bytes of an image; raises ChangedMeanwhileError where there are none any more."""
    try:
        return (root / path).read_bytes()
    except OSError as error:
        raise ChangedMeanwhileError(path) from error


def report_fault(path: str, fault: str | None, report: Report) -> None:
    """Report an image that cannot be shown; nothing is wrong where nothing is told of it."""
    if fault == "huge":
        report.error(
            Code.TOO_LARGE,
            Location(path),
            msg("这张图片的像素太多，超过了 5000 万。"),
            msg("请把宽和高缩小后再放进来；网页上的图片一般不用超过 2000 像素宽。"),
        )
    elif fault == "broken":
        report.error(
            Code.BROKEN_IMAGE,
            Location(path),
            msg("这张图片打不开，文件可能坏了，或者不是它的后缀所说的格式。"),
            msg(
                "请用看图程序打开它，另存为 jpg 或 png 再放进来；苹果手机的 HEIC 照片也要这样转换。"
            ),
        )


def shared(
    work: Callable[[Task], Result], tasks: Sequence[Task], options: Options, store: Store
) -> Iterator[Result]:
    """Yield the results of work on images, side by side where that pays."""
    store.close()  # a process opens it for itself
    options.progress.begin(msg("处理图片"), len(tasks))
    with workers(options.jobs, len(tasks) * EACH, elsewhere=options.elsewhere) as executor:
        results = map(work, tasks) if executor is None else executor.map(work, tasks)
        for number, result in enumerate(results, 1):
            options.progress.at(number)
            yield result


def wanted(photos: Mapping[str, Photo], shown: Iterable[Photo]) -> list[Wanted]:
    """Return the files to be made of images: copies of those that pages show, and clean ones."""
    digests = {photo.digest for photo in shown}
    found: dict[str, Wanted] = {}
    for path, photo in photos.items():
        if not photo.clean:
            found[image_url(path)] = Wanted(image_url(path), path, photo.digest, WHOLE)
        if photo.digest in digests:
            for width, url in photo.copies:
                found[url] = Wanted(url, path, photo.digest, width)
    return list(found.values())


def kept_photos(outline: Outline) -> dict[str, list[str]]:
    """Return the keys of what is kept of the images of a library, by kind."""
    files = wanted(outline.photos, shown_photos(outline))
    return {
        PHOTO: [photo.digest for photo in outline.photos.values()],
        COPY: [each.mark for each in files],
    }


def make_copies(
    files: Sequence[Wanted], options: Options, store: Store
) -> Iterator[tuple[Wanted, Copied]]:
    """Yield files with what they become: kept from another build, or made now and kept."""
    unknown = [each for each in files if store.get(COPY, each.mark) is None]
    fresh = shared(partial(make_copy, options.root), unknown, options, store)
    for each in files:
        if each in unknown:
            made = next(fresh)
            if made.mark == each.mark:
                store.put(COPY, made.mark, made.content)
        else:
            kept = store.get(COPY, each.mark)
            made = make_copy(options.root, each) if kept is None else Copied(each.mark, kept)
        yield each, made


def make_copy(root: Path, file: Wanted) -> Copied:
    """Make a file of an image; one that has changed since it was measured stays as it is."""
    from site_builder.load.photos import cleaned, scaled

    content = read_image(root, file.path)
    mark = digest(content)
    if mark != file.digest:
        return Copied(f"{mark}-", content)
    made = scaled(content, file.width) if file.width != WHOLE else cleaned(content)
    return Copied(file.mark, made)
