"""INCEpTION: UIMA CAS JSON 0.4, one file a text, by dkpro-cassis, the library of INCEpTION's own makers.

Two custom layers hold the labels: ``Clause`` (section, functions, number), and ``Example`` over the whole text, whose ``record``
is what rides along. ``layers.xml`` declares both for a project. https://github.com/apache/uima-uimaj-io-jsoncas
"""

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from clausenlp.errors import ClauseError
from clausenlp.training.examples import Example, GoldClause
from clausenlp.training.exchange.offers import Offer, Reading
from clausenlp.training.exchange.source import GUIDE, ExchangeFile
from clausenlp.training.exchange.spans import CARRIED, Span, Task, task_of
from clausenlp.training.fields import Fields

if TYPE_CHECKING:
    from cassis import Cas, TypeSystem

CLAUSE, EXAMPLE = "webanno.custom.Clause", "webanno.custom.Example"
LAYERS = {CLAUSE: ("section", "functions", "number"), EXAMPLE: ("record",)}
LAYERS_FILE = "layers.xml"


def read_inception(file: ExchangeFile) -> Reading:
    """The example of a document; a document without an annotation on the layer ``Clause`` is left out."""
    data = Fields(file.value(), str(file.path), remedy=GUIDE)
    cas = _load(file)
    records = [found.record for found in _select(cas, EXAMPLE) if found.record]
    task = Task(replace(data, data={CARRIED: records[0] if records else None}), file.name, None, file.scheme)
    found = _select(cas, CLAUSE)
    try:
        spans = [Span(a.begin, a.end, (f"{a.section or ''}:{a.functions or ''}".rstrip(":"),)) for a in found]
        numbers = {(a.begin, a.end): a.number for a in found if a.number}
        example = task.of_spans(cas.sofa_string, spans)
    except (AttributeError, TypeError) as error:
        raise data.error(f"an annotation on the layer Clause lacks a feature or its place ({error})") from error
    reading = Reading()
    if example is None:
        reading.left_out["without a clause"] += 1
    else:
        numbered = replace(example, clauses=_numbered(example.clauses, numbers))
        reading.offers.append(Offer(numbered, str(file.path)))
    return reading


def _numbered(clauses: Sequence[GoldClause], numbers: dict[tuple[int, int], str]) -> tuple[GoldClause, ...]:
    return tuple(replace(c, number=numbers.get((c.start, c.end), c.number)) for c in clauses)


def _load(file: ExchangeFile) -> "Cas":
    cassis = _cassis()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of offsets that fit no character; they are checked with the spans
            cas = cassis.load_cas_from_json(file.text)
            cas.sofa_string.strip()
            return cas
    except (
        Exception
    ) as error:  # the library checks nothing: a damaged file is a KeyError, TypeError, AttributeError, ...
        raise ClauseError(
            f"not UIMA CAS JSON 0.4 ({type(error).__name__}: {error})",
            where=str(file.path),
            remedy='export the document from INCEpTION as "UIMA CAS JSON 0.4.0"',
        ) from error


def _select(cas: "Cas", layer: str) -> list[Any]:
    return list(cas.select(layer)) if cas.typesystem.contains_type(layer) else []


def _cassis() -> Any:
    try:
        import cassis
    except ImportError as error:
        raise ClauseError(
            "INCEpTION's format needs dkpro-cassis", remedy='install it with: pip install "clausenlp[inception]"'
        ) from error
    return cassis


def _type_system() -> "TypeSystem":
    system = _cassis().TypeSystem()
    for layer, features in LAYERS.items():
        made = system.create_type(layer)
        for feature in features:
            system.create_feature(made, feature, "uima.cas.String")
    return system


def write_inception(example: Example) -> str:
    """The UIMA CAS JSON of one example."""
    cassis, system = _cassis(), _type_system()
    cas = cassis.Cas(typesystem=system)
    cas.sofa_string, cas.sofa_mime = example.text, "text"
    _, carried = task_of(example)
    cas.add(system.get_type(EXAMPLE)(begin=0, end=len(example.text), record=carried[CARRIED]))
    for c in example.clauses:
        functions = "+".join(c.functions) if c.functions else None
        cas.add(
            system.get_type(CLAUSE)(begin=c.start, end=c.end, section=c.section, functions=functions, number=c.number)
        )
    text: str = cas.to_json(pretty_print=True)
    return text + "\n"


def layers() -> Iterator[tuple[str, str]]:
    """(file name, content) of the declaration of the layers, to import under Settings, Layers."""
    xml: str = _type_system().to_xml()
    yield LAYERS_FILE, xml
