"""Smaller terms, in which a draft may contradict itself: the vice chair, terms of payment, times of the plan, copies."""

from __future__ import annotations

import re

from assistant.answers.terms.amounts import amounts
from assistant.answers.terms.frequency import times_a_year
from assistant.answers.terms.lines import Lines, Reading, first_of, reading, segments
from assistant.answers.terms.roles import ROLES, SHOWN

_WORKING_DAYS = re.compile(r"(?<=\d )(?:arkipäiv|työpäiv|arbetsdag|vardag)\w*")
_VICE = re.compile(r"varapuheenjohtaj|vice[ -]?ordförande|\bvarapj\b")
_CHAIR = re.compile(r"(?<!vara)puheenjohtaj|(?<!vice )(?<!vice)(?<!vice-)ordförande")
_VICE_ELSE = re.compile(
    r"poissa|esty|estee|sijai|frånvar|förhind|röst|ääni|ääne|jääv|kutsu|kalla|allekirj|undertec|tarkast|just"
)


def group_vice_chair(lines: Lines) -> Reading | None:
    """Whose the vice chair is: the one party in the part of the sentence that speaks of it alone."""

    def read(text: str) -> str | None:
        if _VICE_ELSE.search(text):
            return None
        for part in segments(text):
            roles = [role for role in ROLES if re.search(rf"\b{role}\b", part)]
            if _VICE.search(part) and not _CHAIR.search(part) and len(roles) == 1:
                return SHOWN[roles[0]]
        return None

    return first_of(lines.about(_VICE, 0.5), read)


_PAYS = re.compile(r"maksuai|maksueh|maksetaan|maksaa|eräpäiv|erääntyy|betalning|betalas|förfall")
_OBJECTS = re.compile(r"huomautu|anmärk|muistut|reklam")


def payment_term(lines: Lines) -> Reading | None:
    """In how many days an invoice is paid."""
    return first_of(lines.about(_PAYS, 0.5), lambda text: None if _OBJECTS.search(text) else _length(text, _PAYS))


_PLAN = re.compile(r"suunnitelm|\bplan(?:en|er)?\b|sysselsättningsplan")
_MADE = re.compile(r"laadi|laati|valmis|tehdä|tehtäv|tekem|utarbet|färdig|upprätt|görs upp|gör upp")
_REVIEWED = re.compile(
    r"tarkist|tarkast|tarken|päivit|käydään läpi|arvioi|ses över|se över|översyn|uppdater|granska|juster|gås igenom"
)
_FIRST = re.compile(r"ensimmäi|första|laadi|laati|valmis|utarbet|görs upp|upprätt")


def plan_deadline(lines: Lines) -> Reading | None:
    """In what time the customer's plan is made."""
    return first_of(
        lines.about(_PLAN, 0.5),
        lambda text: _length(text, _MADE) if not (_REVIEWED.search(text) and not _MADE.search(text)) else None,
    )


def plan_review(lines: Lines) -> Reading | None:
    """How often a year the customer's plan is reviewed."""
    for line in lines.about(_PLAN, 0.5):
        for part in re.split(r"[,;] | (?:ja|och|sekä|samt) ", line.plain):
            if _REVIEWED.search(part) and not _FIRST.search(part) and (value := times_a_year(part)):
                return reading(value, line)
    return None


_CONTACT = re.compile(r"yhteyt|yhteyden|yhteydes|kontakt|soittaa|ringer")


def first_contact(lines: Lines) -> Reading | None:
    """In what time a customer who was referred is contacted."""
    return first_of(lines.about(_CONTACT, 0.5), lambda text: _length(text, _CONTACT))


_COPIES = re.compile(r"\b(\d+) (?:[^\W\d]+ ){0,2}?(?:kappale|kpl\b|exemplar)")


def copies(lines: Lines) -> Reading | None:
    """How many copies of the agreement are made."""

    def read(text: str) -> str | None:
        found = _COPIES.search(text)
        return f"{found.group(1)} kpl" if found else None

    return first_of(lines.about(re.compile(r"kappale|exemplar|kpl\b"), 0.5), read)


def _length(text: str, words: re.Pattern[str]) -> str | None:
    """The one length of time in a passage that has one of ``words``: "30 pv", "5 arkipv", "3 kk"."""
    if not words.search(text):
        return None
    text = _WORKING_DAYS.sub("arkipv", text)
    found = {f"{a.shown} {unit}" for unit in ("pv", "arkipv", "vk", "kk") for a in amounts(text, rf"{unit}\b")}
    return found.pop() if len(found) == 1 else None
