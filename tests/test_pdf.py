"""PDF files are read as their layout means them. The files are drawn here."""

import io
import shutil
import sys
from functools import partial

import pytest

from clausenlp.batch.label import clause_records
from clausenlp.errors import ReadError
from clausenlp.pipeline.language import make_doc
from clausenlp.pipeline.texts import of_doc
from clausenlp.read import pdf, read_bytes
from tests.make_pdf import ITALIC, ROMAN, draw, mark

Image = pytest.importorskip("PIL.Image", reason="pillow is not installed: no scans can be made")


def furniture(source, kind):
    return [source.text[start:end] for start, end, found in source.hints.furniture if found == kind]


def clauses(nlp, source):
    return [clause.text for clause in clause_records(of_doc(nlp(make_doc(nlp, source))))]


WORDS = (
    "Recalling its decision of 2019 on buoys and lamps along the northern shore of the lake, as",
    "well as the report of the warden on the losses of the past winter, which were high,",
)


def opening(sheet):
    sheet.line("The Council of the Lake,", x=96, font=ITALIC)
    return sheet.clause(*WORDS)


def test_lines_are_joined_and_paragraphs_parted():
    text = read_bytes(draw(opening), "a.pdf").text
    assert text == "The Council of the Lake,\n\n" + " ".join(WORDS)


def test_it_is_a_pdf_by_its_content_whatever_its_name():
    source = read_bytes(draw(opening), "a.txt")
    assert (source.format, source.path) == ("pdf", "a.txt")


def test_places_are_points_from_the_upper_left_corner():
    source = read_bytes(draw(opening), "a.pdf")
    start, end, page, x0, top, x1, bottom = source.hints.boxes[1]
    assert source.text[start:end] == WORDS[0]
    assert (page, x0) == (1, 96.0)
    assert top < 130 < bottom  # the baseline: 100 + 12 + 18 points below the upper edge
    assert 400 < x1 < 500


def test_italics_are_hints():
    source = read_bytes(draw(opening), "a.pdf")
    assert [source.text[start:end] for start, end in source.hints.italics] == ["The Council of the Lake,"]


def test_a_raised_digit_is_a_mark_and_a_raised_unit_is_not(nlp):
    def page(sheet):
        opening(sheet).clause(
            ["1. Decides to lease 40 km", mark("2"), " of the northern shore, as the Charter", mark("3"), " says."]
        )

    source = read_bytes(draw(page), "a.pdf")
    assert furniture(source, "mark") == ["3"]
    assert clauses(nlp, source)[-1] == "1. Decides to lease 40 km2 of the northern shore, as the Charter says."


def test_a_gap_too_narrow_for_a_space_is_closed():
    def page(sheet):
        sheet.paper.setFont(ROMAN, 10)
        width = sheet.paper.stringWidth("to im", ROMAN, 10)
        sheet.paper.drawString(72, 600, "to im")
        sheet.paper.drawString(72 + width + 1.3, 600, "plement the")
        sheet.paper.drawString(72 + width + 1.3 + sheet.paper.stringWidth("plement the", ROMAN, 10) + 2.5, 600, "rules")

    assert read_bytes(draw(page), "a.pdf").text == "to implement the rules"


def test_letter_spacing_is_closed():
    assert read_bytes(draw(lambda sheet: sheet.line("R e c a l l s")), "a.pdf").text == "Recalls"


def test_invisible_and_outside_text_is_hidden_and_stands_last():
    def page(sheet):
        opening(sheet)
        unseen = sheet.paper.beginText(72, 500)
        unseen.setTextRenderMode(3)
        unseen.textOut("Ignore the warden")
        sheet.paper.drawText(unseen)
        sheet.paper.drawString(900, 500, "Beside the page")
        sheet.paper.setFillColorRGB(1, 1, 1)
        sheet.paper.drawString(72, 400, "White on white")

    source = read_bytes(draw(page), "a.pdf")
    assert furniture(source, "hidden") == ["Ignore the warden Beside the page", "White on white"]
    assert source.text.endswith("White on white")


def test_the_text_layer_of_a_scan_is_read_although_it_is_invisible():
    def page(sheet):
        layer = sheet.paper.beginText(72, 600)
        layer.setTextRenderMode(3)
        for line in WORDS:
            layer.textLine(line)
        sheet.paper.drawText(layer)

    source = read_bytes(draw(page), "a.pdf")
    assert source.text == " ".join(WORDS)
    assert source.hints.furniture == ()


def headed(sheet, number, body):
    """A page with a running head over a line, and its number below."""
    sheet.paper.setFont("Times-Bold", 8.5)
    sheet.paper.drawString(72, 740, "LAKE/RES/7")
    sheet.paper.line(72, 730, 540, 730)
    sheet.paper.setFont(ROMAN, 8)
    sheet.paper.drawString(300, 40, f"{number}/3")
    body(sheet)


def notes(sheet, *lines):
    sheet.y = 110
    sheet.line("__________________", size=8)
    for text in lines:
        sheet.line([mark(text[0]), (text[1:], ROMAN, 8, 0)], step=10, size=8)


def three_pages():
    def first(sheet):
        opening(sheet).clause(
            [
                "1. Requests the Secretary to count the lamps and the buoys",
                mark("1"),
                " of the northern and the southern",
            ]
        )
        notes(sheet, "1 See the report of the warden,", "2 And that of the clerk.")

    def second(sheet):
        sheet.line("shore before the winter, and to report on them to the members without any further delay than is")
        sheet.line("due;").clause("2. Decides to meet again.")

    def third(sheet):
        sheet.clause("3. Thanks the warden.")

    return [partial(headed, number=n, body=body) for n, body in enumerate((first, second, third), 1)]


def test_heads_feet_and_notes_are_furniture_and_break_no_clause(nlp):
    source = read_bytes(draw(*three_pages()), "a.pdf")
    assert furniture(source, "page") == ["LAKE/RES/7", "1/3", "LAKE/RES/7", "2/3", "LAKE/RES/7", "3/3"]
    assert furniture(source, "note") == [
        "__________________",
        "1 See the report of the warden,",
        "2 And that of the clerk.",
    ]
    assert clauses(nlp, source)[1:] == [
        "1. Requests the Secretary to count the lamps and the buoys of the northern and the southern shore before the winter, "
        "and to report on them to the members without any further delay than is due;",
        "2. Decides to meet again.",
        "3. Thanks the warden.",
    ]


def test_a_clause_has_the_pages_on_which_it_stands(nlp):
    source = read_bytes(draw(*three_pages()), "a.pdf")
    found = clause_records(of_doc(nlp(make_doc(nlp, source))))
    assert [clause.pages for clause in found] == [(1,), (1, 2), (2,), (3,)]
    assert [source.text[start:end][:4] for start, end in source.hints.pages] == ["LAKE"] * 3


def test_rows_of_cells_are_a_table():
    def page(sheet):
        opening(sheet).clause("1. Adopts the scale of shares, and asks all members to pay in time:")
        sheet.y = 400
        for name, share in (("Northport", "40"), ("Southport", "35"), ("Islands", "25")):
            sheet.line(name, x=96)
            sheet.line(share, x=300, step=0)

    assert furniture(read_bytes(draw(page), "a.pdf"), "table") == ["Northport 40", "Southport 35", "Islands 25"]


def test_numbers_that_hang_beside_their_clause_are_no_table(nlp):
    def page(sheet):
        opening(sheet)
        for number, verb in enumerate(("Requests", "Urges", "Thanks"), 1):
            sheet.line(f"{number}.", x=72, step=18)
            sheet.line(f"{verb} the warden of the lake and all those who keep its lamps and buoys along", x=110, step=0)
            sheet.line("the shore;", x=110)

    source = read_bytes(draw(page), "a.pdf")
    assert source.hints.furniture == ()
    assert len(clauses(nlp, source)) == 4


def test_two_columns_are_read_one_after_the_other():
    left = [f"Left line {n} of a column that is wide" for n in range(20)]
    right = [f"Right line {n} of a column that is wide" for n in range(20)]

    def page(sheet):
        for a, b in zip(left, right, strict=True):
            sheet.line(a, x=72).line(b, x=330, step=0)

    text = read_bytes(draw(page), "a.pdf").text
    assert text.split("\n")[0].startswith("Left line 0")
    assert text.index("Left line 19") < text.index("Right line 0")


def test_a_hyphen_stays_where_the_document_writes_it():
    def page(sheet):
        sheet.clause(
            "Recalling the lake-wide watch and the long night of the great storm upon the open lake-",
            "wide waters of the north, and of the nights that came after it, one by one and all alike,",
        )

    assert "open lake-wide waters" in read_bytes(draw(page), "a.pdf").text


def sideways(sheet):
    sheet.paper.translate(612, 0)
    sheet.paper.rotate(90)
    sheet.y = 500
    opening(sheet)


def test_a_page_turned_by_its_viewer_or_its_writer_is_read():
    def turned(sheet):
        sheet.paper.setPageRotation(90)
        sheet.paper.translate(612, 0)
        sheet.paper.rotate(90)
        sheet.y = 500
        opening(sheet)

    wanted = read_bytes(draw(opening), "a.pdf")
    for found in (read_bytes(draw(turned), "a.pdf"), read_bytes(draw(sideways), "a.pdf")):
        assert found.text == wanted.text
        assert [box[3:7:2] for box in found.hints.boxes] == [box[3:7:2] for box in wanted.hints.boxes]


def test_text_up_the_margin_is_furniture():
    def page(sheet):
        opening(sheet)
        sheet.paper.rotate(90)
        sheet.paper.drawString(300, -30, "Lake archive")

    assert furniture(read_bytes(draw(page), "a.pdf"), "page") == ["Lake archive"]


def test_pages_of_all_shapes_are_read_together_as_alone(monkeypatch):
    """Pages of one shape are measured at once: what one of them hides or turns is no other's."""

    def viewed(sheet):
        sheet.paper.setPageRotation(90)
        opening(sheet)

    def beyond(sheet):
        opening(sheet).line("Off the paper", x=700)

    def unseen(sheet):
        sheet.paper.drawString(72, 700, "Archive")
        sheet.paper.setFillColorRGB(1, 1, 1)
        opening(sheet)

    data = draw(opening, beyond, sideways, lambda sheet: None, unseen, opening, viewed)
    together = read_bytes(data, "a.pdf")
    monkeypatch.setattr(pdf, "_TOGETHER", 0)
    alone = read_bytes(data, "a.pdf")
    assert (alone.text, alone.hints) == (together.text, together.hints)
    assert furniture(alone, "hidden") == ["Off the paper"]


def test_a_page_of_more_runs_than_are_asked_of_at_once_is_read():
    words = [f"word{n}" for n in range(600)]

    def page(sheet):
        sheet.paper.setFont(ROMAN, 6)
        for n, word in enumerate(words):
            sheet.paper.drawString(40 + 50 * (n % 10), 760 - 12 * (n // 10), word)

    assert sorted(read_bytes(draw(page), "a.pdf").text.split()) == sorted(words)


@pytest.mark.parametrize(
    ("size", "places"),
    [
        (10, [(72, 700, "1"), (200, 700, "2")]),  # no words that they might be marks of
        (0.6, [(72, 700, WORDS[0]), (72, 699.8, WORDS[1])]),  # one over the other, as good as without distance
        (10, [(600 + n, 700 - 12 * n, "Lake") for n in range(40)]),  # most of it beyond the paper
    ],
)
def test_text_in_odd_places_is_read(size, places):
    def page(sheet):
        sheet.paper.setFont(ROMAN, size)
        for x, y, words in places:
            sheet.paper.drawString(x, y, words)

    text = read_bytes(draw(page), "a.pdf").text
    assert sorted(text.split()) == sorted(" ".join(words for _, _, words in places).split())


# Files that cannot be read


def error_of(data):
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "a.pdf")
    assert caught.value.where == "a.pdf"
    assert caught.value.remedy
    return caught.value.what


def test_a_locked_file():
    from reportlab.lib.pdfencrypt import StandardEncryption

    assert error_of(draw(opening, encrypt=StandardEncryption("secret"))) == "the PDF is locked by a password"


def test_a_file_whose_owner_only_forbids_printing_is_read():
    from reportlab.lib.pdfencrypt import StandardEncryption

    locked = draw(opening, encrypt=StandardEncryption("", ownerPassword="secret", canPrint=0))
    assert read_bytes(locked, "a.pdf").text.endswith(WORDS[1])


def test_a_file_cut_off():
    data = draw(*three_pages())
    assert error_of(data[: len(data) // 2]) == "the PDF is cut off: its end is missing"


def test_a_damaged_file():
    assert error_of(b"%PDF-1.7\n" + b"\x00garbage" * 100 + b"\n%%EOF") == "the PDF is damaged or has no pages"


def test_a_file_without_pages():
    import pypdfium2

    data = io.BytesIO()
    pypdfium2.PdfDocument.new().save(data)
    assert error_of(data.getvalue()) == "the PDF is damaged or has no pages"


@pytest.mark.parametrize(
    ("limit", "value", "message"),
    [
        ("MAX_PAGES", 2, "the PDF has 3 pages, more than the limit of 2"),
        ("MAX_CHARACTERS", 500, "the PDF has more than 500 characters up to page 2"),
        ("MAX_PAGE_CHARACTERS", 100, "the PDF has more than 100 characters on page 1"),
        ("MAX_SECONDS", -1.0, "reading took more than -1 seconds, up to page 1"),
    ],
)
def test_limits(monkeypatch, limit, value, message):
    monkeypatch.setattr(pdf, limit, value)
    assert error_of(draw(*three_pages())) == message


# Scans


def scan(*pages):
    """A PDF whose pages are pictures of pages."""
    import pypdfium2

    with pypdfium2.PdfDocument(draw(*pages)) as document:
        pictures = [page.render(scale=150 / 72, grayscale=True).to_pil() for page in document]
    data = io.BytesIO()
    pictures[0].save(data, "PDF", save_all=True, append_images=pictures[1:], resolution=150)
    return data.getvalue()


def test_a_scan_without_ocr_names_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "pytesseract", None)
    with pytest.raises(ReadError, match=r"scan without text; .*pip install clausenlp\[ocr\]"):
        read_bytes(scan(opening), "a.pdf")


def test_a_stamp_on_a_scan_is_not_taken_for_its_text(monkeypatch):
    from reportlab.lib.utils import ImageReader

    monkeypatch.setitem(sys.modules, "pytesseract", None)

    def page(sheet):
        sheet.paper.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 612, 792)
        sheet.line("Scanned by the archive of the lake")

    assert "scan without text" in error_of(draw(page))


def test_a_picture_among_pages_of_text_does_not_stop_the_reading(monkeypatch):
    from reportlab.lib.utils import ImageReader

    monkeypatch.setitem(sys.modules, "pytesseract", None)

    def picture(sheet):
        sheet.paper.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 612, 792)

    assert read_bytes(draw(opening, picture), "a.pdf").text.endswith(WORDS[1] + "\n\f")


def test_a_scan_is_read_by_ocr_with_progress():
    pytest.importorskip("pytesseract", reason="pytesseract is not installed: no OCR")
    if shutil.which("tesseract") is None:
        pytest.skip("the program tesseract is not installed: no OCR")
    done = []
    source = read_bytes(scan(opening), "a.pdf", progress=lambda *count: done.append(count))
    assert done == [(1, 1)]
    assert source.text == "The Council of the Lake,\n\n" + " ".join(WORDS)


# The development corpus


def test_clauses_of_real_files(corpus, nlp):
    from benchmarks.pdf import measure_clauses

    scores = measure_clauses(sorted((corpus / "pdf").glob("*.pdf"))[::8], nlp=nlp)
    assert scores["level 1"] >= 0.985
    assert scores["all levels"] >= 0.97
    assert scores["section"] >= 0.997


def test_characters_of_drafts(corpus, nlp):
    from benchmarks.pdf import measure_drafts

    assert measure_drafts(nlp=nlp) <= 0.005
