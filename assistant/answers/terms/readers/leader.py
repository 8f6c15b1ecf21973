"""The leader: who names, who employs, how much working time, and the deputy."""

from __future__ import annotations

import re

from assistant.answers.terms.lines import Lines, Reading, first_of, reading, segments
from assistant.answers.terms.plain import number, qualifier
from assistant.answers.terms.roles import ROLES, SHOWN, joined

_NEGATED = re.compile(r"\b(?:ei|ettei|eivät|inte|eikä|varken|ingen)\b")
_OPEN = re.compile(
    r"sovitaan (?:erikseen|myöhemmin|tapauskohtaisesti)|avtalas separat|överenskoms separat|"
    r"päätetään myöhemmin|voi olla joko|avgörs senare"
)
_NAMES = re.compile(
    r"\b(?:nimeä\w*|nimetä\w*|nimitt\w+|valits\w+|valinta\b|valinnan\b|määrää|asettaa|osoittaa|utser|"
    r"utses|utse|utnämn\w+|väljer|tillsätt\w+|förordnar)\b"
)
_DEPUTY_ONLY = re.compile(r"varahenkilö|ersättare|varajäsen|puheenjohtaj|ordförande|jäsen|medlem")
_LEADS = re.compile(
    r"verkosto(?:johtaj|päällik)|johtava|vetäj|koordinaattor|nätverks?(?:chef|ledar)|ledande|som leder|"
    r"samordnar|ledare|tym-johtaj|työllistymisen johtaj|\bhän|\bhon\b|nimeää:"
)
_APPROVES = re.compile(
    r"hyväksy|suostum|kuul|godkän|samtyck|hör|esity|ehdotu|förslag|lausun|yhteisymmärr|ennen|esittää"
)
_PLURAL = re.compile(r"\b(TVA|HVA|KELA) (?:ja|och|sekä|samt) (TVA|HVA|KELA) (?=(?:\w+ )?\w+(?:vat|vät)\b)")


def leader_naming(lines: Lines) -> Reading | None:
    """The party that names the leader; the johtoryhmä where it does so itself."""
    for line in lines.least(0.25):
        value = _naming(line.plain)
        if value:
            return reading(value, line)
    return None


def _naming(text: str) -> str | None:
    if not _NAMES.search(text) or _OPEN.search(text):
        return None
    text = _PLURAL.sub(r"\1+\2 ", text)
    board = False
    for part in segments(text):
        verb = _NAMES.search(part)
        if not verb or _NEGATED.search(part) or (_DEPUTY_ONLY.search(part) and not _LEADS.search(text)):
            continue
        # Whoever only approves or proposes does not name.
        agents = [m for m in re.finditer(r"\b(TVA|HVA|KELA|JORY)(-[nx])?(?![\w])", part) if not _approver(part, m)]
        roles = {m.group(1) for m in agents if not m.group(2)} or {
            m.group(1) for m in agents if re.search(r"nimeä|nimittä|valits|utse", part[m.end() : m.end() + 12])
        }
        parties = [role for role in ROLES if role in roles]
        if len(parties) == 1 or (len(parties) > 1 and "+" in part):
            return joined(parties)
        board = board or "JORY" in roles
    return "johtoryhmä" if board else None


def _approver(part: str, m: re.Match[str]) -> bool:
    """Whether the body at ``m`` approves, proposes or is heard rather than names."""
    follows = bool(_APPROVES.search(part[m.end() : m.end() + 30]))
    if m.group(1) == "JORY":
        return follows or bool(_APPROVES.search(part[max(0, m.start() - 25) : m.start()]))
    return bool(m.group(2)) and follows


_EMPLOYED = re.compile(
    r"palveluksessa|palvelussuh|palvelukseen|virkasuh|työsuh|työntekijä|työnantaja|työssä\b|töissä|"
    r"palkkaa\b|palkataan|palkannut|työllistää|sijoittuu|"
    r"viranhaltija|henkilöstöön|henkilökuntaan|anställ|arbetsgivare|arbetar (?:vid|hos|för)|"
    r"tjänst (?:vid|hos|inom)|tjänsteförhållande|virassa|\bvirka|taustaorganisaatio|palkkalisto|"
    r"työskentelee (?=TVA|HVA|KELA)|\bvakanss"
)


_IF = re.compile(r"^\W*(?:jos|mikäli|om|ifall|väljs)\b|voi palkata|kan anställa")


def leader_employer(lines: Lines) -> Reading | None:
    """The party that employs the leader."""
    return first_of(lines.least(0.3), _employer)


def _employer(text: str) -> str | None:
    if _OPEN.search(text) or not _EMPLOYED.search(text) or _IF.search(text):
        return None
    for part in segments(text):
        spoken = _EMPLOYED.search(part)
        if not spoken or _NEGATED.search(part):
            continue
        roles = [role for role in ROLES if re.search(rf"\b{role}\b", part)]
        if len(roles) == 1:
            # "ohjaa Kelan työntekijöitä" speaks of others
            if re.search(r"työntekijöi|työntekijät|anställda\b|henkilöstön\b|henkilöstöä\b", part):
                continue
            return SHOWN[roles[0]]
        if len(roles) > 1:
            return None
    return None


_SHARE = r"(\d+(?:,\d+)?)(?:\s?[–-]\s?(\d+(?:,\d+)?))? %"
_WORKING_TIME = (
    r"(?:työaj\w*|työaikan\w*|työaika\w*|työpano\w*|työ(?:tä|stä|ssä)|arbetstid\w*|arbetsinsats\w*|"
    r"tehtävä\w*|uppdrag\w*|uppgift\w*|tjänst\w*|virka\w*|toimi\b|toimen\b)"
)
_TIME = re.compile(rf"{_WORKING_TIME}[^.;]{{0,70}}?{_SHARE}|{_SHARE}[^.;]{{0,60}}?{_WORKING_TIME}")
_DAYS = re.compile(
    r"(\d+(?:,\d+)?|en)(?:\s?[–-]\s?(\d+))? (?:pv|dag\w*|työpäivä\w*|arbetsdag\w*) (?:viikossa|"
    r"i veckan|per vecka|/ ?vk|/ ?vecka)|(?:viikossa|i veckan) (\d+) pv"
)
_PAY = re.compile(r"palk(?!ata)|lön|kustannu|kostnad|laskut|korva|maksa|betalar|faktur|ersätter")
_FULL = re.compile(r"(?:ei ole|ei|inte) (?:\w+ )?100 %")
_LEADER = re.compile(
    r"verkosto(?:johtaj|päällikö)|johtava|vetäjä|koordinaattor|nätverk(?:s)?(?:chef|ledar)|ledande|"
    r"leder|samordnar|tym-johtaj|hän\b|hänen|hon\b|tehtävä|uppdraget|työaika|arbetstid"
)


_TITLE = (
    r"(?:verkosto(?:johtaj|päälli)|johtava\w* henkilö|johtaj|vetäj|koordinaattor|nätverks?(?:chef|ledar)|"
    r"ledar|johtami)\w*"
)
_TITLE_SHARE = re.compile(rf"^\W*{_TITLE}:? (\d+) %\W*$")
_TITLE_YEARS = re.compile(rf"\b{_TITLE}(?: varataan| reserveras| työpanos| käytetään)?[:(|, ]{{1,3}}(\d(?:,\d+)?) htv")


def leader_time(lines: Lines) -> Reading | None:
    """A share of the working time, or days a week."""
    found = first_of(lines.least(0.2), _time)
    return found or first_of(lines.least(0.5), lambda text: "100 %" if text.strip(" –.") == "100 %" else None)


def _time(text: str) -> str | None:
    for part in re.split(r";|(?:, | )(?:ja|och|mutta|men) (?=(?:TVA|HVA|KELA)\b)", text):
        if m := _DAYS.search(part):
            low = m.group(1) or m.group(3)
            low = "1" if low == "en" else number(low)
            return f"{qualifier(part[: m.start()])}{low}{'–' + m.group(2) if m.group(2) else ''} pv/vk"
        if _FULL.search(part):
            continue
        if re.search(r"\b100 %", part) and not _PAY.search(part) and _LEADER.search(part):
            return "100 %"
        if m := _TITLE_SHARE.search(part):
            return f"{number(m.group(1))} %"
        if (m := _TITLE_YEARS.search(part)) and (years := float(m.group(1).replace(",", "."))) <= 1:
            return f"{number(f'{100 * years:.1f}')} %"
        m = _TIME.search(part)
        if m is None:
            continue
        low, high = (m.group(1), m.group(2)) if m.group(1) else (m.group(3), m.group(4))
        at = m.start(1) if m.group(1) else m.start(3)
        if _PAY.search(part[m.start() : m.end()]):
            continue
        return f"{qualifier(part[:at])}{number(low)}{'–' + number(high) if high else ''} %"
    return None


_DEPUTY = re.compile(
    r"varahenkilö\w*|varamie\w*|varajohtaj\w*|varavetäj\w*|sijai(?:nen|sen|sena|suu)\w*|ersättare\w*|"
    r"ställföreträdare\w*|vikarie\w*"
)
_NO_DEPUTY = re.compile(
    r"varahenkilöä ei (?:nimetä|ole|aseteta|tarvita)|ei nimetä (?:\w+ )?varahenkilö|ingen ersättare|utses inte"
)
_WHEN_ABSENT = re.compile(
    r"(?:estynyt|estynyen|poissa|lomalla|förhindrad|förhinder|frånvarande)[^.;]{0,60}? (TVA|HVA|"
    r"KELA)-n (?!nime|valits|määr|toime)\w+"
)
_ACTS = r"(?:on|toimii|tulee|hoitaa|sijaistaa|nimetään|määrätään|valitaan|är|fungerar|verkar|kommer|utses)"
_WILL = re.compile(r"nime(?:ä|t)|nimitt|valits|valitaan|määrä|utse|utnämn|väljer|toimii|fungerar|\bon\b|är")


def leader_deputy(lines: Lines) -> Reading | None:
    """The party that the deputy is from; else that there is or is not one."""
    named: Reading | None = None
    for line in lines.least(0.2):
        text = line.plain
        absent = _WHEN_ABSENT.search(text) if line.likely >= 0.5 else None
        if absent:
            return reading(SHOWN[absent.group(1)], line)
        if not _DEPUTY.search(text) or re.search(r"KELA-x ei\b|TVA-x ei\b|HVA-x ei\b", text):
            continue
        if re.search(r"varajäsen", text) and "varahenkilö" not in text:
            continue
        role = _deputy_from(text)
        if role:
            return reading(SHOWN[role], line)
        if _NO_DEPUTY.search(text) and not re.search(r"nimeää|utser", text):
            named = named or reading("ei nimetä", line)
        elif _WILL.search(text) and not _OPEN.search(text):
            named = named or reading("nimetään", line)
    return named


def _deputy_from(text: str) -> str | None:
    """The role from whose staff the deputy is, where the sentence says it of the deputy itself."""
    deputy = _DEPUTY.pattern
    for pattern in (
        rf"(?:{deputy})(?: \w+)? {_ACTS} (?:\w+ ){{0,2}}?(TVA|HVA|KELA)(-[nx]) (?!nime|valits|määr)\w+",
        rf"(?:{deputy})(?: \w+)? {_ACTS} (?:\w+ ){{0,3}}?(TVA|HVA|KELA)(-x)",
        rf"(?:{deputy}):? (TVA|HVA|KELA)(-n) \w+",
        rf"(?:{deputy}): (TVA|HVA|KELA)()\b(?!-)",
        rf"(?:{deputy}), (?:joka|som) [^.;,]{{0,30}}?(TVA|HVA|KELA)(-n) \w+",
        rf"\b(TVA|HVA|KELA)(-n) (?:\w+ ){{1,3}}?{_ACTS} (?:\w+ ){{0,2}}?(?:{deputy})",
        rf"(?:{deputy}) (?:\w+ ){{0,2}}?(?:från|vid|hos|inom) (TVA|HVA|KELA)()",
        rf"(?:{deputy})(?: \w+)? {_ACTS} [^.;,]{{0,60}}?(?:från|vid|hos|inom|på) (TVA|HVA|KELA)()",
    ):
        m = re.search(pattern, text)
        if m:
            return m.group(1)
    return None
