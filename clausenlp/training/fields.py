"""JSON as others wrote it, read field by field: what is missing or of the wrong type is named with its place."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from clausenlp.errors import ExampleError

_KINDS = {
    dict: "an object",
    list: "a list",
    str: "a text",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
}


def parse_json(text: str, where: str) -> Any:
    """The value of a JSON text; ExampleError where it is none, or nested deeper than any file of examples."""
    try:
        return json.loads(text)
    except ValueError as error:
        raise ExampleError(f"not JSON ({error})", where=where, remedy="write one JSON object a line") from error
    except RecursionError as error:
        raise ExampleError("JSON nested too deeply", where=where, remedy="write one JSON object a line") from error


@dataclass(frozen=True, slots=True)
class Fields:
    """A JSON object. ``where`` is its file and line, ``path`` its place in the line ("clauses[2]")."""

    data: dict[str, Any]
    where: str
    path: str = ""
    remedy: str = "see training_data/README.md for the fields"

    def __contains__(self, name: str) -> bool:
        return self.data.get(name) is not None

    def text(self, name: str) -> str:
        """A text, which may be empty but holds only characters that a file can hold."""
        value: str = self._typed(name, str)
        try:
            value.encode("utf-8")
        except UnicodeEncodeError as error:
            raise self.error(f"field {self.place(name)} holds half a character") from error
        return value

    def maybe_text(self, name: str) -> str | None:
        """A text, or None where the field is null or absent."""
        return self.text(name) if name in self else None

    def identifier(self, name: str) -> str:
        """A text, or a whole number as text."""
        return str(self.integer(name)) if isinstance(self.data.get(name), int) else self.text(name)

    def integer(self, name: str) -> int:
        """A whole number."""
        value: int = self._typed(name, int)
        return value

    def maybe_integer(self, name: str) -> int | None:
        """A whole number, or None where the field is null or absent."""
        return self.integer(name) if name in self else None

    def items(self, name: str) -> list[Any]:
        """A list of anything."""
        value: list[Any] = self._typed(name, list)
        return value

    def texts(self, name: str) -> list[str]:
        """A list of texts."""
        values = self.items(name)
        for i, value in enumerate(values):
            if not isinstance(value, str):
                raise self.error(f"field {self.place(name)}[{i}] is {kind(value)}, not a text (wrong type)")
        return values

    def objects(self, name: str) -> "Iterator[Fields]":
        """The objects of a list."""
        for i, value in enumerate(self.items(name)):
            yield fields(value, self.where, f"{self.place(name)}[{i}]", self.remedy)

    def inner(self, name: str) -> "Fields":
        """An object."""
        return Fields(self._typed(name, dict), self.where, self.place(name), self.remedy)

    def place(self, name: str) -> str:
        """The name of a field with the objects in which it lies."""
        return f"{self.path}.{name}" if self.path else name

    def error(self, what: str) -> ExampleError:
        """An error in this object."""
        return ExampleError(what, where=self.where, remedy=self.remedy)

    def _typed(self, name: str, wanted: type) -> Any:
        if name not in self.data:
            raise self.error(f"field {self.place(name)} is missing")
        value = self.data[name]
        if not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
            raise self.error(f"field {self.place(name)} is {kind(value)}, not {_KINDS[wanted]} (wrong type)")
        return value


def fields(
    value: Any, where: str, path: str = "", remedy: str = "see training_data/README.md for the fields"
) -> Fields:
    """The fields of a JSON value that must be an object."""
    if not isinstance(value, dict):
        what = f"field {path} is {kind(value)}, not an object" if path else "not a JSON object"
        raise ExampleError(what, where=where, remedy=remedy if path else "write one JSON object a line")
    return Fields(value, where, path, remedy)


def kind(value: Any) -> str:
    """What a JSON value is, in words."""
    return "null" if value is None else _KINDS.get(type(value), "of an unknown type")
