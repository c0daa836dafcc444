"""A long list of paths in little memory is the list."""

from hypothesis import given
from hypothesis import strategies as st

from clausenlp.batch.paths import Paths

NAMES = st.lists(st.text(st.characters(codec=None), max_size=12) | st.just("r\udce9sum\u00e9.txt"))


@given(NAMES)
def test_it_holds_the_paths_in_order(names):
    assert list(Paths(names)) == names


@given(NAMES, st.slices(20))
def test_a_slice_holds_what_that_of_the_list_holds(names, part):
    assert list(Paths(names)[part]) == names[part]


@given(NAMES.filter(bool))
def test_the_last_is_found_from_the_end(names):
    assert Paths(names)[-1] == names[-1]
