"""clausenlp: resolutions cut into clauses, each labelled preambular or operative and by function."""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["ClauseError", "Document", "Failure", "label_files", "label_paragraphs", "load", "read"]

if TYPE_CHECKING:
    from clausenlp.batch.label import label_files
    from clausenlp.errors import ClauseError
    from clausenlp.pipeline.language import label_paragraphs, load
    from clausenlp.read import read
    from clausenlp.records import Document, Failure

_HOMES = {
    "ClauseError": "clausenlp.errors",
    "Document": "clausenlp.records",
    "Failure": "clausenlp.records",
    "label_files": "clausenlp.batch.label",
    "label_paragraphs": "clausenlp.pipeline.language",
    "load": "clausenlp.pipeline.language",
    "read": "clausenlp.read",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that importing clausenlp is cheap."""
    if name not in _HOMES:
        raise AttributeError(f"module 'clausenlp' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value
