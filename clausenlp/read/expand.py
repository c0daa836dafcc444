"""Arguments -> the files that they name."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from clausenlp.errors import ClauseError

SUFFIXES = (".txt", ".md", ".markdown", ".text")


def expand(paths: Iterable[str]) -> Iterator[str]:
    """The files that the arguments name: folders give the text files in them, in order."""
    for path in paths:
        if path != "-" and not Path(path).exists():
            raise ClauseError("no such file or folder", where=path, remedy="check the path")
        if path != "-" and Path(path).is_dir():
            found = sorted(str(p) for p in Path(path).rglob("*") if p.is_file() and p.suffix.lower() in SUFFIXES)
            if not found:
                raise ClauseError(
                    f"no file with one of the endings {', '.join(SUFFIXES)} in the folder",
                    where=path,
                    remedy="name the files themselves",
                )
            yield from found
        else:
            yield path
