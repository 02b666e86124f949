"""Page numbers in Thai digits: LibreOffice forgets them when it writes a .docx."""

import re

from templates.marked_places import W
from templates.package import pack, parse, rendered, serialized, unpack

_PLAIN = re.compile(r"(\bPAGE\s+\\\*\s*)ARABIC\b", re.IGNORECASE)


def in_thai(docx: bytes) -> bytes:
    """Let page numbers print in Thai digits again where the file asks for Arabic ones.

    LibreOffice 25.2 reads ``PAGE \\* ThaiArabic`` and writes ``PAGE \\* ARABIC``.
    """
    parts = unpack(docx)
    mended = dict[str, bytes]()
    for name in rendered(parts):
        root, changed = parse(parts[name]), False
        for field in root.iter(f"{W}instrText"):
            text = _PLAIN.sub(r"\1ThaiArabic", field.text or "")
            changed |= text != field.text
            field.text = text
        if changed:
            mended[name] = serialized(root)
    return pack(parts | mended) if mended else docx
