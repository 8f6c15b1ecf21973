"""How long the agreement holds, how it is ended, and who decides a dispute."""

from __future__ import annotations

import re

from assistant.answers.terms.amounts import qualifier_before
from assistant.answers.terms.dates import printed
from assistant.answers.terms.lines import Line, Lines, Reading, reading
from assistant.answers.terms.plain import number
from assistant.answers.terms.roles import ROLES, SHOWN

_DATE = r"D\d{4}-\d\d-\d\d"
_ONGOING = re.compile(r"\btoistaiseksi\b|\btills vidare\b|på obestämd tid|tidsobestäm|määräämättömän")
_VALID = re.compile(
    r"\bvoima(?:ssa|an)\w*|\bpääty\w+|\bpäätty\w+|\balkaa\b|\balku\b|\balkaen\b|\bsopimuskau\w+|\bsopimusai\w+|"
    r"\bkestää\b|"
    r"\bjatkuu\b|\bgäll\w+|\bträder i kraft\b|\bträtt i kraft|"
    r"\bgiltig\w*|\bupphör\w*|\bavtalsperiod\w*|\bavtalstid\w*|\bkesto\b|\bkestoaika\b|\bloppu\w*|\bi kraft\b|"
    r"määräaj|määräaikai|"
    r"\btehdään\b|\bingås\b|\bpätee\b|\bvaraktighet|\bstartar\b|\bbörjar\b|\bslutar\b|\blöper\b"
)
_HEADING = re.compile(
    r"voima|voimassa|kauan|kesto|sopimuskau|sopimusai|giltig|hur länge|avtalstid|avtalsperiod|i kraft|gäller"
)
_RANGE = re.compile(rf"({_DATE})(?:\s?[–-]\s?|[^.;]{{0,80}}?[ –-])({_DATE})")
_UNTIL = re.compile(
    rf"(?:päättyy|päättyen|saakka|asti|till och med|t\.o\.m\.|upphör|slutar|löper ut|till utgången av|fram till|\btill|"
    rf"päättymi\w+:?|loppu(?:u|pvm|päivä)?:?|slut(?:datum)?:?|gäller till)[^.;]{{0,25}}?({_DATE})|"
    rf"({_DATE}) (?:saakka|asti|loppuun)"
)
_FROM = re.compile(rf"({_DATE})")
_START = re.compile(
    rf"(?:voimaan|alkaa|alku\w*|alkaen|lukien|från|kraft|börjar|startar|ikraftträdande|gäller|"
    rf"alkamis\w+)[^.;]{{0,40}}?({_DATE})(?! (?:saakka|asti|loppuun))|"
    rf"({_DATE}) (?:alkaen|lukien|lähtien)"
)
_ELSE = re.compile(
    r"toimikau|mandat|optio|option|\bneuvottel\w+ (?:uudesta|jatkosta)|pidenne|jatketaan|voidaan jatkaa|"
    r"voivat jatkaa|förläng|uusi sopimu|"
    r"\bnytt avtal|\baloit|\bhanke|projekt|laskut|faktur|talousarvio"
)
_OFFICE = re.compile(r"toimikau|mandat")  # of the johtoryhmä or the leader, not of the agreement
_OTHER_AGREEMENT = re.compile(
    r"\b(?!yhteistyö|yhteistoiminta|tym)\w{3,}sopimu(?!skau|sai|spuol)|\b(?!samarbets)\w{3,}avtal(?!spart|stid|"
    r"speriod)"
)
_LEASE = re.compile(
    r"vuokrasop|vuokra-aik|hyresavtal|hyreskontrakt|hyrestid|työsopimu|liite\b|liitteen|tietoturva|käyttöoikeu|"
    r"ostopalvelu|\bhyran\b|vuokra on"
)
_YEARS = re.compile(
    r"\b(?:voimassa|tehdään|sopimuskausi on|määräaikainen|gäller|ingås|avtalsperioden är)(?: \w+){0,2}?(?:,)? (\d+) v\b"
)
_NO_END = re.compile(
    r"ei (?:ole|tehdä) määräaikai|ei aseteta (?:\w+ )?päättymis|voimassaoloa ei rajoiteta|"
    r"ei ole (?:\w+ )?(?:päättymis|loppumis|päättymä)\w*|"
    r"päättymis(?:päivää|aikaa|ajankohtaa) ei|ilman (?:päättymis|määräai)\w+|ei (?:\w+ )?päättymispäivää|"
    r"slutdatum har inte|inget slutdatum|inte tidsbestäm|utan slutdatum|ingen slutdag|ingen tidsgräns|"
    r"(?:siihen saakka|siihen asti|niin kauan),? (?:kunnes|kuin)[^.;]{0,60}(?:irti|lopett|päättä|halua)|"
    r"(?:tills|till dess|så länge)[^.;]{0,60}(?:säg\w* upp|uppsäg|avslutar|lämnar)|kunnes (?:se|joku|jokin|"
    r"sopimus) [^.;]{0,40}(?:irti|lopett|päättä)"
)


def _of_another_agreement(text: str) -> bool:
    """Whether a sentence speaks of a lease, a transport contract or the like, and not of this agreement first."""
    other = _OTHER_AGREEMENT.search(text)
    return bool(other) and not re.search(r"\b(?:sopimu|avtal)", text[: other.start() if other else 0])


def validity(lines: Lines) -> Reading | None:
    """ "toistaiseksi", or the first and the last day."""
    starts: list[tuple[Line, str]] = []
    ends: list[tuple[Line, str]] = []
    found = [
        line
        for line in lines.about(re.compile(rf"{_VALID.pattern}|{_ONGOING.pattern}|{_HEADING.pattern}"), 0.2)
        if not line.is_of_others and not _LEASE.search(line.plain) and not _of_another_agreement(line.plain)
    ]
    for line in found:
        text = line.plain
        if _ELSE.search(text) and not _VALID.search(text):
            continue
        sure = (
            line.likely >= 0.2
            or bool(_HEADING.search(line.heading))
            or bool(re.search(r"sopimu|avtal|överenskom", text))
        )
        about = bool(_VALID.search(text) or _HEADING.search(line.heading))
        if not about or not sure:
            continue
        if _ONGOING.search(text) and re.search(r"vähintään|ainakin|aikaisintaan|minst|åtminstone|tidigast", text):
            return reading("toistaiseksi", line)  # a day before which it does not end is no last day
        if (m := _RANGE.search(text)) and m.group(1) < m.group(2) and not _OFFICE.search(text[: m.start()]):
            before = text[: m.start()]
            of_else = _ELSE.search(before) and not re.search(r"voimassa|gäller|sopimuskau|avtalsperiod", before)
            if not of_else:
                return reading(f"{printed(m.group(1))}–{printed(m.group(2))}", line)
        if _OFFICE.search(text) and not re.search(r"sopimu\w* (?:on|tulee)|avtalet (?:gäller|träder)", text):
            continue
        if m := _UNTIL.search(text):
            ends.append((line, m.group(1) or m.group(2)))
        elif (m := _START.search(text)) and not _ONGOING.search(text):
            starts.append((line, m.group(1) or m.group(2)))
    if (joined := _joined(starts, ends, lines)) and not any(
        _ONGOING.search(line.plain) and re.search(r"sopimus on voimassa|avtalet gäller", line.plain) for line in found
    ):
        return joined
    ongoing: Reading | None = None
    for line in found:
        text = line.plain
        spoken = line.likely >= 0.2 or _HEADING.search(line.heading) or re.search(r"sopimu|avtal", text)
        if not spoken or (_OFFICE.search(text) and not re.search(r"sopimu|avtal", text)):
            continue
        if _NO_END.search(text) or (
            _ONGOING.search(text)
            and not re.search(
                r"ei .{0,30}toistaiseksi|inte .{0,20}tills vidare|voidaan jatkaa|kan förlängas|(?:jälkeen|"
                r"därefter|sedan).{0,40}(?:toistaiseksi|tills vidare)",
                text,
            )
            and (_VALID.search(text) or _HEADING.search(line.heading))
        ):
            ongoing = reading("toistaiseksi", line)
            break
    if ends and not ongoing:
        # Only the end is said; where a length is said beside, both together say more than can be read surely.
        line, end = ends[0]
        return reading(f"–{printed(end)}", line)
    return ongoing


def _joined(starts: list[tuple[Line, str]], ends: list[tuple[Line, str]], lines: Lines) -> Reading | None:
    """The term where two passages of a clause near each other say the first and the last day."""
    for line, end in ends:
        for other in (*(entry for entry in lines.clause_of(line) if 0 < abs(entry.row - line.row) <= 3),):
            started = [start for begun, start in starts if begun.row == other.row and start < end]
            if (
                not started
                and not other.is_of_others
                and not _ELSE.search(other.plain)
                and not _LEASE.search(other.plain)
            ):
                m = _FROM.search(other.plain)
                started = [m.group(1)] if m and m.group(1) < end and _VALID.search(other.plain) else []
            if started:
                first, last = sorted((other, line), key=lambda entry: entry.row)
                return reading(f"{printed(started[0])}–{printed(end)}", first, last)
    return None


_NOTICE = re.compile(
    r"irtisano|sano\w* (?:\w+ ){0,4}?irti\b|irti\b|uppsäg|säg\w* (?:\w+ ){0,4}?upp\b|irtautu|irtaantu|"
    r"halua\w* (?:pois|lopettaa|irti)|vill (?:lämna|sluta|dra sig)|\d (?:kk|pv) (?:aikaisemmin|aiemmin)|"
    r"etukäteen|i förväg|"
    r"(?:lähteä|erota|eroaa|vetäytyä|irrottautua|luopua|lähtö\w*) (?:\w+ )?(?:sopimuksesta|pois|mallista)|"
    r"sopimuksesta (?:\w+ )?(?:lähte|ero|lähtö|irta|luopu|vetäyty)|"
    r"(?:lopettaa|päättää|lakkauttaa) (?:\w+ )?sopimu|sopimuksen (?:\w+ )?(?:lopetta|päättä)|sopimus (?:päättyy|"
    r"loppuu|lakkaa|raukeaa) (?:silloin|tällöin|sen jälkeen|\d)|"
    r"lämna\w* avtalet|träd\w* ur|frånträd|utträd|dra\w* sig (?:ur|ut)|avsluta\w* avtalet|avtalet (?:upphör|"
    r"slutar) (?:då|då efter|efter)"
)
_OTHER_NOTICE = re.compile(
    r"vuokrasop|vuokrasuh|vuokralai|vuokranantaj|hyresavtal|hyreskontrakt|hyresvärd|hyresgäst|työsopimu|"
    r"palvelussuht|anställningsförh|ostopalvelu|käyttöoikeussop|lisenssi|"
    r"järjestelmä\w* (?:käyttö|sopimu)|\bloma|poissaol|kokouskutsu|kallelse|kutsu\b|kutsutaan|esityslista|"
    r"föredragningslist|optio|option"
)
_PERIOD = re.compile(r"(\d+)(?:\s?[–-]\s?(\d+))? (kk|pv|vk|v)\b")
_NO_NOTICE = re.compile(
    r"kan (?:\w+ ){0,2}inte (?:\w+ )?sägas upp|ei (?:voi|voida|saa) (?:\w+ ){0,3}?(?:irtisanoa|"
    r"sanoa (?:\w+ )?irti)|kan inte (?:\w+ ){0,3}?sägas? upp|får inte sägas upp|"
    r"eikä (?:\w+ ){0,2}(?:voi|voida) (?:\w+ ){0,3}?(?:irtisanoa|sanoa (?:\w+ )?irti)|ingen (?:part )?(?:kan|"
    r"får) säga upp|"
    r"ei ole (?:\w+ )?(?:irtisanottavissa|irtisanomisoikeutta)|ilman irtisanomisoikeutta|går inte att säga upp|"
    r"irtisanomisoikeutta ei"
)
# The period belongs to something else: talks, answers, what happens after or must be done before.
_OTHER_PERIOD = re.compile(
    r"^ (?:sisällä|kuluessa|inom|före (?:mötet|avtals)|innan|määräaikai|yli\b|jälkeen neuvot|välein|optio|lang|"
    r"voimassa|kestänyt|ensimmäis)|"
    r"^ (?:irtisanomisajan )?(?:jälkeen|efter att) |^(?:n)? (?:kuluttua|efter) (?:voimaantul|allekirj|"
    r"ikraftträd|undertecknand|sopimuksen voimaan)"
)
_OTHER_BEFORE = re.compile(
    r"(?:inom|viimeistään|senast|yhdellä|enintään|högst|aikaisintaan|tidigast|voimassa|ensimmäis\w+|första|"
    r"ollut|gällt) (?:\w+ )?$"
)


def notice_period(lines: Lines) -> Reading | None:
    """A period, or each party's where they differ."""
    none: Reading | None = None
    for line in lines.about(_NOTICE, 0.2):
        text = _main(line.plain)
        if line.is_of_others or (
            (_OTHER_NOTICE.search(text) or _of_another_agreement(text))
            and not re.search(r"\bsopimuksen irtisanomisaika|\bavtalets uppsägning|tämän sopimuksen", text)
        ):
            continue
        if not (
            line.likely >= 0.2 or re.search(r"sopimu|avtal|irtisanomisai|uppsägningstid", f"{text} {line.heading}")
        ):
            continue
        spoken = bool(_NOTICE.search(text)) or (
            bool(_NOTICE.search(line.above))
            and (line.likely >= 0.5 or "irtisanomisaj" in text or bool(re.match(r"\W*(?:TVA|HVA|KELA)\b", text)))
        )
        if not spoken:
            continue
        found = _periods(text, bool(_NOTICE.search(line.above)))
        if found:
            return _combined(line, found, lines)
        if none is None and _NO_NOTICE.search(text) and line.likely >= 0.2:
            none = reading("ei irtisanottavissa", line)
    return none


def _main(text: str) -> str:
    """The sentence without the reason that it gives ("since the lease is as long")."""
    return re.split(r",? (?:eftersom|koska|sillä) ", text)[0]


_YEAR_LONG = re.compile(
    r"(irtisanomisai\w+(?: [\w-]+){0,3}? |uppsägningstid\w*(?: \w+){0,3}? )(?:1 v\b|vuosi\b|vuoden\b|ett år\b|"
    r"yhden vuoden)"
)
_IN_OTHER_CASES = re.compile(r"muissa tapauksissa|muulloin|muutoin|i övriga fall|i andra fall|annars")
_OF_OTHERS = re.compile(
    r"(?<=kk, )(?:muiden|muilla|muille|muilta|för övriga|för de övriga|för de andra|"
    r"övriga)[^.;\d]{0,40}?\d+(?! ?(?:kk|pv|vk|v)\b)(?=\W*$|\W*\.)"
)


def _periods(text: str, below_notice: bool = False) -> list[tuple[tuple[str, ...], str]]:
    """(roles, period): roles that the words before a period name; none where it is for all."""
    found: list[tuple[tuple[str, ...], str]] = []
    done = 0
    text = _YEAR_LONG.sub(lambda m: f"{m.group(1)}12 kk", text)
    text = re.sub(
        r"\b(?:vuoden|ett års?|vuotta) (?=etukäteen|aikaisemmin|aiemmin|i förväg|kuluttua|päästä|ennen|"
        r"irtisanomis|uppsägning)",
        "12 kk ",
        text,
    )
    text = re.sub(
        r"\b(?:kuukauden|en månads?) (?=etukäteen|aikaisemmin|aiemmin|i förväg|irtisanomis|uppsägning)", "1 kk ", text
    )
    text = re.sub(r"(?<= )(?:vuosi|ett år|1 v)(?=\W*$)", "12 kk", text) if _NOTICE.search(text) else text
    # "in other cases": what stands before is the exception
    if usual := _IN_OTHER_CASES.search(text):
        text = text[usual.start() :]
    if rest := _OF_OTHERS.search(text):
        text = f"{text[: rest.end()]} kk{text[rest.end() :]}"
    for m in _PERIOD.finditer(text):
        before, after = text[done : m.start()], text[m.end() :]
        if _OTHER_PERIOD.search(after) or (
            _OTHER_BEFORE.search(text[: m.start()])
            and "irtisanomisa" not in after[:30]
            and "uppsägning" not in after[:30]
        ):
            continue
        if re.search(r"^ ennen (?:sopimuskau|määräajan|kauden)", after) and re.search(
            r"jatku|jatke|optio|förläng", text
        ):
            continue
        near = text[max(0, m.start() - 120) : m.end() + 110]
        if not (_NOTICE.search(near) or found or below_notice):
            continue
        unit = {"v": ("kk", 12), "kk": ("kk", 1), "pv": ("pv", 1), "vk": ("vk", 1)}[m.group(3)]
        amount = number(str(int(m.group(1)) * unit[1]))
        if m.group(2):
            amount += f"–{number(str(int(m.group(2)) * unit[1]))}"
        roles = tuple(role for role in ROLES if re.search(rf"\b{role}\b", before))
        if not roles and (
            r := re.match(
                r"^(?: \w+){0,2}?(?:,)? (?:TVA|HVA|KELA)(?:-[nx])?(?: (?:ja|och) (?:TVA|HVA|"
                r"KELA)(?:-[nx])?)* (?:osalta|kohdalla|del)\b",
                after,
            )
        ):
            roles = tuple(role for role in ROLES if role in r.group())
        if not roles and re.search(r"\bmui(?:den|lla|lle|lta)\b|\bmuut\b|övriga|andra|toisten", before):
            named = {role for earlier, _ in found for role in earlier}
            roles = tuple(role for role in ROLES if role not in named) if named else ()
        found.append((roles, f"{qualifier_before(text[: m.start()])}{amount} {unit[0]}"))
        done = m.end()
    return found


def _combined(line: Line, found: list[tuple[tuple[str, ...], str]], lines: Lines) -> Reading | None:
    """The period of all, or each party's: what the passages around in the clause add is put together with this one's."""
    said = {line.row: found}
    partial = all(roles and len(roles) < 3 for roles, _ in found)
    for other in lines.clause_of(line):
        if (
            other.row == line.row
            or abs(other.row - line.row) > 3
            or other.is_of_others
            or (_OTHER_NOTICE.search(_main(other.plain)) or _of_another_agreement(_main(other.plain)))
        ):
            continue
        if not (_NOTICE.search(other.plain) or (line.lead and other.lead == line.lead)):
            continue
        more = _periods(_main(other.plain), True)
        if not partial:
            more = [entry for entry in more if entry[0] and len(entry[0]) < 3]
        if more:
            said[other.row] = more
    entries = [entry for row in sorted(said) for entry in said[row]]
    by_row = {other.row: other for other in lines.all}
    first, last = by_row[min(said)], by_row[max(said)]
    values = {value for _, value in entries}
    if len(values) == 1 and (
        not partial
        or {role for roles, _ in entries for role in roles} == set(ROLES)
        or any(not roles for roles, _ in entries)
    ):
        return reading(values.pop(), line)
    general = [value for roles, value in entries if not roles]
    if len(set(general)) > 1:
        return None
    by_role: dict[str, str] = {}
    for roles, value in entries:
        for role in roles:
            if by_role.setdefault(role, value) != value:
                return None
    if general:
        by_role = {role: by_role.get(role, general[0]) for role in ROLES}
    if len(by_role) < 3:
        return None  # what holds for the others isn't said
    if len(set(by_role.values())) == 1:
        return reading(next(iter(by_role.values())), first, last)
    return reading("; ".join(f"{SHOWN[role]} {by_role[role]}" for role in ROLES), first, last)


# In this order: where both courts are named, the one of administrative law decides what concerns the agreement itself.
_COURTS = [
    (
        "hallinto-oikeus",
        re.compile(
            r"hallinto-? ?oikeu|hallintotuomioistui|förvaltningsdomstol|hallintoriit|förvaltningstvist|"
            r"hallinto-oikeudelli|förvaltningsprocess|"
            r"hallintolainkäyt"
        ),
    ),
    (
        "käräjäoikeus",
        re.compile(
            r"käräjäoikeu|tingsrätt|yleisessä alioikeu|allmän domstol|yleisissä tuomioistui|yleisessä tuomioistui"
        ),
    ),
    (
        "välimiesmenettely",
        re.compile(r"välimie|välitystuomio|välitysmenett|skiljeman|skiljemän|skiljeförfarande|skiljedom|skiljenämnd"),
    ),
]
_APPEAL = re.compile(
    r"valite|valitus|oikaisuvaatim|besvär|omprövning|asiakkaan|kundens|muutoksenhaku|hakea [^.;]{0,30}muutosta|"
    r"söka ändring|\basiakas\b|\bkunden\b|ändringssök"
)
_NEGOTIATED = re.compile(
    r"neuvot|keskustel|förhandl|johtoryhmäs|JORY|sovitella|sovinto|sovittel|överlägg|diskus|puhu(?:mme|taan)|"
    r"keskenä|yhteisymmärry|ratkaisevat|"
    r"samråd|prata|johtajat|johtajien|ledning|löser|medling|medlar|sopimaan|sovitaan"
)
_DISPUTE = re.compile(
    r"erimieli|riita|riito|riida|riidat|tulkitse|tulkinta|tvist|oenighe|meningsskilj|menings|kiista|kiistat|"
    r"inte (?:kommer|är) överens|oense|\binte överens|"
    r"ei (?:päästä|löydy) (?:sop|yhteis)|eri mieltä|näkemysero"
)
_NO_COURT = re.compile(
    r"oikeuteen (?:emme|ei)|(?:ei|emme) (?:viedä|vie|saateta|käytetä)[^.;]{0,40}(?:oikeu|tuomioistui)|"
    r"inte (?:till|avtalat om|utsett)[^.;]{0,20}domstol|ingen domstol"
)
_OTHER_MATTER = re.compile(r"lasku|faktur|työtapatur|asiakkaan (?:kanssa|asia)|hankinta")


def dispute_forum(lines: Lines) -> Reading | None:
    """The kind of court, or "neuvottelu" where no court is agreed."""
    negotiated: Reading | None = None
    asked = lines.about(re.compile(rf"{_DISPUTE.pattern}|{'|'.join(court.pattern for _, court in _COURTS)}"), 0.15)
    for line in asked:
        text = line.plain
        if line.is_of_others or _OTHER_MATTER.search(text):
            continue
        about = _DISPUTE.search(f"{text} {line.heading}") or line.likely >= 0.15
        if about and not _APPEAL.search(text):
            for value, pattern in _COURTS:
                m = pattern.search(text)
                if (
                    m
                    and not re.search(
                        r"\b(?:ei|inte|eikä|ingen)\b(?: (?!överens)\w+){0,2}$", text[: m.start()].rstrip()
                    )
                    and not re.search(r"^\w*(?: \w+){0,2} (?:ei|inte)\b", text[m.end() :])
                ):
                    return reading(value, line)
        said = (_NEGOTIATED.search(text) or _NO_COURT.search(text)) and (
            _DISPUTE.search(text) or _DISPUTE.search(line.heading) or line.likely >= 0.8
        )
        if negotiated is None and said and (line.likely >= 0.3 or _DISPUTE.search(text)):
            negotiated = reading("neuvottelu", line)
    return negotiated
