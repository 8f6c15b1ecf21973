from __future__ import annotations

from pathlib import Path

import pytest

from eval.questions import QuestionError, conversations, load_questions, load_reading
from eval.questions import test_agreements as read_list

DATA = Path(__file__).parent / "data"
FILES = ("koivula.txt", "kuusijarvi.pdf")
GOOD = 'id = "q1"\ntext = "Mitä?"\nlanguage = "fi"\nstyle = "plain"\nexpect = "answer"\n'


def write(folder: Path, *questions: str) -> Path:
    path = folder / "q.toml"
    path.write_text("\n".join(f"[[question]]\n{question}" for question in questions), encoding="utf-8")
    return path


def test_a_file_is_read_with_its_gold() -> None:
    first, *_, last = load_questions(DATA / "test.toml", FILES)
    assert first.gold("koivula.txt") == ("Sopimuksen irtisanomisaika on kuusi kuukautta.",)
    assert first.gold("kuusijarvi.pdf") == ()
    assert first.cells(FILES) == FILES
    assert last.cells(FILES) == ()


def test_scope_narrows_the_cells() -> None:
    assert load_questions(DATA / "test.toml", FILES)[2].cells(FILES) == ("kuusijarvi.pdf",)


def test_turns_of_a_session_stand_together() -> None:
    groups = conversations(load_questions(DATA / "test.toml", FILES))
    assert [[q.id for q in group] for group in groups] == [["s1"], ["s2", "s3"], ["s4"]]


def test_the_list_of_agreements_may_hold_comments() -> None:
    assert read_list(DATA / "agreements.txt") == FILES


@pytest.mark.parametrize(
    ("question", "fault"),
    [
        (GOOD.replace('"q1"', '""'), "id takes a text that is not empty"),
        (GOOD.replace('"Mitä?"', '"  "'), "text takes a text that is not empty"),
        (GOOD.replace('"answer"', '"maybe"'), "expect takes one of answer, refuse, clarify, not 'maybe'"),
        (GOOD.replace('"plain"', '"odd"'), "style takes one of plain,"),
        (GOOD.replace('"fi"', '"en"'), "language takes one of fi, sv, not 'en'"),
        (GOOD + "colour = 1\n", "unknown key 'colour'"),
        (GOOD + 'scope = "koivula.txt"\n', "scope takes a list of file names"),
        (GOOD + 'scope = ["muu.pdf"]\n', "'muu.pdf' is not an agreement of this part"),
        (GOOD + '[question.found]\n"muu.pdf" = ["x"]\n', "'muu.pdf' is not an agreement of this part"),
        (GOOD + '[question.found]\n"koivula.txt" = []\n', "takes a list of one or more sentences"),
        (GOOD + '[question.found]\n"koivula.txt" = [" "]\n', "takes a list of one or more sentences"),
        (
            GOOD + 'scope = ["kuusijarvi.pdf"]\n[question.found]\n"koivula.txt" = ["x"]\n',
            "'koivula.txt', which is outside the question's scope",
        ),
        (
            GOOD.replace('"answer"', '"refuse"') + '[question.found]\n"koivula.txt" = ["x"]\n',
            'found and scope belong to expect = "answer" only',
        ),
    ],
)
def test_a_fault_is_named_with_its_question(tmp_path: Path, question: str, fault: str) -> None:
    with pytest.raises(QuestionError) as caught:
        load_questions(write(tmp_path, question), FILES)
    assert any(fault in line and line.startswith("q.toml: question ") for line in caught.value.faults), caught.value


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    bad = GOOD.replace('"fi"', '"en"').replace('"plain"', '"odd"')
    with pytest.raises(QuestionError) as caught:
        load_questions(write(tmp_path, bad, GOOD), FILES)
    assert len(caught.value.faults) == 3  # language, style, and the id that stands twice
    assert "the id 'q1' stands twice" in caught.value.faults[-1]


def test_a_session_may_not_be_interrupted(tmp_path: Path) -> None:
    turns = [GOOD.replace("q1", f"q{i}") + f'session = "{s}"\n' for i, s in enumerate(("a", "", "a"))]
    with pytest.raises(QuestionError, match="session 'a' do not stand together"):
        load_questions(write(tmp_path, *turns), FILES)


@pytest.mark.parametrize("text", ["", "[question]\nid = 1\n", "question = 3\n", "not toml"])
def test_what_is_no_question_file_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "q.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(QuestionError, match=r"q\.toml"):
        load_questions(path, FILES)


def test_another_reading_takes_all_but_the_gold_from_the_first(tmp_path: Path) -> None:
    first = load_questions(DATA / "test.toml", FILES)
    path = write(tmp_path, 'id = "s1"\n[question.found]\n"kuusijarvi.pdf" = ["Lause."]\n', 'id = "s4"\n')
    one, four = load_reading(path, first, FILES)
    assert one.text == first[0].text and one.found == (("kuusijarvi.pdf", ("Lause.",)),)
    assert four == first[3]


@pytest.mark.parametrize(
    ("question", "fault"),
    [
        ('id = "x"\n', "question 'x' is not in the first reading"),
        ('id = "s4"\n[question.found]\n"koivula.txt" = ["x"]\n', "question s4: found and scope belong to"),
        (
            'id = "s3"\n[question.found]\n"koivula.txt" = ["x"]\n',
            "question s3: found names 'koivula.txt', which is outside",
        ),
        ('id = "s1"\n\n[[question]]\nid = "s1"\n', "the id 's1' stands twice"),
    ],
)
def test_faults_of_another_reading(tmp_path: Path, question: str, fault: str) -> None:
    with pytest.raises(QuestionError, match=fault):
        load_reading(write(tmp_path, question), load_questions(DATA / "test.toml", FILES), FILES)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match=r"none\.toml: No such file"):
        load_questions(tmp_path / "none.toml", FILES)
