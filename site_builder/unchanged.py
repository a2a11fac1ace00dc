"""What the last build came to, told again without building when nothing has changed since."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from site_builder.core import diagnostics, messages, site
from site_builder.core.diagnostics import Code, Severity
from site_builder.core.fingerprint import mark_of
from site_builder.core.plain import Form
from site_builder.ledger import key_of
from site_builder.options import Outcome
from site_builder.sources import ABSENT
from site_builder.write.publish import has_rest
from site_builder.write.signs import UNKNOWN, sign_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from site_builder.core.diagnostics import Diagnostic
    from site_builder.core.site import Withheld
    from site_builder.options import Options
    from site_builder.sources import Sources
    from site_builder.write.store import Store

VERDICT, SITE = "verdict", "site"
"""Kinds of what is kept: verdicts by what they are about, sites by their folders."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What loading and planning came to."""

    diagnostics: tuple[Diagnostic, ...]
    withheld: tuple[Withheld, ...]
    cases: int
    complete: int
    pages: int
    timezone: str
    since: datetime.date | None
    """The first day on which a build comes to this; None: any day before."""
    until: datetime.date | None
    """The first day on which it comes to something else."""

    def holds(self, now: datetime.date | None) -> bool:
        """Return whether this is what a build comes to on a day."""
        day = now or today(self.timezone)
        return (self.since is None or self.since <= day) and (
            self.until is None or day < self.until
        )

    def outcome(self, *, strict: bool) -> Outcome:
        """Return this as the outcome of a build that writes nothing."""
        found = list(self.diagnostics)
        errors = any(each.severity is Severity.ERROR for each in found)
        return Outcome(
            diagnostics=found,
            blocked=errors or (strict and bool(found)),
            withheld=self.withheld,
            cases=self.cases,
            complete=self.complete,
            pages=self.pages,
        )


FORM = Form(Verdict, {**vars(diagnostics), **vars(messages), **vars(site)})


def today(timezone: str) -> datetime.date:
    """Return the day it is."""
    return datetime.datetime.now(ZoneInfo(timezone)).date()


def subject_of(sources: Sources, options: Options) -> str:
    """Return the digest of all that a verdict is about, but for the day."""
    return mark_of([sources.mark(), options.base_url, options.drafts, options.compress])


def recall(options: Options, subject: str, store: Store) -> Outcome | None:
    """Return what a build would come to, if that is known and would change nothing."""
    verdict = read_verdict(options, subject, store)
    if verdict is None:
        return None
    outcome = verdict.outcome(strict=options.strict)
    if outcome.blocked or not options.write or has_site(options.output, subject, store):
        return outcome
    return None


def read_verdict(options: Options, subject: str, store: Store) -> Verdict | None:
    """Return what is known of a library, if it holds on the day of this build."""
    kept = store.get(VERDICT, subject)
    if kept is None:
        return None
    verdict: Verdict = FORM.read(json.loads(kept))
    return verdict if verdict.holds(options.now) else None


def has_site(output: Path, subject: str, store: Store) -> bool:
    """Return whether an output folder is what a build of this made, and nobody touched it."""
    kept = store.get(SITE, key_of(output))
    if kept is None:
        return False
    known, names, mark = json.loads(kept)
    if known != subject or mark == UNKNOWN or has_rest(output):
        return False
    return mark_of([sign_of(f"{output}/{name}") for name in names]) == str(mark)


def keep_verdict(store: Store, subject: str, verdict: Verdict, sources: Sources) -> None:
    """Keep a verdict, unless it tells of what the next look may find otherwise."""
    codes = {each.code for each in verdict.diagnostics}
    read = (*sources.documents.values(), *sources.images.values())
    if ABSENT not in read and Code.SLOW_DOCUMENT not in codes:
        content = json.dumps(FORM.write(verdict), ensure_ascii=False)
        store.put(VERDICT, subject, content.encode("utf-8", "surrogatepass"))


def keep_site(store: Store, output: Path, subject: str, signs: Mapping[str, str]) -> None:
    """Keep what an output folder was made from, and the signs of all files that we left there."""
    mark = mark_of(list(signs.values())) if all(signs.values()) else UNKNOWN
    content = json.dumps([subject, list(signs), mark], ensure_ascii=False)
    store.put(SITE, key_of(output), content.encode())
