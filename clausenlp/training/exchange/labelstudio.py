"""Label Studio: one JSON list of tasks, as its export "JSON" writes and its import reads them.

The labelling configuration names the text ``text`` and the labels ``label``. https://labelstud.io/guide/task_format
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from clausenlp.training.examples import Example
from clausenlp.training.exchange.offers import Offer, Reading, is_draft
from clausenlp.training.exchange.source import ExchangeFile
from clausenlp.training.exchange.spans import Span, Task, task_of
from clausenlp.training.fields import Fields

_SPACE = re.compile(r"\s|\\n")  # its copy of a span's text has line ends as a stroke and an n


def read_labelstudio(file: ExchangeFile) -> Reading:
    """The submitted annotations of an export. Predictions, skipped tasks and tasks without a label are left out.

    A task with annotations of several people gives one example each: equal ones are merged by ``add``, others shown as contradictions.
    """
    reading = Reading()
    for number, data in enumerate(file.objects(), 1):
        given = data.objects("annotations") if "annotations" in data else ()
        annotations = [annotation for annotation in given if not annotation.data.get("was_cancelled")]
        if not annotations:
            reading.left_out["without an annotation"] += 1
        truth = [a for a in annotations if a.data.get("ground_truth")]
        for annotation in truth or annotations:
            task = Task(data.inner("data"), f"{file.name}-{number}", _annotator(annotation), file.scheme)
            example = _example(task, annotation)
            if example is None:
                reading.left_out["without a label"] += 1
            else:
                reading.offers.append(Offer(example, data.where))
    return reading


def _annotator(annotation: Fields) -> str | None:
    who = annotation.data.get("completed_by")
    name = (who.get("email") or who.get("id")) if isinstance(who, dict) else who
    return None if name is None else str(name) if isinstance(name, str) else f"Label Studio user {name}"


def _example(task: Task, annotation: Fields) -> Example | None:
    text = task.data.text("text")
    results = list(annotation.objects("result"))
    choices = [c for r in results if r.data.get("type") == "choices" for c in r.inner("value").texts("choices")]
    if choices:
        return task.of_labels(text, choices)
    return task.of_spans(text, [_span(text, r.inner("value")) for r in results if r.data.get("type") == "labels"])


def _span(text: str, value: Fields) -> Span:
    start, end, names = value.integer("start"), value.integer("end"), tuple(value.texts("labels"))
    words = value.maybe_text("text")
    if words is None or _same(text[start:end], words):
        return Span(start, end, names)
    start, end = _code_points(text, start), _code_points(text, end)  # releases before 1.4 count as JavaScript does
    if not _same(text[start:end], words):
        raise value.error(f"field {value.place('text')} is not the text from start to end")
    return Span(start, end, names)


def _same(one: str, other: str) -> bool:
    return _SPACE.sub("", one) == _SPACE.sub("", other)


def _code_points(text: str, units: int) -> int:
    """An offset in UTF-16 units as one in characters."""
    return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))


def write_labelstudio(examples: Iterable[Example]) -> Iterator[str]:
    """A list of tasks to import: with annotations, or predictions where only a model has labelled."""
    opening = "["
    for example in examples:
        yield f"{opening}\n{json.dumps(_task(example), ensure_ascii=False)}"
        opening = ","
    yield "[]\n" if opening == "[" else "\n]\n"


def _task(example: Example) -> dict[str, Any]:
    spans, carried = task_of(example)
    results = [_result(example.text, span, i) for i, span in enumerate(spans)]
    kind = "predictions" if is_draft(example) else "annotations"
    return {"data": {"text": example.text, **carried}, kind: [{"result": results}]}


def _result(text: str, span: Span, i: int) -> dict[str, Any]:
    value = {"start": span.start, "end": span.end, "text": text[span.start : span.end], "labels": [span.names[0]]}
    return {"id": f"c{i + 1}", "from_name": "label", "to_name": "text", "type": "labels", "value": value}
