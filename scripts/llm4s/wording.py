"""The words of pages: British spelling with -ize, and no claim that leans on studies without naming one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from llm4s.markup import Chapter
from llm4s.measures import without_code
from llm4s.problem import Problem

_VAGUE = re.compile(
    r"(?P<before>\b[\w-]+ )?\b(?:studies|research|experts|scientists|evidence|literature)"
    r"(?: (?:has|have))?(?: (?:widely|clearly|consistently|repeatedly))?"
    r" (?:shows?|shown|proves?|proven|agrees?|says?|found|suggests?|demonstrates?|indicates?)\b(?! (?:by|in)\b)"
    r"|\bit is (?:well|widely|generally|commonly) (?:known|accepted|believed|agreed)\b",
    re.IGNORECASE,
)
_NAMED = {"both", "the", "these", "those", "such", "two", "three", "four", "five", "whose", "their", "its", "our"}
"""Words before studies that point at some that were named."""
_ISE = re.compile(r"\b[a-z]+?(is)(?:e|es|ed|ing|er|ers|ation|ations)\b")
_KEEPS_S = re.compile(
    r"[a-z]*(?:advertis|advis|bruis|chastis|cis|compris|cruis|demis|despis|devis|disguis|enterpris|exercis|expertis|franchis|improvis|liais|malais"
    r"|merchandis|nois|paradis|pois|practis|premis|promis|quois|rais|repris|revis|supervis|surmis|surpris|televis|tortois|treatis|wis)[a-z]+"
    r"|(?:appris|aris|cris|guis|mis|pris|ris|upris|vis)[a-z]+"
)
"""Words whose s belongs to their root."""
_BRITISH = {
    "analyz": "analys", "catalyz": "catalys", "hydrolyz": "hydrolys", "paralyz": "paralys",
    "behavior": "behaviour", "color": "colour", "favor": "favour", "flavor": "flavour", "harbor": "harbour", "honor": "honour", "humor": "humour",
    "labor": "labour", "neighbor": "neighbour", "rumor": "rumour", "tumor": "tumour", "vapor": "vapour",
    "center": "centre", "fiber": "fibre", "liter": "litre", "theater": "theatre",
    "analog": "analogue", "catalog": "catalogue", "dialog": "dialogue",
    "defense": "defence", "offense": "offence", "pretense": "pretence", "licenses": "licences",
    "modeling": "modelling", "modeled": "modelled", "labeling": "labelling", "labeled": "labelled", "unlabeled": "unlabelled",
    "canceled": "cancelled", "canceling": "cancelling", "fueled": "fuelled", "signaling": "signalling", "totaled": "totalled", "traveled": "travelled",
    "tunneling": "tunnelling", "channeled": "channelled", "leveled": "levelled",
    "enroll": "enrol", "fulfill": "fulfil", "skillful": "skilful", "judgment": "judgement", "acknowledgment": "acknowledgement",
    "aging": "ageing", "aluminum": "aluminium", "artifact": "artefact", "gray": "grey", "maneuver": "manoeuvre", "skeptic": "sceptic",
    "anemia": "anaemia", "anesthe": "anaesthe", "hemoglobin": "haemoglobin", "ischemi": "ischaemi", "leukemia": "leukaemia", "pediatric": "paediatric",
}  # fmt: skip
_WHOLE = {"analog", "catalog", "dialog", "liter", "enroll", "fulfill", "aging", "gray", "licenses", "tumor", "labor"}
"""Beginnings of other words, too: these are refused as they stand, or with an s."""
_AMERICAN = re.compile("|".join(rf"\b{word}s?\b" if word in _WHOLE else rf"\b{word}[a-z]*\b" for word in _BRITISH))
_NOT_OURS = re.compile(
    r"<!--.*?-->|\]\([^()\s]*\)|\{[^{}\n]*\}|https?://\S+|\[\[[^\]|\n]*|@[\w:.-]+|<[^<>\n]*>"  # addresses, ids, tags
    r"|(?<!\w)\*[^*\n]+\*|«[^»]*»|[“\"][^”\"\n]*[”\"]",  # titles in italics, quotations
    re.DOTALL,
)


def check(chapter: Chapter) -> Iterator[Problem]:
    """Find words spelt in another way than the guide's, and claims that lean on nobody."""
    text = without_names(without_code(chapter))
    for match in _ISE.finditer(text):
        if not _KEEPS_S.fullmatch(match[0]):
            yield _spelling(chapter, match.start(), match[0], text[match.start() : match.start(1)] + "iz" + text[match.end(1) : match.end()])
    for match in _AMERICAN.finditer(text):
        yield _spelling(chapter, match.start(), match[0], british(match[0]))
    for match in _VAGUE.finditer(text):
        if (match["before"] or "").strip().lower() not in _NAMED:
            yield Problem(chapter.where(match.start()), "vague-source", f"'{match[0]}' names nobody", "say which study, and cite it")


def without_names(text: str) -> str:
    """Put blanks in place of what others named or wrote: addresses, ids, titles in italics, quotations."""
    return _NOT_OURS.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def british(word: str) -> str:
    """Give the guide's spelling of an American word."""
    beginning = max((known for known in _BRITISH if word.startswith(known)), key=len)
    return _BRITISH[beginning] + word[len(beginning) :]


def _spelling(chapter: Chapter, start: int, found: str, better: str) -> Problem:
    return Problem(chapter.where(start), "spelling", f"'{found}' is not spelt as in the rest of the guide", f"write '{better}': British with -ize")
