"""PDF -> text and hints of its layout, by PDFium; a scanned PDF by OCR, where the extra is installed."""

from typing import Any

from clausenlp.read.source import Hints


def read_pdf(data: bytes, name: str) -> tuple[str, Hints]:
    import pypdfium2

    from clausenlp.read.pdf_lines import read_lines
    from clausenlp.read.pdf_runs import read_page
    from clausenlp.read.pdf_text import build_text
    from clausenlp.read.pdf_zones import name_zones

    sheets, pages = [], []
    with pypdfium2.PdfDocument(data) as document:
        for i in range(len(document)):
            page = document[i]
            textpage = page.get_textpage()
            sheet = read_page(page.raw, textpage.raw)
            pages.append(read_lines(sheet, i + 1))
            sheet.runs = []
            sheets.append(sheet)
            textpage.close()
            page.close()
    name_zones(pages, sheets)
    return build_text(pages)
