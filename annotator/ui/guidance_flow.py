"""Slice guidance from the window's side: when slices are judged, and what is shown of it."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton

from annotator.core.errors import UserError
from annotator.core.texts import tr, translatable
from annotator.services.follower import Follower
from annotator.services.guidance import GuidanceService
from annotator.services.suggestion import next_slice_to_paint
from annotator.ui.actions import Action
from annotator.ui.flow import Flow
from annotator.ui.job_bridge import JobBridge
from annotator.ui.panels.guidance_band import BandContent

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.core.proposal import RunProgress
    from annotator.core.support import Bounds
    from annotator.services.document import Document
    from annotator.ui.actions import Actions, Contribution
    from annotator.ui.panels.propagate_panel import PropagatePanel
    from annotator.ui.panels.support_strip import SupportStrip
    from annotator.ui.run_flow import RunFlow
    from annotator.ui.status_bar import StatusBar
    from annotator.ui.window_setup import WindowSetup

log = logging.getLogger(__name__)

SETTLED_MS = 300
COUNTS = (2, 3, 4, 5, 7, 9)


class GuidanceFlow(Flow):
    """Connects the guidance service, the strip, and the propagate panel.

    Slices are judged in a runner of their own, once those of the propagation are encoded, and not
    during a run.

    Parameters
    ----------
    setup
        Has the scorer and makes the runner.
    actions
        Says whether guidance and suggestions are wanted.
    strip, panel, status
        Show what is known.
    runs
        Says when there is time, and is told the suggested ends.
    """

    slice_requested = Signal(int)

    def __init__(
        self,
        setup: WindowSetup,
        actions: Actions,
        strip: SupportStrip,
        panel: PropagatePanel,
        status: StatusBar,
        runs: RunFlow,
    ) -> None:
        super().__init__()
        self._settings, self._actions = setup.settings, actions
        self._strip, self._panel, self._status, self._runs = strip, panel, status, runs
        self._document: Document | None = None
        self._follower = Follower(
            lambda document: [
                (document.changed, self._schedule),
                (document.classes_changed, self._schedule),
                (document.active_label_changed, self._chosen),
                (document.marks_changed, self._chosen),
            ]
        )
        self._ready = False
        self._installed = setup.scorer is not None
        self._runner = setup.inference_runner(JobBridge(self).send)
        self._service = GuidanceService(self._runner, setup.scorer)
        self._service.count = self._settings.values.suggested_slices
        self._timer = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._tool = self._make_tool()
        self._wire()

    def _wire(self) -> None:
        service, band = self._service, self._strip.band
        self._timer.timeout.connect(self._settled)
        service.changed.connect(self._show)
        service.progress.connect(self._progress)
        service.failed.connect(self._failed)
        band.ends_chosen.connect(self._choose_ends)
        band.ends_reset.connect(self.reset_ends)
        band.menu_requested.connect(self._show_menu)
        self._runs.prepared.connect(self._begin)
        self._runs.running_changed.connect(self._run_changed)
        self._runs.suggested_ends = self.suggested_ends

    def contributions(self) -> list[Contribution]:
        """Offer guidance, suggested slices, ends."""
        return [
            Action(
                id="guidance",
                text=tr("Slice guidance"),
                menu="View",
                group=2,
                do=self._switch,
                tip=tr("Judge slices in the background: region, presence, ends, slices to paint"),
                needs_image=False,
                switch=True,
            ),
            Action(
                id="suggest_slices",
                text=tr("Suggest slices to paint"),
                menu="Labels",
                group=3,
                do=self._suggest,
                keys=("Shift+N",),
                tip=tr(
                    "Marks those inside the structure that would cover it best (filled), "
                    "and evenly spaced ones"
                ),
                switch=True,
            ),
            Action(
                id="suggest",
                text=tr("Next slice to paint"),
                menu="Labels",
                group=3,
                do=self.go_to_next,
                keys=("N",),
                tip=tr(
                    "The next suggested one, or the middle of the widest gap between painted slices"
                ),
            ),
            Action(
                id="reset_ends",
                text=tr("Reset the structure's ends"),
                menu="Labels",
                group=3,
                do=self.reset_ends,
                tip=tr("Back from ends that you have set to those suggested"),
                enabled=self._has_ends,
            ),
        ]

    def _has_ends(self) -> bool:
        document = self._document
        return document is not None and document.active_label in document.ranges

    @property
    def service(self) -> GuidanceService:
        """What is known of the slices."""
        return self._service

    @property
    def on(self) -> bool:
        """Whether the user wants guidance."""
        return self._actions["guidance"].isChecked()

    def set_document(self, document: Document | None) -> None:
        """Follow another document; what is under way for the one before is cancelled."""
        self._document = document
        self._follower.follow(document)
        self._ready = False
        self._timer.stop()
        self._service.set_document(document)

    def close(self) -> None:
        """Stop for good."""
        self._timer.stop()
        self._runner.close()

    # ---- commands

    def suggested_ends(self) -> dict[int, Bounds]:
        """Suggested first and last slice per label, for a run."""
        return self._service.suggested_ends() if self.on else {}

    def go_to_next(self) -> None:
        """Go to the next slice to paint."""
        document = self._document
        if document is None:
            return
        label = document.active_label
        suggested = self._service.suggested(label) if self.on else ()
        try:
            index = next_slice_to_paint(document, label, suggested, self._strip.cells.current)
        except UserError as error:
            self.said.emit(str(error), "problem")
        else:
            self.slice_requested.emit(index)

    def reset_ends(self) -> None:
        """Give the active label its suggested ends back; undoable."""
        if self._document is not None:
            self._document.set_range(self._document.active_label, None, None)

    def _choose_ends(self, first: int, last: int) -> None:
        if self._document is not None:
            self._document.set_range(self._document.active_label, first, last)

    def _choose_count(self, count: int) -> None:
        self._service.count = count
        self._settings.change(suggested_slices=count)
        self._actions["suggest_slices"].setChecked(True)
        self._name_tool()
        self._show()

    def _suggest(self, wanted: bool) -> None:
        """Mark the slices to paint, and say which they are."""
        document = self._document
        self._show()
        if not wanted or document is None:
            return
        label = document.active_label
        name, slices = document.label_name(label), self._service.suggested(label)
        if self._problem():
            self.said.emit(self._problem(), "problem")
        elif slices:
            numbers = ", ".join(str(index + 1) for index in slices)
            self.said.emit(
                tr(
                    "{name}: paint slices {numbers}. N goes to the next of them.",
                    name=name,
                    numbers=numbers,
                ),
                "",
            )
        elif len(document.painted_slices(label)) >= self._service.count:
            count = self._service.count
            self.said.emit(
                tr(
                    "{name}: {n} slice is painted already. Propagate now.",
                    "{name}: {n} slices are painted already. Propagate now.",
                    name=name,
                    n=count,
                ),
                "",
            )
        else:
            self.said.emit(self._note(document), "")

    # ---- when to work

    def _begin(self) -> None:
        if not self._ready:
            self._resume()

    def _resume(self) -> None:
        self._ready = True
        if self.on and not self._runs.running:
            self._service.resume()

    def _run_changed(self, running: bool) -> None:
        if running:
            self._service.pause()
        else:
            self._resume()

    def _switch(self, on: bool) -> None:
        self._settings.change(guidance=on)
        if not on:
            self._service.pause()
        elif self._ready:
            self._resume()
        self._show()

    def _schedule(self, *_news: object) -> None:
        self._timer.start()  # anew with every change, so that it waits for the last one

    def _settled(self) -> None:
        if self._document is not None and self._document.stroke is not None:
            self._timer.start()
            return
        self._service.update()
        self._show()

    def _chosen(self, *_news: object) -> None:
        self._show()
        self._timer.start()

    # ---- what is shown

    def _problem(self) -> str:
        return self._service.problem if self.on else tr("Slice guidance is off (View menu).")

    def _progress(self, progress: RunProgress | None) -> None:
        text = ""
        if progress is not None:
            share = f" {100 * progress.done // progress.total} %" if progress.total else ""
            text = f"{progress.text or tr('Looking at slices')}{share}"
        self._status.set_background(text)

    def _failed(self, sentence: str) -> None:
        log.warning("%s", sentence)
        self.said.emit(sentence, "problem")

    def _show(self) -> None:
        """Tell the strip and the panel what is known now."""
        document = self._document
        guided = document is not None and self._installed and self.on
        self._strip.band.setVisible(guided)
        self._tool.setVisible(guided)
        self._actions.refresh()
        if document is None:
            return
        self._tell_ends(document)
        label, service = document.label_class(document.active_label), self._service
        if label is None or not guided:
            self._strip.band.show_content(BandContent(note=self._note(document)))
            return
        painted = document.painted_slices(label.value)
        marked = self._actions["suggest_slices"].isChecked()
        content = BandContent(
            name=label.name,
            ink=label.color,
            presence=service.presence(label.value),
            described=service.descriptions,
            ends=service.ends(label.value),
            painted=(painted[0], painted[-1]) if painted else None,
            suggested=service.suggested(label.value) if marked else (),
            even=service.evenly_spaced(label.value) if marked else (),
            note=self._note(document),
        )
        self._strip.band.show_content(content)

    def _note(self, document: Document) -> str:
        """Why there is nothing to see of the active label."""
        name = document.label_name(document.active_label)
        if self._problem():
            return self._problem()
        if self._service.descriptions is None:
            return tr("Looking at the slices…")
        if document.painted_slices(document.active_label):
            return tr("Looking for {name}…", name=name)
        return tr("Paint {name} on one slice to see where it may be.", name=name)

    def _tell_ends(self, document: Document) -> None:
        """Say in the panel where a run of the active label would stop."""
        label, sentence = document.active_label, self._problem()
        ends, offered = self._service.ends(label), not sentence
        if ends is not None and (ends.chosen or offered):
            text = (
                translatable("{name}: {first} to {last}, set by you")
                if ends.chosen
                else translatable("{name}: {first} to {last}, suggested")
            )
            name = document.label_name(label)
            sentence = tr(text, name=name, first=ends.first + 1, last=ends.last + 1)
        self._panel.set_ends(sentence, offered=offered)

    # ---- button and menu

    def _make_tool(self) -> QToolButton:
        tool, menu = QToolButton(), QMenu(self._strip)
        group = QActionGroup(self)
        for count in COUNTS:
            choice = menu.addAction(
                tr("{n} slice, with those painted", "{n} slices, with those painted", n=count)
            )
            choice.setCheckable(True)
            choice.setChecked(count == self._service.count)
            choice.triggered.connect(partial(_call, partial(self._choose_count, count)))
            group.addAction(choice)
        menu.addSeparator()
        menu.addAction(self._actions["suggest"])
        menu.addAction(self._actions["reset_ends"])
        tool.setDefaultAction(self._actions["suggest_slices"])
        tool.setMenu(menu)
        tool.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        tool.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        tool.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._strip.add_tool(tool)
        self._name_tool()
        return tool

    def _name_tool(self) -> None:
        self._actions["suggest_slices"].setIconText(tr("Suggest slices"))

    def _show_menu(self, place: QPoint, index: int) -> None:
        """Offer the slice as an end of the active label."""
        document = self._document
        ends = None if document is None else self._service.ends(document.active_label)
        if document is None or ends is None:
            return
        name = document.label_name(document.active_label)
        painted = document.painted_slices(document.active_label) or [index]
        menu = QMenu(self._strip)
        first = menu.addAction(tr("{name} starts at slice {index}", name=name, index=index + 1))
        first.setEnabled(index <= min(painted[0], ends.last))
        first.triggered.connect(partial(_call, partial(self._choose_ends, index, ends.last)))
        last = menu.addAction(tr("{name} ends at slice {index}", name=name, index=index + 1))
        last.setEnabled(index >= max(painted[-1], ends.first))
        last.triggered.connect(partial(_call, partial(self._choose_ends, ends.first, index)))
        menu.addSeparator()
        menu.addAction(self._actions["reset_ends"])
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)


def _call(work: Callable[[], object], _checked: bool = False) -> None:
    work()
