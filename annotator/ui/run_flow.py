"""The propagation from the window's side: what can run, a run's progress, how it ended."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal

from annotator.core.errors import UserError
from annotator.core.texts import tr
from annotator.services.follower import Follower
from annotator.services.jobs import TERMINAL
from annotator.services.run_supports import supports_across
from annotator.services.slices import PLANE_NAMES
from annotator.ui.actions import Action
from annotator.ui.flow import Flow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from annotator.core.cancel import CancelToken
    from annotator.core.proposal import RunProgress
    from annotator.core.run_options import RunOptions
    from annotator.core.support import Bounds
    from annotator.core.volume import Volume
    from annotator.services.document import Document
    from annotator.services.jobs import JobEvent, Runner
    from annotator.services.ports import Propagator
    from annotator.services.propagation import PropagationService
    from annotator.ui.actions import Contribution
    from annotator.ui.panels.propagate_panel import PropagatePanel

log = logging.getLogger(__name__)

DEVICE_KEYS = ("cuda", "mps", "cpu")
SITUATION_MS = 100
FIRST_GUESS = 0.05  # share of the work that must be done before the time left is guessed
NAMED_LABELS = 2


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What the propagator found on this computer.

    Attributes
    ----------
    devices
        Key and name; the first is what "auto" takes.
    models
        Installed models, default first.
    """

    devices: tuple[tuple[str, str], ...]
    models: tuple[str, ...]


def find_capabilities(propagator: Propagator) -> Capabilities:
    """Ask a propagator what it can do; slow at first, so call it in the inference thread."""
    devices = []
    for key in DEVICE_KEYS:
        try:
            devices.append((key, propagator.device_name(key)))
        except UserError:
            log.debug("no device %s", key)
    auto = ("auto", tr("Automatic: {device}", device=propagator.device_name("auto")))
    return Capabilities((auto, *devices), tuple(propagator.model_names()))


class RunFlow(Flow):
    """Connects the propagation service and the panel.

    Parameters
    ----------
    service
        Runs propagations.
    runner
        The inference runner; also looks for devices and models, once.
    propagator
        Gives what is asked for devices and models, in the runner's thread.
    panel
        Shows all this.

    Attributes
    ----------
    suggested_ends
        Returns per label where it is suggested to end; replaced by who knows.
    other_volume
        Returns the image that a run reads instead of the original, None for the original;
        replaced by who makes one.
    """

    running_changed = Signal(bool)
    prepared = Signal()
    situation_changed = Signal()
    device_found = Signal(str)

    def __init__(
        self,
        service: PropagationService,
        runner: Runner,
        propagator: Callable[[], Propagator],
        panel: PropagatePanel,
    ) -> None:
        super().__init__()
        self._service = service
        self._runner = runner
        self._propagator = propagator
        self._panel = panel
        self.suggested_ends: Callable[[], Mapping[int, Bounds]] = dict
        self.other_volume: Callable[[], Volume | None] = lambda: None
        self._document: Document | None = None
        self._follower = Follower(
            lambda document: [
                (document.changed, self._schedule),
                (document.marks_changed, self._schedule),
                (document.classes_changed, self._schedule),
                (document.active_label_changed, self._schedule),
            ]
        )
        self._probing = False
        self._known = False
        self._ready = False
        self._told = ""
        self._timer = QTimer(self, singleShot=True, interval=SITUATION_MS)
        self._timer.timeout.connect(self._describe_situation)
        service.started.connect(self._started)
        service.progress.connect(self._progress)
        service.message.connect(self._message)
        service.finished.connect(self._finished)
        service.failed.connect(self._failed)
        service.prepared.connect(self._prepared)
        service.learning.connect(self._prepared)

    def contributions(self) -> list[Contribution]:
        """Offer the run."""
        return [
            Action(
                id="propagate",
                text=tr("Propagate"),
                menu="Propagate",
                do=self.start,
                keys=("Ctrl+Return", "Ctrl+Enter"),
                icon="propagate",
                enabled=lambda: self.ready,
            )
        ]

    @property
    def running(self) -> bool:
        """Whether a run is under way."""
        return self._service.running

    @property
    def probing(self) -> bool:
        """Whether devices are being looked for."""
        return self._probing

    @property
    def ready(self) -> bool:
        """Whether there is something to propagate."""
        return self._ready and not self.running

    def set_document(self, document: Document | None) -> None:
        """Follow another document; a run on the one before is cancelled."""
        if self._document is not None:
            self._service.cancel()
        self._document = document
        self._follower.follow(document)
        self._panel.set_result("")
        if document is not None:
            self._prepare()
        self._describe_situation()

    def find_devices(self) -> None:
        """Look for devices and models in the inference thread."""
        if self._known or self._probing or self.running:
            return
        self._probing = True
        self._runner.start(self._probe_steps, self._take_probe)

    def start(self) -> None:
        """Run with what the panel says."""
        options = self._panel.options
        document = self._document
        if document is None:
            return
        if self._panel.active_only:
            options = replace(options, labels=(document.active_label,))
        self._service.start(options, self.other_volume(), self._ends(document, options))

    def _ends(self, document: Document, options: RunOptions) -> dict[int, Bounds]:
        """Suggested ends; those of the paint where none are known and nobody asked for all."""
        ends = dict(self.suggested_ends())
        if options.range == "all" and not self._panel.reach_chosen:
            for item in document.classes:
                painted = document.painted_slices(item.value)
                if len(painted) > 1 and document.label_axis(item.value) == document.axis:
                    ends.setdefault(item.value, (painted[0], painted[-1]))
        return ends

    def cancel(self) -> None:
        """Stop the run; slices that are done are kept."""
        self._service.cancel()
        self.said.emit(tr("Stopping after the slice at work…"), "")

    def _probe_steps(self, _token: CancelToken) -> Iterator[object]:
        yield find_capabilities(self._propagator())

    def _take_probe(self, event: JobEvent) -> None:
        if isinstance(event.payload, Capabilities):
            self._known = True
            self._panel.set_devices(list(event.payload.devices))
            self._panel.set_models(list(event.payload.models))
            _, name = event.payload.devices[0]
            self.device_found.emit(name.removeprefix(tr("Automatic: {device}", device="")))
        if event.kind in TERMINAL:
            self._probing = False
            if event.kind == "failed":
                self.said.emit(
                    tr("The propagation cannot start: {reason}", reason=event.payload), "problem"
                )
            if event.kind != "cancelled":  # else something more urgent is at work
                self._prepare()

    def _prepare(self) -> None:
        """Encode the slices in the background, after the look for devices."""
        if not self._probing and self._document is not None:
            self._service.prepare(self._panel.options)

    def _prepared(self, *_progress: object) -> None:
        """Tell that the slices are encoded, or that learning has begun, which may take long."""
        self.prepared.emit()

    def _started(self) -> None:
        self._told = ""
        self._panel.set_running(True)
        self.said.emit("", "")
        self.running_changed.emit(True)

    def _progress(self, progress: RunProgress) -> None:
        if self.running:
            early = progress.done < FIRST_GUESS * progress.total
            remaining = None if early else self._service.remaining_seconds
            self._panel.set_progress(progress, remaining)

    def _message(self, text: str) -> None:
        log.warning("%s", text)
        self._told = text
        self.said.emit(text, "problem")

    def _finished(self, summary: str) -> None:
        self._end(summary, problem=False)

    def _failed(self, sentence: str) -> None:
        log.error("run failed: %s", sentence)
        self._end(sentence, problem=True)
        self.said.emit(sentence, "problem")

    def _end(self, text: str, *, problem: bool) -> None:
        self._panel.set_running(False)
        self._panel.set_result(text, problem=problem)
        self.said.emit(self._told, "problem" if self._told else "")  # not that it stops
        self.running_changed.emit(False)
        self.find_devices()

    def _schedule(self, *_news: object) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _describe_situation(self) -> None:
        """Say which painted slices a run would start from."""
        document = self._document
        if document is not None and document.stroke is not None:
            self._schedule()  # a stroke leaves it as it is
            return
        painted = {} if document is None else _supports(document)
        self._ready = bool(painted)
        if document is None:
            text = ""
        elif not painted:
            text = tr(
                "Paint the structure on one slice to begin; better on two, each a quarter of its "
                "length from its ends."
            )
        elif len(painted) <= NAMED_LABELS:
            words = [f"{name} ({slices})" for name, slices in painted.items()]
            text = tr("Starts from {slices}", slices=", ".join(words))
        else:
            text = tr(
                "Starts from painted slices of {n} label",
                "Starts from painted slices of {n} labels",
                n=len(painted),
            )
        self._panel.set_situation(text, ready=self._ready)
        self.situation_changed.emit()


def _supports(document: Document) -> dict[str, str]:
    """Per name of a label that is not locked, which slices would support a run."""
    found = {}
    across = supports_across(document)
    planes = {
        item.label: _slices(len(item.slices), PLANE_NAMES[axis])
        for axis, sets in across.items()
        for item in sets
    }
    for label in document.classes:
        if label.locked:
            continue
        unused = document.excluded.get(label.value, frozenset())
        used = set(document.complete_slices(label.value)) - unused
        if label.value in planes:
            found[label.name] = planes[label.value]
        elif used:
            found[label.name] = _slices(len(used))
    return found


def _slices(count: int, plane: str = "") -> str:
    if plane:
        return tr("1 {plane} slice", "{n} {plane} slices", n=count, plane=tr(plane))
    return tr("1 slice", "{n} slices", n=count)
