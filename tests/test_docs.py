"""What the documentation says is what the code does."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from assistant.cli import program_parser
from assistant.index import SyncReport
from assistant.model import Answer, AnswerKind, Basis, Finding, Kind, Publicity, Status, Variant, Verdict, quote
from assistant.settings import Settings
from tests.building import agreement, clause

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMAND_LINE = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
DOCUMENTS = sorted(
    path
    for path in [
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/*.md"),
        *ROOT.glob("*/README.md"),
        *ROOT.glob("assistant/*/README.md"),
    ]
)


def section(title: str) -> str:
    """The README's section ``title``."""
    _, _, rest = README.partition(f"\n## {title}\n")
    assert rest, title
    return rest.split("\n## ")[0]


def rows(text: str) -> list[list[str]]:
    """The cells of a table's rows, without its head."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def subcommands() -> dict[str, argparse.ArgumentParser]:
    [action] = [a for a in program_parser()._actions if isinstance(a, argparse._SubParsersAction)]
    return dict(action.choices)


def options_of(parser: argparse.ArgumentParser) -> set[str]:
    """A parser's flags and those of its own commands."""
    inner = [
        choice for a in parser._actions if isinstance(a, argparse._SubParsersAction) for choice in a.choices.values()
    ]
    return {option for a in parser._actions for option in a.option_strings}.union(*map(options_of, inner))


def test_every_setting_is_described_as_in_the_code() -> None:
    table = README.split("<!-- settings -->")[1].split("<!-- /settings -->")[0]
    shown = {name.strip("`"): meaning for name, meaning in rows(table)}
    assert shown == {f"SOPURI_{name.upper()}": field.description for name, field in Settings.model_fields.items()}


def test_every_command_is_described_as_its_help_does() -> None:
    shown = {name.strip("`").split()[1]: meaning.split(";")[0] for name, meaning in rows(section("The command line"))}
    assert shown == {name: parser.description for name, parser in subcommands().items()}
    assert {name.strip("`").split()[1] for name, _ in rows(COMMAND_LINE)} == set(shown)


def test_every_flag_is_described_and_every_flag_described_exists() -> None:
    commands = subcommands()
    shared = set(re.findall(r"--[a-z]+", COMMAND_LINE.split("All take ")[1].split("\n\n")[0]))
    for name, meaning in rows(COMMAND_LINE):
        flags = options_of(commands[name.strip("`").split()[1]]) - {"-h", "--help"}
        assert flags == shared | set(re.findall(r"--[a-z-]+", meaning)), name


def test_every_key_of_the_json_is_described() -> None:
    from assistant import asjson

    whole = agreement("a", [clause(0, "1", None, "Teksti.")])
    cut = quote(whole, whole.clauses[0], 0, 7)
    finding = Finding(whole.id, "a.txt", None, Status.SIGNED, Verdict.FOUND, 1.0, (cut,))
    answer = Answer(
        "q",
        "fi",
        AnswerKind.WORDINGS,
        "",
        topic="t",
        findings=(finding,),
        variants=(Variant("x", (), cut),),
        basis=(Basis(Kind.MODEL, "m", (cut,)),),
    )
    keys: set[str] = set()

    def collect(value: object) -> None:
        if isinstance(value, dict):
            keys.update(value)
            for inner in value.values():
                collect(inner)
        elif isinstance(value, list):
            for inner in value:
                collect(inner)

    report = asjson.sync_report(SyncReport())
    for value in (asjson.answer(answer), asjson.document(whole), asjson.clause(whole.clauses[0], []), report):
        collect(value)
    text = COMMAND_LINE
    assert sorted(key for key in keys if f'"{key}"' not in text) == []
    for values in (AnswerKind, Verdict):
        assert "|".join(member.value for member in values) in text


def test_every_value_of_a_sidecar_is_described() -> None:
    corpus = (ROOT / "corpus" / "README.md").read_text(encoding="utf-8")
    for values in (Kind, Status, Publicity):
        assert [member.value for member in values if f'"{member.value}"' not in corpus] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=[str(path.relative_to(ROOT)) for path in DOCUMENTS])
def test_links_lead_somewhere(path: Path) -> None:
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if not re.match(r"[a-z]+:", target):
            file, _, anchor = target.partition("#")
            whole = path.parent / file if file else path
            assert whole.exists(), target
            if anchor:
                headings = re.findall(r"^#+ (.*)$", whole.read_text(encoding="utf-8"), re.MULTILINE)
                assert anchor in [re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in headings], target


def test_the_users_guide_uses_the_apps_own_words() -> None:
    from assistant.phrases import catalogue

    guide = (ROOT / "docs" / "kayttoohje.md").read_text(encoding="utf-8").lower()
    words = catalogue("fi", "app")["answer"]
    assert all(words[key].lower() in guide for key in ("found", "possible", "not_mentioned", "basis"))
    assert all(status in guide for status in catalogue("fi", "answers")["statuses"].values())


def test_there_is_a_place_for_the_evaluations_figures() -> None:
    assert re.search(r"<!-- evaluation -->.*<!-- /evaluation -->", section("How well it works"), re.DOTALL)


def test_every_target_of_the_makefile_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named: set[str] = set()
    for path in DOCUMENTS:
        code = re.findall(r"```.*?```|`[^`\n]*`", path.read_text(encoding="utf-8"), re.DOTALL)
        named |= set(re.findall(r"(?:^|`)make ([a-z-]+)", "\n".join(code), re.MULTILINE))
    assert {"demo", "test", "check", "fix"} <= named <= targets


def test_the_version_is_in_the_changelog() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{project['version']}]" in changes and "## [Unreleased]" in changes


def test_constraints_hold_everything_that_is_asked_for() -> None:
    import tomllib

    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    versions = dict(line.split("==") for line in lines if line and not line.startswith("#"))
    assert all(re.fullmatch(r"[\w.]+", version) for version in versions.values())
    extras = project["optional-dependencies"].values()
    for text in [*project["dependencies"], *(text for extra in extras for text in extra)]:
        requirement = Requirement(text)
        assert requirement.specifier.contains(versions[canonicalize_name(requirement.name)]), text
