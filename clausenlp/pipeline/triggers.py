"""Where the words that name an act end."""

from itertools import islice

from clausenlp.pipeline.acts import Candidate
from clausenlp.pipeline.words import telling
from clausenlp.scheme import WORD, Scheme


def trigger_end(text: str, candidate: Candidate, scheme: Scheme) -> int:
    """Where the words that name the act end in ``text``: the lead phrase of the scheme, or the first word."""
    words, reach = candidate.words, 1
    if candidate.lead and candidate.lead.rest:
        places = telling(words, scheme)
        reach = places[max(1, _reach(candidate.lead.words, [words[i] for i in places])) - 1] + 1
    end = candidate.start
    if reach == 1 and (word := WORD.match(text, end)) and not text.startswith("-\n", word.end()):
        return word.end()
    found = WORD.finditer(text, end, end + 140)
    for word in islice(found, reach):
        end = word.end()
        if text.startswith("-\n", end):  # cut by a line end
            end = next(found, word).end()
    return end


def _reach(pattern: tuple[str, ...], words: list[str], at: int = 0) -> int:
    """How many words a matching phrase takes, its gaps filled as shortly as possible."""
    i = at
    for n, part in enumerate(pattern):
        if part == "~":
            return next((r for j in range(i, len(words)) if (r := _reach(pattern[n + 1 :], words, j))), 0)
        if i >= len(words) or words[i] != part:
            return 0
        i += 1
    return i
