"""JSON in one canonical spelling, so that equal things have equal bytes and equal hashes."""

import json
from typing import Any


def compact(value: Any) -> bytes:
    """Return the shortest UTF-8 JSON with sorted keys: what hashes are taken of."""
    return _utf8(json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def readable(value: Any) -> bytes:
    """Return indented UTF-8 JSON with sorted keys, for files a person may open."""
    return _utf8(json.dumps(value, ensure_ascii=False, sort_keys=True, indent=2) + "\n")


def _utf8(text: str) -> bytes:
    # A lone surrogate (a file name that was no UTF-8) becomes its JSON escape: still valid JSON.
    return text.encode("utf-8", "backslashreplace")
