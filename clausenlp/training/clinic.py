"""The label clinic: probable errors in labelled examples, the likeliest first, each with its reason.

After confident learning (Northcutt, Jiang & Chuang 2021, Confident Learning: Estimating Uncertainty in Dataset Labels): each label is
held against a model that was trained without its series; to that come what the text itself contradicts, and near-copies.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from clausenlp.model.store import LabelModel
from clausenlp.pipeline.acts import WINDOW, ActFinder
from clausenlp.scheme import SECTIONS, Lead, Scheme, default_scheme
from clausenlp.training.belief import INVOKE, Belief, out_of_fold
from clausenlp.training.data import gather
from clausenlp.training.examples import Example, GoldClause
from clausenlp.training.faults import find_faults
from clausenlp.training.findings import Doubt, Finding
from clausenlp.training.near import index_of
from clausenlp.training.train import fit_model

# The odds that a label is wrong where the model finds right and wrong equally likely. One label in fifty wrong by chance gives 0.02
# for a section, and 0.02 over 25 other functions for a function; further functions by the measurements of benchmarks/label_errors.py.
PRIOR = {"section": 0.02, "function": 0.001, "extra": 0.005, "missing": 0.0001}
TABLE = 0.1  # weight of the lead-word table beside the model, which may not know a word that the table has
CLASH, CLASH_OF_PHRASE = (
    0.02,
    0.1,
)  # what a clash with the table is worth alone; more where three words or more state an exception
LEAST = 0.001  # below it there is nothing to say
COPIES = 0.9  # how surely one label is wrong where near-copies with the same lead words differ


def check(
    examples: Sequence[Example],
    *,
    others: Sequence[Example] = (),
    fit: Callable[[Sequence[Example]], LabelModel] | None = None,
    scheme: Scheme | None = None,
) -> list[Finding]:
    """A finding for each clause of the examples, the most doubtful first.

    ``others`` are examples to learn from that are not checked themselves; those with the id or words of a checked one are left
    out. Takes five fits: some ten seconds for 3,000 clauses.
    """
    learned = gather(others, examples)
    believed = out_of_fold(learned, fit or partial(fit_model, scheme=scheme))
    differing = _differing_copies(learned, believed)
    findings = [
        Finding(example, i, tuple(_doubts(example, i, believed[example.id][i], differing, scheme or default_scheme())))
        for example in examples
        for i in range(len(example.clauses))
    ]
    return sorted(findings, key=lambda finding: -finding.suspicion)


def _doubts(
    example: Example, i: int, belief: Belief, differing: Mapping[tuple[str, int], Doubt], scheme: Scheme
) -> list[Doubt]:
    clause = example.clauses[i]
    doubts = [Doubt(kind, 1.0, reason) for kind, reason in find_faults(example, i)]
    doubts.append(_section_doubt(example, i, belief))
    if clause.functions:
        doubts += _primary_doubts(clause, clause.functions, belief)
        doubts += _further_doubts(example.text, clause, belief, scheme)
    if (example.id, i) in differing:
        doubts.append(differing[example.id, i])
    return sorted((d for d in doubts if d.suspicion >= LEAST), key=lambda d: -d.suspicion)


def _posterior(share: float, prior: float) -> float:
    """The probability that a label is wrong to which a model gives ``share``."""
    share = min(max(share, 1e-6), 1.0)
    return (1 - share) * prior / ((1 - share) * prior + share)


def _section_doubt(example: Example, i: int, belief: Belief) -> Doubt:
    clause = example.clauses[i]
    share = belief.preambular if clause.section == SECTIONS[0] else 1 - belief.preambular
    other = SECTIONS[1 - SECTIONS.index(clause.section)]
    if clause.parent is not None and clause.section != example.clauses[clause.parent].section:
        return Doubt("section", 1 - share, f"its clause is {other}", other)  # one of the two is wrong
    return Doubt("section", _posterior(share, PRIOR["section"]), f"the model finds it {other} ({1 - share:.2f})", other)


def _primary_doubts(clause: GoldClause, given: Sequence[str], belief: Belief) -> Iterator[Doubt]:
    likely = max(belief.primary, key=lambda name: belief.primary[name])
    share = _with_table(belief.primary.get(given[0], 0.0), belief.lead, given[0])
    if likely != given[0]:
        reason = f"the model finds {likely} ({belief.primary[likely]:.2f}), not {given[0]} ({share:.2f})"
        yield Doubt("function", _posterior(share, PRIOR["function"]), reason, likely)
    lead = belief.lead
    if clause.level == 1 and lead and lead.function not in (given[0], *_bases(given)):
        reason = f"{' '.join(lead.words)!r} leads to {lead.function} in the scheme"
        yield Doubt("table", CLASH_OF_PHRASE if len(lead.words) > 2 else CLASH, reason, lead.function)


def _further_doubts(text: str, clause: GoldClause, belief: Belief, scheme: Scheme) -> Iterator[Doubt]:
    given = clause.functions or ()
    for name in given[1:]:
        share = max(belief.named.get(name, 0.0), belief.primary.get(name, 0.0))
        for act in clause.acts:
            if act.function == name:
                share = max(share, _with_table(share, _lead(text[act.start : act.start + WINDOW], scheme), name))
        reason = f"the model finds no words for {name} ({share:.2f})"
        yield Doubt("extra", _posterior(share, PRIOR["extra"]), reason)
    for name, share in belief.named.items():
        if name not in given:
            reason = f"the model finds words for {name} ({share:.2f})"
            yield Doubt("missing", _posterior(1 - share, PRIOR["missing"]), reason, name)


def _lead(words: str, scheme: Scheme) -> Lead | None:
    """The row of the table for the words that name an act."""
    return ActFinder(words, scheme).find(0, len(words))[0].lead


def _with_table(share: float, lead: Lead | None, function: str) -> float:
    """The model's share of a function, with the weight of the lead-word table added where that agrees."""
    return TABLE + (1 - TABLE) * share if lead is not None and lead.function == function else share


def _bases(given: Sequence[str]) -> tuple[str, ...]:
    """The basis of an operative clause leads it and is yet a further function: "Responding to the appeal, decides"."""
    return (INVOKE,) if INVOKE in given else ()


def _differing_copies(
    examples: Sequence[Example], believed: Mapping[str, Sequence[Belief]]
) -> dict[tuple[str, int], Doubt]:
    """For each clause of level 1 whose near-copies with the same lead have other labels: the doubt that it casts on it.

    A near-copy with another lead ("Notes" for "Recalls") has other labels by right.
    """
    tops = [(e, i) for e in examples for i, clause in enumerate(e.clauses) if clause.level == 1 and clause.functions]
    found = {}
    for (example, i), near in zip(tops, _near_copies(tops), strict=True):
        lead = believed[example.id][i].lead
        alike = [(e, j) for e, j in near if believed[e.id][j].lead == lead]
        differing = [(e, j) for e, j in alike if _labels(e.clauses[j]) != _labels(example.clauses[i])]
        if differing:
            other, j = differing[0]
            section, functions = _labels(other.clauses[j])
            reason = f"a near-copy in {other.id} is {section}, {', '.join(functions)}"
            found[example.id, i] = Doubt("copies", COPIES * len(differing) / (len(alike) + 1), reason)
    return found


def _near_copies(clauses: Sequence[tuple[Example, int]]) -> list[list[tuple[Example, int]]]:
    """For each clause the others that are near-copies of it."""
    index = index_of(e.text[e.clauses[i].start : e.clauses[i].end] for e, i in clauses)
    return [[clauses[j] for j, _ in index.near(own) if j != n] for n, own in enumerate(index.sets)]


def _labels(clause: GoldClause) -> tuple[str, tuple[str, ...]]:
    return clause.section, clause.functions or ()
