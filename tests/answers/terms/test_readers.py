"""Each reader on sentences as agreements have them, in both languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers.terms import all_term_kinds
from assistant.answers.terms.lines import Line, Lines
from assistant.answers.terms.plain import plain
from assistant.answers.terms.readers import READERS

PARTIES = ("Harjulan kaupunki", "Ylämaan hyvinvointialue", "Kela")


def lines(*texts: str, heading: str = "") -> Lines:
    """The passages of one clause, all likely, the first the likeliest."""
    made = tuple(
        Line(row, 0, 0.9 - 0.01 * row, plain(text, PARTIES), plain(heading, PARTIES)) for row, text in enumerate(texts)
    )
    return Lines(made, made)


def value(reader: str, *texts: str, heading: str = "") -> str | None:
    """The value that ``reader`` reads from the passages."""
    found = READERS[reader](lines(*texts, heading=heading))
    return found.value if found else None


@pytest.mark.parametrize(
    ("reader", "text", "expected"),
    [
        ("validity", "Sopimus on voimassa toistaiseksi.", "toistaiseksi"),
        ("validity", "Avtalet gäller från den 1 mars 2025 tills vidare.", "toistaiseksi"),
        ("validity", "Sopimus on voimassa 1.2.2025–31.12.2027.", "1.2.2025–31.12.2027"),
        ("validity", "Sopimus alkaa 1.3.2025 ja päättyy 31.12.2027.", "1.3.2025–31.12.2027"),
        ("validity", "Johtoryhmän toimikausi on 1.1.2025–31.12.2029.", None),
        ("notice_period", "Irtisanomisaika on kuusi (6) kuukautta.", "6 kk"),
        ("notice_period", "Sopimus on voimassa toistaiseksi puolen vuoden irtisanomisajoin.", "6 kk"),
        ("notice_period", "Uppsägningstiden är ett år.", "12 kk"),
        (
            "notice_period",
            "Kaupunki ja hyvinvointialue voivat irtisanoa sopimuksen 12 kuukauden irtisanomisajalla, Kela kuuden kuukauden.",
            "TVA 12 kk; HVA 12 kk; Kela 6 kk",
        ),
        (
            "notice_period",
            "Kelan osalta irtisanomisaika on kolme kuukautta, muiden sopijapuolten osalta kuusi.",
            "TVA 6 kk; HVA 6 kk; Kela 3 kk",
        ),
        ("notice_period", "Kesken kauden sopimusta ei voi sanoa irti.", "ei irtisanottavissa"),
        ("notice_period", "Aiempi sopimus, jonka irtisanomisaika oli kolme kuukautta, lakkaa.", None),
        ("notice_period", "Irtisanomisen jälkeen neuvottelut alkavat kuukauden kuluessa.", None),
        ("group_size", "Johtoryhmässä on kuusi jäsentä, kaksi kustakin organisaatiosta.", "6"),
        ("group_size", "Työvoimaviranomainen nimeää kolme, hyvinvointialue kolme ja Kela yhden jäsenen.", "7"),
        ("group_size", "Kaksi kaupungilta, kaksi hyvinvointialueelta, yksi Kelasta.", "5"),
        ("group_size", "Gruppen har sex medlemmar: staden utser tre, välfärdsområdet två och FPA en.", "6"),
        ("group_size", "Johtoryhmä on päätösvaltainen, kun neljä jäsentä on paikalla.", None),
        ("group_size", "Kaupungin oma johtoryhmä, jossa on kaksitoista jäsentä, käsittelee asiat.", None),
        ("group_size", "Kelalla on johtoryhmässä kaksi paikkaa.", None),
        ("group_term", "Kaupunki asettaa johtoryhmän viideksi vuodeksi.", "5 v"),
        ("group_term", "Johtoryhmän ensimmäinen toimikausi on 1.1.2025–31.12.2029.", "1.1.2025–31.12.2029"),
        ("group_chair", "Puheenjohtajan nimeää kaupunki ja varapuheenjohtajan hyvinvointialue.", "TVA"),
        ("group_chair", "Kaupunki nimeää puheenjohtajan ja hyvinvointialue varapuheenjohtajan.", "TVA"),
        ("group_chair", "Puheenjohtajuus kiertää vuosittain.", "kiertää"),
        ("group_chair", "Johtoryhmä valitsee puheenjohtajan keskuudestaan.", None),
        ("group_meetings", "Johtoryhmä kokoontuu vähintään neljä kertaa vuodessa.", "väh. 4/v"),
        ("group_meetings", "Ledningsgruppen sammanträder varannan månad.", "6/v"),
        ("group_meetings", "Johtoryhmä kokoontuu tarpeen mukaan.", None),
        ("leader_naming", "Työvoimaviranomainen nimeää verkostojohtajan johtoryhmän hyväksyttyä henkilön.", "TVA"),
        ("leader_naming", "Hän on töissä hyvinvointialueella, mutta kaupunki nimeää hänet.", "TVA"),
        ("leader_naming", "Johtoryhmä hyväksyy verkostojohtajan ennen tämän nimeämistä.", None),
        ("leader_naming", "Hyvinvointialue ei nimeä verkostojohtajaa.", None),
        ("leader_employer", "Verkostojohtaja on palvelussuhteessa Harjulan kaupunkiin.", "TVA"),
        ("leader_employer", "Ledaren är anställd hos välfärdsområdet.", "HVA"),
        ("leader_employer", "Työnantaja voi olla joko kaupunki tai hyvinvointialue.", None),
        ("leader_employer", "Johtavan henkilön palvelussuhteesta sovitaan erikseen kaupungin kanssa.", None),
        ("leader_time", "Tehtävä on kokoaikainen, eikä siihen liitetä muita tehtäviä.", "100 %"),
        ("leader_time", "Johtavan henkilön työajasta vähintään 75 prosenttia kohdistetaan johtamiseen.", "väh. 75 %"),
        ("leader_time", "Hän tekee tehtävää kahtena päivänä viikossa.", "2 pv/vk"),
        (
            "leader_time",
            "Vetäjän työajasta puolet on varattu tähän, ja kaupunki korvaa hyvinvointialueelle 30 prosenttia palkasta.",
            "50 %",
        ),
        ("leader_time", "Hyvinvointialue korvaa verkostojohtajan palkasta 40 prosenttia.", None),
        ("leader_deputy", "Varahenkilönä toimii hyvinvointialueen palvelupäällikkö.", "HVA"),
        ("leader_deputy", "Varahenkilön nimeää työvoimaviranomainen.", "nimetään"),
        ("leader_deputy", "Varahenkilöä ei nimetä.", "ei nimetä"),
        ("staff_tva", "Kaupunki osoittaa 4,5 htv, hyvinvointialue 3,0 htv ja Kela 0,6 htv.", "4,5 htv"),
        ("staff_hva", "Kaupunki osoittaa 4,5 htv, hyvinvointialue 3,0 htv ja Kela 0,6 htv.", "3 htv"),
        ("staff_kela", "Kaupunki osoittaa 4,5 htv, hyvinvointialue 3,0 htv ja Kela 0,6 htv.", "0,6 htv"),
        ("staff_kela", "FPA anvisar ett årsverke till modellen.", "1 htv"),
        ("staff_tva", "Kaupunki antaa kolme omavalmentajaa, jotka tekevät tätä koko työajallaan.", "3 hlö"),
        ("staff_hva", "Hyvinvointialue antaa kaksi ohjaajaa ja puolikkaan sairaanhoitajan.", None),
        ("staff_check", "Henkilöstön riittävyys tarkistetaan vuosittain lokakuussa.", "1/v"),
        ("staff_check", "Ledningsgruppen bedömer varje år i september om personalen räcker till.", "1/v"),
        ("cost_key", "Yhteiset kustannukset jaetaan kaupungin ja hyvinvointialueen kesken puoliksi.", "TVA 50 % / HVA 50 %"),
        ("cost_key", "Muut kustannukset jaetaan henkilöstön lukumäärän suhteessa.", "henkilöstö"),
        ("cost_key", "Kostnaderna delas i förhållande till antalet kunder, enligt vilken part arbetstagaren hör till.", "asiakkaat"),
        ("cost_key", "Kaupungin osuus jaetaan edelleen kuntien kesken asukasluvun mukaan.", None),
        ("kela_share", "Kela ei osallistu muihin yhteisiin kustannuksiin.", "ei osallistu"),
        ("kela_share", "Kela osallistuu näihin kustannuksiin 10 prosentin osuudella.", "10 %"),
        ("kela_share", "Kela maksaa yhteisiin kuluihin 4 000 euroa vuodessa.", "4 000 €/v"),
        ("kela_share", "Kela ei osallistu muihin yhteisiin menoihin kuin vuokraan.", "vain tilat"),
        ("kela_share", "Kela ei osallistu verkostojohtajan palkkaan.", None),
        ("kela_share", "Muista kustannuksista Kelan kanssa sovitaan erikseen.", None),
        ("premises_provider", "Harjulan kaupunki vuokraa toimitilan ja vastaa vuokrasopimuksesta.", "TVA"),
        ("premises_provider", "Toimitilat ovat talossa, jonka hyvinvointialue omistaa.", "HVA"),
        ("premises_provider", "FPA skaffar inga lokaler.", None),
        ("premises_rent", "Hyran är 2 350 euro i månaden och delas mellan parterna.", "2 350 €/kk"),
        ("premises_rent", "Kaupunki ei peri tiloista vuokraa muilta.", "ei peritä"),
        ("premises_rent", "Kaupunki perii hyvinvointialueelta vuokrasta osuuden.", "peritään"),
        ("kela_presence", "Kelan asiantuntija on paikalla tiistaisin ja torstaisin.", "2 pv/vk"),
        ("kela_presence", "Kelan henkilöstö on toimitiloissa kahtena päivänä kuukaudessa.", "2 pv/kk"),
        ("kela_presence", "FPA finns på plats på fredagar.", "1 pv/vk"),
        ("kela_presence", "Kelan työntekijä tulee paikalle silloin, kun hänen kanssaan on sovittu aika.", "sovittaessa"),
        ("kela_presence", "Kelan läsnäolosta neuvotellaan vielä; Kelan ehdotus on kaksi päivää kuukaudessa.", None),
        ("dispute_forum", "Riidan ratkaisee hallinto-oikeus.", "hallinto-oikeus"),
        ("dispute_forum", "Tvister behandlas i Björkby tingsrätt.", "käräjäoikeus"),
        ("dispute_forum", "Erimielisyydet ratkaistaan neuvottelemalla.", "neuvottelu"),
    ],
)  # fmt: skip
def test_a_value_is_read_or_none(reader: str, text: str, expected: str | None) -> None:
    assert value(reader, text) == expected


def test_a_table_with_a_column_a_party() -> None:
    table = (
        "Tehtävä TVA, htv HVA, htv Kela, htv",
        "Omavalmentaja 3,5 – –",
        "Sosiaaliohjaaja – 1,5 –",
        "Asiantuntija – – 0,4",
    )
    assert value("staff_tva", *table) == "3,5 htv"
    found = READERS["staff_hva"](lines(*table, "Yhteensä 4,0 2,7 0,4"))
    assert found and (found.value, found.first, found.last) == ("2,7 htv", 0, 4)


def test_a_table_with_rows_of_parties() -> None:
    table = ("Part Uppgift Årsverken", "Harjulan kaupunki coach 3,0", "Harjulan kaupunki chef 0,6", "FPA sakkunnig 0,3")
    found = READERS["staff_tva"](lines(*table))
    assert found and (found.value, found.first, found.last) == ("3,6 htv", 1, 2)


def test_a_party_s_own_notice_in_the_next_sentence() -> None:
    found = READERS["notice_period"](
        lines("Irtisanomisaika on kuusi kuukautta.", "Kelan irtisanomisaika on 3 kuukautta.")
    )
    assert found and (found.value, found.first, found.last) == ("TVA 6 kk; HVA 6 kk; Kela 3 kk", 0, 1)


def test_start_and_end_in_two_sentences() -> None:
    found = READERS["validity"](lines("Sopimus päättyy 31.12.2028.", "Sopimus tulee voimaan 1.1.2025."))
    assert found and (found.value, found.first, found.last) == ("1.1.2025–31.12.2028", 0, 1)


def test_a_court_is_preferred_to_the_talks_before() -> None:
    assert value("dispute_forum", "Riidoista neuvotellaan.", "Sitten ratkaisee käräjäoikeus.") == "käräjäoikeus"


def test_every_term_has_its_reader() -> None:
    assert {kind.reader for kind in all_term_kinds()} == READERS.keys()


@given(st.text(alphabet=st.sampled_from("KelaTVHjohtrymäpunki 0123456789%€,.–:()/kvt"), max_size=70))
def test_no_words_break_a_reader(text: str) -> None:
    for name in READERS:
        found = READERS[name](lines(text, heading=text[:10]))
        assert found is None or (found.value and found.first == found.last == 0)
