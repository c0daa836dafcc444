"""Where an act of the organ may be named in a clause: its head, and behind each joint ("..., and welcomes ...")."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clausenlp.pipeline.decisions import past_verbs, present_forms, tells_decision
from clausenlp.pipeline.joints import ASIDE_LETTERS, patterns
from clausenlp.pipeline.leads import JOINS_REASON
from clausenlp.pipeline.lines import MENTION
from clausenlp.pipeline.quotes import Quotes
from clausenlp.pipeline.speakers import LONGEST_REASON, PHRASE, REASON, SUBJECT_FOLLOWS, remark_end, subject_end
from clausenlp.pipeline.words import (
    DOES,
    GOES_ON,
    healed,
    lowered,
    place,
    skip_modifiers,
    spaced,
)
from clausenlp.scheme import ODD, Lead, Scheme, fold, mend

_OPENING = re.compile(  # "Option 2: Urges", "And recalling", "NOW, THEREFORE, BE IT RESOLVED"
    rf"Option \w{{1,3}}[\s:\[]+|(?:{'|'.join(JOINS_REASON)})\s(?=[a-z])"
    r"|(?i:(?:now,?\s)?(?:therefore,?\s)?(?:let [il1]t (?:further |also |finally )?be |let it |be [il1]t )"
    r"(?:further |also |finally )?(?=resolved))"
)
_DELETED = re.compile(r"\[deleted?\b[^\[\]]{0,300}\]")  # [delete: Demands that] Urges States
_OPENING_LETTERS = frozenset("OoNnTtLlBbA")
_THAT_ORGAN = re.compile(  # RESOLVED, that the Town Council approves   RESOLVED BY THE SENATE, That the Legislature does hereby urge
    r"[^.;:]{0,200}?,?\s(?:[Tt]hat|THAT)\s(?:(?:the|this|our|The)\s(?:(?:[A-Z]|\d{1,3}(?:st|nd|rd|th)\b)[\w’'-]*\s(?:of\s|the\s|for\s|and\s|on\s)*){1,8}"
    r"|we,?\s(?:the\s[^;:.]{3,80},\s)?)(?=(?:do(?:es)?\s)?(?:\w+ly\s)?(?:also\s|further\s|hereby\s)?[a-z]+\b)"
)
_OPENERS = re.compile(r"[\s*_“”\"'‘’«\[(>–—•·-]*")
_WHEREAS = re.compile(r"whereas,?\s(?=the\s|this\s)")
_PASSIVE = re.compile(
    r"\b(?:is|are)\s(?:(?:also|therefore|hereby|further|strongly|urgently|earnestly)\s)*"
    r"(requested|asked|urged|invited|encouraged|called\supon|recommended|suggested|instructed|authorized|authorised|advised|exhorted)\b"
)
_RELATIVE = re.compile(
    r"\b(?:who|whom|which|that|when|where|if|unless|until|as|by)\b[^,;]*\Z"
)  # "teachers who are invited"
_PROSE = 250  # characters of a sentence in which its verb stands
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


class ActFinder:
    """Finds the candidates in the clauses of one text, whose furniture is masked."""

    def __init__(self, text: str, scheme: Scheme) -> None:
        if "[delete" in text:
            text = _DELETED.sub(lambda words: " " * len(words[0]), text)
        self.text = text
        self.low = lowered(text)
        self.plain = spaced(self.low)
        self.odd = not text.isascii() and any(sign in text for sign in ODD)
        self.cut = "-\n" in text
        self.quotes = "“" in text or '"' in text
        self.scheme = scheme
        self.movers = scheme.modifiers | GOES_ON | DOES
        self.joints, self.asides, self.speakers = patterns(scheme, self.odd)

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
        whereas = head.lead is not None and head.lead.words == ("whereas",)
        if head.lead is None or (head.lead.form in ("participle", "fixed") and not whereas):
            head = self._behind_reason(at, reach) or head
        head.spoken = head.spoken or (at - start - skip > 2 and self._is_spoken(start + skip, at))
        if head.lead is None:
            head = self._behind_phrase(at, reach) or head
        found = [head]
        quotes: Quotes | None = None
        begin = at + 1
        for i in range(0, len(edges), 2):
            reach = edges[i + 1]
            for joint in self.joints.finditer(self.low, max(begin, edges[i]), reach):
                candidate = self._behind(joint, head, reach, len(found))
                if candidate is None or candidate.start <= found[-1].start:
                    continue
                if self.quotes:
                    quotes = quotes or Quotes(text=self.text, at=head.start)
                    if quotes.open_at(candidate.start):
                        continue
                found.append(candidate)
        within = (
            self._within(head, start + skip, edges[1], whereas)
            if len(found) == 1 or head.words[:1] == ["resolved"]
            else None
        )
        if within:
            found.insert(1, within)
        return found

    def _behind_reason(self, at: int, reach: int) -> Candidate | None:
        """The verb of the organ behind a reason that opens a sentence ("Considering that teachers are few, the Conference recommends")."""
        if not SUBJECT_FOLLOWS.search(self.text, at, min(reach, at + LONGEST_REASON)):
            return None
        comma = REASON.match(self.text, at, reach)
        subject = subject_end(self.text, comma.end(), reach) if comma else 0
        if comma is None or subject <= comma.end() or self.text[comma.end()] not in "tT":
            return None
        found = self._candidate(subject, reach, comma.end(), "", 0)
        if found is None or found.lead is None or found.lead.form != "present":
            return None
        found.spoken = True
        return found

    def _within(self, head: Candidate, start: int, end: int, whereas: bool) -> Candidate | None:
        """The organ's act inside what a formula or prose says: "RESOLVED, that the Council urges", "Whereas the Board regrets"."""
        if head.words[:1] == ["resolved"]:
            resolved = _THAT_ORGAN.match(self.text, head.start, end)
            return self._candidate(resolved.end(), end, start, "that", 1) if resolved else None
        if whereas:
            after = _WHEREAS.match(self.low, head.start, end)
            verb = subject_end(self.text, after.end(), end) if after else 0
            told = self.low.startswith("has ", verb)  # "WHEREAS, the Commission has recommended": no act of now
            return self._candidate(verb, end, start, "that", 1) if after and verb > after.end() and not told else None
        return self._passive(start, end) if head.lead is None else None

    def _passive(self, start: int, end: int) -> Candidate | None:
        """The act of the organ that prose names in the passive: "Member States are invited to ..."."""
        said = _PASSIVE.search(self.low, start, min(end, start + _PROSE))
        if said is None or _RELATIVE.search(self.low, start, said.start()):
            return None
        return self._candidate(said.start(1), end, start, "that", 1, past=present_forms(self.scheme))

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
        aside = self.asides.match(self.low, at, reach) if self.low[at : at + 2] in ASIDE_LETTERS else None
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
        found = self._candidate(at, reach, head.start, sign, nth)
        title = self.text[at].isupper() and self.text[at + 1 : at + 2].islower()
        if found is None or not title or sign in ";:" or (sign == "[" and self._is_alternative(joint.start())):
            return found
        invites = sign == "and" and self.text[joint.start() - 1] == "," and found.lead and found.lead.form == "present"
        return found if invites else None  # "..., and Invites others"

    def _is_alternative(self, bracket: int) -> bool:
        """Whether a bracket opens another verb beside one in brackets, as in a text under negotiation: "[Invites] [Strongly urges]"."""
        return self.text[max(0, bracket - 4) : bracket].rstrip(" *_").endswith("]")

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
        if form not in ("present", "fixed") and not (form == "base" and subject.lower().endswith("we")):
            return None
        if found:
            found.spoken = True
        return found

    def _candidate(
        self, at: int, reach: int, clause: int, joint: str, nth: int, *, past: Mapping[str, str] = _NO_FORMS
    ) -> Candidate | None:
        """The candidate whose words start at ``at``; None where they stand behind a joint and hold no lead phrase.

        ``past`` gives the present forms of verbs that are told in the past.
        """
        scheme, text = self.scheme, self.text
        words = self.plain[at : at + WINDOW if at + WINDOW < reach else reach].split()
        if self.cut:
            words = healed(words)
        if self.odd:
            words = [fold(word) for word in words]
        skipped = skip_modifiers(words, scheme.modifiers) if words and words[0] in self.movers else 0
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
            start = place(self.plain, at, words[: skipped + 1])
        modifier = " ".join(words[:skipped]) if skipped else ""
        return Candidate(start, own, modifier, before, joint, lead, text[start : start + 1].isupper(), nth)
