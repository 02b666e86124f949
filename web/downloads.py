"""Files on their way to a visitor: kept by the browser, never run by it."""

import mimetypes
from pathlib import Path
from urllib.parse import quote

from flask import Response, send_file

SANDBOX = "default-src 'none'; sandbox"
_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}


def attachment(name: str, content: bytes | Path) -> Response:
    """Return a file to be kept under its readable Thai name (RFC 5987)."""
    kind = media_type(name)
    if isinstance(content, Path):
        answer = send_file(content, mimetype=kind, conditional=True)
    else:
        answer = Response(content, content_type=kind)
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer


def shown_page(path: Path) -> Response:
    """Return a page's picture, named by its content.

    A browser may keep it and must ask each time: people who share a PC may not read the same.
    """
    answer = send_file(path, mimetype="image/png", conditional=True, etag=path.stem)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def media_type(name: str) -> str:
    """Return the media type that a file's name promises."""
    suffix = Path(name).suffix.lower()
    return _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
