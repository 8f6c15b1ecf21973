from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers.drafts.names import Names, names_of
from assistant.answers.drafts.rewriting import Rewritten, Source, Target, rewritten, roles
from assistant.answers.results import Piece
from tests.building import agreement, clause

WORDS = frozenset(
    [
        "sopimuksen",
        "verkostojohtaja",
        "osapuoli",
        "toimipiste",
        "palvelua",
        "kunnan",
        "asukkaille",
        "riidat",
        "ratkaistaan",
        "työntekijä",
    ]
)
PARTIES = ("Koivulan kaupunki", "Rautalahden hyvinvointialue", "Kela")
WHOLE = agreement("koivula", [clause(0, "1", None, "Palvelua saa Lehtolassa ja Saarelassa.")], parties=PARTIES)
NAMES = names_of(WHOLE, WORDS)
KNOWN = Target("fi", {"employment_authority": "Rantasalon kunta", "wellbeing_county": "Merilahden hyvinvointialue"})
NEW = Target("fi")


def change(text: str, target: Target = KNOWN, label: str = "") -> Rewritten:
    return rewritten(text, Source(NAMES, PARTIES), target, label)


@pytest.mark.parametrize(
    ("text", "known", "new"),
    [
        (
            "Hän on Koivulan kaupungin palveluksessa.",
            "Hän on Rantasalon kunnan palveluksessa.",
            "Hän on [työvoimaviranomaisen] palveluksessa.",
        ),
        (
            "Koivulan kaupunki laskuttaa Rautalahden hyvinvointialuetta.",
            "Rantasalon kunta laskuttaa Merilahden hyvinvointialuetta.",
            "[Työvoimaviranomainen] laskuttaa [hyvinvointialuetta].",
        ),
        ("Kaupunki antaa tilat.", "Työvoimaviranomainen antaa tilat.", "Työvoimaviranomainen antaa tilat."),
        ("Lasku lähetetään HVA:lle.", "Lasku lähetetään hyvinvointialueelle.", "Lasku lähetetään hyvinvointialueelle."),
        ("Kela on paikalla Lehtolassa.", "Kela on paikalla [paikkakunnalla].", "Kela on paikalla [paikkakunnalla]."),
        ("Lehtolan ja Saarelan asukkaat", "[Kuntien] asukkaat", "[Kuntien] asukkaat"),
        ("Muun kunnan työntekijä", "Muun kunnan työntekijä", "Muun kunnan työntekijä"),
        ("Katso kohdassa 5.2 sovittu.", "Katso kohdassa [nro] sovittu.", "Katso kohdassa [nro] sovittu."),
        ("Liitteitä 2 ja 3 muutetaan.", "Liitteitä [nro] muutetaan.", "Liitteitä [nro] muutetaan."),
        ("Lain 10 §:n 2 momentin mukaan", "Lain 10 §:n 2 momentin mukaan", "Lain 10 §:n 2 momentin mukaan"),
        (
            "Se on voimassa 1.1.2025 alkaen.",
            "Se on voimassa [päivämäärä] alkaen.",
            "Se on voimassa [päivämäärä] alkaen.",
        ),
        ("Pajukatu 3 on osoite.", "[Osoite] on osoite.", "[Osoite] on osoite."),
    ],
)
def test_names_become_the_targets_or_open_places(text: str, known: str, new: str) -> None:
    assert change(text).text == known
    assert change(text, NEW).text == new


def test_a_value_is_open_with_the_others_as_an_example() -> None:
    made = change("Irtisanomisaika on kuusi kuukautta.", label="irtisanomisaika")
    assert made.text == "Irtisanomisaika on [irtisanomisaika: esim. kuusi kuukautta]."
    [slot] = made.slots
    assert (slot.name, slot.label, slot.value) == ("duration", "irtisanomisaika", None)
    assert "kuusi kuukautta" in made.changes[0]


def test_a_value_is_filled_where_the_regions_own_fits_the_sentence() -> None:
    target = Target("fi", values={"duration": "kolme kuukautta"})
    assert change("Irtisanomisaika on kuusi kuukautta.", target).text == "Irtisanomisaika on kolme kuukautta."
    # Another case would be wrong Finnish, and of two values none is known to be the one.
    assert "[aika: esim. kuuden kuukauden]" in change("Kuuden kuukauden ajan: kuuden kuukauden.", target).text
    assert "[aika: esim. kuuden kuukauden]" in change("Aika on kuuden kuukauden mittainen.", target).text


def test_a_models_blanks_stay_open() -> None:
    made = rewritten("Kela maksaa [summa] euroa.", Source(NAMES, (), is_model=True), NEW)
    assert made.text == "Kela maksaa [summa] euroa." and made.replaced == () and made.changes == ()
    assert [slot.label for slot in made.slots] == ["summa"]


def test_swedish_names_have_their_own_forms() -> None:
    parties = ("Granskärs stad", "Kustnejdens välfärdsområde", "FPA")
    names = names_of(agreement("g", [], region="Granskär", parties=parties), frozenset({"staden"}))
    target = Target("sv", {"employment_authority": "Skärviks stad"})
    made = rewritten("Chefen är anställd hos Granskärs stad, och staden betalar.", Source(names, parties), target)
    assert made.text == "Chefen är anställd hos Skärviks stad, och arbetskraftsmyndigheten betalar."


def test_a_role_that_two_have_is_nobodys() -> None:
    assert roles(("A:n kunta", "B:n kaupunki", "C:n hyvinvointialue", "Kela")) == {
        "wellbeing_county": "C:n hyvinvointialue",
        "kela": "Kela",
    }


@pytest.mark.parametrize(
    "text",
    [
        "Yhteyshenkilö on Maija Meikäläinen.",
        "Puh. 040 555 0123.",
        "Kirjoita osoitteeseen maija@koivula.example.",
        "Allekirjoittaja Xxxxx Xxxxxxxx.",
        "Sopimus koskee koivulalaisia työttömiä.",
    ],
)
def test_what_may_name_a_person_or_the_region_is_known(text: str) -> None:
    assert NAMES.is_personal(text)


def test_common_words_are_no_names() -> None:
    assert not NAMES.is_personal("Verkostojohtaja ja Osapuoli sopivat. Kela osallistuu TYM-sopimukseen.")


PARTS = st.sampled_from(
    [
        "Koivulan kaupunki",
        "kaupungin",
        "Rautalahden hyvinvointialueelle",
        "HVA:n",
        "TVA",
        "kuusi kuukautta",
        "60 prosenttia",
        "6 000 euroa",
        "1.1.2025",
        "kohdassa 5.2",
        "Lehtolassa",
        "Saarelan",
        ", ",
        ". ",
        "ja",
        "Pajukatu 3",
        "liitteen 2",
        "[määrä]",
        "Kela",
        "vuoden 2026",
        "(6)",
        "Ohjaamo",
        "–",
        "§",
    ]
)


@given(st.lists(PARTS | st.text(max_size=8), max_size=12).map(" ".join), st.booleans(), st.booleans())
def test_undone_the_passage_comes_back(text: str, known: bool, is_model: bool) -> None:
    made = rewritten(text, Source(NAMES, PARTIES, is_model), KNOWN if known else NEW)
    assert Piece(made.text, None, None, made.changes, made.replaced).undone == text


def test_names_need_no_region() -> None:
    assert isinstance(names_of(agreement("x", [], region=None), frozenset()), Names)
