"""The commands of ``python -m eval``. Results go to standard output, progress and complaints to standard error."""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from eval.opening import SAMPLE, default_data
from eval.questions import FOLDER, TEST_AGREEMENTS, QuestionError
from eval.records import Result, ResultError, Run, read_result, write_result

if TYPE_CHECKING:
    from eval.opening import Bench
    from eval.run import Split

FAILED, USAGE = 1, 2
TERMS = FOLDER.parent / "terms"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns its exit code: 1 where something fell, 2 where a file can't be used."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        code: int = options.command(options)
        return code
    except (QuestionError, ResultError) as error:
        print(error, file=sys.stderr)
        return USAGE
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval", description="The evaluation of Sopuri; see eval/README.md.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    bench = argparse.ArgumentParser(add_help=False)
    bench.add_argument("--data", type=Path, default=default_data(), help="folder of the evaluation's own index")
    bench.add_argument("--corpus", type=Path, default=SAMPLE, help="folder of documents (corpus/sample)")
    bench.add_argument("--questions", type=Path, default=FOLDER, help="folder of test.toml and dev.toml")
    bench.add_argument("--agreements", type=Path, default=TEST_AGREEMENTS, help="list of the test part's agreements")

    run = commands.add_parser("run", parents=[bench], help="ask the questions and print the figures")
    run.add_argument("--split", choices=("dev", "test", "all"), default="all")
    run.add_argument("--no-baseline", action="store_true", help="the product alone")
    run.add_argument("--output", type=Path, metavar="FILE.json", help="write all records and figures")
    run.add_argument("--html", type=Path, metavar="FILE.html", help="write the report")
    run.set_defaults(command=_run)

    compare = commands.add_parser("compare", help="paired differences between two results")
    compare.add_argument("before", type=Path)
    compare.add_argument("after", type=Path)
    compare.set_defaults(command=_compare)

    gate = commands.add_parser("gate", help="exit 1 where a metric fell beyond its noise since the accepted result")
    gate.add_argument("result", type=Path)
    gate.set_defaults(command=_gate)

    accept = commands.add_parser("accept", help="make a result the accepted one (eval/accepted.json)")
    accept.add_argument("result", type=Path)
    accept.set_defaults(command=_accept)

    readings = commands.add_parser("agreement", help="agreement between two readings of the gold")
    readings.add_argument("--first", type=Path, default=FOLDER / "test.toml")
    readings.add_argument("--second", type=Path, default=FOLDER / "test_second.toml")
    readings.add_argument("--agreements", type=Path, default=TEST_AGREEMENTS)
    readings.set_defaults(command=_agreement)

    beir = commands.add_parser("beir", help="rank a dataset in BEIR's form with the product's own parts")
    beir.add_argument("folder", type=Path)
    beir.add_argument("--limit", type=int, metavar="N", help="the first N queries only")
    beir.add_argument("--data", type=Path, default=default_data(), help="folder with the unpacked embedding model")
    beir.set_defaults(command=_beir)

    ablate = commands.add_parser("ablate", parents=[bench], help="compare the design with variants, on the dev split")
    ablate.add_argument("--only", action="append", default=[], metavar="WORD", help="ablations whose name holds WORD")
    ablate.add_argument("--output", type=Path, metavar="FILE.json")
    ablate.set_defaults(command=_ablate)

    calibrate = commands.add_parser(
        "calibrate", parents=[bench], help="fit assistant/search/verdict.toml, on the dev split"
    )
    calibrate.add_argument("--write", action="store_true", help="write the file; else only print it")
    calibrate.add_argument("--possible", type=float, default=0.08, help="most cells left to a person (share)")
    calibrate.set_defaults(command=_calibrate)

    adapt = commands.add_parser(
        "adapt", help="train the embedding model's adapter from the knowledge (some 10 minutes)"
    )
    adapt.add_argument("--data", type=Path, default=default_data(), help="folder with the unpacked embedding model")
    adapt.add_argument("--steps", type=int, default=200)
    adapt.add_argument("--output", type=Path, metavar="FILE.npz", help="instead of assistant/index/adapter.npz")
    adapt.set_defaults(command=_adapt)
    terms = commands.add_parser("terms", parents=[bench], help="precision and recall of the values of terms")
    terms.add_argument(
        "--split",
        metavar="NAME",
        default="all",
        help="dev, test, voices, unseen/A to unseen/D (or a gold file of your own); all leaves out D",
    )
    terms.add_argument("--gold", type=Path, default=TERMS, help="folder of the gold files with values of terms")
    terms.add_argument("--mistakes", action="store_true", help="name each reading that isn't right")
    terms.set_defaults(command=_terms)
    drafts = commands.add_parser("drafts", parents=[bench], help="review the sample drafts and count what was found")
    drafts.add_argument("--split", choices=("dev", "test", "voices", "all"), default="all")
    drafts.set_defaults(command=_drafts)

    dialogues = commands.add_parser("dialogues", parents=[bench], help="hold conversations and count those as expected")
    dialogues.add_argument(
        "--split", choices=("dev", "test", "voices", "blind", "all"), default="dev", help="all: dev and test"
    )
    dialogues.add_argument("--mistakes", action="store_true", help="name each turn that isn't as expected, and why")
    dialogues.add_argument(
        "--dialogues", type=Path, default=FOLDER.parent / "dialogues", help="folder of dev.toml, test.toml"
    )
    dialogues.set_defaults(command=_dialogues)

    check = commands.add_parser("check", parents=[bench], help="validate the question files against the documents")
    check.set_defaults(command=_check)
    return parser


def _bench(options: argparse.Namespace) -> Bench:
    from eval.opening import open_bench

    return open_bench(options.data, [options.corpus])


def _splits(options: argparse.Namespace, bench: Bench, names: Sequence[str]) -> dict[str, Split]:
    """The splits of these names; a question file that does not exist is left out with a complaint."""
    from eval.run import load_split

    found = {}
    for name in names:
        path = options.questions / f"{name}.toml"
        if not path.is_file():
            print(f"{path}: there is no such file; the split {name} is left out", file=sys.stderr)
            continue
        faults: list[str] = []
        found[name] = load_split(name, bench.searcher.corpus, path, options.agreements, faults)
        if faults:  # a document that was read badly is the product's fault, and its cells are scored all the same
            print(f"{path}: {len(faults)} gold sentences stand nowhere; see `python -m eval check`", file=sys.stderr)
    return found


def _run(options: argparse.Namespace) -> int:
    from eval.baseline import baselines
    from eval.figures import as_json
    from eval.replies import Product, Respondent
    from eval.run import SPLITS, run
    from eval.table import runs_table

    bench = _bench(options)
    wanted = SPLITS if options.split == "all" else (options.split,)
    splits = _splits(options, bench, SPLITS if not options.no_baseline else wanted)
    respondents: list[Respondent] = [Product(bench.searcher)]
    if not options.no_baseline:
        respondents += baselines(bench.searcher.corpus, bench.embedder, splits.get("dev"))
    progress = sys.stderr.isatty()
    runs: list[Run] = []
    for name in wanted:
        if name not in splits:
            continue
        own = [run(splits[name], respondent, bench.searcher.corpus, progress=progress) for respondent in respondents]
        print(runs_table(own), end="\n\n")
        runs += own
    if not runs:
        return USAGE
    result = Result(_about(bench), tuple(runs))
    if options.output:
        write_result(result, options.output, as_json(result))
    if options.html:
        from eval.report import write_report

        write_report(result, options.html)
    return 0


def _about(bench: Bench) -> dict[str, str]:
    return {
        "date": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "embedding model": bench.embedder.name,
        "knowledge": bench.searcher.models.version,
        "corpus": bench.searcher.corpus.version,
    }


def _compare(options: argparse.Namespace) -> int:
    from eval.table import differences_table

    before, after = read_result(options.before), read_result(options.after)
    for run in after.runs:
        old = before.get(run.name, run.split)
        if old is not None:
            print(differences_table(old, run), end="\n\n")
    return 0


def _check(options: argparse.Namespace) -> int:
    from eval.run import SPLITS, load_split

    bench = _bench(options)
    faults: list[str] = []
    for name in SPLITS:
        path = options.questions / f"{name}.toml"
        try:
            split = load_split(name, bench.searcher.corpus, path, options.agreements, faults)
        except QuestionError as error:
            faults += error.faults
            continue
        cells = sum(len(question.cells(split.files)) for question in split.questions)
        print(f"{name}: {len(split.questions)} questions, {cells} cells, {len(split.gold)} of them found")
    for fault in faults:
        print(fault, file=sys.stderr)
    return FAILED if faults else 0


def _gate(options: argparse.Namespace) -> int:
    from eval.gate import ACCEPTED, as_text, falls, missing

    accepted, result = read_result(ACCEPTED), read_result(options.result)
    lacking = missing(accepted, result)
    if lacking:
        print(f"the result lacks the split {', '.join(lacking)}", file=sys.stderr)
        return USAGE
    found = falls(accepted, result)
    print(as_text(found) if found else "nothing fell beyond its noise")
    return FAILED if found else 0


def _accept(options: argparse.Namespace) -> int:
    from eval.gate import ACCEPTED, accept

    accept(options.result, ACCEPTED)
    print(f"{options.result} is the accepted result now ({ACCEPTED})")
    return 0


def _agreement(options: argparse.Namespace) -> int:
    from eval.agreement import as_text, compare
    from eval.questions import load_questions, load_reading, test_agreements

    files = test_agreements(options.agreements)
    first = load_questions(options.first, files)
    print(as_text(compare(first, load_reading(options.second, first, files), files)))
    return 0


def _beir(options: argparse.Namespace) -> int:
    from assistant.opening import open_embedder
    from assistant.settings import load_settings
    from eval.beir import DatasetError, main

    try:
        print(main(options.folder, options.limit, open_embedder(load_settings(data=options.data))))
    except DatasetError as error:
        print(error, file=sys.stderr)
        return USAGE
    return 0


def _terms(options: argparse.Namespace) -> int:
    from eval.terms import SPLITS, as_table, load_gold, mistakes, readings, readings_of_files

    bench = _bench(options)
    scored = 0
    for name in SPLITS if options.split == "all" else (options.split,):
        path = options.gold / f"{name}.toml"
        if not path.is_file():
            print(f"{path}: there is no such file; the split {name} is left out", file=sys.stderr)
            continue
        gold, folder = load_gold(path), path.with_suffix("")
        of_files = folder.is_dir()  # documents of its own, which are not in the sample corpus
        found = readings_of_files(bench.searcher, gold, folder) if of_files else readings(bench.searcher, gold)
        print(as_table(name, found), end="\n\n")
        if options.mistakes and (wrong := mistakes(found)):
            print(wrong, end="\n\n")
        scored += 1
    return 0 if scored else USAGE


def _dev(options: argparse.Namespace, bench: Bench) -> Split:
    splits = _splits(options, bench, ["dev"])
    if "dev" not in splits:
        raise QuestionError([f"{options.questions / 'dev.toml'}: needed, and not there"])
    return splits["dev"]


def _ablate(options: argparse.Namespace) -> int:
    from eval.ablate import ablate, as_table, write

    bench = _bench(options)
    found = ablate(_dev(options, bench), bench, options.only)
    print(as_table(found))
    if options.output:
        write(found, _about(bench), options.output)
    return 0


def _calibrate(options: argparse.Namespace) -> int:
    from eval.calibrate import main

    bench = _bench(options)
    print(main(_dev(options, bench), bench.searcher, options.possible, write=options.write), end="")
    return 0


def _adapt(options: argparse.Namespace) -> int:
    from assistant.index.adapter import FILE, save
    from assistant.knowledge.aspects import bundled_knowledge
    from eval.adapt import train

    save(train(bundled_knowledge(), options.data / "models", options.steps), options.output or FILE)
    return 0


def _drafts(options: argparse.Namespace) -> int:
    from eval.drafts import DraftGoldError, as_table, details, load_gold, score

    try:
        gold = [draft for draft in load_gold() if options.split in ("all", draft.split)]
    except DraftGoldError as error:
        print(error, file=sys.stderr)
        return USAGE
    bench = _bench(options)
    results = [score(bench.searcher, draft) for draft in gold]
    print(as_table(results))
    if found := details(results):
        print(found, file=sys.stderr)
    return 0


def _dialogues(options: argparse.Namespace) -> int:
    from assistant import asjson
    from assistant.chat import Conversation
    from eval.dialogues import SPLITS, DialogueError, as_table, hold, mistakes, read_dialogues

    wanted = SPLITS if options.split == "all" else (options.split,)
    try:
        splits = {name: read_dialogues(options.dialogues / f"{name}.toml") for name in wanted}
    except DialogueError as error:
        print(error, file=sys.stderr)
        return USAGE
    searcher = _bench(options).searcher
    for name, dialogues in splits.items():
        talks = [Conversation(searcher) for _ in dialogues]
        held = [
            hold(dialogue, lambda say, talk=talk: asjson.reply(talk.turn(say)))  # type: ignore[misc]
            for dialogue, talk in zip(dialogues, talks, strict=True)
        ]
        print(as_table(name, held))
        if options.mistakes and (wrong := mistakes(held)):
            print(wrong, file=sys.stderr)
    return 0
