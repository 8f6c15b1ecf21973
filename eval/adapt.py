"""Train the bundled model's adapter from the knowledge: questions near the sentences that answer them, and nearer than others.

Low-rank updates (Hu et al. 2021) of the upper layers; the lower ones stay as they are, so their output is computed once. Each
step draws whole topics, so that a question meets the sentences of the neighbouring aspects and the near-misses of its own as
negatives. The loss is contrastive with several positives (Khosla et al. 2020, "Supervised contrastive learning"), question to
sentence, sentence to question, sentence to sentence and question to question. Only the knowledge files are read: no document of
the corpus and no reference question.
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from tqdm import tqdm

from assistant.index.bundled import bundled_model
from assistant.knowledge import Knowledge
from assistant.knowledge.models import in_context, passage_examples
from assistant.knowledge.questions import question_forms

FROZEN = 6  # lower layers that stay as they are
RANK = 16
SCALE = 2.0  # of an update while it is trained; part of what is saved
TEMPERATURE = 0.05
RATE = 1e-3  # the highest learning rate; it rises over a tenth of the steps and falls to nothing
ASPECTS = 36  # a step
OTHERS = 12  # questions a step that are about no aspect
LONGEST = 96  # tokens
_PART = 48  # texts at once: of like length, so that little is spent on padding
_LINEAR = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)


class _Update(torch.nn.Module):
    """A linear map W with an update B·A beside it; W stays as it is."""

    def __init__(self, linear: Any) -> None:
        super().__init__()
        self.linear = linear
        self.a = torch.nn.Parameter(torch.randn(RANK, linear.in_features) / linear.in_features**0.5)
        self.b = torch.nn.Parameter(torch.zeros(linear.out_features, RANK))

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.linear(x) + SCALE * ((x @ self.a.T) @ self.b.T)
        return result


@dataclass(frozen=True)
class _Texts:
    """What is learned from: texts with their prefixes, and the labels of each (aspects; "refuse:…" and the like)."""

    texts: list[str]
    labels: list[frozenset[str]]
    sentences: dict[str, list[int]]  # aspect → examples
    near: dict[str, list[int]]  # aspect → near-misses
    questions: dict[str, list[int]]  # label → question forms
    topics: dict[str, list[str]]  # topic → aspects


def _texts(knowledge: Knowledge, left_out: Sequence[str]) -> _Texts:
    examples, aspects, _ = passage_examples(knowledge)
    skipped = set(left_out)
    forms = [form for form in question_forms(knowledge) if form.text not in skipped]
    sentences, near, questions = defaultdict(list), defaultdict(list), defaultdict(list)
    for i, example in enumerate(examples):
        for name in example.aspects:
            sentences[name].append(i)
        if example.near:
            near[example.near].append(i)
    for i, form in enumerate(forms, len(examples)):
        questions[form.aspect].append(i)
    topics = defaultdict(list)
    for name in aspects:
        topics[name.split(".")[0]].append(name)
    return _Texts(
        texts=[f"passage: {in_context(e)}" for e in examples] + [f"query: {form.text}" for form in forms],
        labels=[frozenset(e.aspects) for e in examples] + [frozenset({form.aspect}) for form in forms],
        sentences=dict(sentences),
        near=dict(near),
        questions=dict(questions),
        topics=dict(topics),
    )


def train(
    knowledge: Knowledge, models: Path, steps: int, seed: int = 1, left_out: Sequence[str] = ()
) -> dict[str, tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]]:
    """Updates by the name of their weight: (A, B). ``left_out`` are question forms to learn without (for a check)."""
    from sentence_transformers import SentenceTransformer

    draw = random.Random(seed)
    torch.manual_seed(seed)
    data = _texts(knowledge, left_out)
    model: Any = SentenceTransformer(str(bundled_model(models, plain=True)), device="cpu", local_files_only=True)
    bert, tokenizer = model[0].auto_model, model[0].tokenizer
    for parameter in bert.parameters():
        parameter.requires_grad = False
    hidden = _lower(bert, tokenizer, data.texts)
    updates: dict[str, _Update] = {}
    upper = list(enumerate(bert.encoder.layer))[FROZEN:]
    for number, layer in upper:
        for name in _LINEAR:
            owner, _, leaf = name.rpartition(".")
            update = _Update(layer.get_submodule(name))
            setattr(layer.get_submodule(owner), leaf, update)
            updates[f"encoder.layer.{number}.{name}.weight"] = update
    parameters = [p for update in updates.values() for p in (update.a, update.b)]
    optimiser = torch.optim.AdamW(parameters, lr=RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, max_lr=RATE, total_steps=steps, pct_start=0.1)
    bar = tqdm(range(steps), desc="adapter", disable=not sys.stderr.isatty())
    for _ in bar:
        asked, said = _drawn(data, draw)
        vectors = _upper([layer for _, layer in upper], [hidden[i] for i in asked + said])
        loss = _loss(vectors, [data.labels[i] for i in asked + said], len(asked))
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimiser.step()
        schedule.step()
        bar.set_postfix(loss=f"{loss.item():.2f}")
    return {n: (u.a.detach().numpy(), SCALE * u.b.detach().numpy()) for n, u in updates.items()}


def _drawn(data: _Texts, draw: random.Random) -> tuple[list[int], list[int]]:
    """A step's questions and sentences."""
    aspects: list[str] = []
    for topic in draw.sample(sorted(data.topics), len(data.topics)):
        aspects += data.topics[topic]
        if len(aspects) >= ASPECTS:
            break
    asked: list[int] = []
    said: list[int] = []
    for name in aspects[:ASPECTS]:
        asked += draw.sample(data.questions.get(name, []), min(2, len(data.questions.get(name, []))))
        said += draw.sample(data.sentences[name], min(2, len(data.sentences[name])))
        if near := data.near.get(name):
            said.append(draw.choice(near))
    others = [label for label in data.questions if ":" in label and not label.startswith("topic:")]
    for label in draw.sample(sorted(others), min(OTHERS // 2, len(others))):
        asked += draw.sample(data.questions[label], min(2, len(data.questions[label])))
    return list(dict.fromkeys(asked)), list(dict.fromkeys(said))


def _loss(vectors: Tensor, labels: Sequence[frozenset[str]], asked: int) -> Tensor:
    """The sum of the four contrastive losses over a step's vectors, questions first."""
    similarity = vectors @ vectors.T / TEMPERATURE
    alike = torch.tensor([[float(bool(a & b)) for b in labels] for a in labels])
    itself = torch.eye(len(labels), dtype=torch.bool)
    total = torch.zeros(())
    questions, sentences = slice(0, asked), slice(asked, len(labels))
    for rows, columns, weight in (
        (questions, sentences, 1.0),
        (sentences, questions, 1.0),
        (sentences, sentences, 1.0),
        (questions, questions, 0.5),
    ):
        same = alike[rows, columns].masked_fill(itself[rows, columns], 0.0)
        negative = similarity[rows, columns].masked_fill((same > 0) | itself[rows, columns], -1e9)
        each = torch.nn.functional.softplus(negative.logsumexp(1, keepdim=True) - similarity[rows, columns])
        total = total + weight * (each * same).sum() / same.sum().clamp(min=1.0)
    return total


def _lower(bert: Any, tokenizer: Any, texts: Sequence[str]) -> list[Tensor]:
    """The output of the frozen layers for each text, float16, shape (tokens, hidden)."""
    tokens = [tokenizer(text, truncation=True, max_length=LONGEST)["input_ids"] for text in texts]
    found: list[Any] = [None] * len(texts)
    order = sorted(range(len(texts)), key=lambda i: len(tokens[i]))
    every = bert.encoder.layer
    bert.encoder.layer = torch.nn.ModuleList(list(every)[:FROZEN])
    with torch.inference_mode():
        for start in tqdm(range(0, len(order), _PART), desc="lower layers", disable=not sys.stderr.isatty()):
            part = order[start : start + _PART]
            batch = tokenizer.pad({"input_ids": [tokens[i] for i in part]}, return_tensors="pt")
            output = bert(input_ids=batch["input_ids"], attention_mask=batch["attention_mask"]).last_hidden_state
            for row, i in enumerate(part):
                found[i] = output[row, : len(tokens[i])].half().clone()
    bert.encoder.layer = every
    return found


def _upper(layers: Sequence[Any], hidden: Sequence[Tensor]) -> Tensor:
    """Unit vectors of the texts whose lower layers gave ``hidden``, shape (texts, hidden)."""
    order = sorted(range(len(hidden)), key=lambda i: len(hidden[i]))
    parts: list[Tensor] = []
    for start in range(0, len(order), _PART):
        part = [hidden[i] for i in order[start : start + _PART]]
        x = torch.nn.utils.rnn.pad_sequence([h.float() for h in part], batch_first=True)
        lengths = torch.tensor([len(h) for h in part])
        real = torch.arange(x.shape[1])[None, :] < lengths[:, None]
        mask = torch.where(real[:, None, None, :], 0.0, -1e9)
        for layer in layers:
            output = layer(x, mask)
            x = output[0] if isinstance(output, tuple) else output
        mean = (x * real[:, :, None]).sum(1) / lengths[:, None]
        parts.append(torch.nn.functional.normalize(mean, dim=-1))
    joined = torch.cat(parts)
    back = torch.empty(len(order), dtype=torch.long)
    back[torch.tensor(order)] = torch.arange(len(order))
    return joined[back]
