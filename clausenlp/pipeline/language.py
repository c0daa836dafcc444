"""Build and load pipelines, and label paragraphs that come already cut."""

import os
from collections.abc import Sequence

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from clausenlp.errors import ModelError
from clausenlp.model.place import LABELS, model_folder, shipped_model
from clausenlp.model.store import LabelModel
from clausenlp.pipeline.collector import collector_paused
from clausenlp.pipeline.extensions import HINTS
from clausenlp.pipeline.labelling import label_rows
from clausenlp.pipeline.paragraph_rows import paragraph_rows
from clausenlp.read import Source
from clausenlp.records import Act, Clause

__all__ = ["build", "label_model", "label_paragraphs", "load", "make_doc", "shipped_model"]

TOKENIZER = "clausenlp.tokenizer.v1"
COMPONENTS = ("clausenlp_furniture", "clausenlp_clauses", LABELS)


def build(model: LabelModel | None = None) -> Language:
    """A pipeline on ``spacy.blank("en")``; without a model it segments and does not label."""
    import clausenlp.pipeline.components  # noqa: F401  (registers the factories)

    nlp = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})
    nlp.max_length = 200_000_000  # spaCy's limit is for parsers; nothing here needs memory per character
    for name in COMPONENTS[: 3 if model else 2]:
        nlp.add_pipe(name)
    if model is not None:
        nlp.get_pipe(LABELS).model = model  # type: ignore[attr-defined]
    return nlp


def load(path: str | os.PathLike[str] | None = None) -> Language:
    """A pipeline that labels: the shipped model, or the one in ``path``. Raises ModelError with a remedy."""
    import clausenlp.pipeline.components  # noqa: F401

    folder = model_folder(path)
    try:
        nlp = spacy.load(folder)
    except ModelError:
        raise
    except Exception as error:  # spaCy raises many kinds for a damaged folder
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ModelError(
            f"the model cannot be loaded ({reason})",
            where=str(folder),
            remedy="reinstall clausenlp, or train again with `clausenlp train`",
        ) from error
    if LABELS not in nlp.pipe_names:
        raise ModelError(
            "this is not a clausenlp model", where=str(folder), remedy="name the folder of a clausenlp model"
        )
    nlp.max_length = 200_000_000
    return nlp


def make_doc(nlp: Language, source: Source) -> Doc:
    """The doc of a file that was read, with the hints of its layout, ready for ``nlp(doc)`` and ``nlp.pipe``."""
    doc = nlp.make_doc(source.text)
    if source.hints is not None:
        doc.user_data[HINTS] = source.hints.to_data()
    return doc


def label_model(nlp: Language) -> LabelModel:
    """The trained classifiers of a pipeline; ModelError where it has none."""
    model = getattr(nlp.get_pipe(LABELS), "model", None) if LABELS in nlp.pipe_names else None
    if not isinstance(model, LabelModel):
        raise ModelError("the pipeline has no trained labels", remedy="load one with clausenlp.load()")
    return model


@collector_paused()
def label_paragraphs(nlp: Language, paragraphs: Sequence[str]) -> list[Clause]:
    """Label paragraphs that come already cut, in the order of one document: one record each.

    ``section`` is None for a structural paragraph (organ line, heading, bridge, annex title); ``start`` and
    ``end`` are offsets in the
    paragraph, and a sub-paragraph's ``parent`` the id of its clause.
    """
    rows, places = paragraph_rows(paragraphs)
    text = "\n\n".join(paragraphs)
    label_rows(label_model(nlp), [(text, rows, [])])
    starts = [0]
    for paragraph in paragraphs:
        starts.append(starts[-1] + len(paragraph) + 2)
    found = [
        Clause(f"p{i + 1}", None, 1, None, 0, 0, len(p), p.strip(), None, (), (), 0.0) for i, p in enumerate(paragraphs)
    ]
    for row, place in zip(rows, places, strict=True):
        parent = None if row["parent"] is None else f"p{places[row['parent']] + 1}"
        shift = starts[place]
        acts = tuple(Act(**{**act, "start": act["start"] - shift, "end": act["end"] - shift}) for act in row["acts"])
        found[place] = Clause(
            f"p{place + 1}",
            parent,
            row["level"],
            row["number"],
            row["part"],
            row["start"] - shift,
            row["end"] - shift,
            text[row["start"] : row["end"]],
            row["section"],
            tuple(row["functions"]),
            acts,
            row["score"],
        )
    return found
