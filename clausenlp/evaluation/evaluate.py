"""Score a model on gold, beside the baselines, with the worst errors in words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.language import Language

from clausenlp.evaluation.align import Aligned, Predicted, align
from clausenlp.evaluation.baselines import lead_word_lookup, most_frequent, textcat, tfidf_linear
from clausenlp.evaluation.intervals import Interval, intervals
from clausenlp.evaluation.scores import Scores, score
from clausenlp.pipeline.extensions import ROWS
from clausenlp.pipeline.language import label_model
from clausenlp.training.examples import Example


@dataclass(frozen=True, slots=True)
class ErrorCase:
    """One error: document, what kind, what gold says, what was predicted, how sure, and the words."""

    doc_id: str
    kind: str
    gold: str
    predicted: str
    score: float
    text: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores of a model and of the baselines (which are given the gold spans), per document, and the errors.

    ``intervals`` holds the 95 % interval of each metric by its key; texts of one id (renderings) are one document.
    """

    model: Scores
    baselines: dict[str, Scores]
    per_document: dict[str, Scores]
    errors: tuple[ErrorCase, ...]
    intervals: dict[str, Interval]
    documents: tuple[Aligned, ...]


def predict(nlp: Language, examples: Iterable[Example]) -> Iterator[Aligned]:
    """Label the texts of whole examples and align the result with their gold."""
    kept = [example for example in examples if example.whole]
    for example, doc in zip(kept, nlp.pipe(example.text for example in kept), strict=True):
        yield align(
            example,
            [
                Predicted(
                    row["start"],
                    row["end"],
                    row["level"],
                    row["number"],
                    row.get("section", ""),
                    tuple(row["functions"]) or ("other",),
                    row["score"] or 0.0,
                )
                for row in doc.user_data[ROWS]
            ],
        )


def evaluate(nlp: Language, examples: Sequence[Example], *, training: Sequence[Example] = ()) -> Evaluation:
    """Evaluate a pipeline on examples. Single clauses are not whole texts and are left out.

    With ``training`` examples the baselines that have to be trained (TF-IDF, spaCy's textcat) stand in the table too.
    """
    whole, scheme = [example for example in examples if example.whole], label_model(nlp).scheme
    aligned = list(predict(nlp, whole))
    baselines = {
        "most frequent label": score([align(e, most_frequent(whole)(e)) for e in whole]),
        "lead-word lookup": score([align(e, lead_word_lookup(e, scheme)) for e in whole]),
    }
    if training:
        for name, made in (("TF-IDF + linear", tfidf_linear(training)), ("spaCy textcat", textcat(training))):
            baselines[name] = score([align(e, made(e)) for e in whole])
    documents = score_documents(aligned)
    return Evaluation(
        score(aligned), baselines, documents, tuple(find_errors(aligned)), intervals(documents), tuple(aligned)
    )


def score_documents(aligned: Iterable[Aligned]) -> dict[str, Scores]:
    """The scores of each document by its id."""
    found: dict[str, list[Aligned]] = {}
    for document in aligned:
        found.setdefault(document.example.id, []).append(document)
    return {name: score(documents) for name, documents in found.items()}


def find_errors(aligned: Iterable[Aligned]) -> list[ErrorCase]:
    """All errors, the surest (and so worst) first: labels by their score, then spans."""
    found: list[ErrorCase] = []
    for document in aligned:
        text, name = document.example.text, document.example.id
        for g, p in document.pairs:
            gold, made = document.gold[g], document.predicted[p]
            words = text[gold.start : gold.start + 100].replace("\n", " ")
            if gold.section != made.section:
                found.append(ErrorCase(name, "section", gold.section, made.section, made.score, words))
            if gold.functions and gold.functions[0] != made.functions[0]:
                found.append(ErrorCase(name, "function", gold.functions[0], made.functions[0], made.score, words))
        paired_gold, paired_made = {g for g, _ in document.pairs}, {p for _, p in document.pairs}
        found += [
            ErrorCase(
                name, "missed span", f"{c.start}-{c.end}", "", 0.0, text[c.start : c.start + 100].replace("\n", " ")
            )
            for i, c in enumerate(document.gold)
            if i not in paired_gold
        ]
        found += [
            ErrorCase(
                name, "extra span", "", f"{c.start}-{c.end}", 0.0, text[c.start : c.start + 100].replace("\n", " ")
            )
            for i, c in enumerate(document.predicted)
            if i not in paired_made
        ]
    return sorted(found, key=lambda error: (-error.score, error.doc_id))
