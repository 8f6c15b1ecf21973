"""Measure: ``python -m benchmarks [NAME …]``. Prints a table and, with ``--json FILE``, writes the figures."""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
from pathlib import Path

from benchmarks.measuring import Figure, read_json, table, write_json

# Name → what it measures. The module of that name has ``run(data, scales, repetitions)``, which gives figures.
BENCHMARKS = {
    "answering": "an answer against embedding its question and against the baseline's retrieval, as the corpus grows",
    "syncing": "sync against embedding the same text alone; again, and after a change",
    "starting": "--help, first page and first answer against starting Python and importing the same libraries",
    "memory": "the peak of memory against the libraries with the model loaded",
}
LOAD = "load"
_OF_LOAD = (
    "many people who ask at once while documents come and go, each answer held against what it must be; by name alone"
)
SCALES = (50, 1_000, 25_000)


def main() -> int:
    """Run the benchmarks that were named, or all."""
    listed = "\n".join(f"  {name:12} {words}" for name, words in [*BENCHMARKS.items(), (LOAD, _OF_LOAD)])
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=f"{__doc__}\n\n{listed}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"benchmarks to run (all but {LOAD})")
    parser.add_argument("--scales", default=",".join(map(str, SCALES)), help="numbers of agreements (%(default)s)")
    parser.add_argument("--repetitions", type=int, default=10, help="of each measurement (%(default)s)")
    parser.add_argument("--people", type=int, default=20, help=f"who ask at once, for {LOAD} (%(default)s)")
    parser.add_argument("--minutes", type=float, default=10, help=f"for which they ask, for {LOAD} (%(default)s)")
    parser.add_argument(
        "--pause", type=float, default=0, help=f"seconds before each question on average, for {LOAD} (%(default)s)"
    )
    parser.add_argument(
        "--data", type=Path, help="folder with an unpacked model and what was learned; else a temporary one"
    )
    parser.add_argument(
        "--json", type=Path, help="write the figures here, beside those of other benchmarks that are there"
    )
    parser.add_argument("--plot", type=Path, help="draw how the costs of the figures in --json grow into this SVG file")
    options = parser.parse_args()
    unknown = [name for name in options.names if name not in (*BENCHMARKS, LOAD)]
    if unknown:
        parser.error(f"there is no benchmark {', '.join(unknown)}; there are {', '.join((*BENCHMARKS, LOAD))}")
    scales = [int(part) for part in options.scales.split(",") if part]
    kept = read_json(options.json) if options.json and options.json.is_file() else []
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as scratch:
        data = options.data or Path(scratch)
        for name in options.names or BENCHMARKS:
            print(f"{name} …", file=sys.stderr)
            run = importlib.import_module(f"benchmarks.{name}").run
            if name == LOAD:
                new: list[Figure] = run(data, options.people, options.minutes, options.pause)
            else:
                new = run(data, scales, options.repetitions)
            print(table(new), flush=True)
            figures += new
            if options.json:  # after each: a run that is ended keeps what it has measured
                known = {(f.name, f.clauses) for f in figures}
                write_json(options.json, [*(f for f in kept if (f.name, f.clauses) not in known), *figures])
    if options.plot:
        from benchmarks.plots import growth

        growth(read_json(options.json) if options.json else figures, options.plot)
    return 0


if __name__ == "__main__":
    sys.exit(main())
