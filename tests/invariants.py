"""Laws that hold for every text, used by the tests on golden, corpus and random texts."""

from clausenlp.pipeline.segment import segment


def check_segmentation(text):
    """Full cover, order, nesting; returns the segmentation."""
    found = segment(text)
    covered = bytearray(len(text))
    for i, unit in enumerate(found.units):
        assert 0 <= unit.start < unit.end <= len(text)
        assert not text[unit.start].isspace()
        assert not text[unit.end - 1].isspace()
        if unit.parent is None:
            assert unit.level == 1
            assert not any(covered[unit.start : unit.end]), "clauses of level 1 overlap"
            covered[unit.start : unit.end] = b"\1" * (unit.end - unit.start)
        else:
            parent = found.units[unit.parent]
            assert unit.parent < i
            assert parent.start <= unit.start < unit.end <= parent.end, "a sub-clause leaves its parent"
            assert unit.level == parent.level + 1
    check_siblings(found.units)
    last = 0
    for piece in found.furniture:
        assert last <= piece.start < piece.end, "furniture overlaps"
        assert piece.kind
        covered[piece.start : piece.end] = b"\1" * (piece.end - piece.start)
        last = piece.end
    bare = [i for i, character in enumerate(text) if not character.isspace() and not covered[i]]
    assert not bare, f"not covered: {text[bare[0] - 20 : bare[0] + 20]!r}"
    return found


def check_siblings(units):
    """Siblings do not overlap."""
    last = {}
    for unit in units:
        assert last.get(unit.parent, 0) <= unit.start
        last[unit.parent] = unit.end
