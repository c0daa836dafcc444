"""Prodigy: one task a line, as ``db-out`` writes and recipes read them.

Spans (``spans.manual``), a label with an answer (``textcat``) and chosen options (``textcat.manual``: ``accept``) are read.
https://prodi.gy/docs/api-interfaces
"""

import json
from collections.abc import Iterable, Iterator

from clausenlp.training.examples import Example
from clausenlp.training.exchange.offers import Offer, Reading, is_draft
from clausenlp.training.exchange.source import ExchangeFile
from clausenlp.training.exchange.spans import Span, Task, task_of
from clausenlp.training.fields import Fields


def read_prodigy(file: ExchangeFile) -> Reading:
    """The accepted tasks of an export; those that were rejected, ignored or not answered are left out."""
    reading = Reading()
    for number, data in enumerate(file.objects(), 1):
        answer = data.maybe_text("answer")
        if answer != "accept":
            reading.left_out[f"answered {answer!r}" if answer else "without an answer"] += 1
            continue
        task = Task(data, f"{file.name}-{number}", data.maybe_text("_annotator_id"), file.scheme)
        example = _example(task, data)
        if example is None:
            reading.left_out["without a label"] += 1
        else:
            reading.offers.append(Offer(example, data.where))
    return reading


def _example(task: Task, data: Fields) -> Example | None:
    text = data.text("text")
    if "accept" in data:
        return task.of_labels(text, data.texts("accept"))
    if "label" in data:
        return task.of_labels(text, [data.text("label")])
    spans = data.objects("spans") if "spans" in data else ()
    return task.of_spans(text, [Span(s.integer("start"), s.integer("end"), (s.text("label"),)) for s in spans])


def write_prodigy(examples: Iterable[Example]) -> Iterator[str]:
    """Tasks for ``spans.manual``: accepted ones, but without an answer what only a model has labelled."""
    for example in examples:
        spans, carried = task_of(example)
        answer = {} if is_draft(example) else {"answer": "accept"}
        rows = [{"start": s.start, "end": s.end, "label": s.names[0]} for s in spans]
        yield json.dumps({"text": example.text, "spans": rows, **answer, **carried}, ensure_ascii=False) + "\n"
