"""The twins of files are made once for each content, side by side, and go when their files go."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from site_builder.ledger import NO_TEMPLATE, key_of
from site_builder.plan.outdated import reason_of
from site_builder.rendering import made_of
from site_builder.workers import workers
from site_builder.write.publish import STAGING, Staged, stage
from site_builder.write.signs import settled
from site_builder.write.twins import TWINS, may_have_twins

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from site_builder.options import Options
    from site_builder.publishing import Plan
    from site_builder.rendering import Rendered
    from site_builder.write.store import Store

TWIN = "twin"
"""The one input of a twin: the digest of its file. Also the kind of what is kept."""
AT_ONCE = 32
"""Twins that a process is given at a time."""


class Wanted(NamedTuple):
    """A twin to be made, if it gets smaller than its file."""

    file: str
    end: str
    digest: str
    """Of the file."""
    path: str
    """Where the file lies now."""

    @property
    def name(self) -> str:
        """The output path of the twin."""
        return self.file + self.end


def make_twins(
    plan: Plan, files: Iterable[str], rendered: Rendered, options: Options, store: Store
) -> Iterator[str]:
    """Stage the twins of files that are not up to date; yield the names of all twins.

    Twins that would be no smaller are kept in mind, so that they are not tried again.
    """
    if not options.compress:
        return
    useless = read_useless(options.output, store)
    unknown: list[Wanted] = []
    still: dict[str, str] = {}
    for each in wanted(plan, files, rendered):
        if useless.get(each.name) == each.digest:
            still[each.name] = each.digest
        elif is_there(plan, each, rendered):
            yield each.name
        else:
            unknown.append(each)
    store.close()  # a process opens it for itself
    reason, started = reason_of(TWIN), plan.work.started
    with workers(options.jobs, len(unknown), elsewhere=options.elsewhere) as executor:
        work = partial(stage_twin, plan.work.ledger.output)
        made = executor.map(work, unknown, chunksize=AT_ONCE) if executor else map(work, unknown)
        for each, staged in zip(unknown, made, strict=True):
            if staged is None:
                still[each.name] = each.digest
                continue
            inputs = {TWIN: each.digest}
            rendered.made[each.name] = made_of(staged, NO_TEMPLATE, inputs, reason, started)
            yield each.name
    store.put(TWIN, key_of(options.output), json.dumps(still).encode())


def wanted(plan: Plan, files: Iterable[str], rendered: Rendered) -> Iterator[Wanted]:
    """Yield the twins that files may have; a file of ours that is called so goes before them."""
    ledger = plan.work.ledger
    names = set(files)
    for name in filter(may_have_twins, sorted(names)):
        made = rendered.made.get(name)
        row = made.row if made else ledger.rows[name]
        folder = ledger.output / STAGING if made and made.changed else ledger.output
        for end in TWINS:
            if name + end not in names:
                yield Wanted(name, end, row.digest, f"{folder}/{name}")


def is_there(plan: Plan, twin: Wanted, rendered: Rendered) -> bool:
    """Return whether a twin lies there as it would be made; its sign is remembered then."""
    ledger = plan.work.ledger
    if ledger.why_outdated(twin.name, {TWIN: twin.digest}) is not None:
        return False
    reason, sign = ledger.look(twin.name)
    rendered.signs[twin.name] = settled(sign, plan.work.started)
    return reason is None


def stage_twin(output: Path, twin: Wanted) -> Staged | None:
    """Stage a twin, or return None when it is no smaller than its file."""
    content = Path(twin.path).read_bytes()
    made = TWINS[twin.end](content)
    return stage(output, twin.name, made) if len(made) < len(content) else None


def read_useless(output: Path, store: Store) -> dict[str, str]:
    """Return the twins that were no smaller, with the digests of their files."""
    kept = store.get(TWIN, key_of(output))
    found: dict[str, str] = json.loads(kept) if kept else {}
    return found
