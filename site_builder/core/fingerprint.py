"""Digests: what bytes and views are, in a few characters."""

from __future__ import annotations

import hashlib
import json

DIGEST_SIZE = 16
"""Bytes; 128 bits keep accidental clashes out of reach for any library."""


def digest(content: bytes) -> str:
    """Return the BLAKE2b digest (RFC 7693) of bytes, as 32 hexadecimal characters."""
    return hashlib.blake2b(content, digest_size=DIGEST_SIZE).hexdigest()


def canonical_json(value: object) -> str:
    """Return plain data as text that is the same for equal data, whatever the machine."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
