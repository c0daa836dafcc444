"""Pages show the words of the clauses and their labels, whatever a text holds."""

import io
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import clausenlp
from clausenlp.write import write_records, write_stream
from clausenlp.write.html_document import document
from tests.conftest import ROOT, SMALL
from tests.labelled import EMPTY, LABELLED

TAGS = {"html", "head", "meta", "title", "style", "body", "main", "nav", "ol", "li", "article", "header", "h1", "h2", "h3", "p", "div", "span", "b", "a", "mark", "sup", "details", "summary"}  # fmt: skip


class Page(HTMLParser):
    """The tags of a page, its balance, and the words of each clause, those of its sub-clauses among them."""

    def __init__(self, page):
        super().__init__()
        self.open, self.tags, self.links, self.words, self.titles = [], set(), [], {}, []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tags.add(tag)
        assert not [name for name in attrs if name.startswith("on") or name in ("style", "src")]
        self.links += [attrs["href"]] if "href" in attrs else []
        self.titles += [attrs["title"]] if "title" in attrs else []
        if tag != "meta":
            self.open.append((tag, attrs.get("class") or "", attrs.get("id")))

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        if any(name == "words" for _, name, _ in self.open) and self.open[-1][0] != "sup":
            for tag, name, key in self.open:
                if tag == "div" and name.startswith("clause"):
                    self.words[key] = self.words.get(key, "") + data


def page_of(*records):
    file = io.BytesIO()
    write_stream(file, "html", records)
    return file.getvalue().decode()


def letters(text):
    return "".join(text.split())


@pytest.fixture
def labelled(nlp, tmp_path):
    def label(text):
        path = tmp_path / "x.txt"
        path.write_text(text, encoding="utf-8")
        (found,) = clausenlp.label_files(nlp, [path])
        return found.to_dict()

    return label


@pytest.mark.parametrize("name", ["A_RES_58_170.txt", "A_RES_59_187.md", "A_RES_64_171.md"])
def test_a_page_shows_the_words_of_each_clause(nlp, name):
    (found,) = clausenlp.label_files(nlp, [ROOT / "training_data" / "gold" / name])
    words = Page(page_of(found.to_dict())).words
    assert [letters(text) for text in words.values()] == [letters(clause.text) for clause in found.clauses]


def test_triggers_marks_notes_and_furniture_have_their_places(labelled):
    text = (
        "A/99/L.1\n\nThe Council,\n\nRecalling its lamps,1 and noting with concern the dark-\nness,\n\n_____________\n1 See resolution 3/4\nof the Council.\n\n"
        "A/99/L.1\n\nLamps\n\n1. Decides to act;\n\n(a) by day;\n\nand\n\n(b) by night.\n\nAdopted at the 3rd meeting"
    )
    page = document(labelled(text), "d")
    assert '<mark class="reinforcing" title="recall, reinforcing, score ' in page
    assert "lamps,<sup>1</sup> and" in page
    assert re.search(r'<mark class="evaluative" title="express_concern, [^"]*" data-function="express concern">noting with concern</mark> the darkness,', page)  # fmt: skip
    assert '<p dir="auto">1 See resolution 3/4 of the Council.</p>' in page
    assert page.index("The Council,</p>") < page.index("<h3>Preambular") < page.index("<h3>Operative")
    assert page.index("by night.") < page.index("Adopted at the 3rd meeting") < page.index("<details>")
    assert re.search(r'<p class="words" dir="auto">and</p>\n<div class="clause operative" id="d-3">', page)
    assert page.count("A/99/L.1") == 3  # title, masthead, and among what was left out


def test_clauses_to_review_are_marked_and_linked():
    page = page_of(LABELLED.to_dict())
    assert '<a href="#d1-0">c1</a>' in page
    assert '<div class="clause preambular review" id="d1-0">' in page


HOSTILE = (
    "<script>alert('x')</script>\"><img src=x onerror=alert(1)></p></mark>&amp; \ufdd0\ufdd1\ufdd2 \u202e\x07 ]]> <!-- "
)


@pytest.mark.parametrize("known", [True, False], ids=["from the file", "from the clauses alone"])
def test_hostile_text_stays_text(labelled, known, tmp_path):
    record = labelled(SMALL.replace("buoys", f"buoys {HOSTILE}").replace("The Council", f"{HOSTILE}\n\nThe Council"))
    record["resolution"]["title"] = record["doc_id"] = record["clauses"][3]["number"] = f"</title>{HOSTILE}"
    record["clauses"][0]["functions"] = [f'note" onclick="{HOSTILE}']
    if not known:
        record["source"]["path"] = f"/no/such/{HOSTILE}"
    page = Page(page_of(record, record))
    assert page.tags <= TAGS
    assert "<script>alert('x')</script>\"><img src=x onerror=alert(1)></p></mark>&amp;" in page.words["d1-0"]
    assert not re.search(r"[\x00-\x08\ufdd0-\ufdd2]", page_of(record))


def test_pages_need_nothing_beside_them():
    page = page_of(LABELLED.to_dict(), EMPTY.to_dict())
    assert "default-src 'none'" in page
    assert not re.search(r"https?:|url\(|@import|<script|<link", page)
    assert Page(page).links == ["#d1", "#d2", "#d1-0"]


def test_a_folder_has_an_index_of_its_pages(tmp_path):
    records = [LABELLED._replace(doc_id=name).to_dict() for name in ("index", "a b#c")]
    write_records(f"{tmp_path}/pages/", "html", records)
    links = Page((tmp_path / "pages" / "index.html").read_text(encoding="utf-8")).links
    assert links == ["index_.html", "a%20b_c.html"]
    assert all((tmp_path / "pages" / name).exists() for name in ("index_.html", "a b_c.html"))


def test_a_file_that_has_changed_is_shown_from_its_clauses(labelled):
    record = labelled(SMALL)
    before = Page(page_of(record)).words
    Path(record["source"]["path"]).write_text("The Council,\n\nRecalling nothing,\n")
    page = page_of(record)
    assert "the file has changed since it was labelled" in page
    assert Page(page).words == before
    assert ">Recalling</mark>" in page


def test_notebooks_show_a_document():
    shown = LABELLED._repr_html_()
    assert Page(shown).tags <= TAGS
    assert shown.startswith("<style>.clausenlp {")


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_words_can_be_read_on_every_colour(theme):
    """WCAG 2 asks for a contrast of 4.5 between words and their ground (level AA), of 3 between lines and theirs."""
    css = (ROOT / "clausenlp" / "write" / "page.css").read_text(encoding="utf-8")
    blocks = re.split(r"\.clausenlp \{ (?=--paper)", css)[1:]
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", blocks[theme]))

    def contrast(one, other):
        low, high = sorted((luminance(colours[one]), luminance(colours[other])))
        return (high + 0.05) / (low + 0.05)

    grounds = ("paper", "reinforcing", "observing", "evaluative", "directive", "deciding", "invoking", "none")
    assert min(contrast("ink", ground) for ground in grounds) >= 7
    assert min(contrast(words, "paper") for words in ("faint", "flag")) >= 4.5
    assert min(contrast(line, "paper") for line in ("preambular", "operative", "plain")) >= 3
