"""The leader: who names, who employs, how much working time, and the deputy."""

from __future__ import annotations

import re

from assistant.answers.terms.amounts import amounts, qualifier_before
from assistant.answers.terms.lines import Line, Lines, Reading, first_of, reading, segments
from assistant.answers.terms.plain import number
from assistant.answers.terms.readers.table import in_column
from assistant.answers.terms.roles import ROLES, SHOWN, joined

_NEGATED = re.compile(r"\b(?:ei|ettei|eivät|inte|eikä|varken|ingen)\b")
_OPEN = re.compile(
    r"sovitaan (?:erikseen|myöhemmin|tapauskohtaisesti)|avtalas (?:separat|senare)|överenskoms (?:separat|senare)|"
    r"päätetään (?:myöhemmin|erikseen)|voi olla joko|avgörs (?:senare|separat)|bestäms senare|beslutas separat"
)
_TITLE = (
    r"(?:verkosto(?:johtaj|päälli|vetäj|koordinaattor)|johtava\w* henkilö|johtaj|vetäj|koordinaattor|"
    r"nätverks?(?:chef|ledar|koordinator|samordnar)|"
    r"ledar|samordnar|johtami|tym-johtaj|toiminnanjohtaj|palvelukoordinaattor)\w*"
)
# The leader, by title or by "he/she" below a heading that names the leader.
_LEADER = re.compile(
    r"verkosto(?:johtaj|päälli|vetäj|koordinaattor)|johtava|\bvetäjä|koordinaattor|nätverk(?:s)?(?:chef|ledar|"
    r"koordinator|direktör|ansvarig|samordnar)|ledande|\bledare|"
    r"\bleder\b|samordnar|tym-johtaj|toiminnanjohtaj|johtaa (?:toimintaa|mallia|verkostoa|yhteistoiminta)|"
    r"\bjohtaj(?:a|an|aa|aksi|ana|alle|alla)\b"
)
_PRONOUN = re.compile(
    r"\b(?:hän|hänet|hänen|hänellä|hänelle|hänestä|hon|han|hen|hennes|hans|henne|tehtävä\w*|uppdrag\w*|"
    r"työaika\w*|arbetstid\w*)\b"
)
_OTHER_LEADER = re.compile(
    r"kunnanjohtaj|kaupunginjohtaj|hyvinvointialuejohtaj|johtajien|johtajat|johtajille|stadsdirektör|"
    r"kommundirektör|direktörer|palvelujohtajat"
)


def _ours(lines: Lines, words: re.Pattern[str], least: float) -> Lines:
    """Passages about ``words`` that speak of the leader, in themselves or by what stands above or just before."""
    found = lines.about(words, least, _OTHER_LEADER)
    sure = tuple(
        line
        for line in found.likely
        if line.likely >= max(least, 0.3)
        or _LEADER.search(line.plain)
        or _LEADER.search(line.above)
        or (_PRONOUN.search(line.plain) and _just_named(line, lines))
    )
    return Lines(sure, lines.all, lines.parties)


def _just_named(line: Line, lines: Lines) -> bool:
    """Whether one of the three passages before in the clause names the leader."""
    before = [other for other in lines.clause_of(line) if 0 < line.row - other.row <= 3]
    return any(_LEADER.search(other.plain) for other in before)


_NAMES = re.compile(
    r"\b(?:nimeä\w*|nimetä\w*|nimitt\w+|nimitys\w*|valits\w+|valitaan|valinta\b|valinnan\b|valinnasta|määrää|"
    r"määrätään|asettaa|osoittaa|utser|"
    r"utses|utsett|utse|utnämn\w+|väljer|väljs|val av|valet|tillsätt\w+|förordna\w+|palkkaa|rekrytoi|anställer|hakee)\b"
)
_DEPUTY_ONLY = re.compile(
    r"varahenkilö|ersättare|varajäsen|puheenjohtaj|ordförande|jäsen|medlem|sijai|vikarie|ställföretr"
)
_LEADS = re.compile(
    r"verkosto(?:johtaj|päällik)|johtava|vetäj|koordinaattor|nätverks?(?:chef|ledar)|ledande|som leder|"
    r"samordnar|ledare|tym-johtaj|työllistymisen johtaj|\bhän|\bhon\b|nimeää:"
)
_APPROVES = re.compile(
    r"hyväksy|suostum|kuul|godkän|samtyck|\bhör|esity|ehdotu|ehdotta|förslag|lausun|yhteisymmärr|ennen|esittää|"
    r"puol(?:ta|lo|si)|vahvist|fastställ|"
    r"\bsagt|utlåtan|siunau|kysy|tillstyrk|fått säga|näkemy"
)
# It is the leader's deputy who is named.
_FOR_DEPUTY = re.compile(
    r"(?:johtaja(?:lle|n)|henkilölle|henkilön|päällikö(?:lle|n)|koordinaattori(?:lle|n)|hänelle|hänen)(?: (?!ja|"
    r"sekä)\w+){0,2} (?:vara(?!henkilöineen)|sijai)|"
    r"(?:ersättare|ställföreträdare|vikarie) (?:för|till|åt)|nätverks\w+s (?:ersättare|ställf)|"
    r"för (?:nätverks\w+|ledaren|henne|honom) (?:\w+ ){0,2}(?:ersättare|ställf)"
)
_AND_DEPUTY = re.compile(
    r" (?:ja|sekä|och|samt) (?:hänen |tämän |tälle |hänelle |hennes |dennes |en )?(?:vara(?:henkilö|johtaj)\w*|"
    r"sijai\w+|ersättare\w*|ställföreträdare\w*)"
)
_PLURAL = re.compile(
    r"\b(TVA|HVA|KELA) (?:ja|och|sekä|samt) (TVA|HVA|KELA) (?=(?:\w+ )?\w+(?:vat|vät)\b|yhdessä|tillsammans|"
    r"gemensamt|utser)"
)


def leader_naming(lines: Lines) -> Reading | None:
    """The party that names the leader; the johtoryhmä where it does so itself."""
    for line in _ours(lines, _NAMES, 0.25):
        value = _naming(line.plain, bool(_LEADER.search(line.above)))
        if value:
            return reading(value, line)
    return None


def _naming(text: str, below_leader: bool = False) -> str | None:
    if not _NAMES.search(text) or _OPEN.search(text):
        return None
    text = _PLURAL.sub(r"\1+\2 ", _AND_DEPUTY.sub("", text))
    board = False
    leads = bool(_LEADS.search(text) or _LEADER.search(text))
    if _DEPUTY_ONLY.search(text) and not leads:
        return None
    for part in segments(text):
        verb = _NAMES.search(part)
        if not verb or _NEGATED.search(part):
            continue
        if _DEPUTY_ONLY.search(part) and not (_LEADS.search(part) or _LEADER.search(part)):
            continue
        if not leads and not below_leader:
            continue
        if _FOR_DEPUTY.search(part):
            continue
        # Whoever only approves or proposes does not name.
        agents = [m for m in re.finditer(r"\b(TVA|HVA|KELA|JORY)(-[nx])?(?![\w])", part) if not _approver(part, m)]
        roles = {m.group(1) for m in agents if not m.group(2)} or {
            m.group(1)
            for m in agents
            if re.search(r"nimeä|nimittä|valits|utse", part[m.end() : m.end() + 12])
            or re.search(r"\bav $", part[: m.start()])
        }
        # Whose employee is named is not who names.
        parties = [role for role in ROLES if role in roles]
        if len(parties) == 1 or (len(parties) > 1 and "+" in part):
            return joined(parties)
        board = board or ("JORY" in roles and not parties)
    return "johtoryhmä" if board else None


def _approver(part: str, m: re.Match[str]) -> bool:
    """Whether the body at ``m`` approves, proposes or is heard rather than names."""
    if re.match(r" (?:nimeää|nimittää|valitsee|utser|väljer|utnämner|tillsätter)\b", part[m.end() :]):
        return False
    follows = bool(_APPROVES.search(part[m.end() : m.end() + 30]))
    if m.group(1) == "JORY":
        return follows or bool(_APPROVES.search(part[max(0, m.start() - 25) : m.start()])) or bool(m.group(2))
    return bool(m.group(2)) and follows


_EMPLOYED = re.compile(
    r"palveluksessa|palvelussuh|palvelukseen|virkasuh|työsuh|työntekijä|työnantaja|työssä\b|töissä|työllistää|"
    r"palkkaa\b|palkataan|palkannut|palkkaama|sijoittuu|leivissä|kirjoilla|"
    r"viranhaltija|henkilöstöön|henkilökuntaan|anställ|arbetsgivar|arbetar (?:vid|hos|för)|"
    r"tjänst (?:vid|hos|inom)|tjänsteförhållande|arbetsavtalsförhållande|virassa|\bvirka|taustaorganisaatio|"
    r"palkkalisto|lönelista|"
    r"työskentelee (?=TVA|HVA|KELA)|\bvakanss|hallinnollisesti|administrativt|tjänsteinnehavare (?:vid|hos|i)"
)
_IF = re.compile(r"^\W*(?:jos|mikäli|om|ifall|väljs)\b|voi palkata|kan anställa|voi olla|kan vara")
_EMPLOYER_NOT = re.compile(
    r"työntekijöi|työntekijät|anställda\b|henkilöstön\b|henkilöstöä\b|työnantajien|arbetsgivarna|työnantajayht|"
    r"työnantajapalv|"
    r"(?:varahenkilö|sijai(?:nen|sena)|ersättare\w*|vikarie\w*|ställföreträdare\w*)"
)


def leader_employer(lines: Lines) -> Reading | None:
    """The party that employs the leader."""
    return first_of(_ours(lines, _EMPLOYED, 0.3), _employer)


def _employer(text: str) -> str | None:
    if _OPEN.search(text) or not _EMPLOYED.search(text) or _IF.search(text):
        return None
    for part in segments(text):
        spoken = _EMPLOYED.search(part)
        if not spoken or _NEGATED.search(part) or _EMPLOYER_NOT.search(part):
            continue
        roles = [role for role in ROLES if re.search(rf"\b{role}\b", part)]
        if (
            not roles
            and part is not text
            and len(set(re.findall(r"\b(TVA|HVA|KELA)\b", text))) == 1
            and "TVA-n" not in text
        ):
            roles = re.findall(r"\b(TVA|HVA|KELA)\b(?!-)", text)[:1]  # "the town hires the leader and is the employer"
        if len(roles) == 1:
            return SHOWN[roles[0]]
        if len(roles) > 1:
            return None
    return None


_WORKING_TIME = (
    r"(?:työaj\w*|työaikan\w*|työaika\w*|työpano\w*|työ(?:tä|stä|ssä|hön)|arbetstid\w*|arbetsinsats\w*|arbete\w*|"
    r"tehtäv\w*|uppdrag\w*|uppgift\w*|tjänst\w*|virka\w*|viran\b|toimi\b|toimen\b|johtami\w*|ledningsarbet\w*|"
    r"ledarskap\w*|verkostotyö\w*)"
)
_N = r"\d+(?:,\d+)?"
_NEAR = re.compile(rf"{_WORKING_TIME}[^.;]{{0,70}}?$")
_NEAR_AFTER = re.compile(rf"^[^.;]{{0,60}}?{_WORKING_TIME}")
_DAYS_A_WEEK = re.compile(
    r"^ (?:viikossa|viikoittain|joka viikko|i veckan|per vecka|varje vecka|/ ?vk|/ ?vko|/ ?vecka|/ ?viikko)"
)
_PAY = re.compile(
    r"palk(?!ata|kaa)|lön(?!elist)|kustannu|kostnad|laskut|korva|maksa|betalar|faktur|ersätter|menoi|menois"
)
_REST = re.compile(
    r"\bloput|\bloppu(?:osa|aika)|jäljelle|muun (?:osan|ajan|työaj)|muuhun|muihin tehtäviin|muita töitä|"
    r"muissa tehtävissä|\bresten|\bövrig|andra (?:uppgifter|arbets)|"
    r"varahenkilö|ersättare|sijai|vikarie|ställföretr"
)
_PHASED = re.compile(
    r"ensimmäi\w+ (?:vuo|toiminta|vaihe)|alkuvai|aluksi|siirtymä|sen jälkeen|myöhemmin|första året|därefter|"
    r"i början|senare|vuoteen 20|år 20\d\d|vuonna 20"
)
_FULL = re.compile(r"(?:ei ole|ei|inte) (?:\w+ )?100 %|eikä .{0,20}100 %")
_TITLE_YEARS = re.compile(
    rf"\b{_TITLE}(?: \w+){{0,4}}?[:(|, ]{{1,3}}(\d(?:,\d+)?) htv|^\W*työpanos[: ]+(\d(?:,\d+)?) htv"
)


def leader_time(lines: Lines) -> Reading | None:
    """A share of the working time, or days a week."""
    ours = _ours(lines, re.compile(rf"{_WORKING_TIME}|kokoaik|100 %|päätoimi|viikossa|i veckan"), 0.2)
    for line in ours:
        value = _time(line.plain) or _row_time(line)
        if (value is None and line.likely >= 0.3) or (
            value is None and re.search(r"työaika|arbetstid|osuus|andel", line.lead)
        ):
            only = re.fullmatch(rf"\W*(?:(vähintään|minst) )?({_N}) %\W*", line.plain)
            value = f"{'väh. ' if only.group(1) else ''}{number(only.group(2))} %" if only else None
        if value:
            if _PHASED.search(line.plain) and len(re.findall(rf"{_N} %", line.plain)) > 1:
                return None
            return reading(value, line)
    return None


def _time(text: str) -> str | None:
    for part in re.split(
        r";|(?:, | )(?:ja|och|mutta|men) (?=(?:TVA|HVA|KELA)\b)|, (?=(?:loput|resten|muu|jäljelle|loppu))|"
        r" (?:ja|och) (?=[^.;]{0,30}(?:muun ajan|loput|resten|muuhun|övriga))",
        text,
    ):
        if _REST.search(part) and not _LEADER.search(part.split("%")[0]):
            continue
        for amount in amounts(part.replace("päivää", "pv"), r"(?:100 % )?(?:pv|dag\w*|työpäivä\w*|arbetsdag\w*)"):
            if _DAYS_A_WEEK.search(part[amount.end :]) or re.search(
                r"(?:viikossa|i veckan) (?:\w+ )?$", part[: amount.start]
            ):
                return f"{amount.shown} pv/vk"
        if re.search(r"\b(?:en|yksi) dag i veckan|\byhden päivän viikossa", part):
            return "1 pv/vk"
        if _FULL.search(part):
            continue
        if (
            re.search(r"(?<!\d )\b100 %|päätoimi(?:nen|sesti|sena)|på heltid", part)
            and not _PAY.search(part)
            and (_LEADER.search(part) or _PRONOUN.search(part))
        ):
            return f"{qualifier_before(part[: part.index('100 %')])}100 %" if "100 %" in part else "100 %"
        if m := re.search(rf"^\W*{_TITLE}:? (\d+) %\W*$", part):
            return f"{number(m.group(1))} %"
        if (m := _TITLE_YEARS.search(part)) and (years := float((m.group(1) or m.group(2)).replace(",", "."))) <= 1:
            return f"{number(f'{100 * years:.1f}')} %"
        for amount in amounts(part, "%"):
            before, after = part[: amount.start], part[amount.end :]
            near = _NEAR.search(before) or _NEAR_AFTER.search(after)
            around = part[max(0, amount.start - 70) : amount.end + 60]
            if near and not (
                _PAY.search(near.group()) or (_PAY.search(around) and not re.search(r"työaj|työaika|arbetstid", around))
            ):
                return f"{amount.shown} %"
        if (m := re.search(r"(?<![\d/])(\d/\d)(?![\d/])", part)) and re.search(r"työaj|työaika|arbetstid", part):
            return f"{qualifier_before(part[: m.start()])}{m.group(1)}"
    return None


_KINDS = {
    "htv": re.compile(r"\bhtv\b|työpano|arbetsinsats"),
    "hlö": re.compile(r"lukumäär|henkilö(?:itä|ä|määrä)?\b|\bhlö\b|\blkm\b|\bantal\b|personer|\bmäärä\b"),
    "%": re.compile(r"%|osuus|andel|työaika|arbetstid"),
}


def _row_time(line: Line) -> str | None:
    """The share of the leader's own row in a table of staff."""
    if not line.is_row or not re.search(_TITLE, line.plain):
        return None
    value = in_column(line, _KINDS, "htv") or ((m := re.search(r"(0,\d+|1(?:,0+)?) ?htv$", line.plain)) and m.group(1))
    if value and 0 < float(value.replace(",", ".")) <= 1:
        return f"{number(f'{100 * float(value.replace(chr(44), chr(46))):.1f}')} %"
    return None


_DEPUTY = re.compile(
    r"varahenkilö\w*|varamie\w*|varajohtaj\w*|varavetäj\w*|varalla\b|sijai(?:nen|sen|sena|seksi|suu|st)\w*|"
    r"tuuraa\w*|ersättare\w*|"
    r"ställföreträdare\w*|vikarie\w*"
)
_NO_DEPUTY = re.compile(
    r"varahenkilöä ei (?:nimetä|ole|aseteta|tarvita)|ei (?:\w+ )?nimetä (?:\w+ )?(?:varahenkilö|sijai)|"
    r"ingen (?:ersättare|ställföreträdare)|utses inte|"
    r"(?:varahenkilöä|sijaista) (?:emme|ei)|(?:emme|ei) (?:ole nimennyt|nimeä|nimetä|"
    r"aseta) (?:\w+ )?(?:varahenkilö|sijai)|ei ole (?:varahenkilöä|sijaista)|"
    r"utser (?:vi )?(?:inte|ingen)|utses ingen|har ingen ersättare"
)
_ABSENT = (
    r"(?:estynyt|estynyen|estyneenä|poissa|pois\b|lomalla|lomien aikana|poissaol\w+|förhindrad|förhinder|"
    r"frånvarande|frånvaro|borta|ledig|semester)"
)
_WHEN_ABSENT = re.compile(
    rf"{_ABSENT}[^.;]{{0,90}}? (TVA|HVA|KELA)-n (?!nime|valits|määr|toime)\w+|(TVA|HVA|"
    rf"KELA)-n \w+[^.;]{{0,40}}? {_ABSENT}"
)
_ACTS = r"(?:on|toimii|tulee|hoitaa|sijaistaa|nimetään|määrätään|valitaan|är|fungerar|verkar|kommer|utses)"
_WILL = re.compile(
    r"nime(?:ä|t)|nimitt|valits|valitaan|määrä|utse|utnämn|väljer|toimii|fungerar|\bon\b|är\b|finns|har\b"
)
_TITLES = {
    "TVA": re.compile(r"työllisyys(?:johtaj|päällik)|työllisyyspalvel|työvoimapalvel|elinvoimajohtaj|omavalmentaj|uravalmentaj|"
        r"sysselsättnings(?:chef|direktör)|arbetskraftsservice"),
    "HVA": re.compile(r"sosiaali(?:johtaj|päällik|työn|palvel)|aikuissosiaal|sosiaaliohjaaj|sosiaalityöntekij|johtava sosiaali|"
        r"terveyspalv|hoitaja\b|socialchef|socialarbet|socialhandled|vuxensocial"),
}  # fmt: skip


def leader_deputy(lines: Lines) -> Reading | None:
    """The party that the deputy is from; else that there is or is not one."""
    named: Reading | None = None
    for line in _ours(lines, re.compile(rf"{_DEPUTY.pattern}|{_ABSENT}"), 0.2):
        text = line.plain
        if re.search(r"puheenjohtaj|ordförande|jäsen|medlem|ledamot|ledamöter", text) and not _LEADER.search(text):
            continue
        absent = _WHEN_ABSENT.search(text)
        if absent and (line.likely >= 0.3 or _LEADER.search(f"{text} {line.above}")):
            return reading(SHOWN[absent.group(1) or absent.group(2)], line)
        if not _DEPUTY.search(text) or re.search(r"KELA-x ei\b|TVA-x ei\b|HVA-x ei\b", text):
            continue
        if re.search(r"varajäsen", text) and "varahenkilö" not in text:
            continue
        if _NO_DEPUTY.search(text):
            will = re.search(r"(?:TVA|HVA|KELA|JORY|osapuol\w+) (?:nimeää|utser)|nimetään|utses senare", text)
            named = named or reading("nimetään" if will else "ei nimetä", line)
            continue
        role = _deputy_from(text)
        if role:
            return reading(SHOWN[role], line)
        if _WILL.search(text) and not _OPEN.search(text) and not re.search(r"\b(?:ei|inte|ingen)\b", text):
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
        rf"^\W*(?:{deputy}) (TVA|HVA|KELA)()\W*$",
        rf"(?:{deputy}), (?:joka|som) [^.;,]{{0,30}}?(TVA|HVA|KELA)(-n) \w+",
        rf"\b(TVA|HVA|KELA)(-n) (?!nime)(?:[\w-]+ ){{1,3}}?{_ACTS} (?:\w+ ){{0,2}}?(?:{deputy})",
        rf"\b(TVA|HVA|KELA)(-n) (?!nime)[\w-]+(?: [\w-]+)?, joka (?:on|toimii) (?:\w+ )?(?:{deputy})",
        rf"(?:{deputy}) (?:\w+ ){{0,2}}?(?:från|vid|hos|inom) (TVA|HVA|KELA)()",
        rf"(?:{deputy})(?: \w+)? {_ACTS} [^.;,]{{0,60}}?(?:från|vid|hos|inom|på) (TVA|HVA|KELA)()",
        r"(?:sijaistaa|tuuraa|vikarierar)[^.;,]{0,20} (TVA|HVA|KELA)(-n) (?!nime)\w+",
        r"\b(TVA|HVA|KELA)(-n) (?!nime)[\w-]+(?: \w+)? (?:sijaistaa|tuuraa|vikarierar)",
        rf"(?:{deputy}) (?:on|är|fungerar|utses) (?:\w+ ){{0,3}}?(TVA|HVA|KELA)(-n) (?!nime)\w+",
    ):
        m = re.search(pattern, text)
        if m:
            return m.group(1)
    if not re.search(r"\b(?:TVA|HVA|KELA)\b", text):
        found = [role for role, titles in _TITLES.items() if titles.search(text)]
        if len(found) == 1:
            return found[0]
    return None
