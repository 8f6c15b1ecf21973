from __future__ import annotations

from pathlib import Path

import pytest

from assistant.knowledge import KnowledgeError, load_knowledge
from assistant.knowledge.aspects import Example, _example

OWN_TOPIC = """
id = "bicycles"
label = { fi = "Polkupyörät", sv = "Cyklar" }
[[aspect]]
id = "who_pays"
label = { fi = "Pyörien hankinta", sv = "Anskaffning av cyklar" }
definition = "Who buys the service bicycles"
questions.fi = ["kuka hankkii polkupyörät"]
positive.fi = ["Liikkuminen :: Kaupunki hankkii palvelupolkupyörät.", "Pyörät maksaa hyvinvointialue. ++ premises.rent"]
near.sv = ["Cykelställ finns vid ingången."]
"""
MORE_EXAMPLES = """
id = "termination"
headings = { fi = ["Ero sopimuksesta"] }
[[aspect]]
id = "notice_period"
positive.fi = ["Ero astuu voimaan puolen vuoden kuluttua."]
"""


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Kela ei maksa.", Example("", "Kela ei maksa.", "fi", ("a.b",))),
        ("Tilat :: Kela ei maksa.", Example("Tilat", "Kela ei maksa.", "fi", ("a.b",))),
        ("Tilat :: Kela ei maksa. ++ c.d, e.f", Example("Tilat", "Kela ei maksa.", "fi", ("a.b", "c.d", "e.f"))),
        ("Kela ei maksa. ++ a.b", Example("", "Kela ei maksa.", "fi", ("a.b",))),
    ],
)
def test_reading_an_example(line: str, expected: Example) -> None:
    assert _example(line, "fi", "a.b") == expected


def test_a_near_miss_answers_only_what_it_names() -> None:
    assert _example("Kela tulee. ++ c.d", "fi", "", near="a.b").aspects == ("c.d",)
    assert _example("Kela tulee.", "fi", "", near="a.b") == Example("", "Kela tulee.", "fi", (), near="a.b")


def test_a_folder_of_ones_own_adds_a_topic(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(OWN_TOPIC, encoding="utf-8")
    base, own = load_knowledge(), load_knowledge(tmp_path)
    assert len(own.topics) == len(base.topics) + 1 and own.topics[-1].id == "bicycles"
    aspect = own.aspect("bicycles.who_pays")
    assert aspect.label("fi") == "Pyörien hankinta" and aspect.label("sv") == "Anskaffning av cyklar"
    assert [e.aspects for e in aspect.positive] == [("bicycles.who_pays",), ("bicycles.who_pays", "premises.rent")]
    # A label is a way of asking too.
    assert {form.text for form in aspect.questions} == {
        "kuka hankkii polkupyörät",
        "Pyörien hankinta",
        "Anskaffning av cyklar",
    }


def test_a_folder_of_ones_own_adds_examples_to_an_aspect(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(MORE_EXAMPLES, encoding="utf-8")
    base, own = load_knowledge(), load_knowledge(tmp_path)
    old, new = base.aspect("termination.notice_period"), own.aspect("termination.notice_period")
    assert len(own.aspects) == len(base.aspects)
    assert new.positive[:-1] == old.positive and new.positive[-1].text.startswith("Ero astuu")
    assert new.labels == old.labels and new.definition == old.definition
    assert "Ero sopimuksesta" in own.topic("termination").headings
    assert own.topic("termination").labels == base.topic("termination").labels


def test_a_folder_that_is_not_there_adds_nothing(tmp_path: Path) -> None:
    assert load_knowledge(tmp_path / "none") == load_knowledge()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('id = "x"\n[[aspect]\n', "line 2"),
        ("order = 3\n", "the key 'id' is missing"),
        ('id = "x"\norder = "kolmas"\n', "invalid literal"),
        ('id = "x"\n[[aspect]]\nlabel = { fi = "y" }\n', "the key 'id' is missing"),
        ('id = "x"\n[[aspect]]\nid = "y"\npositive.fi = ["Otsikko :: "]\n', "an example has no sentence"),
        ('id = "x"\n[[aspect]]\nid = "y"\npositive = ["Kela maksaa."]\n', "own.toml"),
    ],
)
def test_a_broken_file_is_one_sentence_that_names_it(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError) as caught:
        load_knowledge(tmp_path)
    assert str(tmp_path / "own.toml") in str(caught.value) and reason in str(caught.value)
    assert "README" in str(caught.value)


def test_bytes_that_are_no_text_are_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_bytes(b'id = "\xff\xfe"')
    with pytest.raises(KnowledgeError, match=r"own\.toml"):
        load_knowledge(tmp_path)


def test_an_aspect_that_nobody_knows_is_named(tmp_path: Path) -> None:
    text = 'id = "x"\n[[aspect]]\nid = "y"\npositive.fi = ["Kela maksaa. ++ premises.rentt"]\n'
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    with pytest.raises(
        KnowledgeError, match=r"x\.y: the example 'Kela maksaa\.' names the unknown aspect 'premises\.rentt'"
    ):
        load_knowledge(tmp_path)


def test_unknown_names_are_key_errors() -> None:
    knowledge = load_knowledge()
    with pytest.raises(KeyError):
        knowledge.aspect("no.such")
    with pytest.raises(KeyError):
        knowledge.topic("none")
