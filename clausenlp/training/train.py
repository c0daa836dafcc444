"""Fit the classifiers from examples. The same examples give the same model, byte for byte."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy
import sklearn
from sklearn.linear_model import LogisticRegression
from spacy.about import __version__ as spacy_version
from threadpoolctl import threadpool_limits

import clausenlp
from clausenlp.model.features import act_features, section_features
from clausenlp.model.linear import Features, Group, LinearModel, names
from clausenlp.model.store import LabelModel, self_test_cases
from clausenlp.pipeline.acts import Candidate
from clausenlp.pipeline.clean import mask
from clausenlp.pipeline.labelling import NO_ACT, closing_mark, find_row_candidates
from clausenlp.scheme import Scheme, default_scheme
from clausenlp.training.calibrate import cross_validation
from clausenlp.training.card import MEANT_FOR, NOT_FOR
from clausenlp.training.examples import Example, GoldClause, write_example
from clausenlp.training.noise import scanned
from clausenlp.training.rows import gold_rows

SECTION_MASKS = (
    frozenset[str](),
    frozenset({"number"}),
    frozenset({"number", "closing"}),
    frozenset({"closing"}),
    frozenset({"words"}),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What training depends on besides the examples."""

    acts_c: float = 3.0
    sections_c: float = 1.0
    random_state: int = 0


def train(examples: Sequence[Example], settings: Settings = Settings()) -> LabelModel:
    """Train both classifiers, and write their card with cross-validation over texts."""
    model = fit_model(examples, settings)
    model.card["cross_validation"] = cross_validation(examples, fit_model)
    return model


def fit_model(
    examples: Sequence[Example], settings: Settings = Settings(), *, scheme: Scheme | None = None
) -> LabelModel:
    """Fit both classifiers. Raises ValueError where the examples hold only one section or function."""
    scheme = scheme or default_scheme()
    acts, sections = _Sample([], []), _Sample([], [])
    for example in examples:
        rows = gold_rows(example)
        candidates = find_row_candidates(_masked(example), rows, scheme)
        for i, (row, clause, found) in enumerate(zip(rows, example.clauses, candidates, strict=True)):
            if clause.functions is not None:
                acts.rows += [act_features(candidate, found[0], row["level"]) for candidate in found]
                acts.labels += candidate_labels(clause, found)
                damaged = scanned(found[0], scheme)
                if damaged:
                    acts.rows.append(act_features(damaged, damaged, row["level"]))
                    acts.labels.append(acts.labels[-len(found)])
            if row["level"] == 1:
                children = any(r["parent"] == i for r in rows[i + 1 : i + 2])
                closing = closing_mark(example.text, row)
                for masked in SECTION_MASKS:
                    sections.rows.append(section_features(found[0], row["number"], closing, children, masked=masked))
                    sections.labels.append(clause.section)
    act_model = fit(acts.rows, acts.labels, settings.acts_c, settings.random_state)
    section_model = fit(sections.rows, sections.labels, settings.sections_c, settings.random_state)
    return LabelModel(
        act_model, section_model, _card(examples, act_model, section_model, acts.rows, sections.rows, scheme), scheme
    )


@dataclass(slots=True)
class _Sample:
    rows: list[list[Group]]
    labels: list[str]


def fit(rows: Sequence[Sequence[Group]], labels: Sequence[str], c: float, random_state: int) -> LinearModel:
    """A multinomial logistic regression over the features that occur.

    Coefficients are rounded to half precision, so that noise in the last bits of a sum does not change the model's bytes. One
    thread of linear algebra: the vectors are short, and several threads take five times as long to agree on a sum.
    """
    groups = {group for row in rows for group in row}
    features = Features(tuple(sorted({name for group in groups for name in names(group)})))
    estimator = LogisticRegression(C=c, max_iter=400, tol=1e-5, random_state=random_state)
    with threadpool_limits(1):
        estimator.fit(features.matrix(rows), np.array(labels))
    coef = np.round(estimator.coef_, 2).astype(np.float16)
    intercept = np.round(estimator.intercept_, 2).astype(np.float32)
    return LinearModel(features, tuple(map(str, estimator.classes_)), coef.astype(float), intercept.astype(float))


def _masked(example: Example) -> str:
    return mask(example.text, [(start, end) for start, end, _ in sorted(example.furniture)])


def candidate_labels(clause: GoldClause, found: Sequence[Candidate]) -> list[str]:
    """The function of each candidate act of a clause, "none" for those that are no act.

    Where the acts' places are not labelled, the primary function belongs to the head, and each further one to the first
    candidate whose lead phrase the scheme knows for it.
    """
    if clause.acts:
        return [
            next(
                (act.function for act in clause.acts if act.start <= candidate.start < act.end),
                NO_ACT,
            )
            for candidate in found
        ]
    functions = [f for f in clause.functions or () if f != "other"]
    labels = [NO_ACT] * len(found)
    if not functions or (clause.parent is not None and found[0].lead is None):
        return labels
    labels[0] = functions[0]
    left = functions[1:]
    for i, candidate in enumerate(found[1:], 1):
        if candidate.lead and candidate.lead.function in left:
            labels[i] = candidate.lead.function
            left.remove(candidate.lead.function)
    return labels


def data_hash(examples: Sequence[Example]) -> str:
    """SHA-256 over the examples as they stand in JSONL."""
    total = hashlib.sha256()
    for example in examples:
        total.update(write_example(example).encode() + b"\n")
    return total.hexdigest()


def _card(
    examples: Sequence[Example],
    acts: LinearModel,
    sections: LinearModel,
    act_rows: list[list[Group]],
    section_rows: list[list[Group]],
    scheme: Scheme,
) -> dict[str, Any]:
    clauses = [clause for example in examples for clause in example.clauses]
    known = Counter(function for clause in clauses for function in clause.functions or ())
    return {
        "name": "clausenlp-en",
        "version": clausenlp.__version__,
        "language": "en",
        "trained_with": {
            "spacy": spacy_version,
            "scikit-learn": sklearn.__version__,
            "numpy": np.__version__,
            "scipy": scipy.__version__,
        },
        "data": {
            "sha256": data_hash(examples),
            "texts": sum(e.whole for e in examples),
            "single_clauses": sum(not e.whole for e in examples),
            "clauses": len(clauses),
        },
        "meant_for": MEANT_FOR,
        "not_for": list(NOT_FOR),
        "functions": {function: known[function] for function in scheme.functions},
        "self_test": {
            "acts": self_test_cases(acts, act_rows[:: max(1, len(act_rows) // 5)][:5]),
            "sections": self_test_cases(sections, section_rows[:: max(1, len(section_rows) // 5)][:5]),
        },
    }
