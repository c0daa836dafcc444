"""A page is read as a browser shows it, without what belongs to the site."""

import pytest

from clausenlp.errors import ReadError
from clausenlp.read import read_bytes


def source(body, name="a.html"):
    return read_bytes(f"<!DOCTYPE html><html><body>{body}</body></html>".encode(), name)


def furniture(found):
    return [(found.text[start:end], kind) for start, end, kind in found.hints.furniture]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>The Council,</p>\n<p>Recalling\n  the   lamps,</p>", "The Council,\n\nRecalling the lamps,"),
        ("<p>one<p>two", "one\n\ntwo"),
        ("<div>one</div><div>two</div>", "one\ntwo"),
        ("<p>one<br>two</p>", "one\ntwo"),
        ("one<br><br>two", "one\n\ntwo"),
        ("<pre>1. one,\n   two</pre><p>three</p>", "1. one,\n   two\n\nthree"),
        ("<p>caf&eacute; &amp; a&nbsp;bar&#8212;re&shy;new</p>", "café & a\u00a0bar—renew"),
        ("<p><b>De</b>cides <a href='/x'>it</a></p>", "Decides it"),
        ("<p>new <ins>word</ins><del> old</del></p>", "new word"),
        ("<h1>Title</h1><blockquote>one</blockquote>", "Title\n\none"),
    ],
)
def test_blocks(body, text):
    assert source(body).text == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<ol><li>a<li>b</ol>", "1. a\n\n2. b"),
        ("<ol start=4><li>a</li><li value=7>b</li><li>c</li></ol>", "4. a\n\n7. b\n\n8. c"),
        ("<ol reversed><li>a<li>b</ol>", "2. a\n\n1. b"),
        ("<ol type=a><li>x</ol><ol type=A><li>x</ol><ol type=i><li>x</ol><ol type=I start=4><li>x</ol>", "a. x\n\nA. x\n\ni. x\n\nIV. x"),
        ("<ol><li>a<ol type=a><li>b<li>c</ol></li><li>d</ol>", "1. a\n\na. b\n\nb. c\n\n2. d"),
        ("<ol style='list-style-type: lower-roman'><li>x</ol>", "i. x"),
        ("<style>ol.letters, .other {margin: 0; list-style: outside lower-alpha}</style><ol class='big letters'><li>x</ol>", "a. x"),
        ("<ol style='list-style: none'><li>(a) x</ol>", "(a) x"),
        ("<ol><li>(a) typed</ol>", "(a) typed"),
        ("<ol><li></li></ol><p>x</p>", "x"),
        ("<ol><li><p>a</p><p>b</p></ol>", "1. a\n\nb"),
        ("<ul><li>x</ul><ul style='list-style:none'><li>y</ul>", "• x\n\ny"),
        ("<ol start=99999999999999999999><li>x</ol>", "1. x"),
    ],
)  # fmt: skip
def test_lists_have_the_numbers_that_a_browser_shows(body, text):
    assert source(body).text == text


@pytest.mark.parametrize(
    "left_out",
    [
        "<script>if (a < b) {}</script>", "<style>p {}</style>", "<nav>Home</nav>", "<header>Site</header>", "<footer>Imprint</footer>",
        "<aside>News</aside>", "<div hidden>no</div>", "<p style='display: none'>no</p>", "<div role=navigation>Home</div>", "<!-- no -->",
        "<ul><li><a href=/a>Home</a></li> <li><a href=/b>About</a></li></ul>", "<p><a href=/a>A</a> | <a href=/b>B</a> | <a href=/c>C</a></p>",
        "<button>Share</button>", "<template>no</template>", "<select><option>no</select>",
    ],
)  # fmt: skip
def test_what_belongs_to_the_site_is_left_out(left_out):
    assert source(f"{left_out}<p>Decides.</p>{left_out}").text == "Decides."


def test_a_page_that_a_script_shows_later_is_read():
    assert read_bytes(b"<html><body style='visibility: hidden'><p>Decides.</p>", "a.html").text == "Decides."


def test_the_header_of_an_article_is_its_own():
    assert source("<article><header>Resolution 5</header><p>Decides.</p></article>").text == "Resolution 5\n\nDecides."


def test_only_the_main_element_is_read():
    assert source("<div>Share this</div><main><p>Decides.</p></main>").text == "Decides."


def test_a_list_with_words_beside_its_links_stays():
    assert (
        source("<ol><li>Asks <a href=/a>them</a></li><li><a href=/b>it</a></li></ol>").text == "1. Asks them\n\n2. it"
    )


def test_italics():
    found = source("<p><i>Recalling</i> the <em>plan</em> <span style='font-style: italic'>B</span></p>")
    assert [found.text[start:end] for start, end in found.hints.italics] == ["Recalling", "plan", "B"]


def test_superscript_is_a_mark_or_a_part_of_a_word():
    found = source("<p>the 4<sup>th</sup> lamp<sup>12</sup> on 5 km<sup>2</sup></p>")
    assert found.text == "the 4th lamp¹² on 5 km2"
    assert furniture(found) == [("¹²", "mark")]


@pytest.mark.parametrize(
    "note",
    [
        "<ol><li id=fn1>See the register.</ol>",
        "<div><a name=fn1></a>See the register.</div>",
        "<p><sup id=fn1>1</sup> See the register.</p>",
        "<aside id=fn1>See the register.</aside>",
    ],
)
def test_a_footnote_is_what_its_mark_points_to(note):
    found = source(f"<p>Recalling<sup><a href='#fn1' id=r1>1</a></sup> the lamps,</p><p>Decides.</p>{note}")
    assert [kind for _, kind in furniture(found)] == ["mark", "note"]
    assert furniture(found)[1][0].endswith("See the register.")


def test_marks_of_a_word_processor_are_links_without_superscript():
    found = source(
        "<p>Recalling<a href='#_ftn1' name='_ftnref1'><span>[1]</span></a> it,</p><div id=ftn1><p><a href='#_ftnref1' name='_ftn1'>[1]</a> See it.</p></div>"
    )
    assert furniture(found) == [("[1]", "mark"), ("[1] See it.", "note")]


def test_a_link_back_to_the_text_makes_no_footnote_of_it():
    assert furniture(source("<p id=top>Recalling it,</p><p>Decides <sup><a href='#top'>1</a></sup></p>")) == [
        ("¹", "mark")
    ]


def test_tables():
    found = source(
        "<p>as below:</p><table><caption>Lamps</caption><tr><th>Lamp<th>Count<tr><td>Red<td>12</table><p>Decides.</p>"
    )
    assert found.text == "as below:\n\nLamps\n\nLamp\tCount\nRed\t12\n\nDecides."
    assert furniture(found) == [("Lamp\tCount", "table"), ("Red\t12", "table")]


def test_a_table_that_only_places_words_is_paragraphs():
    page = "<table><tr><td>menu</td><td><p>The Council,</p><p>Recalling,</p><p>Decides.</p></td></tr></table>"
    assert source(page).text == "menu\n\nThe Council,\n\nRecalling,\n\nDecides."


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("cp1252", "iso-8859-1"), ("cp1252", "windows-1252"), ("cp1252", None), ("utf-8", "utf-8"), ("utf-8", None), ("utf-8", "iso-8859-1"),
        ("utf-8-sig", "iso-8859-1"), ("utf-16", "utf-16"), ("gbk", "gb2312"), ("cp1252", "no-such-charset"), ("cp1252", "punycode"),
    ],
)  # fmt: skip
def test_charsets(encoding, named):
    meta = f'<meta charset="{named}">' if named else ""
    page = f"<!DOCTYPE html><html><head>{meta}</head><p>“lamps”</p></html>"
    assert read_bytes(page.encode(encoding), "a.html").text == "“lamps”"


def test_the_charset_of_an_http_equiv_and_of_an_xml_declaration():
    old = '<html><meta http-equiv="Content-Type" content="text/html; charset=koi8-r"><p>Решает</p>'.encode("koi8-r")
    new = '<?xml version="1.0" encoding="windows-1251"?><html><p>Решает</p></html>'.encode("cp1251")
    assert [read_bytes(page, "a.html").text for page in (old, new)] == ["Решает", "Решает"]


@pytest.mark.parametrize(
    ("data", "name", "format"),
    [
        (b"<html><p>Decides.", "a.txt", "html"),
        (b"\n<!-- saved --><!DOCTYPE html><p>Decides.", "a", "html"),
        (b"<p>Decides.</p>", "a.txt", "html"),
        (b"<p>Decides.", "a.htm", "html"),
        (b"Decides that 3 < 4.", "a.html", "text"),
        (b"<div>\n\n# Lamps\n\n</div>", "a.md", "markdown"),
        (b"Decides <i>now</i>.", "a.txt", "text"),
    ],
)
def test_a_page_is_known_by_its_content(data, name, format):
    assert read_bytes(data, name).format == format


def test_elements_closed_at_once_in_xhtml():
    page = b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/><script src="a"/></head><p>De<br/>cides</p></html>'
    assert read_bytes(page, "a.xhtml").text == "De\ncides"


@pytest.mark.parametrize("tags", ["<div>", "<b><i>", "<table><tr><td>", "<ul><li>"])
def test_deep_nesting_is_an_error(tags):
    with pytest.raises(ReadError, match="nests its elements too deeply"):
        source(tags * 100_000 + "x")


@pytest.mark.parametrize("tags", ["<div>", "<b><i>", "<table><tr><td>", "<ul style='list-style:none'><li>"])
def test_nesting_within_the_limit_is_read(tags):
    assert source(tags * 600 + "Decides.").text == "Decides."


def test_a_page_beyond_the_limit_is_an_error(monkeypatch):
    monkeypatch.setattr("clausenlp.read.html.MAX_HTML_BYTES", 100)
    with pytest.raises(ReadError, match="more bytes than the limit of 100"):
        source("x" * 100)
