"""Writes the search index of a library alone; prints wall and processor seconds and peak memory."""

from __future__ import annotations

import contextlib
import resource
import sys
import time
from pathlib import Path

from site_builder.core.diagnostics import Report
from site_builder.indexing import index_runs, stage_index, stage_part
from site_builder.load.settings import read_settings
from site_builder.making import read_library
from site_builder.options import Options
from site_builder.planning import outline_of
from site_builder.references import bodies_to_show
from site_builder.sources import read_sources
from site_builder.versions import builder
from site_builder.write.publish import staging
from site_builder.write.store import CACHE, Store


def main() -> None:
    """Index the library of the first argument into the folder of the second."""
    root, output = Path(sys.argv[1]), Path(sys.argv[2])
    options = Options(root=root, output=output)
    sources, settings = read_sources(root), read_settings(root, Report())
    with contextlib.closing(Store(root / CACHE, builder(), writable=False)) as store:
        loaded = read_library(options, sources, settings, store, Report())
    outline = outline_of(loaded.library, settings, options, bodies_to_show(loaded), {})
    with staging(output):
        wall, cpu = time.perf_counter(), time.process_time()
        parts = (stage_part(outline, output, run) for run in index_runs(outline))
        stage_index(outline, output, parts)
        seconds = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(*(f"{each:.2f}" for each in (*seconds, peak)))


if __name__ == "__main__":
    main()
