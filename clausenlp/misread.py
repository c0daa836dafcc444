"""What scanners make of letters."""

from collections.abc import Iterator

MISREAD = (  # what stands on the page, what a scanner reads
    ("i", "l"),
    ("rn", "m"),
    ("in", "m"),
    ("m", "rn"),
    ("e", "c"),
    ("c", "e"),
    ("n", "u"),
    ("u", "n"),
    ("t", "f"),
    ("g", "q"),
    ("c", "g"),
    ("i", "j"),
    ("ff", "f"),
)
READ_AS_DIGITS = "lios"  # as 1, 1, 0 and 5 or 8
SHORTEST = 5  # a shorter word is too near to others


def originals(word: str) -> Iterator[str]:
    """What may stand on the page where a scanner has read ``word`` with one letter, or one pair of letters, wrong."""
    if len(word) < SHORTEST:
        return
    for true, read in MISREAD:
        at = word.find(read)
        while at >= 0:
            yield word[:at] + true + word[at + len(read) :]
            at = word.find(read, at + 1)
