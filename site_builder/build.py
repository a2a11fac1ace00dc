"""The whole build: nothing is done when nothing has changed, and else what has to be."""

from __future__ import annotations

import contextlib
import dataclasses
import gc
import time
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.options import Options, Outcome
from site_builder.sources import Sources, read_sources
from site_builder.unchanged import recall, subject_of
from site_builder.versions import builder
from site_builder.write.publish import MANIFEST, check_output, digest_of, read_manifest
from site_builder.write.store import CACHE, Store

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Options", "Outcome", "build_site"]

VERIFY = ".site-builder-verify-"
"""What the name of a folder begins with in which a site is built a second time."""


def build_site(options: Options) -> Outcome:
    """Build the site, or only check it; with errors nothing in the output folder is touched."""
    start = time.perf_counter()
    if options.write:
        check_output(options.output)
    with nothing_collected(), open_store(options.root / CACHE, options) as store:
        sources = first_look(options.root, store)
        outcome = recall(options, subject_of(sources, options), store)
        if outcome is None:
            outcome = build_changed(options, sources, store)
    if options.verify and options.write and not outcome.blocked:
        outcome = dataclasses.replace(outcome, differences=verify(options))
    return dataclasses.replace(outcome, seconds=time.perf_counter() - start)


@contextlib.contextmanager
def nothing_collected() -> Iterator[None]:
    """Look for no garbage: what a build loads and makes is none, and there is much to look at."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def first_look(root: Path, store: Store) -> Sources:
    """Return the library as it lies on the disk.

    Where nothing is remembered, documents are read once only: there is nothing to compare with.
    """
    return read_sources(root, {} if store.is_empty() else None)


@contextlib.contextmanager
def open_store(folder: Path, options: Options) -> Iterator[Store]:
    """Hold what builds remember for each other."""
    store = Store(folder, builder(), writable=options.write)
    if options.fresh:
        store.clear()
    try:
        yield store
    finally:
        store.close()


def build_changed(options: Options, sources: Sources, store: Store) -> Outcome:
    """Build while no other build of the same output folder runs."""
    # All that parses and renders takes longer to load than it takes to see that nothing changed.
    from site_builder.making import make_site
    from site_builder.write.lock import build_lock

    if not options.write:
        return make_site(options, sources, store)
    with (
        build_lock(options.root, options.output, options.on_wait) as waited,
        team(options) as options,
    ):
        return make_site(options, read_sources(options.root) if waited else sources, store)


@contextlib.contextmanager
def team(options: Options) -> Iterator[Options]:
    """Hold options with those who do the work; raises ClusterError."""
    if not options.cluster:
        yield options
        return
    from site_builder.cluster import joined

    with joined(options) as shared:
        yield shared


def verify(options: Options) -> tuple[str, ...]:
    """Return the files that a build from nothing, beside the output folder, makes otherwise."""
    import tempfile

    with tempfile.TemporaryDirectory(dir=options.output.parent, prefix=VERIFY) as folder:
        again = dataclasses.replace(options, output=Path(folder, "site"))
        build_from_nothing(again, Path(folder))
        return differences(options.output, again.output)


def build_from_nothing(options: Options, folder: Path) -> Outcome:
    """Build with nothing remembered; what this build remembers goes into a folder of its own."""
    with nothing_collected(), open_store(folder, options) as store:
        return build_changed(options, first_look(options.root, store), store)


def differences(one: Path, other: Path) -> tuple[str, ...]:
    """Return the files of ours that differ between two output folders."""
    files = {MANIFEST, *read_manifest(one), *read_manifest(other)}
    return tuple(
        name for name in sorted(files) if digest_of(f"{one}/{name}") != digest_of(f"{other}/{name}")
    )
