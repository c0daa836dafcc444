"""A file to be read as examples: its text, its lines, its JSON objects."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clausenlp.errors import ClauseError, ExampleError
from clausenlp.scheme import Scheme
from clausenlp.training.examples import read_text
from clausenlp.training.fields import Fields, fields, parse_json

GUIDE = "see docs/exchange.md for what is read of this format"


@dataclass(frozen=True, slots=True)
class ExchangeFile:
    """The text of a file, and the scheme whose labels it may hold (None: the one that ships)."""

    path: Path
    text: str
    scheme: Scheme | None = None

    @property
    def name(self) -> str:
        """The file's name without its endings."""
        return self.path.name.removesuffix(".gz").rpartition(".")[0] or self.path.name

    def lines(self) -> Iterator[tuple[str, str]]:
        """(line, file:number) of the lines that are not empty."""
        for number, line in enumerate(self.text.split("\n"), 1):
            if line.strip():
                yield line, f"{self.path}:{number}"

    def is_list(self) -> bool:
        """Whether the file is one JSON list, not JSON lines."""
        return self.text.lstrip().startswith("[")

    def value(self) -> Any:
        """The file as one JSON value."""
        return parse_json(self.text, str(self.path))

    def objects(self) -> Iterator[Fields]:
        """The objects of a JSON list, or of the lines."""
        if self.is_list():
            for number, value in enumerate(self.value(), 1):
                yield fields(value, f"{self.path}, entry {number}", remedy=GUIDE)
        else:
            for line, where in self.lines():
                yield fields(parse_json(line, where), where, remedy=GUIDE)


def read_file(path: Path, scheme: Scheme | None = None) -> ExchangeFile:
    """A file as it was saved; ExampleError where it is not UTF-8, or empty."""
    text = read_text(path)
    if not text.strip():
        raise ExampleError("the file is empty", where=str(path), remedy="check that it was saved whole")
    return ExchangeFile(path, text, scheme)


def make_folder(path: Path) -> None:
    """Make a folder and those above it; ClauseError where that cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ClauseError(
            f"cannot be made a folder ({error.strerror or error})", where=str(path), remedy="name another place"
        ) from error
