"""Decisions told in one sentence: "At its 76th plenary meeting, on 19 December 2031, the General Assembly ... took note of ..."."""

import re
from functools import lru_cache

from clausenlp.pipeline.speakers import BODIES
from clausenlp.scheme import Scheme

_MEETING = re.compile(  # At its 76th plenary meeting   At the same meeting
    r"At (?:its|the) (?:\d{1,4}\w{0,2}|same|[a-z-]{3,20})(?: and \d{1,4}\w{2})? (?:\(\w+\) )?"
    r"(?:plenary |resumed |organizational )?meetings?\b"
)
_ORGAN = re.compile(rf"\bthe\s(?:[A-Z]\w+\s(?:and\s)?){{0,4}}{BODIES}\b")
_IRREGULAR = {
    "take": "took", "give": "gave", "make": "made", "hold": "held", "find": "found", "keep": "kept", "draw": "drew", "have": "had",
    "be": "was", "set": "set", "put": "put", "pay": "paid", "bear": "bore", "think": "thought", "commit": "committed",
    "permit": "permitted", "refer": "referred", "regret": "regretted", "submit": "submitted", "transmit": "transmitted",
    "concur": "concurred", "defer": "deferred", "admit": "admitted",
}  # fmt: skip


def tells_decision(text: str) -> bool:
    """Whether a text opens as a decision that is told: "At its 76th plenary meeting, ..."."""
    return text.startswith("At ") and _MEETING.match(text) is not None


def past_verbs(text: str, start: int, end: int, scheme: Scheme) -> list[int]:
    """Where the verbs of a told decision stand whose subject is the organ, in order."""
    organ = _ORGAN.search(text, start, min(end, start + 300))
    if organ is None:
        return []
    verbs, joints = _patterns(scheme)
    first = verbs.match(text, organ.end(), end) or joints.search(text, organ.end(), min(end, organ.end() + 600))
    return [first.start(1), *(found.start(1) for found in joints.finditer(text, first.end(), end))] if first else []


@lru_cache(maxsize=4)
def present_forms(scheme: Scheme) -> dict[str, str]:
    """The present of each verb of the scheme by its past: took -> takes."""
    verbs = {phrase.split()[0] for phrases in scheme.phrases.values() for phrase in phrases}
    return {_past(verb): scheme.inflections(verb)["present"] for verb in verbs}


def _past(verb: str) -> str:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("e"):
        return verb + "d"
    return re.sub(r"(?<=[^aeiou])y$", "i", verb) + "ed"


@lru_cache(maxsize=4)
def _patterns(scheme: Scheme) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A verb next to the organ, and one behind a comma or "and"."""
    modifiers = rf"(?:(?:{'|'.join(sorted(scheme.modifiers))})\s+)*"
    verb = rf"{modifiers}({'|'.join(sorted(present_forms(scheme), key=len, reverse=True))})\b"
    return re.compile(rf"[\s:]+{verb}"), re.compile(rf"(?:[,;]\d{{0,3}}\s+(?:and\s+)?|\sand\s+){verb}")
