"""What builds remember for each other, in one SQLite file that may be lost at any time."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from typing import TYPE_CHECKING

from site_builder.core.fingerprint import raw_digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

CACHE = ".site-builder"
"""In a library: what may be removed at any time."""
NAME = "memory-{builder}.sqlite"
LIMIT = 2 << 30
"""Bytes; what was used longest ago is forgotten first. A case takes about 13 KB."""
KEEP = 0.75
"""How much of the limit is kept when something has to go, so that it need not go every time."""
PATIENCE = 2.0
"""Seconds to wait for another build that is writing; then this one does without."""
LATELY = 8
"""Builds; what was used within them counts as used now, so that reading need not write."""
TROUBLE = (sqlite3.Error, UnicodeError)
"""What a damaged file raises; an error that quotes it may not even be text."""
BASE_CODE = 0xFF
"""The part of SQLite's error codes that names the kind of error."""
PASSING = frozenset({
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY,
})  # fmt: skip
"""Errors after which a file may be good again; after others it is made anew."""
SCHEMA = """
CREATE TABLE IF NOT EXISTS kept (
    kind TEXT, key TEXT, value BLOB, mark BLOB, used INTEGER, PRIMARY KEY (kind, key)
)
"""
GET = """
SELECT key, value, mark FROM kept WHERE kind = ? AND key IN (SELECT value FROM json_each(?))
"""
GET_ONE = "SELECT value, mark FROM kept WHERE kind = ? AND key = ?"
ANYTHING = "SELECT 1 FROM kept LIMIT 1"
PUT = "INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?, ?)"
FORGET = "DELETE FROM kept WHERE kind = ? AND key IN (SELECT value FROM json_each(?))"
TOUCH = """
UPDATE kept SET used = ?1 WHERE used < ?1 - ?2 AND kind = ?3
AND key IN (SELECT value FROM json_each(?4))
"""
SHRINK = """
DELETE FROM kept WHERE rowid IN (SELECT rowid FROM (
    SELECT rowid, SUM(LENGTH(value)) OVER (ORDER BY used DESC, rowid DESC) AS total FROM kept
) WHERE total > ?)
"""


class Store:
    """Values by kind and key, kept between builds as far as that is possible.

    Every value is kept with a digest of what it is the value of, and one that does not fit is as
    good as none: a damaged file costs time and nothing else. A file that cannot be read or written
    is done without; nothing is known then, and nothing kept.
    """

    def __init__(
        self, folder: Path, builder: str, *, writable: bool = True, limit: int = LIMIT
    ) -> None:
        """Take the folder to keep the file in, and the digest of the code whose values they are."""
        self._path = folder / NAME.format(builder=builder)
        self._writable = writable
        self._limit = limit
        self._database: sqlite3.Connection | None = None
        self._process = 0
        """That opened the database: a forked process must not use its parent's."""
        self._lost = False
        """Whether the file cannot be used."""
        self._renewed = False
        """Whether the file was damaged and has been made anew."""

    def clear(self) -> None:
        """Forget everything."""
        self.close()
        if self._writable:
            remove(self._path.parent.glob(self._path.name + "*"))
        self._lost = not self._writable

    def get_many(self, kind: str, keys: Iterable[str]) -> dict[str, bytes]:
        """Return the values that are known, by key."""
        wanted = list(keys)
        found: dict[str, bytes] = {}
        with self._using() as database:
            if database is not None and wanted:
                rows = database.execute(GET, (kind, json.dumps(wanted)))
                found = {key: value for key, value, mark in rows if mark == fit(kind, key, value)}
        return found

    def get(self, kind: str, key: str) -> bytes | None:
        """Return a value, or None when it is not known."""
        with self._using() as database:
            if database is not None:
                row: tuple[bytes, bytes] | None
                row = database.execute(GET_ONE, (kind, key)).fetchone()
                if row is not None and row[1] == fit(kind, key, row[0]):
                    return row[0]
        return None

    def is_empty(self) -> bool:
        """Return whether nothing is known."""
        with self._using() as database:
            if database is not None:
                return database.execute(ANYTHING).fetchone() is None
        return True

    def hold(self) -> None:
        """Stay reading until it is closed: each read by itself asks for the lock anew."""
        with self._using() as database:
            if database is not None:
                database.execute("BEGIN")

    def put_many(self, kind: str, values: Mapping[str, bytes]) -> None:
        """Keep values, in place of those that were kept under their keys."""
        rows = [(kind, key, value, fit(kind, key, value)) for key, value in values.items()]
        with self._using() as database:
            if database is not None and self._writable:
                with writing(database):
                    used = generation(database)
                    database.executemany(PUT, ((*row, used) for row in rows))

    def put(self, kind: str, key: str, value: bytes) -> None:
        """Keep one value."""
        self.put_many(kind, {key: value})

    def forget(self, kind: str, keys: Iterable[str]) -> None:
        """Keep values no longer."""
        with self._using() as database:
            if database is not None and self._writable:
                with writing(database):
                    database.execute(FORGET, (kind, json.dumps(list(keys))))

    def end(self, used: Mapping[str, Iterable[str]]) -> None:
        """End a build that used these keys, by kind; forget what has not been used for long."""
        with self._using() as database:
            if database is None or not self._writable:
                return
            with writing(database):
                now = generation(database) + 1
                database.execute(f"PRAGMA user_version = {now}")
                # At first nothing can have been used so long ago.
                for kind, keys in used.items() if now > LATELY else ():
                    database.execute(TOUCH, (now, LATELY, kind, json.dumps(list(keys))))
            if size(database) > self._limit:
                with writing(database):
                    database.execute(SHRINK, (int(self._limit * KEEP),))
                database.execute("VACUUM")
        self.close()

    def close(self) -> None:
        """Let go of the file until it is asked for again; do so before processes are started."""
        if self._database is not None and self._process == os.getpid():
            self._database.close()
        self._database = None

    def __getstate__(self) -> dict[str, object]:
        """Return what another process needs: it opens the file for itself."""
        return {**vars(self), "_database": None}

    @contextlib.contextmanager
    def _using(self) -> Iterator[sqlite3.Connection | None]:
        """Hold the database, or None where there is none; what goes wrong with it ends here."""
        database = self._opened()
        try:
            yield database
        except TROUBLE as error:
            self._give_up(error)

    def _opened(self) -> sqlite3.Connection | None:
        """Return this process's connection, or None where the file cannot be used."""
        if self._database is not None and self._process == os.getpid():
            return self._database
        while not self._lost:
            try:
                return self._open()
            except TROUBLE as error:
                self._give_up(error)
        return None

    def _open(self) -> sqlite3.Connection | None:
        """Open the file; make it when there is none."""
        if not self._path.exists() and not self._make_room():
            self._lost = True
            return None
        mode = "rwc" if self._writable else "ro"
        self._database = sqlite3.connect(
            f"{self._path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=PATIENCE,
            isolation_level=None,
        )
        self._process = os.getpid()
        if self._writable:
            # What is lost when the machine goes down is found out by its digest.
            self._database.execute("PRAGMA synchronous = OFF")
            self._database.execute(SCHEMA)
        return self._database

    def _make_room(self) -> bool:
        """Make the folder, and remove what other versions of the code kept in it."""
        if not self._writable:
            return False
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        except OSError:
            return False
        remove(self._path.parent.glob(NAME.format(builder="*") + "*"))
        return True

    def _give_up(self, error: Exception) -> None:
        """Do without the file from now on; make a damaged one anew, once."""
        self.close()
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
        again = self._writable and not self._renewed and code & BASE_CODE not in PASSING
        if again:
            self._renewed = True
            remove(self._path.parent.glob(self._path.name + "*"))
        self._lost = not again or self._path.exists()


def fit(kind: str, key: str, value: object) -> bytes:
    """Return the mark of a value: its digest, together with what it is the value of."""
    content = value if isinstance(value, bytes) else b""
    return raw_digest(f"{kind}\0{key}\0".encode("utf-8", "surrogatepass") + content)


@contextlib.contextmanager
def writing(database: sqlite3.Connection) -> Iterator[None]:
    """Hold the right to write; all is written or nothing."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")


def generation(database: sqlite3.Connection) -> int:
    """Return how many builds have ended."""
    return number(database, "user_version")


def size(database: sqlite3.Connection) -> int:
    """Return how many bytes of the file are in use."""
    pages = number(database, "page_count") - number(database, "freelist_count")
    return pages * number(database, "page_size")


def number(database: sqlite3.Connection, name: str) -> int:
    """Return a number that SQLite keeps about its file."""
    return int(database.execute(f"PRAGMA {name}").fetchone()[0])


def remove(files: Iterable[Path]) -> None:
    """Remove files, as far as the system lets us."""
    for file in files:
        with contextlib.suppress(OSError):
            file.unlink()
