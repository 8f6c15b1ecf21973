"""Old wording in other words, forms and lines: inflected, turned round, divided by line ends, in Swedish, carried on from the past."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.answers.superseded import superseded

# rule → wordings of it, none of which is in ``knowledge/superseded.toml`` or in the sample corpus
OLD = {
    "employment_office": [
        "TE-toimistolla on kaksi paikkaa.",
        "Te-toimiston virkailija kutsutaan mukaan.",
        "Työ- ja elinkeinotoimistolle varataan työhuone.",
        "TE-byrån deltar i mötena.",
    ],
    "old_model": [
        "TYP-toimintaa jatketaan entisin periaattein.",
        "Kuten aiemminkin, TYPin asiakkaat ohjataan samaan paikkaan.",
        "Monialaista yhteispalvelua tarjotaan arkisin.",
        "Den sektorsövergripande samservicen fortsätter som tidigare.",
    ],
    "group_by_municipalities": [
        "Kunnat asettavat johtoryhmän yhdessä.",
        "Johtoryhmän asettavat alueen kunnat.",
        "Kommunerna tillsätter ledningsgruppen.",
    ],
    "steering_group_term": [
        "Johtoryhmä nimitetään kolmeksi vuodeksi.",
        "Johtoryhmän kolmivuotinen toimikausi alkaa keväällä.",
        "Johtoryhmän toimikausi on edelleen kolme vuotta.",
        "Johtoryhmän toimikauden pituus on 36 kuukautta.",
        "Kolmeksi vuodeksi asetetaan johtoryhmä.",
        "Ledningsgruppens treåriga mandatperiod börjar i mars.",
        "Ledningsgruppen utses för fyra år i sänder.",
    ],
    "chair_by_municipalities": [
        "Johtoryhmän puheenjohtajuus kuuluu kunnille tai kuntien edustajalle.",
        "Puheenjohtaja on kuntien valitsema.",
        "Kommunernas representant är ordförande.",
    ],
    "chair_by_group": [
        "Puheenjohtaja valitaan jäsenten keskuudesta.",
        "Ryhmän jäsenet valitsevat joukostaan puheenjohtajan.",
        "Ordföranden väljs bland sina medlemmar av gruppen.",
    ],
    "chair_rotates": [
        "Osapuolet toimivat vuorovuosin puheenjohtajana.",
        "Johtoryhmän puheenjohtajana toimitaan vuorotellen.",
        "Parterna turas om att vara ordförande.",
    ],
    "no_deputies": [
        "Johtoryhmän jäsenille ei nimetä varajäseniä.",
        "Johtoryhmä toimii ilman varajäseniä.",
        "Medlemmarna i ledningsgruppen har inga ersättare.",
    ],
    "leader_by_municipalities": [
        "Verkostokoordinaattorin valinnasta päättävät sopimuskunnat.",
        "Alueen kunnat nimittävät johtavan henkilön.",
        "Nätverkschefen väljs av kommunerna.",
    ],
    "leader_by_group": [
        "Verkostojohtajan valinnasta päättää johtoryhmä.",
        "Johtoryhmän valitsema verkostojohtaja aloittaa elokuussa.",
        "Nätverksledaren utses av ledningsgruppen.",
    ],
    "group_concludes": [
        "Tämän yhteistyösopimuksen allekirjoittaa johtoryhmä.",
        "Johtoryhmä vahvistaa yhteistyösopimuksen.",
        "Samarbetsavtalet undertecknas av ledningsgruppen.",
    ],
    "threshold": [
        "Asiakkaaksi otetaan yli vuoden työttömänä ollut henkilö.",
        "Palvelu alkaa, kun työttömyyttä on takana puolitoista vuotta.",
        "Työtön ohjataan palveluun viimeistään 500 päivän jälkeen.",
        "Den som har varit arbetslös i över ett år hänvisas till servicen.",
    ],
    "threshold_denied": [
        "Palveluun ei pääse ennen kuin työttömyys on kestänyt 300 päivää.",
        "Alle 12 kuukautta työttömänä olleita ei oteta palveluun.",
        "Servicen ges inte under 300 dagar av arbetslöshet.",
    ],
    "age_limit": [
        "Palveluun ohjataan vain yli 30-vuotiaita.",
        "Asiakkaan ikäraja on 25 vuotta.",
        "Kunden måste ha fyllt 18 år och vara under 60 år.",
    ],
    "joint_office": [
        "Laki edellyttää alueelle yhteisen toimipisteen.",
        "Yhteinen palvelupiste on pakollinen.",
        "Lagen kräver ett gemensamt serviceställe.",
    ],
    "cost_key": [
        "Yhteiset menot jaetaan sen mukaan, montako työntekijää kullakin on yhteisissä toimipisteissä.".replace(
            "mukaan, m", "mukaan m"
        ),
        "Kustannukset jakautuvat suhteessa henkilöstöön, joka on yhteisissä toimipisteissä.".replace(", joka", " joka"),
        "Kostnaderna fördelas enligt antalet anställda vid de gemensamma verksamhetsställena.",
    ],
    "plan_review": [
        "Asiakkaan suunnitelmaa tarkennetaan kahdesti vuodessa.",
        "Suunnitelma käydään läpi puolivuosittain.",
        "Puolen vuoden välein asiakkaan suunnitelma päivitetään.",
        "Planen uppdateras två gånger om året.",
    ],
    "register": ["KEHA-keskus vastaa asiakasrekisteristä.", "Personuppgiftsansvarig är KEHA-centret."],
    "consent": [
        "Tietoja vaihdetaan asiakkaan suostumuksella.",
        "Tietojenvaihto perustuu asiakkaan kirjalliseen suostumukseen.",
        "Kundens samtycke krävs för att uppgifter ska få utbytas.",
    ],
}
LAWFUL = [
    "Työvoimaviranomainen asettaa johtoryhmän viideksi vuodeksi kuntia kuultuaan.",
    "Kunnat nimeävät jäsenensä johtoryhmään.",
    "Puheenjohtajan nimeää työvoimaviranomainen kuntien ehdotuksesta.",
    "Työvoimaviranomainen nimeää verkostojohtajan, kun johtoryhmä on hyväksynyt hänet.",
    "Johtoryhmä hyväksyy vuosittain toimintasuunnitelman.",
    "Verkostojohtajalla on sijainen, joka tulee hyvinvointialueelta.",
    "Suunnitelma tarkistetaan kolmen kuukauden välein.",
    "Toimipisteen kustannukset jaetaan lain 10 §:n mukaan.",
    "Toimipisteen vuokra jaetaan siellä työskentelevän henkilöstön mukaan.",
    "Yhteinen toimipiste on torin laidalla, eikä laki sitä vaadi.",
    "Johtoryhmän jäsenet saavat kolmen vuoden välein koulutusta.",
    "Vilken typ av service kunden behöver bedöms gemensamt.",
    "Arbetskraftsmyndigheten utser nätverksledaren efter ledningsgruppens godkännande.",
    "Ledningsgruppen godkänner verksamhetsplanen varje år.",
    "Kunden hänvisas enligt behov, oavsett ålder.",
    "Hyvinvointialue korvaa tulkkauksen kustannukset.",
]
_CARRIERS = st.sampled_from(["{}", "Lisäksi on sovittu seuraavaa. {}", "4.2 {}", "{} Tämä kirjataan pöytäkirjaan."])


def broken(text: str, at: int, kind: str) -> str:
    """``text`` as a page may be read badly: a word divided at a line's end, a soft hyphen, doubled spaces, other hyphens."""
    if kind == "spaces":
        return text.replace(" ", "  ")
    if kind == "hyphens":
        return text.replace("-", "\u2011")
    at = at % max(1, len(text) - 4) + 2
    if not (text[at - 2 : at + 2].isalpha() and text[at - 2 : at + 2].islower()):
        return text
    return f"{text[:at]}{'- ' if kind == 'line' else chr(0xAD)}{text[at:]}"


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, texts in OLD.items() for text in texts])
def test_it_is_found_in_other_words(rule: str, text: str) -> None:
    assert rule in {old.rule for old in superseded(text)}


@given(
    st.sampled_from([(rule, text) for rule, texts in OLD.items() for text in texts]),
    _CARRIERS,
    st.integers(0, 200),
    st.sampled_from(["line", "soft", "spaces", "hyphens"]),
)
@settings(max_examples=300, deadline=None)
@example(("steering_group_term", "Johtoryhmän toimikausi on edelleen kolme vuotta."), "{}", 12, "line")
def test_it_is_found_however_lines_break(wording: tuple[str, str], carrier: str, at: int, kind: str) -> None:
    rule, text = wording
    whole = carrier.format(broken(text, at, kind))
    found = [old for old in superseded(whole) if old.rule == rule]
    assert found
    assert all(0 <= old.start < old.end <= len(whole) for old in found)


@given(st.sampled_from(LAWFUL), _CARRIERS, st.integers(0, 200), st.sampled_from(["line", "soft", "spaces", "hyphens"]))
@settings(max_examples=150, deadline=None)
def test_lawful_wording_is_left_alone(text: str, carrier: str, at: int, kind: str) -> None:
    assert [old.rule for old in superseded(carrier.format(broken(text, at, kind)))] == []


def test_an_item_counts_with_what_leads_into_its_list() -> None:
    lead, item = "Johtoryhmän toimikausi on:", "– kolme vuotta"
    assert [old.rule for old in superseded(item, lead=lead)] == ["steering_group_term"]
    [old] = superseded(item, lead=lead)
    assert item[old.start : old.end] == item
    assert superseded("– viisi vuotta", lead="TE-toimisto kutsuu koolle:") == ()
