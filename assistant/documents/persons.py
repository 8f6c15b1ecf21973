"""Names of persons in a text: by given names, by titles beside them, and by the place where they stand.

A name is two to four words with capital letters. That it is one is known by a given name; or by a title before or after; or by
standing where names are expected (signatures, contacts), and then by holding no word of a body, a place or a document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from .contacts import contacts

Span = tuple[int, int]

_CAPITAL = "A-ZÅÄÖÁÀÂÇČÉÈÊËÍÎÏÓÔÕØŒÚÛÜÝŠŽĐŁŃŚŞİĞÆ"
_SMALL = "a-zåäöáàâçčéèêëíîïóôõøœúûüýšžđłńśşığæß"
_WORD = rf"(?:Mc|Mac|O['’]|D['’])?[{_CAPITAL}][{_SMALL}]+(?:['’][{_SMALL}]+)?(?:-[{_CAPITAL}]?[{_SMALL}]+)*"
_UPPER = rf"[{_CAPITAL}]{{2,}}(?:-[{_CAPITAL}]{{2,}})*"
_INITIAL = rf"[{_CAPITAL}]\.(?:-?[{_CAPITAL}]\.)?"
_PARTICLE = r"(?:von|af|de|van|der|den|la|al|el|bin|ibn|della|di|du|zu)"
_TOKEN = re.compile(rf"(?:{_INITIAL}(?!\w)|{_UPPER}(?!\w)|{_WORD}(?!\w)|\b{_PARTICLE}(?= [{_CAPITAL}]))")

_BODY = re.compile(
    r"(?:kaupun|kunta|kunn|yhtym|hyvinvointi|työllisyy|aluee|alue$|keskus|keskuk|virast|laito|toimisto|lautakun|hallitu|hallituk|valtuust"
    r"|palvelu|liitto|liiton|yhdisty|säätiö|ministeriö|vakuutus|sairaal|terveys|koulu|opisto|yliopisto|yrittäj|kirjaamo|lähete"
    r"|sopimu|sopija|osapuol|liite|liitte|johtoryhm|ohjausryhm|työryhm|sähköp|puhelin|yhteys|yhteyst|allekirj|päiväy|paikka|nimenselv"
    r"|valmistel|esittel|lisätie|tehtäv|nimik|asiakas|asiakk|henkilöst|tietosuoj|työvoima|monialai|kustannu|neuvott|tarkast|viranomai"
    r"|ohjaamo|talous|toimiala|vastuu|rekister|ulosott|eläke|kansan|talo$|tori$|torin$|portti|"
    r"stad|kommun|samkommun|välfärd|sysselsätt|område|central|verket|byrå|nämnd|styrelse|fullmäktige|tjänst|förbund|förening|stiftelse"
    r"|ministeri|anstalt|sjukhus|skola|avtal|bilag|telefon|e-post|kontakt|undersk|datum|beredar|föredrag|upplysn|uppgift|kund|parter"
    r"|dataskydd|myndighet|nätverk|verksamhet|ledningsgr|styrgr|pensions|folkpens|hälso)",
    re.I,
)
_STREET = re.compile(
    r"(?:katu|kadun|kadulla|tie|tien|tiellä|kuja|kujan|polku|polun|aukio|aukion|tori|väylä|kaari|raitti|ranta|penger|puisto|silta|mäki|"
    r"gatan|vägen|gränden|gränd|torget|allén|esplanaden|stranden)$",
    re.I,
)
_STREET_AFTER = re.compile(
    r" ?-?(?:katu|kadu|tie\b|tien\b|tiel|tiet|kuja|polku|polu|aukio|tori|puisto|silta|koulu|koti"
    r"|säätiö|seura|talo|sali\b|huone|päivä\w*"
    r"|kirjasto|akatemia|opisto|instituutti|liikuntahalli|kauppakeskus|oy\b|ab\b|ry\b|rf\b|tmi\b)"
    r"|(?: \w+)? (?:Oyj?|Ab|Ry|ry|rf)\b"
)
_TITLE_ENDS = (
    r"(?:johtaja|johtajana|johtajan|päällikkö|päällikkönä|sihteeri|sihteerinä|koordinaattori|koordinaattorina|suunnittelija|suunnittelijana"
    r"|asiantuntija|asiantuntijana|vastaava|vastaavana|ohjaaja|ohjaajana|puheenjohtaja|puheenjohtajana|juristi|lakimies|esimies|esihenkilö"
    r"|hoitaja|tarkastaja|hallintojohtaja|neuvos|esittelijä|valmistelija|jäsen|jäsenenä|varajäsen|henkilöksi|henkilönä|henkilönään"
    r"|direktör|direktören|chef|chefen|ledare|ledaren|sekreterare|koordinator|koordinatorn|planerare|handläggare|sakkunnig|jurist|ordförande"
    r"|ledamot|ombud|ombudet|föredragande|beredare|rådgivare|inspektör|herra|rouva|herr|fru)"
)
_TITLE_BEFORE = re.compile(rf"(?:^|[^\w])\w*{_TITLE_ENDS},? ?:? ?$", re.I)
_TITLE_AFTER = re.compile(rf",? (?:\w+ ){{0,2}}\w*{_TITLE_ENDS}(?!\w)")
_LABEL = re.compile(
    r"(?:yhteyshenkilö\w*|yhteystie\w+|valmistelija\w*|lisätie(?:toja|dot|tojen)\w*|esittelijä\w*|kysy lisää|tiedustelut"
    r"|kontaktperson\w*"
    r"|kontakt(?:uppgift\w*)?\b|beredare|föredragande|tilläggsuppgifter|ytterligare (?:uppgifter|information)|upplysningar"
    r"|allekirjoittaj\w+"
    r"|undertecknare|tietosuojavastaava\w*|dataskyddsombud\w*|läsnä\b|närvarande\b|osallistuj\w+|deltagare\b|pöytäkirjantarkasta\w+|protokolljuster\w+|saapuvilla"
    r"|puolesta|vägnar|nimenselvennys|namnförtydligande)",
    re.I,
)
_CONTACT_HEADING = re.compile(
    r"yhteyshenkilö|yhteystie|kontaktperson|kontaktuppgift|valmistelija|esittelijä|lisätie(?:toja|dot)|läsnä|osallistujat|beredare|föredragande"
    r"|närvarande|deltagare|saapuvilla",
    re.I,
)
_NAME_COLUMN = re.compile(r"\b(?:nimi|namn|yhteyshenkilö|kontaktperson|henkilö)\b", re.I)
_AFTER_LABEL, _BEFORE_CONTACT, _AFTER_CONTACT = 160, 90, 60  # characters around in which a name is expected
_HIDDEN = re.compile(r"[Xx]{2,}[Xx-]*$")  # a name that the document itself has hidden
_SENTENCE = 8  # words from which on a block that ends with a full stop is a sentence
_LEAST = 5  # letters that a name with a hidden or short part has to have


@cache
def _words(file: str) -> frozenset[str]:
    lines = (Path(__file__).parent / file).read_text(encoding="utf-8").splitlines()
    return frozenset(word.lower() for line in lines if not line.startswith("#") for word in line.split())


def given_names() -> frozenset[str]:
    """Given names, in small letters."""
    return _words("given_names.txt")


def no_names() -> frozenset[str]:
    """Words that are never part of a name, in small letters."""
    return _words("not_names.txt")


def is_given(token: str) -> bool:
    """Whether a word is a given name that is known; "Anna-Maria" where both parts are, or the whole is."""
    word = token.lower()
    return word in given_names() or ("-" in word and all(part in given_names() for part in word.split("-")))


def expected_in(text: str, *, whole: bool) -> list[Span]:
    """The stretches of a block in which names are expected: all of it (``whole``) unless it is a sentence, or those beside
    labels and contacts.
    """
    if whole and not (len(text.split()) >= _SENTENCE and text.rstrip().endswith(".")):
        return [(0, len(text))]
    found = [(m.end(), m.end() + _AFTER_LABEL) for m in _LABEL.finditer(text)]
    found += [(start - _BEFORE_CONTACT, end + _AFTER_CONTACT) for start, end, _ in contacts(text)]
    return found


def is_contact_heading(heading: str | None) -> bool:
    """Whether what stands below a heading are people."""
    return bool(heading and _CONTACT_HEADING.search(heading) and len(heading) < 120)


def has_name_column(text: str) -> bool:
    """Whether a table's first row says that names stand in the rows below."""
    return bool(_NAME_COLUMN.search(text)) and len(text) < 200


def persons(
    text: str, expected: Iterable[Span], places: frozenset[str] = frozenset(), *, running: bool = True
) -> Iterator[Span]:
    """Where in ``text`` names of persons stand.

    ``expected``: stretches in which names are expected. ``places``: words (in small letters) that name the parties.
    ``running``: whether a given name before a surname is enough elsewhere.
    """
    zones = list(expected)
    for run in _runs(text, places):
        start, end = run[0].start(), run[-1].end()
        inside = any(a <= start and end <= b for a, b in zones)
        if not _STREET_AFTER.match(text, end):
            yield from _trimmed(_named(text, run, inside, running))


def _runs(text: str, places: frozenset[str]) -> Iterator[list[re.Match[str]]]:
    """Words with capital letters that follow each other, parted by one space; words that are never a name's part them."""
    run: list[re.Match[str]] = []
    for token in _TOKEN.finditer(text):
        if run and text[run[-1].end() : token.start()] != " ":
            yield from _cleaned(run)
            run = []
        if token.start() and text[token.start() - 1].isalnum():
            continue
        # After a given name almost anything may be a surname ("Kunnas", "Stadius").
        if (token[0].lower() in no_names()) if run and is_given(run[-1][0]) else _never(token[0], places):
            yield from _cleaned(run)
            run = []
        else:
            run.append(token)
    yield from _cleaned(run)


def _cleaned(run: list[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    while run and re.fullmatch(_PARTICLE, run[0][0]):
        run = run[1:]
    while run and re.fullmatch(_PARTICLE, run[-1][0]):
        run = run[:-1]
    if run:
        yield run


def _never(token: str, places: frozenset[str]) -> bool:
    word = token.lower()
    if is_given(token):
        return False
    return (
        word in no_names()
        or word in places
        or (bool(_STREET.search(word)) and len(word) > 6)
        or bool(_BODY.match(word))
    )


def _named(text: str, run: list[re.Match[str]], inside: bool, running: bool) -> list[re.Match[str]]:
    """The part of a run that is a name; empty where there is none."""
    titled = bool(_TITLE_BEFORE.search(text[max(0, run[0].start() - 60) : run[0].start()]))
    followed = bool(_TITLE_AFTER.match(text, run[-1].end()))
    given = [i for i, token in enumerate(run) if is_given(token[0])]
    if not (inside or titled or followed or running):
        return []
    if given:
        first = given[0]
        if first == len(run) - 1 and first > 0:  # "Virtanen Matti", in lists alone; else a place before a name
            return run[max(0, first - 1) :] if inside else []
        if first < len(run) - 1:
            before = run[max(0, first - 1) : first] if inside or titled else []  # "Nguyen Thi Lan"
            return [*before, *_whole(run[first:], inside)]
        return run if inside and _after_label(text, run[0].start()) else []
    if not (inside or titled or followed):
        return []
    words = [token for token in run if not _is_particle(token[0])]
    initials = [token for token in words if re.fullmatch(_INITIAL, token[0])]
    if initials and len(words) - len(initials) >= 1 and len(words) <= 3:
        return run
    if not 2 <= len(words) <= 4:
        return []
    # "Koivurannan Keskus": a place in the genitive, unless a name is expected here.
    if not inside and words[0][0].endswith(("n", "s")) and not (followed and text[run[-1].end()] == ","):
        return []
    if words[0][0].isupper() and not inside:
        return []
    return run


def _whole(run: list[re.Match[str]], inside: bool) -> list[re.Match[str]]:
    """A name that begins with a given name: further given names, particles and a surname; where names are expected, two."""
    upper = run[0][0].isupper()
    end = 1
    while end < len(run) - 1 and (is_given(run[end][0]) or _is_particle(run[end][0]) or "." in run[end][0]):
        end += 1
    if run[end][0].isupper() is not upper and not _HIDDEN.match(run[end][0]):
        return []
    end += 1
    if inside and len(run) - end == 1:
        end += 1
    return run[:end]


def _is_particle(token: str) -> bool:
    return bool(re.fullmatch(_PARTICLE, token))


def _after_label(text: str, start: int) -> bool:
    return bool(re.search(r"(?:yhteyshenkilö\w*|kontaktperson\w*|valmistelija|beredare)\s?:? ?$", text[:start], re.I))


def _trimmed(run: list[re.Match[str]]) -> Iterator[Span]:
    """The run's span without parts that the document has hidden itself."""
    shown = [token for token in run if not _HIDDEN.match(token[0])]
    if shown and sum(len(token[0]) for token in shown) >= (_LEAST if len(shown) > 1 else 3):
        yield shown[0].start(), shown[-1].end()


def again(text: str, names: Iterable[str]) -> Iterator[Span]:
    """Where names that are known stand once more, in any Finnish case of the surname."""
    lowered = text.lower()
    for name in names:
        words = name.split(" ")
        if len(words) < 2 or words[0].lower() not in lowered:
            continue
        last = words[-1]
        stem = last[:-3] if last.endswith("nen") else last[: max(3, len(last) - 1)]
        first = re.escape(" ".join(words[:-1]))
        for match in re.finditer(rf"(?<!\w){first} {re.escape(stem)}\w{{0,8}}(?!\w)", text, re.I):
            yield match.start(), match.end()
