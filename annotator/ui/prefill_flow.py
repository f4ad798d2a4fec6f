"""The open case filled from the finished ones of its folder, and the network learning from them."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QProcess

from annotator.core.errors import UserError
from annotator.core.finished import Prefill
from annotator.core.proposal import RunProgress
from annotator.core.run_options import RunOptions
from annotator.core.texts import tr
from annotator.services.jobs import TERMINAL
from annotator.services.prefill import finished_of, helpers_of
from annotator.services.prefilled import painted_slices, propose_prefill
from annotator.ui.actions import Action
from annotator.ui.flow import Flow
from annotator.ui.job_bridge import JobBridge

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from annotator.core.cancel import CancelToken
    from annotator.core.finished import CaseSource
    from annotator.services.document import Document
    from annotator.services.jobs import Job, JobEvent
    from annotator.ui.actions import Actions, Contribution
    from annotator.ui.dialogs import Dialogs
    from annotator.ui.window_setup import WindowSetup
    from annotator.ui.worklist_flow import WorklistFlow

log = logging.getLogger(__name__)

MENU = "File/Worklist"
STOP_MS = 5_000
FEWEST_TO_LEARN = 2


class PrefillFlow(Flow):
    """Fills the open case from finished ones, as a proposal that is reviewed like that of a run.

    Parameters
    ----------
    setup
        Gives what fills, and how to learn.
    worklist
        Knows the cases of the folder and the open one.
    actions
        Asked anew when work begins or ends.
    dialogs
        Ask who helps.
    """

    def __init__(
        self, setup: WindowSetup, worklist: WorklistFlow, actions: Actions, dialogs: Dialogs
    ) -> None:
        super().__init__()
        self._prefiller, self._learning = setup.prefiller, setup.learning
        self._settings = setup.settings
        self._worklist, self._actions, self._dialogs = worklist, actions, dialogs
        self._runner = setup.inference_runner(JobBridge(self).send)
        self._document: Document | None = None
        self._job: Job | None = None
        self._excluded: frozenset[str] = frozenset()
        self._process: QProcess | None = None
        self._last_line = ""

    def contributions(self) -> list[Contribution]:
        """Offer to prefill and to learn, where that is possible at all."""
        found: list[Contribution] = []
        if self._prefiller is not None:
            found += [
                Action(
                    id="prefill",
                    text=tr("Prefill from finished cases…"),
                    menu=MENU,
                    group=1,
                    do=self.ask_and_prefill,
                    tip=tr("Proposes masks for this case; finished cases of the folder help"),
                    enabled=lambda: self._worklist.current is not None and self._job is None,
                ),
                Action(
                    id="prefill_stop",
                    text=tr("Stop prefilling"),
                    menu=MENU,
                    group=1,
                    do=self.stop,
                    enabled=lambda: self._job is not None,
                ),
                Action(
                    id="prefill_new",
                    text=tr("Prefill new cases by themselves"),
                    menu=MENU,
                    group=1,
                    do=self._set_by_itself,
                    needs_image=False,
                    switch=True,
                    tip=tr("When a case that nobody has begun is opened"),
                ),
            ]
        if self._learning is not None:
            found += [
                Action(
                    id="learn_cases",
                    text=tr("Learn from finished cases"),
                    menu=MENU,
                    group=2,
                    do=self.learn,
                    needs_image=False,
                    tip=tr(
                        "In the background, for ten minutes; cases that are held out decide\n"
                        "whether what was learned is used to prefill"
                    ),
                    enabled=lambda: self._worklist.project is not None and self._process is None,
                ),
                Action(
                    id="learn_stop",
                    text=tr("Stop learning"),
                    menu=MENU,
                    group=2,
                    do=self.stop_learning,
                    needs_image=False,
                    tip=tr("It goes on where it was when it is started again"),
                    enabled=lambda: self._process is not None,
                ),
            ]
        return found

    def restore(self) -> None:
        """Show what is remembered."""
        if self._prefiller is not None:
            self._actions["prefill_new"].setChecked(self._settings.values.prefill_new)

    def set_document(self, document: Document | None) -> None:
        """Follow another document; what was under way for the one before is dropped."""
        self.stop()
        self._document = document
        case = self._worklist.current
        if document is None or case is None or not self._settings.values.prefill_new:
            return
        untouched = not document.dirty and not document.review.waiting
        if self._prefiller and untouched and case.state.shown(case.has_mask) == "not started":
            sources = self._helpers()
            if sources:
                self._start(sources)

    def close(self) -> None:
        """Stop for good."""
        self.stop_learning()
        self._runner.close()

    # ---- filling

    def ask_and_prefill(self) -> None:
        """Ask who helps, then fill the open case."""
        sources = self._sources()
        if not sources:
            self._dialogs.show_problem(
                tr("No other case is finished; label one and call it done, then try again.")
            )
            return
        names = [source.name for source in sources]
        excluded = self._dialogs.ask_helpers(names, self._excluded)
        if excluded is not None:
            self._excluded = excluded
            self._start(self._helpers())

    def stop(self) -> None:
        """Stop filling."""
        if self._job is not None:
            self._job.drop()

    def _sources(self) -> list[CaseSource]:
        case = self._worklist.current
        return finished_of(self._worklist.model.cases, case.key if case else "")

    def _helpers(self) -> list[CaseSource]:
        return [source for source in self._sources() if source.name not in self._excluded]

    def _start(self, sources: list[CaseSource]) -> None:
        document, prefiller = self._document, self._prefiller
        if document is None or prefiller is None:
            return
        document.finish_stroke()
        volume, painted = document.volume, painted_slices(document)
        options = RunOptions(model=self._model())

        def steps(token: CancelToken) -> Iterator[object]:
            yield from prefiller().prefill(volume, sources, options, token, painted)

        job = self._runner.start(steps, partial(self._hear, document))
        self._job = None if job.ended else job
        self._actions.refresh()

    def _model(self) -> str | None:
        project = self._worklist.project
        if self._learning is None or project is None:
            return None
        return self._learning.model(project.folder)

    def _hear(self, document: Document, event: JobEvent) -> None:
        if event.kind in TERMINAL:
            self._job = None
            self._actions.refresh()
        if event.kind == "failed":
            log.warning("prefill failed: %s", event.payload)
            self.said.emit(_sentence(event.payload), "problem")
        elif event.kind == "cancelled":
            self.said.emit("", "")
        elif isinstance(event.payload, RunProgress):
            progress = event.payload
            share = progress.done / max(1, progress.total)
            self.said.emit(
                tr("Prefilling: {what} · {share:.0%}", what=progress.text, share=share), ""
            )
        elif isinstance(event.payload, Prefill) and document is self._document:
            self._take(document, event.payload)

    def _take(self, document: Document, prefill: Prefill) -> None:
        names = helpers_of(prefill)
        whom = tr(
            "Prefilled from 1 patient: {names}",
            "Prefilled from {n} patients: {names}",
            n=len(names),
            names=", ".join(names),
        )
        if propose_prefill(document, prefill, whom) is None:
            self.said.emit(tr("The finished cases led to nothing here."), "problem")
            return
        called = {item.value: item.name for item in (*document.classes, *prefill.classes)}
        doubtful = [called.get(v, document.label_name(v)) for v in prefill.doubtful]
        text = tr("{whom}. Look at every slice.", whom=whom)
        if doubtful:
            text = tr(
                "{whom}. {labels} was hardly found, or found in the place of another label: look "
                "there first.",
                "{whom}. {labels} were hardly found, or found in the place of another label: look "
                "there first.",
                n=len(doubtful),
                whom=whom,
                labels=", ".join(doubtful),
            )
        self.said.emit(text, "ok" if not doubtful else "problem")

    def _set_by_itself(self, by_itself: bool) -> None:
        self._settings.change(prefill_new=by_itself)

    # ---- learning

    def learn(self) -> None:
        """Learn from the finished cases of the folder, or go on with it, beside the window."""
        project, learning = self._worklist.project, self._learning
        if project is None or learning is None:
            return
        if len(finished_of(self._worklist.model.cases)) < FEWEST_TO_LEARN:
            self._dialogs.show_problem(
                tr("Learning takes two finished patients at least; finish one more.")
            )
            return
        self._run(learning.command(project.folder, sorted(self._excluded)), project.folder)

    def _run(self, command: list[str], folder: Path) -> None:
        process = self._process = QProcess(self)
        process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(partial(self._learned, folder))
        process.errorOccurred.connect(self._not_started)
        self._last_line = ""
        process.start(command[0], command[1:])
        self.said.emit(tr("Learning from finished cases in the background…"), "")
        self._actions.refresh()

    def stop_learning(self) -> None:
        """Stop; what was learned so far is gone on with the next time."""
        process, self._process = self._process, None
        if process is None:
            return
        process.blockSignals(True)
        process.terminate()
        if not process.waitForFinished(STOP_MS):
            process.kill()
            process.waitForFinished(STOP_MS)
        self.said.emit(tr("Learning was stopped; it goes on when it is started again."), "")
        self._actions.refresh()

    def _read(self) -> None:
        if self._process is None:
            return
        text = bytes(self._process.readAllStandardOutput().data()).decode("utf-8", "replace")
        for line in filter(None, (part.strip() for part in text.splitlines())):
            log.info("learning: %s", line)
            self._last_line = line
            self.said.emit(tr("Learning: {line}", line=line), "")

    def _learned(self, folder: Path, code: int, _status: object = None) -> None:
        self._process = None
        if code:
            self.said.emit(tr("Learning stopped: {line}", line=self._last_line), "problem")
        elif self._learning is not None and self._learning.model(folder):
            self.said.emit(
                tr("Learned from the finished cases; prefills use it from now on."), "ok"
            )
        self._actions.refresh()

    def _not_started(self, _error: object) -> None:
        if self._process is not None and self._process.state() == QProcess.ProcessState.NotRunning:
            line, self._process = self._process.errorString(), None
            self.said.emit(tr("Learning could not be started: {line}", line=line), "problem")
            self._actions.refresh()


def _sentence(error: object) -> str:
    if isinstance(error, UserError):
        return str(error)
    return tr("Prefilling stopped: {reason}", reason=error)
