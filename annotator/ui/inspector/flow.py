"""The inspector from the window's side: what is in view, what has to be computed, what is saved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDockWidget, QMainWindow

from annotator.core.errors import UserError
from annotator.core.proposal import RunProgress
from annotator.core.support import PropagationRequest
from annotator.core.texts import tr, translatable
from annotator.io.replacing import replacing
from annotator.services.document_files import document_name
from annotator.services.follower import Follower
from annotator.services.inspecting import InspectionService, Wish, proposal_table
from annotator.services.probabilities import save_probabilities
from annotator.ui.actions import Action
from annotator.ui.flow import Flow
from annotator.ui.inspector.panel import InspectorPanel
from annotator.ui.inspector.view import InspectorView
from annotator.ui.job_bridge import JobBridge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy as np
    from numpy.typing import NDArray

    from annotator.core.cancel import CancelToken
    from annotator.core.inspection import Inspection
    from annotator.core.iteration_table import IterationTable
    from annotator.core.run_options import RunOptions
    from annotator.core.volume import Volume
    from annotator.services.document import Document
    from annotator.services.jobs import JobEvent
    from annotator.ui.actions import Actions, Contribution
    from annotator.ui.dialogs import Dialogs
    from annotator.ui.viewer.viewer_widget import ViewerWidget
    from annotator.ui.window_setup import WindowSetup

SHARE = 0.36
"""Of the window's height, when the inspector is shown for the first time."""

REST_MS = 120
"""Rest after the last scroll, edit or result before something is computed."""

NOTHING_RUN = translatable("Propagate first. Then you can look here into what every iteration did.")
OTHER_LABEL = translatable(
    "The last run did not fill this label. Choose one of its labels to look into it."
)
PICTURES = translatable("Pictures (*.png *.svg)")
TABLES = translatable("Tables (*.csv)")
NIFTI = translatable("NIfTI (*.nii.gz *.nii)")


class InspectorFlow(Flow):
    """Connects the document's proposal, the inspection service and the dock.

    Parameters
    ----------
    setup
        Makes the runners, gives what looks into runs.
    actions
        Has the switch of the dock, and what opens a reference.
    viewer
        Which slice is in view.
    dialogs
        Asks for files.
    options
        Returns the options of a run where the proposal does not know them.
    """

    def __init__(
        self,
        setup: WindowSetup,
        actions: Actions,
        viewer: ViewerWidget,
        dialogs: Dialogs,
        options: Callable[[], RunOptions],
    ) -> None:
        super().__init__()
        self.panel = InspectorPanel()
        self.dock = QDockWidget(tr("Inspector"))
        self.dock.setObjectName("inspector")
        self.dock.setWidget(self.panel)
        self.dock.setAllowedAreas(Qt.DockWidgetArea.BottomDockWidgetArea)
        self.dock.hide()
        self.other_volume: Callable[[], Volume | None] = lambda: None
        self._switch = actions["inspector"]
        self._choose_reference = actions["reference"]
        self._viewer, self._dialogs, self._options = viewer, dialogs, options
        bridge = JobBridge(self)
        self._propagator = setup.propagator
        self._files = setup.inference_runner(bridge.send)
        self._service = InspectionService(setup.inference_runner(bridge.send), setup.propagator)
        self._document: Document | None = None
        self._follower = Follower(
            lambda document: [
                (document.review.changed, self._proposal_changed),
                (document.active_label_changed, self._schedule),
                (document.classes_changed, self._schedule),
            ]
        )
        self._asked: _Asked | None = None
        self._waits = self._was_shown = False
        self._inspection: Inspection | None = None
        self._table: IterationTable | None = None
        self._reference: NDArray[np.uint8] | None = None
        self._timer = QTimer(self, singleShot=True, interval=REST_MS)
        self._timer.timeout.connect(self.refresh)
        self._wire()

    def _wire(self) -> None:
        panel = self.panel
        self._service.inspected.connect(self._inspected)
        self._service.counted.connect(self._counted)
        self._service.failed.connect(self._failed)
        self._service.ended.connect(self._ended)
        self._viewer.index_changed.connect(self._schedule)
        panel.page_changed.connect(self._schedule)
        panel.take_here.connect(self._take_here)
        panel.take_everywhere.connect(self._take_everywhere)
        panel.curves.slice_chosen.connect(self._go)
        panel.wanted.connect(self._serve)
        self.dock.visibilityChanged.connect(self._shown)

    def contributions(self) -> list[Contribution]:
        """Offer the dock."""
        return [
            Action(
                id="inspector",
                text=tr("Inspector"),
                menu="View",
                group=5,
                do=self.dock.setVisible,
                keys=("F8",),
                tip=tr("What every iteration of the last run did, and what it was led by"),
                switch=True,
            )
        ]

    def set_document(self, document: Document | None) -> None:
        """Follow another document."""
        self._document = document
        self._follower.follow(document)
        if document is None:
            self.dock.hide()
        self._proposal_changed()

    def set_reference(self, labels: NDArray[np.uint8] | None) -> None:
        """Measure every iteration against a label map, uint8 ``(z, y, x)``; None for nothing."""
        self._reference = labels
        self._table = None
        self._schedule()

    def close(self) -> None:
        """Stop for good."""
        self._timer.stop()
        self.panel.play(False)
        self._service.close()
        self._files.close()

    def refresh(self) -> None:
        """Show the slice in view, and compute what is not known of it."""
        document = self._document
        if document is None or not self.dock.isVisible():
            return
        proposal, label = document.review.proposal, document.active_label
        if proposal is None or not proposal.all_slices():
            self.panel.show_note(tr(NOTHING_RUN))
            return
        if label not in proposal.run_labels:
            self.panel.show_note(tr(OTHER_LABEL))
            return
        index = self._viewer.current_index(proposal.axis)
        page = self.panel.page
        asked = _Asked(id(proposal), label, index, page is self.panel.attention)
        if not asked.same_place(self._asked):
            self._inspection = None
        wants_table = page is self.panel.curves and self._table is None
        missing = not asked.answered_by(self._asked)
        entry = proposal.slices.get(index) or proposal.decided.get(index)
        if missing or wants_table:
            self._asked, self._waits = asked, True
            wish = Wish(
                self._options(), self.other_volume(), asked.attention, wants_table, self._reference
            )
            self._service.look(document, label, index, wish)
        window = self._viewer.views[proposal.axis].state.window
        view = InspectorView(
            document, proposal.axis, index, label, window, entry, self._inspection, self._table
        )
        self.panel.show_view(view, self._waits)

    def _shown(self, visible: bool) -> None:
        self._switch.setChecked(visible or self.dock.isVisible())
        window = self.dock.parent()
        if visible and not self._was_shown and isinstance(window, QMainWindow):
            self._was_shown = True
            height = round(window.height() * SHARE)
            window.resizeDocks([self.dock], [height], Qt.Orientation.Vertical)
        self._schedule()

    def _schedule(self, *_news: object) -> None:
        if self.dock.isVisible():
            self._timer.start()

    def _proposal_changed(self, *_news: object) -> None:
        self._table = None
        proposal = None if self._document is None else self._document.review.proposal
        if self._asked is not None and self._asked.proposal != id(proposal):
            self._asked = self._inspection = None
        self._schedule()

    def _inspected(self, found: Inspection) -> None:
        asked = self._asked
        if asked is not None and (found.label, found.index) == (asked.label, asked.index):
            self._inspection = found

    def _counted(self, table: IterationTable) -> None:
        self._table = table

    def _ended(self) -> None:
        self._waits = False
        self.refresh()

    def _failed(self, sentence: str) -> None:
        self.said.emit(
            tr("This slice cannot be looked into: {sentence}", sentence=sentence), "problem"
        )

    # ---- what the user asks for

    def _go(self, index: int) -> None:
        proposal = None if self._document is None else self._document.review.proposal
        if proposal is not None:
            self._viewer.goto(proposal.axis, index)

    def _take_here(self, iteration: int) -> None:
        document = self._document
        if document is not None and document.review.proposal is not None:
            index = self._viewer.current_index(document.review.proposal.axis)
            document.accept([index], iteration)

    def _take_everywhere(self, iteration: int) -> None:
        if self._document is not None:
            self._document.accept(None, iteration)

    def _serve(self, what: str) -> None:
        """Save or load what was asked for."""
        document = self._document
        if document is None:
            return
        name = Path(document_name(document)).name.split(".")[0]
        try:
            if what == "reference":
                self._choose_reference.trigger()
            elif what == "picture":
                self._save_picture(name)
            elif what == "csv":
                self._save_figures(document, name)
            elif what == "probabilities":
                self._save_probabilities(document)
            else:
                self._save_provenance(document, name)
        except UserError as error:
            self.said.emit(str(error), "problem")

    def _save_picture(self, name: str) -> None:
        path = self._dialogs.ask_save(tr("Save this page"), f"{name}_inspector.png", tr(PICTURES))
        if path is not None:
            self.panel.save_picture(path)
            self.said.emit(tr("Saved {name}.", name=path.name), "")

    def _save_figures(self, document: Document, name: str) -> None:
        proposal, label = document.review.proposal, document.active_label
        if proposal is None:
            return
        path = self._dialogs.ask_save(tr("Save figures"), f"{name}_iterations.csv", tr(TABLES))
        if path is None:
            return
        table = self._table
        if table is None or table.label != label:
            table = proposal_table(document, proposal, label, self._reference)
        with replacing(path) as (whole,), whole.open("w", encoding="utf-8") as stream:
            table.write(stream, lambda index: index + 1)
        self.said.emit(
            tr("Saved {name}; slices are counted as in the window, from 1.", name=path.name), ""
        )

    def _save_provenance(self, document: Document, name: str) -> None:
        path = self._dialogs.ask_save(tr("Save provenance"), f"{name}_provenance.nii.gz", tr(NIFTI))
        if path is None:
            return
        labelmap = document.labelmap
        voxels, origins = labelmap.voxels.copy(), labelmap.origins.copy()
        marks = document.marks

        def steps(token: CancelToken) -> Iterator[object]:
            from annotator.io.provenance import write_provenance  # slow to import

            token.raise_if_cancelled()
            yield write_provenance(path, voxels, origins, marks, document.volume).path

        self._files.start(steps, self._saved)

    def _saved(self, event: JobEvent) -> None:
        if event.kind == "failed":
            self.said.emit(str(event.payload), "problem")
        elif isinstance(event.payload, RunProgress):
            self.said.emit(f"{event.payload.text}…", "")
        elif isinstance(event.payload, Path):
            self.said.emit(tr("Saved {name}.", name=event.payload.name), "ok")

    def _save_probabilities(self, document: Document) -> None:
        proposal, label = document.review.proposal, document.active_label
        folder = self._dialogs.ask_folder(tr("Save probabilities in"), "")
        if folder is None or proposal is None:
            return
        options = proposal.options or self._options()
        request = PropagationRequest(
            self.other_volume() or document.volume,
            proposal.axis,
            proposal.supports,
            options=options,
        )

        def steps(token: CancelToken) -> Iterator[object]:
            name = document.label_name(label)
            found = save_probabilities(folder, self._propagator(), request, label, name, token)
            yield from found

        self._files.start(steps, self._saved)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was asked of the service."""

    proposal: int
    label: int
    index: int
    attention: bool

    def same_place(self, other: _Asked | None) -> bool:
        """Whether both are about one slice of one label."""
        return other is not None and replace(self, attention=other.attention) == other

    def answered_by(self, other: _Asked | None) -> bool:
        """Whether asking for the other one tells this, too."""
        return self.same_place(other) and (not self.attention or bool(other and other.attention))
