# ruff: noqa: E501  (a case a line)
"""Each term in many voices: plain and legal, Finnish and Swedish, sentences, list items and rows, with what only looks alike."""

from __future__ import annotations

import pytest

from assistant.answers.terms.lines import Line, Lines
from assistant.answers.terms.plain import plain
from assistant.answers.terms.readers import READERS

PARTIES = ("Harjulan kaupunki", "Ylämaan hyvinvointialue", "Kela")
PARTER = ("Ekvalla stad", "Åsens välfärdsområde", "FPA")


def value(reader: str, heading: str, *texts: str, likely: float = 0.4) -> str | None:
    """What ``reader`` reads from passages of one clause that was learned to be only fairly likely."""
    parties = (
        PARTER
        if any(word in f" {' '.join(texts)} {heading} " for word in (" och ", "FPA", "staden", "avtal"))
        else PARTIES
    )
    made = tuple(
        Line(row, 0, likely - 0.001 * row, plain(text, parties), plain(heading, parties))
        for row, text in enumerate(texts)
    )
    found = READERS[reader](Lines(made, made))
    return found.value if found else None


CASES: dict[str, list[tuple[str, str, str | None]]] = {
    "validity": [
        ("Voimaantulo", "Sopimus tulee voimaan tammikuun 1. päivänä 2026 ja on voimassa joulukuun 31. päivään 2028 saakka.", "1.1.2026–31.12.2028"),
        ("Voimassaolo", "Sopimus on määräaikainen, ja sen voimassaolo alkaa 1.4.2025 ja päättyy ilman irtisanomista 31.3.2028.", "1.4.2025–31.3.2028"),
        ("Voimassaolo", "Sopimuskausi kattaa vuodet 2025–2028.", "1.1.2025–31.12.2028"),
        ("Kesto", "Tämä sopimus pätee siihen asti, kunnes joku meistä sanoo sen irti.", "toistaiseksi"),
        ("Kesto", "Sopimus on voimassa toistaiseksi 1.5.2025 alkaen.", "toistaiseksi"),
        ("Giltighetstid", "Avtalet gäller fr.o.m. 1.3.2025 t.o.m. 28.2.2027.", "1.3.2025–28.2.2027"),
        ("Giltighetstid", "Avtalet är inte tidsbestämt.", "toistaiseksi"),
        ("Toimitilat", "Vuokrasopimus on voimassa 1.1.2025–31.12.2030.", None),
        ("Johtoryhmä", "Johtoryhmän toimikausi alkaa 1.1.2025 ja päättyy 31.12.2029.", None),
        ("Sopimuskausi", "1.6.2025–31.5.2027", "1.6.2025–31.5.2027"),
    ],
    "notice_period": [
        ("Irtisanominen", "Sopijapuolella on oikeus irtisanoa sopimus noudattaen kolmen kuukauden irtisanomisaikaa.", "3 kk"),
        ("Päättyminen", "Irtisanomisaika lasketaan ilmoituksen saapumisesta ja on 180 päivää.", "180 pv"),
        ("Päättyminen", "Jos joku haluaa pois, hän ilmoittaa siitä muille vähintään puoli vuotta aikaisemmin.", "väh. 6 kk"),
        ("Irtisanominen", "Irtisanomisaika on kaikilla sopijapuolilla vuosi.", "12 kk"),
        ("Irtisanominen", "Kelan irtisanomisaika on neljä kuukautta ja muiden sopijapuolten kahdeksan kuukautta.", "TVA 8 kk; HVA 8 kk; Kela 4 kk"),
        ("Uppsägning", "Avtalet kan sägas upp till utgången av den tredje månaden efter uppsägningen, dvs. med tre månaders uppsägningstid.", "3 kk"),
        ("Uppsägning", "En part som vill träda ur avtalet ska meddela det skriftligt sex månader i förväg.", "6 kk"),
        ("Toimitilat", "Toimitilan vuokrasopimuksen irtisanomisaika on kuusi kuukautta.", None),
        ("Henkilöstö", "Henkilöstömuutoksista ilmoitetaan muille kuukautta etukäteen.", None),
        ("Neuvottelut", "Neuvottelut aloitetaan kolmen kuukauden kuluessa irtisanomisesta.", None),
    ],
    "group_size": [
        ("Johtoryhmä", "Johtoryhmässä on yhteensä kymmenen jäsentä.", "10"),
        ("Johtoryhmä", "Johtoryhmä on kuusijäseninen.", "6"),
        ("Johtoryhmä", "Johtoryhmän muodostavat kaupungin kolme, hyvinvointialueen kolme ja Kelan kaksi edustajaa.", "8"),
        ("Johtoryhmä", "Jokainen sopijapuoli nimeää johtoryhmään kaksi edustajaa.", "6"),
        ("Johtoryhmä", "Johtoryhmässä on puheenjohtajan lisäksi kuusi jäsentä.", "7"),
        ("Ledningsgruppen", "Till ledningsgruppen hör fyra ledamöter från staden, tre från välfärdsområdet och två från FPA.", "9"),
        ("Ledningsgruppen", "Varje part utser två ledamöter.", "6"),
        ("Johtoryhmä", "Kokous on päätösvaltainen, kun vähintään neljä jäsentä on läsnä.", None),
        ("Työryhmä", "Työryhmässä on neljä jäsentä.", None),
        ("Johtoryhmä", "Johtoryhmässä on 7–9 jäsentä.", "7–9"),
    ],
    "group_term": [
        ("Johtoryhmä", "Johtoryhmä asetetaan viiden vuoden toimikaudeksi.", "5 v"),
        ("Johtoryhmä", "Johtoryhmän jäsenet nimetään viisivuotiskaudeksi.", "5 v"),
        ("Johtoryhmä", "Toimikausi on neljä vuotta.", "4 v"),
        ("Ledningsgruppen", "Ledningsgruppen tillsätts för en period på fem år.", "5 v"),
        ("Ledningsgruppen", "Mandatperioden är 1.1.2026–31.12.2030.", "1.1.2026–31.12.2030"),
        ("Johtava henkilö", "Johtava henkilö nimetään enintään viideksi vuodeksi.", None),
    ],
    "group_chair": [
        ("Johtoryhmä", "Johtoryhmää johtaa kaupungin nimeämä puheenjohtaja.", "TVA"),
        ("Johtoryhmä", "Puheenjohtaja tulee hyvinvointialueelta ja varapuheenjohtaja kaupungilta.", "HVA"),
        ("Johtoryhmä", "Työvoimaviranomainen nimeää yhden jäsenistään puheenjohtajaksi.", "TVA"),
        ("Johtoryhmä", "Puheenjohtajuus vaihtuu vuosittain osapuolelta toiselle.", "kiertää"),
        ("Johtoryhmä", "Kokouksia johtaa kaupungin edustaja.", "TVA"),
        ("Ledningsgruppen", "Ordförandeskapet innehas av staden.", "TVA"),
        ("Ledningsgruppen", "Ordförande utses av staden och vice ordförande av välfärdsområdet.", "TVA"),
        ("Johtoryhmä", "Puheenjohtajan ollessa estynyt kokousta johtaa hyvinvointialueen edustaja.", None),
        ("Johtoryhmä", "Puheenjohtaja kutsuu johtoryhmän koolle Kelan pyynnöstä.", None),
    ],
    "group_meetings": [
        ("Johtoryhmä", "Johtoryhmä kokoontuu puheenjohtajan kutsusta vähintään kaksi kertaa vuodessa.", "väh. 2/v"),
        ("Johtoryhmä", "Kokouksia on vuodessa viisi.", "5/v"),
        ("Johtoryhmä", "Johtoryhmä kokoontuu noin kuusi kertaa kalenterivuoden aikana.", "noin 6/v"),
        ("Johtoryhmä", "Johtoryhmä kokoontuu vähintään kolmen kuukauden välein.", "väh. 4/v"),
        ("Johtoryhmä", "Johtoryhmä kokoontuu maalis-, kesä-, syys- ja joulukuussa.", "4/v"),
        ("Johtoryhmä", "Johtoryhmä tapaa kuukausittain.", "12/v"),
        ("Ledningsgruppen", "Ledningsgruppen håller minst tre möten om året.", "väh. 3/v"),
        ("Ledningsgruppen", "Gruppen sammanträder kvartalsvis.", "4/v"),
        ("Johtoryhmä", "Johtoryhmä kokoontuu tarvittaessa.", None),
        ("Johtoryhmä", "Tiimipalaveri pidetään kerran kuukaudessa.", None),
        ("Johtoryhmä", "Johtoryhmä saa raportin neljä kertaa vuodessa.", None),
    ],
    "leader_naming": [
        ("Johtava henkilö", "Johtavan henkilön valinnasta päättää kaupunki.", "TVA"),
        ("Verkostojohtaja", "Verkostojohtajan valitsee työvoimaviranomainen, kun johtoryhmä on antanut suostumuksensa.", "TVA"),
        ("Verkostojohtaja", "Kaupunki palkkaa hänet, kun johtoryhmältä on kysytty.", "TVA"),
        ("Nätverksledaren", "Staden utser nätverksledaren efter att ha hört ledningsgruppen.", "TVA"),
        ("Ledaren", "Den ledande personen utses av arbetskraftsmyndigheten.", "TVA"),
        ("Verkostojohtaja", "Johtoryhmä nimeää verkostojohtajan.", "johtoryhmä"),
        ("Verkostojohtaja", "Johtoryhmä hyväksyy valinnan.", None),
        ("Johtoryhmä", "Kaupunki nimeää johtoryhmän puheenjohtajan.", None),
        ("Verkostojohtaja", "Hyvinvointialue nimeää verkostojohtajalle varahenkilön.", None),
    ],
    "leader_employer": [
        ("Verkostojohtaja", "Verkostojohtaja on kaupungin viranhaltija.", "TVA"),
        ("Verkostojohtaja", "Hänen työnantajanaan toimii hyvinvointialue.", "HVA"),
        ("Verkostojohtaja", "Virka perustetaan kaupungille, ja viranhaltija sijoittuu kaupungin työllisyyspalveluihin.", "TVA"),
        ("Nätverksledaren", "Nätverksledarens arbetsgivare är staden.", "TVA"),
        ("Nätverksledaren", "Nätverksledaren är anställd i välfärdsområdets tjänst.", "HVA"),
        ("Verkostojohtaja", "Varahenkilö on hyvinvointialueen palveluksessa.", None),
    ],
    "leader_time": [
        ("Verkostojohtaja", "Verkostojohtaja käyttää tehtäväänsä 60 prosenttia työajastaan.", "60 %"),
        ("Verkostojohtaja", "Tehtävä hoidetaan kokoaikaisena.", "100 %"),
        ("Verkostojohtaja", "Tehtävään varataan vähintään neljä päivää viikossa.", "väh. 4 pv/vk"),
        ("Verkostojohtaja", "Työajasta kaksi kolmasosaa on verkoston johtamista.", "2/3"),
        ("Verkostojohtaja", "Verkostojohtajan työpanos on 0,8 henkilötyövuotta.", "80 %"),
        ("Verkostojohtaja", "Hän tekee työtä puolipäiväisesti.", "50 %"),
        ("Nätverksledaren", "Nätverksledaren arbetar 75 procent av full arbetstid med uppdraget.", "75 %"),
        ("Nätverksledaren", "Hälften av arbetstiden går till nätverket.", "50 %"),
        ("Verkostojohtaja", "Kaupunki maksaa verkostojohtajan palkasta 60 prosenttia.", None),
        ("Verkostojohtaja", "Varahenkilön työajasta 20 prosenttia varataan tehtävään.", None),
    ],
    "leader_deputy": [
        ("Verkostojohtaja", "Varahenkilön nimeää työvoimaviranomainen.", "nimetään"),
        ("Verkostojohtaja", "Varahenkilönä toimii hyvinvointialueen sosiaalipalvelujohtaja.", "HVA"),
        ("Verkostojohtaja", "Varahenkilöä ei ole.", "ei nimetä"),
        ("Verkostojohtaja", "Verkostojohtajan sijaisena on Kelan palvelupäällikkö.", "Kela"),
        ("Nätverksledaren", "Nätverksledarens ersättare kommer från välfärdsområdet.", "HVA"),
        ("Nätverksledaren", "För nätverksledaren utses en ersättare.", "nimetään"),
        ("Johtoryhmä", "Jokaisella jäsenellä on henkilökohtainen varajäsen.", None),
    ],
    "staff_tva": [
        ("Henkilöstö", "Kaupungin henkilöstöresurssi on kuusi ja puoli henkilötyövuotta.", "6,5 htv"),
        ("Henkilöstö", "Kaupunki sijoittaa toimintaan neljä työntekijää, joiden yhteenlaskettu työpanos on 3,2 htv.", "3,2 htv"),
        ("Henkilöstö", "Kaupungilta on mukana kolme omavalmentajaa, kaksi uraohjaajaa ja yksi sihteeri.", "6 hlö"),
        ("Henkilöstö", "Kaupunki osoittaa vähintään viisi henkilötyövuotta.", "väh. 5 htv"),
        ("Henkilöstö", "Toimintaan osoitetaan kaupungilta 4 htv, hyvinvointialueelta 3 htv ja Kelasta 0,5 htv.", "4 htv"),
        ("Personal", "Staden anvisar personal som motsvarar fyra och ett halvt årsverken.", "4,5 htv"),
        ("Personal", "Stadens insats är tre heltidsanställda handledare.", "3 hlö"),
        ("Henkilöstö", "Kaupunki osoittaa tarvittavan määrän omavalmentajia.", None),
        ("Henkilöstö", "Kaupunki osoittaa kolme omavalmentajaa ja tarpeellisen määrän muuta väkeä.", None),
        ("Johtoryhmä", "Kaupunki nimeää johtoryhmään kolme jäsentä.", None),
    ],
    "staff_kela": [
        ("Henkilöstö", "Kela osoittaa yhden kuntoutusasiantuntijan.", "1 hlö"),
        ("Henkilöstö", "Kelan osuus on korkeintaan puoli henkilötyövuotta.", "enint. 0,5 htv"),
        ("Henkilöstö", "Kelalta toimintaan osallistuu kaksi asiantuntijaa, yhteensä 0,6 htv.", "0,6 htv"),
        ("Personal", "FPA deltar med 0,3–0,5 årsverken.", "0,3–0,5 htv"),
        ("Henkilöstö", "Kelan asiantuntijoita osallistuu toimintaan tarpeen mukaan.", None),
    ],
    "staff_check": [
        ("Henkilöstö", "Henkilöstön riittävyys tarkistetaan vähintään kerran vuodessa.", "1/v"),
        ("Henkilöstö", "Johtoryhmä arvioi joka vuosi, vastaako henkilöstö tarvetta.", "1/v"),
        ("Henkilöstö", "Väen riittävyyttä katsotaan kaksi kertaa vuodessa.", "2/v"),
        ("Henkilöstö", "Resurssien mitoitus tarkistetaan vuosittain lokakuun loppuun mennessä.", "1/v"),
        ("Personal", "Personalresursernas tillräcklighet bedöms halvårsvis.", "2/v"),
        ("Personal", "Parterna går årligen igenom om personalen räcker till.", "1/v"),
        ("Tavoitteet", "Johtoryhmä tarkistaa tavoitteet vuosittain.", None),
        ("Tietosuoja", "Käyttöoikeudet tarkistetaan kaksi kertaa vuodessa.", None),
    ],
    "cost_key": [
        ("Kustannukset", "Muut yhteiset kustannukset jaetaan osallistuvan henkilöstön määrän suhteessa.", "henkilöstö"),
        ("Kustannukset", "Yhteisistä kustannuksista kaupunki maksaa 70 % ja hyvinvointialue 30 %.", "TVA 70 % / HVA 30 %"),
        ("Kustannukset", "Hyvinvointialueen osuus yhteisistä kustannuksista on 40 prosenttia, loput maksaa kaupunki.", "TVA 60 % / HVA 40 %"),
        ("Kustannukset", "Kaupunki ja hyvinvointialue jakavat yhteiset menot tasan.", "TVA 50 % / HVA 50 %"),
        ("Kustannukset", "Yhteisten kustannusten jakoperuste on asiakkaiden lukumäärä kunkin vuoden lopussa.", "asiakkaat"),
        ("Kustannukset", "Kaupunki vastaa kahdesta kolmasosasta ja hyvinvointialue yhdestä kolmasosasta yhteisiä kustannuksia.", "TVA 2/3 / HVA 1/3"),
        ("Kustannukset", "Yhteiset kustannukset jaetaan alueen väkiluvun mukaan.", "asukkaat"),
        ("Kostnader", "De gemensamma kostnaderna delas lika mellan staden och välfärdsområdet.", "TVA 50 % / HVA 50 %"),
        ("Kostnader", "Övriga gemensamma kostnader fördelas i förhållande till den personal som parterna anvisat.", "henkilöstö"),
        ("Kostnader", "Staden står för 60 procent av de gemensamma kostnaderna och välfärdsområdet för resten.", "TVA 60 % / HVA 40 %"),
        ("Kustannukset", "Vuokra jaetaan siten, että kaupunki maksaa 60 % ja hyvinvointialue 40 %.", None),
        ("Kustannukset", "Kustannusten jaosta sovitaan vuosittain erikseen.", None),
    ],
    "kela_share": [
        ("Kustannukset", "Kela maksaa yhteisistä kustannuksista viisi prosenttia.", "5 %"),
        ("Kustannukset", "Kelan vuosittainen osuus yhteisistä kustannuksista on 4 000 euroa.", "4 000 €/v"),
        ("Kustannukset", "Kela vastaa ainoastaan oman henkilöstönsä palkoista.", "ei osallistu"),
        ("Kustannukset", "Kela ei osallistu yhteisiin kustannuksiin.", "ei osallistu"),
        ("Kustannukset", "Kela osallistuu vain toimitilojen vuokraan.", "vain tilat"),
        ("Kustannukset", "Kela osallistuu yhteisiin kustannuksiin enintään 6 000 eurolla vuodessa.", "enint. 6 000 €/v"),
        ("Kostnader", "FPA betalar en sjättedel av de gemensamma kostnaderna.", "1/6"),
        ("Kostnader", "FPA svarar endast för sin egen personal.", "ei osallistu"),
        ("Kustannukset", "Kelan osuudesta yhteisiin kustannuksiin sovitaan erikseen.", None),
        ("Kustannukset", "Kela maksaa puolet koulutuspäivän tarjoilusta.", None),
    ],
    "premises_provider": [
        ("Toimitilat", "Palvelu toimii hyvinvointialueen omistamassa terveysasemassa.", "HVA"),
        ("Toimitilat", "Kaupunki huolehtii yhteisistä toimitiloista.", "TVA"),
        ("Toimitilat", "Tilat ovat kaupungin ja ne sijaitsevat torin laidalla.", "TVA"),
        ("Toimitilat", "Yhteistä toimipistettä ei perusteta.", "ei yhteisiä tiloja"),
        ("Lokaler", "Staden hyr lokalerna vid torget.", "TVA"),
        ("Lokaler", "Verksamheten bedrivs i välfärdsområdets lokaler.", "HVA"),
        ("Toimitilat", "Kaupunki hankkii työntekijöilleen puhelimet.", None),
    ],
    "premises_rent": [
        ("Toimitilat", "Toimitilan kuukausivuokra on 2 200 euroa.", "2 200 €/kk"),
        ("Toimitilat", "Vuokra on 18 000 euroa vuodessa.", "18 000 €/v"),
        ("Toimitilat", "Kaupunki ei peri muilta osapuolilta vuokraa.", "ei peritä"),
        ("Toimitilat", "Tilat ovat osapuolten käytössä korvauksetta.", "ei peritä"),
        ("Toimitilat", "Kaupunki laskuttaa hyvinvointialueelta osuuden vuokrasta.", "peritään"),
        ("Lokaler", "Hyran är 950 euro per månad.", "950 €/kk"),
        ("Lokaler", "Staden tar inte ut någon hyra av de andra parterna.", "ei peritä"),
        ("Toimitilat", "Vuokra on 12 euroa neliömetriltä kuukaudessa.", None),
    ],
    "kela_presence": [
        ("Toimitilat", "Kelan asiantuntija on toimipisteessä kahtena päivänä viikossa.", "2 pv/vk"),
        ("Toimitilat", "Kela päivystää maanantaisin ja keskiviikkoisin klo 9–12.", "2 pv/vk"),
        ("Toimitilat", "Kelan virkailija käy toimipisteessä kuukauden ensimmäisenä tiistaina.", "1 pv/kk"),
        ("Toimitilat", "Kela on paikalla joka toinen torstai.", "2 pv/kk"),
        ("Toimitilat", "Kelan asiantuntija tulee paikalle erikseen sovittuina aikoina.", "sovittaessa"),
        ("Toimitilat", "Kela palvelee asiakkaita vain etäyhteydellä.", "ei"),
        ("Lokaler", "FPA finns på plats en dag i veckan.", "1 pv/vk"),
        ("Lokaler", "FPA:s sakkunniga tar emot enligt överenskommelse.", "sovittaessa"),
        ("Toimitilat", "Kaupunki päivystää maanantaisin ja Kela torstaisin.", "1 pv/vk"),
        ("Toimitilat", "Sosiaaliohjaaja on paikalla keskiviikkoisin.", None),
    ],
    "dispute_forum": [
        ("Erimielisyydet", "Riidat ratkaistaan hallintoriitana Pohjois-Suomen hallinto-oikeudessa.", "hallinto-oikeus"),
        ("Erimielisyydet", "Ellei neuvotteluissa päästä sopuun, riita ratkaistaan yleisessä tuomioistuimessa eli Harjulan käräjäoikeudessa.", "käräjäoikeus"),
        ("Erimielisyydet", "Erimielisyydet ratkaistaan ensisijaisesti osapuolten välisin neuvotteluin.", "neuvottelu"),
        ("Erimielisyydet", "Jos olemme eri mieltä, johtajat sopivat asian keskenään.", "neuvottelu"),
        ("Tvister", "Tvister löses i första hand genom förhandlingar och i sista hand vid förvaltningsdomstolen.", "hallinto-oikeus"),
        ("Tvister", "Meningsskiljaktigheter behandlas i ledningsgruppen.", "neuvottelu"),
        ("Tvister", "Tvister avgörs genom skiljeförfarande.", "välimiesmenettely"),
        ("Palvelu", "Asiakas voi hakea päätökseen muutosta hallinto-oikeudelta.", None),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("reader", "heading", "text", "expected"),
    [(reader, *case) for reader, cases in CASES.items() for case in cases],
)
def test_a_term_in_many_voices(reader: str, heading: str, text: str, expected: str | None) -> None:
    assert value(reader, heading, text) == expected
