"""Automatic numbers of a DOCX, as Word shows them.

A paragraph names a list (``w:num``) and a level in it; the list points to a definition (``w:abstractNum``) that others may share: they
count on together, unless one says where it starts. The rules follow ECMA-376 part 1, 17.9, and where it is silent what Word does.
"""

import re
from dataclasses import dataclass, field

from clausenlp.read.docx_styles import NumberReference, Styles
from clausenlp.read.numerals import format_number, read_integer
from clausenlp.read.ooxml import Element, child, is_on, local, value

_SEPARATORS = {
    "tab": "\t",
    "space": " ",
    "nothing": " ",
}  # a number and its words need a space between them to be told apart
_PLACE = re.compile(r"%(\d)")
_PRIVATE = range(0xE000, 0xF900)  # where the fonts of symbols have their bullets
_HOLLOW = "o"  # in Courier New this is Word's hollow bullet


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: where it starts, its style of number, its text ("%1.%2"), after which level it starts anew."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    separator: str = "\t"
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass(slots=True)
class Definition:
    """A ``w:abstractNum``: its levels, whether it has but one, and the name of the style that it stands for."""

    levels: dict[int, Level]
    single: bool = False
    style_link: str | None = None
    linked_style: str | None = None


@dataclass(slots=True)
class List:
    """A ``w:num``: its definition, levels of its own, and where its levels start."""

    definition: str
    levels: dict[int, Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a document."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._definitions: dict[str, Definition] = {}
        self._lists: dict[str, List] = {}
        for element in root if root is not None else ():
            if local(element) == "abstractNum":
                self._definitions[value(element, "abstractNumId") or ""] = _read_definition(element)
            elif local(element) == "num":
                self._lists[value(element, "numId") or ""] = _read_list(element)

    def place(self, direct: NumberReference, style: str) -> tuple[str, int] | None:
        """The list and level of a paragraph by what it and its style say, or None where it has no number."""
        inherited = self._styles.reference(style)
        list_id = direct.list_id if direct.list_id is not None else inherited.list_id
        if list_id not in self._lists:  # "0" takes the number of the style away
            return None
        definition = self._definitions.get(self.key(list_id))
        if definition is None:
            return None
        level = direct.level
        if level is None and direct.list_id is None:
            level = self._linked_level(definition, style)
            level = inherited.level if level is None else level
        return list_id, 0 if definition.single else min(max(level or 0, 0), 8)

    def key(self, list_id: str) -> str:
        """The id of the definition that a list counts in."""
        name = self._lists[list_id].definition
        link = self._definitions[name].linked_style if name in self._definitions else None
        if link is None:
            return name
        return next((other for other, d in self._definitions.items() if d.style_link == link), name)

    def level(self, list_id: str, level: int) -> Level:
        """A level of a list."""
        own = self._lists[list_id].levels.get(level)
        return own or self._definitions[self.key(list_id)].levels.get(level) or Level()

    def start(self, list_id: str, level: int) -> int | None:
        """Where a list itself says that a level starts, or None."""
        return self._lists[list_id].starts.get(level)

    def _linked_level(self, definition: Definition, style: str) -> int | None:
        """The level that names the style, or the nearest that it is based on."""
        linked = {level.style: at for at, level in definition.levels.items() if level.style}
        return next((linked[name] for name, _ in self._styles.chain(style) if name in linked), None)


class Counter:
    """Counts the paragraphs of a story (the body, the notes) as they come."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()

    def next(self, list_id: str, level: int) -> str:
        """The number of the next paragraph of a list at a level, and what stands between it and the words."""
        counts = self._counts.setdefault(self._numbering.key(list_id), {})
        for higher in range(level):  # a level that was skipped counts as begun
            counts.setdefault(higher, self._start(list_id, higher))
        own = self._numbering.start(list_id, level)
        if level not in counts or (own is not None and (list_id, level) not in self._started):
            counts[level] = self._start(list_id, level)
        else:
            counts[level] += 1
        self._started.add((list_id, level))
        for deeper in [at for at in counts if at > level and self._restarts(list_id, at, level)]:
            del counts[deeper]
        return self._text(list_id, level, counts)

    def _start(self, list_id: str, level: int) -> int:
        own = self._numbering.start(list_id, level)
        return self._numbering.level(list_id, level).start if own is None else own

    def _restarts(self, list_id: str, deeper: int, level: int) -> bool:
        after = self._numbering.level(list_id, deeper).restart
        return after is None or level < after

    def _text(self, list_id: str, level: int, counts: dict[int, int]) -> str:
        here = self._numbering.level(list_id, level)
        if here.format == "bullet":
            text = _bullet(here.text)
        else:
            text = _PLACE.sub(lambda place: self._count(list_id, int(place.group(1)) - 1, counts, here), here.text)
        return text + here.separator if text.strip() else ""

    def _count(self, list_id: str, level: int, counts: dict[int, int], shown: Level) -> str:
        if level not in counts:
            return ""
        style = self._numbering.level(list_id, level).format
        legal = shown.legal and style not in ("none", "bullet")
        return format_number(counts[level], "decimal" if legal else style)


def _bullet(text: str) -> str:
    if text == _HOLLOW:
        return "◦"
    return "•" if text and ord(text[0]) in _PRIVATE else text


def _read_definition(element: Element) -> Definition:
    return Definition(
        levels=dict(_read_level(found) for found in element if local(found) == "lvl"),
        single=value(child(element, "multiLevelType")) == "singleLevel",
        style_link=value(child(element, "styleLink")),
        linked_style=value(child(element, "numStyleLink")),
    )


def _read_list(element: Element) -> List:
    found = List(value(child(element, "abstractNumId")) or "")
    for override in element:
        if local(override) != "lvlOverride":
            continue
        at = read_integer(value(override, "ilvl"), 0)
        start = value(child(override, "startOverride"))
        if start is not None:
            found.starts[at] = read_integer(start, 1)
        own = child(override, "lvl")
        if own is not None:
            found.levels[at] = _read_level(own)[1]
    return found


def _read_level(element: Element) -> tuple[int, Level]:
    restart = value(child(element, "lvlRestart"))
    return read_integer(value(element, "ilvl"), 0), Level(
        start=read_integer(value(child(element, "start")), 0),
        format=value(child(element, "numFmt")) or "decimal",
        text=value(child(element, "lvlText")) or "",
        separator=_SEPARATORS.get(value(child(element, "suff")) or "tab", "\t"),
        restart=None if restart is None else read_integer(restart, 0),
        legal=is_on(child(element, "isLgl")) or False,
        style=value(child(element, "pStyle")),
    )
