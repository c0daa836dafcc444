"""Where an act of the organ may be named in a clause: its head, and behind each joint ("..., and welcomes ...")."""

import re
from dataclasses import dataclass

from clausenlp.scheme import WORD, Lead, default_scheme, fold, mend

_JOINT = re.compile(r"(?:[,;:—–(\[]|\b(?:and|but|or|while|whilst)\b)[\s*_\[]*(?=[A-Za-z])")
_ASIDE = re.compile(  # "and in this regard requests"
    r"(?:in (?:this|that|the same|so doing) ?(?:regard|respect|context|connexion|connection|spirit|vein)?"
    r"|to (?:this|that) (?:end|effect)|for (?:this|that) (?:purpose|reason)|on the other hand|at the same time"
    r"|as a consequence|as a result|in particular|once again|for its part|as appropriate|on this occasion)\b,?\s+"
)
_ORGAN = re.compile(  # "The Conference further invites", "NOW, THEREFORE, BE IT RESOLVED"
    r"(?:[Tt]he (?:[A-Z][\w-]+ ){1,5}|[Ww]e(?: also| further| therefore)?,? "
    r"|(?i:(?:now,? )?(?:therefore,? )?(?:let it |be it )(?:further |also |finally )?(?=resolved)))"
)
_THAT_ORGAN = re.compile(  # RESOLVED, that the Town Council approves
    r",?\s(?:[Tt]hat|THAT)\s(?:the|this|our|The)\s(?:[A-Z][\w’'-]*\s(?:of\s|the\s|for\s|and\s|on\s)*){1,8}(?=(?:\w+ly\s)?(?:also\s|further\s|hereby\s)?[a-z]+s\b)"
)
_OPENERS = re.compile(r"[\s*_“”\"'‘’«\[(>–—•·-]*")
_WE = re.compile(r"(?:we|it)\s+(?:are\s+|is\s+)?(?=[a-z])")
_GOES_ON = frozenset(("continue", "continues", "continuing"))
MAX_WORDS = 9


@dataclass(slots=True)
class Candidate:
    """A place where an act may be named.

    ``start`` is the offset in the own text of the clause, ``words`` the lower-case words from there, ``modifier`` those left out
    before them, ``before`` the words just before, ``joint`` what joins it ("" at the head), ``lead`` the phrase that the scheme
    finds there.
    """

    start: int
    words: list[str]
    ends: list[int]
    modifier: str
    before: list[str]
    joint: str
    lead: Lead | None
    upper: bool
    quoted: bool
    depth: int


def find_candidates(text: str, skip: int) -> list[Candidate]:
    """The head of a clause and the joints behind which a known lead word stands.

    ``text`` is the clause's own text without furniture (same offsets), ``skip`` the length of its number.
    """
    start = skip + _OPENERS.match(text, skip).end() - skip  # type: ignore[union-attr]
    organ = _ORGAN.match(text, start)
    head = organ.end() if organ else start
    found = [_candidate(text, head, "", 0)]
    leads = default_scheme().leads
    modifiers = default_scheme().modifiers
    for n, joint in enumerate(_JOINT.finditer(text, start + 1), 1):
        at = joint.end()
        aside = _ASIDE.match(text, at)
        at = aside.end() if aside else at
        speaker = _WE.match(text, at)
        at = speaker.end() if speaker else at
        word = WORD.match(text, at)
        if word and _is_title(text, word, joint.group()):
            continue
        if word and (fold(word.group()) in leads or fold(word.group()) in modifiers or fold(word.group()) in _GOES_ON):
            candidate = _candidate(text, at, joint.group().strip(" *_\n"), n)
            if candidate.words and candidate.words[0] in leads and candidate.start > found[-1].start:
                found.append(candidate)
    if _is_resolving(found[0]):
        resolved = _THAT_ORGAN.search(text, found[0].start)
        if resolved:
            found.insert(1, _candidate(text, resolved.end(), "that", 1))
    return found


def _is_resolving(head: Candidate) -> bool:
    """Whether the head is the formula "RESOLVED, that the Council ...", whose finite verb is an act of the organ."""
    return bool(head.words) and head.words[0] == "resolved"


def _is_title(text: str, word: re.Match[str], joint: str) -> bool:
    """A capitalised word in mid-sentence belongs to a title or name: "Shade and Learning"."""
    return (
        text[word.start()].isupper()
        and text[word.start() + 1 : word.start() + 2].islower()
        and joint.strip(" *_\n") not in (";", ":")
    )


def _candidate(text: str, at: int, joint: str, n: int) -> Candidate:
    scheme = default_scheme()
    matches = []
    for word in WORD.finditer(text, at, at + 160):
        matches.append(word)
        if len(matches) == MAX_WORDS + 4:
            break
    words = [fold(m.group()) for m in matches]
    first = max(0, _skip_modifiers(words, scheme.modifiers))
    modifier = " ".join(words[:first])
    kept = matches[first : first + MAX_WORDS]
    start = kept[0].start() if kept else at
    words = words[first : first + MAX_WORDS]
    before = [fold(m) for m in WORD.findall(text[max(0, at - 60) : at])][-3:]
    quoted = (
        (text.count("“", 0, start) > text.count("”", 0, start)) if "“" in text else text.count('"', 0, start) % 2 == 1
    )
    mended = mend(words) if not joint else words
    ends = [m.end() for m in kept]
    if mended is not words:
        ends = ends[1:] if len(mended) < len(words) else [ends[0], *ends]
    words = mended
    lead = scheme.match(words)
    return Candidate(
        start,
        words,
        ends,
        modifier,
        before,
        joint,
        lead,
        text[start : start + 1].isupper(),
        quoted,
        n,
    )


def _skip_modifiers(words: list[str], modifiers: frozenset[str]) -> int:
    """How many words stand before the verb: "Also strongly", "Continues to"."""
    first = 0
    while first < len(words) - 1 and first < 6:
        if words[first] in _GOES_ON and words[first + 1] == "to":
            first += 2
        elif words[first] in modifiers:
            first += 1
        else:
            break
    return min(first, len(words) - 1)


def trigger_end(candidate: Candidate) -> int:
    """Where the words that name the act end: the lead phrase of the scheme, or the first word."""
    if not candidate.ends:
        return candidate.start
    if candidate.lead is None:
        return candidate.ends[0]
    return candidate.ends[_reach(candidate.lead.words, candidate.words) - 1]


def _reach(pattern: tuple[str, ...], words: list[str], at: int = 0) -> int:
    """How many words a matching phrase takes, its gaps filled as shortly as possible."""
    i = at
    for n, part in enumerate(pattern):
        if part == "~":
            return next((r for j in range(i, len(words)) if (r := _reach(pattern[n + 1 :], words, j))), 0)
        if i >= len(words) or words[i] != part:
            return 0
        i += 1
    return i
