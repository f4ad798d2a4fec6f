"""Commands on labels: add, delete, choose, marks of the slice in view, files of label names."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from annotator.core.errors import UserError
from annotator.core.texts import tr, translatable
from annotator.io.label_files import read_label_file, write_itksnap_labels, write_slicer_colors
from annotator.services.document_files import suggested_path
from annotator.services.label_sets import (
    LabelSet,
    apply_label_set,
    label_set_path,
    label_sets_in,
    load_label_set,
    save_label_set,
    take_labels,
)
from annotator.ui.actions import Action, Submenu
from annotator.ui.dialogs import LABEL_FILE_FILTER
from annotator.ui.flow import Flow

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from annotator.services.document import Document
    from annotator.ui.actions import Contribution
    from annotator.ui.dialogs import Dialogs
    from annotator.ui.panels.labels_panel import LabelsPanel
    from annotator.ui.viewer.viewer_widget import ViewerWidget


class LabelFlow(Flow):
    """Commands on the labels of the open document.

    Parameters
    ----------
    document
        Returns the open document.
    panel
        Has the names, to be edited in place.
    viewer
        Says which slice is in view.
    dialogs
        Asks for files.
    sets
        Folder of the label sets that come with the program.
    own_sets
        Folder of those that the user has saved.
    """

    def __init__(
        self,
        document: Callable[[], Document | None],
        panel: LabelsPanel,
        viewer: ViewerWidget,
        dialogs: Dialogs,
        sets: Path,
        own_sets: Path,
    ) -> None:
        super().__init__()
        self._open, self._panel, self._viewer = document, panel, viewer
        self._dialogs, self._sets, self._own_sets = dialogs, sets, own_sets

    def contributions(self) -> list[Contribution]:
        """Offer labels, their files, marks."""
        return [*self._label_actions(), *self._file_actions(), *self._mark_actions()]

    def _label_actions(self) -> list[Contribution]:
        return [
            Action(
                id="add_label",
                text=tr("Add label"),
                menu="Labels",
                do=self._add,
                keys=("Ctrl+L",),
                icon="plus",
            ),
            Action(
                id="remove_label",
                text=tr("Delete label"),
                menu="Labels",
                do=self._remove,
                icon="trash",
            ),
            Action(
                id="label_previous",
                text=tr("Label above"),
                menu="Labels",
                do=partial(self._step, -1),
                keys=(",", "Q"),
            ),
            Action(
                id="label_next",
                text=tr("Label below"),
                menu="Labels",
                do=partial(self._step, 1),
                keys=(".",),
            ),
        ]

    def _file_actions(self) -> list[Contribution]:
        return [
            Submenu(
                text=translatable("Start from a label set"),
                menu="Labels",
                group=1,
                entries=partial(self._label_sets, latin=False),
            ),
            Submenu(
                text=translatable("Start from a label set in Latin"),
                menu="Labels",
                group=1,
                entries=partial(self._label_sets, latin=True),
            ),
            Action(
                id="save_label_set",
                text=tr("Save as label set…"),
                menu="Labels",
                group=1,
                do=self._save_set,
                tip=tr("Keep these labels, to start from them with other images"),
            ),
            Action(
                id="import_labels",
                text=tr("Import label names…"),
                menu="Labels",
                group=1,
                do=self._import,
                icon="import",
            ),
            Action(
                id="export_labels",
                text=tr("Export label names…"),
                menu="Labels",
                group=1,
                do=self._export,
                icon="export",
            ),
        ]

    def _mark_actions(self) -> list[Contribution]:
        return [
            Action(
                id="support",
                text=tr("Use this slice as support"),
                menu="Labels",
                group=2,
                do=self._toggle_support,
                keys=("K",),
                icon="support",
                tip=tr("Painted slices guide the propagation unless they are switched off here"),
            ),
            Action(
                id="absent",
                text=tr("Structure absent on this slice"),
                menu="Labels",
                group=2,
                do=self._toggle_absent,
                keys=("X",),
                icon="absent",
                tip=tr("A hard end: the propagation does not go past this slice"),
            ),
        ]

    # ---- what they do

    def _add(self) -> None:
        document = self._open()
        if document is not None:
            self._attempt(document.add_label)
            self._panel.rename_active()

    def _remove(self) -> None:
        document = self._open()
        if document is not None:
            self._attempt(partial(document.remove_label, document.active_label))

    def _step(self, steps: int) -> None:
        document = self._open()
        values = [label.value for label in document.classes] if document else []
        if document is not None and document.active_label in values:
            place = values.index(document.active_label) + steps
            document.set_active_label(values[place % len(values)])

    def _toggle_support(self) -> None:
        document = self._open()
        if document is None:
            return
        label, index = document.active_label, self._viewer.current_index(document.axis)
        if index in document.painted_slices(label):
            document.toggle_excluded(label, index)
        else:
            name = document.label_name(label)
            text = tr(
                "{name} is not painted on slice {index}: paint it to support a run.",
                name=name,
                index=index + 1,
            )
            self.said.emit(text, "problem")

    def _toggle_absent(self) -> None:
        document = self._open()
        if document is not None:
            index = self._viewer.current_index(document.axis)
            self._attempt(partial(document.toggle_absent, document.active_label, index))

    def _label_sets(self, *, latin: bool) -> list[tuple[str, Callable[[], object]]]:
        own = [] if latin else label_sets_in(self._own_sets)
        return [
            (name, partial(self._use_set, path, latin=latin))
            for name, path in [*label_sets_in(self._sets), *own]
        ]

    def _use_set(self, path: Path, *, latin: bool) -> None:
        document = self._open()
        if document is not None:
            self._attempt(lambda: apply_label_set(document, load_label_set(path, latin=latin)))

    def _save_set(self) -> None:
        document = self._open()
        if document is None:
            return
        name = self._dialogs.ask_name(tr("Save as label set"), tr("Name of the label set:"))
        if not name:
            return
        if label_set_path(self._own_sets, name).exists() and not self._dialogs.ask_overwrite(name):
            return
        labels = LabelSet(name, tuple(document.classes))
        if self._attempt(lambda: save_label_set(self._own_sets, labels)):
            self.said.emit(
                tr("Saved the label set {name}: Labels › Start from a label set.", name=name), "ok"
            )

    def _import(self) -> None:
        document = self._open()
        path = self._dialogs.ask_open(tr("Import label names"), "", tr(LABEL_FILE_FILTER))
        if document is not None and path is not None:
            text = tr("Import labels from {name}", name=path.name)
            self._attempt(lambda: take_labels(document, read_label_file(path), text))

    def _export(self) -> None:
        document = self._open()
        if document is None:
            return
        suggestion = str(suggested_path(document.volume).parent / "labels.txt")
        path = self._dialogs.ask_save(tr("Export label names"), suggestion, tr(LABEL_FILE_FILTER))
        if path is not None:
            write = write_slicer_colors if path.suffix == ".ctbl" else write_itksnap_labels
            self._attempt(partial(write, path, document.classes))

    def _attempt(self, work: Callable[[], object]) -> bool:
        """Do something that may be refused, and say why; whether it was done."""
        try:
            work()
        except UserError as error:
            self.said.emit(str(error), "problem")
            return False
        return True
