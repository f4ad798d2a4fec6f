import threading
from contextlib import contextmanager

import pytest

from annotator.core.cancel import Cancelled
from annotator.services.jobs import TERMINAL, InlineRunner, JobRunner


def call(work):
    work()


class Heard:
    """A listener that can be waited on."""

    def __init__(self):
        self.events = []
        self._arrived = threading.Condition()

    def __call__(self, event):
        with self._arrived:
            self.events.append(event)
            self._arrived.notify_all()

    def wait_for_end(self):
        with self._arrived:
            assert self._arrived.wait_for(lambda: self.ends, timeout=30)

    @property
    def kinds(self):
        return [event.kind for event in self.events]

    @property
    def ends(self):
        return [kind for kind in self.kinds if kind in TERMINAL]


@pytest.fixture
def heard():
    return Heard()


@pytest.fixture
def runner():
    runner = JobRunner(call)
    yield runner
    runner.close()


@contextmanager
def endless(runner, heard):
    """A job at work that goes on until it is cancelled."""
    working = threading.Event()

    def steps(token):
        while True:
            working.set()
            yield
            if token.cancelled:
                raise Cancelled

    job = runner.start(steps, heard)
    assert working.wait(30)
    yield job
    job.cancel()


@pytest.mark.parametrize("make", [JobRunner, InlineRunner])
def test_steps_are_heard_in_order(make, heard):
    runner = make(call)
    job = runner.start(lambda token: iter("abc"), heard)
    heard.wait_for_end()
    runner.close()
    assert heard.kinds == ["started", "step", "step", "step", "done"]
    assert [event.payload for event in heard.events[1:-1]] == ["a", "b", "c"]
    assert job.ended
    assert all(event.job is job for event in heard.events)


@pytest.mark.parametrize("make", [JobRunner, InlineRunner])
def test_failure_is_heard_without_its_frames(make, heard):
    def steps(token):
        yield 1
        try:
            raise MemoryError("card is full")
        except MemoryError as error:
            raise RuntimeError("no") from error

    runner = make(call)
    runner.start(steps, heard)
    heard.wait_for_end()
    runner.close()
    error = heard.events[-1].payload
    assert heard.kinds == ["started", "step", "failed"]
    assert isinstance(error, RuntimeError)
    assert error.__traceback__ is None
    assert error.__cause__.__traceback__ is None


def test_a_new_job_takes_the_place_of_the_one_at_work(runner, heard):
    second = Heard()
    with endless(runner, heard) as job:
        runner.start(lambda token: iter("x"), second)
        assert job.ended, "it is over for its listener before the next one begins"
        assert heard.kinds[-1] == "cancelled"
        many = len(heard.events)
        second.wait_for_end()
    assert second.kinds == ["started", "step", "done"]
    assert len(heard.events) == many, "nothing is heard after the end"


def test_a_queued_job_that_is_superseded_still_ends(runner, heard):
    release, second, third = threading.Event(), Heard(), Heard()

    def busy(token):
        release.wait(30)
        yield

    runner.start(busy, heard)
    runner.start(lambda token: iter("x"), second)
    runner.start(lambda token: iter("y"), third)
    release.set()
    third.wait_for_end()
    assert heard.ends == ["cancelled"]
    assert second.kinds == ["cancelled"]
    assert third.kinds == ["started", "step", "done"]


@pytest.mark.parametrize("at", range(5))
def test_cancel_at_any_step_gives_one_terminal_event(at, heard):
    def listen(event):
        heard(event)
        if event.kind == "step" and event.payload == at:
            event.job.cancel()

    InlineRunner().start(lambda token: iter(range(4)), listen)
    assert heard.ends == (["cancelled"] if at < 3 else ["done"])
    assert heard.kinds.count("step") == min(at + 1, 4)


@pytest.mark.parametrize("at", range(5))
def test_drop_at_any_step_ends_the_job_at_once(at, heard):
    def listen(event):
        heard(event)
        if event.kind == "step" and event.payload == at:
            event.job.drop()
            event.job.drop()

    InlineRunner().start(lambda token: iter(range(4)), listen)
    assert heard.ends == (["cancelled"] if at < 4 else ["done"])
    assert heard.kinds[-1] in TERMINAL
    assert heard.kinds.count("step") == min(at + 1, 4)


def test_a_job_that_was_cancelled_is_heard_until_it_stops(runner, heard):
    with endless(runner, heard) as job:
        job.cancel()
        heard.wait_for_end()
    assert heard.ends == ["cancelled"]


def test_close_waits_for_the_job_at_work_and_is_silent(heard):
    runner = JobRunner(call)
    with endless(runner, heard):
        runner.close()
        assert heard.ends == []
    assert not [t for t in threading.enumerate() if t.name.startswith("inference")]
