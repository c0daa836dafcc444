"""The places of acts after somebody changed the functions of their clause."""

from collections.abc import Sequence
from dataclasses import replace

from clausenlp.training.examples import GoldAct


def agreeing_acts(acts: Sequence[GoldAct], functions: Sequence[str] | None) -> tuple[GoldAct, ...]:
    """The acts with the functions that a clause has now.

    A function that was exchanged for another renames its act ("recall" -> "note" at the same words). Where functions were added
    or taken away it is not known which words name them: no acts, and training finds the places by the lead words of the scheme.
    """
    old = list(dict.fromkeys(act.function for act in acts))
    new = [function for function in functions or () if function != "other"]
    gone = [function for function in old if function not in new]
    come = [function for function in new if function not in old]
    if len(gone) != len(come) or len(old) != len(new):
        return ()
    renamed = dict(zip(gone, come, strict=True))
    return tuple(replace(act, function=renamed.get(act.function, act.function)) for act in acts)
