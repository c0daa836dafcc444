"""What each part of the design brings: the same training with one thing left out, on gold spans.

python benchmarks/ablations.py ../shared/corpus/dev.jsonl.gz ../shared/corpus/dev_sc.jsonl.gz
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
from score import read

from clausenlp.evaluation.align import Predicted, align
from clausenlp.evaluation.scores import Scores, score
from clausenlp.model.linear import Group, names
from clausenlp.pipeline import labelling, sections
from clausenlp.training import train as training
from clausenlp.training.examples import Example, read_examples
from clausenlp.training.rows import gold_rows
from clausenlp.training.save import shipped_data

Features = Callable[..., list[Group]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    options = parser.parse_args()
    train = read_examples(shipped_data())
    gold = [
        e
        for path in options.gold
        if path.exists()
        for e in read(path, "bare" if "dev.jsonl" in path.name else None, None)
    ]
    gold += read_examples([Path(__file__).resolve().parent.parent / "training_data" / "gold" / "own.jsonl"])
    act_features, masks, decode = labelling.act_features, training.SECTION_MASKS, sections.decode_sections
    variants: dict[str, Callable[[], None]] = {
        "as shipped": lambda: None,
        "no table of lead phrases in the features": lambda: use(dropping(act_features, ("lex=", "phrase="))),
        "no words, only the table": lambda: use(dropping(act_features, ("w0", "w1", "stem", "near", "p1", "end="))),
        "no context before a joint": lambda: use(dropping(act_features, ("p1", "pend", "forms", "joint"))),
        "no masking of numbers and end marks": lambda: setattr(training, "SECTION_MASKS", (frozenset(),)),
        "sections clause by clause, not per part": lambda: setattr(sections, "decode_sections", alone),
    }
    print(f"{'variant':<44}{'section':>9}{'primary':>9}{'all F1':>9}")
    for name, change in variants.items():
        change()
        result = run(train, gold)
        print(
            f"{name:<44}{result.section_accuracy:9.4f}{result.primary_accuracy:9.4f}{result.functions.f1:9.4f}",
            flush=True,
        )
        use(act_features)
        training.SECTION_MASKS, sections.decode_sections = masks, decode
    return 0


def use(features: Features) -> None:
    training.act_features = labelling.act_features = features  # type: ignore[attr-defined]


def dropping(features: Features, left_out: tuple[str, ...]) -> Features:
    def kept(*args, **kwargs):  # type: ignore[no-untyped-def]
        return [(without, group, left_out) for group in features(*args, **kwargs)]

    return kept


def without(group: Group, left_out: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f for f in names(group) if not any(name in f for name in left_out))


def alone(preambular):  # type: ignore[no-untyped-def]
    return int(np.sum(preambular > 0.5)), preambular


def run(train: list[Example], gold: list[Example]) -> Scores:
    model = training.fit_model(train)
    aligned = []
    for example in gold:
        rows = gold_rows(example)
        labelling.label_rows(model, [(example.text, rows, [(s, e) for s, e, _ in example.furniture])])
        made = [
            Predicted(r["start"], r["end"], r["level"], r["number"], r["section"], tuple(r["functions"])) for r in rows
        ]
        aligned.append(align(example, made))
    return score(aligned)


if __name__ == "__main__":
    sys.exit(main())
