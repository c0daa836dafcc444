"""What a simple method gets on the same clauses, so that a score can be judged."""

from collections import Counter
from collections.abc import Callable, Sequence

from clausenlp.evaluation.align import Predicted
from clausenlp.pipeline.leads import lead_words
from clausenlp.pipeline.markers import read_marker
from clausenlp.scheme import SECTIONS, default_scheme
from clausenlp.training.examples import Example

Baseline = Callable[[Example], list[Predicted]]


def most_frequent(examples: Sequence[Example]) -> Baseline:
    """Gives each gold span the most frequent section and function of ``examples``."""
    clauses = [clause for example in examples for clause in example.clauses]
    section = Counter(clause.section for clause in clauses).most_common(1)[0][0]
    counted = Counter(clause.functions[0] for clause in clauses if clause.functions).most_common(1)
    function = counted[0][0] if counted else "other"

    def predict(example: Example) -> list[Predicted]:
        return [Predicted(c.start, c.end, c.level, c.number, section, (function,)) for c in example.clauses]

    return predict


def lead_word_lookup(example: Example) -> list[Predicted]:
    """Gives each gold span the function of the scheme's lead phrase that it opens with, and a section by the form of that phrase.

    A participle or adjective is preambular, anything else operative; a clause that opens with no known phrase is "other", a sub-clause
    then has its parent's function.
    """
    found: list[Predicted] = []
    for clause in example.clauses:
        text = example.text[clause.start : clause.end]
        marker = read_marker(text[:40])
        lead = default_scheme().match(lead_words(text[marker.end if marker else 0 :][:160]))
        parent = found[clause.parent] if clause.parent is not None else None
        function = lead.function if lead else parent.functions[0] if parent else "other"
        early = lead is not None and lead.form in ("participle", "fixed")
        section = parent.section if parent else SECTIONS[0] if early else SECTIONS[1]
        found.append(Predicted(clause.start, clause.end, clause.level, clause.number, section, (function,)))
    return found
