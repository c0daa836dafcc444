"""Resolutions in any number, made from the texts that the project has written for its training: numbers and some words vary."""

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

TEXTS = Path(__file__).resolve().parent.parent / "training_data" / "texts"
HEAD = 1000  # characters of a text in which its organ is named
_SYLLABLES = [a + b for a in "bcdfglmnprstv" for b in "aeiou"]


def write_resolutions(folder: Path, count: int, *, seed: int = 1) -> list[Path]:
    """Write text files 000000.txt, 000001.txt, ... and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{i:06}.txt" for i in range(count)]
    for path, text in zip(paths, resolutions(seed), strict=False):
        path.write_text(text, encoding="utf-8")
    return paths


def resolutions(seed: int = 1) -> Iterator[str]:
    """Texts without end; the same seed gives the same."""
    chance = random.Random(seed)
    texts = [json.loads(line)["text"] for path in sorted(TEXTS.glob("*.jsonl")) for line in path.open(encoding="utf-8")]
    while True:
        yield _vary(chance.choice(texts), chance)


def _vary(text: str, chance: random.Random) -> str:
    """Other figures, and a new name for some capitalised words, so that each text has words that no other has.

    The first lines stay: by the name of its organ a text is known as a resolution.
    """
    text = re.sub(r"(?<=\d)\d", lambda _: str(chance.randrange(10)), text)
    head, rest = text[:HEAD], text[HEAD:]
    return head + re.sub(
        r"(?<=[a-z] )[A-Z][a-z]{5,}\b", lambda m: _name(chance) if chance.random() < 0.1 else m[0], rest
    )


def _name(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=4)).capitalize()
