import pytest

from clausenlp.pipeline.leads import lead_form, lead_words
from clausenlp.scheme import default_scheme

# One phrase that matches and its function; the second row is a phrase that must not have that function.
GUIDE = [
    ("Recalling its resolution", "recall"), ("Having in mind its resolution", "recall"), ("Reiterates that", "reaffirm"), ("Underscores the role", "emphasize"),
    ("Draws the attention of States", "emphasize"), ("Takes note of", "note"), ("Having heard the statement", "note"), ("Having considered the report", "note"),
    ("Having considered the question", "consider"), ("Realizing that", "recognize"), ("Is of the view that", "consider"), ("Whereas the rights", "consider"),
    ("Taking into account the needs", "bear_in_mind"), ("Mindful of", "bear_in_mind"), ("Notes with appreciation", "welcome"), ("Takes note with satisfaction of", "welcome"),
    ("Expresses its profound gratitude", "welcome"), ("Notes with grave concern", "express_concern"), ("Expresses its deep regret", "express_concern"),
    ("Reiterates its serious concern", "express_concern"), ("Deplores the attacks", "condemn"), ("Expresses its solidarity", "express_support"), ("Looks forward to", "express_support"),
    ("Instructs the Director", "request"), ("Appeals to all", "call_upon"), ("Renews its appeal", "call_upon"), ("Exhorts them", "urge"), ("Encourages States", "encourage"),
    ("Reiterates its invitation", "invite"), ("Advises members", "recommend"), ("Reminds States of their obligations", "demand"), ("Recalls the duty", "recall"),
    ("Decides to remain seized", "decide"), ("Remains actively seized", "decide"), ("BE IT RESOLVED, that", "decide"), ("Endorses the plan", "adopt"), ("Expresses its concurrence", "adopt"),
    ("Empowers the Board", "authorize"), ("Renews the mandate of", "establish"), ("Proclaims the year", "declare"), ("Designates the year 1991", "declare"), ("Designates the Registrar", "establish"),
    ("Lauds the keepers", "welcome"), ("Places on record its deep gratitude", "welcome"), ("Voices its dismay", "express_concern"), ("Is gravely worried", "express_concern"),
    ("Cherishing the hope", "express_support"), ("Heartened by", "express_support"), ("Attaches great importance", "emphasize"), ("In the light of the report", "consider"),
    ("Castigates the owners", "condemn"), ("Having been made aware", "note"), ("Asserts that", "reaffirm"), ("Adjures the keepers", "urge"), ("Gives its consent", "adopt"),
    ("Expresses its resolve", "commit"), ("Assures the people", "commit"), ("Decrees that", "declare"), ("Advocates the use", "recommend"), ("Pleads with", "call_upon"),
    ("Expresses its readiness to", "commit"), ("Affirms its determination to", "commit"), ("Determined to act", "commit"), ("Acting under Chapter VII", "invoke"), ("In accordance with Article 4", "invoke"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "function"), GUIDE)
def test_lead_phrases_have_the_function_of_the_guide(words, function):
    lead = default_scheme().match(lead_words(words))
    assert lead is not None
    assert lead.function == function


@pytest.mark.parametrize("words", ["Member States should", "The expression", "It is desirable", "For the purpose of"])
def test_free_prose_has_no_lead(words):
    assert default_scheme().match(lead_words(words)) is None


@pytest.mark.parametrize(
    ("words", "form"),
    [("Recalling its", "participle"), ("Also strongly condemns", "present"), ("Mindful of", "fixed"), ("We reaffirm", "first"), ("Gilding the", "guess"), ("GILDS the", "guess"), ("And recalling its", "participle"), ("After having heard", "participle"), ("And Its Uses", ""),
     ("During the session", ""), ("Member States", ""), ("That the term", "that"), ("Beijing", "")],
)  # fmt: skip
def test_form_of_a_lead(words, form):
    assert lead_form(words) == form


def test_every_function_has_a_force_but_other():
    scheme = default_scheme()
    assert [f for f in scheme.functions if scheme.forces[f] is None] == ["other"]
    assert len(scheme.functions) == 26


def test_no_phrase_leads_to_two_functions():
    seen = {}
    for leads in default_scheme().leads.values():
        for lead in leads:
            assert seen.setdefault(lead.words, lead.function) == lead.function, lead
