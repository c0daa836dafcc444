"""Measure the reading of PDF files against the development corpus.

python benchmarks/pdf.py             clauses of 58 resolutions against their gold (--errors 20 prints some that differ)
python benchmarks/pdf.py --drafts    characters of Security Council drafts against the text cleaned by hand
python benchmarks/pdf.py --speed     pages a second, beside the reading library alone
"""

import argparse
import gzip
import json
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

import clausenlp
from clausenlp.batch.label import clause_records
from clausenlp.pipeline.clean import clean_text, mask
from clausenlp.pipeline.language import make_doc
from clausenlp.pipeline.texts import of_doc

CORPUS = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus"
AGREE = 98.0  # per cent of the letters of a clause


def main() -> int:
    options = _options()
    if not CORPUS.is_dir():
        print(f"{CORPUS} is absent: nothing measured")
    elif options.drafts:
        measure_drafts(options.errors, nlp=clausenlp.load())
    elif options.speed:
        measure_speed(sorted((CORPUS / "pdf").glob("*.pdf"))[: options.limit])
    else:
        measure_clauses(sorted((CORPUS / "pdf").glob("*.pdf"))[: options.limit], options.errors, nlp=clausenlp.load())
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--drafts", action="store_true")
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--errors", type=int, default=0, help="print so many clauses that differ")
    parser.add_argument("--limit", type=int, help="only the first N files")
    return parser.parse_args()


# Clauses


def measure_clauses(paths: list[Path], errors: int = 0, *, nlp: Any) -> dict[str, float]:
    """Print and return F1 on clauses of level 1 and on all, and the accuracy of the section of those that agree."""
    gold = read_gold({path.stem for path in paths})
    top, every, sections = Tally(), Tally(), [0, 0]
    for path in paths:
        truth, found = gold_clauses(gold[path.stem]), file_clauses(nlp, path, gold[path.stem])
        every.add(path.stem, truth, found)
        pairs = top.add(path.stem, [c for c in truth if c[1] == 1], [c for c in found if c[1] == 1])
        sections[0] += sum(a[2] == b[2] for a, b in pairs)
        sections[1] += len(pairs)
    scores = {"level 1": top.f1, "all levels": every.f1, "section": sections[0] / sections[1]}
    print(f"{len(paths)} files, {top.gold} clauses of level 1, {every.gold} of all levels")
    print("  ".join(f"{name} {score:.4f}" for name, score in scores.items()))
    for line in (top.errors + every.errors)[:errors]:
        print(line)
    return scores


def read_gold(names: set[str]) -> dict[str, dict[str, Any]]:
    """The plain renderings of documents by their id."""
    lines = gzip.decompress((CORPUS / "dev.jsonl.gz").read_bytes()).decode("utf-8").rstrip("\n").split("\n")
    rows = (json.loads(line) for line in lines)
    return {row["doc_id"]: row for row in rows if row["rendering"] == "plain" and row["doc_id"] in names}


def letters(text: str) -> str:
    """The letters of a text."""
    return "".join(filter(str.isalpha, text))


def gold_clauses(row: dict[str, Any]) -> list[tuple[str, int, str]]:
    """Letters, level and section of the clauses of a gold text, but for its annex."""
    end = row["ignore_from"] or len(row["text"])
    kept = [c for c in row["clauses"] if c["start"] < end]
    return [(letters(clean_text(row["text"][c["start"] : c["end"]])), c["level"], c["section"]) for c in kept]


def file_clauses(nlp: Any, path: Path, row: dict[str, Any]) -> list[tuple[str, int, str]]:
    """Letters, level and section of the clauses found in a file, up to where the annex of its gold starts."""
    doc = nlp(make_doc(nlp, clausenlp.read(path)))
    end = annex_start(doc, row)
    return [(letters(c.text), c.level, str(c.section)) for c in clause_records(of_doc(doc)) if c.start < end]


def annex_start(doc: Any, row: dict[str, Any]) -> int:
    """The offset in a doc of what the gold does not score."""
    if not row["ignore_from"]:
        return len(doc.text)
    opening = letters(row["text"][row["ignore_from"] : row["ignore_from"] + 300])[:120]
    places = [i for i, c in enumerate(mask(doc.text, pieces_of(doc))) if c.isalpha()]
    text = "".join(doc.text[i] for i in places)
    place = fuzz.partial_ratio_alignment(opening, text)
    return places[place.dest_start] if place and place.score > 80 else len(doc.text)


def pieces_of(doc: Any) -> list[tuple[int, int]]:
    """Notes, marks and margins of a doc."""
    kinds = ("note", "mark", "page", "job")
    return [(s.start_char, s.end_char) for s in doc.spans["furniture"] if s.label_ in kinds]


class Tally:
    """Counts clauses that agree, one to one and in order."""

    def __init__(self) -> None:
        self.gold = self.found = self.right = 0
        self.errors: list[str] = []

    def add(self, name: str, gold: list[Any], found: list[Any]) -> list[tuple[Any, Any]]:
        """Match the clauses of a file; the pairs that agree."""
        pairs = matches(gold, found)
        self.gold, self.found, self.right = self.gold + len(gold), self.found + len(found), self.right + len(pairs)
        for sign, clauses, side in (("-", gold, 0), ("+", found, 1)):
            kept = {pair[side] for pair in pairs}
            self.errors += [
                f"{sign} {name} {c[1]} {c[0][:70]} ... {c[0][-40:]}" for i, c in enumerate(clauses) if i not in kept
            ]
        return [(gold[a], found[b]) for a, b in pairs]

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.gold + self.found)


def matches(gold: list[Any], found: list[Any]) -> list[tuple[int, int]]:
    """The longest series of pairs (in order) whose letters and levels agree."""
    if not gold or not found:
        return []
    agree = process.cdist([c[0] for c in gold], [c[0] for c in found], scorer=fuzz.ratio, score_cutoff=AGREE) > 0
    agree &= np.equal.outer([c[1] for c in gold], [c[1] for c in found])
    best = np.zeros((len(gold) + 1, len(found) + 1), int)
    for i in range(len(gold) - 1, -1, -1):
        for j in range(len(found) - 1, -1, -1):
            best[i, j] = best[i + 1, j + 1] + 1 if agree[i, j] else max(best[i + 1, j], best[i, j + 1])
    return list(_trace(agree, best))


def _trace(agree: Any, best: Any) -> Iterator[tuple[int, int]]:
    i = j = 0
    while i < agree.shape[0] and j < agree.shape[1]:
        if agree[i, j]:
            yield i, j
            i, j = i + 1, j + 1
        elif best[i + 1, j] >= best[i, j + 1]:
            i += 1
        else:
            j += 1


# Drafts


def measure_drafts(errors: int = 0, *, nlp: Any) -> float:
    """Print the character error rate of each draft against its text cleaned by hand, and return that of all."""
    wrong, total = 0, 0
    for path in sorted((CORPUS / "raw" / "sc_draft").glob("*.pdf")):
        gold = clean_text(json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["Content"])
        text = body(nlp, path)
        edits = Levenshtein.editops(gold, text)
        wrong, total = wrong + len(edits), total + len(gold)
        print(f"{path.stem:<18}{len(gold):>7} characters, {len(edits):>4} wrong: {len(edits) / len(gold):.4%}")
        for edit in list(edits)[:errors]:
            a, b = edit.src_pos, edit.dest_pos
            print(f"   {edit.tag} {gold[max(0, a - 25) : a + 15]!r} -> {text[max(0, b - 25) : b + 15]!r}")
    print(f"all: {wrong / total:.4%} of {total} characters")
    return wrong / total


def body(nlp: Any, path: Path) -> str:
    """The text of a draft from its organ line on, without furniture of the page."""
    doc = nlp(make_doc(nlp, clausenlp.read(path)))
    organ = next(s.start_char for s in doc.spans["furniture"] if s.label_ == "organ")
    return clean_text(mask(doc.text, pieces_of(doc))[organ:])


# Speed


def measure_speed(paths: list[Path], rounds: int = 5) -> tuple[float, float]:
    """Print the medians of labelling PDF files and of reading their characters by the library alone, in turns in one process."""
    nlp = clausenlp.load()
    files = [path.read_bytes() for path in paths]
    pages = sum(_pages(data) for data in files)
    tasks = {
        "text alone": lambda: [_library_text(data) for data in files],
        "characters with place and size": lambda: [_library_characters(data) for data in files],
        "read": lambda: [clausenlp.read(path) for path in paths],
        "whole label": lambda: list(clausenlp.label_files(nlp, paths)),
    }
    times: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(rounds):
        for name, task in tasks.items():
            start = time.perf_counter()
            task()
            times[name].append(time.perf_counter() - start)
    medians = {name: statistics.median(found) for name, found in times.items()}
    for name, seconds in medians.items():
        print(f"{name:<32}{pages / seconds:7.0f} pages/s  {1000 * seconds / pages:6.2f} ms a page")
    for name in list(tasks)[:2]:
        print(f"whole label / {name}: {medians['whole label'] / medians[name]:.2f}")
    return medians["whole label"], medians["characters with place and size"]


def _pages(data: bytes) -> int:
    with pypdfium2.PdfDocument(data) as document:
        return len(document)


def _library_text(data: bytes) -> int:
    """The text of a file as the library gives it, page by page."""
    with pypdfium2.PdfDocument(data) as document:
        return sum(len(page.get_textpage().get_text_range()) for page in document)


def _library_characters(data: bytes) -> int:
    """Code, box and font size of each character of a file, by the calls of the library."""
    raw, count = pypdfium2.raw, 0
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            textpage = page.get_textpage()
            for i in range(textpage.count_chars()):
                textpage.get_charbox(i)
                raw.FPDFText_GetUnicode(textpage, i)
                raw.FPDFText_GetFontSize(textpage, i)
                count += 1
    return count


if __name__ == "__main__":
    sys.exit(main())
