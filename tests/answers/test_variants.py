from __future__ import annotations

import numpy as np

from assistant.answers.variants import variants
from assistant.model import Finding, Status, Verdict, quote
from tests.building import agreement, clause


def finding(name: str, text: str | None, verdict: Verdict = Verdict.FOUND) -> Finding:
    if text is None:
        return Finding(agreement(name, []).id, f"{name}.txt", name, Status.SIGNED, verdict, 0.9)
    whole = agreement(name, [clause(0, "1", None, text)])
    cut = quote(whole, whole.clauses[0], 0, len(text))
    return Finding(whole.id, whole.file, name, Status.SIGNED, verdict, 0.9, (cut,))


def angles(*degrees: float) -> np.ndarray:  # type: ignore[type-arg]
    radians = np.radians(np.array(degrees, np.float32))
    return np.stack([np.cos(radians), np.sin(radians)], axis=1).astype(np.float32)


def test_wordings_that_are_close_are_one_solution_largest_first() -> None:
    # cos 8° = 0.990 and cos 4° = 0.998 are within 0.93; 60° (0.5) and 90° are not.
    findings = [finding("a", "toinen"), finding("b", "yksi"), finding("c", "yksi a"), finding("d", "yksi b")]
    found = variants(findings, angles(90, 0, 4, 8))
    assert [v.agreements for v in found] == [("b", "c", "d"), ("a",)]
    # The example is the one in the middle.
    assert found[0].example.text == found[0].label == "yksi a"


def test_only_what_is_found_and_quoted_counts() -> None:
    findings = [finding("a", "x"), finding("b", "x", Verdict.POSSIBLE), finding("c", None, Verdict.NOT_MENTIONED)]
    assert [v.agreements for v in variants(findings, angles(0, 0, 0))] == [("a",)]
    assert variants(findings[1:], angles(0, 0)) == ()


def test_a_long_wording_is_cut_at_a_word() -> None:
    [variant] = variants([finding("a", "sana " * 60)], angles(0))
    assert variant.label.endswith("sana …") and len(variant.label) <= 112
    assert variant.example.text == "sana " * 60
