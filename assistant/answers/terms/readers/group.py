"""The johtoryhmä: its size, term, chair and meetings."""

from __future__ import annotations

import re

from assistant.answers.terms.amounts import amounts
from assistant.answers.terms.dates import printed
from assistant.answers.terms.frequency import times_a_year
from assistant.answers.terms.lines import Line, Lines, Reading, first_of, reading, segments
from assistant.answers.terms.readers.table import cells
from assistant.answers.terms.roles import ROLES, SHOWN

_GROUP = re.compile(r"\bJORY\b|\bgruppen\b|\bryhmä(?:ssä|än|n)?\b")
# Another body of the same name: of the towns' managers, of a town itself; another body beside it.
_OTHER_BODY = re.compile(
    r"(?:TVA|HVA|KELA)-n (?!asetta|nimeä|johta|ja\b)\w+ JORY|\boma(?:n|lla|ssa)? JORY|\begen JORY|kuntajohtaj|"
    r"kuntien|kommundirektör|on eri asia|ei tarkoiteta|avses inte|"
    r"työryhm|jaosto|tiimi|asiakasohjausryhm|nätverksmöte|verkostopalaver|neuvottelukun|lautakun|toimikun|"
    r"valtuusto(?!kau)|foorum|raati|"
    r"yhteistyöryhm|koordinaatioryhm|projektiryhm|kehittämisryhm|arbetsgrupp|delegation|nämnd|fullmäktige|"
    r"\bteam|\bforum|työvaliokun|"
    r"arbetsutskott|viikkopalaver|tiimipalaver|asiantuntijaryhm|expertgrupp|^\W*(?:\w+ ){0,2}(?:TVA|HVA|"
    r"KELA)(?:-n \w+)? (?:kokoontuu|sammanträder|möts)|kundråd|brukarråd|kommunernas|verkostokokou|nätverksträff"
)
_MEMBERS = (
    r"(?:(?:varsinais\w+|ordinarie|vakinais\w+|äänivaltais\w+) )?(?:jäsen\w*|medlem\w*|ihmis\w*|henkilö(?:ä|stä|"
    r"n)?\b|hengen\b|paik(?:kaa|an|"
    r"at)\b|edustaja\w*|henkeä|henkilöä|hengen|henkinen|person(?:er|en)?\b|platser|representant\w*|ledamöter|"
    r"ledamot|människor|hlö\b)"
)
_SPOKEN = re.compile(
    r"jäsen|medlem|ledam|henkilö|ihmi|henke|henki|paikka|paikat|edustaj|person|plats|representant|koostuu|"
    r"muodost|kuuluu|kuuluvat|kokoonpano|"
    r"består|ingår|istuu|sitter|nimeä|nimett|utser|valits|väljer|människor|sammansättning"
)
_TOTAL = re.compile(
    rf"(\d+) {_MEMBERS}|jäsen(?:iä|et|määrä|ten määrä|istöä?)?(?: on| yhteensä| kaikkiaan| on yhteensä|"
    rf" on kaikkiaan)?:? (\d+)\b|"
    rf"medlemmar(?:na)?(?: är|s antal är)?:? (\d+)\b|(?:antalet|antal) (?:medlemmar|ledamöter)(?: är)?:? (\d+)\b|"
    rf"koostuu (\d+) |består av (\d+) |"
    rf"(?:yhteensä|sammanlagt|kaikkiaan|totalt|i allt) (\d+)\b(?! %| v\b| kertaa)|(\d+)[- ](?:jäseni|medlems)\w*"
)
_SPAN = re.compile(rf"(\d+)\s?[–-]\s?(\d+) {_MEMBERS}")
_PLUS = re.compile(r"\b(\d+) \+ (\d+) \+ (\d+)\b")
# A number after these is of one party, or a limit, not of the whole.
_OF_ONE = re.compile(
    r"\bsillä\b|\bmillään\b|\bsaamme\b|\bsaa\b|\bnimeä\w+|\blähettä\w+|\bvalitsee\b|\butser\b|"
    r"\benempää kuin\b|\bkustakin\b|\bfår\b|\b(?:[a-zåäö]+ll[aä]|TVA-x|HVA-x|KELA-x) on JORY-x|\bhar KELA\b|"
    r"\bpuoli\w* lähettä|\bkullakin\b|\bkukin\b|\bjokai\w+ \w*puol|\bkummallakin\b|\bkummaltakin\b|\bvarje\b"
)
_QUORUM = re.compile(
    r"päätösval|beslutför|läsnä|paikalla|närvar|på plats|enemmän kuin|varajäsen\w* (?:on )?\d|pyytää|vaatii|"
    r"pyynnöstä|kräver|yksimieli|enemmistö|"
    r"lisäksi asiantuntij"
)
_EACH = re.compile(
    r"(?:kukin|kullakin|jokainen|jokaisella|kultakin|kustakin|jokaisesta|"
    r"jokaiselta) [^.;\d]{0,60}?(\d+)(?! v\b)|(\d+) (?:\w+ ){0,2}?(?:kustakin|"
    r"jokaisesta|jokaiselta|kultakin|från varje|per part|osapuolta kohti)|varje (?:avtals)?part (?:\w+ )?(\d+)|"
    r"vardera (?:\w+ )?(\d+)"
)
_CHAIR_AND = re.compile(
    rf"(?:puheenjohtaja\w*|ordförande\w*)(?:,? (?:varapuheenjohtaja|vice ordförande))? (?:ja|sekä|lisäksi|och|"
    rf"samt) (?:siinä on |joukossa on )?(\d+) "
    rf"(?:muuta |andra |övriga )?{_MEMBERS}"
)


def _ours(lines: Lines, words: re.Pattern[str], least: float) -> Lines:
    """Passages about ``words`` that speak of the johtoryhmä, in themselves or by what stands above."""
    found = lines.about(words, least, _OTHER_BODY)
    sure = tuple(
        line
        for line in found.likely
        if not (_OTHER_GROUP.search(line.plain) and "JORY" not in line.plain)
        and not _of_other_group(line, lines)
        and (line.likely >= least or _GROUP.search(line.plain) or "JORY" in line.above or _just_named(line, lines))
    )
    return Lines(sure, lines.all, lines.parties)


_OTHER_GROUP = re.compile(r"\b(?!asiakas|ikä|kohde|väestö|ammatti)\w{3,}ryhm|\b(?!mål|kund|ålders|yrkes)\w{3,}grupp")
_PRONOUN = re.compile(r"^\W*(?:\d[\d.]* )?(?:siihen|siinä|se\b|sen\b|sillä|den\b|i den|dess|till den)")


def _of_other_group(line: Line, lines: Lines) -> bool:
    """Whether a passage that begins with "it" follows one about another group."""
    before = [other for other in lines.clause_of(line) if other.row == line.row - 1]
    return bool(
        _PRONOUN.search(line.plain)
        and before
        and _OTHER_GROUP.search(before[0].plain)
        and "JORY" not in before[0].plain
    )


def _just_named(line: Line, lines: Lines) -> bool:
    """Whether one of the three passages before in the clause names the johtoryhmä ("Siinä on yhdeksän jäsentä")."""
    before = [other for other in lines.clause_of(line) if 0 < line.row - other.row <= 3]
    if before and _OTHER_GROUP.search(before[-1].plain) and not re.search(r"\bJORY\b", before[-1].plain):
        return False
    return any(re.search(r"\bJORY\b", other.plain) and not _OTHER_BODY.search(other.plain) for other in before)


def group_size(lines: Lines) -> Reading | None:
    """The number of members."""
    ours = _ours(lines, _SPOKEN, 0.3)
    found = first_of(ours, lambda text: _size(text, lines.parties))
    return found or _listed(ours)


def _size(text: str, parties: int) -> str | None:
    if _QUORUM.search(text) or (re.search(r"toimikau\w+ (?:on|är)|mandat\w* är", text) and "jäsen" not in text):
        return None
    shares = _of_parties(text)
    if len(shares) == 3 and parties > 3 and re.search(r"\b(?:kukin|jokainen|kumpikin|varje|vardera) TVA", text):
        shares["TVA"] *= parties - 2  # each of the towns
    total = sum(shares.values()) if len(shares) == 3 else None
    if m := _CHAIR_AND.search(text):
        return str(int(m.group(1)) + 1)
    if m := _SPAN.search(text):
        return f"{m.group(1)}–{m.group(2)}"
    if m := _PLUS.search(text):
        return str(sum(map(int, m.groups())))
    for m in _TOTAL.finditer(text):
        if _OF_ONE.search(text[: m.start()]):
            continue
        found = int(next(group for group in m.groups() if group))
        if re.search(
            r"(?:TVA|HVA|KELA)(?:-[nx])?(?: (?:on|nimeää|utser|har|valitsee|lähettää|saa|edustaj\w+|"
            r"representant\w+|vuoksi))?:? (?:\w+ )?$",
            text[: m.start()],
        ):
            continue  # one party's members
        if re.search(r"^(?: \w+)? (?:TVA|HVA|KELA)(?:-x)?\b", text[m.end() :]) and (total or len(_named(text)) > 1):
            continue
        if (
            total is None
            and len(set(_named(text[: m.start()]))) == 1
            and re.search(r"edustaj|representant|representer", m.group())
        ):
            continue
        limit = next((a.qualifier for a in amounts(text, _MEMBERS) if a.start <= m.start() <= a.end), "")
        if total is not None:
            return str(max(found, total))
        return f"{limit}{found}"
    if total:
        return str(total)
    if (m := _EACH.search(text)) and parties >= 3:
        return str(parties * int(next(group for group in m.groups() if group)))
    return None


def _named(text: str) -> list[str]:
    return re.findall(r"\b(TVA|HVA|KELA)\b", text)


def _of_parties(text: str) -> dict[str, int]:
    """Members by party, where a number stands next to each: "TVA 2", "kolme työvoimaviranomaisesta", "FPA en"."""
    filler = r"(?!ja |och |sekä |samt |tai )[\w-]+ "
    for pattern in (
        r"\b{role}(?:-[nx])?:? (?:{filler}){{0,3}}?(\d+|en|ett)\b(?! v\b| kk\b| %| kertaa)",
        r"\b(\d+|en|ett) (?:{filler}){{0,2}}?{role}(?:-[nx])?\b",
    ):
        found = {role: re.search(pattern.format(role=role, filler=filler), text) for role in ROLES}
        if all(found.values()) and len(re.findall(r"\bTVA\b", text)) == 1:
            return {role: int(m.group(1)) if m.group(1).isdigit() else 1 for role, m in found.items() if m}
    return {}


def _listed(lines: Lines) -> Reading | None:
    """Members by party in the items of a list or the rows of a table."""
    for line in lines:
        clause = [other for other in lines.clause_of(line) if other.plain and not _QUORUM.search(other.plain)]
        found: dict[str, tuple[int, Line]] = {}
        for other in clause:
            m = re.match(
                r"\W*(?:(?:TVA)|(?:HVA)|(?:KELA))(?:-[nx])?\b(?: \((?:TVA|HVA|KELA)\))?", other.plain
            ) or re.match(r"\W*(?:\d+|en|ett) [^.;\d]{0,60}\b(?:TVA|HVA|KELA)\b", other.plain)
            roles = set(_named(other.plain))
            if (
                not m
                or len(roles) != 1
                or not (_SPOKEN.search(f"{other.plain} {other.lead}") or "JORY" in other.heading)
            ):
                continue
            numbers = [n for n in cells(other.plain) if n.isdigit()] or re.findall(r"\b\d+\b", other.plain)
            numbers = numbers or ["1"] * len(re.findall(r"\b(?:en|ett)\b", other.plain)[:1])
            role = roles.pop()
            if numbers and role not in found:
                found[role] = (int(numbers[0]), other)
            elif numbers and other.is_row and role == "TVA":  # several towns
                found[role] = (found[role][0] + int(numbers[0]), other)
        if len(found) == 3:
            ordered = sorted((entry for _, entry in found.values()), key=lambda entry: entry.row)
            return reading(str(sum(count for count, _ in found.values())), ordered[0], ordered[-1])
    return None


_TERM = re.compile(
    r"toimikau|kaude|kausi|jakso|mandat|period|asettaa|asetettu|asetetaan|tillsätt|utses|nimetään|valitaan|utser|väljs"
)
_YEARS = re.compile(r"(\d+) v\b")
_D = r"D\d{4}-\d\d-\d\d"
_DATES = re.compile(rf"({_D})(?:\s?[–-]\s?|[^.;]{{0,30}}?[ –-])({_D})")
_LEADER_TERM = re.compile(
    r"johtav\w+ henk|verkosto(?:johtaj|pääll|koord)|varahenkilö|nätverks|den person som leder|ledaren|hän\b|hänet"
)


def group_term(lines: Lines) -> Reading | None:
    """Years or dates."""
    for line in _ours(lines, re.compile(r"toimikau|mandat|asettaa|tillsätt|toimiaika|verksamhetsperiod"), 0.2):
        text = line.plain
        if not _TERM.search(text) or re.search(r"irtisano|uppsäg|optio", text):
            continue
        if _LEADER_TERM.search(text) and not re.search(
            r"JORY(?:-[nx])? (?:toimikausi|on|asetetaan)|JORY-n? mandat", text
        ):
            continue
        if line.likely < 0.5 and "JORY" not in f"{text} {line.heading}":
            continue
        named = re.search(
            r"toimikau|mandat|toimiaika|jakso|period|\bkausi\b|\bkaudella\b|\bkaudeksi\b", f"{text} {line.lead}"
        )
        if named and (m := _DATES.search(text)):
            return reading(f"{printed(m.group(1))}–{printed(m.group(2))}", line)
        if m := _YEARS.search(text):
            if re.search(r"\b(?:ensimmäi|första|välein)", text[: m.end() + 8]) and len(_YEARS.findall(text)) > 1:
                return None
            return reading(f"{m.group(1)} v", line)
        if named and (
            m := re.search(
                rf"(?:päättyy|saakka|asti|till och med|upphör|löper ut)[^.;]{{0,20}}?({_D})|({_D}) (?:saakka|"
                rf"asti|loppuun)",
                text,
            )
        ):
            return reading(f"–{printed(m.group(1) or m.group(2))}", line)
    return None


_CHAIR = re.compile(
    r"(?<!vara)(?<!vice )(?<!vice)(?<!vice-)(?:puheenjohtaj\w*|ordförande\w*|\bpj\b\.?|\bordf\b\.?|"
    r"puhetta johta\w+|johta\w+ puhetta|för ordet|puheenvuorot jakaa|"
    r"vetää (?:kokou|JORY)\w*|johtaa (?:kokou|JORY)\w*|JORY-[nx] (?:vetä|johta)\w+|kokouk\w+ johta\w+|"
    r"kokouk\w+ vetä\w+|leder mötena|leder JORY|nuija\w*|klubban)"
)
_VICE = re.compile(r"varapuheenjohtaj\w*|vice[ -]?ordförande\w*|varapj")
_ROTATES = re.compile(
    r"\bkiertä\w+|\bvuorott?el\w+|\bvuorovuosin\b|\broter\w+|\bturas om\b|\bväxlar\b|\bvaihtuu\b|"
    r"\bcirkuler\w+|\bväxelvis\b|\bvuorollaan\b|\bvuorovuotinen|\balterner\w+|\bvuoroin\b|\bkierto\b|"
    r"\bsiirtyy\b|\bvaihtelee\b|\bövergår\b|till nästa|\bturvis\b|\bi tur och ordning\b"
)
_NAMES = r"(?:nimeä\w+|nimitt\w+|valits\w+|asetta\w+|osoitta\w+|anta\w+|utser|utse\w*|väljer|utnämner|tillsätter|ger)"
_NO_CHAIR = re.compile(
    r"kun puheenjohtaja|kutsuu|kallar|estyn|esteelli|förhind|frånvar|poissa|"
    r"JORY-?\w* valitsee (?:itse )?keskuud|keskuudestaan|inom sig|kutsusta|ääni|"
    r"\bröst|allekirjoit|undertecknar|tarkast|juster"
)


def group_chair(lines: Lines) -> Reading | None:
    """Whose the chair is."""
    for line in _ours(lines, _CHAIR, 0.25):
        # "Pj. kaupunki, varapj. hyvinvointialue" may have been cut at the full stop of the abbreviation.
        more = [other for other in lines.clause_of(line) if other.row == line.row + 1]
        cut = bool(more) and re.search(r"\b(?:pj|ordf)\.$", line.plain)
        value = _chair(f"{line.plain} {more[0].plain}" if cut else line.plain)
        if value is not None:
            return reading(value, line, more[0] if cut else None)
    return None


def _chair(text: str) -> str | None:
    if not _CHAIR.search(text):
        return None
    if re.search(
        r"^\W*(?:kun|jos|mikäli|när|om|då) (?:puheenjohtaja|ordförande)|^\W*puheenjohtaja\w* (?:ollessa|poissa)", text
    ):
        return None
    if _ROTATES.search(text) and not _VICE.search(text):
        return "kiertää"
    if _NO_CHAIR.search(text) and not re.search(r"ordförande är|puheenjohtaja(?:na)? (?:on|toimii)", text):
        return None
    if _ROTATES.search(text) and not re.search(
        r"vara\w+ (?:\w+ )?(?:kiert|vuorot)|vice ?ordförande\w* (?:roter|väx|tur)", text
    ):
        return "kiertää"
    for part in segments(text):
        if _CHAIR.search(part):
            roles = [role for role in ROLES if re.search(rf"\b{role}\b", part)]
            if len(roles) == 1 and not re.search(r"\b(?:ei|inte)\b", part):
                return SHOWN[roles[0]]
    # "puheenjohtaja ja varapuheenjohtaja tulevat kaupungilta": one party in all of the sentence that names or has the chair
    roles = [role for role in ROLES if re.search(rf"\b{role}\b", text)]
    if (
        len(roles) == 1
        and not re.search(r"\b(?:ei|inte)\b", text)
        and (re.search(_NAMES, text) or re.search(r"\b(?:on|toimii|tul\w+|kommer|är)\b", text))
        and not _VICE.search(text)
    ):
        return SHOWN[roles[0]]
    # "Puheenjohtaja tulee kaupungilta, varapuheenjohtaja hyvinvointialueelta": the party nearest after the chair
    if m := _CHAIR.search(text):
        after = re.split(_VICE, text[m.end() :])[0]
        near = re.findall(r"\b(TVA|HVA|KELA)\b", re.split(r"[,;]", after)[0])
        if len(set(near)) == 1 and not re.search(r"\b(?:ei|inte)\b", after):
            return SHOWN[near[0]]
    return None


_MEETS = re.compile(
    r"kokoon(?!pano)|kokou|tapaa|möte|möts|sammantr|träffa|samlas|istun|pide|kallas|koolla|koolle|sammankom|"
    r"kertaakokous|näemme|ses\b"
)
_ONLY_SOME = re.compile(
    r"yhteiskokou|laajenne|kehittämispäiv|sovitaan erikseen|avtalas s|koko henkilöst|gemensamt möte|utvidga|"
    r"työkokou|seminaar|seminari"
)
_CONVENES = re.compile(
    r"kokoontu|sammantr|\bmöts|träffas|\btapaa|kertaakokous|kokouksia pid|kokous pid|pitää .{0,20}kokou|"
    r"håller .{0,20}möte"
)
_NOT_MEETING = re.compile(r"raport|seuranta|tarkist|arvioi|tilasto|uppfölj|rapport|tavoitt|henkilöst")


def group_meetings(lines: Lines) -> Reading | None:
    """Meetings a year."""

    def read(text: str) -> str | None:
        if _ONLY_SOME.search(text) or (_NOT_MEETING.search(text) and not _CONVENES.search(text)):
            return None
        if m := re.search(r"(?:vuosittain|vuodessa) (\d) (\d)\b(?! (?:kk|pv|v)\b)", text):
            return f"{m.group(1)}–{m.group(2)}/v"
        return times_a_year(text) or _number_a_year(text) if _MEETS.search(text) else None

    ours = _ours(lines, _MEETS, 0.25)
    return first_of(ours, read) or _beside(ours)


_BARE_YEAR = re.compile(r"(?:vuodessa|kalenterivuodessa|per år|om året|/ ?v\b|/ ?år)")


def _number_a_year(text: str) -> str | None:
    """ "vähintään neljä vuodessa" where "meetings" is understood."""
    if m := re.search(r"(?:vuodessa|om året|per år):? (?:on |är )?(\d+)\W*$", text):
        return f"{m.group(1)}/v"
    for amount in amounts(text, rf"(?:varsinaista |ordinarie )?{_BARE_YEAR.pattern}"):
        return f"{amount.shown}/v"
    return None


def _beside(lines: Lines) -> Reading | None:
    """A list item that says only how often, below a heading or an item that speaks of meetings."""
    for line in lines:
        above = f"{line.heading} {line.lead}"
        if _MEETS.search(above) and not _NOT_MEETING.search(line.plain):
            value = times_a_year(line.plain) or _number_a_year(line.plain)
            if value:
                return reading(value, line)
    return None
