"""HTML: a page a document, or one page with an index and all documents. No scripts, no links to elsewhere."""

import shutil
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO
from urllib.parse import quote

from clausenlp.records import Document
from clausenlp.write.html_document import document, summary, title_of
from clausenlp.write.names import file_names
from clausenlp.write.words import FORCES, safe

INDEX = "index.html"
_END = "</main></body></html>\n"
# Nothing in a page can run or fetch anything, whatever a text holds.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def to_html(found: Document) -> str:
    """A labelled document as a piece of HTML with its own style, as notebooks show it."""
    return f'<style>{_css()}</style><div class="clausenlp">{_legend()}{document(found.to_dict(), "d")}</div>'


def write(file: BinaryIO, records: Iterable[dict[str, Any]]) -> None:
    """Write one page; where there are several documents, an index comes first. Memory holds one document."""
    with TemporaryFile() as articles, TemporaryFile() as entries:
        title, count = "No documents", 0
        for count, record in enumerate(records, 1):
            title = title_of(record) if count == 1 else "Labelled resolutions"
            articles.write(_bytes(document(record, f"d{count}")))
            entries.write(_bytes(_entry(record, f"#d{count}")))
        file.write(_bytes(_start(title)))
        if count > 1:
            _copy_index(entries, file, count)
        file.write(_bytes(_legend()))
        _copy(articles, file)
        file.write(_bytes(_END))


def write_folder(folder: Path, records: Iterable[dict[str, Any]]) -> int:
    """Write a page for each document and an index of them into a folder; returns how many documents."""
    count = 0
    with TemporaryFile() as entries:
        for record, name in file_names(records, folder, ".html"):
            count += 1
            with (folder / name).open("xb") as file:
                file.write(_bytes(_page(record)))
            entries.write(_bytes(_entry(record, quote(name))))
        with (folder / INDEX).open("xb") as file:
            file.write(_bytes(_start("Labelled resolutions")))
            _copy_index(entries, file, count)
            file.write(_bytes(_END))
    return count


def _page(record: dict[str, Any]) -> str:
    """A page of a folder."""
    back = f'<p><a href="{INDEX}">All documents</a></p>\n'
    return "".join([_start(title_of(record)), back, _legend(), document(record, "d1"), _END])


def _start(title: str) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{safe(title)}</title>\n<style>{_css()}</style></head>\n<body class="clausenlp"><main>\n'
    )


def _legend() -> str:
    """What the colours mean."""
    sections = "".join(f'<span class="key {name}">{name}</span> ' for name in ("preambular", "operative"))
    forces = "".join(f'<span class="function {name}">{name}</span> ' for name in FORCES)
    return f'<p class="legend" aria-label="Colours">Sections: {sections} Forces: {forces}</p>\n'


def _entry(record: dict[str, Any], target: str) -> str:
    return (
        f'<li><a href="{safe(target)}">{safe(title_of(record))}</a> <span class="small">{summary(record)}</span></li>\n'
    )


def _copy_index(entries: Any, file: BinaryIO, count: int) -> None:
    file.write(_bytes(f'<nav aria-label="Documents">\n<h1>{count} labelled documents</h1>\n<ol>\n'))
    _copy(entries, file)
    file.write(b"</ol>\n</nav>\n")


def _copy(source: Any, file: BinaryIO) -> None:
    source.seek(0)
    shutil.copyfileobj(source, file)


def _bytes(page: str) -> bytes:
    return page.encode("utf-8", "xmlcharrefreplace")


@cache
def _css() -> str:
    return Path(__file__).with_name("page.css").read_text(encoding="utf-8")
