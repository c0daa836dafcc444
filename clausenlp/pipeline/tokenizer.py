"""spaCy's English tokenizer, with splits where a clause or a footnote mark may end inside a word."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
from spacy.attrs import IDX
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


TEXT = "clausenlp.text"  # key in doc.user_data


class ClauseTokenizer(Tokenizer):
    """The tokenizer; its rules belong to the release of spaCy and of this package, so nothing of it is saved with a model."""

    def __call__(self, string: str) -> Doc:
        """Tokenize. The text stays with the doc until it is labelled, since ``doc.text`` builds it anew from the tokens."""
        doc: Doc = super().__call__(string)
        doc.user_data[TEXT] = string
        return doc

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


def text_of(doc: Doc) -> str:
    """The text of a doc, without building it from the tokens where the tokenizer has left it."""
    text = doc.user_data.get(TEXT)
    return text if isinstance(text, str) else doc.text


def split_at(doc: Doc, offsets: Iterable[int]) -> Doc:
    """A doc with the same text in which every character offset given is a token edge; the doc itself where that is so."""
    text = text_of(doc)
    wanted = {at for at in offsets if 0 < at < len(text) and not text[at].isspace() and not text[at - 1].isspace()}
    if not wanted:  # beside white space there is always a token edge
        return doc
    starts = doc.to_array([IDX]).astype(np.int64)
    edges = np.array(sorted(wanted), dtype=np.int64)
    token = np.searchsorted(starts, edges, side="right") - 1
    inside: dict[int, list[int]] = {}
    for i, at in zip(token.tolist(), (edges - starts[token]).tolist(), strict=True):
        if at > 0:
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
