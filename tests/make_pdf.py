"""PDF files drawn for the tests, line by line."""

import io

import pytest

canvas = pytest.importorskip("reportlab.pdfgen.canvas", reason="reportlab is not installed: no PDF files can be drawn")

ROMAN, ITALIC = "Times-Roman", "Times-Italic"


class Sheet:
    """A page that is written from the top, line by line."""

    def __init__(self, paper, top=100):
        self.paper, self.y = paper, 792 - top

    def line(self, text, x=72, step=12, font=ROMAN, size=10):
        """Write a line: words, and (words, font, size, rise) for others."""
        self.y -= step
        for piece in [text] if isinstance(text, str) else text:
            words, face, points, rise = (piece, font, size, 0) if isinstance(piece, str) else piece
            self.paper.setFont(face, points)
            self.paper.drawString(x, self.y + rise, words)
            x += self.paper.stringWidth(words, face, points)
        return self

    def clause(self, *lines, x=72, step=12):
        """Write the lines of a paragraph, a gap before it."""
        for i, text in enumerate(lines):
            self.line(text, x=x + (24 if i == 0 else 0), step=step + (6 if i == 0 else 0))
        return self


def mark(digits):
    """A footnote mark."""
    return (digits, ROMAN, 6.5, 3.5)


def draw(*pages, **options):
    """The bytes of a PDF with a page for each function of (sheet)."""
    data = io.BytesIO()
    paper = canvas.Canvas(data, pagesize=(612, 792), **options)
    for page in pages:
        page(Sheet(paper))
        paper.showPage()
    paper.save()
    return data.getvalue()
