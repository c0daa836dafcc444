"""A simulated user: a model that has seen no text of an organ, and what twenty labelled clauses of that organ bring.

For each organ a model is trained without its texts; then twenty clauses of one or two of them are added, and both models label the
other texts of that organ and those of all the others: the gold, and the development corpus where it is at hand. Several draws of
the twenty. The last organ is invented and drafts with verbs of its own ("Tasks", "Salutes", "Harking back to": `ferries.jsonl`).
"Right and sure" is the mean score of the right labels, wrong ones counting 0: it has room where accuracy has none.

python benchmarks/added_examples.py --draws 5
python benchmarks/added_examples.py --draws 5 --start ga_modern     # a small model: nine texts of the General Assembly alone
"""

import argparse
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from gate_simulations import single, stands_alone
from score import read

from clausenlp.evaluation.align import Aligned
from clausenlp.evaluation.curves import certainty
from clausenlp.evaluation.scores import score
from clausenlp.gate.compare import compare
from clausenlp.gate.counts import Runs
from clausenlp.gate.held_out import predict_clauses
from clausenlp.gate.organs import organs
from clausenlp.model.store import LabelModel
from clausenlp.training.examples import Example, read_examples
from clausenlp.training.series import families
from clausenlp.training.shipped import frozen_gold, shipped_data
from clausenlp.training.train import fit_model

FERRIES = Path(__file__).with_name("ferries.jsonl")
CORPUS = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus"
ADDED = 20
ORGANS = {  # organ: how the ids of its training texts look
    "World Health Assembly": ("wha",),
    "Human Rights Council": ("hrc_2", "neg_seafarers"),
    "Economic and Social Council": ("/ecosoc_",),
    "European Parliament": ("/ep_",),
    "Security Council": ("sc/", "press_kessaria"),
    "General Conference of UNESCO": ("unesco",),
    "Model UN": ("mun_",),
    "Guild of Ferries": ("ferry-",),
}
GOLD = {"European Parliament": "own/ep", "General Conference of UNESCO": "own/unesco", "Model UN": "own/mun"}


@dataclass(frozen=True)
class Texts:
    """Measuring texts of the organ and of all others, with what both are compared by."""

    own: list[Example]
    others: list[Example]
    units: list[str]
    organs: list[str]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--draws", type=int, default=5)
    parser.add_argument("--start", help="train on texts whose id holds this alone, and no single clauses")
    parser.add_argument("--organ", choices=ORGANS)
    options = parser.parse_args()
    examples = read_examples([*shipped_data(), FERRIES])
    measuring = read_examples(frozen_gold()) + corpus()
    of = dict(zip((e.id for e in measuring), organs(measuring), strict=True))
    print(
        "| organ | other texts of it (clauses) | primary function | all functions | right and sure | the others: worse figures |"
    )
    print("| --- | --- | --- | --- | --- | --- |", flush=True)
    for organ in [options.organ] if options.organ else ORGANS:
        simulate(organ, examples, measuring, of, options)
    return 0


def corpus() -> list[Example]:
    files = ((CORPUS / "dev.jsonl.gz", "plain"), (CORPUS / "dev_sc.jsonl.gz", None))
    return [e for path, rendering in files if path.exists() for e in read(path, rendering, None)]


def simulate(
    organ: str, examples: list[Example], measuring: list[Example], of: dict[str, str], options: argparse.Namespace
) -> None:
    """Print the organ's row."""
    own = [e for e in examples if any(mark in e.id for mark in ORGANS[organ])]
    rest = [
        e for e in examples if e not in own and "ferry-" not in e.id and (not options.start or options.start in e.id)
    ]
    mine = [e for e in measuring if (e.id.startswith(GOLD[organ]) if organ in GOLD else of[e.id] == organ)]
    others = [e for e in measuring if e not in mine]
    texts = Texts(mine, others, families(others), [of[e.id] for e in others])
    before = fit_model(rest)
    found = [draw(before, rest, own, texts, random.Random(seed)) for seed in range(options.draws)]
    old, new = (np.mean([pair[side] for pair, _ in found], axis=0) for side in (0, 1))
    ups = [sum(pair[1][i] > pair[0][i] for pair, _ in found) for i in range(len(old))]
    cells = [f"{a:.4f} to {b:.4f} (up in {up} of {len(found)})" for a, b, up in zip(old, new, ups, strict=True)]
    worse = sorted({row for _, rows in found for row in rows})
    counted = f"{len(mine)} ({sum(len(e.clauses) for e in mine)}), and the rest of {len(own)}"
    print(f"| {organ} | {counted} | {' | '.join(cells)} | {'; '.join(worse) or 'none'} |", flush=True)


def draw(
    before: LabelModel, rest: Sequence[Example], own: Sequence[Example], texts: Texts, drawn: random.Random
) -> tuple[tuple[list[float], list[float]], list[str]]:
    """The organ's figures before and after, and what got worse for the others, for one draw of clauses."""
    order = drawn.sample(list(own), len(own))
    pool: list[Example] = []
    while len(pool) < ADDED and order:
        text = order.pop()
        pool += [single(text, i) for i in range(len(text.clauses)) if stands_alone(text, i)]
    after = fit_model([*rest, *drawn.sample(pool, ADDED)])
    mine = [*texts.own, *order]  # no text of which a clause was added
    old, new = (figures(predict_clauses(model, mine)) for model in (before, after))
    sides = (predict_clauses(model, texts.others) for model in (before, after))
    rows = compare(Runs([], [], [], []), Runs(*sides, texts.units, texts.organs))
    return (old, new), [row.words for row in rows if row.worse]


def figures(documents: Sequence[Aligned]) -> list[float]:
    scores, sure = score(documents), certainty(documents)
    return [scores.primary_accuracy, scores.functions.f1, float((sure.scores * sure.right).mean())]


if __name__ == "__main__":
    sys.exit(main())
