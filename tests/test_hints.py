"""What the layout of a file tells goes with the doc and guides the segmentation."""

import re
import subprocess
import sys

from spacy.tokens import DocBin

from clausenlp.batch.label import clause_records
from clausenlp.pipeline.language import label_model, make_doc
from clausenlp.pipeline.texts import label_texts, of_doc
from clausenlp.read import Hints, Source

TEXT = "The Council,\n\nRecalling its decision3 on buoys\nHarbour Gazette, vol. 3\nthat drifted,\n\n1. Decides to act."


def source():
    head = TEXT.index("Harbour")
    mark = TEXT.index("3")
    boxes = tuple(
        (m, m + len(line), 1 if m < head else 2, 72.0, 10.0 * n, 300.0, 10.0 * n + 9)
        for n, (m, line) in enumerate(lines())
    )
    return Source(
        TEXT, "a.pdf", "pdf", "0", Hints(furniture=((mark, mark + 1, "mark"), (head, head + 23, "page")), boxes=boxes)
    )


def lines():
    at = 0
    for line in TEXT.split("\n"):
        if line:
            yield at, line
        at += len(line) + 1


def test_known_furniture_interrupts_no_clause(nlp):
    doc = nlp(make_doc(nlp, source()))
    assert [span._.clean for span in doc.spans["clauses"]] == [
        "Recalling its decision on buoys that drifted,",
        "1. Decides to act.",
    ]
    assert [(s.text, s.label_) for s in doc.spans["furniture"]][1:] == [
        ("3", "mark"),
        ("Harbour Gazette, vol. 3", "page"),
    ]


LONG = " of the ferries, of the lamps and of the buoys, in the northern waters as in the southern ones, by day and by night, under oath"
PAGES = (  # each paragraph is one line, as the reader of PDF files gives it; a page's foot and head stand between
    f"The Council,\n\nNoting the present report{LONG},\n\nRecalling its decision{LONG},\n\nAware of the need{LONG},\n\nRegretting the loss{LONG},\n"
    f"Gazette 3\n\fLamps\nWelcoming the work{LONG},\n\n"
    f"1. Requests the Board to report, and in this regard\nGazette 4\n\fLamps\nwelcomes the efforts{LONG};\n\n2. Decides to act{LONG}."
)


def test_a_page_ends_between_clauses_and_inside_one(nlp):
    """Where lines are not wrapped a lead in capitals opens a clause, also below a page's head; small letters go on there."""
    heads = [m.span() for m in re.finditer(r"Gazette \d|(?<=\f)Lamps", PAGES)]
    furniture = tuple((start, end, "page") for start, end in heads)
    doc = nlp(make_doc(nlp, Source(PAGES, "a.pdf", "pdf", "0", Hints(furniture=furniture))))
    assert [span._.clean.split(LONG.strip())[0].split()[0] for span in doc.spans["clauses"]] == [
        "Noting", "Recalling", "Aware", "Regretting", "Welcoming", "1.", "2.",
    ]  # fmt: skip
    assert doc.spans["clauses"][5]._.functions == ("request", "welcome")


def test_hints_survive_a_doc_bin(nlp):
    doc = nlp(make_doc(nlp, source()))
    again = next(DocBin(store_user_data=True, docs=[doc]).get_docs(nlp.vocab))
    assert [str(span) for span in again.spans["clauses"]] == [str(span) for span in doc.spans["clauses"]]


def test_clauses_have_pages_and_boxes(nlp):
    first, second = clause_records(of_doc(nlp(make_doc(nlp, source()))))
    assert first.pages == (1, 2)
    assert [box[0] for box in second.boxes] == [2]


def test_read_is_a_function_whoever_imported_its_room_first(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    program = "import clausenlp.read.text, clausenlp, sys; print(clausenlp.read(sys.argv[1]).format)"
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "a.txt")], capture_output=True, text=True, check=True
    )
    assert done.stdout == "text\n"


def test_texts_without_tokens_give_the_rows_of_the_docs(nlp):
    """Records are made without tokens; whoever works with docs must find the same."""
    (labelled,) = label_texts(label_model(nlp), [source()])
    doc = of_doc(nlp(make_doc(nlp, source())))
    assert (labelled.rows, labelled.furniture, labelled.resolution) == (doc.rows, doc.furniture, doc.resolution)
