"""What must stay together when examples are split: the clauses of a text or sheet, and near-copies of one resolution."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from clausenlp.scheme import fold
from clausenlp.training.examples import Example

SHINGLE = 5  # words
COMMON = 20  # a run of words in more examples than this is a formula ("Decides to remain seized of the matter")
FEWEST = 10  # shared runs; a sentence that closes every resolution has fewer
ALIKE = 0.4  # share of the smaller example's runs; a resolution of last year repeated this year has far more


def places(examples: Sequence[Example], count: int) -> dict[str, int]:
    """The fold, 0 to ``count`` - 1, of each example by its id. A family lies whole in one; the same examples give the same folds."""
    names = families(examples)
    fold_of = {name: i % count for i, name in enumerate(sorted(set(names)))}
    return {example.id: fold_of[name] for example, name in zip(examples, names, strict=True)}


def series(example: Example) -> str:
    """A text with itself; a single clause with those of its document, or else of its sheet."""
    origin = example.meta.get("origin")
    document = origin.get("document") if isinstance(origin, dict) else None
    return str(document) if document else (example.id if example.whole else example.id.rsplit("-", 1)[0])


def families(examples: Sequence[Example]) -> list[str]:
    """For each example the name of its family: a series, with all those that hold near-copies of its examples.

    The name is the first, in alphabetical order, of the family's series.
    """
    names = [series(example) for example in examples]
    leader = {name: name for name in names}

    def lead(name: str) -> str:
        while leader[name] != name:
            name = leader[name]
        return name

    for one, other in _near(examples):
        first, second = sorted((lead(names[one]), lead(names[other])))
        leader[second] = first
    return [lead(name) for name in names]


def _near(examples: Sequence[Example]) -> list[tuple[int, int]]:
    """Pairs of examples (by place) that share at least ``ALIKE`` of the shorter one's runs of words, formulas left out."""
    runs = [_runs(example.text) for example in examples]
    places: dict[str, list[int]] = defaultdict(list)
    for i, own in enumerate(runs):
        for run in own:
            places[run].append(i)
    shared: Counter[tuple[int, int]] = Counter()
    for found in places.values():
        if len(found) <= COMMON:
            shared.update((one, other) for at, one in enumerate(found) for other in found[at + 1 :])
    least = {pair: max(FEWEST, ALIKE * min(len(runs[pair[0]]), len(runs[pair[1]]))) for pair in shared}
    return sorted(pair for pair, count in shared.items() if count >= least[pair])


def _runs(text: str) -> set[str]:
    words = fold(text).split()
    return {" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}
