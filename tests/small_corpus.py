"""A few tiny agreements of invented regions, one in each format, for tests. Small enough to know by heart.

| region     | file                | notice period | rent                  | leader's working time |
|------------|---------------------|---------------|-----------------------|-----------------------|
| Koivula    | koivula.txt         | six months    | the town              | 60 per cent           |
| Rantasalo  | rantasalo.md        | three months  | –                     | –                     |
| Rantasalo  | rantasalo-luonnos.txt (draft) | twelve months | –           | –                     |
| Kuusijärvi | kuusijarvi.pdf      | –             | the wellbeing county  | two days a week       |
| Björkby    | bjorkby.docx (Swedish) | six months | –                     | 50 per cent           |

``ohje.md`` is guidance: it speaks for no region.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

Clauses = Sequence[tuple[str, str]]  # ("5 Irtisanominen", "Irtisanomisaika on …")

KOIVULA: Clauses = (
    (
        "1 Sopijaosapuolet",
        "Sopijaosapuolet ovat Koivulan kaupunki, Rautalahden hyvinvointialue ja Kansaneläkelaitos (jäljempänä Kela).",
    ),
    (
        "2 Johtoryhmä",
        "Johtoryhmä kokoontuu neljä kertaa vuodessa. Johtoryhmän puheenjohtajan nimeää Koivulan kaupunki.",
    ),
    (
        "3 Johtava henkilö",
        "Toimintaa johtaa verkostojohtaja, joka on Koivulan kaupungin palveluksessa. "
        "Verkostojohtajan työajasta 60 prosenttia on varattu tehtävään.",
    ),
    ("4 Toimitilat", "Yhteisten toimitilojen vuokran maksaa Koivulan kaupunki."),
    ("5 Irtisanominen", "Sopimuksen irtisanomisaika on kuusi kuukautta."),
)
RANTASALO: Clauses = (
    ("1 Osapuolet", "Osapuolia ovat Rantasalon kunta, Rautalahden hyvinvointialue ja Kela."),
    ("2 Johtoryhmä", "Johtoryhmässä on kuusi jäsentä. Jokaisella jäsenellä on henkilökohtainen varajäsen."),
    ("3 Voimassaolo ja irtisanominen", "Sopimus on voimassa toistaiseksi. Irtisanomisaika on kolme kuukautta."),
)
RANTASALO_DRAFT: Clauses = (
    ("1 Osapuolet", "Osapuolia ovat Rantasalon kunta, Rautalahden hyvinvointialue ja Kela."),
    ("2 Voimassaolo ja irtisanominen", "Irtisanomisaika on kaksitoista kuukautta."),
)
KUUSIJARVI: Clauses = (
    ("1 Sopijapuolet", "Sopijapuolet ovat Kuusijärven työllisyysalue, Rautalahden hyvinvointialue ja Kela."),
    (
        "2 Johtava henkilö",
        "Yhteistoimintamallia johtava henkilö hoitaa tehtävää kahtena päivänä viikossa oman työnsä ohella.",
    ),
    ("3 Tilat ja kalusteet", "Hyvinvointialue vuokraa yhteiset tilat ja vastaa niiden vuokrasta kokonaan."),
)
BJORKBY: Clauses = (
    ("1 Parter", "Parter i avtalet är Björkby stad, Västmo välfärdsområde och Folkpensionsanstalten (FPA)."),
    ("2 Nätverksledare", "Av nätverksledarens arbetstid har 50 procent reserverats för uppgiften."),
    ("3 Uppsägning", "Uppsägningstiden för avtalet är sex månader."),
)
GUIDANCE: Clauses = (
    ("1 Valmistautuminen", "Neuvotteluihin kannattaa valmistautua lukemalla muiden alueiden sopimukset."),
    ("2 Irtisanomisaika", "Sopimukseen on hyvä kirjata irtisanomisaika, esimerkiksi kuusi kuukautta."),
)
INVENTED = "Keksitty esimerkki: alueet, nimet ja tekstit on keksitty."


def as_text(title: str, clauses: Clauses) -> str:
    """A plain text document."""
    return "\n\n".join([title, INVENTED, *(f"{heading}\n\n{body}" for heading, body in clauses)]) + "\n"


def as_markdown(title: str, clauses: Clauses) -> str:
    """The same with Markdown headings."""
    return "\n\n".join([f"# {title}", INVENTED, *(f"## {heading}\n\n{body}" for heading, body in clauses)]) + "\n"


def write_pdf(path: Path, title: str, clauses: Clauses, first_page: int = 2) -> None:
    """A PDF with the title and ``first_page`` clauses on page 1 and the rest on page 2."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate

    styles = getSampleStyleSheet()
    story: list[Flowable] = [Paragraph(title, styles["Title"]), Paragraph(INVENTED, styles["Normal"])]
    for number, (heading, body) in enumerate(clauses):
        if number == first_page:
            story.append(PageBreak())
        story += [Paragraph(heading, styles["Heading2"]), Paragraph(body, styles["Normal"])]
    SimpleDocTemplate(str(path), pagesize=A4, title=title).build(story)


def write_word(path: Path, title: str, clauses: Clauses) -> None:
    """A Word document with real heading styles."""
    import docx

    document = docx.Document()
    document.add_heading(title, 0)
    document.add_paragraph(INVENTED)
    for heading, body in clauses:
        document.add_heading(heading, 1)
        document.add_paragraph(body)
    document.save(str(path))


def write_sidecar(document: Path, **values: object) -> None:
    """``NAME.sopuri.toml`` beside a document."""
    lines = [f"{key} = {list(value) if isinstance(value, tuple) else repr(value)}" for key, value in values.items()]
    document.with_name(f"{document.name}.sopuri.toml").write_text(
        "\n".join(lines).replace("'", '"') + "\n", encoding="utf-8"
    )


def write_small_corpus(folder: Path) -> Path:
    """Write all documents into ``folder``, which is made; returns it."""
    folder.mkdir(parents=True, exist_ok=True)
    county = "Rautalahden hyvinvointialue"
    title = "{} työllisyysalueen, Rautalahden hyvinvointialueen ja Kelan yhteistyösopimus"

    file = folder / "koivula.txt"
    file.write_text(as_text(title.format("Koivulan"), KOIVULA), encoding="utf-8")
    signed = {"kind": "agreement", "language": "fi", "status": "allekirjoitettu"}
    write_sidecar(file, **signed, region="Koivula", parties=("Koivulan kaupunki", county, "Kela"), date="2024-12-18")

    file = folder / "rantasalo.md"
    file.write_text(as_markdown(title.format("Rantasalon"), RANTASALO), encoding="utf-8")
    write_sidecar(file, **signed, region="Rantasalo", parties=("Rantasalon kunta", county, "Kela"), date="2025-01-15")

    file = folder / "rantasalo-luonnos.txt"
    file.write_text(as_text("LUONNOS 1.10.2024 " + title.format("Rantasalon"), RANTASALO_DRAFT), encoding="utf-8")
    draft = {**signed, "status": "luonnos"}
    write_sidecar(file, **draft, region="Rantasalo", parties=("Rantasalon kunta", county, "Kela"), date="2024-10-01")

    file = folder / "kuusijarvi.pdf"
    write_pdf(file, title.format("Kuusijärven"), KUUSIJARVI)
    parties = ("Kuusijärven työllisyysalue", county, "Kela")
    write_sidecar(file, **{**signed, "status": "hyväksytty"}, region="Kuusijärvi", parties=parties, date="2025-02-01")

    file = folder / "bjorkby.docx"
    write_word(file, "Samarbetsavtal mellan Björkby stad, Västmo välfärdsområde och FPA", BJORKBY)
    parties = ("Björkby stad", "Västmo välfärdsområde", "FPA")
    write_sidecar(file, **{**signed, "language": "sv"}, region="Björkby", parties=parties, date="2025-03-01")

    file = folder / "ohje.md"
    file.write_text(as_markdown("Neuvotteluohje", GUIDANCE), encoding="utf-8")
    write_sidecar(file, kind="guidance", language="fi", title="Neuvotteluohje")
    return folder
