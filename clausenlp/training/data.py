"""What a model is trained on: the examples that ship or that a model keeps, and those that a user has added."""

import gzip
from collections.abc import Iterable, Sequence
from pathlib import Path

from clausenlp.errors import ModelError
from clausenlp.scheme import Scheme, default_scheme
from clausenlp.training.examples import Example, read_examples, write_example
from clausenlp.training.shipped import frozen_gold
from clausenlp.training.store import ADDED

KEPT = "data.jsonl.gz"  # in the folder of a model: all that it was trained on


def own_data(folder: Path, further: Iterable[Path] = ()) -> list[Path]:
    """A user's own examples: what ``clausenlp add`` has put into a folder, and further files."""
    added = folder / ADDED
    return [*([added] if added.exists() else []), *further]


def own_gold(folder: Path, further: Iterable[Path] = ()) -> list[Path]:
    """A user's own gold: the folder ``gold`` beside what they have added, and further files."""
    return [*([folder / "gold"] if (folder / "gold").is_dir() else []), *further]


def read_gold(own: Iterable[Path], scheme: Scheme | None = None) -> list[Example]:
    """The frozen gold if a scheme has labels for it, and a user's own texts; a text that is in both counts once."""
    frozen = frozen_gold() if scheme is None or scheme.covers(default_scheme().functions) else []
    known = {example.id: example for example in read_examples(frozen, scheme)}
    return list(
        {**known, **{example.id: example for path in own for example in read_examples([path], scheme)}}.values()
    )


def gather(base: Sequence[Example], own: Sequence[Example]) -> list[Example]:
    """Both together. An example of the user takes the place of one that has its id or its words: so labels are corrected."""
    ids, words = {example.id for example in own}, {words_of(example) for example in own}
    return [*(e for e in base if e.id not in ids and words_of(e) not in words), *own]


def words_of(example: Example) -> tuple[bool, str]:
    """What two examples have in common that are the same text: whether it is whole, and its words."""
    return example.whole, " ".join(example.text.split())


def pack(examples: Iterable[Example]) -> bytes:
    """The examples as gzipped JSONL; the same examples give the same bytes."""
    return gzip.compress("".join(write_example(e) + "\n" for e in examples).encode(), mtime=0)


def kept_examples(model: Path, scheme: Scheme | None = None) -> list[Example]:
    """The examples that a model was trained on, from its own folder; ModelError where they are not there."""
    path = model / KEPT
    if not path.is_file():
        raise ModelError(
            f"the model does not keep its data ({KEPT} is missing)",
            where=str(model),
            remedy="train with `clausenlp train -o` and the files that it was trained on",
        )
    return read_examples([path], scheme)
