"""What stands before the verb of a clause: the organ that acts ("The Assembly, moreover, urges"), remarks of a draft ("[G77: ")."""

import re

from clausenlp.scheme import default_scheme

BODIES = (
    r"(?:Assembly|Council|Conference|Commission|Committee|Board|Congress|Parliament|Association|Union|Synod|Senate|House|Parties|"
    r"Legislature|Convention|Federation|Society|Branch|Meeting|Forum|Summit|Chamber)"
)
_SUBJECT = re.compile(
    rf"(?:(?:The|the)\s(?:[A-Z][\w’'-]*\s(?:of\s(?:the\s)?)?){{0,4}}{BODIES}"  # The Parliamentary Assembly
    r"(?:\s(?:of|for|on)\s(?:the\s)?[A-Z][\w’'-]*){0,3}"  # the Conference of the Parties, the Committee of Ministers
    r"|THIS\s(?:[A-Z]+\s){0,2}(?:UNION|HOUSE|CONFERENCE|COUNCIL|CONGRESS|BRANCH|MEETING|ASSEMBLY)"
    r"|THE\s(?:[A-Z]+\s){0,5}(?:ASSEMBLY|COUNCIL|CONFERENCE|COMMISSION|COMMITTEE|BOARD|CONGRESS)(?=\s[a-z])"
    rf"|(?:This|this)\s(?:[A-Z][\w’'-]*\s){{0,2}}{BODIES}"  # This House
    r"|(?:Congress|Conference|Council|Synod|Parliament)(?=\s[a-z])"  # Congress believes
    r"|It|[Ww]e|WE)\b"
    r"(?:,\s(?:moreover|therefore|however|furthermore|consequently|accordingly|in\s[a-z ]{3,30}|for\sits\spart),)?\s+"
)
_IN_CAPITALS = re.compile(r"THE\s(?:[A-Z]{2,}[\s,]+|\([A-Z]+\)\s+){1,16}(?:[A-Z]{2,}|[a-z:])")
_INITIALS = frozenset("TtCSPIWw")
_REMARK = re.compile(  # (bridging, NOR) Invites   [G77, EU: Recalling   (ex PP6) [Underlines
    r"[\s*_]*(?:\((?!(?:[a-z]{1,2}|[ivxl]+|\d+)\))[^()\n]{2,60}\)\s{1,4}(?=[\[A-Z])"
    r"|\[[A-Z][^\[\]\n]{1,60}\][*_]{0,2}\s{1,4}(?=[A-Z][a-z]+(?:ing|ed|s)\b)"  # **[EU]** Alarmed
    r"|\[(?:[A-Z][A-Z\d]+|EU|Holy See)(?:[,/&+ -]{1,3}(?:[A-Z][A-Z\d]+|EU|and))*\s?:\s{0,4})"
)
LONGEST_REASON = 260  # characters up to the subject
_SUBJECT_AHEAD = r",\s(?=[Tt](?:he|his)\s[A-Z])"
SUBJECT_FOLLOWS = re.compile(_SUBJECT_AHEAD)  # to be sought first: it opens with a character and is quick
REASON = re.compile(
    rf"(?:(?!\bthat,)[^;:.]){{4,{LONGEST_REASON - 10}}}?{_SUBJECT_AHEAD}"
)  # Since teachers are few, | the Conference recommends
PHRASE = re.compile(  # With regard to fares, | asks
    r"(?:In|With|Within|For|As|To|On|At|By|Under|Through|Without|From|Where|When|While|Should|If|Also|Lastly|Finally|Secondly|Thirdly|Moreover|Again)\b"
    r"[^,;:.()]{0,160}?,\s"
)


def subject_end(text: str, at: int = 0, reach: int | None = None) -> int:
    """Where the words end that name the organ before its verb ("The Assembly |urges", "We |reaffirm"); ``at`` where there are none."""
    if text[at : at + 1] not in _INITIALS:
        return at
    reach = len(text) if reach is None else reach
    found = _SUBJECT.match(text, at, reach)
    if found is None and text.startswith("THE ", at):
        found = _IN_CAPITALS.match(text, at, reach)
        return _capital_verb(found[0], at) if found else at
    return found.end() if found else at


def _capital_verb(words: str, at: int) -> int:
    """Where the verb stands in words in capitals: "THE COMMISSION FOR TUNAS (ICT) |RECOMMENDS THAT"."""
    for word in re.finditer(r"[A-Z]{4,}S\b", words):
        lead = default_scheme().match(words[word.start() :].lower().split()[:6])
        if lead and lead.form == "present":
            return at + word.start()
    return at


def remark_end(text: str, at: int = 0, reach: int | None = None) -> int:
    """Where the remarks end that a draft has before its words ("(bridging) |Invites", "[G77: |Recalls"); ``at`` where there are none."""
    reach = len(text) if reach is None else reach
    while found := _REMARK.match(text, at, reach):
        at = found.end()
    return at
