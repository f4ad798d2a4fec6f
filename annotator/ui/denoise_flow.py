"""The denoise tool: a preview of the slice in view, the whole volume, before and after."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal

from annotator.core.denoising import DenoiseOptions
from annotator.core.texts import number, tr
from annotator.services.denoising import DenoiseService
from annotator.ui.actions import Action
from annotator.ui.flow import Flow
from annotator.ui.job_bridge import JobBridge
from annotator.ui.panels.denoise_panel import DenoisePanel
from annotator.ui.panels.propagate_panel import duration
from annotator.ui.viewer.comparison import Comparison
from annotator.ui.viewer.view_state import Look

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.core.proposal import RunProgress
    from annotator.core.volume import Volume
    from annotator.services.denoising import DenoisedVolume
    from annotator.services.document import Document
    from annotator.ui.actions import Actions, Contribution
    from annotator.ui.panels.propagate_panel import PropagatePanel
    from annotator.ui.viewer.comparison import Values
    from annotator.ui.viewer.viewer_widget import ViewerWidget
    from annotator.ui.window_setup import WindowSetup

log = logging.getLogger(__name__)

PREVIEW_MS = 120
"""Rest after the last scroll or change of strength before a slice is denoised."""

DIFFERENCE_NOISES = 6.0
"""Width of the grey levels of a difference, in standard deviations of the noise."""

WHOLE_NUMBERS_FROM = 10.0
FIRST_GUESS = 0.05  # share of the work that must be done before the time left is guessed


class DenoiseFlow(Flow):
    """Connects the denoising service, the panel and the views.

    Without a denoiser in the setup the tool cannot be switched on.

    Parameters
    ----------
    setup
        Gives the denoiser and a runner of its own for it.
    actions
        Has the switch of the tool.
    viewer
        Shows the result.
    run_panel
        Says which image a run reads.
    clock
        Seconds, monotonic.
    """

    slices_changed = Signal()  # another slice is denoised, or with another strength

    def __init__(
        self,
        setup: WindowSetup,
        actions: Actions,
        viewer: ViewerWidget,
        run_panel: PropagatePanel,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self.panel = DenoisePanel(actions)
        self._viewer, self._run_panel, self._clock = viewer, run_panel, clock
        self._actions, self._switch = actions, actions["denoise"]
        self._document: Document | None = None
        self._begin = 0.0
        self._timer = QTimer(self, singleShot=True, interval=PREVIEW_MS)
        self._runner = setup.inference_runner(JobBridge(self).send)
        self._service: DenoiseService | None = None
        if setup.denoiser is not None:
            self._service = DenoiseService(self._runner, setup.denoiser)
            self._wire(self._service)

    def _wire(self, service: DenoiseService) -> None:
        panel, viewer = self.panel, self._viewer
        self._timer.timeout.connect(self._preview)
        viewer.index_changed.connect(self._scrolled)
        viewer.active_axis_changed.connect(self._schedule)
        panel.strength_changed.connect(self._strength_changed)
        panel.look_chosen.connect(lambda look: viewer.change(look=look))
        panel.use_changed.connect(self._run_panel.name_image)
        panel.volume_requested.connect(self._start_volume)
        panel.cancel_requested.connect(service.cancel)
        panel.drop_requested.connect(self._drop)
        service.noise_found.connect(self._noise_found)
        service.slice_ready.connect(self._show)
        service.progress.connect(self._progress)
        service.volume_ready.connect(self._volume_ready)
        service.ended.connect(self._ended)
        service.failed.connect(self._failed)

    def close(self) -> None:
        """Stop for good."""
        self._timer.stop()
        self._runner.close()

    def denoised(self, axis: int, index: int) -> Values | None:
        """Return a slice denoised as is chosen now; None without one, or while the tool is off."""
        if self._service is None or not self._switch.isChecked():
            return None
        return self._service.values(axis, index)

    @property
    def run_volume(self) -> Volume | None:
        """Denoised volume that a run shall read, None for the original."""
        result = self._service.result if self._service is not None else None
        return result.volume if result is not None and self.panel.use else None

    def set_document(self, document: Document | None) -> None:
        """Follow another document; what was made of the one before is dropped."""
        self._document = document
        self._timer.stop()
        if self._service is None:
            return
        self._service.set_volume(None if document is None else document.volume)
        self._service.options = DenoiseOptions()
        self._switch.setChecked(False)
        self.panel.reset()
        self._viewer.set_comparison(None)

    def contributions(self) -> list[Contribution]:
        """Offer the tool, and before / after."""
        return [
            Action(
                id="denoise",
                text=tr("Denoise"),
                menu="View",
                group=3,
                do=self._switched,
                keys=("Ctrl+D",),
                icon="denoise",
                tip=tr("Take the noise out of the slice in view, or of the whole volume"),
                enabled=lambda: self._service is not None,
                switch=True,
            ),
            Action(
                id="before_after",
                text=tr("Before / after denoising"),
                menu="View",
                group=3,
                do=self._flip_look,
                keys=("B",),
                enabled=lambda: self._service is not None and self._switch.isChecked(),
            ),
        ]

    # ---- slices

    def _switched(self, on: bool) -> None:
        self.panel.setVisible(on)
        self._viewer.change(look=self.panel.look if on else Look.ORIGINAL)
        self._actions.refresh()
        self._show()
        if on:
            self._preview()
        else:
            self._timer.stop()

    def _flip_look(self) -> None:
        """Show all of the original, or all of the denoised image."""
        after = self.panel.look is Look.DENOISED
        self.panel.set_look(Look.ORIGINAL if after else Look.DENOISED)

    def _scrolled(self, axis: int, _index: int) -> None:
        if axis == self._viewer.active_axis:
            self._schedule()

    def _schedule(self, *_news: object) -> None:
        if self._switch.isChecked():
            self._timer.start()

    def _strength_changed(self) -> None:
        if self._service is not None:
            self._service.options = DenoiseOptions(strength=self.panel.strength)
            self._schedule()
            self._show()

    def _preview(self) -> None:
        if self._service is not None and self._switch.isChecked():
            axis = self._viewer.active_axis
            self.panel.set_problem("")
            self._service.request_slice(axis, self._viewer.current_index(axis))

    def _show(self, *_news: object) -> None:
        """Let the views draw what there is now."""
        service = self._service
        if service is None:
            return
        if not self._switch.isChecked():
            self._viewer.set_comparison(None)
            self.slices_changed.emit()
            return
        width = DIFFERENCE_NOISES * (service.noise or 0.0)
        self._viewer.set_comparison(Comparison(self._values, (0.0, width or 1.0), self._waits))
        self.slices_changed.emit()

    def _values(self, axis: int, index: int) -> Values | None:
        """Return a denoised slice; while a new one is made the one before stays in view."""
        service = self._service
        if service is None:
            return None
        found = service.values(axis, index)
        if found is None and self._waits(axis, index):
            found = service.earlier_values(axis, index)
        return found

    def _waits(self, axis: int, index: int) -> bool:
        service, viewer = self._service, self._viewer
        if service is None or (axis, index) != (
            viewer.active_axis,
            viewer.current_index(viewer.active_axis),
        ):
            return False
        busy = service.working or self._timer.isActive()
        return busy and service.values(axis, index) is None

    # ---- the whole volume

    def _start_volume(self) -> None:
        if self._service is not None and self._document is not None:
            self._begin = self._clock()
            self.panel.set_problem("")
            self.panel.set_running(True)
            self._service.start_volume()

    def _progress(self, progress: RunProgress) -> None:
        if progress.important:
            self.said.emit(progress.text, "problem")
        share = progress.done / progress.total if progress.total else 0.0
        left = ""
        if share >= FIRST_GUESS:
            seconds = (self._clock() - self._begin) * (1 / share - 1)
            left = tr("{time} left", time=duration(seconds))
        self.panel.set_progress(progress, left)

    def _volume_ready(self, result: DenoisedVolume) -> None:
        self.panel.set_result(result.provenance)
        self._show()
        self.said.emit(tr("The denoised volume is ready."), "")

    def _ended(self, _how: str) -> None:
        self.panel.set_running(False)
        self._preview()

    def _drop(self) -> None:
        if self._service is not None:
            self._service.drop_result()
            self.panel.set_result("")
            self._show()
            self._schedule()

    # ---- news

    def _noise_found(self, level: float) -> None:
        document = self._document
        unit = " HU" if document is not None and document.volume.modality == "CT" else ""
        shown = number(level, ".0f" if level >= WHOLE_NUMBERS_FROM else ".2g")
        self.panel.set_noise(tr("noise about {level}{unit}", level=shown, unit=unit))
        self._show()

    def _failed(self, sentence: str) -> None:
        log.error("denoising failed: %s", sentence)
        self.panel.set_running(False)
        self.panel.set_problem(sentence)
        self._show()
        self.said.emit(sentence, "problem")
