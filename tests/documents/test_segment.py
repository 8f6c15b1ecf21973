"""Clauses of agreements as real documents have them: each test is a trap from practice."""

from __future__ import annotations

from pathlib import Path

from assistant.model import Part

from .conftest import WritePdf, blocks, clause, numbers, read

LONG = (
    "Osapuolet sopivat tässä asiakirjassa siitä, miten monialainen tuki järjestetään ja millaisin voimavaroin sitä "
    "annetaan. Sopimus ei muuta osapuolten lakisääteisiä tehtäviä eikä niiden välistä työnjakoa."
)


def test_party_list_numbered_like_clauses(write_pdf: WritePdf) -> None:
    """ "1. Forssan kaupunki" under "2. Sopijaosapuolet" is a party, not clause 1."""
    agreement = read(
        write_pdf(
            [
                "Yhteistyösopimus", "", "1. Tarkoitus", LONG, "", "2. Sopijaosapuolet",
                "1. Forssan kaupunki", "2. Kanta-Hämeen hyvinvointialue", "3. Kansaneläkelaitos",
                "", "3. Toiminta-alue", LONG, "", "4. Henkilöstö", LONG,
            ]
        )
    )  # fmt: skip
    assert numbers(agreement) == [
        ("1", "Tarkoitus"), ("2", "Sopijaosapuolet"), ("3", "Toiminta-alue"), ("4", "Henkilöstö"),
    ]  # fmt: skip
    assert blocks(clause(agreement, "2")) == [
        "1. Forssan kaupunki", "2. Kanta-Hämeen hyvinvointialue", "3. Kansaneläkelaitos",
    ]  # fmt: skip


def test_two_parties_only(write_pdf: WritePdf) -> None:
    """With two parties the list's next number is the next clause's number too."""
    agreement = read(
        write_pdf(
            [
                "Yhteistyösopimus", "", "1. Osapuolet", "1. Koivurannan kaupunki", "2. Kansaneläkelaitos",
                "", "2. Tarkoitus", LONG, "", "3. Henkilöstö", LONG,
            ]
        )
    )  # fmt: skip
    assert numbers(agreement) == [("1", "Osapuolet"), ("2", "Tarkoitus"), ("3", "Henkilöstö")]


def test_gap_in_numbers(write_pdf: WritePdf) -> None:
    """3 → 5: the printed numbers stay."""
    body = [line for n in (1, 2, 3, 5, 6) for line in ("", f"{n} Otsikko {'abcdefg'[n]}", LONG)]
    found = [number for number, _ in numbers(read(write_pdf(["Sopimus", *body])))]
    assert found == ["1", "2", "3", "5", "6"]


def test_cross_reference_at_line_start(write_pdf: WritePdf) -> None:
    """ "kohdassa / 5.2 sovitaan" is no clause 5.2."""
    agreement = read(
        write_pdf(
            [
                "Sopimus", "", "4 Kustannukset", "Kustannuksista on tarkemmin sovittu alempana, ja ne jaetaan kohdassa",
                "5.2 Sovitulla tavalla osapuolten kesken.", "", "5 Laskutus", LONG, "", "5.1 Laskut", LONG,
                "", "5.2 Ennakot", LONG,
            ],
            width=480,
        )
    )  # fmt: skip
    assert [number for number, _ in numbers(agreement)] == ["4", "5", "5.1", "5.2"]


def test_cross_reference_inside_a_wrapped_paragraph(write_pdf: WritePdf) -> None:
    """A number at the start of a wrapped line stays in its sentence."""
    text = (
        "Kustannukset jaetaan osapuolten kesken sillä tavalla kuin jäljempänä tämän sopimuksen kohdassa 5.2 on sovittu."
    )
    for width in range(200, 460, 13):
        agreement = read(
            write_pdf(["Sopimus", "", "1 Tausta", LONG, "", "2 Talous", text, LONG], width=width, name=f"w{width}.pdf")
        )
        assert [number for number, _ in numbers(agreement)] == ["1", "2"], width
        assert clause(agreement, "2").text.startswith(text), width


def test_paragraph_numbers_without_headings(write_pdf: WritePdf) -> None:
    """ "2.1 Osapuoli vastaa …" is a clause of its own without a heading."""
    agreement = read(
        write_pdf(
            [
                "Sopimus", "", "1 Tausta", "", "1.1 " + LONG, "", "1.2 " + LONG, "", "2 Kustannukset", "",
                "2.1 " + LONG,
                "", "2.3. " + LONG,
            ]
        )
    )  # fmt: skip
    assert numbers(agreement) == [
        ("1", "Tausta"), ("1.1", None), ("1.2", None), ("2", "Kustannukset"), ("2.1", None), ("2.3", None),
    ]  # fmt: skip
    assert clause(agreement, "2.3").text == LONG
    assert clause(agreement, "1").text == ""
    assert [c.level for c in agreement.clauses if c.part is Part.BODY] == [1, 2, 2, 1, 2, 2]


def test_clauses_that_are_numbered_paragraphs(write_pdf: WritePdf) -> None:
    """An agreement may be nothing but numbered paragraphs."""
    agreement = read(write_pdf(["Yhteistyösopimus", "", f"1. {LONG}", "", f"2. {LONG}", "", f"3. {LONG}"]))
    assert numbers(agreement) == [("1", None), ("2", None), ("3", None)]


def test_list_in_brackets_under_clauses_in_brackets(write_pdf: WritePdf) -> None:
    """ "1) Otsikko" with "1." lists inside."""
    agreement = read(
        write_pdf(
            [
                "Sopimus", "", "## 1) Tarkoitus", LONG, "", "## 2) Henkilöstö", "Henkilöstöä ovat:",
                "1. kaksi omavalmentajaa", "2. yksi sosiaaliohjaaja", "3. yksi asiantuntija", "",
                "## 3) Kustannukset", LONG,
            ]
        )
    )  # fmt: skip
    assert numbers(agreement) == [("1", "Tarkoitus"), ("2", "Henkilöstö"), ("3", "Kustannukset")]
    assert blocks(clause(agreement, "2"))[1:] == [
        "1. kaksi omavalmentajaa", "2. yksi sosiaaliohjaaja", "3. yksi asiantuntija",
    ]  # fmt: skip


def test_capitalised_list_under_a_clause(write_pdf: WritePdf) -> None:
    """A numbered list with capitals after a colon is no run of clauses."""
    agreement = read(
        write_pdf(
            [
                "Sopimus", "", "1. Tarkoitus", LONG, "", "2. Johtoryhmän tehtävät", "Johtoryhmän tehtävänä on:",
                "1. Asettaa tavoitteet", "2. Seurata henkilöstön riittävyyttä", "3. Tukea johtavaa henkilöä",
                "4. Arvioida toimintaa", "", "3. Kustannukset", LONG, "", "4. Voimassaolo", LONG,
            ]
        )
    )  # fmt: skip
    assert [number for number, _ in numbers(agreement)] == ["1", "2", "3", "4"]
    assert numbers(agreement)[2] == ("3", "Kustannukset")


def test_headings_over_two_lines(write_pdf: WritePdf) -> None:
    """A heading that a narrow column breaks is one heading."""
    agreement = read(
        write_pdf(
            [
                "Sopimus", "", "1 Yhteistoimintamallin organisointia johtavan henkilön nimeäminen ja tehtävät", LONG,
                "", "2 Kelan ja hyvinvointialueen osallistuminen yhteisiin kustannuksiin", LONG,
            ],
            width=250,
        )
    )  # fmt: skip
    assert numbers(agreement) == [
        ("1", "Yhteistoimintamallin organisointia johtavan henkilön nimeäminen ja tehtävät"),
        ("2", "Kelan ja hyvinvointialueen osallistuminen yhteisiin kustannuksiin"),
    ]


def test_heading_without_gap_before_its_text(write_pdf: WritePdf) -> None:
    """Same type, no space between: only the short line shows the heading."""
    agreement = read(write_pdf(["Sopimus", "1 Tarkoitus", LONG, "2 Toiminta-alue", LONG, "3 Henkilöstö", LONG]))
    assert numbers(agreement) == [("1", "Tarkoitus"), ("2", "Toiminta-alue"), ("3", "Henkilöstö")]
    assert clause(agreement, "2").text == LONG


def test_contents_with_leaders_and_without(write_pdf: WritePdf) -> None:
    """A table of contents is left out, its page numbers never become clauses."""
    names = ["Tarkoitus", "Osapuolet", "Henkilöstö", "Kustannukset"]
    body = [line for n, name in enumerate(names, 1) for line in ("", f"## {n} {name}", LONG)]
    for entry in ("{n} {name} ........................ {p}", "{n} {name} {p}", "{n}. {name}\t{p}"):
        contents = [entry.format(n=n, name=name, p=n + 1) for n, name in enumerate(names, 1)]
        agreement = read(write_pdf(["# Yhteistyösopimus", "", "## Sisällys", *contents], body))
        assert numbers(agreement) == [(str(n), name) for n, name in enumerate(names, 1)], entry
        assert all("...." not in c.text for c in agreement.clauses)


def test_contents_whose_entries_break_over_lines(write_pdf: WritePdf) -> None:
    """An entry on two lines; the title printed again after the contents; the clauses themselves are all there."""
    long = "Yhteistoimintamallin organisointia johtavan henkilön nimeäminen,"
    contents = [
        "SISÄLLYSLUETTELO", f"1 {long}", "tehtävät ja asema ............................ 2",
        "2 Kustannukset .............................. 2", "2.1 Jako .............. 3",
    ]  # fmt: skip
    body = [
        "# Yhteistyösopimus", "", f"1 {long} tehtävät ja asema", "", LONG, "", "2 Kustannukset", "", "2.1 Jako", LONG,
    ]  # fmt: skip
    agreement = read(write_pdf(["# Yhteistyösopimus", "", *contents], body))
    assert numbers(agreement) == [("1", f"{long} tehtävät ja asema"), ("2", "Kustannukset"), ("2.1", "Jako")]
    assert blocks(agreement.clauses[0]) == ["Yhteistyösopimus", "Yhteistyösopimus"]
    assert clause(agreement, "1").text == clause(agreement, "2.1").text == LONG


def test_heading_that_fills_its_line_exactly(write_pdf: WritePdf) -> None:
    """Nothing shows where such a heading ends; its number still holds."""
    heading = "1 Yhteistoimintamallin organisointia johtavan henkilön nimeäminen, tehtävät ja asema"
    agreement = read(write_pdf(["Sopimus", "", heading, LONG, "", "2 Kustannukset", LONG]))
    assert [number for number, _ in numbers(agreement)] == ["1", "2"]
    assert clause(agreement, "1").text.endswith(LONG)


def test_contents_without_page_numbers(write_pdf: WritePdf) -> None:
    """Entries that only come again as headings."""
    names = ["Tarkoitus", "Osapuolet", "Henkilöstö"]
    body = [line for n, name in enumerate(names, 1) for line in ("", f"{n} {name}", LONG)]
    agreement = read(write_pdf(["Sopimus", "", "Sisältö", *(f"{n} {name}" for n, name in enumerate(names, 1))], body))
    assert numbers(agreement) == [(str(n), name) for n, name in enumerate(names, 1)]
    assert agreement.clauses[0].text == "Sopimus"
    assert all(c.text == LONG for c in agreement.clauses[1:])


def test_title_printed_twice_and_lines_before_clause_one(write_pdf: WritePdf) -> None:
    """Titles, drafts and dates before clause 1 are preamble."""
    agreement = read(
        write_pdf(
            ["# Yhteistyösopimus", "LUONNOS 11.2.2021", "Käsitelty: johtoryhmä 1.2.2021"],
            ["# Yhteistyösopimus", "", "1 Tarkoitus", LONG, "", "2 Osapuolet", LONG],
        )
    )
    first = agreement.clauses[0]
    assert (first.part, first.heading, first.page) == (Part.PREAMBLE, None, 1)
    assert blocks(first) == [
        "Yhteistyösopimus", "LUONNOS 11.2.2021", "Käsitelty: johtoryhmä 1.2.2021", "Yhteistyösopimus",
    ]  # fmt: skip
    assert first.page_at(len(first.text) - 1) == 2


def test_unnumbered_headings(write_pdf: WritePdf) -> None:
    """Bold short lines are headings where nothing is numbered."""
    agreement = read(
        write_pdf(["# Yhteistyösopimus", "", "## Tarkoitus", LONG, "", "## Osapuolet", LONG, "", "## Rahat", LONG])
    )
    assert numbers(agreement) == [(None, "Tarkoitus"), (None, "Osapuolet"), (None, "Rahat")]


def test_headings_in_capitals(write_pdf: WritePdf) -> None:
    """So are lines in capitals."""
    agreement = read(write_pdf(["# Sopimus", "", "TARKOITUS", LONG, "", "KUSTANNUSTEN JAKO", LONG]))
    assert numbers(agreement) == [(None, "TARKOITUS"), (None, "KUSTANNUSTEN JAKO")]


def test_roman_parts(write_pdf: WritePdf) -> None:
    """Roman parts stand over numbered clauses."""
    agreement = read(
        write_pdf(
            [
                "# Sopimus", "", "## I Yleistä", "", "## 1 Tarkoitus", LONG, "", "## 2 Osapuolet", LONG,
                "", "## II Talous", "", "## 3 Kustannukset", LONG,
            ]
        )
    )  # fmt: skip
    assert [(c.number, c.level) for c in agreement.clauses if c.part is Part.BODY] == [
        ("I", 1), ("1", 2), ("2", 2), ("II", 1), ("3", 2),
    ]  # fmt: skip


def test_lettered_clauses(write_pdf: WritePdf) -> None:
    """ "I." after "H." is a letter; a list in one of the clauses stays a list."""
    letters = "ABCDEFGHIJ"
    body = [line for letter in letters for line in ("", f"## {letter}. Otsikko {letter.lower()}", LONG)]
    agreement = read(
        write_pdf(["# Sopimus", *body, "1. Ensin sovitaan.", "2. Sitten tehdään.", "3. Lopuksi katsotaan."])
    )
    assert numbers(agreement) == [(letter, f"Otsikko {letter.lower()}") for letter in letters]
    assert {c.level for c in agreement.clauses if c.number} == {1}


def test_letters_with_numbers_and_over_numbers(write_pdf: WritePdf) -> None:
    """ "B.1" stands under "B", and numbered clauses stand under letters."""
    lettered = [
        "# Sopimus",
        "",
        "## A Yleistä",
        LONG,
        "",
        "## B Talous",
        LONG,
        "",
        "## B.1 Kustannukset",
        LONG,
        "",
        "## C Muuta",
        LONG,
    ]
    assert [(c.number, c.level) for c in read(write_pdf(lettered)).clauses if c.number] == [
        ("A", 1), ("B", 1), ("B.1", 2), ("C", 1),
    ]  # fmt: skip
    over = ["# Sopimus"]
    for letter, first in (("A", 1), ("B", 3), ("C", 5)):
        over += ["", f"## {letter}. Osa {letter.lower()}"]
        over += [line for n in (first, first + 1) for line in ("", f"## {n}. Otsikko {n}", LONG)]
    assert [(c.number, c.level) for c in read(write_pdf(over, name="over.pdf")).clauses if c.number] == [
        ("A", 1), ("1", 2), ("2", 2), ("B", 1), ("3", 2), ("4", 2), ("C", 1), ("5", 2), ("6", 2),
    ]  # fmt: skip


def test_initials_are_no_letters_of_clauses(write_pdf: WritePdf) -> None:
    """Names of those who sign, in alphabetical order, are no lettered clauses."""
    agreement = read(
        write_pdf(
            [
                "# Sopimus",
                "",
                "## 1 Tarkoitus",
                LONG,
                "",
                "## 2 Talous",
                LONG,
                "",
                "A. Esimerkki",
                "B. Keksitty",
                "C. Kuviteltu",
            ]
        )
    )
    assert [number for number, _ in numbers(agreement)] == ["1", "2"]


def test_redacted_heading(write_pdf: WritePdf) -> None:
    """A heading that was blacked out is still the heading of its clause."""
    agreement = read(
        write_pdf(["Sopimus", "", "1 Tarkoitus", LONG, "", "2 Xxxxxxxx Xxxxxx", LONG, "", "3 Talous", LONG])
    )
    assert numbers(agreement) == [("1", "Tarkoitus"), ("2", "Xxxxxxxx Xxxxxx"), ("3", "Talous")]


def test_annexes_are_not_their_list(write_pdf: WritePdf) -> None:
    """ "Liite 1" in the list of annexes is no annex; at the head of its page it is."""
    agreement = read(
        write_pdf(
            [
                "# Sopimus", "", "## 1 Tarkoitus", LONG, "", "## 2 Liitteet", "Liite 1 Henkilöstö",
                "Liite 2 Kustannukset",
                "", "## 3 Allekirjoitukset", "Koivurannassa 1.2.2025", "Aino Esimerkki, kaupunginjohtaja",
            ],
            ["## Liite 1 Henkilöstö", LONG],
            ["## Liite 2 Kustannukset", LONG],
        )
    )  # fmt: skip
    assert numbers(agreement) == [("1", "Tarkoitus"), ("2", "Liitteet")]
    assert numbers(agreement, Part.ANNEX) == [("Liite 1", "Henkilöstö"), ("Liite 2", "Kustannukset")]
    assert numbers(agreement, Part.SIGNATURES) == [("3", "Allekirjoitukset")]
    assert clause(agreement, "Liite 2").page == 3


def test_numbers_begin_anew_in_an_annex(write_pdf: WritePdf) -> None:
    """An annex may be numbered from 1 again."""
    agreement = read(
        write_pdf(
            ["# Sopimus", "", "## 1 Tarkoitus", LONG, "", "## 2 Osapuolet", LONG, "", "## 3 Talous", LONG],
            ["## Liite 1 Työnjako", "", "## 1 Arviointi", LONG, "", "## 2 Ohjaus", LONG],
        )
    )
    assert numbers(agreement, Part.ANNEX) == [("Liite 1", "Työnjako"), ("1", "Arviointi"), ("2", "Ohjaus")]


def test_signatures_after_prose(write_pdf: WritePdf) -> None:
    """What was agreed under "Allekirjoitukset" stays in the body; places, dates and names do not."""
    agreement = read(
        write_pdf(
            [
                "# Sopimus", "", "## 1 Tarkoitus", LONG, "", "## 2 Päiväys ja allekirjoitukset",
                "Sopimusta on tehty kolme yhtäpitävää kappaletta, yksi kullekin osapuolelle.",
                "", "Koivurannassa 1.2.2025", "", "Koivurannan kaupunki", "Aino Esimerkki, kaupunginjohtaja",
            ]
        )
    )  # fmt: skip
    assert numbers(agreement)[-1] == ("2", "Päiväys ja allekirjoitukset")
    assert clause(agreement, "2").text.endswith("osapuolelle.")
    assert [c.text.split()[0] for c in agreement.clauses if c.part is Part.SIGNATURES] == ["Koivurannassa"]


def test_sections_in_an_agreement(write_pdf: WritePdf) -> None:
    """An agreement numbered like a statute; "9 a §" comes after "9 §"; a section referred to is none."""
    agreement = read(
        write_pdf(
            [
                "# Sopimus", "", "## 8 § Tarkoitus", LONG, "", "## 9 § Kustannukset", "Lain",
                "10 §:n 2 momentin mukaan kustannukset jaetaan.", "", "## 9 a § Laskutus", LONG, "", "## 10 § Riidat",
                LONG,
            ]
        )
    )  # fmt: skip
    assert [number for number, _ in numbers(agreement)] == ["8 §", "9 §", "9 a §", "10 §"]


def test_bold_subheading_in_a_numbered_agreement(write_pdf: WritePdf) -> None:
    """A heading without a number under a numbered clause gets no number."""
    agreement = read(
        write_pdf(["# Sopimus", "", "## 1 Tarkoitus", LONG, "", "## 2 Johtoryhmä", LONG, "", "## Kokoukset", LONG])
    )
    assert [(c.number, c.heading, c.level) for c in agreement.clauses if c.part is Part.BODY][2:] == [
        (None, "Kokoukset", 2)
    ]


def test_text_file_wrapped_at_a_width(tmp_path: Path) -> None:
    """Lines of a hard-wrapped text file are joined, a page number inside a list is left out."""
    path = tmp_path / "sopimus.txt"
    path.write_text(
        "YHTEISTYÖSOPIMUS\n\n1 Tarkoitus\n\nTällä sopimuksella osapuolet sopivat siitä, miten palvelut suunnittele-\n"
        "vat työntekijät tekevät yhteistyötä TE-\ntoimiston kanssa.\n\n"
        "2 Henkilöstö\n\nHenkilöstöä ovat:\n- kaksi ohjaajaa\n"
        "\n2 (3)\n\n- yksi asiantuntija, joka tekee työtä muun työn ohessa ja käyttää siihen\n  päivän viikossa\n\n"
        "3 Kustannukset\n\nKukin maksaa omansa.\n\n3 (3)\n",
        encoding="utf-8",
    )
    agreement = read(path)
    assert numbers(agreement) == [("1", "Tarkoitus"), ("2", "Henkilöstö"), ("3", "Kustannukset")]
    assert "suunnittelevat työntekijät tekevät yhteistyötä TE-toimiston kanssa." in clause(agreement, "1").text
    assert blocks(clause(agreement, "2")) == [
        "Henkilöstöä ovat:",
        "- kaksi ohjaajaa",
        "- yksi asiantuntija, joka tekee työtä muun työn ohessa ja käyttää siihen päivän viikossa",
    ]
    assert agreement.pages is None
    assert clause(agreement, "1").pages == ()


def test_markdown(tmp_path: Path) -> None:
    """Markdown headings are headings, its tables are rows."""
    path = tmp_path / "malli.md"
    path.write_text(
        "# Yhteistyösopimus\n\nTeksti.\n\n## 1 Henkilöstö\n\n"
        "| Taho | htv |\n|---|---|\n| **Kela** | 1,5 |\n\n- yksi\n- kaksi\n\n## 2 Talous\n\nRaha.\n",
        encoding="utf-8",
    )
    agreement = read(path)
    assert agreement.id == "malli-md"
    assert numbers(agreement) == [("1", "Henkilöstö"), ("2", "Talous")]
    assert blocks(clause(agreement, "1")) == ["Taho htv", "Kela 1,5", "- yksi", "- kaksi"]
