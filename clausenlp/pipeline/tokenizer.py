"""spaCy's English tokenizer, with splits where a clause or a footnote mark may end inside a word."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
from spacy.attrs import IDX, LENGTH
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex, registry

# Each with an example; spaCy alone keeps these in one token.
INFIXES = (
    r"(?<=\d)[.)](?=[A-Za-z])",  # 2.Requests
    r"(?<=[a-z])\)(?=[A-Z])",  # a)Reaffirms
)
SUFFIXES = (
    r"(?<=[a-z,.;:)\]”])\d{1,3}",  # rights,3
    r"(?<=(?:19|20)\d\d)\d{1,2}",  # 8 September 20002
    r"[¹²³⁰-⁹]+",  # 1993¹
)


class ClauseTokenizer(Tokenizer):
    """The tokenizer; its rules belong to the release of spaCy and of this package, so nothing of it is saved with a model."""

    def to_disk(self, path: str | Path, **kwargs: Any) -> None:
        """Write nothing."""

    def from_disk(self, path: str | Path, **kwargs: Any) -> "ClauseTokenizer":
        """Read nothing."""
        return self

    def to_bytes(self, **kwargs: Any) -> bytes:
        """No bytes."""
        return b""

    def from_bytes(self, data: bytes, **kwargs: Any) -> "ClauseTokenizer":
        """Read nothing."""
        return self


@registry.tokenizers("clausenlp.tokenizer.v1")
def create_tokenizer() -> Callable[[Language], Tokenizer]:
    """Entry point of the tokenizer: a function from the pipeline to its tokenizer, as spaCy wants it."""

    def tokenizer(nlp: Language) -> Tokenizer:
        """Build the tokenizer for a pipeline."""
        rules = nlp.Defaults
        return ClauseTokenizer(
            nlp.vocab,
            rules=rules.tokenizer_exceptions,
            prefix_search=compile_prefix_regex(rules.prefixes or ()).search,
            suffix_search=compile_suffix_regex([*(rules.suffixes or ()), *SUFFIXES]).search,
            infix_finditer=compile_infix_regex([*(rules.infixes or ()), *INFIXES]).finditer,
            token_match=rules.token_match,
            url_match=rules.url_match,
        )

    return tokenizer


def split_at(doc: Doc, offsets: Iterable[int]) -> Doc:
    """A doc with the same text in which every character offset given is a token edge; the doc itself where that is so."""
    wanted = np.unique(np.fromiter(offsets, dtype=np.int64))
    starts, lengths = doc.to_array([IDX, LENGTH]).astype(np.int64).reshape(-1, 2).T
    token = np.searchsorted(starts, wanted, side="right") - 1
    cut = wanted - starts[token] if len(starts) else wanted[:0]
    inside: dict[int, list[int]] = {}
    for i, at in zip(token.tolist(), cut.tolist(), strict=False):
        if 0 < at < lengths[i]:
            inside.setdefault(i, []).append(at)
    return _rebuild(doc, inside) if inside else doc


def _rebuild(doc: Doc, inside: dict[int, list[int]]) -> Doc:
    words: list[str] = []
    spaces: list[bool] = []
    for token in doc:
        text, last = token.text, 0
        for cut in inside.get(token.i, ()):
            words.append(text[last:cut])
            spaces.append(False)
            last = cut
        words.append(text[last:])
        spaces.append(bool(token.whitespace_))
    return Doc(doc.vocab, words=words, spaces=spaces, user_data=doc.user_data)
