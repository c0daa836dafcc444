"""What a simple method gets on the same clauses, so that a score can be judged."""

from collections import Counter
from collections.abc import Callable, Sequence

from clausenlp.evaluation.align import Predicted
from clausenlp.pipeline.leads import lead_words
from clausenlp.pipeline.markers import read_marker
from clausenlp.scheme import SECTIONS, Scheme
from clausenlp.training.examples import Example

TEXTCAT = {
    "@architectures": "spacy.TextCatBOW.v3",
    "exclusive_classes": True,
    "ngram_size": 1,
    "no_output_layer": False,
    "length": 262144,
}
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


def lead_word_lookup(example: Example, scheme: Scheme) -> list[Predicted]:
    """Gives each gold span the function of the scheme's lead phrase that it opens with, and a section by the form of that phrase.

    A participle or adjective is preambular, anything else operative; a clause that opens with no known phrase is "other", a sub-clause
    then has its parent's function.
    """
    found: list[Predicted] = []
    for clause in example.clauses:
        text = example.text[clause.start : clause.end]
        marker = read_marker(text[:40])
        lead = scheme.match(lead_words(text[marker.end if marker else 0 :][:160]))
        parent = found[clause.parent] if clause.parent is not None else None
        function = lead.function if lead else parent.functions[0] if parent else "other"
        early = lead is not None and lead.form in ("participle", "fixed")
        section = parent.section if parent else SECTIONS[0] if early else SECTIONS[1]
        found.append(Predicted(clause.start, clause.end, clause.level, clause.number, section, (function,)))
    return found


def tfidf_linear(examples: Sequence[Example], *, random_state: int = 0) -> Baseline:
    """TF-IDF of words and word pairs of whole clauses with a logistic regression each for section and primary function."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    texts, labels = _whole_clauses(examples)

    def fit(wanted: list[str]) -> Callable[[list[str]], list[str]]:
        words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
        model = make_pipeline(words, LogisticRegression(C=10, max_iter=300, random_state=random_state)).fit(
            texts, wanted
        )
        return lambda given: [str(label) for label in model.predict(given)]

    return _of_clauses(fit([section for section, _ in labels]), fit([function for _, function in labels]))


def textcat(examples: Sequence[Example], *, epochs: int = 10, random_state: int = 0) -> Baseline:
    """spaCy's own text classifier (bag of words) on whole clauses, one for sections and one for primary functions."""
    import random

    import spacy
    from spacy.training import Example as Pair
    from spacy.util import fix_random_seed, minibatch  # type: ignore[attr-defined]

    texts, labels = _whole_clauses(examples)

    def fit(wanted: list[str]) -> Callable[[list[str]], list[str]]:
        fix_random_seed(random_state)
        nlp = spacy.blank("en")
        classifier = nlp.add_pipe("textcat", config={"model": TEXTCAT})
        names = sorted(set(wanted))
        for name in names:
            classifier.add_label(name)  # type: ignore[attr-defined]
        pairs = [
            Pair.from_dict(nlp.make_doc(text), {"cats": {name: float(name == label) for name in names}})
            for text, label in zip(texts, wanted, strict=True)
        ]
        optimizer = nlp.initialize(lambda: pairs[:200])
        shuffled = random.Random(random_state)
        for _ in range(epochs):
            shuffled.shuffle(pairs)
            for batch in minibatch(pairs, size=64):  # type: ignore[no-untyped-call]
                nlp.update(batch, sgd=optimizer)
        return lambda given: [max(doc.cats, key=doc.cats.__getitem__) for doc in nlp.pipe(given)]

    return _of_clauses(fit([section for section, _ in labels]), fit([function for _, function in labels]))


def _whole_clauses(examples: Sequence[Example]) -> tuple[list[str], list[tuple[str, str]]]:
    found = [(e.text[c.start : c.end], (c.section, c.functions[0])) for e in examples for c in e.clauses if c.functions]
    return [text for text, _ in found], [label for _, label in found]


def _of_clauses(section: Callable[[list[str]], list[str]], function: Callable[[list[str]], list[str]]) -> Baseline:
    def predict(example: Example) -> list[Predicted]:
        texts = [example.text[c.start : c.end] for c in example.clauses]
        if not texts:
            return []
        made = zip(example.clauses, section(texts), function(texts), strict=True)
        return [Predicted(c.start, c.end, c.level, c.number, s, (f,)) for c, s, f in made]

    return predict
