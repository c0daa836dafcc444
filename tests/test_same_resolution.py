"""The same resolution gives the same clauses and labels, whatever kind of file it is in."""

import textwrap

import pytest

from clausenlp.batch.label import clause_records
from clausenlp.pipeline.language import label_model
from clausenlp.pipeline.texts import label_texts
from clausenlp.read import read_bytes
from tests.make_docx import definition, docx, item, level, number_list, p, r
from tests.make_pdf import ROMAN, draw, mark

TEXT = """The Council of the Lake,

Recalling its decision 4/2 of 3 May 2019 on buoys, and noting with concern that many have drifted,

Guided by the Harbour Charter,¹

1. Requests the Secretary:

(a) To replace the lamps;

(b) To report on:

(i) The number of losses;

(ii) Their causes;

2. Calls upon members to pay their shares, as follows:

3. Decides to remain seized of the matter.

¹ See the register of 1950."""

MARKDOWN = (
    TEXT.replace("Recalling", "*Recalling*")
    .replace("Requests", "*Requests*")
    .replace("¹ See", "[^1]: See")
    .replace("¹", "[^1]")
)
SHARES = "<table><tr><th>Port<th>Share</tr><tr><td>North<td>12</tr><tr><td>South<td>30</tr></table>"
HTML = f"""<!DOCTYPE html><html><body><nav>Home</nav><p>The Council of the Lake,</p>
<p><i>Recalling</i> its decision 4/2 of 3 May 2019 on buoys, and <i>noting with concern</i> that many have drifted,</p>
<p><i>Guided</i> by the Harbour Charter,<sup><a href="#n1">1</a></sup></p>
<ol><li><i>Requests</i> the Secretary:<ol style="list-style: none"><li>(a) To replace the lamps;</li><li>(b) To report on:
<ol style="list-style: none"><li>(i) The number of losses;</li><li>(ii) Their causes;</li></ol></li></ol></li>
<li><i>Calls upon</i> members to pay their shares, as follows:{SHARES}</li><li><i>Decides</i> to remain seized of the matter.</li></ol>
<p id="n1">1. See the register of 1950.</p></body></html>"""


def word_file():
    """The resolution with automatic numbers, a footnote, a header and a table."""
    numbering = definition(0, level(0), level(1, "lowerLetter", "(%2)"), level(2, "lowerRoman", "(%3)")) + number_list(
        1, 0
    )
    row = "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    table = "".join(row.format(p(a), p(b)) for a, b in (("Port", "Share"), ("North", "12"), ("South", "30")))
    depth = {"To ": 1, "The number": 2, "Their": 2}
    body = ""
    for line in TEXT.split("\n\n")[:-1]:
        number, _, words = line.partition(" ")
        if line.startswith("Guided"):
            body += p(r("Guided by the Harbour Charter,") + '<w:r><w:footnoteReference w:id="3"/></w:r>')
        elif number[0] in "(123":
            body += item(words, next((at for start, at in depth.items() if words.startswith(start)), 0))
        else:
            body += p(line)
        body += f"<w:tbl>{table}</w:tbl>" if words.endswith("as follows:") else ""
    body += '<w:sectPr><w:headerReference r:id="header1"/></w:sectPr>'
    note = (
        '<w:footnote w:id="3"><w:p><w:r><w:footnoteRef/><w:t> See the register of 1950.</w:t></w:r></w:p></w:footnote>'
    )
    return docx(body, numbering=numbering, footnotes=note, header1=p("LC/RES/7"))


def paper():
    """The resolution on one page, with a raised footnote mark, a footnote below its rule, a running head and a table."""

    def page(sheet):
        sheet.paper.setFont(ROMAN, 8)
        sheet.paper.drawString(72, 760, "LC/RES/7")
        for line in TEXT.split("\n\n")[:-1]:
            depth = 2 if line[:2] == "(i" else 1 if line[:1] == "(" else 0
            *lines, last = textwrap.wrap(line, 80)
            sheet.clause(*lines, [last[:-1], mark("1")] if last.endswith("¹") else last, x=72 + 24 * depth)
        for port, share in (("Port", "Share"), ("North", "12"), ("South", "30")):
            sheet.line(port, x=200).y += 12
            sheet.line(share, x=320)
        sheet.paper.line(72, 120, 172, 120)
        sheet.y = 118
        sheet.line([("1", ROMAN, 5, 3), " See the register of 1950."], size=8)

    return draw(page)


FILES = {"a.pdf": paper(), "a.md": MARKDOWN.encode(), "a.html": HTML.encode(), "a.docx": word_file()}


def clauses(nlp, data, name):
    (labelled,) = label_texts(label_model(nlp), [read_bytes(data, name)])
    records = clause_records(labelled)
    return [(c.level, c.number, c.parent, c.section, c.functions, c.text) for c in records]


def test_the_text_has_the_clauses_that_it_should(nlp):
    assert [(number, section[0]) for _, number, _, section, _, _ in clauses(nlp, TEXT.encode(), "a.txt")] == [
        (None, "p"), (None, "p"), ("1", "o"), ("1(a)", "o"), ("1(b)", "o"), ("1(b)(i)", "o"), ("1(b)(ii)", "o"), ("2", "o"), ("3", "o"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_the_same_clauses_and_labels(nlp, name):
    assert clauses(nlp, FILES[name], name) == clauses(nlp, TEXT.encode(), "a.txt")
