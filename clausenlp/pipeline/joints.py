"""What joins the acts of a clause: "..., and in this regard requests". Patterns that end before a word with which an act may open."""

import re
from functools import lru_cache

from clausenlp.pipeline.speakers import BODIES
from clausenlp.pipeline.words import PREPOSITIONS, openings, trie, with_ligatures
from clausenlp.scheme import INVISIBLE, Scheme

_NAMES = BODIES.lower()
_JOINT = (  # a character class first, so that the regex engine skips the rest at full speed
    r"[,;:.—–(\[\s](?:(?<=[^\s.])|(and|but|or|while|whilst)\b|(?<=\.)(?=\s))[\s*_\[\]]{0,99}+(?:\d{1,2}/?[\s*_]{1,99})?"
    rf"(?:(?<=\.\s)(?:this\s{_NAMES}|congress|the\s(?:[a-z-]{{2,20}}\s){{0,3}}{_NAMES})\s{{1,4}})?"  # "... . The Assembly regrets ..."
)
_SPACE = r"\s{1,99}"  # a space, or a line end and how far the next line is set in
_ASIDE = (  # "and in this regard requests"
    r"(?:(?:in (?:this|that|the same|so doing)(?: (?:regard|respect|context|connexion|connection|spirit|vein))?"
    r"|to (?:this|that) (?:end|effect)|for (?:this|that) (?:purpose|reason)|on the other hand|at the same time"
    r"|as a consequence|as a result|in particular|once again|for its part|as appropriate|on this occasion)\b,? )?"
    r"(?:(?:we|it) (?:(?:are|is) )?)?"
).replace(" ", _SPACE)
_WE = r"we,\s[^;:.]{3,200}?,\s"
ASIDE_LETTERS = frozenset(("in", "to", "fo", "on", "at", "as"))


@lru_cache(maxsize=8)
def patterns(scheme: Scheme, odd: bool) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Joints, asides, and those who speak ("We, the Mayors of the lake,"), before a word with which an act may open.

    ``odd``: ligatures and invisible signs may stand in it.
    """
    words, between = openings(scheme), f"[{INVISIBLE}]?" if odd else ""
    opener, behind = (
        rf"(?={trie(with_ligatures(some) if odd else some, between)}(?![^\W\d_]))"
        for some in (words, words - PREPOSITIONS)
    )
    return re.compile(rf"{_JOINT}{_ASIDE}{behind}"), re.compile(_ASIDE + opener), re.compile(_WE + opener)
