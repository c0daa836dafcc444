"""Where an act of the organ may be named in a clause: its head, and behind each joint ("..., and welcomes ...")."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from clausenlp.pipeline.decisions import past_verbs, present_forms, tells_decision
from clausenlp.pipeline.lines import MENTION
from clausenlp.pipeline.speakers import BODIES, PHRASE, remark_end, subject_end
from clausenlp.scheme import ODD, WORD, Lead, Scheme, fold, mend

_NAMES = BODIES.lower()
_JOINT = (  # a character class first, so that the regex engine skips the rest at full speed
    r"[,;:.—–(\[\s](?:(?<=[^\s.])|(and|but|or|while|whilst)\b|(?<=\.)(?=\s))[\s*_\[]{0,12}+"
    rf"(?:(?<=\.\s)(?:this\s{_NAMES}|congress|the\s(?:[a-z-]{{2,20}}\s){{0,3}}{_NAMES})\s{{1,4}})?"  # "... . The Assembly regrets ..."
)
_ASIDE = (  # "and in this regard requests"
    r"(?:(?:in\s(?:this|that|the\ssame|so\sdoing)\s?(?:regard|respect|context|connexion|connection|spirit|vein)?"
    r"|to\s(?:this|that)\s(?:end|effect)|for\s(?:this|that)\s(?:purpose|reason)|on\sthe\sother\shand|at\sthe\ssame\stime"
    r"|as\sa\sconsequence|as\sa\sresult|in\sparticular|once\sagain|for\sits\spart|as\sappropriate|on\sthis\soccasion)\b,?\s{1,9})?"
    r"(?:(?:we|it)\s{1,9}(?:(?:are|is)\s{1,9})?)?"
)
_WE = r"we,\s[^;:.]{3,200}?,\s"
_ASIDE_LETTERS = frozenset(("in", "to", "fo", "on", "at", "as"))
_OPENING = re.compile(  # "Option 2: Urges", "NOW, THEREFORE, BE IT RESOLVED"
    r"Option \w{1,3}[\s:\[]+|(?i:(?:now,?\s)?(?:therefore,?\s)?(?:let it |be it )(?:further |also |finally )?(?=resolved))"
)
_OPENING_LETTERS = frozenset("OoNnTtLlBb")
_THAT_ORGAN = re.compile(  # RESOLVED, that the Town Council approves   RESOLVED BY THE SENATE, That the Legislature does hereby urge
    r"[^.;:]{0,200}?,?\s(?:[Tt]hat|THAT)\s(?:(?:the|this|our|The)\s(?:[A-Z][\w’'-]*\s(?:of\s|the\s|for\s|and\s|on\s)*){1,8}"
    r"|we,?\s(?:the\s[^;:.]{3,80},\s)?)(?=(?:do(?:es)?\s)?(?:\w+ly\s)?(?:also\s|further\s|hereby\s)?[a-z]+\b)"
)
_ROUND_WORDS = ',;:.!?()[]{}“”"«»–—•·*_/#|0123456789'
_OPENERS = re.compile(r"[\s*_“”\"'‘’«\[(>–—•·-]*")
_GOES_ON = frozenset(("continue", "continues", "continuing"))
_DOES = frozenset(("do", "does"))  # "does hereby urge"
_PLURAL = {"are": "be", "am": "be"}  # "We are convinced"
_NO_FORMS: Mapping[str, str] = {}
MAX_WORDS = 9
WINDOW = 72  # characters in which the words of a lead phrase and its modifiers stand
BEFORE = 24  # characters in which the word before a candidate stands


@dataclass(slots=True)
class Candidate:
    """A place where an act may be named.

    ``start`` is the offset in the text, ``words`` the lower-case words from there, ``modifier`` those left out before them,
    ``before`` the word before, ``joint`` what joins it ("" at the head), ``lead`` the phrase that the scheme finds there,
    ``spoken`` whether the organ is named as its subject ("Congress notes").
    """

    start: int
    words: list[str]
    modifier: str
    before: str
    joint: str
    lead: Lead | None
    upper: bool
    depth: int
    spoken: bool = False


@lru_cache(maxsize=8)
def _patterns(scheme: Scheme) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Joints, asides, and those who speak ("We, the Mayors of the lake,"), before a word with which an act may open."""
    words = {word for word in scheme.leads.keys() | scheme.modifiers | _GOES_ON if word.isalpha()}
    opener = rf"(?={_trie(words)}(?![^\W\d_]))"
    return re.compile(rf"{_JOINT}{_ASIDE}{opener}"), re.compile(_ASIDE + opener), re.compile(_WE + opener)


def _trie(words: Iterable[str]) -> str:
    """A pattern for any of some words that tries each letter once."""
    tails: dict[str, list[str]] = {}
    ends = False
    for word in words:
        if word:
            tails.setdefault(word[0], []).append(word[1:])
        else:
            ends = True
    if not tails:
        return ""
    branches = "|".join(re.escape(letter) + _trie(rest) for letter, rest in sorted(tails.items()))
    return f"(?:{branches}){'?' if ends else ''}"


class ActFinder:
    """Finds the candidates in the clauses of one text, whose furniture is masked."""

    def __init__(self, text: str, scheme: Scheme) -> None:
        self.text = text
        self.low = lowered(text)
        self.plain = _spaced(self.low)
        self.odd = not text.isascii() and any(sign in text for sign in ODD)
        self.cut = "-\n" in text
        self.quotes = "“" in text or '"' in text
        self.scheme = scheme
        self.movers = scheme.modifiers | _GOES_ON | _DOES
        self.joints, self.asides, self.speakers = _patterns(scheme)

    def find(self, start: int, end: int, *, skip: int = 0, holes: Sequence[tuple[int, int]] = ()) -> list[Candidate]:
        """The head of a clause, and the joints in it behind which a lead word stands.

        ``skip`` is the length of its number; ``holes`` are the stretches of its sub-clauses, which are not searched.
        """
        if self.text.startswith("At ", start) and tells_decision(self.text[start : start + 80]):
            return self._told(start, end)
        edges = (start, *(at for hole in holes for at in hole), end) if holes else (start, end)
        at, reach = self._verb(start + skip, edges[1]), edges[1]
        head = self._candidate(at, reach, at, "", 0)
        assert head is not None
        if at > start and self.text[at - 1] in "“‘" and MENTION.match(self.text, at, reach):  # “Notes” is neutral
            head.lead, head.words = None, []
        head.spoken = at - start - skip > 2 and self._is_spoken(start + skip, at)
        if head.lead is None:
            head = self._behind_phrase(at, reach) or head
        found = [head]
        quotes = _Quotes(text=self.text, at=head.start) if self.quotes else None
        begin = at + 1
        for i in range(0, len(edges), 2):
            reach = edges[i + 1]
            for joint in self.joints.finditer(self.low, max(begin, edges[i]), reach):
                candidate = self._behind(joint, head, reach, len(found))
                if candidate and candidate.start > found[-1].start and not (quotes and quotes.open_at(candidate.start)):
                    found.append(candidate)
        if found[0].words[:1] == [
            "resolved"
        ]:  # "RESOLVED, that the Council ...", whose finite verb is an act of the organ
            resolved = _THAT_ORGAN.match(self.text, found[0].start, edges[1])
            verb = self._candidate(resolved.end(), edges[1], start, "that", 1) if resolved else None
            if verb:
                found.insert(1, verb)
        return found

    def _told(self, start: int, end: int) -> list[Candidate]:
        """The verbs of a decision that is told in the past, as if they stood in the present."""
        present = present_forms(self.scheme)
        places = past_verbs(self.text, start, end, self.scheme) or [start]
        found = [self._candidate(at, end, start, "," if n else "", n, past=present) for n, at in enumerate(places)]
        return [candidate for candidate in found if candidate]

    def _is_spoken(self, at: int, verb: int) -> bool:
        """Whether the words up to the verb name the organ, other than by "we"."""
        at = _OPENERS.match(self.text, at, verb).end()  # type: ignore[union-attr]
        return self.text[at : at + 1] not in "Ww" and subject_end(self.text, at) == verb

    def _verb(self, at: int, reach: int) -> int:
        """Where the verb of a clause stands, or its modifiers: behind opening marks, and behind the organ if it is named."""
        text = self.text
        if not text[at : at + 1].isalpha():
            at = remark_end(text, at, reach)
            at = _OPENERS.match(text, at, reach).end()  # type: ignore[union-attr]
        opening = _OPENING.match(text, at, reach) if text[at : at + 1] in _OPENING_LETTERS else None
        if opening:
            return opening.end()
        subject = subject_end(text, at, reach)
        if subject > at:
            return subject
        speaker = self.speakers.match(self.low, at, reach) if self.low.startswith("we, ", at) else None
        if speaker:
            return speaker.end()
        aside = self.asides.match(self.low, at, reach) if self.low[at : at + 2] in _ASIDE_LETTERS else None
        return aside.end() if aside else at

    def _behind_phrase(self, at: int, reach: int) -> Candidate | None:
        """The verb behind an adverbial phrase that opens a clause ("With regard to fares, asks")."""
        phrase = PHRASE.match(self.text, at, reach)
        if phrase is None:
            return None
        subject = subject_end(self.text, phrase.end(), reach)
        found = self._candidate(subject, reach, phrase.end(), "", 0)
        if found is None or found.lead is None or found.upper:
            return None
        found.spoken = subject > phrase.end() and self.text[phrase.end()] not in "Ww"
        return found if found.lead.form == "present" or found.spoken or subject > phrase.end() else None

    def _behind(self, joint: re.Match[str], head: Candidate, reach: int, nth: int) -> Candidate | None:
        """The candidate behind a joint, None where a title goes on ("Shade and Learning") or no lead phrase stands there."""
        at, sign = joint.end(), joint[1] or self.low[joint.start()]
        if sign == ".":
            return self._sentence(joint, head, reach, nth)
        if sign not in ";:" and self.text[at].isupper() and self.text[at + 1 : at + 2].islower():
            return None
        return self._candidate(at, reach, head.start, sign, nth)

    def _sentence(self, joint: re.Match[str], head: Candidate, reach: int, nth: int) -> Candidate | None:
        """The verb of a further sentence of the organ ("... . We deplore", "... . Suggests"); it joins as a semicolon does."""
        text, after, at = self.text, joint.start() + 1, joint.end()
        subject = text[after:at].strip(" \n\t*_[")
        if not (subject or text[at : at + 1])[:1].isupper():
            return None
        found = self._candidate(at, reach, head.start, ";", nth)
        form = found.lead.form if found and found.lead else ""
        if not subject:
            return found if form in ("present", "base") and head.lead and form == head.lead.form else None
        return found if form in ("present", "fixed") or (form == "base" and subject.lower().endswith("we")) else None

    def _candidate(
        self, at: int, reach: int, clause: int, joint: str, nth: int, *, past: Mapping[str, str] = _NO_FORMS
    ) -> Candidate | None:
        """The candidate whose words start at ``at``; None where they stand behind a joint and hold no lead phrase.

        ``past`` gives the present forms of verbs that are told in the past.
        """
        scheme, text = self.scheme, self.text
        words = self.plain[at : at + WINDOW if at + WINDOW < reach else reach].split()
        if self.cut:
            words = _healed(words)
        if self.odd:
            words = [fold(word) for word in words]
        skipped = _skip_modifiers(words, scheme.modifiers) if words and words[0] in self.movers else 0
        own = words[skipped : skipped + MAX_WORDS]
        if not joint:
            own = mend(own, scheme)
            if own and own[0] in _PLURAL:
                own[0] = _PLURAL[own[0]]
        if past and own and own[0] in past:
            own[0] = past[own[0]]
        lead = scheme.match(own, between=True)
        before = ""
        if joint:
            if lead is None:
                return None
            before = "".join(self.plain[max(clause, at - BEFORE) : at].rsplit(None, 1)[-1:])
        start = at
        if words and (skipped or not text[at : at + 1].isalpha()):
            start = _place(self.plain, at, words[: skipped + 1])
        modifier = " ".join(words[:skipped]) if skipped else ""
        return Candidate(start, own, modifier, before, joint, lead, text[start : start + 1].isupper(), nth)


@dataclass(slots=True)
class _Quotes:
    """Which quotations are open, place by place in their order: each character is counted once."""

    text: str
    at: int
    opened: int = 0
    closed: int = 0
    straight: int = 0

    def open_at(self, place: int) -> bool:
        """Whether a place further on stands in a quotation."""
        text, at = self.text, self.at
        self.opened += text.count("“", at, place)
        self.closed += text.count("”", at, place)
        self.straight += text.count('"', at, place)
        self.at = place
        return self.opened > self.closed if self.opened else self.straight % 2 == 1


def lowered(text: str) -> str:
    """The text in small letters, character for character."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(small if len(small := c.lower()) == 1 else c for c in text)


def _spaced(low: str) -> str:
    """The text with a space for each sign that stands round words, so that splitting it gives the words."""
    for sign in _ROUND_WORDS:
        low = low.replace(sign, " ")
    return low.replace(" -", "  ").replace("- ", "  ")


def _healed(words: list[str]) -> list[str]:
    """The words, those joined that a line end has cut: "con-", "cern"."""
    found: list[str] = []
    for word in words:
        if found and found[-1].endswith("-"):
            found[-1] = found[-1][:-1] + word
        else:
            found.append(word)
    return found


def _place(plain: str, at: int, words: Sequence[str]) -> int:
    """The offset of the last of some words that stand in this order from ``at`` on."""
    for word in words[:-1]:
        at = max(at, plain.find(word, at) + len(word))
    return max(at, plain.find(words[-1], at))


def _skip_modifiers(words: list[str], modifiers: frozenset[str]) -> int:
    """How many words stand before the verb: "Also strongly", "Continues to"."""
    first, last = 0, min(len(words) - 1, 6)
    while first < last:
        word = words[first]
        if word in modifiers:
            first += 1
        elif word in _GOES_ON and words[first + 1] == "to":
            first += 2
        elif word in _DOES and words[first + 1] in modifiers:
            first += 1
        else:
            break
    return min(first, last) if last > 0 else 0


def _telling(words: list[str], scheme: Scheme) -> list[int]:
    """The places of the words that a lead phrase may hold: "having (further) considered"."""
    return [i for i, word in enumerate(words) if i == 0 or word not in scheme.modifiers]


def trigger_end(text: str, candidate: Candidate, scheme: Scheme) -> int:
    """Where the words that name the act end in ``text``: the lead phrase of the scheme, or the first word."""
    words, reach = candidate.words, 1
    if candidate.lead and candidate.lead.rest:
        places = _telling(words, scheme)
        reach = places[max(1, _reach(candidate.lead.words, [words[i] for i in places])) - 1] + 1
    end = candidate.start
    if reach == 1 and (word := WORD.match(text, end)) and not text.startswith("-\n", word.end()):
        return word.end()
    found = WORD.finditer(text, end, end + 140)
    for word in islice(found, reach):
        end = word.end()
        if text.startswith("-\n", end):  # cut by a line end
            end = next(found, word).end()
    return end


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
