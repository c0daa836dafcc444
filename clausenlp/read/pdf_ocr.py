"""Pages that are pictures -> runs, by Tesseract: it sets the text that it sees as a page of its own, which is read like any other."""

import importlib.util
import shutil
from typing import TYPE_CHECKING, Any

from clausenlp.errors import ReadError

if TYPE_CHECKING:
    from clausenlp.read.pdf_runs import Page

DOTS = 300  # an inch, which Tesseract reads best
MAX_PIXELS = 40_000_000  # of a rendered page; bigger sheets get fewer dots
MAX_SECONDS = 120  # a page
LANGUAGE = "eng"
_REMEDY = "install OCR: pip install clausenlp[ocr], and the program tesseract (apt install tesseract-ocr, brew install tesseract)"


def is_installed() -> bool:
    """Whether Tesseract and its binding are there."""
    return importlib.util.find_spec("pytesseract") is not None and shutil.which("tesseract") is not None


def recognize(page: Any, name: str) -> "Page":
    """The text of a page (of pypdfium2) that is a picture; ReadError where Tesseract is missing or fails."""
    try:
        import pytesseract
    except ImportError as error:
        raise ReadError("the PDF is a scan without text", where=name, remedy=_REMEDY) from error
    width, height = page.get_size()
    dots = int(min(DOTS, 72 * (MAX_PIXELS / max(1.0, width * height)) ** 0.5))
    bitmap = page.render(scale=dots / 72, grayscale=True)
    try:
        layer = pytesseract.image_to_pdf_or_hocr(
            bitmap.to_pil(), lang=LANGUAGE, config=f"--dpi {dots} -c textonly_pdf=1", timeout=MAX_SECONDS
        )
    except pytesseract.TesseractNotFoundError as error:
        raise ReadError(
            "the PDF is a scan without text, and the program tesseract is missing", where=name, remedy=_REMEDY
        ) from error
    except (pytesseract.TesseractError, RuntimeError) as error:
        reason = str(error).splitlines()[0] if str(error) else "it failed"
        raise ReadError(f"tesseract could not read a page ({reason})", where=name, remedy="check the scan") from error
    finally:
        bitmap.close()
        page.close()
    return _read_layer(layer)


def _read_layer(layer: bytes) -> "Page":
    import pypdfium2

    from clausenlp.read.pdf_runs import read_page

    with pypdfium2.PdfDocument(layer) as document:
        page = document[0]
        textpage = page.get_textpage()
        try:
            return read_page(page.raw, textpage.raw)
        finally:
            textpage.close()
            page.close()
