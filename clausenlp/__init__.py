"""clausenlp: resolutions cut into clauses, each labelled preambular or operative and by function."""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = [
    "ClauseError",
    "Document",
    "Failure",
    "label_files",
    "label_paragraphs",
    "load",
    "read",
    "to_frame",
    "to_html",
    "to_table",
]

if TYPE_CHECKING:
    from clausenlp.batch.files import label_files
    from clausenlp.errors import ClauseError
    from clausenlp.pipeline.language import label_paragraphs, load
    from clausenlp.read import read
    from clausenlp.records import Document, Failure
    from clausenlp.write.arrow import to_frame, to_table
    from clausenlp.write.html import to_html

_HOMES = {
    "ClauseError": "clausenlp.errors",
    "Document": "clausenlp.records",
    "Failure": "clausenlp.records",
    "label_files": "clausenlp.batch.files",
    "label_paragraphs": "clausenlp.pipeline.language",
    "load": "clausenlp.pipeline.language",
    "read": "clausenlp.read",
    "to_frame": "clausenlp.write.arrow",
    "to_html": "clausenlp.write.html",
    "to_table": "clausenlp.write.arrow",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that importing clausenlp is cheap."""
    if name not in _HOMES:
        raise AttributeError(f"module 'clausenlp' has no attribute {name!r}")
    from importlib import import_module

    home = import_module(_HOMES[name])
    # Importing ``clausenlp.read`` has bound that name to the package, which can be called; the function in it must not hide it.
    return globals().setdefault(name, getattr(home, name))
