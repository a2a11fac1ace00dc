"""Writes the search index of a library alone; prints wall and processor seconds and peak memory."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from pathlib import Path

from measure import Watch

from site_builder.core.diagnostics import Report
from site_builder.indexing import index_runs, stage_index
from site_builder.ledger import Ledger
from site_builder.load.settings import read_settings
from site_builder.making import read_library
from site_builder.options import Options
from site_builder.planning import outline_of, templates_of
from site_builder.references import bodies_to_show
from site_builder.render.pages import Renderer
from site_builder.rendering import Work, index_parts
from site_builder.sources import read_sources
from site_builder.versions import builder
from site_builder.write.publish import staging
from site_builder.write.store import CACHE, Store


def main() -> None:
    """Index the library of the first argument into the folder of the second, as a build does."""
    root, output = Path(sys.argv[1]), Path(sys.argv[2])
    options = Options(root=root, output=output)
    sources, settings = read_sources(root), read_settings(root, Report())
    with contextlib.closing(Store(root / CACHE, builder(), writable=False)) as store:
        loaded = read_library(options, sources, settings, store, Report())
    outline = outline_of(loaded.library, settings, options, bodies_to_show(loaded), {})
    renderer = Renderer(
        templates_of(sources.theme, outline.config.language), outline.config.base_path
    )
    work = Work(outline, {}, renderer, {}, Ledger(output), index_runs(outline))
    watch = Watch(os.getsid(0))
    with staging(output):
        wall, cpu = time.perf_counter(), processors()
        stage_index(outline, output, index_parts(work, options))
        seconds = time.perf_counter() - wall, processors() - cpu
    watch.finish()
    print(*(f"{each:.2f}" for each in (*seconds, watch.peak / 1e6)))


def processors() -> float:
    """Return the seconds of processors that this process and those it waited for have taken."""
    return sum(os.times()[:4])


if __name__ == "__main__":
    main()
