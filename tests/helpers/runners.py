"""A runner that works when a test says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.services.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.services.jobs import EventKind, Listener, Steps


class HeldRunner:
    """Runs jobs one event at a time, so that a test can act in between."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []
        self._work: list[Iterator[object]] = []

    @property
    def job(self) -> Job:
        """The newest job."""
        return self.jobs[-1]

    def start(self, steps: Steps, on_event: Listener) -> Job:
        before, job = self.jobs[-1:], Job(on_event)
        self.jobs.append(job)
        self._work.append(iter(steps(job.token)))
        for older in before:
            older.drop()
        job.tell("started")
        return job

    def step(self, count: int = 1, job: int = -1) -> None:
        for _ in range(count):
            self.jobs[job].tell("step", next(self._work[job]))

    def finish(self) -> None:
        """Do all that is left of the newest job."""
        job = self.job
        for item in self._work[-1]:
            job.tell("step", item)
        job.tell("done")

    def end(self, kind: EventKind = "done", payload: object | None = None) -> None:
        self.job.tell(kind, payload)

    def close(self) -> None:
        self.job.silence()
