"""Grey pictures of pages, for reading: of a PDF's pages and of picture files."""

import io
import warnings
from collections.abc import Iterator
from typing import Any

from PIL import Image, ImageOps, ImageSequence

from indexer.errors import FileDamaged, FileTooLarge, Unreadable
from indexer.pdf_text import PAGE_LIMIT
from indexer.scan_errors import PictureTooLarge

warnings.filterwarnings("ignore", module=r"PIL\.")  # English, for developers
FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP")
SUFFIXES = ("png", "jpg", "jpeg", "tif", "tiff", "bmp", "webp")
DPI = 300
LONGEST = 14 * DPI  # pixels of a page's longer side, 35.6 cm; larger sheets are drawn smaller
MILLION_PIXELS = 100  # of one picture; A4 at 600 dots to the inch has 35
_A4 = 297 / 25.4 * DPI  # pixels


def of_page(sheet: Any) -> tuple[Image.Image, float]:
    """Draw an opened pdfium page; return it with the points of the page to one pixel."""
    scale = min(DPI / 72, LONGEST / max(sheet.get_size()))
    return sheet.render(scale=scale, grayscale=True).to_pil().convert("L"), 1 / scale


def of_file(name: str, data: bytes) -> Iterator[Image.Image]:
    """Yield the pages of a picture file as if they were A4, for their own size is seldom right.

    Raises FileDamaged, FileTooLarge (pages) or PictureTooLarge.
    """
    try:
        with _opened(data) as picture:
            if getattr(picture, "n_frames", 1) > PAGE_LIMIT:
                raise FileTooLarge(name=name, limit=f"{PAGE_LIMIT:,} หน้า")
            for frame in ImageSequence.Iterator(picture):
                if frame.width * frame.height > MILLION_PIXELS * 1_000_000:
                    raise PictureTooLarge(name=name, limit=MILLION_PIXELS)
                yield _sized(frame)
    except Unreadable:
        raise
    except Image.DecompressionBombError as error:
        raise PictureTooLarge(name=name, limit=MILLION_PIXELS) from error
    except Exception as error:  # a parser of strangers' files fails in ways that nobody can list
        raise FileDamaged(name=name) from error


def _opened(data: bytes) -> Image.Image:
    with warnings.catch_warnings():  # the limit is this module's own
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        return Image.open(io.BytesIO(data), formats=FORMATS)


def _sized(frame: Image.Image) -> Image.Image:
    upright = ImageOps.exif_transpose(frame)
    if upright.mode in ("RGBA", "LA", "P"):
        paper = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(paper, upright.convert("RGBA"))
    scale = _A4 / max(upright.size)
    size = (max(1, round(upright.width * scale)), max(1, round(upright.height * scale)))
    return upright.convert("L").resize(size, Image.Resampling.LANCZOS)
