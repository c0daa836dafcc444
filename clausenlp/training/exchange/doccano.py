"""doccano: sequence labelling and text classification, one text a line (JSONL, or a JSON list).

Its exports have ``label`` (``[start, end, name]``, or names), ``entities`` where relations are in use, and the fields that came
in beside the text. https://github.com/doccano/doccano (backend/data_import, backend/data_export)
"""

import json
from collections.abc import Iterable, Iterator

from clausenlp.training.examples import Example
from clausenlp.training.exchange.offers import Offer, Reading
from clausenlp.training.exchange.source import ExchangeFile
from clausenlp.training.exchange.spans import Span, Task, task_of
from clausenlp.training.fields import Fields


def read_doccano(file: ExchangeFile) -> Reading:
    """The labelled texts of an export; those without a label are left out."""
    reading = Reading()
    for number, data in enumerate(file.objects(), 1):
        task = Task(data, f"{file.name}-{number}", None, file.scheme)
        example = _example(task, data)
        if example is None:
            reading.left_out["without a label"] += 1
        else:
            reading.offers.append(Offer(example, data.where))
    return reading


def _example(task: Task, data: Fields) -> Example | None:
    text = data.text("text")
    if "entities" in data:
        entities = data.objects("entities")
        return task.of_spans(
            text, [Span(e.integer("start_offset"), e.integer("end_offset"), (e.text("label"),)) for e in entities]
        )
    labels = data.items("labels" if "labels" in data else "label")
    if all(isinstance(label, str) for label in labels):
        return task.of_labels(text, labels)
    return task.of_spans(text, [_span(label, i, data) for i, label in enumerate(labels)])


def _span(label: object, i: int, data: Fields) -> Span:
    match label:
        case [int(start), int(end), str(name)]:
            return Span(start, end, (name,))
        case _:
            raise data.error(f"field label[{i}] is not [start, end, name]")


def write_doccano(examples: Iterable[Example]) -> Iterator[str]:
    """Lines to import into a project of the kind "sequence labeling" that allows overlapping spans."""
    for example in examples:
        spans, carried = task_of(example)
        label = [[s.start, s.end, s.names[0]] for s in spans]
        yield json.dumps({"text": example.text, "label": label, **carried}, ensure_ascii=False) + "\n"
