"""The two learned classifiers, trained from the knowledge files when these change and cached in the data folder."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from assistant.knowledge.aspects import Example, Knowledge
from assistant.knowledge.learn import VERSION, Shape, TextClassifier, train
from assistant.knowledge.questions import question_forms
from assistant.knowledge.vectors import remembered

if TYPE_CHECKING:
    import numpy as np

    Matrix = np.ndarray[Any, np.dtype[np.float32]]

# Chosen by leave-one-out over the examples and, between near equals, on the development part of the evaluation.
PASSAGE_SHAPE = Shape(sharpness=2.0, linear=0.5, lexical=1.0, ridge=0.3)
QUESTION_SHAPE = Shape(sharpness=2.0, linear=0.5, lexical=0.5, ridge=0.1)


class Embeds(Protocol):
    """What is needed of an embedding model."""

    @property
    def name(self) -> str: ...

    def passages(self, texts: Sequence[str], *, progress: str = "") -> Matrix: ...

    def queries(self, texts: Sequence[str], *, progress: str = "") -> Matrix: ...


@dataclass(frozen=True, slots=True)
class Models:
    """What was learned. ``version`` changes whenever the knowledge, the arithmetic or the embedding model does."""

    passages: TextClassifier  # a passage with its headings → the aspects that it answers
    questions: TextClassifier  # a question → aspects, "topic:…", "refuse:…", "intent:…", "language:…"
    version: str


def in_context(example: Example) -> str:
    """An example as the index would embed it."""
    return f"{example.heading}. {example.text}" if example.heading else example.text


def learned(
    knowledge: Knowledge, embedder: Embeds, folder: Path, announce: Callable[[str], None] = lambda _: None
) -> Models:
    """The classifiers for this knowledge and embedding model, from the cache in ``folder`` or trained now (minutes)."""
    version = _version(knowledge, embedder.name)
    models: list[TextClassifier] = []
    for name, make in (("passages", _train_passages), ("questions", _train_questions)):
        path = folder / f"{name}-{version}.npz"
        try:
            models.append(TextClassifier.load(path))
            continue
        except (OSError, ValueError, KeyError):
            announce(name)
        model = make(knowledge, embedder, folder)
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob(f"{name}-*.npz"):
            old.unlink(missing_ok=True)
        model.save(path)
        models.append(model)
    return Models(models[0], models[1], version)


def _version(knowledge: Knowledge, embedder: str) -> str:
    parts = [
        VERSION,
        embedder,
        repr(PASSAGE_SHAPE),
        repr(QUESTION_SHAPE),
        repr(knowledge),
        repr(question_forms(knowledge)),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def passage_examples(knowledge: Knowledge) -> tuple[list[Example], list[str], Matrix]:
    """Examples, aspect ids, and which example answers which aspect (1 or 0; shape (examples, aspects))."""
    import numpy as np

    labels = [aspect.id for aspect in knowledge.aspects if aspect.positive]
    column = {label: i for i, label in enumerate(labels)}
    examples = [example for aspect in knowledge.aspects for example in aspect.positive + aspect.near]
    targets = np.zeros((len(examples), len(labels)), np.float32)
    for i, example in enumerate(examples):
        for name in example.aspects:
            if name in column:
                targets[i, column[name]] = 1
    return examples, labels, targets


def _train_passages(knowledge: Knowledge, embedder: Embeds, folder: Path) -> TextClassifier:
    examples, labels, targets = passage_examples(knowledge)
    texts = [in_context(example) for example in examples]
    progress = "knowledge" if sys.stderr.isatty() else ""
    vectors = remembered(
        texts, folder / "vectors-passages.npz", embedder.name, lambda new: embedder.passages(new, progress=progress)
    )
    return train(labels, vectors, texts, targets, PASSAGE_SHAPE).classifier


def question_targets(knowledge: Knowledge) -> tuple[list[str], list[str], Matrix]:
    """Question texts, labels, and which question has which label (shape (questions, labels))."""
    import numpy as np

    forms = question_forms(knowledge)
    labels = sorted({form.aspect for form in forms} | {f"language:{form.language}" for form in forms})
    column = {label: i for i, label in enumerate(labels)}
    texts = list(dict.fromkeys(form.text for form in forms))
    row = {text: i for i, text in enumerate(texts)}
    targets = np.zeros((len(texts), len(labels)), np.float32)
    for form in forms:
        targets[row[form.text], column[form.aspect]] = 1
        targets[row[form.text], column[f"language:{form.language}"]] = 1
    return texts, labels, targets


def _train_questions(knowledge: Knowledge, embedder: Embeds, folder: Path) -> TextClassifier:
    texts, labels, targets = question_targets(knowledge)
    vectors = remembered(texts, folder / "vectors-questions.npz", embedder.name, embedder.queries)
    return train(labels, vectors, texts, targets, QUESTION_SHAPE).classifier
