from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers.superseded import FILE, superseded
from assistant.knowledge.aspects import Knowledge


def rules(text: str, *aspects: str, heading: str = "") -> list[str]:
    return [old.rule for old in superseded(text, aspects, heading)]


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("employment_office", "Sopijapuolet ovat TE-toimisto, kunta ja Kela."),
        ("employment_office", "Työ- ja elinkeinotoimiston edustaja toimii puheenjohtajana."),
        ("employment_office", "Parter är arbets- och näringsbyrån, kommunen och FPA."),
        ("old_model", "Tällä sopimuksella järjestetään TYP-toiminta alueella."),
        ("old_model", "Osapuolet järjestävät työllistymistä edistävän monialaisen yhteispalvelun."),
        ("old_model", "Parterna ordnar den sektorsövergripande samservicen."),
        ("steering_group_term", "Johtoryhmän toimikausi on kolme vuotta."),
        ("steering_group_term", "Kaupunki asettaa johtoryhmän neljäksi vuodeksi kerrallaan."),
        ("steering_group_term", "Ledningsgruppens mandatperiod är tre år."),
        ("chair_by_municipalities", "Varapuheenjohtaja valitaan kuntien edustajista."),
        ("chair_by_municipalities", "Kunnat nimeävät johtoryhmän puheenjohtajan."),
        ("chair_by_group", "Johtoryhmä valitsee keskuudestaan puheenjohtajan."),
        ("chair_by_group", "Ledningsgruppen väljer inom sig ordförande."),
        ("chair_rotates", "Puheenjohtajuus kiertää vuosittain osapuolten kesken."),
        ("old_act", "Sopimus perustuu lakiin 1369/2014."),
        ("no_deputies", "Johtoryhmän varajäseniä ei nimetä."),
        ("leader_by_municipalities", "Verkostojohtajan nimeävät sopimuskunnat yhdessä."),
        ("leader_by_municipalities", "Kommunerna utser nätverksledaren."),
        ("leader_by_group", "Johtoryhmä valitsee verkostojohtajan toimikaudekseen."),
        ("group_concludes", "Johtoryhmä tekee tämän yhteistyösopimuksen."),
        ("group_concludes", "Ledningsgruppen ingår samarbetsavtalet."),
        ("threshold", "Palveluun ohjataan henkilö, joka on saanut työmarkkinatukea 300 päivää."),
        ("threshold", "Asiakas on ollut työttömänä yhtäjaksoisesti 12 kuukautta."),
        ("threshold", "Kunden har varit arbetslös i minst sex månader."),
        ("joint_office", "Alueella on oltava vähintään yksi yhteinen toimipiste."),
        ("joint_office", "Lakisääteinen yhteinen toimipiste on torin laidalla."),
        ("joint_office", "På området ska finnas minst ett gemensamt verksamhetsställe."),
        ("cost_key", "Kustannukset jaetaan yhteisissä toimipisteissä työskentelevän henkilöstön määrän suhteessa."),
        ("plan_review", "Suunnitelma tarkistetaan vähintään kuuden kuukauden välein."),
        ("plan_review", "Planen ses över halvårsvis."),
        ("register", "Rekisterinpitäjänä toimii KEHA-keskus."),
        ("consent", "Tietoja luovutetaan vain asiakkaan suostumuksella."),
        ("consent", "Asiakkaalta pyydetään suostumus tietojen vaihtoon."),
        ("staff_check", "Henkilöstön määrä tarkistetaan joka toinen vuosi."),
    ],
)
def test_old_wording_is_found(rule: str, text: str) -> None:
    assert rules(text) == [rule]


@pytest.mark.parametrize(
    "text",
    [
        # the past
        "Tämä sopimus korvaa aiemman TYP-sopimuksen.",
        "Sopimus korvaa TE-toimiston kanssa tehdyn sopimuksen.",
        "Palvelukoordinaattori (aiemmin TYP-johtaja) vetää verkostoa.",
        "Avtalet ersätter det tidigare avtalet om sektorsövergripande samservice.",
        # denials
        "Ohjaus ei edellytä 300 päivän työttömyyttä.",
        "Emme katso, onko ihminen ollut työttömänä 12 kuukautta.",
        "Hänvisningen förutsätter inte 300 dagars arbetslöshet.",
        "Tietojen vaihto ei edellytä asiakkaan suostumusta.",
        "Ohjaus perustuu tarpeeseen, riippumatta siitä, onko työttömyys kestänyt 300 päivää.",
        # the law in force
        "Työvoimaviranomainen asettaa johtoryhmän viideksi vuodeksi.",
        "Kunta nimeää vetäjän, kun johtoryhmä on ensin hyväksynyt hänet.",
        "Suunnitelma tarkistetaan kolmen kuukauden välein.",
        "KEHA-keskus ja osapuolet ovat yhteisrekisterinpitäjiä.",
        "Yhteinen toimipiste on Koivulassa.",
        # near by, and something else
        "Sopimuksen irtisanomisaika on kuusi kuukautta.",
        "Sopimus on voimassa kolme vuotta.",
        "Verkostojohtaja nimetään enintään kolmeksi vuodeksi.",
        "Henkilöstön määrä on mitoitettu 300 asiakkaalle.",
        "Työttömälle tarjotaan tapaamisaika kuuden kuukauden kuluessa.",
        "Johtoryhmä tekee esityksen sopimuksen muuttamisesta.",
        "Johtoryhmä hyväksyy sopimuksen muutokset.",
        "Nuorten monialainen yhteispalvelu järjestetään Ohjaamossa.",
        "Henkilöstön riittävyys tarkistetaan vuosittain.",
        "Viestintäsuunnitelma päivitetään vuosittain.",
    ],
)
def test_what_is_denied_past_lawful_or_something_else_is_left_alone(text: str) -> None:
    assert rules(text) == []


def test_a_denial_of_something_else_in_the_sentence_clears_nothing() -> None:
    assert rules("Varapuheenjohtaja valitaan kuntien edustajista, eikä hänelle makseta palkkiota.") == [
        "chair_by_municipalities"
    ]


def test_the_heading_or_an_aspect_stands_for_words_that_a_sentence_lacks() -> None:
    text = "Toimikausi on kolme vuotta."
    assert rules(text) == []
    assert rules(text, heading="4 Johtoryhmä") == rules(text, "steering_group.term") == ["steering_group_term"]


def test_places_and_reasons() -> None:
    text = "Kela osallistuu. TE-toimisto nimeää kaksi jäsentä. Johtoryhmän toimikausi on 3 vuotta."
    office, term = superseded(text)
    assert text[office.start : office.end] == "TE-toimisto"
    assert text[term.start : term.end] == "toimikausi on 3 vuotta"
    assert "381/2023" in office.reason("fi") and "arbetskraftsmyndigheten" in office.reason("sv")
    assert office.reason("en") == office.reason("fi")


def test_every_rule_names_a_known_topic_and_aspects(knowledge: Knowledge) -> None:
    entries = tomllib.loads(FILE.read_text(encoding="utf-8"))["rule"]
    topics, aspects = {topic.id for topic in knowledge.topics}, {aspect.id for aspect in knowledge.aspects}
    assert {entry["topic"] for entry in entries} <= topics
    assert {name for entry in entries for name in entry.get("aspects", ())} <= aspects
    assert len({entry["id"] for entry in entries}) == len(entries)


@given(st.text(max_size=300))
def test_any_text_is_read_and_places_lie_within_it(text: str) -> None:
    for old in superseded(text):
        assert 0 <= old.start < old.end <= len(text)


def test_a_long_text_is_read_in_time() -> None:
    assert superseded("toimikausi asetetaan tarkistetaan tietojen puheenjohtaja " * 2000) == ()
