"""Gold clauses as the rows that the pipeline works on."""

from clausenlp.pipeline.labelling import Row
from clausenlp.training.examples import Example


def gold_rows(example: Example) -> list[Row]:
    """The rows of an example's clauses, as the pipeline makes them for a text."""
    part, rows, operative = 0, [], False
    for clause in example.clauses:
        if clause.level == 1:
            if clause.section == "preambular" and operative:
                part, operative = part + 1, False
            operative = operative or clause.section == "operative"
        rows.append(
            {
                "start": clause.start,
                "end": clause.end,
                "number": clause.number,
                "level": clause.level,
                "parent": clause.parent,
                "part": part,
            }
        )
    return rows
