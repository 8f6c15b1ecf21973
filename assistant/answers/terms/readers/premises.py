"""The premises: whose, at what rent, and when Kela is there."""

from __future__ import annotations

import re

from assistant.answers.terms.amounts import Amount, amounts, qualifier_before
from assistant.answers.terms.lines import Line, Lines, Reading, reading
from assistant.answers.terms.roles import ROLES, SHOWN, joined

_PREMISES = re.compile(
    r"\btila\b|\btila[nstal]\w*|\btilat\b|\btilo\w*|toimitil|toimipiste|toimipaik|palvelupiste|huone\w*|"
    r"työpiste|vuokra\w*|"
    r"lokal\w*|hyr\w+|verksamhetsställ|serviceställ|utrymme|\btalo\w*|hus\b|\bhuset|rakennu|kiinteistö|fastighet|"
    r"byggnad|kontor\w*|toimisto\w*|kerros|kerroksess|palvelutor"
)
_JOINT_PLACE = (
    r"(?:toimitil\w*|tiloja|tilaa|tilat|tila|pistettä|toimipistettä|toimipisteitä|toimipaikkaa|toimistoa|"
    r"palvelupistettä|taloa)"
)
_NO_JOINT = re.compile(
    rf"(?:yhteisiä|yhteistä) {_JOINT_PLACE} (?:\w+ )?ei\b|"
    rf"(?:ei|emme|eivät) (?:ole |perusta |perusteta |vuokraa |vuokrata |hanki |hankita |järjestä |järjestetä |"
    rf"tarvita |\w+ ){{1,3}}?(?:yhteisiä|yhteistä|omaa yhteistä) {_JOINT_PLACE}|"
    r"ilman (?:yhteistä|yhteisiä) (?:toimi)?\w+|(?:ei ole|ei) yhteis\w+ (?:toimi\w+|osoitetta)|"
    r"(?:inga|inget|ingen) gemensam\w* (?:\w+)?(?:lokal|verksamhetsställ|serviceställ|kontor|utrymme)\w*|"
    r"har inga gemensamma|"
    r"(?:kukin|jokainen|osapuolet) (?:\w+ ){0,3}?(?:työskentelee|työskentelevät|palvelee|palvelevat|toimii|"
    r"toimivat|tapaa|käyttää|käyttävät) (?:\w+ ){0,3}?omi(?:ssa|a) (?:toimi)?(?:tilo|pist)\w*|"
    r"(?:var och en|varje part|parterna) (?:\w+ ){0,3}?(?:i sina|i egna|sina|egna) (?:egna )?lokaler"
)
_VERB = (
    r"(?:omistaa ja antaa käyttöön|vuokraa|on vuokrannut|vuokraisi|järjestää|hankkii|antaa|omistaa|tarjoaa|"
    r"luovuttaa|osoittaa|"
    r"varaa|asettaa|hallinnoi|huolehtii|hyr|har hyrt|hyrt|ordnar|tillhandahåller|äger|upplåter|ställer|"
    r"anvisar|erbjuder|ansvarar för|on ottanut vuokralle|"
    r"förvaltar|skaffar|toimii (?:pää)?vuokralaisena|on (?:pää)?vuokralainen|är (?:huvud)?hyresgäst|"
    r"är hyresvärd|on vuokranantaja|toimii vuokranantajana|"
    r"tekee vuokrasopimuksen|solmii vuokrasopimuksen|ingår hyresavtal\w*|tecknar hyresavtal\w*|"
    r"vastaa (?:\w+ ){0,2}?(?:toimi)?tilo\w*|vastaa (?:\w+ )?tila\w*|svarar för (?:\w+ ){0,2}?lokal\w*|"
    r"står för (?:\w+ )?lokal\w*)"
)
_AGENT = re.compile(rf"\b(TVA|HVA|KELA) (?:[\w-]+ ){{0,2}}?{_VERB}|\b{_VERB} (TVA|HVA|KELA)\b(?!-)")
_OWNED = re.compile(
    r"\b(TVA|HVA|KELA)-n (?:omist\w+|vuokra\w+|hallin\w+|järjestä\w+|osoitta\w+|anta\w+|tarjoa\w+|"
    r"(?:[\w-]+ )?(?:tilo\w+|toimitilo\w+|tilassa|toimitilassa|toimipisteessä|toimipisteen|\w*talo(?:ssa|lla|n)|"
    r"\w*talo\b|toimisto\w*|palvelutor\w*|lokaler\w*|hus\b|utrymmen))"
    r"|vuokralai(?:nen|sena)(?: on| toimii)?:? (TVA|HVA|KELA)\b|hyresgäst(?:en)?(?: är)?:? (TVA|HVA|"
    r"KELA)\b|jonka (?:omistaa |vuokraa |on vuokrannut )?(TVA|HVA|KELA) ?(?:omistaa|vuokraa|on vuokrannut)?"
    r"|(?:tilat|toimitilat|tilan haltija|tilojen haltija|vuokranmaksaja|lokaler(?:na)?)(?: tarjoaa|"
    r" järjestää| ordnas av)?:? (TVA|HVA|KELA)\b(?!-)|som (TVA|HVA|KELA) (?:äger|hyr|förvaltar)|(?:vuokrasopimuksen|"
    r"hyresavtalet) (?:tekee|solmii|allekirjoittaa|ingås av|tecknas av) (TVA|HVA|KELA)\b"
    r"|(?:tilojen|toimitilojen|tiloista|toimitiloista|lokalerna)[^.;]{0,30}? (?:vastaa|huolehtii|"
    r"svarar) (TVA|HVA|KELA)\b(?!-n)|(?:tilojen|toimitilojen) (?:hankinta|järjestäminen): (TVA|HVA|"
    r"KELA)\b|(?:hyrs|ägs|ordnas|tillhandahålls|förvaltas|upplåts|hyrts) (?:\w+ ){0,2}?av (TVA|HVA|KELA)\b|"
    r"(?:omistaja|vuokralainen|haltija|ägare|järjestäjä)(?: on| är)?:? (TVA|HVA|KELA)\b(?!-)"
    r"|(?:on|ovat) (TVA|HVA|KELA)-n (?:omistuksessa|omistama|hallinnassa|vuokraama|omat)"
    r"|vuokralla (TVA|HVA|KELA)-x|(?:tilat|toimitilat|talo|rakennus|kiinteistö|lokalerna|huset) (?:on|ovat|"
    r"är) (TVA|HVA|KELA)-n(?= ja\b| och\b|[.,;]|$)|i (TVA|HVA|KELA)-n (?:\w+ )?(?:lokaler|hus|utrymmen|byggnad)"
)
_BOTH = re.compile(
    rf"\bTVA (?:ja|och|sekä) HVA (?:(?:yhdessä|gemensamt|tillsammans) )?(?:vuokraavat|järjestävät|hankkivat|"
    rf"omistavat|{_VERB})"
)
_DENIED = re.compile(r"\b(?:ei|eivät|eikä|inte|inga|inget|ingen)\b")
_CONDITION = re.compile(r"^\W*(?:jos|mikäli|om)\b")
_WEAK = re.compile(
    r"\b(TVA|HVA|KELA) (?:vastaa|svarar för|står för|maksaa|betalar) (?:\w+ ){0,3}?(?:vuokra\w*|hyr\w+|"
    r"hyreskontrakt\w*)"
)
_HOLDER = re.compile(
    r"haltija|vuokralainen|vuokranantaja|järjestäjä|omistaja|vuokraaja|innehavare|hyresgäst|ägare|ordnas av|"
    r"tarjoaa|järjestää|kenen"
)
_ROLE = re.compile(r"\b(TVA|HVA|KELA)\b")
# Things that are lent, and rooms of one party's: not the premises.
_THINGS = re.compile(
    r"työväline|laitte|tietokone|puhelim|puhelin|siivou|kalust|arbetsredskap|datorer|möbl|städ|koulutu|avaim|"
    r"nyckl|kulkulu|internet|verkkoyhte|"
    r"vastuuhenkilö|kontaktpers|yhteyshenkilö|henkilöst|personal|palvelua\b|tjänster|asiantuntija|sakkunnig"
)
_ASIDE = re.compile(r"ohjaamo|nuorten|navigator|ungdom|varapiste|liikkuva|pop-?up|sivupiste")


def premises_provider(lines: Lines) -> Reading | None:
    """The party that rents, owns or gives the premises."""
    weak: Reading | None = None
    candidates = lines.about(_PREMISES, 0.15, _ASIDE)
    table = _holder(candidates)
    for line in candidates:
        text = line.plain
        if line.is_of_others or not (_PREMISES.search(text) or _PREMISES.search(line.above)):
            continue
        if not (line.likely >= 0.15 or _PREMISES.search(line.heading)):
            continue
        if _NO_JOINT.search(text):
            return reading("ei yhteisiä tiloja", line)
        m = _AGENT.search(text) or _OWNED.search(text)
        if m and _CONDITION.search(text):
            continue
        both = _BOTH.search(text)
        if both and not _DENIED.search(text):
            return reading(joined(ROLES[:2]), line)
        if m and not _DENIED.search(text[m.start() : m.end() + 12]):
            after = text[m.end() : m.end() + 40]
            own = re.search(r"\bomat\b|\bomalle\b|\boman\b|\bsin egen\b|\bsina egna\b|\begna\b", after)
            if own or (_THINGS.search(after) and not _PREMISES.search(after)):
                continue
            if not _PREMISES.search(text) and line.likely < 0.3:
                continue
            role = next(group for group in m.groups() if group)
            if role != "KELA" or (
                line.likely >= 0.6 and not re.search(r"huone|\brum", text)
            ):  # a room lent is not the premises
                return reading(SHOWN[role], line)
        if weak is None and (m := _WEAK.search(text)) and len(set(_ROLE.findall(text))) == 1:
            weak = reading(SHOWN[m.group(1)], line)
        if table and line.is_row:
            return table
    return table or weak


_COLUMN_OF = re.compile(
    r"\b(?:TVA|HVA|KELA)(?:-n)? (?:maksaa|betalar|osuus|andel|paikalla|läsnä\w*|på plats|päivät|närvaro)|\bKELA\b"
)


def _holder(lines: Lines) -> Reading | None:
    """A table with a column for whoever has the premises: the party in its first row that names one."""
    for line in lines:
        if not _HOLDER.search(line.plain) or _ROLE.search(_COLUMN_OF.sub("", line.plain)):
            continue
        for below in lines.clause_of(line):
            if 0 < below.row - line.row <= 3 and (m := _ROLE.search(below.plain)):
                return reading(SHOWN[m.group(1)], line, below)
    return None


_MONTH = (
    r"(?:kuukaude(?:ssa|lta)|kuukausittain|/ ?kk|/ ?kuukausi|\bkk\b|kuussa\b|i månaden|per månad|/ ?månad|/ ?mån|"
    r"månatlig\w*|månadsvis)"
)
_YEAR = r"(?:vuode(?:ssa|lta)|vuosittain|/ ?v\b|/ ?vuosi|om året|per år|/ ?år|årligen)"
_PER = re.compile(rf"^[^.;\d]{{0,25}}?(?:({_MONTH})|({_YEAR}))")
_MONTHLY = re.compile(r"kuukausivuokra|kuukausihin|kuukau|/ ?kk|månadshyr|månad|mån\b")
_YEARLY = re.compile(r"vuosivuokra|årshyr|/ ?v\b|/ ?år\b|vuodessa|om året|per år")
_RENT = re.compile(
    r"vuokra|\bhyra|\bhyr\b|hyran|hyror|tilakustannu|tiloista|lokalkostnad|tilojen käytöstä|työpiste|korvau|"
    r"toimitilakulu|hyreskostnad|tilamaksu|käyttökorvau"
)
_NOT_RENT = re.compile(
    r"neliö|\bm2\b|m²|kvadrat|indeks|index|siivou|städ|sähkö|ström|vakuus|kattaa myös|omfattar också|deposition|"
    r"garanti|kokoushuone|yli \d|"
    r"överstig|palk|lön|\bauto\b|\bauton\b|autovuokr|\bbil\b|\bbilen\b|laittee"
)
_FREE = re.compile(
    r"(?:ei|eikä|emme) (?:\w+ )?(?:peri\b|peritä|pyydä|ota|oteta|laskuta|laskuteta|veloita|veloiteta|makseta|"
    r"maksa (?:\w+ )?(?:vuokraa|"
    r"tiloista|mitään))|maksutta|ilmaiseksi|ilmai(?:nen|set)|maksutt?oma\w*|veloituksetta|korvauksetta|"
    r"vuokratta|vuokraton\w*|vuokraa ei|"
    r"avgiftsfri\w*|eivät (?:\w+ )?maksa (?:\w+ )?(?:vuokraa|tiloista)|utan (?:ersättning|kostnad|hyra|avgift)|"
    r"gratis|kostnadsfri\w*|hyresfri\w*|tar (?:\w+ )?inte ut|debiteras inte|tas inte ut|"
    r"debiterar inte|faktureras inte|ingen hyra|uppbär ingen|tar ingen|betalar ingen hyra"
)
_ALL_ALONE = re.compile(r"kokonaan|kokonaisuudessaan|helt\b|i sin helhet|yksin\b|ensam\b|yksinään")
_CHARGED = re.compile(
    r"\bperii\b|peritään|laskuttaa|laskutetaan|veloittaa|veloitetaan|jaetaan|jakavat|maksavat|maksaa|"
    r"korvaa\b|korvaavat|osallistu\w+|delas|delar\b|fördelas|debiterar|debiteras|fakturerar|faktureras|uppbär|"
    r"tar ut|tas ut|"
    r"deltar|betalar|ersätter|vastaavat"
)


def premises_rent(lines: Lines) -> Reading | None:
    """A sum; else whether others are charged."""
    charged: Reading | None = None
    free: Reading | None = None
    sums: list[tuple[bool, str, Reading]] = []
    candidates = lines.about(_RENT, 0.25, _ASIDE)
    for line in candidates:
        text = line.plain
        if line.is_of_others:
            continue
        if not (
            line.likely >= 0.15
            or _PREMISES.search(line.heading)
            or re.search(r"vuokra|hyra|hyran|lokal|toimitil|\btilo", text)
        ):
            continue
        if not (
            _RENT.search(text) or ((_PREMISES.search(text) or _PREMISES.search(line.heading)) and _FREE.search(text))
        ):
            continue
        if line.is_row and (found := _row_sum(line)):
            sums.append((False, found, reading(found, line)))
            continue
        if line.is_row and not re.search(r"\d", text) and not line.lead:
            continue  # a header
        if not line.is_row and not _NOT_RENT.search(text) and (found := _sum(text)):
            whole = not re.search(r"\bKELA\b|huonee|per rum|rummet|työpiste|arbetsrum", text)
            sums.append((not whole, found, reading(found, line)))
            continue
        others = [role for role in ROLES if re.search(rf"\b{role}\b", text)]
        if (_FREE.search(text) and not re.search(r"\d %", text)) or (
            _ALL_ALONE.search(text) and len(others) == 1 and not _CONDITION.search(text)
        ):
            free = free or reading("ei peritä", line)
        elif (_CHARGED.search(text) and len(others) >= 2) or re.search(
            r"vuokra\w* (?:\w+ )?jaetaan|hyran (?:\w+ )?(?:delas|fördelas)", text
        ):
            charged = charged or reading("peritään", line)
    if not sums:
        sums += [
            (False, found, reading(found, line))
            for line in lines.all
            if line.is_row and _RENT.search(line.lead) and not _ASIDE.search(line.plain) and (found := _row_sum(line))
        ]
    if sums:
        sums.sort(key=lambda entry: entry[0])
        return sums[0][2]
    return charged or free


def _sum(text: str) -> str | None:
    for amount in amounts(text, "€"):
        if re.search(r"^ ?(?:/ ?m|neli|per kvadrat)", text[amount.end :]):
            continue
        per = _PER.search(text[amount.end :])
        monthly = bool(per and per.group(1)) or (per is None and bool(_MONTHLY.search(text[: amount.start])))
        yearly = bool(per and per.group(2)) or (per is None and bool(_YEARLY.search(text[: amount.start])))
        if monthly or yearly:
            return _shown(amount, monthly)
    return None


def _shown(amount: Amount, monthly: bool) -> str:
    return f"{amount.shown} €/{'kk' if monthly else 'v'}"


_AREA = re.compile(r"\d+(?:,\d+)? ?(?:m2|m²|neliö\w*|kvadrat\w*|kvm)")
_THOUSANDS = re.compile(r"(?<![\d,])(\d{1,3}) (\d{3})(?![\d,])")


def _row_sum(line: Line) -> str | None:
    """The sum in a row below a header that has a column of rents, or of a row that names the rent."""
    own = _AREA.sub(" ", line.plain)
    if _NOT_RENT.search(own):
        return None
    spoken = _RENT.search(line.lead)
    if not spoken and not _RENT.search(own):
        return None
    if found := _sum(own):
        return found
    head = line.lead if spoken else own
    monthly, yearly = _MONTHLY.search(head), _YEARLY.search(head)
    if not monthly and not yearly:
        return None
    text = _THOUSANDS.sub(r"\1\2", own)
    found_sums = list(amounts(text, "€")) or [
        Amount(m.group(), m.group(), "", m.start(), m.end())
        for m in re.finditer(r"(?<![\d,./:–-])\d{3,6}(?:,\d\d)?(?![\d,]| ?(?:%|m2|m²))", text)
    ]
    if len(found_sums) != 1 or found_sums[0].exact == 0:
        return None
    return _shown(found_sums[0], bool(monthly))


_FI_DAY = r"(?:maanantai|tiistai|keskiviik|torstai|perjantai)"
_SV_DAY = r"(?:måndag|tisdag|onsdag|torsdag|fredag)"
_WEEKDAYS = re.compile(
    r"\b(maanantai|tiistai|keskiviik|torstai|perjantai)\w*|\b(måndag|tisdag|onsdag|torsdag|fredag)\w*|"
    r"\b(ma|ti|ke|to|pe|må|tis|ons|tors|fre)\b(?=[\s,.;/–-]|$)(?! (?:kuin|om|på))"
)
_DAY = {"ma": 0, "må": 0, "ti": 1, "ke": 2, "on": 2, "to": 3, "pe": 4, "fr": 4}
_ORDER = [
    "maanantai",
    "tiistai",
    "keskiviik",
    "torstai",
    "perjantai",
    "måndag",
    "tisdag",
    "onsdag",
    "torsdag",
    "fredag",
]
_SPAN = re.compile(
    rf"({_FI_DAY[3:-1]}|{_SV_DAY[3:-1]})\w*(?:sta| till| –|–| -|-) ?({_FI_DAY[3:-1]}|{_SV_DAY[3:-1]})\w*"
)
_SHORT_SPAN = re.compile(r"\b(ma|ti|ke|to|pe|må|tis|ons|tors|fre)\s?[–-]\s?(ma|ti|ke|to|pe|må|tis|ons|tors|fre)\b")
_DAYS = r"(?:kokonais\w+ |hela |täyttä )?(?:pv|päivä\w*|työpäivä\w*|arkipäivä\w*|arbetsdag\w*|dag\w*|kertaa)"
_WEEK = re.compile(
    r"^ (?:\w+ ){0,2}?(?:viikossa|viikoittain|i veckan|per vecka|joka viikko|varje vecka)|^ ?/ ?(?:vk|vko|"
    r"viikko|vecka)\b"
)
_MONTH_AFTER = re.compile(
    r"^ (?:\w+ ){0,2}?(?:kuukaudessa|kuussa|kuukausittain|i månaden|per månad|joka kuukausi|varje månad)|"
    r"^ ?/ ?(?:kk|kuukausi|mån\w*)\b"
)
_WEEK_BEFORE = re.compile(r"(?:viikossa|viikoittain|i veckan|per vecka|joka viikko) (?:\w+ ){0,2}$")
_MONTH_BEFORE = re.compile(r"(?:kuukaudessa|kuukausittain|i månaden|per månad|joka kuukausi) (?:\w+ ){0,2}$")
_ONCE_A_WEEK = re.compile(
    r"\bkerran viikossa\b|\bviikoittain\b|\bjoka viikko\b|\bvarje vecka\b|\ben kertaa i veckan\b|\bveckovis\b|"
    r"\b(?:en|yhden|yhtenä|1) (?:hel )?(?:dag|pv|päivän|päivänä) (?:i veckan|viikossa|per vecka)\b"
)
_ONCE_A_MONTH = re.compile(
    r"\bkerran kuukaudessa\b|\bkuukausittain\b|\bvarje månad\b|\ben kertaa i månaden\b|\b(?:en|1) (?:dag|"
    r"pv) i månaden\b|"
    rf"\b(?:kuukauden|kunkin kuukauden|joka kuukauden) (?:ensimmäi|toi|kolma|viimei)\w+ {_FI_DAY}\w*|"
    rf"\bkuun (?:ensimmäi|viimei)\w+ {_FI_DAY}\w*|"
    rf"\b(?:första|andra|tredje|sista) {_SV_DAY}\w* (?:i (?:varje )?månad|varje månad)"
)
_EVERY_SECOND = re.compile(
    rf"\bjoka toi(?:nen|sella|sena) (?:viik\w+|{_FI_DAY})|"
    rf"\bparillis\w+ viik\w+|\bparittom\w+ viik\w+|\bvarannan (?:vecka|{_SV_DAY})|"
    r"\bkahden viikon välein|\b2 vk välein|\bkerran 2 (?:viikossa|vk\b)|\bkerran kahdessa viikossa"
)
_EVEN_WEEKS = re.compile(r"(?:jämna|udda|parilli\w+|paritto\w+) (?:veckor|viik\w+)")
_DAILY = re.compile(
    r"\bpäivittäin\b|\bjoka (?:arki)?päivä\b|\bdagligen\b|\bvarje (?:var|arbets)?dag\b|\bkaikkina (?:arki|"
    r"työ)?päivinä\b|\balla vardagar\b"
)
_REMOTE = re.compile(
    r"\betä(?:nä|yhteyd|palvel|vastaan|yhtey)\w*|\bpå distans\b|\bdistans\w*|\bvideo\w*|\bpuhelimitse\b|"
    r"\bper telefon\b|"
    r"ei (?:ole |\w+ )?(?:\w+ ){0,2}?(?:paikalla|läsnä|läsnäolo|läsnäolopäiv)\w*|ei (?:sijoita|lähetä)|placerar inte|"
    r"har ingen personal på|eikä (?:\w+ ){0,3}?(?:läsnäolo|paikalla)|ei (?:päivystä|pidä vastaanottoa)|"
    r"inte på plats|finns inte på|inga (?:fasta )?(?:närvaro)?dagar"
)
_THERE = re.compile(r"(?<!ei )\bon (?:\w+ )?(?:paikalla|läsnä)\b|(?<!inte )\bär (?:\w+ )?på plats\b")
_ON_DEMAND = re.compile(
    r"ajanvarau\w+|varattu aika|varataan aika|sovittaessa|sovitusti|sovittuina|on sovittu|sovitaan aika|"
    r"sovittu aika|sovitulla|sovittuun|sovitaan (?:tapaus|kulloin|asiakas)|"
    r"sopimuksen mukaan|tarvittaessa|pyydettäessä|pyynnöstä|tarpeen mukaan|kutsuttaessa|kutsusta|kun (?:asiakas|tarve)|"
    r"enligt överenskommelse|vid behov|tidsbeställning|tidsbokning|på begäran|på kallelse|överenskomna|"
    r"bokad\w* tid|efter behov|"
    r"kun (?:\w+ ){0,3}?sovittu"
)
_PRESENT = re.compile(
    r"läsnä|mukana|deltar|sijoita|placera|paikalla|palvel|på plats|vastaanot|närva|service|betjän|tavoit|tavata|"
    r"tavattav|tulee|kommer|talolla|päivyst|toimipiste|"
    r"medverkar|är med|nås|träffa|on talo|työskentel|asiakkaita|kunder|tar emot|jour|dejour|käy\b|finns"
)


def kela_presence(lines: Lines) -> Reading | None:
    """Days a week or month; "sovittaessa" by appointment; "ei" where Kela has none."""
    weak: Reading | None = None
    asked = lines.about(
        re.compile(rf"\bKELA\b.*(?:{_PRESENT.pattern}|{_WEEKDAYS.pattern})|(?:{_PRESENT.pattern}).*\bKELA\b"),
        0.25,
        re.compile(r"JORY|ohjaamo|navigator"),
    )
    for line in asked:
        named = "KELA" in line.plain
        if line.is_of_others or not (named or "KELA" in line.above or line.likely >= 0.8):
            continue
        if line.likely < 0.25 and not (
            _PREMISES.search(line.above)
            or re.search(
                r"läsnä|paikalla|på plats|närvar|päivyst|distans|etän|etäyht|tavattav|rummen|toimipist",
                f"{line.plain} {line.above}",
            )
        ):
            continue
        text = _kela_part(line.plain) if not line.is_row else line.plain
        if line.is_row and not named and "KELA" not in line.lead:
            continue
        if line.is_row and not named and _ASIDE.search(text):
            continue
        if line.is_row and not named:
            for row in lines.clause_of(line):  # the first place of the table
                if row.is_row and row.lead == line.lead and (days := _days(_last_cells(row.plain))):
                    return reading(days, row)
            continue
        day = _WEEKDAYS.search(text)
        if (
            day
            and _REMOTE.search(text[: day.start()])
            and not re.search(r"paikalla|läsnä|på plats|toimipist|palvelupist|talolla", text[: day.start()])
        ):
            continue  # the days of a remote service
        days = _days(text)
        if days:
            return reading(days, line)
        if _REMOTE.search(text) and _THERE.search(text):
            continue  # remote here, present there
        if weak is None and _REMOTE.search(text) and _PRESENT.search(text):
            weak = reading("ei", line)
        elif weak is None and _ON_DEMAND.search(text) and _PRESENT.search(text):
            weak = reading("sovittaessa", line)
    return weak


def _last_cells(text: str) -> str:
    """A row without the opening hours that stand before the last column ("ma–pe 9–15 ma ja to")."""
    return re.sub(
        r"^.*\b(?:ma|må|maanantai|måndag)\s?[–-]\s?(?:pe|fre|to|perjantai|fredag)\b(?: (?:klo )?\d[\d.–-]*)?", "", text
    )


def _kela_part(text: str) -> str:
    """The parts of a sentence that speak of Kela, where others are spoken of too."""
    if not re.search(r"\b(?:TVA|HVA)\b", text):
        return text
    parts = [
        part
        for part in re.split(r";|, (?=(?:TVA|HVA|KELA))| (?:ja|och|kun taas|medan|mutta) (?=(?:TVA|HVA|KELA))", text)
        if "KELA" in part
    ]
    return " ".join(parts) or text


def _days(text: str) -> str | None:
    if m := _ONCE_A_MONTH.search(text):
        if not re.search(r"(?:ja|och) (?:kolma|viimei|tredje|sista|toise)", text[m.start() : m.end() + 30]):
            return f"{qualifier_before(text[: m.start()])}1 pv/kk"
        return "2 pv/kk"
    for amount in amounts(text, _DAYS):
        before, after = text[: amount.start], text[amount.end :]
        if _WEEK.search(after) or _WEEK_BEFORE.search(before):
            return f"{amount.shown} pv/vk"
        if _MONTH_AFTER.search(after) or _MONTH_BEFORE.search(before):
            return f"{amount.shown} pv/kk"
    if _EVERY_SECOND.search(text) or _EVEN_WEEKS.search(text):
        return "2 pv/kk"
    if (m := _SPAN.search(text)) or (m := _SHORT_SPAN.search(text)):
        first, last = (_day(m.group(i)) for i in (1, 2))
        if last > first:
            return f"{last - first + 1} pv/vk"
    found = {_DAY[m.group()[:2]] for m in _WEEKDAYS.finditer(text)}
    if found and not re.search(r"\b(?:ei|inte)\b[^.;]{0,20}(?:tai|dag)", text):
        return f"{len(found)} pv/vk"
    if _DAILY.search(text):
        return "5 pv/vk"
    if m := _ONCE_A_WEEK.search(text):
        return f"{qualifier_before(text[: m.start()])}1 pv/vk"
    return None


def _day(word: str) -> int:
    return _ORDER.index(word) % 5 if word in _ORDER else _DAY[word[:2]]
