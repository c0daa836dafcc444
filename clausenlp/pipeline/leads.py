"""Whether words look like the head of a clause: a lead phrase of the scheme, or a verb in the form that drafters use."""

import re
from functools import lru_cache

from clausenlp.pipeline.decisions import tells_decision
from clausenlp.pipeline.speakers import subject_end
from clausenlp.scheme import FUSED, WORD, default_scheme, fold, mend

REASON_LEADS = frozenset(("participle", "fixed"))  # forms that open a clause of the preamble: Recalling, Mindful
ACT_LEADS = frozenset(("present", "first"))  # forms that open an operative one: Recalls, We recall
CLAUSE_LEADS = REASON_LEADS | ACT_LEADS | {"that", "decision"}  # forms that open a clause
JOINS_REASON = ("And", "After")  # "And recalling its resolution"   "After having reviewed"
_NOT_PARTICIPLES = frozenset(
    [
        "during",
        "building",
        "buildings",
        "meeting",
        "being",
        "housing",
        "funding",
        "training",
        "nothing",
        "something",
        "everything",
        "anything",
        "string",
        "king",
        "spring",
        "morning",
        "evening",
        "beijing",
        "including",
        "following",
        "financing",
        "monitoring",
        "reporting",
        "listing",
        "learning",
        "engineering",
        "shipping",
        "fishing",
        "mining",
        "farming",
        "nursing",
        "banking",
        "voting",
        "hearing",
        "wellbeing",
        "ending",
        "strengthening",
        "improving",
        "ensuring",
        "promoting",
        "preventing",
    ]
)
_SUBJECTS = frozenset(("the", "this", "it", "congress", "conference", "council", "synod", "parliament"))
_ARTICLES = frozenset(("the", "this"))
_INSIDE = frozenset((  # small words that open a line in the middle of a sentence
    "of", "to", "for", "all", "its", "a", "an", "or", "is", "are", "be", "have", "that", "at", "their", "other", "into", "from",
))  # fmt: skip
_CAPITAL_VERB = re.compile(r"[A-Z]{4,}(?:S|ING|ED)$")


def lead_words(text: str) -> list[str]:
    """The first words of a text in lower case, leading modifiers left out ("Also strongly condemns" -> condemns ...)."""
    words = [fold(word) for word in WORD.findall(text[:160])[:9]]
    modifiers = default_scheme().modifiers
    at = int(words[:1] in (["do"], ["does"]) and words[1:2] in (["hereby"], ["solemnly"]))  # "DO HEREBY AGREE"
    while at < len(words) - 1 and at < 5 and words[at] in modifiers:
        at += 1
    return mend(words[at:], default_scheme())


def lead_form(text: str) -> str:
    """The form of the lead that a text opens with.

    "participle" (Recalling), "present" (Recalls), "base" (Recall, in the first person or after "we"), "fixed" (Mindful),
    "decision" for one that is told ("At its 76th plenary meeting"), "that" for a clause that goes on with the one before
    ("That the term be extended"), "guess" for a capitalised verb that the scheme does not know, "" for none. A lead that
    opens in small letters ("recalling") has the same form; the caller decides whether that may open a clause.
    """
    first = WORD.match(text)
    if not first:
        return ""
    if first.group() in JOINS_REASON and text[first.end() + 1 : first.end() + 2].islower():
        return lead_form(text[first.end() + 1 :])
    form = word_form(first.group())
    if form is not None:
        return form
    if tells_decision(text):
        return "decision"
    if first.group().lower() in _ARTICLES and subject_end(text) == 0:
        return ""  # "the plan of the Council", as most lines in the middle of a sentence
    return _form(text[:60] if text[0] not in "TCSPI" else text[:120])


@lru_cache(maxsize=4096)
def word_form(word: str) -> str | None:
    """The form of a lead that opens with a word, which most words tell alone; None where the next words must be read."""
    scheme = default_scheme()
    small = fold(word)
    if word in _INSIDE and small not in scheme.leads:
        return ""
    if small in scheme.modifiers or small in _SUBJECTS or small in ("we", "that", "at", "do", "does"):
        return None
    if small in scheme.leads:
        forms = {lead.form for lead in scheme.leads[small]}
        return forms.pop() if scheme.match([small]) and len(forms) == 1 and forms != {"fixed"} else None
    split = small in scheme.beginnings or small.endswith(FUSED) or scheme.original(small)
    return None if split or _guess(word, [small]) else ""


@lru_cache(maxsize=1024)
def _form(text: str) -> str:
    words = lead_words(text)
    if words and words[0] == "we":
        return "first"
    if text.startswith(("That ", "That, ", "THAT ")):
        return "that"
    if words and words[0] in _SUBJECTS:
        verb = subject_end(text)
        lead = default_scheme().match(lead_words(text[verb:])) if verb else None
        return "present" if lead and lead.form == "present" else ""
    lead = default_scheme().match(words)
    if lead:
        return "present" if lead.form == "fixed" and lead.function == "decide" else lead.form
    return _guess(text, words)


def _guess(text: str, words: list[str]) -> str:
    """A verb unknown to the scheme: "Lauding", "LAUDS"; nouns in -ing are listed."""
    first = WORD.match(text)
    if not first or not words:
        return ""
    word = first.group()
    if _CAPITAL_VERB.match(word):
        return "guess"
    if word[0].isupper() and word.endswith("ing") and len(word) > 5 and word.lower() not in _NOT_PARTICIPLES:
        return "guess"
    return ""
