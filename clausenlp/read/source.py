"""What reading a file gives."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a file, with line ends as "\\n", where it came from, its format ("text", "markdown"), and the SHA-256 of its bytes."""

    text: str
    path: str
    format: str
    sha256: str
