"""Ranks a dataset in BEIR's form with the product's own parts: lexical, dense, and the two fused.

A folder holds ``corpus.jsonl`` ({"_id", "title", "text"}), ``queries.jsonl`` ({"_id", "text"}) and ``qrels/*.tsv`` (a
header, then query id, document id, score). See Thakur et al. 2021, "BEIR: a heterogeneous benchmark".
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.index import Corpus, Embedder
from assistant.index.rows import Rows, Texts
from assistant.search import Query
from assistant.search.evidence import open_evidence

if TYPE_CHECKING:
    import numpy as np

    Vector = np.ndarray[Any, np.dtype[np.float32]]

METRICS = ("nDCG@5", "nDCG@10", "R@100")
WAYS = ("lexical", "dense", "fused")
_DEPTH = 100


class DatasetError(Exception):
    """A folder is not a dataset in BEIR's form; the text names the file."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """Documents and queries by id; ``judged``: query id → document id → relevance."""

    documents: dict[str, str]
    queries: dict[str, str]
    judged: dict[str, dict[str, int]]


def load_dataset(folder: Path, limit: int | None = None) -> Dataset:
    """Read a dataset.

    ``limit`` keeps the first queries that have a judgement, and all documents. Raises DatasetError.
    """
    judged: dict[str, dict[str, int]] = {}
    files = sorted((folder / "qrels").glob("*.tsv"))
    if not files:
        raise DatasetError(f"{folder / 'qrels'}: holds no .tsv file")
    for path in files:
        for number, line in enumerate(_lines(path), 1):
            parts = line.split("\t")
            if number == 1 and not parts[-1].strip().lstrip("-").isdigit():
                continue
            if len(parts) != 3 or not parts[2].strip().lstrip("-").isdigit():
                raise DatasetError(f"{path}, line {number}: takes query id, document id and a whole number")
            judged.setdefault(parts[0], {})[parts[1]] = int(parts[2])
    documents = {
        entry["_id"]: " ".join(filter(None, (entry.get("title", ""), entry["text"])))
        for entry in _entries(folder / "corpus.jsonl")
    }
    queries = {e["_id"]: e["text"] for e in _entries(folder / "queries.jsonl") if e["_id"] in judged}
    kept = dict(list(queries.items())[:limit])
    if not documents or not kept:
        raise DatasetError(f"{folder}: no documents, or no query with a judgement")
    return Dataset(documents, kept, {name: judged[name] for name in kept})


def rank(dataset: Dataset, embedder: Embedder, *, progress: bool = False) -> dict[str, dict[str, dict[str, float]]]:
    """Way of ranking → query id → document id → score, the best hundred of each query."""
    from tqdm import tqdm

    names, texts = list(dataset.documents), tuple(dataset.documents.values())
    vectors = embedder.passages(texts, progress="documents" if progress else "")
    corpus = Corpus((), (), Rows.of(()), Texts.of(texts), vectors, (), "")
    asked = embedder.queries(list(dataset.queries.values()), progress="queries" if progress else "")
    runs: dict[str, dict[str, dict[str, float]]] = {way: {} for way in WAYS}
    pairs = zip(dataset.queries.items(), asked, strict=True)
    for (name, text), vector in tqdm(pairs, "ranking", len(asked), disable=not progress, leave=False):
        query = Query(text, "fi", vector, (), None, (), ())
        scores = (corpus.lexical.scores(text), vectors @ vector, open_evidence(query, corpus))
        for way, found in zip(WAYS, scores, strict=True):
            runs[way][name] = _best(found, names)
    return runs


def measure(dataset: Dataset, runs: dict[str, dict[str, dict[str, float]]]) -> dict[str, dict[str, float]]:
    """Way of ranking → metric → value, by ir_measures."""
    import ir_measures

    wanted = [ir_measures.parse_measure(name) for name in METRICS]
    found = {way: ir_measures.calc_aggregate(wanted, dataset.judged, run) for way, run in runs.items()}
    return {way: {str(measure): float(value) for measure, value in values.items()} for way, values in found.items()}


def _best(scores: Vector, names: Sequence[str]) -> dict[str, float]:
    order = scores.argsort(kind="stable")[::-1][:_DEPTH]
    return {names[i]: float(scores[i]) for i in order}


def _lines(path: Path) -> Iterator[str]:
    try:
        with path.open(encoding="utf-8") as stream:
            yield from (line for line in (raw.rstrip("\n") for raw in stream) if line.strip())
    except (OSError, UnicodeDecodeError) as error:
        raise DatasetError(f"{path}: {getattr(error, 'strerror', None) or error}") from error


def _entries(path: Path) -> Iterable[dict[str, Any]]:
    for number, line in enumerate(_lines(path), 1):
        try:
            entry = json.loads(line)
            if not isinstance(entry["_id"], str) or not isinstance(entry["text"], str):
                raise KeyError("_id or text is not a text")
        except (ValueError, KeyError, TypeError) as error:
            raise DatasetError(f"{path}, line {number}: {error}") from error
        yield entry


def main(folder: Path, limit: int | None, embedder: Embedder) -> str:
    """Rank the dataset in ``folder`` and say how well."""
    from eval.table import table

    dataset = load_dataset(folder, limit)
    values = measure(dataset, rank(dataset, embedder, progress=sys.stderr.isatty()))
    head = f"{folder.name}: {len(dataset.queries)} queries, {len(dataset.documents)} documents"
    return table([head, *METRICS], [[way, *(f"{values[way][m]:.3f}" for m in METRICS)] for way in WAYS])
