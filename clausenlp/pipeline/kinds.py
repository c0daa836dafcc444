"""The kind of a line where it stands: its own words may say furniture where running text, a footnote or an organ's name goes on."""

import re
from itertools import takewhile

from clausenlp.pipeline.drafts import is_option_label, names_first_option, names_option
from clausenlp.pipeline.enumerations import follows_item, is_bare_number
from clausenlp.pipeline.furniture import line_kind, line_organ, note_start
from clausenlp.pipeline.joined import Joined
from clausenlp.pipeline.leads import CLAUSE_LEADS, REASON_LEADS
from clausenlp.pipeline.lines import Line
from clausenlp.pipeline.paragraphs import Paragraph
from clausenlp.pipeline.speakers import subject_end

INTERRUPTS = frozenset(
    ("rule", "markup", "page", "job", "symbol", "note", "distribution", "remark")
)  # text may go on below them
SUBJECT = "subject"  # a line that makes the organ's name above it the subject of a sentence
_ENDS = frozenset(("meeting", "session", "annex", "heading"))  # no text does
_MEETS = re.compile(r"\b(?:held|meeting|met|assembled|gathered|convened|in session)\b")
_NUMBER = re.compile(r"\(?(\d{1,3})[)/]?\s")
_MARK_OF_TEXT = re.compile(r"\d{1,3}/\s(?:and|or|of|in|to|on|by|which|that|as|with|for)\b")
_NOTE = 6  # lines that a footnote in the middle of a sentence has less than
_LONE_NUMBER = 4  # digits that its number has less than
_NAMES = 20  # lines that the names of those who speak may take
RUNNING = 24  # characters from which on a line in small letters is running text
_HEAD = 20  # characters that a page's head exceeds, where it is more than a number
_HEAD_BELOW = 80  # characters that its second line has less than


def kind_here(joined: Joined, line: Line) -> str:
    """The kind of the line in hand: "organ", ``SUBJECT``, a kind of furniture, or "" for text."""
    last = joined.last
    organ = last if last is not None and last.kind == "organ" else None
    if joined.pending and _goes_on_with_head(joined, line):
        return "page"
    if line.low and len(line.text) > RUNNING and not (joined.in_notes or organ):
        return ""
    if line_organ(line) and _may_act(joined, line):
        return "organ"
    if organ and _organ_goes_on(joined, organ, line):
        return SUBJECT if _is_subject(organ, line) else "organ"
    return _kind_below(joined, line)


def _kind_below(joined: Joined, line: Line) -> str:
    """The kind that a line has by its own words, corrected by what stands above it."""
    kind = line_kind(line)
    if kind == "page" and _numbers_note(joined, line):
        return "note"
    if joined.in_notes and kind not in INTERRUPTS and _note_goes_on(joined, line):
        return "note"
    if not kind and joined.pending and line.text in joined.shape.repeated:
        return "page"
    if not kind and not (joined.in_notes or joined.pending) and line.marker is None:
        return kind  # as almost all lines
    if not kind and (_follows_lone_mark(joined, line) or _breaks_sentence(joined, line)):
        return "note"
    if kind == "note" and (_is_item(joined, line) or _is_mark_of_text(joined, line)):
        return ""
    if kind == "meeting" and joined.is_open and joined.above is not None and joined.above.kind == "page":
        return "page"  # "16 . 6 . 86 Official Journal / Friday , 16 May 1986"
    if not kind and (_is_of_report(joined, line) or _titles_options(joined, line)):
        return "heading"
    if (
        kind == "heading"
        and names_option(line.text)
        and (_offers_another(joined, line) or _follows_number(joined, line))
    ):
        return ""
    if kind == "annex" and not line.blank and joined.below is not None and line_kind(joined.below) == "page":
        return "page"  # "UNEP/GC.14/26 / Annex I / Page 48"
    if kind == "annex" and line.text.endswith((";", ",")):
        return ""  # "in document EC-LIX/Doc. 7.2(3), / Appendix B;"
    if kind == "annex" and line.blank and line.text[:5].isupper():
        return kind  # though the last clause has lost its end mark
    if kind in _ENDS and (_breaks_in(joined, line) or line.lead == "that" or (line.low and line.text[0] != "[")):
        return ""
    return kind


def _offers_another(joined: Joined, line: Line) -> bool:
    """Whether a line names a further option of the open clause; the first of several stands above clauses that are options together."""
    return joined.optioned and not names_first_option(line.text)


def _follows_number(joined: Joined, line: Line) -> bool:
    """Whether an option's name stands below a number alone, and the clause behind it has none of its own: "60. / Option 1: / Decides"."""
    last, below = joined.last, joined.below
    bare = last is not None and len(last.lines) == 1 and is_bare_number(last.first)
    return bare and is_option_label(line.text) and below is not None and below.marker is None


def _breaks_in(joined: Joined, line: Line) -> bool:
    """Whether text has not come to its end above a line: where lines are not wrapped, it has above an empty line, whatever its mark."""
    return joined.is_open and (joined.shape.wrapped or not line.blank)


def _is_of_report(joined: Joined, line: Line) -> bool:
    """Whether a paragraph goes on with the numbers of the report round a resolution: "10. The Committee also recommends"."""
    if not joined.shape.narrated or line.style != "1." or line.marker is None:
        return False
    number = line.marker.styles[0][1]
    return number > joined.shape.narrated and number != joined.last_number + 1


def _titles_options(joined: Joined, line: Line) -> bool:
    """Whether a number alone stands above options that bear it themselves: "OP4 / Option 1 (G77) / OP4. Decides"."""
    if line.style != "OP" or joined.below is None or not (is_bare_number(line) and names_option(joined.below.text)):
        return False
    second = joined.lines[joined.at + 2] if joined.at + 2 < len(joined.lines) else None
    return (
        second is not None and second.marker is not None and second.marker.label == (line.marker and line.marker.label)
    )


def _follows_lone_mark(joined: Joined, line: Line) -> bool:
    """Whether a line is the footnote whose mark stands alone above it, as some text pulled from a PDF has it: "2 / / A/HRC/17/41"."""
    above = joined.above
    if above is None or not joined.pending or not line.blank or line.low or line.marker:
        return False
    if not (above.text.isdigit() or above.text == "*"):
        return False
    due = above.text in ("1", str(joined.note_number + 1))  # on each page the notes may count from 1
    return note_start(f"{above.text} {line.text}") or (due and _cuts_sentence(joined, line))


def _cuts_sentence(joined: Joined, line: Line) -> bool:
    """Whether a whole sentence stands in the middle of another: "the survey made / 1 / And, where applicable, ... organizations. / 2"."""
    if line.page or not joined.is_open:
        return False
    last, after = _block(joined.lines[joined.at : joined.at + _NOTE])
    return after is not None and last.text.endswith(".") and (after.text.isdigit() or after.page or after.low)


def _block(lines: list[Line]) -> tuple[Line, Line | None]:
    """The last of some lines that no empty line or page sets apart from the first, and the one below it, None where all belong together."""
    end = next((i for i, line in enumerate(lines) if i and (line.blank or line.page)), len(lines))
    return lines[end - 1], lines[end] if end < len(lines) else None


def _breaks_sentence(joined: Joined, line: Line) -> bool:
    """Whether a number without a point opens a footnote in the middle of a sentence: "are those who / 1 The terms are used as ..."."""
    last = joined.last
    if not (joined.is_open and line.blank and line.style == "1" and last is not None) or line.low or line.lead:
        return False
    return line.text[line.word :][:1].isupper() and last.style != "1" and bool(last.lead or last.marker)


def number_of_note(line: Line) -> int:
    """The number that a line opens with as a footnote does, 0 for none: "(3) Mandate M/311", "2/ Official Records"."""
    found = _NUMBER.match(line.text)
    return int(found[1]) if found else 0


def lone_number(line: Line | None) -> int:
    """The number that stands alone on a line, as that of a footnote whose words stand below, 0 for none."""
    return int(line.text) if line is not None and line.text.isdecimal() and len(line.text) < _LONE_NUMBER else 0


def _numbers_note(joined: Joined, line: Line) -> bool:
    """Whether digits alone on a line are the number of the footnote that stands right below, and not that of the page."""
    below = joined.below
    if not line.text.isdecimal() or below is None or below.blank or below.page or below.low:
        return False
    number = int(line.text)
    if joined.in_notes:
        last, after = _block(joined.lines[joined.at : joined.at + _NOTE])
        if number != 1 and number <= joined.note_number:
            return False  # the page's number goes back behind the last note
        return (
            last.closed or after is None or not after.low
        )  # "2 / FINAL" are a page's head in the middle of a sentence
    if joined.is_open and not line.blank:
        return False  # the mark itself, raised above its line
    due = number == joined.note_number + 1 and below.lead not in CLAUSE_LEADS
    return due and (joined.note_number > 0 or below.indent > line.indent + 1)


def _goes_on_with_head(joined: Joined, line: Line) -> bool:
    """Whether a line is the second of a page's head: below its first without an empty line, and above one."""
    head, below = joined.above, joined.below
    if head is None or head.kind != "page" or below is None or not below.blank:
        return False
    if line.blank or line.page or line.marker or line.lead or line.closed or line_kind(line):
        return False
    in_sentence = joined.is_open and below.low  # "in loans for works / 112 / Resolutions / of drainage"
    return (len(head.text) > _HEAD or in_sentence) and len(line.text) < _HEAD_BELOW


def _may_act(joined: Joined, line: Line) -> bool:
    """Whether an organ that a line names is the one that acts, not one that the front or a clause mentions."""
    if joined.at < joined.shape.front:
        return False
    titled = joined.last is not None and joined.last.last.text.isupper()
    return line.blank or titled or not joined.is_open or _opens_preamble(joined, line)


def _opens_preamble(joined: Joined, line: Line) -> bool:
    """Whether a comma closes an organ line, and the first clause of a preamble, or a numbered one, stands below it."""
    below = joined.below
    if below is None or (below.low and not joined.shape.small_leads) or not line.text.endswith(","):
        return False
    return below.lead in REASON_LEADS or (below.marker is not None and below.lead in CLAUSE_LEADS)


def _organ_goes_on(joined: Joined, organ: Paragraph, line: Line) -> bool:
    """Whether a line goes on with the name of an organ ("We, the Heads of State ..., assembled / at Rosario,")."""
    if line.blank or line.lead or line.style not in ("", "1"):  # "assembled on / 22 September"
        return False
    return not organ.closed or _is_place(organ, line) or _is_cut_in_brackets(organ) or _names_more(joined, line)


def _names_more(joined: Joined, line: Line) -> bool:
    """Whether a line goes on with who speaks: "WE, the Ministers responsible for Culture of the Kingdom of Onda, / the Republic of ..."."""
    names = takewhile(lambda paragraph: paragraph.kind == "organ", reversed(joined.paragraphs[-_NAMES:]))
    return line.low and any(name.first.text[:3].lower() == "we," for name in names)


def _is_cut_in_brackets(organ: Paragraph) -> bool:
    """Whether a line end cuts what stands in brackets behind the name of an organ: "Telecommunication Union (Busan, / 2014),"."""
    return organ.last.text.rfind("(") > organ.last.text.rfind(")")


def _is_place(organ: Paragraph, line: Line) -> bool:
    """Whether a line goes on with where the organ meets: ", held in Port Salim, / Republic of Qamara, from 26"."""
    name = organ.first.text + organ.last.text
    return organ.last.text.endswith(",") and not line.low and _MEETS.search(name) is not None


def _is_subject(organ: Paragraph, line: Line) -> bool:
    """Whether the name of an organ is the subject of a verb: "THE COMMISSION FOR THE CONSERVATION / OF TUNAS RECOMMENDS THAT:"."""
    whole = f"{organ.first.text} {line.text}"
    return whole.isupper() and subject_end(whole) > 0


def _note_goes_on(joined: Joined, line: Line) -> bool:
    """Whether a line below a rule or a footnote still belongs to the footnotes."""
    above, last = joined.above, joined.last
    if above is None or line.page or (above.kind == "page" and line.text.isupper()):
        return False
    if above.kind == "note" and line.style != "1." and number_of_note(line) == joined.note_number + 1:
        return line.lead not in CLAUSE_LEADS
    if above.kind == "rule" or lone_number(above):
        return line.lead not in CLAUSE_LEADS or line.style not in ("", "1.")
    fresh = line.blank or line.lead not in ("", "base", "first") or line.style in ("1.", "(a)")
    if above.text.endswith((".", "”", ";")):
        numbered = line.text[0].isdigit() or line.style == "(1)"
        return not fresh and (numbered or (last is not None and last.closed))
    return not fresh or line.low


def _is_mark_of_text(joined: Joined, line: Line) -> bool:
    """Whether a line end stands before the footnote mark of a sentence that goes on: "of the Convention, / 3/ and in particular"."""
    if line.blank or joined.pending or joined.in_notes:
        return False
    return _MARK_OF_TEXT.match(line.text) is not None


def _is_item(joined: Joined, line: Line) -> bool:
    """Whether a line that opens as footnotes do is an item of the list above it: "(1) Official holidays" below a colon."""
    above, last = joined.above, joined.last
    if above is None or last is None or last.kind != "text" or line.style not in ("(1)", "(a)"):
        return False
    return last.introduces or (last.marker is not None and follows_item(above, line, joined.paragraphs))
