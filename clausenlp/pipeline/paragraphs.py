"""Lines -> paragraphs: what belongs together although lines, pages and footnotes break it, and what starts anew."""

import re
from dataclasses import dataclass, field

from clausenlp.pipeline.breaks import (
    LEADS,
    RECENT,
    REFERENCE,
    carries_on,
    cut_short,
    front_end,
    goes_on_with_head,
    has_room,
    is_bare_number,
    is_by_line,
    leave_decisions,
    lists,
    lone_marker,
    main_verb,
    marker_opens,
    numbered_lead,
    opens_list,
    quotation_end,
    right_margin,
    small_leads,
    stands_apart,
    titles_a_preamble,
)
from clausenlp.pipeline.furniture import STRIP, line_kind, organ_line
from clausenlp.pipeline.lines import Line, read_part
from clausenlp.pipeline.markers import TOP_STYLES, Marker
from clausenlp.pipeline.speakers import subject_end

MEETS = re.compile(r"\b(?:held|meeting|met|assembled|gathered|convened|in session)\b")
_SENTENCES = ("It ", "We ", "The ", "This ")  # a sentence of the clause as likely as a clause
WRAPPED = 140  # the longest lines of a text that is not one line a paragraph
INTERRUPTS = frozenset(("rule", "page", "job", "symbol", "note", "distribution", "remark"))
ENDS = frozenset(("meeting", "session", "annex", "heading"))


@dataclass(slots=True)
class Piece:
    """A stretch of text with a kind: furniture between or inside paragraphs."""

    start: int
    end: int
    kind: str


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together. ``kind``: "text", "organ", "heading", "meeting", "annex", "session", "front".

    ``opens_part``: it is the first of a preamble that no organ line opens.
    """

    lines: list[Line]
    kind: str = "text"
    start: int = 0
    marker: Marker | None = None
    lead: str = ""
    inside: list[Piece] = field(default_factory=list)
    opens_part: bool = False

    @property
    def first(self) -> Line:
        """Its first line."""
        return self.lines[0]

    @property
    def end(self) -> int:
        """Offset after its last character."""
        return self.lines[-1].end

    @property
    def closed(self) -> bool:
        """Whether its last line ends with a closing mark."""
        return self.lines[-1].closed

    @property
    def introduces(self) -> bool:
        """Whether items may follow: it ends with a colon or dash, or is a bare lead ("resolves", "instructs the Director")."""
        if len(self.lines) == 1 and not self.closed and self.lead in LEADS and len(self.first.text.split()) < 9:
            return True
        return self.lines[-1].text.rstrip(STRIP + "0123456789").endswith((":", "-", "—", "–"))


def read_paragraphs(lines: list[Line]) -> tuple[list[Paragraph], list[Piece]]:
    """Join lines to paragraphs and name the furniture lines between them.

    Furniture that interrupts a paragraph lies in its ``inside`` too.
    """
    return _Reader(lines).read()


class _Reader:
    """One pass over the lines; what it has read so far decides what the next line is."""

    def __init__(self, lines: list[Line]) -> None:
        leave_decisions(lines)
        self.lines = lines
        self.paragraphs: list[Paragraph] = []
        self.furniture: list[Piece] = []
        self.pending: list[Piece] = []  # furniture since the last line of text
        self.gap = False  # an empty line stands before one of them
        self.in_notes = False
        self.started = False
        self.last_number = 0  # of the last clause that a number opens
        self.by_line = is_by_line(lines)
        self.width = sorted(len(line.text) for line in lines)[len(lines) * 4 // 5] if lines else 0
        self.spaced = stands_apart(lines)
        self.small_leads = small_leads(lines)
        self.press = any(line.text[0] in '“"' and organ_line(line.text.strip(STRIP)) for line in lines)
        self.quote_ends = -1  # the index of the last line of a quoted provision
        self.margin = right_margin(lines)
        self.front_ends = front_end(lines)

    def read(self) -> tuple[list[Paragraph], list[Piece]]:
        for i, line in enumerate(self.lines):
            self._take(i, line)
        return self.paragraphs, self.furniture

    def _take(self, i: int, line: Line) -> None:
        verb = main_verb(line) if self._in_sentence() else 0
        if verb:
            self._join(read_part(line, 0, verb))
            line = read_part(line, verb, len(line.text))
        lone = lone_marker(line, self.lines[i + 1] if i + 1 < len(self.lines) else None, self.last_number + 1)
        lone = lone if self.started and not self.in_notes else None
        if lone:
            line.marker, kind = lone, ""
        else:
            kind = line.kind = self._kind(i, line)
        if kind == "page" and self.in_notes and line.text.isdigit() and self._has_text_below(i):
            kind = line.kind = "note"  # the number of a footnote, alone on its line
        if kind in INTERRUPTS:
            piece = Piece(line.start, line.end, kind)
            self.furniture.append(piece)
            self.pending.append(piece)
            self.gap = self.gap or line.blank
            under_head = i > 0 and self.lines[i - 1].kind == "page" and not line.blank
            opened = kind == "rule" and self.started and not (self.in_notes or under_head)  # a second rule closes them
            text_waits = bool(self.paragraphs) and self.paragraphs[-1].kind == "text" and not self.paragraphs[-1].closed
            self.in_notes = kind == "note" or opened or (kind == "page" and self.in_notes and not text_waits)
            return
        self.in_notes = False
        if kind or lone:
            self._start(line, kind or "text")
        elif i < self.front_ends:
            self._start(line, "front")
        elif self._numbers_the_last(line):
            self.paragraphs[-1].marker = line.marker
            self.furniture.append(Piece(line.start, line.end, "number"))
            return
        elif self._continues(i, line) and not self._is_heading(i, line):
            self._join(line)
        else:
            self._start(line, "heading" if self._is_heading(i, line) else "text")
        self.pending, self.gap = [], False

    def _has_text_below(self, i: int) -> bool:
        """Whether the next line stands right below a line."""
        return i + 1 < len(self.lines) and not (self.lines[i + 1].blank or self.lines[i + 1].page)

    def _numbers_the_last(self, line: Line) -> bool:
        """Whether a bare number is that of the operative clause whose first line it follows, as some PDF text has it."""
        last = self.paragraphs[-1] if self.paragraphs else None
        if last is None or not is_bare_number(line) or line.blank or self.pending:
            return False
        return last.kind == "text" and last.marker is None and last.lead == "present" and len(last.lines) == 1

    def _join(self, line: Line) -> None:
        """Add a line to the paragraph that it goes on with."""
        current = self.paragraphs[-1]
        if is_bare_number(current.lines[-1]):
            current.lead = line.lead
        current.lines.append(line)
        current.inside += self.pending

    def _in_sentence(self) -> bool:
        """Whether the decision stands in one sentence: an organ, small letters, and the main verb still to come."""
        if len(self.paragraphs) < 2 or self.pending or not self.paragraphs[-1].first.low:
            return False
        organ, current = self.paragraphs[-2:]
        return (
            organ.kind == "organ"
            and current.kind == "text"
            and current.first.low
            and current.lead in ("participle", "fixed")
        )

    def _kind(self, i: int, line: Line) -> str:
        current = self.paragraphs[-1] if self.paragraphs else None
        if i and goes_on_with_head(self.lines, i) and not line_kind(line):
            return "page"
        if line.low and len(line.text) > 24 and not self.in_notes and (current is None or current.kind != "organ"):
            return ""  # running text
        organ = organ_line(line.text.strip(STRIP))
        titled = current is not None and current.lines[-1].text.isupper()
        open_text = current is not None and current.kind == "text" and not current.closed and not titled
        if organ and i >= self.front_ends and not (open_text and not line.blank and not self._preamble_follows(i)):
            return "organ"
        if current is not None and current.kind == "organ" and self._organ_goes_on(current, line):
            whole = f"{current.first.text} {line.text}"
            if whole.isupper() and subject_end(
                whole
            ):  # "THE COMMISSION FOR THE CONSERVATION / OF TUNAS RECOMMENDS THAT:"
                current.kind, current.lead = "text", "present"
                return ""
            return "organ"
        kind = line_kind(line)
        if self.in_notes and kind not in INTERRUPTS and self._note_goes_on(i, line):
            return "note"
        if kind == "note" and current is not None and line.marker and line.marker.style in ("(1)", "(a)"):
            listed = current.introduces or (current.marker is not None and self._follows_item(self.lines[i - 1], line))
            return "" if listed and current.kind == "text" else kind
        if kind in ENDS and (open_text or (line.low and line.text[0] != "[")):
            return ""
        return kind

    def _preamble_follows(self, i: int) -> bool:
        """Whether a line that may name an organ is closed by a comma, and the next opens a preamble."""
        after = self.lines[i + 1] if i + 1 < len(self.lines) else None
        opens = after is not None and not after.low and (after.lead in ("participle", "fixed") or numbered_lead(after))
        return self.lines[i].text.endswith(",") and opens

    def _organ_goes_on(self, organ: Paragraph, line: Line) -> bool:
        """Whether a line goes on with the name of an organ ("We, the Heads of State ..., assembled / at Rosario,")."""
        marked = line.marker is not None and line.marker.style != "1"  # "assembled on / 22 September"
        held = (
            MEETS.search(organ.first.text + organ.lines[-1].text) is not None
        )  # ", held in Port Salim, / Republic of Qamara, from 26"
        open_name = not organ.closed or (held and organ.lines[-1].text.endswith(",") and not line.low)
        return open_name and not line.blank and line.lead == "" and not marked

    def _note_goes_on(self, i: int, line: Line) -> bool:
        """Whether a line after a rule or a footnote still belongs to the footnotes."""
        before = self.lines[i - 1]
        if line.page or (before.kind == "page" and line.text.isupper()):
            return False
        if before.kind == "rule":
            return not (line.lead in LEADS and (line.marker is None or line.marker.style == "1."))
        fresh = (
            line.blank
            or line.lead not in ("", "base", "first")
            or bool(line.marker and line.marker.style in ("1.", "(a)"))
        )
        if before.text.rstrip().endswith((".", "”", ";")):
            numbered = line.text[:1].isdigit() or bool(line.marker and line.marker.style == "(1)")
            return not fresh and (numbered or bool(self.paragraphs and self.paragraphs[-1].closed))
        return not fresh or line.low

    def _continues(self, i: int, line: Line) -> bool:
        """Whether a line goes on with the paragraph before it."""
        if not self.paragraphs or self.paragraphs[-1].kind not in ("text", "heading"):
            return False
        before = self.paragraphs[-1].lines[-1]
        if is_bare_number(before):
            return True
        if self._is_quoted(i, before, line):
            return True
        blank = (line.blank or self.gap) and (not self.pending or before.text.endswith((".", ";")))
        if self.paragraphs[-1].kind == "heading":
            return not blank and not line.marker and line.low
        if line.marker:
            if self.small_leads and line.marker.style == "1" and (before.closed or opens_list(self.lines, i)):
                return False
            if self._follows_item(before, line):
                return False
            if not blank and carries_on(self.lines, i, before, self.paragraphs):
                return True
            if line.marker.bullet and self.paragraphs[-1].marker == line.marker:
                return False
            short = len(before.text) < 0.7 * self.width and lists(line)
            return not (short or marker_opens(before, line, blank) or opens_list(self.lines, i))
        if line.low and self.by_line:
            full = self.margin <= WRAPPED and before.text.endswith(",") and not has_room(before, line, self.margin)
            weak = line.lead in ("fixed", "that") and before.text.endswith(
                ","
            )  # "open to appeal, / in accordance with"
            return full or weak or not before.closed
        if line.low and not line.lead and self._leaves_item(before, line):
            return False
        if line.low and self.small_leads and before.closed and line.lead in ("participle", "present"):
            return False
        if line.low:
            if before.closed and blank and not line.lead:
                return False
            opens = (
                (blank and not self.pending) or self._in_sentence() or (not line.closed and len(line.text.split()) < 5)
            )
            return not (before.closed and line.lead in LEADS and opens)
        if (
            line.text.startswith(_SENTENCES)
            and not blank
            and not self.by_line
            and not has_room(before, line, self.margin)
        ):
            return True
        if line.lead not in ("", "base"):
            joined = before.text.endswith((",", " and")) and not (blank or self.pending)
            if joined and (self.spaced or self._in_numbered()):
                return True
            return not (before.closed or blank or cut_short(before, line))
        if blank:
            return not before.closed
        return not (self.by_line and before.closed and (self.margin > WRAPPED or has_room(before, line, self.margin)))

    def _follows_item(self, before: Line, line: Line) -> bool:
        """Whether a mark is the next of a list that is open ("i. doctors and nurses / ii. meteorologists")."""
        marker = line.marker
        *_, named, last = " ", *before.text.lower().rsplit(None, 2)[-2:]
        last = last.strip("(),")
        refers = not before.closed and (
            last in REFERENCE or (named in REFERENCE and last[-1:].isdigit())
        )  # "paragraph 3 / (b) of"
        if marker is None or last in ("and", "or", "to", "of") or refers:
            return False
        wanted = {(style, ordinal - 1) for style, ordinal in marker.styles if style not in TOP_STYLES and ordinal > 1}
        return any(p.marker and not wanted.isdisjoint(p.marker.styles) for p in self.paragraphs[-RECENT:])

    def _in_numbered(self) -> bool:
        """Whether a verb at the start of a line is a further act of a numbered clause ("4. COMMENDS ..., / and CONGRATULATES")."""
        marker = self.paragraphs[-1].marker
        return marker is not None and marker.style in TOP_STYLES

    def _is_quoted(self, i: int, before: Line, line: Line) -> bool:
        """Whether a line belongs to a provision that a clause quotes behind its colon ("by the following: / “14. No song shall ...")."""
        if line.text[0] == "“" and line.marker is not None and before.text.endswith(":") and not self.press:
            self.quote_ends = quotation_end(self.lines, i)
        return i <= self.quote_ends

    def _leaves_item(self, before: Line, line: Line) -> bool:
        """Whether an item ended although its line is not full: what follows in small letters is the clause's ("in each case ...")."""
        marker = self.paragraphs[-1].marker
        item = marker is not None and marker.style not in TOP_STYLES
        return item and before.text.endswith((";", "; and")) and has_room(before, line, self.margin)

    def _start(self, line: Line, kind: str) -> None:
        offset = organ_line(line.text.strip(STRIP)) if kind == "organ" else 0
        shift = len(line.text) - len(line.text.lstrip(STRIP))
        if offset and shift + offset < len(line.text.rstrip(STRIP)):
            self._start_after_organ(line, shift + offset)
            return
        self.paragraphs.append(
            Paragraph([line], kind, line.start + (line.head if kind == "text" else 0), line.marker, line.lead)
        )
        self.started = self.started or kind in ("text", "organ")
        if kind == "organ":
            self.last_number = 0
        elif kind == "text" and line.marker and line.marker.style in TOP_STYLES:
            self.last_number = line.marker.styles[0][1]

    def _start_after_organ(self, line: Line, offset: int) -> None:
        """An organ and its first clause in one line: the organ is furniture of its own."""
        organ, rest = read_part(line, 0, offset), read_part(line, offset, len(line.text))
        self.paragraphs.append(Paragraph([organ], "organ", organ.start))
        verb = main_verb(rest) if rest.low else 0
        self._start(read_part(rest, 0, verb) if verb else rest, "text")
        if verb:
            self._start(read_part(rest, verb, len(rest.text)), "text")

    def _is_heading(self, i: int, line: Line) -> bool:
        """Up to four lines without an end mark before a numbered or leading line."""
        if (
            not self.started
            or line.low
            or line.lead in LEADS
            or not self._after_end()
            or ((line.marker and line.marker.style not in ("A.", "I.", "1.")) or numbered_lead(line))
        ):
            return titles_a_preamble(self.lines, i) and self._after_end()
        for j in range(i, min(i + 4, len(self.lines))):
            here = self.lines[j]
            if j > i and here.marker and here.marker.style in ("(a)", "(1)", "a)") and len(line.text) > 60:
                return False  # a chapeau without its colon
            if j > i and (
                is_bare_number(here)
                or (not here.low and (here.blank or here.lead in LEADS or (here.marker and here.lead)))
            ):
                return True
            if here.closed or len(here.text) > 400 or (j > i and here.marker):
                return False
        return False

    def _after_end(self) -> bool:
        """Whether the last paragraph came to its end, so that a heading may follow."""
        return not self.paragraphs or self.paragraphs[-1].closed or self.paragraphs[-1].kind != "text"
