"""A file name for each record of a folder: readable, safe on every system, and no two alike."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

_UNSAFE = re.compile(r"[^\w.() -]+")
_RESERVED = re.compile(
    r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?|index"
)  # names of devices on Windows; index.html is ours
LONGEST = 120  # bytes; file systems take 255


def file_names(records: Iterable[dict[str, Any]], folder: Path, suffix: str) -> Iterator[tuple[dict[str, Any], str]]:
    """Each record with the name of its file in an empty ``folder``, which is made before the next name is asked for.

    The same records give the same names. Only the folder remembers them, so memory does not grow with their number.
    """
    for record in records:
        stem = safe_stem(record["doc_id"])
        name = stem + suffix
        if (folder / name).exists():  # another file of the same name, from another folder
            name = f"{stem}-{_digest(record['source']['path'])}{suffix}"
        again = 2
        while (folder / name).exists():  # the same file, given twice
            name = f"{stem}-{_digest(record['source']['path'])}-{again}{suffix}"
            again += 1
        yield record, name


def safe_stem(doc_id: str) -> str:
    """A document's name as a file name on every system, without ending: "A/RES/1 *" -> "A_RES_1"."""
    stem = _UNSAFE.sub("_", doc_id).strip("._ ")
    stem = stem.encode("utf-8")[:LONGEST].decode("utf-8", errors="ignore").rstrip("._ ") or "document"
    return f"{stem}_" if _RESERVED.fullmatch(stem) else stem


def _digest(path: str) -> str:
    return hashlib.sha256(path.encode("utf-8", "surrogatepass")).hexdigest()[:8]
