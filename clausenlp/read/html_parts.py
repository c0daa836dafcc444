"""What the elements of a page are: which are left out, which begin a paragraph, which are footnotes."""

import re

from lxml import etree

from clausenlp.read.ooxml import Element

_LEFT_OUT = frozenset([
    "head", "script", "style", "noscript", "template", "nav", "aside", "select", "button", "textarea", "input",
    "option", "datalist", "iframe", "object", "embed", "applet", "svg", "canvas", "audio", "video", "map",
    "dialog", "del", "rt", "rp",
])  # fmt: skip
_OF_THE_SITE = frozenset([
    "navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "toolbar", "dialog",
])  # fmt: skip
TEXTS = frozenset(["article", "main"])  # whose headers and footers are the text's own
PARAGRAPHS = frozenset([
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "menu", "dl", "dt", "dd", "blockquote", "pre",
    "table", "hr", "figure", "figcaption", "caption", "address", "fieldset", "article", "section", "main",
    "details", "summary", "td", "th",
])  # fmt: skip
LINES = frozenset([
    "body", "div", "tr", "header", "footer", "aside", "center", "legend", "form", "thead", "tbody",
    "tfoot",
])  # fmt: skip
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_LINK_LISTS = {
    "ul": 2,
    "ol": 2,
    "menu": 2,
    "dl": 2,
    "p": 3,
}  # elements that are navigation when they hold so many links and no other words
_LONGEST_MENU = 4000  # steps through its elements
_NOTE_LINK = re.compile(r"(?i)#.*(?:note|ftn|fn|edn)")
_MARK = re.compile(r"\s*[\[(]?(?:\d{1,3}|[*†‡§]{1,3}|[a-z]|[ivx]{1,4})[\])]?\s*")


def is_left_out(element: Element, *, in_text: bool) -> bool:
    """Whether a browser does not show an element, or it belongs to the site; ``in_text``: it stands in an article or main."""
    tag = str(element.tag)
    if tag in ("html", "body"):
        return False  # a script may show a page that is hidden at first
    if tag in _LEFT_OUT or element.get("hidden") is not None or _UNSEEN.search(element.get("style") or ""):
        return True
    if tag in ("header", "footer"):
        return not in_text
    if element.get("role") in _OF_THE_SITE:
        return True
    return tag in _LINK_LISTS and _only_links(element, _LINK_LISTS[tag])


def _only_links(element: Element, enough: int) -> bool:
    """Whether the words of an element stand in links, ``enough`` of them: a menu."""
    links, inside = 0, 0
    for step, (event, part) in enumerate(etree.iterwalk(element, events=("start", "end"))):
        if step > _LONGEST_MENU:
            return False
        is_link = part.tag == "a" and part.get("href") is not None
        if event == "start":
            links, inside = links + is_link, inside + is_link
            words = part.text
        else:
            inside -= is_link
            words = part.tail if part is not element else None
        if not inside and _has_word(words):
            return False
    return links >= enough


def _has_word(text: str | None) -> bool:
    return text is not None and any(c.isalnum() for c in text)


def is_italic(element: Element) -> bool:
    """Whether an element sets its words in italics."""
    return element.tag in ("i", "em", "cite", "dfn", "var") or "italic" in (element.get("style") or "")


def is_raised(element: Element) -> bool:
    """Whether an element sets its words in superscript."""
    return element.tag == "sup" or "vertical-align:super" in (element.get("style") or "").replace(" ", "")


def note_targets(root: Element) -> frozenset[str]:
    """The ids of footnotes: what the links of footnote marks point to, further down in the page."""
    seen: set[str] = set()
    found = set()
    for element in root.iter():
        seen.update(name for name in (element.get("id"), element.get("name")) if name)
        href = element.get("href") or ""
        if element.tag == "a" and href.startswith("#") and href[1:] not in seen and _is_mark(element, href):
            found.add(href[1:])
    return frozenset(found)


def _is_mark(link: Element, href: str) -> bool:
    text = "".join(link.itertext())
    if not _MARK.fullmatch(text[:20]):
        return False
    around = [link, *link.iterdescendants()]
    parent = link.getparent()
    if parent is not None:
        around.append(parent)
    return (
        any(is_raised(part) for part in around)
        or link.get("role") == "doc-noteref"
        or _NOTE_LINK.match(href) is not None
    )
