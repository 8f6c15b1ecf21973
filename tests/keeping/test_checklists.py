"""What a user did to a checklist stays when the checklist is made anew."""

from __future__ import annotations

import pytest

from assistant.answers.results import BasisKind, ItemStatus, Phase
from assistant.keeping import Saved, added, merged, noted, removed, reworded, ticked
from tests.keeping.items import fresh, item

A, B = item("a", weight=90), item("b", ItemStatus.MISSING_IN_DRAFT, weight=80)


def test_without_marks_a_checklist_is_as_it_was_made() -> None:
    assert merged(fresh(A, B), Saved()) == fresh(A, B)


def test_ticks_notes_and_words_are_laid_over_a_fresh_item() -> None:
    saved = reworded(noted(ticked(Saved(), A), B, " Kysy Kelalta "), B, "Toisin")
    first, second = merged(fresh(A, B), saved).items
    assert (first.status, first.text, first.evidence) == (ItemStatus.DONE, A.text, A.evidence)
    assert (second.status, second.text, second.notes) == (ItemStatus.MISSING_IN_DRAFT, "Toisin", "Kysy Kelalta")


def test_what_is_undone_leaves_no_trace() -> None:
    saved = ticked(Saved(), A)
    assert ticked(saved, merged(fresh(A), saved).items[0], done=False) == Saved()
    assert noted(noted(Saved(), A, "x"), A, "") == reworded(reworded(Saved(), A, "x"), A, " ") == Saved()


def test_a_tick_outlasts_a_changed_corpus_and_a_new_verdict() -> None:
    saved = noted(ticked(Saved(), A), B, "muista")
    newer = item("a", ItemStatus.MISSING_IN_DRAFT)
    assert [(i.id, i.status) for i in merged(fresh(newer), saved).items] == [
        ("b", ItemStatus.OPEN),
        ("a", ItemStatus.DONE),
    ]
    vanished = merged(fresh(newer), saved).items[0]
    assert (vanished.text, vanished.notes, vanished.grounds) == (B.text, "muista", B.grounds)
    assert vanished.evidence == vanished.draft == ()  # quotations are cut anew or not shown
    assert merged(fresh(A, B), saved).items[1].evidence == B.evidence  # and here it is back


def test_the_copy_is_of_the_item_as_it_was_made() -> None:
    saved = reworded(Saved(), A, "Toisin")
    shown = merged(fresh(A), saved).items[0]
    later = reworded(ticked(saved, shown), shown, "")
    assert merged(fresh(), later).items[0].text == A.text


def test_own_items_have_a_basis_and_an_id_that_never_comes_back() -> None:
    saved = added(added(Saved(), Phase.BEFORE, " Varaa tila "), Phase.AT, "Kahvi", "sv")
    assert [(i.id, i.text, i.phase) for i in merged(fresh(A), saved).items] == [
        ("own.1", "Varaa tila", Phase.BEFORE),
        ("a", A.text, Phase.AT),
        ("own.2", "Kahvi", Phase.AT),
    ]
    assert [i.grounds[0].kind for i in saved.own.values()] == [BasisKind.USER, BasisKind.USER]
    assert [i.grounds[0].reference for i in saved.own.values()] == ["lisätty itse", "eget tillägg"]
    assert list(added(removed(saved, "own.2"), Phase.AT, "Tee").own) == ["own.1", "own.3"]


def test_own_items_are_ticked_and_stay_when_unticked() -> None:
    saved = added(Saved(), Phase.AT, "Kahvi")
    own = saved.own["own.1"]
    done = ticked(saved, own)
    assert merged(fresh(), done).items[0].status is ItemStatus.DONE
    assert ticked(done, own, done=False) == saved
    assert removed(done, "own.1") == Saved(taken=1)


def test_a_blank_item_is_refused() -> None:
    with pytest.raises(ValueError, match="text"):
        added(Saved(), Phase.AT, " \n")
