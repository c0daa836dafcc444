"""The words of a clause as a scanner would have read them: letters misread, words split. Training sees them besides the true ones."""

import random
from dataclasses import replace
from zlib import crc32

from clausenlp.misread import MISREAD, READ_AS_DIGITS
from clausenlp.pipeline.acts import MAX_WORDS, Candidate
from clausenlp.scheme import Scheme, mend

SHARE = 0.3  # of the words of a clause
SPLIT = 0.2  # of the damaged words are cut in two, the others misread


def scanned(head: Candidate, scheme: Scheme) -> Candidate | None:
    """The head of a clause with some of its words damaged, in the same way each time; None where none of them is."""
    chance = random.Random(crc32(" ".join(head.words).encode()))
    words = [part for word in head.words for part in damaged(word, chance)]
    if words == head.words:
        return None
    words = mend(words, scheme)[:MAX_WORDS]
    return replace(head, words=words, lead=scheme.match(words, between=True))


def damaged(word: str, chance: random.Random) -> list[str]:
    """A word, in one or two parts, as a scanner may have read it; mostly as it is."""
    if len(word) < 4 or chance.random() >= SHARE:
        return [word]
    if chance.random() < SPLIT:
        at = chance.randrange(2, len(word) - 1)
        return [word[:at], word[at + (word[at] in READ_AS_DIGITS) :]]  # "reca1ling" leaves "reca" and "ling"
    fit = [pair for pair in MISREAD if pair[0] in word]
    return [word.replace(*chance.choice(fit), 1)] if fit else [word]
