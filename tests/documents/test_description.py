"""What a document is: kind, region, parties, status, date, publicity, and the sidecar that corrects it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.documents import DocumentError
from assistant.documents.dates import first_date, last_day
from assistant.documents.places import base_name, swedish_base_name
from assistant.model import Description, Kind, Publicity, Status

from .conftest import WritePdf, read

BODY = (
    "\n\n1 Osapuolet\n\n1. Koivurannan kaupunki (jäljempänä kaupunki)\n2. Rautalahden hyvinvointialue\n"
    "3. Kansaneläkelaitos (jäljempänä Kela)\n\n"
    "2 Tarkoitus\n\nOsapuolet sopivat siitä, miten työ järjestetään ja kuka siitä vastaa, sekä siitä, mitä se maksaa.\n"
)  # fmt: skip


def describe(tmp_path: Path, front: str, body: str = BODY, name: str = "asiakirja.txt", **sidecar: str) -> Description:
    """The description of a text file with this front matter; sidecars by name and content."""
    path = tmp_path / name
    path.write_text(front + body, encoding="utf-8")
    for suffix, text in sidecar.items():
        (tmp_path / suffix.replace("__", ".")).write_text(text, encoding="utf-8")
    return read(path).description


def test_a_signed_agreement(tmp_path: Path) -> None:
    """All of it from the text, nothing from the file's name."""
    found = describe(
        tmp_path, "Yhteistyösopimus monialaisesta tuesta Koivurannan työllisyysalueella\n\nAllekirjoitettu 3.2.2025\n"
    )
    assert found == Description(
        kind=Kind.AGREEMENT,
        title="Yhteistyösopimus monialaisesta tuesta Koivurannan työllisyysalueella",
        region="Koivuranta",
        parties=("Koivurannan kaupunki", "Rautalahden hyvinvointialue", "Kela"),
        language="fi",
        status=Status.SIGNED,
        date="2025-02-03",
        publicity=Publicity.PUBLIC,
    )


@pytest.mark.parametrize(
    ("front", "status", "date"),
    [
        ("LUONNOS 11.2.2021", Status.DRAFT, "2021-02-11"),
        ("Luonnos, versio 0.3, 5.5.2025", Status.DRAFT, "2025-05-05"),
        ("Hyväksytty: kaupunginhallitus 3.2.2025, aluehallitus 10.2.2025", Status.APPROVED, "2025-02-10"),
        ("LUONNOS 4.11.2024\n\nHyväksytty:", Status.DRAFT, "2024-11-04"),
        ("Hyväksytty 17.11.2025, allekirjoittamatta", Status.APPROVED, "2025-11-17"),
        ("Sopimusta ei ole vielä allekirjoitettu", Status.UNKNOWN, None),
        ("Tila: allekirjoitettu 30.1.2025. Korvaa luonnoksen 5.12.2024.", Status.SIGNED, "2025-01-30"),
        ("Päivitetty 1.10.2025", Status.UNKNOWN, "2025-10-01"),
    ],
)
def test_status(tmp_path: Path, front: str, status: Status, date: str | None) -> None:
    """Lines before clause 1 say how far an agreement has come."""
    found = describe(tmp_path, f"Yhteistyösopimus\n\n{front}")
    assert (found.status, found.date) == (status, date)


def test_dated_signatures(tmp_path: Path) -> None:
    """A dated signature block means signed; one with an empty line for the date does not."""
    ending = "\n3 Allekirjoitukset\n\n{}\n\nAino Esimerkki\n\nKaupunginjohtaja\n"
    signed = describe(tmp_path, "Yhteistyösopimus", BODY + ending.format("Koivurannassa 1. päivänä helmikuuta 2025"))
    assert (signed.status, signed.date) == (Status.SIGNED, "2025-02-01")
    assert (
        describe(tmp_path, "Yhteistyösopimus", BODY + ending.format("Koivurannassa ___.___.2025")).status
        is Status.UNKNOWN
    )


def test_file_name_is_the_last_resort(tmp_path: Path) -> None:
    """ "luonnos" in a file's name counts only where the text says nothing."""
    assert describe(tmp_path, "Yhteistyösopimus", name="sopimus_luonnos.txt").status is Status.DRAFT
    assert describe(tmp_path, "Sopimus\n\nAllekirjoitettu 1.2.2025", name="sopimus_luonnos.txt").status is Status.SIGNED


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Mallisopimus monialaisesta tuesta", Kind.MODEL),
        ("Sopimusmalli kunnille", Kind.MODEL),
        ("Modellavtal för parterna", Kind.MODEL),
        ("Neuvotteluopas sopimuksen tekijöille", Kind.GUIDANCE),
        ("Ohje yhteistyösopimuksen laatimisesta", Kind.GUIDANCE),
        ("Suositus sopimuksen sisällöksi", Kind.GUIDANCE),
        ("Yhteistyösopimus", Kind.AGREEMENT),
    ],
)
def test_kind(tmp_path: Path, title: str, kind: Kind) -> None:
    """A model and a guide speak for no region."""
    found = describe(tmp_path, title)
    assert found.kind is kind
    assert (found.region is None) == (kind is not Kind.AGREEMENT)


@pytest.mark.parametrize(
    ("mark", "publicity"),
    [
        ("SALASSA PIDETTÄVÄ", Publicity.SECRET),
        ("Salassa pidettävä, JulkL 24 § 1 mom. 20 kohta", Publicity.SECRET),
        ("JulkL (621/1999) 24 §", Publicity.SECRET),
        ("Sisäinen", Publicity.INTERNAL),
        ("Ei julkinen", Publicity.INTERNAL),
        ("Julkinen", Publicity.PUBLIC),
        ("Tässä sopimuksessa sovitaan myös siitä, miten salassa pidettävä tieto käsitellään osapuolten välillä.",
        Publicity.PUBLIC),
    ],
)  # fmt: skip
def test_publicity(tmp_path: Path, mark: str, publicity: Publicity) -> None:
    """A stamp on the first page, not a sentence about secrecy."""
    assert describe(tmp_path, f"Yhteistyösopimus\n\n{mark}").publicity is publicity


def test_marks_in_the_running_header(write_pdf: WritePdf) -> None:
    """Headers are no text, but they say what a document is."""
    page = [
        "Yhteistyösopimus",
        "",
        "1 Tarkoitus",
        "Kela ja kaupunki sopivat asiasta keskenään.",
        "",
        "2 Kulut",
        "Ei kuluja.",
    ]
    found = read(write_pdf(page, page, page, header="LUONNOS 2.3.2025   SALASSA PIDETTÄVÄ")).description
    assert (found.status, found.date, found.publicity) == (Status.DRAFT, "2025-03-02", Publicity.SECRET)


def test_the_area_names_the_region_not_its_neighbour(tmp_path: Path) -> None:
    """A town that is an authority by itself; the neighbour's area is mentioned later."""
    body = (
        "\n\n1 Ketkä sopivat\n\nSopimuksen tekevät Tervakankaan kaupunki, Ylävuoren hyvinvointialue ja Kela.\n\n"
        "Naapurissa, Harjukosken työllisyysalueella, on oma sopimuksensa.\n\n2 Tarkoitus\n\nTyötä tehdään yhdessä.\n"
    )
    assert describe(tmp_path, "Sopimus yhteisestä työstä", body).region == "Tervakangas"


def test_swedish(tmp_path: Path) -> None:
    """A Swedish agreement."""
    body = (
        "\n\n1 Avtalets parter\n\n"
        "Parter är Björkby stad, Kustens välfärdsområde och Folkpensionsanstalten (nedan FPA).\n\n"
        "2 Syfte\n\nParterna kommer överens om hur arbetet ordnas och vem som svarar för det.\n"
    )
    found = describe(
        tmp_path, "Samarbetsavtal för Björkby sysselsättningsområde\n\nUndertecknat den 3 februari 2025", body
    )
    assert (found.language, found.region, found.status, found.date) == ("sv", "Björkby", Status.SIGNED, "2025-02-03")
    assert found.parties == ("Björkby stad", "Kustens välfärdsområde", "FPA")


@pytest.mark.parametrize(
    ("genitive", "nominative"),
    [
        ("Koivurannan", "Koivuranta"), ("Hämeenlinnan", "Hämeenlinna"), ("Kivilammen", "Kivilampi"), ("Lahden",
        "Lahti"),
        ("Turun", "Turku"), ("Tampereen", "Tampere"), ("Espoon", "Espoo"), ("Haapaselän", "Haapaselkä"),
        ("Mustakorven", "Mustakorpi"),
        ("Tervakankaan", "Tervakangas"), ("Petäjäkosken", "Petäjäkoski"), ("Kauhajoen", "Kauhajoki"), ("Pieksämäen",
        "Pieksämäki"),
        ("Kokkolan", "Kokkola"), ("Varkauden", "Varkaus"), ("Keski-Karjalan", "Keski-Karjala"), ("Kanta-Hämeen",
        "Kanta-Häme"),
        ("Niittylahden ja Korpelan", "Niittylahti ja Korpela"), ("Pirkanmaan", "Pirkanmaa"), ("Kuopion", "Kuopio"),
        ("Imatran", "Imatra"),
    ],
)  # fmt: skip
def test_base_names(genitive: str, nominative: str) -> None:
    """Consonant gradation, undone."""
    assert base_name(genitive, "") == nominative


def test_the_text_knows_better() -> None:
    """A form that the document itself uses wins over rules; Swedish names may end in an s of their own."""
    assert base_name("Takaniitun", "Takaniittu on kunta.") == "Takaniittu"
    assert swedish_base_name("Skärviks", "Skärvik") == "Skärvik"
    assert swedish_base_name("Pargas", "i Pargas finns") == "Pargas"
    assert swedish_base_name("Björkby", "") == "Björkby"


def test_dates() -> None:
    """Every way of writing a day."""
    for text in (
        "1.2.2025", "2025-02-01", "1. helmikuuta 2025", "1 päivänä helmikuuta 2025", "helmikuun 1. päivänä 2025",
        "den 1 februari 2025",
    ):  # fmt: skip
        assert first_date(f"Koivuranta {text}.") == "2025-02-01", text
    assert first_date("31.2.2025 ja kohta 1.1.1") is None
    assert last_day("1.2.2025, 3.1.2026 ja 2.2.2024") == "2026-01-03"


def test_sidecar_wins(tmp_path: Path) -> None:
    """By the document's full name or by its stem."""
    text = (
        'region = "Rauma"\nstatus = "hyväksytty"\ndate = 2025-03-04\nparties = ["A", "B"]\npublicity = "sisäinen"\n'
        'kind = "model"\ntitle = "Sopimus"\n'
    )
    for name in ("asiakirja__txt__sopuri__toml", "asiakirja__sopuri__toml"):
        folder = tmp_path / name
        folder.mkdir()
        assert describe(folder, "Yhteistyösopimus", **{name: text}) == Description(
            Kind.MODEL, "Sopimus", "Rauma", ("A", "B"), "fi", Status.APPROVED, "2025-03-04", Publicity.INTERNAL
        )


@pytest.mark.parametrize(
    ("text", "line", "takes"),
    [
        ('region = "A"\nstatus = "valmis"\n', 2, '"allekirjoitettu"'),
        ('region = "A"\n\nalue = "B"\n', 3, "region"),
        ('region = "A"\nstatus = luonnos\n', 2, "status ="),
        ('date = "eilen"\n', 1, '"2025-01-31"'),
        ("parties = 3\n", 1, '["…", "…"]'),
        ('language = "en"\n', 1, '"fi", "sv"'),
    ],
)
def test_broken_sidecar(tmp_path: Path, text: str, line: int, takes: str) -> None:
    """The error names file, line, what it got and what it takes."""
    with pytest.raises(DocumentError) as caught:
        describe(tmp_path, "Yhteistyösopimus", asiakirja__sopuri__toml=text)
    assert f"asiakirja.sopuri.toml rivillä {line}" in str(caught.value)
    assert takes in str(caught.value)
