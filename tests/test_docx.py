"""The words of a DOCX are those that Word shows, and its layout becomes hints."""

import pytest

from clausenlp.errors import ReadError
from clausenlp.read import read_bytes
from clausenlp.read.layout import is_note_mark
from tests.make_docx import definition, docx, item, level, number_list, p, r, root, zipped


def source(body, **parts):
    return read_bytes(docx(body, **parts), "a.docx")


def furniture(found):
    return [(found.text[start:end], kind) for start, end, kind in found.hints.furniture]


def italics(found):
    return [found.text[start:end] for start, end in found.hints.italics]


def test_paragraphs_are_set_apart_by_an_empty_line():
    found = source(p("The Council,") + p("") + p("Recalling the lamps,"))
    assert found.text == "The Council,\n\nRecalling the lamps,"
    assert found.format == "docx"


@pytest.mark.parametrize(
    ("run", "shown"),
    [
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>", "a\tb\nc"),
        ("<w:r><w:t>re</w:t><w:softHyphen/><w:t>new co\u00adal</w:t><w:noBreakHyphen/><w:t>fired</w:t></w:r>", "renew coal-fired"),
        (r("seen") + r("hidden", "<w:vanish/>") + r(" too", '<w:vanish w:val="0"/>'), "seen too"),
        ('<w:r><w:sym w:font="Symbol" w:char="2022"/><w:t> x</w:t></w:r>', "• x"),
        ("<w:hyperlink>" + r("link") + "</w:hyperlink>" + r("ed"), "linked"),
        ("<w:smartTag>" + r("Oslo") + "</w:smartTag>", "Oslo"),
        ("<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>" + r("filled in") + "</w:sdtContent></w:sdt>", "filled in"),
        ("<w:r><w:ruby><w:rt>" + r("above") + "</w:rt><w:rubyBase>" + r("base") + "</w:rubyBase></w:ruby></w:r>", "base"),
    ],
)  # fmt: skip
def test_what_a_run_shows(run, shown):
    assert source(p(run)).text == shown


@pytest.mark.parametrize(
    ("runs", "shown"),
    [
        ("<w:ins>" + r("new ") + "</w:ins>" + r("word"), "new word"),
        (r("word") + "<w:del><w:r><w:delText> old</w:delText></w:r></w:del>", "word"),
        ("<w:moveFrom>" + r("away") + "</w:moveFrom>" + "<w:moveTo>" + r("here") + "</w:moveTo>", "here"),
    ],
)
def test_tracked_changes_give_the_final_text(runs, shown):
    assert source(p(runs)).text == shown


def test_a_paragraph_whose_mark_is_deleted_goes_on_in_the_next():
    assert source(p("Requests ", "<w:rPr><w:del/></w:rPr>") + p("the Board;")).text == "Requests the Board;"


def field(instruction, result):
    def step(kind):
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return (
        f"{step('begin')}<w:r><w:instrText>{instruction}</w:instrText></w:r>{step('separate')}{r(result)}{step('end')}"
    )


def test_fields_show_their_result():
    assert (
        source(p(r("page ") + field("PAGE", "3") + r(" of ") + f"<w:fldSimple>{r('9')}</w:fldSimple>")).text
        == "page 3 of 9"
    )


def test_a_field_in_the_instruction_of_another_is_not_shown():
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    assert (
        source(
            p(
                begin
                + field("MERGEFIELD", "inner")
                + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
                + r("outer")
                + end
            )
        ).text
        == "outer"
    )


def test_a_field_that_never_ends_hides_nothing_behind_its_paragraph():
    assert source(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>') + p("Decides;")).text == "Decides;"


def test_italics_come_from_runs_and_styles():
    styles = """<w:style w:type="character" w:styleId="Em"><w:rPr><w:i/></w:rPr></w:style>
        <w:style w:type="paragraph" w:styleId="Quote"><w:rPr><w:i/></w:rPr></w:style>"""
    body = (
        p(r("Recalling", "<w:i/>") + r(" also", "<w:i/>") + r(" the ") + r("plan", '<w:rStyle w:val="Em"/>'))
        + p(r("leaning ") + r("upright", '<w:rStyle w:val="Em"/>') + r(" not", '<w:i w:val="false"/>'), '<w:pStyle w:val="Quote"/>')
    )  # fmt: skip
    assert italics(source(body, styles=styles)) == ["Recalling also", "plan", "leaning "]


NOTES = """<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>
<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> See the register.</w:t></w:r></w:p></w:footnote>
<w:footnote w:id="5"><w:p><w:r><w:t>No mark of its own.</w:t></w:r></w:p></w:footnote>
<w:footnote w:id="6"><w:p><w:r><w:t>Nobody refers to it.</w:t></w:r></w:p></w:footnote>"""


def reference(name, more=""):
    return f'<w:r><w:footnoteReference w:id="{name}"{more}/></w:r>'


def test_footnotes_stand_at_the_end_in_the_order_of_their_marks():
    found = source(p(r("Recalling") + reference(5) + r(" it") + reference(2) + r(",")) + p("Decides."), footnotes=NOTES)
    assert found.text == "Recalling¹ it²,\n\nDecides.\n\n¹ No mark of its own.\n\n² See the register."
    assert furniture(found) == [
        ("¹", "mark"),
        ("²", "mark"),
        ("¹ No mark of its own.", "note"),
        ("² See the register.", "note"),
    ]


def test_endnotes_are_counted_by_themselves():
    endnotes = '<w:endnote w:id="2"><w:p><w:r><w:endnoteRef/></w:r><w:r><w:t> At last.</w:t></w:r></w:p></w:endnote>'
    body = p(r("Recalling") + reference(2) + '<w:r><w:endnoteReference w:id="2"/></w:r>')
    assert source(body, footnotes=NOTES, endnotes=endnotes).text.startswith("Recalling¹i")


def test_the_author_may_type_the_mark():
    found = source(
        p(r("Lamps") + reference(5, ' w:customMarkFollows="1"') + r("*", '<w:vertAlign w:val="superscript"/>')),
        footnotes=NOTES,
    )
    assert furniture(found) == [("*", "mark"), ("No mark of its own.", "note")]


def test_superscript_is_a_mark_or_a_part_of_a_word():
    up = '<w:vertAlign w:val="superscript"/>'
    found = source(p(r("the 4") + r("th", up) + r(" lamp") + r("1", up) + r("2", up) + r(" on 5 km") + r("2", up)))
    assert found.text == "the 4th lamp¹² on 5 km2"
    assert furniture(found) == [("¹²", "mark")]


@pytest.mark.parametrize(
    ("text", "before", "mark"),
    [
        ("3", "resolution", True), ("2", "5 km", False), ("a", "1", False), ("a", "Board", True), ("th", "4", False), ("*", "Lamps", True),
        ("1, 2", "Board", True), ("2", "10", False), ("[4]", "it", True), ("word", "", False),
    ],
)  # fmt: skip
def test_note_marks(text, before, mark):
    assert is_note_mark(text, before) is mark


def test_a_paragraph_that_a_mark_opens_is_a_footnote():
    found = source(p(r("1", '<w:vertAlign w:val="superscript"/>') + r(" See the register.")))
    assert furniture(found) == [("¹ See the register.", "note")]


def test_headers_come_first_and_footers_last():
    section = '<w:sectPr><w:headerReference r:id="header1"/><w:headerReference r:id="header2"/><w:footerReference r:id="footer1"/></w:sectPr>'
    found = source(p("Decides.") + section, header1=p("A/99/L.4"), header2=p("A/99/L.4"), footer1=p("99-12345"))
    assert found.text == "A/99/L.4\n\nDecides.\n\n99-12345"
    assert furniture(found) == [("A/99/L.4", "page"), ("99-12345", "page")]


def table(*rows):
    cells = ["".join(f"<w:tc>{cell if cell.startswith('<') else p(cell)}</w:tc>" for cell in row) for row in rows]
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def test_a_table_has_a_line_for_each_row():
    found = source(p("as below:") + table(["Lamp", "Count"], ["Red", "12"]) + p("Decides."))
    assert found.text == "as below:\n\nLamp\tCount\nRed\t12\n\nDecides."
    assert furniture(found) == [("Lamp\tCount", "table"), ("Red\t12", "table")]


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ([["Requests the Board to act;"]], "Requests the Board to act;"),
        ([["1.", "Requests the Board;"], ["2.", "Decides."]], "1.\tRequests the Board;\n\n2.\tDecides."),
        ([[table(["Requests the Board;"]), "Note"]], "Requests the Board;\n\nNote"),
        ([[p("a") + p("b") + p("c"), "d"]], "a\n\nb\n\nc\n\nd"),
    ],
)
def test_a_table_that_only_places_words_is_paragraphs(rows, text):
    found = source(table(*rows))
    assert found.text == text
    assert furniture(found) == []


def test_a_deleted_row_is_gone():
    gone = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('old')}</w:tc><w:tc>{p('7')}</w:tc></w:tr>"
    assert source(table(["Red", "12"]).replace("</w:tbl>", f"{gone}</w:tbl>")).text == "Red\t12"


def test_numbers_in_tables_count():
    lists = definition(0, level(0)) + number_list(1, 0)
    assert source(item("x") + table([item("y")]) + item("z"), numbering=lists).text == "1.\tx\n\n2.\ty\n\n3.\tz"


def test_a_text_box_is_read_once_behind_its_paragraph():
    box = f"<w:txbxContent>{p('boxed')}</w:txbxContent>"
    both = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert (
        source(p(r("Requests ") + f"<w:r>{both}</w:r>" + r("the Board;")) + p("Decides.")).text
        == "Requests the Board;\n\nboxed\n\nDecides."
    )


def test_the_main_part_may_have_another_name():
    assert read_bytes(docx(p("Decides."), main="word/document2.xml"), "a.docx").text == "Decides."


def test_the_strict_namespace_is_read_too():
    strict = root("document", f"<w:body>{p('Decides.')}</w:body>").replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert read_bytes(zipped({"word/document.xml": strict}), "a.docx").text == "Decides."


def test_deep_nesting_within_the_limit_is_read():
    deep = "<w:sdt><w:sdtContent>" * 110 + p("Decides.") + "</w:sdtContent></w:sdt>" * 110
    assert source(deep).text == "Decides."


def test_an_empty_document_is_an_error():
    with pytest.raises(ReadError, match="there is no text"):
        source(p(""))
