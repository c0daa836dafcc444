"""Bad files give one clear error, within the limits, and no document makes the reader open anything else."""

import sys

import pytest

import clausenlp
from clausenlp.errors import ReadError
from clausenlp.read import limits, read_bytes
from tests.conftest import ROOT
from tests.make_docx import R, W, docx, p, relations, root, zipped


def lol(inside):
    """A document type whose entities grow tenfold eleven times."""
    entities = "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(11))
    return f'<!DOCTYPE x [<!ENTITY a "lollollol">{entities}]>{inside}'


def document(xml):
    return zipped({"word/document.xml": xml, "[Content_Types].xml": "<Types/>"})


def ole(stream):
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + stream.encode("utf-16-le") + b"\0" * 500


WORD = docx(p("Decides to act."))
BAD = {
    "truncated.docx": (WORD[:-100], "the Word document is damaged or cut off"),
    "cut.docx": (WORD.replace(b"PK\x01\x02", b"PK\x01\x03"), "damaged"),
    "no_main.docx": (zipped({"[Content_Types].xml": "<Types/>", "word/styles.xml": "<x/>"}), "its main part is missing"),
    "no_body.docx": (document(f"<w:document {W}/>"), "its main part is missing"),
    "not_xml.docx": (document("Decides"), "word/document.xml: "),
    "deep.docx": (document("<a>" * 100_000), "Excessive depth"),
    "bomb_text.docx": (document(lol("<x>&k;</x>")), "damaged"),
    "bomb_attribute.docx": (document(lol('<x y="&k;"/>')), "damaged"),
    "outside_entity.docx": (
        document(f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><w:document {W}><w:body>{p("&e;")}</w:body></w:document>'),
        "declares XML entities",
    ),
    "outside_type.docx": (
        document(f'<!DOCTYPE x SYSTEM "http://localhost:9/x.dtd"><w:document {W}><w:body>{p("x")}</w:body></w:document>'),
        "declares XML entities",
    ),
    "sheet.xlsx": (zipped({"[Content_Types].xml": "", "xl/workbook.xml": ""}), "this is a spreadsheet"),
    "slides.pptx": (zipped({"[Content_Types].xml": "", "ppt/presentation.xml": ""}), "this is a presentation"),
    "book.epub": (zipped({"mimetype": "application/epub+zip", "META-INF/container.xml": ""}), "this is an e-book"),
    "locked.docx": (ole("EncryptedPackage"), "save it without a password"),
    "old.xls": (ole("Workbook"), "this is a spreadsheet"),
    "old.ppt": (ole("PowerPoint Document"), "this is a presentation"),
    "old.bin": (ole("Else"), "this is an old Office file"),
    "x.gif": (b"GIF89a" + bytes(99), "this is a picture"),
    "x.txt.gz": (b"\x1f\x8b\x08" + bytes(99), "this is a gzip archive"),
    "x.7z": (b"7z\xbc\xaf\x27\x1c" + bytes(99), "this is a 7z archive"),
    "nothing.html": (b"<!DOCTYPE html><html><head><title>x</title></head><body></body></html>", "there is no text in the file"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_clear_error(name):
    data, words = BAD[name]
    for shown in (name, "renamed.txt"):
        with pytest.raises(ReadError) as error:
            read_bytes(data, shown)
        if shown == name:
            assert words in str(error.value)
        assert "\n" not in str(error.value)
        assert error.value.remedy


def test_text_that_expands_beyond_the_limit(monkeypatch):
    monkeypatch.setattr("clausenlp.read.ooxml.MAX_XML_BYTES", 2000)
    with pytest.raises(ReadError, match="expands to more than the limit of 2,000 bytes"):
        read_bytes(docx(p("x" * 5000)), "a.docx")


def test_nested_tables_and_boxes_do_not_exhaust_the_stack():
    cell, end = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    assert read_bytes(docx(cell * 80 + p("deep") + end * 80), "a.docx").text == "deep"
    box, end = "<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>"
    assert read_bytes(docx(box * 60 + p("deep") + end * 60), "a.docx").text == "deep"


def test_a_part_outside_the_file_is_not_opened(tmp_path):
    """A relation that leads out of the zip, by address or by path, is as if it were not there."""
    secret = tmp_path / "secret.xml"
    secret.write_text(root("hdr", p("secret")))
    outside = relations([("h1", "header", f"../../../../../..{secret}")]).replace(
        "</Relationships>",
        f'<Relationship Id="h2" Type="x/header" TargetMode="External" Target="file://{secret}"/></Relationships>',
    )
    body = p("Decides.") + f'<w:sectPr {R}><w:headerReference r:id="h1"/><w:headerReference r:id="h2"/></w:sectPr>'
    data = zipped(
        {"word/document.xml": root("document", f"<w:body>{body}</w:body>"), "word/_rels/document.xml.rels": outside}
    )
    assert read_bytes(data, "a.docx").text == "Decides."


PAGE = b"""<!DOCTYPE html SYSTEM "http://localhost:9/x.dtd"><html><head><base href="http://localhost:9/"><link rel=stylesheet href="x.css">
<meta http-equiv=refresh content="0; url=http://localhost:9/"></head><body><img src="http://localhost:9/x.png">
<iframe src="file:///etc/hostname"></iframe><object data="x"></object><p>Decides to act.</p></body></html>"""


@pytest.mark.parametrize(
    ("name", "data"), [("a.docx", WORD), ("outside_type.docx", BAD["outside_type.docx"][0]), ("a.html", PAGE)]
)
def test_no_document_opens_a_file_or_a_connection(tmp_path, name, data):
    """An audit hook sees every file and connection that Python opens; libxml2's own are refused by the parser's settings."""
    (tmp_path / name).write_bytes(data)
    read_bytes(WORD, "a.docx"), read_bytes(PAGE, "a.html")  # so that all modules are loaded
    seen = []
    watching = [True]

    def hook(event, arguments):
        if watching[0] and event in ("open", "socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system"):
            seen.append((event, arguments[0]))

    sys.addaudithook(hook)
    try:
        clausenlp.read(tmp_path / name)
    except ReadError:
        pass
    finally:
        watching[0] = False
    assert {what for _, what in seen} == {str(tmp_path / name)}


def test_the_table_of_limits_is_true():
    stated = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
    figures = [value for name, value in vars(limits).items() if name.isupper()]
    assert len(figures) == 9
    assert [value for value in figures if f"{value:,}" not in stated] == []
