"""Minutes that wrap an agreement."""

from __future__ import annotations

from assistant.model import Part, Status

from .conftest import WritePdf, clause, numbers, read

PROSE = (
    "Työvoimaviranomainen ja hyvinvointialue ovat valmistelleet sopimuksen yhdessä Kelan kanssa viime vuoden aikana."
)


def test_agreement_inside_minutes(write_pdf: WritePdf) -> None:
    """ "§ 14" is the meeting's item, "63 §" a decision referred to, "10 §" a statute: none is a clause."""
    agreement = read(
        write_pdf(
            [
                "Koivurannan kaupunki", "Pöytäkirjanote", "", "## § 14 Yhteistyösopimuksen hyväksyminen",
                "KRA/12/00.01/2025",
                "", "Kaupunginhallitus 2.12.2024 § 63", "",
                "Päätös: Kaupunginhallitus palautti asian valmisteltavaksi.",
                "", "Kaupunginhallitus 3.3.2025 § 14", "", "Valmistelija: hallintojohtaja Aino Esimerkki", "",
                "Perustelut",
                PROSE, "Johtoryhmästä on päätetty 2.12.2024, 63 §. Lain 10 §:n mukaan kustannukset jaetaan.", "",
                "## Yhteistyösopimus", "", "## 1 Tarkoitus", PROSE, "", "## 2 Osapuolet", "1. Koivurannan kaupunki",
                "2. Rautalahden hyvinvointialue", "3. Kela", "", "## 3 Kustannukset", PROSE,
            ],
            [
                "Päätösehdotus: Kaupunginhallitus päättää hyväksyä sopimuksen.", "", "Päätös",
                "Kaupunginhallitus hyväksyi sopimuksen.",
                "", "Liitteet", "Liite 1 Muistio",
            ],
        )
    )  # fmt: skip
    assert numbers(agreement) == [("1", "Tarkoitus"), ("2", "Osapuolet"), ("3", "Kustannukset")]
    assert clause(agreement, "3").text == PROSE
    assert numbers(agreement, Part.PREAMBLE) == [(None, None)]
    meeting = numbers(agreement, Part.MINUTES)
    assert ("§ 14", "Yhteistyösopimuksen hyväksyminen") in meeting
    assert [heading for _, heading in meeting][-3:] == ["Päätösehdotus", "Päätös", "Liitteet"]
    assert agreement.description.status is Status.APPROVED
    assert agreement.description.date == "2025-03-03"
    assert agreement.description.region == "Koivuranta"


def test_an_agreement_that_speaks_of_minutes_is_none(write_pdf: WritePdf) -> None:
    """ "Päätös" and "pöytäkirja" occur in agreements too."""
    agreement = read(
        write_pdf(
            [
                "Yhteistyösopimus", "", "1 Johtoryhmä", "Kokouksesta laaditaan pöytäkirja. " + PROSE, "",
                "2 Päätöksenteko", PROSE,
                "", "3 Liitteet", "Liite 1 Työnjako",
            ]
        )
    )  # fmt: skip
    assert numbers(agreement) == [("1", "Johtoryhmä"), ("2", "Päätöksenteko"), ("3", "Liitteet")]
    assert not numbers(agreement, Part.MINUTES)
