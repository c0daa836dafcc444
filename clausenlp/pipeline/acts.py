"""Where an act of the organ may be named in a clause: its head, and behind each joint ("..., and welcomes ...")."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from clausenlp.scheme import WORD, Lead, default_scheme, fold, mend

_JOINT = re.compile(  # a character class first, so that the regex engine skips the rest at full speed
    r"[,;:—–(\[abow](?:(?<=[,;:—–(\[])|(?<=\ba)nd\b|(?<=\bb)ut\b|(?<=\bo)r\b|(?<=\bw)hil(?:e|st)\b)[\s*_\[]*(?=([^\W\d_]+))"
)
_ASIDE = re.compile(  # "and in this regard requests"
    r"(?:in (?:this|that|the same|so doing) ?(?:regard|respect|context|connexion|connection|spirit|vein)?"
    r"|to (?:this|that) (?:end|effect)|for (?:this|that) (?:purpose|reason)|on the other hand|at the same time"
    r"|as a consequence|as a result|in particular|once again|for its part|as appropriate|on this occasion)\b,?\s+"
)
_ORGAN = re.compile(  # "The Conference further invites", "NOW, THEREFORE, BE IT RESOLVED"
    r"(?:[Tt]he (?:[A-Z][\w-]+ ){1,5}|[Ww]e(?: also| further| therefore)?,? |Option \w{1,3}[\s:\[]+"
    r"|(?i:(?:now,? )?(?:therefore,? )?(?:let it |be it )(?:further |also |finally )?(?=resolved)))"
)
_THAT_ORGAN = re.compile(  # RESOLVED, that the Town Council approves
    r",?\s(?:[Tt]hat|THAT)\s(?:the|this|our|The)\s(?:[A-Z][\w’'-]*\s(?:of\s|the\s|for\s|and\s|on\s)*){1,8}(?=(?:\w+ly\s)?(?:also\s|further\s|hereby\s)?[a-z]+s\b)"
)
_OPENERS = re.compile(r"[\s*_“”\"'‘’«\[(>–—•·-]*")
_WE = re.compile(r"(?:we|it)\s+(?:are\s+|is\s+)?(?=[a-z])")
_ASIDE_WORDS = frozenset(("in", "to", "for", "on", "at", "as", "once", "we", "it"))
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
    modifier: str
    before: list[str]
    joint: str
    lead: Lead | None
    upper: bool
    quoted: bool
    depth: int


@lru_cache(maxsize=1)
def _openers_of_acts() -> frozenset[str]:
    """The words that may stand first behind a joint where an act is named: lead words and modifiers."""
    scheme = default_scheme()
    return frozenset(scheme.leads) | scheme.modifiers | _GOES_ON


def find_candidates(text: str, skip: int) -> list[Candidate]:
    """The head of a clause and the joints behind which a known lead word stands.

    ``text`` is the clause's own text without furniture (same offsets), ``skip`` the length of its number.
    """
    start = _OPENERS.match(text, skip).end()  # type: ignore[union-attr]
    organ = _ORGAN.match(text, start)
    found = [_candidate(text, organ.end() if organ else start, "", 0)]
    leads, openers = default_scheme().leads, _openers_of_acts()
    for n, joint in enumerate(_JOINT.finditer(text, start + 1), 1):
        at, word = joint.end(), joint.group(1)
        small = word.lower()
        if small in _ASIDE_WORDS:
            at = _skip_aside(text, at)
            found_word = WORD.match(text, at)
            word = found_word.group() if found_word else ""
            small = fold(word)
        if small not in openers or _is_title(word, joint.group()):
            continue
        candidate = _candidate(text, at, joint.group().strip(" *_\n"), n)
        if candidate.words and candidate.words[0] in leads and candidate.start > found[-1].start:
            found.append(candidate)
    if _is_resolving(found[0]):
        resolved = _THAT_ORGAN.search(text, found[0].start)
        if resolved:
            found.insert(1, _candidate(text, resolved.end(), "that", 1))
    return found


def _skip_aside(text: str, at: int) -> int:
    """Where the verb may stand behind "in this regard," or "we"."""
    aside = _ASIDE.match(text, at)
    at = aside.end() if aside else at
    speaker = _WE.match(text, at)
    return speaker.end() if speaker else at


def _is_resolving(head: Candidate) -> bool:
    """Whether the head is the formula "RESOLVED, that the Council ...", whose finite verb is an act of the organ."""
    return bool(head.words) and head.words[0] == "resolved"


def _is_title(word: str, joint: str) -> bool:
    """A capitalised word in mid-sentence belongs to a title or name: "Shade and Learning"."""
    return word[0].isupper() and word[1:2].islower() and joint.strip(" *_\n") not in (";", ":")


def _candidate(text: str, at: int, joint: str, n: int) -> Candidate:
    scheme = default_scheme()
    words = _words(text[at : at + 110])[: MAX_WORDS + 4]
    skipped = max(0, _skip_modifiers(words, scheme.modifiers))
    start = at
    if skipped or not text[at : at + 1].isalpha():
        start = next((word.start() for word in islice(WORD.finditer(text, at, at + 140), skipped, None)), at)
    own = words[skipped : skipped + MAX_WORDS]
    own = own if joint else mend(own)
    before = _words(text[max(0, at - 40) : at])[-3:] if joint else []
    return Candidate(
        start=start,
        words=own,
        modifier=" ".join(words[:skipped]),
        before=before,
        joint=joint,
        lead=scheme.match(own),
        upper=text[start : start + 1].isupper(),
        quoted=bool(joint) and _is_quoted(text, start),
        depth=n,
    )


def _words(text: str) -> list[str]:
    found = WORD.findall(text)
    return [word.lower() for word in found] if text.isascii() else [fold(word) for word in found]


def _is_quoted(text: str, at: int) -> bool:
    if "“" in text:
        return text.count("“", 0, at) > text.count("”", 0, at)
    return text.count('"', 0, at) % 2 == 1


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


def trigger_end(text: str, candidate: Candidate) -> int:
    """Where the words that name the act end in ``text``: the lead phrase of the scheme, or the first word."""
    reach = _reach(candidate.lead.words, candidate.words) if candidate.lead else 1
    ends = [word.end() for word in WORD.finditer(text, candidate.start, candidate.start + 140)]
    return ends[min(reach, len(ends)) - 1] if ends else candidate.start


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
