"""The table of labels that a command works with."""

from pathlib import Path

from clausenlp.scheme import Scheme


def own_labels(path: Path | None) -> Scheme | None:
    """The scheme of a file, None for the shipped one."""
    from clausenlp.scheme_file import read_own_scheme

    return None if path is None else read_own_scheme(path)


def label_scheme(model: Path) -> Scheme | None:
    """The scheme of a model, None for the shipped one."""
    from clausenlp.model.place import LABELS
    from clausenlp.scheme_file import SCHEME, scheme_from_json

    file = model / LABELS / SCHEME
    return scheme_from_json(file.read_bytes()) if file.is_file() else None
