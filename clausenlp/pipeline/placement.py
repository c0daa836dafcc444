"""Where a paragraph with a mark belongs: how deep it stands below the open clauses, how its mark is to be read, its number."""

from clausenlp.pipeline.leads import ACT_LEADS, REASON_LEADS, lead_words
from clausenlp.pipeline.markers import DEEP, TOP_STYLES, Marker, Styles, letter_value, misread
from clausenlp.pipeline.paragraphs import Paragraph
from clausenlp.pipeline.units import Outline, Unit

Place = tuple[int, Styles]  # how many of the open units it stands below, and the reading of its mark

_SECTIONS = ("A.", "I.")
_BARE_CHAPEAU = 4  # words that a chapeau in the preamble has less than
_GAP = 5  # how far a mark may be ahead of the last of its list; a list without its beginning starts below it
_PARENTHESISED = ("(a)", "(i)", "(A)", "(1)")


def place(outline: Outline, paragraph: Paragraph, marker: Marker) -> Place | None:
    """The place of a marked paragraph, None where its mark is a number of running text."""
    found = _beside_item(outline, paragraph, marker)
    if found and found[0] and _is_act_behind_items(outline, paragraph, found[0]):
        found = None
    scanned = misread(marker)
    if found is None and scanned is not marker:
        found = _beside_item(outline, paragraph, scanned)
    if found:
        return found
    if marker.style in TOP_STYLES:
        return _place_number(outline, paragraph, marker)
    return _place_letter(outline, paragraph, marker)


def _is_act_behind_items(outline: Outline, paragraph: Paragraph, depth: int) -> bool:
    """Whether a number goes on with those of items, but the organ acts in the paragraph: "STRESSES that: 7. ... 8. ... 9. WELCOMES"."""
    item = outline.units[outline.stack[depth]]
    if item.style not in TOP_STYLES or paragraph.lead != "present" or paragraph.first.low:
        return False
    return item.lead != "present" and item.head.first.text[item.head.first.word :][:1].islower()


def has_bare_chapeau(unit: Unit) -> bool:
    """Whether a clause is only the chapeau of a list: "HAVING SEEN:"."""
    return unit.introduces and len(lead_words(unit.head.first.text)) < _BARE_CHAPEAU


def _beside_item(outline: Outline, paragraph: Paragraph, marker: Marker) -> Place | None:
    """The place beside the item that a mark follows: of several open lists the one that is set in as far, else the deepest."""
    depths = range(len(outline.stack) - 1, -1, -1)
    places = [found for depth in depths if (found := _beside(outline, marker, depth))]
    if len(places) > 1:
        indent = paragraph.first.indent
        level = [found for found in places if outline.units[outline.stack[found[0]]].head.first.indent == indent]
        return (level or places)[0]
    return places[0] if places else _beside_misread(outline, marker)


def _beside(outline: Outline, marker: Marker, depth: int) -> Place | None:
    """The place beside the open item of a depth, None where a mark does not follow it."""
    for style, ordinal in outline.units[outline.stack[depth]].styles:
        here = marker.ordinal(style)
        if here is not None and _follows(here, ordinal, style, marker):
            return depth, ((style, here),)
    return None


def _beside_misread(outline: Outline, marker: Marker) -> Place | None:
    """The place of "(b)" beside an item whose "(a)" was read as "(2)", which is then put right."""
    for depth in range(len(outline.stack) - 1, 0, -1):
        item = outline.units[outline.stack[depth]]
        if item.styles[:1] == (("(1)", 2),) and marker.styles[0] == ("(a)", 2):
            item.number = (item.number or "").removesuffix("(2)") + "(a)"
            return depth, marker.styles[:1]
    return None


def _follows(here: int, ordinal: int, style: str, marker: Marker) -> bool:
    """Whether a mark is the next of its list, the same as the last with a Latin word ("(b bis)"), or one that does not count."""
    return here == ordinal + 1 or style == "OP" or style[0] == "-" or (here == ordinal and marker.latin)


def _place_number(outline: Outline, paragraph: Paragraph, marker: Marker) -> Place | None:
    """The place of a mark as clauses have it: of level 1, or an item of a chapeau or below an item."""
    below = len(outline.stack), marker.styles[:1]
    if _is_nested(outline, paragraph, marker):
        return below
    if not _opens_items(outline, paragraph, marker):
        return _level_one(outline, paragraph, marker)
    return _begin_list(outline, marker.styles[:1]) if marker.styles[0][1] == 1 else below


def _is_nested(outline: Outline, paragraph: Paragraph, marker: Marker) -> bool:
    """Whether a new 1 opens a list below an open item ("ii. A levy, reduced / 1. By one half"): set further in, and without a verb."""
    last = outline.last
    if last is None or len(outline.stack) < 2 or marker.styles[0] != ("1.", 1):
        return False
    if paragraph.lead in REASON_LEADS or paragraph.lead in ACT_LEADS:
        return False
    item = last.head
    return paragraph.first.indent > item.first.indent and not item.last.text.endswith((".", ";"))


def _opens_items(outline: Outline, paragraph: Paragraph, marker: Marker) -> bool:
    """Whether a number opens the items of a chapeau ("Decides:" 1. ...) and not a clause of level 1."""
    chapeau = outline.last
    if chapeau is None or not chapeau.introduces:
        return False
    verb = paragraph.lead == "present" or paragraph.lead in REASON_LEADS
    if marker.styles[0][1] != 1 and (chapeau.number or verb):
        return False  # the second "RESOLVES:" of a text may have items from 5 on
    return outline.operative or chapeau.lead in ("present", "base") or has_bare_chapeau(chapeau)


def _level_one(outline: Outline, paragraph: Paragraph, marker: Marker) -> Place | None:
    """The place of a numbered clause; a number that goes back, without a verb, is one of running text."""
    style, ordinal = marker.styles[0]
    if style == "1" and not paragraph.lead:
        return _small_item(outline, marker)
    counts = style == "OP" or ordinal == 1 or ordinal > outline.last_number or paragraph.lead
    return (0, marker.styles[:1]) if counts else None


def _small_item(outline: Outline, marker: Marker) -> Place | None:
    """ "instructs the Director ... / 1   to provide": the first item of a clause whose own words have no end mark (or a comma)."""
    last = outline.last
    if last is None or last.number is not None or last.styles or marker.styles[0][1] != 1:
        return None
    if last.head.closed and not (last.head.first.low and last.head.last.text.endswith(",")):
        return None
    return len(outline.stack), marker.styles[:1]


def _place_letter(outline: Outline, paragraph: Paragraph, marker: Marker) -> Place | None:
    """The place of a mark as items and sections have it, which scanners may have made of a number ("l. Regrets")."""
    last = outline.last
    listed = last is not None and last.introduces and paragraph.lead != "present"
    due = outline.last_number + 1
    if not listed and paragraph.lead and marker.ordinal("1.") == due:
        return 0, (("1.", due),)
    if not listed and paragraph.lead == "present" and marker.label == "l":
        return 0, (("1.", 1),)  # a section counts anew: no list begins with its l
    if last is None or (marker.style in _SECTIONS and not last.introduces):
        return 0, marker.styles
    if _is_lettered_act(outline, paragraph, marker):
        return 0, marker.styles
    first = tuple(reading for reading in marker.styles if reading[1] in (0, 1))
    return _begin_list(outline, first) if first else _after_gap(outline, marker)


def _is_lettered_act(outline: Outline, paragraph: Paragraph, marker: Marker) -> bool:
    """Whether letters count the acts ("Recalling ..., / (a) Endorses ...; / (b) Requests ..."): a verb of the organ behind a reason."""
    clause = outline.clause
    if (
        clause is None
        or len(outline.stack) > 1
        or clause.introduces
        or clause.styles
        or clause.lead not in REASON_LEADS
    ):
        return False
    return paragraph.lead == "present" and any(ordinal == 1 for _, ordinal in marker.styles)


def _begin_list(outline: Outline, first: Styles) -> Place:
    """The place of the first item of a list: beside that of an open list of its style which begins anew ("a." after "a."), else below."""
    last = outline.last
    if last is not None and not last.introduces:
        styles = {style for style, _ in first}
        for depth in range(len(outline.stack) - 1, 0, -1):
            if any(style in styles for style, _ in outline.units[outline.stack[depth]].styles):
                return depth, first
    return len(outline.stack), first


def _after_gap(outline: Outline, marker: Marker) -> Place | None:
    """The place of a mark that neither opens a list nor follows the last one: a gap in the deepest list of its style."""
    for depth in range(len(outline.stack) - 1, -1, -1):
        known = dict(outline.units[outline.stack[depth]].styles)
        for style, ordinal in marker.styles:
            if style in known and 0 < ordinal - known[style] <= _GAP:
                return depth, ((style, ordinal),)
    return (len(outline.stack), marker.styles) if marker.styles[0][1] < _GAP else None


def clause_number(marker: Marker, styles: Styles, parent: Unit | None) -> str | None:
    """The number of a clause as the guide writes it ("4", "4(a)", "7.2"), None for a bullet."""
    style = styles[0][0]
    if style[0] == "-":
        return None
    label = _label(marker, styles)
    bracketed = f"({label}" if ")" in label else f"({label})"
    if parent is None:
        return bracketed if style in _PARENTHESISED else label
    above = parent.number or ""
    if style.startswith(DEEP):
        return above + label if label[0] == "." else label
    return above + bracketed if above or style not in ("1.", "1") else label


def _label(marker: Marker, styles: Styles) -> str:
    """The label of a mark in the reading that its place tells: "6" that was "b", "l" that was 1."""
    style, ordinal = styles[0]
    if style in ("(a)", "a)") and letter_value(marker.label[:2]) != ordinal:
        return misread(marker).label
    if style == "1." and not marker.label[0].isdigit():
        return str(ordinal)
    return marker.label
