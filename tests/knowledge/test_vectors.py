"""Vectors remembered by text."""

from pathlib import Path

import numpy as np
import pytest

from assistant.knowledge.vectors import remembered


class Counting:
    """Embeds a text as its length and its first letter's code; remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, texts: list[str]) -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
        self.asked += texts
        return np.array([[len(t), ord(t[0])] for t in texts], np.float32).reshape(len(texts), 2)


def test_only_new_texts_are_embedded(tmp_path: Path) -> None:
    embed, path = Counting(), tmp_path / "v.npz"
    first = remembered(["a", "bb", "a"], path, "m", embed)
    assert first.tolist() == [[1, 97], [2, 98], [1, 97]] and embed.asked == ["a", "bb"]
    second = remembered(["ccc", "bb"], path, "m", embed)
    assert second.tolist() == [[3, 99], [2, 98]] and embed.asked == ["a", "bb", "ccc"]
    remembered(["bb", "ccc"], path, "m", embed)
    assert embed.asked == ["a", "bb", "ccc"]


def test_vectors_of_another_model_are_not_taken(tmp_path: Path) -> None:
    embed, path = Counting(), tmp_path / "v.npz"
    remembered(["a"], path, "m", embed)
    remembered(["a"], path, "n", embed)
    assert embed.asked == ["a", "a"]


@pytest.mark.parametrize("broken", [b"", b"PK\x03\x04 no archive", b"nonsense"])
def test_a_broken_file_costs_time_only(tmp_path: Path, broken: bytes) -> None:
    path = tmp_path / "v.npz"
    path.write_bytes(broken)
    assert remembered(["a"], path, "m", Counting()).tolist() == [[1, 97]]
    embed = Counting()
    assert remembered(["a"], path, "m", embed).tolist() == [[1, 97]] and not embed.asked


def test_a_folder_that_can_not_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert remembered(["a"], tmp_path / "file" / "v.npz", "m", Counting()).tolist() == [[1, 97]]
