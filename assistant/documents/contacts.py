"""Identity codes, e-mail addresses and telephone numbers in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import PersonalKind

Found = tuple[int, int, PersonalKind]  # start, end, kind

_CHECK = "0123456789ABCDEFHJKLMNPRSTUVWXY"
# Day, month, year, century sign (the later ones since 2023), individual number, check character; scans put spaces in.
_IDENTITY = re.compile(
    r"(?<![\w/.-])(\d{2})(\d{2})(\d{2}) ?([-–+ABCDEFYXWVU]) ?(\d{3}) ?([0-9A-FHJ-NPR-Y])(?![\w/]|-\d)", re.I
)
_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+'-]{1,64}(?: ?@ ?|\s?[(\[](?:at|ät|miukumauku|@)[)\]]\s?)(?:[\w-]{1,63}\.){1,6}[^\W\d_]{2,24}(?!\w)",
    re.I,
)
_SAMPLE_EMAIL = re.compile(r"etunimi\.sukunimi|fornamn\.efternamn|förnamn\.efternamn|firstname\.lastname", re.I)

_LABEL = re.compile(
    r"(?:\b(?:puh(?:elin\w*)?|matkapuh\w*|p|gsm|tel|tfn|telefon\w*|mobil\w*|vaihde|växel|fax|tekstiviesti\w*)\b\.?"
    r"(?: ?(?:nro|n:o|nr|numero\w*|nummer)\.?)?|☎|📞)\s?[:.]?\s?$",
    re.I,
)
# What a figure after these words is, it is no telephone number.
_OTHER_NUMBER = re.compile(
    r"(?:d(?:iaari)?n(?:ro|r)|diaari\w*|diarie\w*|asianro|asianumero|ärende\w*|viite\w*|referens\w*|y-tunnus|fo-nummer|ovt\S*"
    r"|verkkolasku\S*|e-lasku\S*|nätfaktur\S*|e-faktur\S*|iban|tili\w*|konto\w*|tilaus\w*|beställnings\w*|laki|lag\w*|asetus"
    r"|\b[A-Z]{2}\d{2}|postinumero\w*|postnummer|postilokero|versio)\W{0,3}$",
    re.I,
)
_SUM = re.compile(r"\s?(?:€|%|euro|eur\b|htv|kpl|m2|m²|prosent|procent|årsverk|kk\b|/)", re.I)
_NUMBER = re.compile(
    r"(?<![\w/.,-])(?:(?:\+|00)\d{1,3}[ -]?(?:\(0\))?[ -]?\d[\d -]{4,14}\d"
    r"|\(0\d{1,3}\)[ -]?\d[\d -]{3,9}\d|0\d[\d -]{4,13}\d)(?![\w/]|[.,]\d)"
)
_AFTER_LABEL = re.compile(r"\(?\+?\d[\d ()-]{3,16}\d")
_PLUS = re.compile(r"\+|00(?!37\d{8})")
_MOBILE = re.compile(r"0(?:4\d|50)")


def contacts(text: str) -> Iterator[Found]:
    """Where in ``text`` identity codes, e-mail addresses and telephone numbers stand. They do not overlap."""
    taken: list[tuple[int, int]] = []
    for found in (*_identities(text), *_emails(text), *_phones(text)):
        if all(found[1] <= start or found[0] >= end for start, end in taken):
            taken.append(found[:2])
            yield found


def _identities(text: str) -> Iterator[Found]:
    for match in _IDENTITY.finditer(text):
        day, month, year, sign, individual, check = match.groups()
        if not (1 <= int(day) <= 31 and 1 <= int(month) <= 12):
            continue
        right = _CHECK[int(day + month + year + individual) % 31] == check.upper()
        # A mistyped code is still about a person; but only digits around a hyphen may be the number of a case.
        if right or not (check.isdigit() and sign in "-–+"):
            yield match.start(), match.end(), PersonalKind.IDENTITY


def _emails(text: str) -> Iterator[Found]:
    for match in _EMAIL.finditer(text):
        if not _SAMPLE_EMAIL.search(match[0]):
            yield match.start(), match.end(), PersonalKind.EMAIL


def _phones(text: str) -> Iterator[Found]:
    for match in _NUMBER.finditer(text):
        if _is_phone(text, match.start(), match[0]) and not _SUM.match(text, match.end()):
            yield match.start(), match.end(), PersonalKind.PHONE
    for match in _AFTER_LABEL.finditer(text):
        if _LABEL.search(text[max(0, match.start() - 30) : match.start()]) and not _SUM.match(text, match.end()):
            yield match.start(), match.end(), PersonalKind.PHONE


def _is_phone(text: str, start: int, number: str) -> bool:
    before = text[max(0, start - 30) : start]
    if _LABEL.search(before):
        return True
    digits = re.sub(r"\D", "", number)
    if _OTHER_NUMBER.search(before):
        return False
    if _PLUS.match(number):
        return 8 <= len(digits) <= 15
    if number[0] == "(":
        return 6 <= len(digits) <= 12
    groups = re.split(r"[ -]+", number)
    if not 7 <= len(digits) <= 12 or re.fullmatch(r"\d{7}-\d", number):
        return False  # a business id has seven digits and one
    if all(len(group) == 5 for group in groups) or digits.startswith("0037"):
        return False  # postcodes; an address for electronic bills
    if "--" in number or "  " in number or any(i > 1 and len(group) < 2 for i, group in enumerate(groups)):
        return False
    # "01 2025 04": digits in pairs are hours or days; "0123-2025-04" is the number of a case.
    if any(re.fullmatch(r"20[0-4]\d", group) for group in groups[1:]):
        return False
    # After another figure it goes on with that: only a whole mobile number is certain.
    if re.search(r"\d[ -]$", before) and not (_MOBILE.match(number) and len(digits) >= 9):
        return False
    return len(groups[0]) <= 4 or len(groups) == 1
