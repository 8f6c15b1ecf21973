"""A checklist as Markdown."""

from __future__ import annotations

from assistant.answers.checklists import render
from assistant.answers.results import BasisKind, Checklist, Ground, Item, ItemStatus, Phase
from assistant.model import quote
from tests.building import agreement, clause

WHOLE = agreement("a", [clause(0, "5", "Tilat", "Vuokran <b>maksaa</b> kaupunki.")])
CUT = quote(WHOLE, WHOLE.clauses[0], 0, len(WHOLE.clauses[0].text))
LAW = (Ground(BasisKind.STATUTE, "381/2023 10 §"),)


def item(name: str, phase: Phase, status: ItemStatus, **more: object) -> Item:
    values = {"text": f"Teksti {name}", "why": "Syy.", "question": "Kysymys?", "weight": 1.0, "grounds": LAW, **more}
    return Item(name, phase, status=status, **values)  # type: ignore[arg-type]


ITEMS = (
    item("a", Phase.BEFORE, ItemStatus.DONE),
    item("b", Phase.AT, ItemStatus.IN_DRAFT, draft=(CUT,), lacking=("Vuokra",), evidence=(CUT,)),
    item("c", Phase.AT, ItemStatus.MISSING_IN_DRAFT, lacking=("Kelan osuus",)),
    item("d", Phase.AT, ItemStatus.OPEN, notes="Soita\n# Kelaan", own=(CUT,)),
)


def test_items_stand_under_their_phase_with_boxes() -> None:
    text = render(Checklist("Koivula", None, "fi", ITEMS))
    lines = [line for line in text.splitlines() if line.startswith(("#", "- "))]
    assert lines == [
        "# Neuvottelun tarkistuslista: Koivula",
        "## Ennen neuvottelua",
        "- [x] **Teksti a** – hoidettu `a`",
        "## Neuvottelussa",
        "- [ ] **Teksti b** – luonnos käsittelee tätä `b`",
        "- [ ] **Teksti c** – puuttuu luonnoksesta `c`",
        "- [ ] **Teksti d** `d`",
    ]
    assert "4 kohtaa; hoidettu 1, avoinna 3." in text and "Luonnos käsittelee" not in text


def test_an_item_shows_why_basis_quotations_and_what_is_lacking() -> None:
    text = render(Checklist(None, "luonnos.docx", "fi", ITEMS))
    assert "Luonnos: luonnos.docx" in text
    assert "Luonnos käsittelee 1, epäselviä 0, puuttuu 1;" in text
    assert "  *Miksi:* Syy." in text and "  *Kysy:* Kysymys?" in text and "  *Peruste:* laki: 381/2023 10 §" in text
    assert "*Tästä ei ole sanottu:* Vuokra" in text
    assert "Kelan osuus" not in text  # what is missing altogether is not told in parts
    assert text.count("  > Vuokran \\<b\\>maksaa\\</b\\> kaupunki.") == 3


def test_what_users_and_files_say_is_no_markup() -> None:
    text = render(Checklist("<i>x</i>", "[a](b).txt", "sv", ITEMS))
    assert "\\<i\\>x" in text and "\\[a\\](b).txt" in text
    assert "  *Anteckning:* Soita \\# Kelaan" in text
