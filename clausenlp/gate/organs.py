"""The organ of each example, so that a loss for one organ is seen."""

import re
from collections.abc import Sequence

from clausenlp.evaluation.origin import UNKNOWN, organ
from clausenlp.pipeline.extensions import RESOLUTION
from clausenlp.pipeline.language import build
from clausenlp.training.examples import Example

_ORDINAL = re.compile(r"(?i)^(?:\S*(?:st|nd|rd|th)|[IVXL]+)\s+")  # "Sixty-sixth World Health Assembly"
_PLACE = re.compile(r"\s*[,(].*", re.DOTALL)  # "General Conference of UNESCO, meeting in Paris from ..."


def organs(examples: Sequence[Example]) -> list[str]:
    """The organ that the example's fields or id name, else the one that its text opens with; "" where neither does."""
    told = [organ(example) for example in examples]
    silent = [i for i, name in enumerate(told) if name == UNKNOWN and examples[i].whole]
    for i, doc in zip(silent, build().pipe(examples[i].text for i in silent), strict=True):
        told[i] = doc.user_data[RESOLUTION]["organ"] or UNKNOWN
    return ["" if name == UNKNOWN else plain_name(name) for name in told]


def plain_name(name: str) -> str:
    """An organ's name without its session and place: "Sixty-sixth World Health Assembly" is the World Health Assembly."""
    name = _PLACE.sub("", _ORDINAL.sub("", name))
    return name.title() if name.isupper() else name
