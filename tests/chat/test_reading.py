"""What a turn says of the conversation, over the small corpus."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.chat.reading import Lift, Reading, read
from assistant.model import Status
from assistant.search import Searcher
from assistant.search.places import Places


@pytest.fixture(scope="module")
def places(searcher: Searcher) -> Places:
    """The regions of the small corpus: Koivula, Rantasalo and others."""
    return searcher.places


@pytest.mark.parametrize(
    "text",
    [
        "entä Koivulassa?",
        "no entäs sitten Koivulassa",
        "Voisitko vielä katsoa saman Rantasalosta?",
        "Kunde du också se efter i Koivula?",
        "mites se menee noissa muissa",
        "Miten asia on ratkaistu Koivulan luonnoksessa?",
        "Och hur har man gjort på andra håll?",
        "Mitä samasta asiasta oli todettu luonnoksessa?",
        "tai oikeastaan molemmissa",
        "unohda ne, haluan nähdä kaikki",
        "Olisitko ystävällinen ja näyttäisit sen myös Rantasalon osalta",
    ],
)
def test_turns_without_a_question_of_their_own(text: str, places: Places) -> None:
    assert read(text, places).bare, read(text, places).content


@pytest.mark.parametrize(
    "text",
    [
        "Kuka allekirjoittaa sopimuksen?",
        "Milloin sopimus hyväksytään?",
        "entä vuokra?",
        "Kuka laatii luonnoksen?",
        "vem betalar den?",
    ],
)
def test_turns_that_ask(text: str, places: Places) -> None:
    reading = read(text, places)
    assert not reading.bare and not reading.restricts


@pytest.mark.parametrize(
    ("text", "asked", "regions"),
    [
        ("Montako jäsentä on Koivulassa, eiku Rantasalossa?", "Montako jäsentä on Rantasalossa?", ("Rantasalo",)),
        ("Mikä on irtisanomisaika, tai siis vuokra Koivulassa", "vuokra Koivulassa", ("Koivula",)),
        ("Vem betalar hyran i Koivula, nej i Rantasalo", "Vem betalar hyran i i Rantasalo", ("Rantasalo",)),
        ("en Koivulaa vaan Rantasaloa", "Rantasaloa", ("Rantasalo",)),
        ("inte Koivula utan Rantasalo", "Rantasalo", ("Rantasalo",)),
    ],
)
def test_what_is_taken_back(text: str, asked: str, regions: tuple[str, ...], places: Places) -> None:
    reading = read(text, places)
    assert (reading.text, reading.regions) == (asked, regions)


@pytest.mark.parametrize(
    "text",
    [
        "eiku Koivulassa",
        "tarkoitin Koivulaa",
        "i Koivula menar jag",
        "ei kun Koivulassa piti sanomani",
        "nej, jag menade Koivula",
    ],
)
def test_corrections(text: str, places: Places) -> None:
    reading = read(text, places)
    assert reading.corrects and reading.bare and reading.regions == ("Koivula",)


@pytest.mark.parametrize(
    ("text", "statuses", "without", "lift"),
    [
        ("vain allekirjoitetut", (Status.SIGNED,), (), Lift.NONE),
        ("vain allekirj.", (Status.SIGNED,), (), Lift.NONE),
        ("pelkästään voimassa olevat sopimukset", (Status.SIGNED,), (), Lift.NONE),
        ("bara undertecknade", (Status.SIGNED,), (), Lift.NONE),
        ("jätetään luonnokset pois", (), (Status.DRAFT,), Lift.NONE),
        ("utan utkasten", (), (Status.DRAFT,), Lift.NONE),
        ("entä luonnokset?", (Status.DRAFT,), (), Lift.NONE),
        ("myös luonnokset", (), (), Lift.DOCUMENTS),
        ("ja luonnokset takaisin mukaan", (), (), Lift.DOCUMENTS),
        ("poista rajaus", (), (), Lift.ALL),
        ("Voisit palauttaa nyt kaikki sopimukset näkyviin.", (), (), Lift.ALL),
        ("kaikki alueet", (), (), Lift.REGIONS),
        ("kaikki sopimukset", (), (), Lift.DOCUMENTS),
        ("alla regioner", (), (), Lift.REGIONS),
        ("ta bort begränsningen", (), (), Lift.ALL),
    ],
)
def test_restrictions(
    text: str, statuses: tuple[Status, ...], without: tuple[Status, ...], lift: Lift, places: Places
) -> None:
    reading = read(text, places)
    assert (reading.statuses, reading.without, reading.lift) == (statuses, without, lift) and reading.bare


@pytest.mark.parametrize(
    "text",
    [
        "jätä Koivula pois",
        "Voisitko jättää Koivulan pois?",
        "ilman Koivulaa",
        "entä muualla kuin Koivulassa?",
        "utom Koivula",
        "lämna bort Koivula",
    ],
)
def test_regions_that_are_left_out(text: str, places: Places) -> None:
    reading = read(text, places)
    assert reading.left_out == ("Koivula",) and not reading.regions and reading.bare


def test_a_question_says_itself_what_it_leaves_out(places: Places) -> None:
    reading = read("Kuka maksaa vuokran muualla kuin Koivulassa?", places)
    assert reading.left_out == ("Koivula",) and reading.text == "Kuka maksaa vuokran?"
    assert read("Kuka maksaa vuokran vain allekirjoitetuissa sopimuksissa?", places).statuses == (Status.SIGNED,)


def test_the_language_of_documents(places: Places) -> None:
    assert read("Visa samma sak i de svenskspråkiga avtalen", places).written == "sv"
    assert read("entä suomenkieliset?", places).written == "fi"
    assert read("Miten ruotsinkielinen palvelu järjestetään?", places).written == ""


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("se ensimmäinen kokonaan", (0,)),
        ("entä se toka", (1,)),
        ("ja jälkimmäinen?", (-1,)),
        ("miten tuo ensimmäinen jakaa kulut?", (0,)),
        ("den andra då", (1,)),
        ("näytä ne kaksi", ()),
        ("Kuka toimii toisena puheenjohtajana?", ()),
    ],
)
def test_pointing(text: str, points: tuple[int, ...], places: Places) -> None:
    assert read(text, places).points == points


def test_both_and_more(places: Places) -> None:
    assert read("tai molemmissa", places).both and read("båda", places).both
    assert read("ota mukaan myös Koivula", places).adds and not read("entä Koivula", places).adds
    assert read("palataan siihen vuokraan", places).returns


@given(st.text(max_size=120))
def test_any_turn_can_be_read(places: Places, text: str) -> None:
    assert isinstance(read(text, places), Reading)
