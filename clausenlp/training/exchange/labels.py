"""The labels of a clause as one name for annotation tools: ``operative:request+decide``."""

from collections.abc import Sequence

from clausenlp.scheme import SECTIONS
from clausenlp.training.fields import Fields


def label_name(section: str, functions: Sequence[str] | None) -> str:
    """``operative:request+decide``, or ``operative`` where nobody labelled the functions."""
    return f"{section}:{'+'.join(functions)}" if functions else section


def read_labels(names: Sequence[str], data: Fields) -> tuple[str, tuple[str, ...] | None]:
    """Section and functions of a clause from all names that it has in a tool, in their order.

    ``operative:request`` and ``operative:decide`` on one clause are ``operative:request+decide``; so are ``operative``,
    ``request`` and ``decide``. ExampleError where they name no section, or two.
    """
    sections: list[str] = []
    functions: list[str] = []
    for name in names:
        section, colon, rest = name.strip().partition(":")
        if section in SECTIONS:
            sections.append(section)
        elif colon:
            raise data.error(f"unknown label {name!r}")
        else:
            rest = section
        functions += [function.strip() for function in rest.split("+") if function.strip()]
    if len(set(sections)) != 1:
        what = f"names two sections: {', '.join(names)}" if sections else f"names no section: {', '.join(names)!r}"
        raise data.error(f"the label {what}")
    return sections[0], tuple(dict.fromkeys(functions)) or None
