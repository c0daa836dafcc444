"""PDF -> text and the hints of its layout, by PDFium; pages that are pictures by OCR, where the extra is installed."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from clausenlp.errors import ReadError
from clausenlp.read.source import Hints

if TYPE_CHECKING:
    from clausenlp.read.pdf_lines import Line
    from clausenlp.read.pdf_page import Answers
    from clausenlp.read.pdf_runs import Page

MAX_PAGES = 2_000
MAX_CHARACTERS = 20_000_000  # of a file
MAX_PAGE_CHARACTERS = 200_000  # a page of small print has 10,000
MAX_SECONDS = 120.0  # of a file, looked at behind each page; OCR has its own limit a page
_STAMP = 200  # characters: with fewer, a page that a picture covers is a scan
_NO_CODE = re.compile("[\ufffd\ue000-\uf8ff\x00-\x1f]")
_UNREADABLE = 0.3  # share of characters without a code from which on a page says nothing
_TOGETHER = 50_000  # characters whose pages are measured at once: some 16 pages, or one that is full of small print
_SPLIT = "split it into smaller files"
_SAVE_AGAIN = "download it again, or open it in a PDF viewer and save or print it as a new PDF"

Progress = Callable[[int, int], None]


def read_pdf(data: bytes, name: str, *, progress: Progress | None = None) -> tuple[str, Hints]:
    """The text of a PDF and what its layout tells; ReadError where it is locked, damaged, too big or a scan without OCR.

    ``progress`` is called with (done, all) behind each page that OCR reads, which takes some seconds a page.
    """
    from clausenlp.read.pdf_text import build_text
    from clausenlp.read.pdf_zones import name_zones

    _check_end(data, name)
    with _open(data, name) as document:
        sheets = _Reader(document, name, progress).read()
    name_zones([lines for _, lines in sheets], [page for page, _ in sheets])
    return build_text([lines for _, lines in sheets])


def _check_end(data: bytes, name: str) -> None:
    """A file that was cut off would be read in part without a word: its last mark is missing, or is that of its head."""
    end = data.rfind(b"%%EOF")
    if end < 0 or (b"/Linearized" in data[:1024] and end < len(data) // 2):
        raise ReadError("the PDF is cut off: its end is missing", where=name, remedy="download or copy it again")


def _open(data: bytes, name: str) -> Any:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error) or "ecurity" in str(error):
            raise ReadError(
                "the PDF is locked by a password", where=name, remedy="open it with the password and save it without"
            ) from error
        raise ReadError("the PDF is damaged or has no pages", where=name, remedy=_SAVE_AGAIN) from error
    pages = len(document)
    if pages > MAX_PAGES:
        document.close()
        raise ReadError(f"the PDF has {pages:,} pages, more than the limit of {MAX_PAGES:,}", where=name, remedy=_SPLIT)
    return document


@dataclass(slots=True)
class _Reader:
    """Reads a document page by page; each is closed before the next is opened."""

    document: Any
    name: str
    progress: Progress | None
    characters: int = 0
    deadline: float = field(default_factory=lambda: time.monotonic() + MAX_SECONDS)

    def read(self) -> "list[tuple[Page, list[Line]]]":
        """The pages, each with its lines; pages that are pictures are read by OCR."""
        from clausenlp.read.pdf_runs import measure_pages

        sheets: list[tuple[Page, list[Line]]] = []
        pictures: list[int] = []
        for answers in self._answers():
            for index, page in enumerate(measure_pages(answers), len(sheets)):
                if self._is_picture(page, index):
                    pictures.append(index)
                sheets.append((page, _take_lines(page, index)))
                self._check_time(index)
        for index, page in self._recognized(pictures):
            sheets[index] = (page, _take_lines(page, index))
        return sheets

    def _answers(self) -> "Iterator[list[Answers]]":
        """What PDFium says of the pages, some at a time."""
        from clausenlp.read.pdf_page import ask_page

        answers: list[Answers] = []
        since = 0
        for index in range(len(self.document)):
            with self._opened(index) as (page, textpage):
                answers.append(ask_page(page, textpage))
            self._check_time(index)
            if self.characters - since > _TOGETHER:
                yield answers
                answers, since = [], self.characters
        if answers:
            yield answers

    @contextmanager
    def _opened(self, index: int) -> Iterator[tuple[Any, Any]]:
        """The handles of a page and its text: without the objects of pypdfium2, each of which keeps a record of all it opened."""
        import pypdfium2.raw as pdfium

        from clausenlp.read.pdf_calls import count_characters

        page = pdfium.FPDF_LoadPage(self.document.raw, index)
        textpage = pdfium.FPDFText_LoadPage(page) if page else None
        try:
            if not textpage:
                raise ReadError(f"page {index + 1} of the PDF is damaged", where=self.name, remedy=_SAVE_AGAIN)
            self._count(count_characters(textpage), index)
            yield page, textpage
        finally:
            pdfium.FPDFText_ClosePage(textpage)
            pdfium.FPDF_ClosePage(page)

    def _check_time(self, index: int) -> None:
        if time.monotonic() > self.deadline:
            raise ReadError(
                f"reading took more than {MAX_SECONDS:.0f} seconds, up to page {index + 1}",
                where=self.name,
                remedy=_SPLIT,
            )

    def _count(self, characters: int, index: int) -> None:
        self.characters += characters
        if characters > MAX_PAGE_CHARACTERS or self.characters > MAX_CHARACTERS:
            limit = MAX_PAGE_CHARACTERS if characters > MAX_PAGE_CHARACTERS else MAX_CHARACTERS
            raise ReadError(
                f"the PDF has more than {limit:,} characters {'on' if limit == MAX_PAGE_CHARACTERS else 'up to'} page {index + 1}",
                where=self.name,
                remedy=_SPLIT,
            )

    def _is_picture(self, sheet: "Page", index: int) -> bool:
        """Whether the text of a page must be seen: it has none but a picture, or a stamp on a scan, or letters without codes."""
        from clausenlp.read.pdf_drawings import has_picture, is_covered

        text = "".join([run.text for run in sheet.runs])
        if len(_NO_CODE.findall(text)) > _UNREADABLE * len(text):
            return True
        if len(text) >= _STAMP:
            return False
        page = self.document[index]
        try:
            return is_covered(page.raw) if text else has_picture(page.raw)
        finally:
            page.close()

    def _recognized(self, pictures: list[int]) -> "Iterator[tuple[int, Page]]":
        """The pages that are pictures, read by OCR. Without the extra a few of them may stay unread: maps, signatures."""
        from clausenlp.read import pdf_ocr

        if not pictures:
            return
        few = 2 * len(pictures) <= len(self.document)
        if few and not pdf_ocr.is_installed():
            return
        for count, index in enumerate(pictures, 1):
            yield index, pdf_ocr.recognize(self.document[index], self.name)
            if self.progress is not None:
                self.progress(count, len(pictures))


def _take_lines(page: "Page", index: int) -> "list[Line]":
    from clausenlp.read.pdf_lines import read_lines

    lines = read_lines(page, index + 1)
    page.runs = []
    return lines
