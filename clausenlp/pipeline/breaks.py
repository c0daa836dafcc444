"""Whether a line goes on with the paragraph above it: its mark, its letters and its lead, and how the line above ends."""

import re
from itertools import islice

from clausenlp.pipeline.drafts import is_option_label
from clausenlp.pipeline.enumerations import (
    breaks_off,
    carries_on,
    enumerates,
    follows_item,
    is_bare_number,
    lists,
    marker_opens,
    opens_list,
)
from clausenlp.pipeline.joined import Joined
from clausenlp.pipeline.leads import CLAUSE_LEADS
from clausenlp.pipeline.lines import Line, goes_on_in_capitals
from clausenlp.pipeline.markers import TOP_STYLES
from clausenlp.pipeline.paragraphs import Paragraph

_SENTENCES = ("It ", "We ", "The ", "This ")  # a sentence of the clause as likely as a clause
_BY_RULE = ("in ", "on ", "by ", "under ", "pursuant to ")  # leads that are as often the end of an item
_VERBS = ("participle", "present")
_QUOTED = 40  # lines that a quoted provision may have
_SHORT = 0.7  # of the text's width, below which a line did not end at the margin
_CUT = 0.8  # of the line below it, likewise
_ITEM_ENDS = (",", ";", "; and", "; or")
_TAIL = re.compile(  # what goes on behind items that end with commas
    r"(?:and (?:that|to)|after|as|at|before|but|by|except|for|from|if|in|including|on|pending|provided|save|so|subject|such|to|under"
    r"|unless|until|upon|when|where|whereby|which|while|with|within|without)\b"
)
_LABELS = 4  # lines of a number and the names of options behind it
_OUT = 2  # columns by which a line stands further out than others
_LONG_LINE = 140  # characters of a line that no margin ends
_ALONE = 5  # words that a verb alone on its line has less than, with what belongs to it


def goes_on(joined: Joined, line: Line) -> bool:
    """Whether the line in hand goes on with the paragraph before it."""
    last = joined.last
    if last is None or last.kind not in ("text", "heading"):
        return False
    before = last.lines[-1]
    if (last.marker and numbers_paragraph(last)) or _is_quoted(joined, before, line):
        return True
    if joined.optioned and _is_of_option(last, line):
        return True
    if before.closed and _is_indented_anew(last, line):
        return False
    blank = _is_apart(joined, before, line)
    if last.kind == "heading":
        return (line.low or goes_on_in_capitals(before, line)) and not line.marker and not blank
    if line.marker:
        return _marked_goes_on(joined, before, line, blank)
    if not before.closed:
        if line.low:
            return joined.shape.wrapped or bool(joined.pending) or line.page or line.lead not in _VERBS
        return _unclosed_goes_on(joined, before, line, blank)
    if line.low:
        return _small_goes_on(joined, before, line, blank)
    return _capital_goes_on(joined, before, line, blank)


def numbers_paragraph(last: Paragraph) -> bool:
    """Whether all that a paragraph has yet is its number, and perhaps the name of an option ("60. / Option 1: / Decides").

    A number alone on a later line is one of running text ("paragraph / 9.").
    """
    if not is_bare_number(last.lines[0]):
        return False
    labels = last.lines[1:_LABELS]
    return len(labels) + 1 == len(last.lines) and all(is_option_label(line.text) for line in labels)


def _is_of_option(last: Paragraph, line: Line) -> bool:
    """Whether a line says what the option is whose name stands alone above it."""
    return line.marker is None and len(last.lines) == 1 and is_option_label(last.first.text)


def _is_indented_anew(last: Paragraph, line: Line) -> bool:
    """Whether a line is set in as the first line of the paragraph is, whose other lines are not."""
    if len(last.lines) < 2 or line.indent != last.first.indent:
        return False
    return all(other.indent < line.indent for other in islice(last.lines, 1, None))


def _is_apart(joined: Joined, before: Line, line: Line) -> bool:
    """Whether an empty line sets a line apart; one beside furniture does so only where the line before ends a clause."""
    blank = line.blank or joined.gap
    return blank and (
        not joined.pending or before.text.endswith((".", ";")) or (before.closed and before.text[-1] in ")]")
    )


def _is_quoted(joined: Joined, before: Line, line: Line) -> bool:
    """Whether a line belongs to a provision that a clause quotes behind its colon ("by the following: / “14. No song shall ...").

    Its first line tells where it ends.
    """
    opens = line.text[0] in '“"' and line.marker is not None and before.text.endswith(":")
    if opens and not joined.shape.press:
        joined.quote_ends = _quotation_end(joined.lines, joined.at)
    return joined.at <= joined.quote_ends


def _quotation_end(lines: list[Line], i: int) -> int:
    """The index of the line in which the quotation ends that line ``i`` opens, ``i - 1`` where it does not end soon."""
    opened, straight = 0, lines[i].text[0] == '"'
    for j, line in enumerate(lines[i : i + _QUOTED], i):
        opened += line.text.count('"') if straight else line.text.count("“") - line.text.count("”")
        if opened <= 0 or (straight and opened % 2 == 0):
            return j
    return i - 1


def _marked_goes_on(joined: Joined, before: Line, line: Line, blank: bool) -> bool:
    """Whether a line with a mark is running text ("in paragraph / 12. The")."""
    shape, lines, i = joined.shape, joined.lines, joined.at
    if enumerates(before, line):
        return True
    if not (shape.wrapped or joined.pending or line.page) and line.style != "1":
        return False
    if shape.small_leads and line.style == "1" and (before.closed or opens_list(lines, i)):
        return False
    if follows_item(before, line, joined.paragraphs):
        return False
    if not blank and carries_on(lines, i, before, joined.paragraphs):
        return True
    if line.style.startswith("-") and joined.paragraphs[-1].marker == line.marker:
        return False
    short = len(before.text) < _SHORT * shape.width and lists(line)
    return not (short or marker_opens(before, line, blank) or opens_list(lines, i))


def _unclosed_goes_on(joined: Joined, before: Line, line: Line, blank: bool) -> bool:
    """Whether a line with a capital goes on below a line without a closing mark: where a lead opens it, the mark may be lost."""
    if line.lead in ("", "base") or _is_sentence(joined, before, line, blank):
        return True
    if not joined.shape.wrapped and line.lead in CLAUSE_LEADS:
        return False
    return _is_further_act(joined, before, line, blank) or not (blank or _is_cut_short(before, line))


def _small_goes_on(joined: Joined, before: Line, line: Line, blank: bool) -> bool:
    """Whether a line in small letters goes on below a line with a closing mark."""
    if joined.shape.small_leads and line.lead in _VERBS:
        return False
    if line.lead == "present" and before.text.endswith((", and", ",and")):
        return True  # "..., and / invites them"
    if not blank and _leaves_item(joined, before, line):
        return False
    if joined.shape.by_line:
        weak = line.lead in ("fixed", "that")  # "open to appeal, / in accordance with"
        return before.text.endswith(",") and (weak or joined.shape.fills(before, line))
    if not line.lead:
        return not blank
    if line.lead not in CLAUSE_LEADS or (line.text.startswith(_BY_RULE) and joined.paragraphs[-1].marker and not blank):
        return True  # "iii. decisions are open to appeal, / in accordance with paragraph 12"
    alone = not line.closed and len(line.text.split()) < _ALONE
    return not ((blank and not joined.pending) or joined.in_sentence or alone)


def _capital_goes_on(joined: Joined, before: Line, line: Line, blank: bool) -> bool:
    """Whether a line with a capital goes on below a line with a closing mark."""
    if _is_sentence(joined, before, line, blank):
        return True
    if line.lead not in ("", "base"):
        return _is_further_act(joined, before, line, blank)
    interrupted = bool(joined.pending) or line.page
    if line.text[0].isupper() and not interrupted and (not joined.shape.wrapped or len(before.text) > _LONG_LINE):
        return False
    return not blank and (not joined.shape.by_line or joined.shape.fills(before, line))


def _is_further_act(joined: Joined, before: Line, line: Line, blank: bool) -> bool:
    """Whether a verb at the start of a line is a further act of the clause: "4. COMMENDS ..., / CONGRATULATES"."""
    if blank or joined.pending or line.page or not before.text.endswith((",", " and")):
        return False
    return joined.shape.wrapped and (joined.shape.spaced or joined.in_numbered)


def _is_sentence(joined: Joined, before: Line, line: Line, blank: bool) -> bool:
    """Whether a line opens a further sentence of a clause, and does so at the margin by accident."""
    if blank or joined.shape.by_line or not line.text.startswith(_SENTENCES):
        return False
    return not joined.shape.has_room(before, line)


def _is_cut_short(before: Line, line: Line) -> bool:
    """Whether the line before has lost its closing mark: it is well short of the line below it and no function word ends it."""
    if line.lead not in _VERBS or len(before.text) >= _CUT * len(line.text):
        return False
    return not breaks_off(before)


def _leaves_item(joined: Joined, before: Line, line: Line) -> bool:
    """Whether an item ended above although no empty line tells: what follows in small letters is the clause's ("in each case ...").

    The item's last line is not full, or the line stands further out than the item's other lines do.
    """
    item = joined.paragraphs[-1]
    if not item.style or item.style in TOP_STYLES or not before.text.endswith(_ITEM_ENDS):
        return False
    if before.text.endswith(",") and (joined.pending or not _opens_tail(line)):
        return False
    if not joined.shape.wrapped or joined.shape.has_room(before, line):
        return True
    return len(item.lines) > 1 and all(line.indent + _OUT <= other.indent for other in islice(item.lines, 1, None))


def _opens_tail(line: Line) -> bool:
    """Whether a line opens as text does that goes on behind items: "in such manner as the Board may decide"   "taking into account"."""
    if line.lead in CLAUSE_LEADS:
        return not line.text.startswith(_BY_RULE)
    return _TAIL.match(line.text) is not None
