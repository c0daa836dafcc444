"""A study as one HTML page that needs nothing beside it: no scripts, no links, the plots inside."""

from collections.abc import Iterator
from html import escape
from pathlib import Path
from types import ModuleType

from clausenlp.errors import ClauseError
from clausenlp.evaluation import report_tables as tables
from clausenlp.evaluation.study import Study
from clausenlp.write import whole_file

_CSS = """
body { font: 16px/1.5 system-ui, sans-serif; color: #1c2429; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.7rem } h2 { font-size: 1.2rem; margin-top: 2.5rem; border-top: 1px solid #d7dde1; padding-top: 1rem }
table { border-collapse: collapse; font-size: .85rem; margin: .5rem 0 } .wide { overflow-x: auto }
th, td { text-align: left; padding: .2rem .7rem .2rem 0; border-bottom: 1px solid #e5e9ec; vertical-align: top }
td.n { font-variant-numeric: tabular-nums } .big { font-size: 1.2rem } figure { margin: 1rem 0 } svg { max-width: 100%; height: auto }
figcaption, .note { color: #55626b; font-size: .9rem }
"""

_WHAT = """A <i>resolution</i> is what an assembly adopts: first paragraphs that recall and note (the
<i>preambular</i> section), then paragraphs that decide and request (the <i>operative</i> section). The program
measured here, clausenlp, cuts the text of a resolution into such paragraphs and their sub-paragraphs
(<i>clauses</i>), says of each which section it belongs to, and what it does: its <i>functions</i>, such as recall,
request or decide. The first act that a clause names is its <i>primary</i> function."""

_HOW = """Each text was labelled by hand beforehand (the <i>gold</i>). The program was given the bare text, and its
clauses were set beside those of the gold. A clause counts as found where its first and its last character are both
right. Sections and functions are judged on the clauses that were found. <i>F1</i> joins two shares: how much of what
was found is right, and how much of what is right was found; 1 is perfect, 0 is nothing. <i>End to end</i> asks for
everything at once."""

_BASELINES = """The two right-hand columns are what simple methods get on the same clauses, the places of which they
are told: to give every clause the most frequent label, and to look its first words up in a list."""

_INTERVAL = """The 95 % interval says how far a figure may move with other texts of the same kinds. It comes from
1,000 new collections drawn with replacement from the texts (percentile bootstrap over whole documents, Efron &amp;
Tibshirani 1993). It tells nothing of texts of other kinds. With few texts it is rough and on the whole too narrow."""

_SCORE = """The program gives each clause a score: how likely its section and primary function are both right. Here
the clauses are put in ten groups of equal size by score. Points on the dashed line mean that scores can be read as
chances; below it the program is too sure."""

_RISK = """If only the clauses with the highest scores are kept and a person checks the others, how many of those kept
are wrong?"""

_SLICES = """The same figures for parts of the gold. A text without a known organ or year is "unknown". "Lead word" is
the first word of a clause after its number; "in training" means that the same words are among the texts that
the program learned from, which makes a clause easier. A part with few clauses says little."""

_CURVE = """Models trained on a random part of the training examples, each measured on the same gold. Where the line
still rises, more examples would help. Where clauses begin and end does not depend on the training."""


def write_html(path: Path, study: Study, *, errors: int = 25) -> None:
    """Write the page, whole or not at all; the same study gives the same bytes. ClauseError where matplotlib is missing."""
    page = "".join(_page(study, load_plots(), errors))
    with whole_file(path) as file:
        file.write(page)


def load_plots() -> ModuleType:
    """The module that draws; ClauseError where matplotlib is missing, so that a long run can ask first."""
    try:
        from clausenlp.evaluation import plots
    except ModuleNotFoundError as error:
        if error.name != "matplotlib":
            raise
        raise ClauseError(
            "the page needs matplotlib, which is not installed", remedy='pip install "clausenlp[report]"'
        ) from error
    return plots


def _page(study: Study, plots: ModuleType, errors: int) -> Iterator[str]:
    title = f"How well {study.card.get('name', 'the model')} cuts and labels resolutions"
    yield f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<style>{_CSS}</style></head><body>\n<h1>{escape(title)}</h1>\n"
    yield f'<p class="big">{_in_short(study)}</p>\n'
    yield _section("What was measured", _WHAT, _HOW)
    yield _section("Results", _BASELINES, tables.headline(study), _INTERVAL, _perfect(study))
    if study.against is not None:
        yield _section("Against the other model", _against(), tables.comparison(study))
    yield from _trust(study, plots)
    drawn = plots.plot(plots.draw_functions, study, height=1 + 0.2 * len(study.evaluation.model.per_function))
    yield _section("Functions", _figure(drawn, "F1 of each primary function."), tables.functions(study))
    yield _section("Parts of the gold", _SLICES, _leak(study), tables.slices(study))
    if study.curve:
        drawn = plots.plot(plots.draw_curve, study)
        yield _section("Would more examples help?", _CURVE, _figure(drawn, "Learning curve."), tables.curve(study))
    yield from _failings(study, errors)
    yield _section("The model", tables.card(study))
    yield "</body></html>\n"


def _section(heading: str, *parts: str) -> str:
    return f"<h2>{heading}</h2>\n" + "\n".join(p if p.startswith("<") else f"<p>{p}</p>" for p in parts if p) + "\n"


def _figure(svg: str, caption: str) -> str:
    return f'<figure role="img" aria-label="{caption}">{svg}<figcaption>{caption}</figcaption></figure>'


def _in_short(study: Study) -> str:
    run = study.evaluation
    found = run.intervals["end_to_end_f1"]
    return (
        f"On {len(run.per_document)} texts with {study.clauses} clauses labelled by hand, the end to end F1 is {found.value:.3f} "
        f"(95 % interval {tables.bounds(found)})."
    )


def _perfect(study: Study) -> str:
    texts = len(study.evaluation.per_document)
    if not any(interval.low == 1.0 for interval in study.evaluation.intervals.values()):
        return ""
    return (
        '<p class="note">An interval from 1 to 1 means that no text held an error of that kind, not that there are '
        f"none: where none of {texts} texts has one, up to {min(1.0, 3 / texts):.0%} of such texts may (the rule of "
        "three, Hanley &amp; Lippman-Hand 1983).</p>"
    )


def _against() -> str:
    return """The other model was measured on the same texts. A difference above 0 speaks for this one; p is how easily such a difference
arises by the choice of texts alone (paired bootstrap, Koehn 2004); below 0.05 it is usually called significant."""


def _trust(study: Study, plots: ModuleType) -> Iterator[str]:
    error = f"Expected calibration error (Naeini et al. 2015, Guo et al. 2017): {study.calibration_error:.4f}; 0 is perfect."
    reliability = _figure(
        plots.plot(plots.draw_reliability, study), "Reliability: score against the share that is right."
    )
    risk = _figure(plots.plot(plots.draw_risk, study), "Risk and coverage: errors among the clauses kept.")
    yield _section("Can its scores be trusted?", _SCORE, reliability, error, _RISK, risk)


def _leak(study: Study) -> str:
    known = (
        ""
        if study.own_training
        else " These examples are not the ones that the model's card names, so take this with care."
    )
    return (
        f"{study.leaked} of {study.clauses} gold clauses ({study.leaked / max(1, study.clauses):.1%}) stand, number and "
        f"closing mark aside, word for word in the training examples; they are scored apart below.{known}"
    )


def _failings(study: Study, limit: int) -> Iterator[str]:
    run = study.evaluation
    none = "There are none."
    yield _section("Functions taken for others", tables.confusions(study) if run.model.confusion else none)
    shown = f"{min(limit, len(run.errors))} of {len(run.errors)}, those first of which the program was surest."
    yield _section("Worst errors", *((shown, tables.errors(study, limit)) if run.errors else (none,)))
