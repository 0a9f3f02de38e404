"""What the user taught becomes a model of their own: when, only where it is no worse, and never in mail's way."""

import json
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from classifiers import corpus, model, packaged, training
from classifiers.corpus import Family
from classifiers.labels import Label
from mailbot import study
from mailbot.errors import UsageError
from mailbot.service import doubts, learn, lessons, lock
from mailbot.service.workspace import Workspace, forget_reader
from tests.letters import CLOSURE, START, amazon
from tests.service.world import at, message, receive, world

NOTICE = amazon(CLOSURE, "停止のお知らせ")
OTHER = amazon(CLOSURE.replace("停止", "閉鎖"), "閉鎖のお知らせ", 2)


@pytest.fixture(scope="module")
def families() -> list[Family]:
    """Some of each label: too few to read well."""
    found: dict[Label, list[Family]] = {}
    for family in corpus.load():
        found.setdefault(family.label, []).append(family)
    return [family for some in found.values() for family in some[:4]]


@pytest.fixture
def opened(tmp_path) -> Iterator[Workspace]:
    forget_reader()
    with world(tmp_path / "data", now=START) as made:
        yield made
    forget_reader()


def taught(opened: Workspace, content: bytes = NOTICE, label: Label = Label.CLOSURE_NOTICE) -> None:
    receive(opened, content)
    doubts.correct(opened, str(message(opened, content).id), label)


def later(opened: Workspace, **by: float) -> Workspace:
    return replace(opened, clock=lambda: START + timedelta(**by))


def test_nothing_taught_is_nothing_to_learn(opened):
    receive(opened, NOTICE)
    assert not lessons.due(later(opened, days=9))
    assert lessons.learning(opened).to_json() == {"taught": 0, "last": None, "replaced": None}


def test_a_correction_is_learned_once_it_has_settled(opened):
    taught(opened)
    assert not lessons.due(later(opened, minutes=59))
    assert lessons.due(later(opened, minutes=60))


def test_at_most_once_a_day_and_only_what_is_new(opened):
    taught(opened)
    lessons.note(later(opened, hours=1), lessons.taught(opened), replaced=True)
    assert not lessons.due(later(opened, days=30)), "nothing new since"
    with at(opened, START + timedelta(hours=2)) as then:
        taught(then, OTHER)
    assert not lessons.due(later(opened, hours=24)), "trained less than a day ago"
    assert lessons.due(later(opened, hours=25))


def test_after_an_upgrade_that_brings_another_model_it_is_time_at_once(opened, monkeypatch):
    taught(opened)
    lessons.note(opened, lessons.taught(opened), replaced=True)
    assert lessons.learning(opened).code == "kept"
    monkeypatch.setattr(packaged, "digest", lambda: "another")
    assert lessons.learning(opened).code == "aside"
    assert lessons.due(later(opened, hours=2))


def test_a_label_that_was_changed_again_is_new(opened):
    taught(opened)
    lessons.note(opened, lessons.taught(opened), replaced=False)
    with at(opened, START + timedelta(hours=2)) as then:
        doubts.correct(then, str(message(then, NOTICE).id), Label.POLICY_WARNING)
    assert lessons.due(later(opened, days=2))


@pytest.mark.timeout(300)
def test_a_worse_model_is_put_away(opened, families):
    taught(opened)
    result = learn.train(opened, families)
    assert not result.replaced, "a few families read worse than the packaged model"
    assert result.new < result.old
    assert result.corrections == 1
    assert not (opened.data / "model").exists()
    known = lessons.learning(opened)
    assert (known.taught, known.last, known.replaced) == (1, START, False)
    assert not lessons.due(later(opened, days=30)), "not tried again before there is something new"


def own_model(opened: Workspace, base: str | None = None) -> None:
    """The packaged model as one of the user's own."""
    found = model.Model.load()
    replace(found, about=found.about | {"base": base or packaged.digest()}).save(opened.data / "model")
    forget_reader()


def is_own(opened: Workspace) -> bool:
    forget_reader()
    return "base" in opened.reader().model.about  # type: ignore[attr-defined]


@pytest.mark.timeout(300)
def test_a_better_model_comes_into_use_and_can_be_taken_back(opened, families, monkeypatch):
    found = model.Model.load()
    monkeypatch.setattr(training, "train", lambda *_, **__: found)  # as good as the packaged one: training takes minutes
    assert learn.train(opened, families).replaced
    assert is_own(opened)
    assert learn.train(opened, families).replaced
    assert (opened.data / "model.previous").exists()
    learn.revert(opened)
    assert is_own(opened)
    learn.revert(opened)
    assert not is_own(opened)
    with pytest.raises(UsageError):
        learn.revert(opened)
    assert not lessons.due(later(opened, days=30)), "what was taken back is not made again by itself"


def test_a_model_of_an_older_mailbot_stands_aside(opened):
    own_model(opened)
    assert is_own(opened)
    own_model(opened, base="0" * 64)
    assert not is_own(opened)
    assert receive(opened, NOTICE).stored == 1


@pytest.mark.parametrize("damage", [{"format": 1}, {"lexicon": "0"}, {"digest": "0"}])
def test_a_model_that_cannot_be_used_stops_no_mail(opened, damage):
    own_model(opened)
    file = opened.data / "model" / model.ABOUT
    file.write_text(json.dumps(json.loads(file.read_text(encoding="utf-8")) | damage), encoding="utf-8")
    assert not is_own(opened)
    assert receive(opened, NOTICE).stored == 1


def test_a_crash_in_the_midst_of_replacing_leaves_one_whole(opened):
    own_model(opened)
    (opened.data / "model").rename(opened.data / "model.previous")
    shutil.copytree(opened.data / "model.previous", opened.data / "model.new")
    assert not is_own(opened), "the packaged one"
    learn.revert(opened)
    assert is_own(opened)


def test_two_trainings_do_not_meet(opened, families):
    with lock.one_training(opened.data), pytest.raises(UsageError) as refused:
        learn.train(opened, families)
    assert refused.value.code == "error.training_busy"


def test_the_daemon_trains_in_a_process_of_its_own(opened):
    with at(opened, START + timedelta(hours=1)) as then:
        assert not study.if_due(then, threading.Event()), "nothing taught"
        taught(opened)
        assert not study.if_due(replace(then, config=replace(then.config, train_automatically=False)), threading.Event())
        assert study.if_due(then, threading.Event(), _learned)
        assert not study.if_due(then, threading.Event(), _learned), "once"
        assert lessons.learning(opened).last == then.now()


def test_a_training_that_fails_is_told_and_tried_again(opened):
    taught(opened)
    with at(opened, START + timedelta(hours=1)) as then:
        assert not study.if_due(then, threading.Event(), _broken)
        assert lessons.due(then)


@pytest.mark.timeout(60)
def test_ctrl_c_does_not_wait_for_the_training(opened):
    taught(opened)
    stop = threading.Event()
    stop.set()
    with at(opened, START + timedelta(hours=1)) as then:
        assert not study.if_due(then, stop)
        assert lessons.learning(opened).last is None


def _learned(config, data, now) -> None:
    from mailbot.service.workspace import open_workspace

    with open_workspace(config, data, lambda: now) as opened:
        lessons.note(opened, lessons.taught(opened), replaced=False)


def _broken(config, data, now) -> None:
    raise SystemExit(3)
