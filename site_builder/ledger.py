"""What an output folder was made from, page by page: the old side of every comparison."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from site_builder.core.fingerprint import digest
from site_builder.plan.outdated import ALTERED, MISSING, NEW, why_outdated
from site_builder.write.publish import digest_of
from site_builder.write.signs import UNKNOWN, sign_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from site_builder.core.messages import Message
    from site_builder.plan.outdated import Inputs
    from site_builder.write.store import Store

NO_TEMPLATE = ""
LEDGER = "ledger"
"""The kind under which the store keeps ledgers, one for each output folder."""


class Row(NamedTuple):
    """What one output file was made from."""

    template: str
    """Whose inputs it has in common with other pages; empty for a file without one."""
    inputs: Inputs
    """Those of its own."""
    digest: str
    """Of the file that was written."""
    sign: str
    """Of the file as we left it, or nothing."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """What we know of an output folder.

    Nothing in it is believed of the disk: a file must have the sign or the digest of its row.
    """

    output: Path
    subject: str = ""
    """The digest of all that the folder was made from."""
    common: Mapping[str, Inputs] = field(default_factory=dict)
    """By template."""
    rows: Mapping[str, Row] = field(default_factory=dict)
    """By output path."""

    def why_outdated(self, output: str, inputs: Inputs) -> Message | None:
        """Return why a file has to be made again, or None when what it was made from is the same.

        That holds for the file that the row tells of; look tells whether it is there.
        """
        row = self.rows.get(output)
        if row is None:
            return NEW
        return why_outdated({**self.common.get(row.template, {}), **row.inputs}, inputs)

    def look(self, output: str) -> tuple[Message | None, str]:
        """Return why the file of a row has to be written again, or None and its sign."""
        row, path = self.rows[output], f"{self.output}/{output}"
        sign = sign_of(path)
        if sign and sign == row.sign:
            return None, sign
        found = digest_of(path)
        if found is None:
            return MISSING, UNKNOWN
        return (None, sign) if found == row.digest else (ALTERED, UNKNOWN)


def key_of(output: Path) -> str:
    """Return the key of an output folder; nothing depends on its being the same folder still."""
    return digest(str(output.resolve()).encode("utf-8", "surrogateescape"))


def read_ledger(store: Store, output: Path) -> Ledger:
    """Return what is known of an output folder."""
    kept = store.get(LEDGER, key_of(output))
    if kept is None:
        return Ledger(output)
    subject, common, rows = json.loads(kept)
    return Ledger(output, subject, common, {name: Row(*row) for name, row in rows.items()})


def write_ledger(store: Store, ledger: Ledger) -> None:
    """Keep what is known of an output folder; last of all, for what is not kept is made again."""
    content = [ledger.subject, ledger.common, ledger.rows]
    kept = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    store.put(LEDGER, key_of(ledger.output), kept.encode())
