import threading

import pytest

from annotator.core.cancel import Cancelled
from annotator.services.jobs import TERMINAL, InlineRunner, JobRunner


class Events:
    """A sink that can be waited on."""

    def __init__(self):
        self.list = []
        self._arrived = threading.Condition()

    def __call__(self, event):
        with self._arrived:
            self.list.append(event)
            self._arrived.notify_all()

    def wait_for_end_of(self, job):
        def ended():
            return any(e.job == job and e.kind in TERMINAL for e in self.list)

        with self._arrived:
            assert self._arrived.wait_for(ended, timeout=30)

    def kinds(self, job):
        return [event.kind for event in self.list if event.job == job]


@pytest.fixture
def events():
    return Events()


@pytest.fixture
def runner(events):
    runner = JobRunner(events)
    yield runner
    runner.close()


@pytest.mark.parametrize("make", [JobRunner, InlineRunner])
def test_steps_arrive_in_order(make, events):
    runner = make(events)
    job = runner.start(lambda token: iter("abc"))
    events.wait_for_end_of(job)
    runner.close()
    assert events.kinds(job) == ["started", "step", "step", "step", "done"]
    assert [e.payload for e in events.list if e.kind == "step"] == ["a", "b", "c"]
    assert runner.current is None


@pytest.mark.parametrize("make", [JobRunner, InlineRunner])
def test_failure_arrives_without_its_frames(make, events):
    def steps(token):
        yield 1
        try:
            raise MemoryError("card is full")
        except MemoryError as error:
            raise RuntimeError("no") from error

    runner = make(events)
    job = runner.start(steps)
    events.wait_for_end_of(job)
    runner.close()
    error = events.list[-1].payload
    assert events.kinds(job) == ["started", "step", "failed"]
    assert isinstance(error, RuntimeError)
    assert error.__traceback__ is None
    assert error.__cause__.__traceback__ is None


def test_new_job_supersedes_the_one_at_work(runner, events):
    working = threading.Event()

    def endless(token):
        while True:
            working.set()
            yield
            if token.cancelled:
                raise Cancelled

    first = runner.start(endless)
    assert working.wait(30)
    second = runner.start(lambda token: iter("x"))
    events.wait_for_end_of(second)
    assert events.kinds(first)[-1] == "cancelled"
    assert events.kinds(second) == ["started", "step", "done"]


def test_queued_job_that_is_superseded_still_ends(runner, events):
    release = threading.Event()

    def busy(token):
        release.wait(30)
        yield

    first = runner.start(busy)
    second = runner.start(lambda token: iter("x"))
    third = runner.start(lambda token: iter("y"))
    release.set()
    events.wait_for_end_of(third)
    assert events.kinds(first)[-1] == "cancelled"
    assert events.kinds(second) == ["cancelled"]
    assert events.kinds(third) == ["started", "step", "done"]


@pytest.mark.parametrize("at", range(5))
def test_cancel_at_any_step_gives_one_terminal_event(at, events):
    runner = InlineRunner(lambda event: (events(event), cancel_at(event)))

    def cancel_at(event):
        if event.kind == "step" and event.payload == at:
            runner.cancel()

    job = runner.start(lambda token: iter(range(4)))
    ends = [kind for kind in events.kinds(job) if kind in TERMINAL]
    assert ends == (["cancelled"] if at < 3 else ["done"])
    assert events.kinds(job).count("step") == min(at + 1, 4)


def test_close_waits_for_the_job_at_work(events):
    runner = JobRunner(events)
    working = threading.Event()

    def endless(token):
        while True:
            working.set()
            yield

    job = runner.start(endless)
    assert working.wait(30)
    runner.close()
    assert events.kinds(job)[-1] == "cancelled"
    assert not [t for t in threading.enumerate() if t.name.startswith("inference")]
