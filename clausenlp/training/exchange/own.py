"""The project's own formats: examples as JSON lines, and marked text."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from clausenlp.errors import ExampleError
from clausenlp.training.examples import Example, parse_example, write_example
from clausenlp.training.exchange.offers import DRAFT, Offer, Reading, with_origin
from clausenlp.training.exchange.source import ExchangeFile
from clausenlp.training.markup import read_marked, write_marked


def read_jsonl(file: ExchangeFile) -> Reading:
    """Whole texts and single clauses, one a line."""
    reading, seen = Reading(), dict[str, str]()
    for line, where in file.lines():
        example = parse_example(line, where, file.scheme)
        if example.id in seen:
            raise ExampleError(
                f"field id: {example.id!r} stands in {seen[example.id]} too",
                where=where,
                remedy="give each example an id of its own",
            )
        seen[example.id] = where
        reading.offers.append(Offer(with_origin(example, **{DRAFT: None}), where))
    return reading


def write_jsonl(examples: Iterable[Example]) -> Iterator[str]:
    """A line for each example, its origin and all."""
    return (write_example(example) + "\n" for example in examples)


def read_marks(file: ExchangeFile) -> Reading:
    """The marked text of a file; where one clause goes from end to end it is a single clause."""
    where = str(file.path)
    example = read_marked(file.text.removesuffix("\n"), doc_id=file.name, where=where, scheme=file.scheme)
    if not example.clauses:
        raise ExampleError("no clause is marked", where=where, remedy="see training_data/README.md for the marks")
    single = [(c.start, c.end) for c in example.clauses] == [(0, len(example.text))]
    return Reading([Offer(replace(example, whole=not single), where)])


def write_marks(example: Example) -> str:
    """One example as marked text; ExampleError where it holds what marks cannot say."""
    if any(mark in example.text for mark in "⟦⟧⟨⟩"):
        raise _unsayable("the text holds a mark itself", example)
    if any(clause.functions is None for clause in example.clauses):
        raise _unsayable("the functions of a clause are not labelled", example)
    return write_marked(example) + "\n"


def _unsayable(what: str, example: Example) -> ExampleError:
    return ExampleError(
        f"{what}, which marked text cannot say", where=f"example {example.id}", remedy="export it as jsonl"
    )
