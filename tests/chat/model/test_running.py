from __future__ import annotations

import threading
import time

import pytest
from langchain_core.messages import HumanMessage

from assistant.chat.model.errors import ModelBusy, ModelCancelled, ModelDown, ModelFailed, ModelTimeout
from assistant.chat.model.running import Breaker, Runner
from assistant.chat.model.scripted import ScriptedModel

ASKED = [HumanMessage("Hei")]


def runner(*replies: str | Exception, timeout: float = 5.0, pause: float = 0.0) -> tuple[Runner, ScriptedModel]:
    model = ScriptedModel(pause=pause)
    model.enqueue(*replies)
    return Runner(model, timeout), model


def test_what_the_model_says_comes_word_by_word() -> None:
    run, _ = runner("yksi kaksi kolme")
    assert list(run.stream(ASKED)) == ["yksi ", "kaksi ", "kolme"]


def test_a_failure_before_the_first_word_is_tried_again() -> None:
    run, model = runner(ConnectionError("no"), ConnectionError("no"), "hyvin")
    assert "".join(run.stream(ASKED)) == "hyvin"
    assert len(model.prompts) == 3


def test_what_will_not_get_better_is_not_tried_again() -> None:
    class RefusedError(Exception):
        status_code = 401

    run, model = runner(RefusedError("key"), "hyvin")
    with pytest.raises(ModelFailed):
        list(run.stream(ASKED))
    assert len(model.prompts) == 1


def test_the_time_out_counts_from_the_call_to_the_last_word() -> None:
    run, _ = runner("a b c d e f g h i j", timeout=0.5, pause=0.2)
    begun = time.monotonic()
    with pytest.raises(ModelTimeout):
        list(run.stream(ASKED))
    assert time.monotonic() - begun < 1.0


def test_cancelling_stops_it() -> None:
    run, _ = runner("a b c d e f g h", pause=0.1)
    cancel = threading.Event()
    seen = []
    with pytest.raises(ModelCancelled):
        for piece in run.stream(ASKED, cancel):
            seen.append(piece)
            cancel.set()
    assert len(seen) < 8
    assert run.breaker.failures == 0


def test_silence_is_a_failure() -> None:
    run, _ = runner("")
    with pytest.raises(ModelFailed):
        list(run.stream(ASKED))


def test_a_dead_server_is_left_alone_for_a_while_and_then_asked_again() -> None:
    now = [0.0]
    model = ScriptedModel()
    run = Runner(model, 5.0, Breaker(clock=lambda: now[0]))
    for _ in range(3):
        model.enqueue(*[ConnectionError("no")] * 3)
        with pytest.raises(ModelFailed):
            list(run.stream(ASKED))
    asked = len(model.prompts)
    with pytest.raises(ModelDown):
        list(run.stream(ASKED))
    assert len(model.prompts) == asked
    now[0] = 61.0
    model.enqueue("taas")
    assert "".join(run.stream(ASKED)) == "taas"
    assert run.breaker.failures == 0


def test_only_so_many_requests_are_under_way_at_once() -> None:
    model = ScriptedModel(pause=0.2, otherwise="a b c d e f g h i j k l m n o p")
    run = Runner(model, 5.0)
    streams = [run.stream(ASKED) for _ in range(4)]
    for stream in streams:
        next(stream)
    with pytest.raises(ModelBusy):
        next(run.stream(ASKED))
    for stream in streams:
        stream.close()  # type: ignore[attr-defined]
    ends = time.monotonic() + 5
    while time.monotonic() < ends:  # a thread that was let go ends with its next word
        try:
            next(run.stream(ASKED))
            break
        except ModelBusy:
            time.sleep(0.05)
    else:
        pytest.fail("the places were never free again")


def test_it_does_not_talk_for_ever() -> None:
    run, _ = runner("sana " * 50_000)
    assert len("".join(run.stream(ASKED))) < 21_000
