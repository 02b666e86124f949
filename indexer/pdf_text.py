"""Text out of a PDF with a text layer, page by page, by pypdf.

pdfium is ten times as fast and knows the letters as well, but not the spaces of Thai: it puts one
behind every ำ that Chromium printed (so that 23 % of the words between spaces are not found whole,
against 1 % here) and misplaces a fifth of those that LibreOffice printed. pypdf, mended where it
misreads (``indexer.actual_text``), keeps them, and a search is for what stands between spaces.
"""

import io
import logging
import re
import unicodedata
from itertools import pairwise

import pypdf

from indexer.actual_text import needs_repair, repaired_text
from indexer.errors import FileDamaged, FileLocked, FileTooLarge

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings are English, for developers

PAGE_LIMIT = 3_000
FULL_LINE = 0.75  # of the longest line on the page: a line that long was broken by the margin,
SHORT_LINE = 45  # letters, if it is longer than this; A4 at 16 points holds 60 to 90
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_THAI_END, _THAI_BEGIN = re.compile(r"[ก-๎]\Z"), re.compile(r"[ก-ฯเ-ๅ]")


def pages(name: str, data: bytes) -> tuple[str, ...]:
    """Return the text of each page. Raises FileDamaged, FileLocked or FileTooLarge."""
    try:
        document = pypdf.PdfReader(io.BytesIO(data))
        if document.is_encrypted and not document.decrypt(""):
            raise FileLocked(name=name)
        if len(document.pages) > PAGE_LIMIT:
            raise FileTooLarge(name=name, limit=f"{PAGE_LIMIT:,} หน้า")
        read = repaired_text if needs_repair(document) else pypdf.PageObject.extract_text
        return tuple(unwrapped(read(page).translate(_LIGATURES)) for page in document.pages)
    except (FileLocked, FileTooLarge):
        raise
    except Exception as error:  # a parser of strangers' files fails in ways that nobody can list
        raise FileDamaged(name=name) from error


def unwrapped(page: str) -> str:
    """Join lines that the margin broke between two Thai letters, where no space belongs.

    Thai is broken between words that no space divides; left apart, a phrase over two lines would
    not be found. A line that ends early ends a paragraph and stays.
    """
    lines = page.split("\n")
    full = max(SHORT_LINE, FULL_LINE * max(map(_width, lines)))
    joined = lines[:1]
    for before, line in pairwise(lines):
        if _width(before) >= full and _THAI_END.search(before) and _THAI_BEGIN.match(line):
            joined[-1] += line
        else:
            joined.append(line)
    return "\n".join(joined)


def _width(line: str) -> int:
    """Count the letters that take room; marks above and below take none."""
    return sum(unicodedata.category(letter) != "Mn" for letter in line.strip())
