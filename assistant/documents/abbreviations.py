"""Abbreviations whose full stop ends no sentence, in Finnish and Swedish."""

from __future__ import annotations

import re

_NEVER_LAST = """
esim ks mm ts n klo mom nro ns ao em ko po eli vrt vt mrd milj alk ml os puh s so t toim tri vs v vp ts.o pnä lk ent fil
hra rva prof dipl.ins arv as art henk huom jälj kok ltk mah
bl.a t.ex kap s.k d.v.s dvs o.s.v f.d t.o.m fr.o.m p.g.a i.st s.a t.f jfr nr ca ang resp tel uppl obs enl inkl exkl ev
forts fig dr jr sr
"""
# These stand at the end of lists, which is often the end of a sentence; a capital after them begins a new one.
_OFTEN_LAST = "jne jms yms ym tms kpl yht osv m.fl m.m mfl etc st"
_OPEN_SET, _LAST_SET = frozenset(_NEVER_LAST.split()), frozenset(_OFTEN_LAST.split())
_TOKEN = re.compile(r"\S+$")


def ends_in_abbreviation(text: str, capital: bool = False) -> bool:
    """Whether the last word of ``text`` is an abbreviation with its full stop, or an initial.

    ``capital``: the text goes on with a capital letter, so that "jne." and the like close a sentence.
    """
    match = _TOKEN.search(text.rstrip())
    if match is None or not match[0].endswith("."):
        return False
    word = match[0].lstrip("(\"”“'»/").rstrip(".").lower()
    if word in _OPEN_SET or word.rsplit("/", 1)[-1] in _OPEN_SET:
        return True
    if word in _LAST_SET:
        return not capital
    return len(word) == 1 and word.isalpha()
