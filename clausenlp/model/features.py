"""What the classifiers see: strings for each candidate act and for each clause. No text is kept, only these."""

from clausenlp.pipeline.acts import Candidate


def act_features(candidate: Candidate, head: Candidate, level: int) -> list[str]:
    """Features of one candidate act; ``head`` is the candidate at the head of the same clause."""
    words = candidate.words
    w0 = words[0] if words else "<none>"
    w1 = words[1] if len(words) > 1 else "<end>"
    w2 = words[2] if len(words) > 2 else "<end>"
    lead = candidate.lead
    if (
        lead and lead.form == "base" and level > 1
    ):  # "Urges States to: (a) Publish ...": an infinitive, no act of the organ
        lead = None
    name = lead.function if lead else "none"
    form = lead.form if lead else _ending(w0)
    head_form = head.lead.form if head.lead else _ending(head.words[0] if head.words else "")
    place = "head" if candidate is head else "joint"
    found = [
        f"{place}",
        f"{place} lex={name}",
        f"{place} form={form}",
        f"lex={name}",
        f"lex={name} form={form}",
        f"{place} lex={name} level={min(level, 2)}",
        f"w0={w0}",
        f"w01={w0} {w1}",
        f"w012={w0} {w1} {w2}",
        f"{place} w0={w0}",
        f"{place} w1={w1}",
        f"{place} end={_ending(w0)}",
        f"stem={w0[:5]}",
        f"{place} lex={name} w1={w1}",
    ]
    if lead:
        found.append("phrase=" + " ".join(lead.words))
    found += [f"near={word}" for word in words[1:7]]
    if candidate.modifier:
        found.append(f"{place} mod={candidate.modifier.split()[-1]}")
    if place == "joint":
        found += _joint_features(candidate, name, form, head_form)
    return found


def _joint_features(candidate: Candidate, name: str, form: str, head_form: str) -> list[str]:
    before = candidate.before
    p1 = before[-1] if before else "<start>"
    p2 = before[-2] if len(before) > 1 else "<start>"
    case = "upper" if candidate.upper else "lower"
    return [
        f"joint={candidate.joint} {form}",
        f"p1={p1}",
        f"p12={p2} {p1}",
        f"forms={head_form}>{form}",
        f"forms={head_form}>{form} {candidate.joint}",
        f"case={case} {form}",
        f"quoted={candidate.quoted}",
        f"p1={p1} form={form}",
        f"p1={p1} {name}",
        f"nth={min(candidate.depth, 6)} {form}",
        f"joint={candidate.joint} {name} {form}",
        f"pend={p1[-3:]} {form}",
        f"forms={head_form}>{form} {p1[-2:]}",
    ]


def section_features(
    head: Candidate, number: str | None, closing: str, children: bool, *, masked: frozenset[str] = frozenset()
) -> list[str]:
    """Features of a clause of level 1 for its section; ``masked`` may name "number", "closing" and "words" to be hidden."""
    words = head.words
    w0 = words[0] if words else "<none>"
    w1 = words[1] if len(words) > 1 else "<end>"
    lead = head.lead
    form = lead.form if lead else _ending(w0)
    found = ["bias", f"form={form}", f"children={children}"]
    if "number" not in masked:
        found += [f"number={_number_kind(number)}", f"number={_number_kind(number)} form={form}"]
    if "closing" not in masked:
        found += [f"closing={closing}", f"closing={closing} form={form}"]
    if "words" not in masked:
        found += [
            f"w0={w0}",
            f"w01={w0} {w1}",
            f"end={_ending(w0)}",
            f"w1={w1}",
            f"upper={head.upper}",
            f"lex={lead.function if lead else 'none'} {form}",
        ]
        if head.modifier:
            found.append(f"mod={head.modifier.split()[0]} {form}")
    return found


def _ending(word: str) -> str:
    for ending in ("ing", "ed", "ss", "s", "ly", "ful", "ous"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return "-" + ending
    return "-"


def _number_kind(number: str | None) -> str:
    if not number:
        return "none"
    if number.upper().startswith(("PP", "OP")):
        return number[:2].upper()
    return "digit" if number[0].isdigit() else "letter"
