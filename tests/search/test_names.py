from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.search.names import Names, keys, mentioned, proper_names, unknown_places

# Nominative, then genitive, inessive, elative, adessive, allative, partitive, illative as they apply to the name.
FORMS = {
    "Koivuranta": "Koivurannan Koivurannassa Koivurannasta Koivurannalle Koivurantaa Koivurantaan",
    "Rautalahti": "Rautalahden Rautalahdessa Rautalahdesta Rautalahdella Rautalahtea Rautalahteen",
    "Kuusijärvi": "Kuusijärven Kuusijärvellä Kuusijärveltä Kuusijärvelle Kuusijärveä Kuusijärveen",
    "Haapaselkä": "Haapaselän Haapaselällä Haapaselältä Haapaselälle Haapaselkää Haapaselkään",
    "Tervakangas": "Tervakankaan Tervakankaalla Tervakankaalta Tervakankaalle Tervakangasta Tervakankaaseen",
    "Mustakorpi": "Mustakorven Mustakorvessa Mustakorvesta Mustakorvelle Mustakorpea Mustakorpeen",
    "Petäjäkoski": "Petäjäkosken Petäjäkoskella Petäjäkoskelta Petäjäkoskelle Petäjäkoskea Petäjäkoskeen",
    "Niittylahti": "Niittylahden Niittylahdessa Niittylahdesta Niittylahdelle Niittylahtea Niittylahteen",
    "Kivilampi": "Kivilammen Kivilammella Kivilammelta Kivilammelle Kivilampea Kivilampeen",
    "Vaahersalo": "Vaahersalon Vaahersalossa Vaahersalosta Vaahersalolle Vaahersaloa Vaahersaloon",
    "Kallioharju": "Kallioharjun Kallioharjussa Kallioharjusta Kallioharjulle Kallioharjua Kallioharjuun",
    "Suvantokari": "Suvantokarin Suvantokarissa Suvantokarista Suvantokarille Suvantokaria Suvantokariin",
    "Pohjasaari": "Pohjasaaren Pohjasaaressa Pohjasaaresta Pohjasaarelle Pohjasaarta Pohjasaareen",
    "Pohjukka": "Pohjukan Pohjukassa Pohjukasta Pohjukalle Pohjukkaa Pohjukkaan",
    "Koivula": "Koivulan Koivulassa Koivulasta Koivulalle Koivulaa Koivulaan",
    "Björkby": "Björkbys Björkbyn Björkbyssä Björkbystä Björkbyhyn",
}
INFLECTED = [(name, form) for name, forms in FORMS.items() for form in [name, *forms.split()]]


@pytest.mark.parametrize(("name", "form"), INFLECTED, ids=[form for _, form in INFLECTED])
def test_a_name_is_known_in_every_case(name: str, form: str) -> None:
    assert mentioned(f"Miten vuokrasta on sovittu {form} alueella?", FORMS) == [name]
    assert mentioned(f"{form}ko sen maksaa?" if form != "Björkbys" else f"{form} avtal", FORMS) == [name]
    assert unknown_places(f"Miten vuokrasta on sovittu alueella, entä {form} puolella?", FORMS) == []


def test_several_names_come_in_the_order_of_those_known() -> None:
    assert mentioned("Vertaa Rautalahtea ja Koivurantaa", ["Koivuranta", "Rautalahti", "Kivilampi"]) == [
        "Koivuranta",
        "Rautalahti",
    ]


def test_case_and_compounds_do_not_matter() -> None:
    assert mentioned("miten koivurannassa on sovittu", ["Koivuranta"]) == ["Koivuranta"]
    assert mentioned("Koivuranta–Rautalahti-yhteistyö", ["Koivuranta", "Rautalahti"]) == ["Koivuranta", "Rautalahti"]


@pytest.mark.parametrize(
    "question",
    [
        "Miten irtisanomisajasta on sovittu?",
        "Kuka maksaa kokouskulut ja koska?",
        "Onko koivu mainittu?",
        "Miten rannat ja lahdet on jaettu?",
        "",
        "???",
    ],
)
def test_ordinary_words_name_no_place(question: str) -> None:
    assert mentioned(question, FORMS) == []


def test_authorities_are_known_by_their_place() -> None:
    assert proper_names("Koivurannan työllisyysalue") == ["Koivurannan"]
    assert proper_names("Kansaneläkelaitos (Kela)") == []
    assert proper_names("Ylä-Karin ja Kivilammen hyvinvointialue") == ["Ylä-Karin", "Kivilammen"]
    parties = ["Koivurannan työllisyysalue", "Rautalahden hyvinvointialue", "Kela"]
    assert mentioned("Miten Rautalahden hyvinvointialueen sopimuksissa?", parties) == ["Rautalahden hyvinvointialue"]
    assert mentioned("Mitä Kela maksaa?", parties) == []


def test_all_words_of_a_name_must_be_there() -> None:
    assert mentioned("Kivilammen sopimus", ["Ylä-Karin ja Kivilammen hyvinvointialue"]) == []


def test_a_joint_region_is_named_by_either_of_its_places() -> None:
    regions = ["Niittylahti ja Korpela", "Tervakangas", "Vanha Salmi"]
    names = Names(regions, joint=True)
    assert mentioned("Miten Niittylahti ja Tervakangas ovat sopineet?", names) == regions[:2]
    assert mentioned("Entä Korpelassa?", names) == regions[:1]
    assert mentioned("Entä Vanhassa?", names) == [] and mentioned("Entä Vanhassa Salmessa?", names) == regions[2:]


def test_places_that_nobody_knows() -> None:
    assert unknown_places("Mikä on irtisanomisaika Tampereella?", ["Koivuranta"]) == ["Tampereella"]
    assert unknown_places("Tampereen työllisyysalueen irtisanomisaika", ["Koivuranta"]) == ["Tampereen"]
    assert unknown_places("Mikä on irtisanomisaika Koivurannassa?", ["Koivuranta"]) == []
    assert unknown_places("Kelassa ja KEHA-keskuksessa, entä TVA:lla?", ["Koivuranta"]) == []
    assert unknown_places("Miten muualla on sovittu?", []) == []


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("mikä on irtisanomisaika tampereella", ["tampereella"]),
        ("miten pirkanmaan hyvinvointialue maksaa vuokran", ["pirkanmaan"]),
        ("pohjois-karjalan sopimus", ["pohjois-karjalan"]),
        ("hur är det i åbo", []),  # three letters: too short to tell from a word
        ("uppsägningstid i helsingfors", ["helsingfors"]),
        ("Ratkaistaanko riidat Helsingin hallinto-oikeudessa?", []),
        ("oululainen tapa jakaa kustannukset", []),
        ("miten vuokra on jaettu alueella", []),
    ],
)
def test_real_places_are_known_in_any_spelling(question: str, places: list[str]) -> None:
    assert unknown_places(question, ["Koivuranta"]) == places


@pytest.mark.parametrize(
    "question", ["Onko Kelalla oikeus irtisanoa?", "Paljonko Kelalta tulee väkeä?", "Voiko kokouksen pitää Teamsissa?"]
)
def test_the_parties_are_no_places(question: str) -> None:
    assert unknown_places(question, ["Koivuranta"]) == []


def test_a_real_place_of_the_corpus_is_not_unknown() -> None:
    assert unknown_places("mikä on irtisanomisaika tampereella", ["Tampere"]) == []


@given(st.text(max_size=60), st.lists(st.text(max_size=20), max_size=4))
def test_no_text_is_too_odd(question: str, names: list[str]) -> None:
    assert set(mentioned(question, names)) <= set(names)
    assert all(word in question for word in unknown_places(question, names))
    for word in question.split():
        assert all(len(key) >= 3 for key in keys(word))


@given(st.sampled_from(INFLECTED), st.text(max_size=30), st.text(max_size=30))
def test_what_stands_around_a_name_does_not_hide_it(pair: tuple[str, str], before: str, after: str) -> None:
    name, form = pair
    assert name in mentioned(f"{before} {form} {after}", FORMS)
