"""Errors that a user can act on: what went wrong, where, and what to do about it."""


class ClauseError(Exception):
    """Base of all errors that clausenlp raises on purpose.

    ``what`` says what is wrong, ``where`` names the file (and line) or is empty, ``remedy`` says what to do.
    """

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what, self.where, self.remedy = what, where, remedy
        super().__init__(what, where, remedy)

    def __str__(self) -> str:
        """One line: where: what; remedy."""
        line = f"{self.where}: {self.what}" if self.where else self.what
        return f"{line}; {self.remedy}" if self.remedy else line

    def __reduce__(self) -> tuple[object, ...]:
        """Keep the keyword arguments when a worker process sends the error home."""
        return _rebuild, (type(self), self.what, self.where, self.remedy)


def _rebuild(kind: type["ClauseError"], what: str, where: str, remedy: str) -> "ClauseError":
    return kind(what, where=where, remedy=remedy)


class ReadError(ClauseError):
    """A file cannot be read as text."""


class NotAResolutionError(ClauseError):
    """A text holds no clause of a resolution."""


class ExampleError(ClauseError):
    """A training or gold file holds something that is not a valid example."""


class SchemeError(ClauseError):
    """A file with a table of labels holds something that is none."""


class ModelError(ClauseError):
    """A model folder is damaged, foreign, or made by a newer release."""
