"""Lines -> paragraphs: what belongs together although lines, pages and footnotes break it, and what starts anew."""

import re

from clausenlp.pipeline.breaks import goes_on, numbers_paragraph
from clausenlp.pipeline.drafts import names_option
from clausenlp.pipeline.enumerations import LONE, is_bare_number, lone_marker
from clausenlp.pipeline.furniture import LONGEST, STRIP, line_organ, names_organ
from clausenlp.pipeline.headings import is_heading
from clausenlp.pipeline.joined import Joined
from clausenlp.pipeline.kinds import INTERRUPTS, RUNNING, SUBJECT, kind_here, lone_number, number_of_note
from clausenlp.pipeline.leads import lead_form
from clausenlp.pipeline.lines import Line, read_part
from clausenlp.pipeline.markers import TOP_STYLES
from clausenlp.pipeline.paragraphs import Paragraph, Piece
from clausenlp.pipeline.shape import read_shape

_COMMA = re.compile(r",\d{0,3}\s+(?=[a-z])")  # before the next verb of a sentence: "of 4 May,2 decides"


def read_paragraphs(lines: list[Line]) -> tuple[list[Paragraph], list[Piece]]:
    """Join lines to paragraphs and name the furniture lines between and inside them."""
    _leave_decisions(lines)
    joined = Joined(lines, read_shape(lines))
    for i, line in enumerate(lines):
        joined.at = i
        _take(joined, line)
    return joined.paragraphs, joined.furniture


def _leave_decisions(lines: list[Line]) -> None:
    """Decisions that are told beside a resolution ("At its 1063rd meeting, the Council decided to invite") are no clauses of it."""
    told = [line for line in lines if line.lead == "decision"]
    if told and any(names_organ(line) for line in lines):
        for line in told:
            line.lead = ""


def _take(joined: Joined, line: Line) -> None:
    """Make of the line in hand what it is: furniture, the start of a paragraph, or more of the last one."""
    if joined.in_sentence:
        line = _leave_reasons(joined, line)
    elif line.low and _runs_on(joined, line):
        _join(joined, line)
        return
    if len(line.text) < LONE and _take_lone_marker(joined, line):
        _start(joined, line, "text")
    else:
        kind = line.kind = _kind(joined, line)
        if kind in INTERRUPTS:
            _set_aside(joined, line)
            return
        _add(joined, line, kind)
    joined.in_notes, joined.gap, joined.pending = False, False, []


def _runs_on(joined: Joined, line: Line) -> bool:
    """Whether a line in small letters goes on with a sentence that a line end breaks, as most lines of wrapped text do."""
    return (
        len(line.text) > RUNNING
        and joined.shape.wrapped
        and joined.is_open
        and not (joined.pending or joined.in_notes)
        and joined.at >= joined.shape.front
    )


def _leave_reasons(joined: Joined, line: Line) -> Line:
    """A line without what it holds of the reasons of a one-sentence decision, which go on to "..., | decides to"."""
    verb = _main_verb(line)
    if not verb:
        return line
    _join(joined, read_part(line, 0, verb))
    return read_part(line, verb, len(line.text))


def _main_verb(line: Line) -> int:
    """Where in a line the main verb of a decision in one sentence starts ("..., decides to"), 0 for nowhere or its start."""
    for comma in _COMMA.finditer(line.text):
        if lead_form(line.text[comma.end() : comma.end() + LONGEST]) == "present":
            return comma.end()
    return 0


def _take_lone_marker(joined: Joined, line: Line) -> bool:
    """Whether a line is the mark of the clause below it, which the line then bears."""
    if joined.in_notes or not joined.started:
        return False
    marker = lone_marker(line, joined.below, joined.last_number + 1)
    line.marker = marker or line.marker
    return marker is not None


def _kind(joined: Joined, line: Line) -> str:
    """The kind of a line; an organ that it makes a subject becomes the first words of a clause."""
    kind = kind_here(joined, line)
    if kind != SUBJECT:
        return kind
    organ = joined.paragraphs[-1]
    organ.kind, organ.lead = "text", "present"
    return ""


def _set_aside(joined: Joined, line: Line) -> None:
    """Put by furniture below which a paragraph may go on, and see whether footnotes follow."""
    piece = Piece(line.start, line.end, line.kind)
    joined.furniture.append(piece)
    joined.pending.append(piece)
    joined.gap = joined.gap or line.blank
    if line.kind == "note":
        number = number_of_note(line) or lone_number(line) or lone_number(joined.above)
        due = number in (1, joined.note_number + 1)  # "26 August" at the start of a line is no note's number
        if due or not joined.in_notes:
            joined.note_number = number or joined.note_number
    joined.in_notes = _notes_follow(joined, line)


def _notes_follow(joined: Joined, line: Line) -> bool:
    """Whether footnotes are to be expected below a piece of furniture."""
    if line.kind == "rule":  # a second one closes them, one in a page's head opens none
        under_head = joined.above is not None and joined.above.kind == "page" and not line.blank
        return joined.started and not (joined.in_notes or under_head)
    if line.kind == "page":
        interrupted = joined.is_open or (joined.last is not None and joined.last.last.text.endswith(","))
        return joined.in_notes and not interrupted
    return line.kind == "note"


def _add(joined: Joined, line: Line, kind: str) -> None:
    """Give a line that is no furniture its place among the paragraphs."""
    if kind == "organ":
        _start_organ(joined, line)
    elif kind:
        _start(joined, line, kind)
    elif joined.at < joined.shape.front:
        _start(joined, line, "front")
    elif _numbers_last(joined, line):
        joined.paragraphs[-1].marker = line.marker
        joined.furniture.append(Piece(line.start, line.end, "number"))
    else:
        follows, heading = goes_on(joined, line), is_heading(joined, line)
        if follows and not heading:
            _join(joined, line)
        else:
            _start(joined, line, "heading" if heading else "text")


def _numbers_last(joined: Joined, line: Line) -> bool:
    """Whether a bare number is that of the operative clause whose first line it follows, as some PDF text has it."""
    last = joined.last
    if last is None or line.marker is None or line.blank or joined.pending or not is_bare_number(line):
        return False
    return last.kind == "text" and last.marker is None and last.lead == "present" and len(last.lines) == 1


def _join(joined: Joined, line: Line) -> None:
    """Add a line to the paragraph that it goes on with."""
    last = joined.paragraphs[-1]
    if last.marker and numbers_paragraph(last):
        last.lead = line.lead
        joined.optioned = joined.optioned or names_option(line.text)
    last.lines.append(line)


def _start(joined: Joined, line: Line, kind: str) -> None:
    """Start a paragraph with a line."""
    head = line.head if kind == "text" else 0
    joined.paragraphs.append(Paragraph([line], kind, line.start + head, line.marker, line.lead))
    joined.started = joined.started or kind in ("text", "organ")
    if kind == "organ":
        joined.last_number = 0
    elif kind == "text" and line.marker and line.style in TOP_STYLES:
        joined.last_number, joined.optioned = line.marker.styles[0][1], names_option(line.text, line.word)


def _start_organ(joined: Joined, line: Line) -> None:
    """Start a paragraph with a line that names an organ; a first clause behind the name is a paragraph of its own."""
    end = _organ_end(line)
    if not end:
        _start(joined, line, "organ")
        return
    organ, clause = read_part(line, 0, end), read_part(line, end, len(line.text))
    joined.paragraphs.append(Paragraph([organ], "organ", organ.start))
    verb = _main_verb(clause) if clause.low else 0
    if verb:
        _start(joined, read_part(clause, 0, verb), "text")
        clause = read_part(clause, verb, len(clause.text))
    _start(joined, clause, "text")


def _organ_end(line: Line) -> int:
    """Where in a line the name of an organ ends that a clause follows ("The General Assembly, | Having heard"), 0 for none."""
    name = line_organ(line)
    end = len(line.text) - len(line.text.lstrip(STRIP)) + name
    return end if name and end < len(line.text.rstrip(STRIP)) else 0
