"""What the classifiers see: names of features for each candidate act and for each clause. No text is kept, only these.

A row of features is a list of groups, each a function and the values from which it makes names. A group depends on few values, which
drafters repeat, so the model names each once and sums its weights once.
"""

from functools import lru_cache

from clausenlp.model.linear import Group
from clausenlp.pipeline.acts import Candidate
from clausenlp.scheme import Lead

Names = tuple[str, ...]
KEPT = 2**12  # words whose endings are remembered


def act_features(candidate: Candidate, head: Candidate, level: int) -> list[Group]:
    """Features of one candidate act; ``head`` is the candidate at the head of the same clause."""
    words = candidate.words
    w0 = words[0] if words else "<none>"
    w1 = words[1] if len(words) > 1 else "<end>"
    lead = candidate.lead
    # "Urges States to: (a) Publish ...": an infinitive, no act of the organ
    sub = level > 1 and not (candidate.spoken and candidate is head)
    act = None if lead and sub and lead.form == "base" else lead
    place = "head" if candidate is head else "joint"
    found: list[Group] = [(_verb, place, act, w0, sub), (_next, place, act, w0, w1)]
    if place == "head":
        found += [(_near, word) for word in words[1:7]]
    if candidate.modifier:
        found.append((_modifier, place, candidate.modifier))
    if lead and place == "joint":
        opened = head_form(head)
        found.append((_joint, candidate.joint, lead, opened, min(candidate.depth, 6), candidate.upper))
        found.append((_before, lead, candidate.before or "<start>", opened))
    return found


def head_form(head: Candidate) -> str:
    """The form of the lead at the head of a clause, or the ending of its first word."""
    return head.lead.form if head.lead else _ending(head.words[0] if head.words else "")


def _verb(place: str, lead: Lead | None, w0: str, sub: bool) -> Names:
    name, form = _name(lead), lead.form if lead else _ending(w0)
    found = (
        place,
        f"{place} lex={name}",
        f"{place} form={form}",
        f"lex={name}",
        f"lex={name} form={form}",
        f"{place} lex={name} level={2 if sub else 1}",
        f"w0={w0}",
        f"{place} w0={w0}",
        f"{place} end={_ending(w0)}",
        f"stem={w0[:5]}",
    )
    return (*found, "phrase=" + " ".join(lead.words)) if lead else found


def _next(place: str, lead: Lead | None, w0: str, w1: str) -> Names:
    return f"w01={w0} {w1}", f"{place} w1={w1}", f"{place} lex={_name(lead)} w1={w1}"


def _near(word: str) -> Names:
    return (f"near={word}",)


def _modifier(place: str, modifier: str) -> Names:
    return (f"{place} mod={modifier.split()[-1]}",)


def _joint(joint: str, lead: Lead, opened: str, nth: int, upper: bool) -> Names:
    forms = f"{opened}>{lead.form}"
    return (
        f"joint={joint} {lead.form}",
        f"forms={forms}",
        f"forms={forms} {joint}",
        f"nth={nth} {lead.form}",
        f"joint={joint} {lead.function} {lead.form}",
        f"case={'upper' if upper else 'lower'} {lead.form}",
    )


def _before(lead: Lead, word: str, opened: str) -> Names:
    form = lead.form
    return (
        f"p1={word}",
        f"p1={word} form={form}",
        f"p1={word} {lead.function}",
        f"pend={word[-3:]} {form}",
        f"forms={opened}>{form} {word[-2:]}",
    )


def section_features(
    head: Candidate, number: str | None, closing: str, children: bool, *, masked: frozenset[str] = frozenset()
) -> list[Group]:
    """Features of a clause of level 1 for its section; ``masked`` may name "number", "closing" and "words" to be hidden."""
    words, lead = head.words, head.lead
    w0 = words[0] if words else "<none>"
    w1 = words[1] if len(words) > 1 else "<end>"
    form = lead.form if lead else _ending(w0)
    found: list[Group] = [(_whole, form, children)]
    if "number" not in masked:
        found.append((_number, _number_kind(number), form))
    if "closing" not in masked:
        found.append((_closing, closing, form))
    if "words" not in masked:
        found += [(_first, lead, w0, head.upper), (_second, w0, w1)]
        if head.modifier:
            found.append((_first_modifier, head.modifier.split()[0], form))
    return found


def _whole(form: str, children: bool) -> Names:
    return "bias", f"form={form}", f"children={children}"


def _number(kind: str, form: str) -> Names:
    return f"number={kind}", f"number={kind} form={form}"


def _closing(closing: str, form: str) -> Names:
    return f"closing={closing}", f"closing={closing} form={form}"


def _first(lead: Lead | None, w0: str, upper: bool) -> Names:
    form = lead.form if lead else _ending(w0)
    return f"w0={w0}", f"end={_ending(w0)}", f"upper={upper}", f"lex={_name(lead)} {form}"


def _second(w0: str, w1: str) -> Names:
    return f"w01={w0} {w1}", f"w1={w1}"


def _first_modifier(modifier: str, form: str) -> Names:
    return (f"mod={modifier} {form}",)


def _name(lead: Lead | None) -> str:
    return lead.function if lead else "none"


@lru_cache(KEPT)
def _ending(word: str) -> str:
    for ending in ("ing", "ed", "ss", "s", "ly", "ful", "ous"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return "-" + ending
    return "-"


def _number_kind(number: str | None) -> str:
    if not number:
        return "none"
    if number[:2].upper() in ("PP", "OP"):
        return number[:2].upper()
    return "digit" if number[0].isdigit() else "letter"
