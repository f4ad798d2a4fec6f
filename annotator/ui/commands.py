"""What each action of the window does."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QUndoView, QVBoxLayout

from annotator.io.label_files import read_label_file, write_itksnap_labels, write_slicer_colors
from annotator.services.label_sets import apply_label_set, load_label_set, take_labels
from annotator.ui.dialogs import LABEL_FILE_FILTER
from annotator.ui.file_flow import suggested_path
from annotator.ui.shortcut_sheet import ShortcutSheet
from annotator.ui.viewer.tools import Tool

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from annotator.ui.main_window import MainWindow

FAR = 5
OPACITY_STEP = 0.1


class Commands(QObject):
    """Connects the window's actions to its parts."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._history: QDialog | None = None
        self._shortcuts: ShortcutSheet | None = None
        for name, work in self._table().items():
            window.actions_by_name[name].triggered.connect(partial(_call, work))
        actions = window.actions_by_name
        actions["overlay"].toggled.connect(window.viewer.set_overlay_visible)
        actions["smooth"].toggled.connect(window.viewer.set_smooth)
        actions["messages"].toggled.connect(window.log_dock.setVisible)
        window.log_dock.visibilityChanged.connect(actions["messages"].setChecked)
        window.menus.recent.aboutToShow.connect(self._fill_recent)
        window.display.fill_menu(window.menus.windows)
        window.addActions(window.display.actions())
        window.addActions(list(actions))
        self._fill_label_sets()

    def _table(self) -> dict[str, Callable[[], object]]:
        window = self._window
        files, review, runs = window.files, window.review, window.runs
        return {
            "open": files.choose_image,
            "open_labels": files.choose_labels,
            "save": files.save,
            "save_as": files.save_as,
            "close_image": files.close_image,
            "quit": window.close,
            "undo": window.undo_stack.undo,
            "redo": window.undo_stack.redo,
            "history": self._show_history,
            "slice_next": partial(self._step, 1),
            "slice_previous": partial(self._step, -1),
            "slice_forward": partial(self._step, FAR),
            "slice_back": partial(self._step, -FAR),
            "slice_first": partial(self._step, -(10**6)),
            "slice_last": partial(self._step, 10**6),
            "fit": window.viewer.fit,
            "auto_contrast": window.display.set_auto,
            "opacity_less": partial(self._change_opacity, -OPACITY_STEP),
            "opacity_more": partial(self._change_opacity, OPACITY_STEP),
            "tool_swap": window.tools.swap,
            "tool_invert": self._invert_tool,
            "brush_smaller": partial(window.tools.brush_size.step, -1),
            "brush_larger": partial(window.tools.brush_size.step, 1),
            "add_label": self._add_label,
            "remove_label": self._remove_label,
            "label_previous": partial(self._step_label, -1),
            "label_next": partial(self._step_label, 1),
            "import_labels": self._import_labels,
            "export_labels": self._export_labels,
            "support": self._toggle_support,
            "absent": self._toggle_absent,
            "suggest": window.guidance.go_to_next,
            "propagate": runs.start,
            "cancel": self._cancel,
            "accept": review.accept,
            "reject": review.reject,
            "accept_all": review.accept_all,
            "reject_all": review.reject_all,
            "review_previous": partial(review.go, -1),
            "review_next": partial(review.go, 1),
            "iteration_next": partial(window.review_panel.step_iteration, 1),
            "iteration_previous": partial(window.review_panel.step_iteration, -1),
            "shortcuts": self._show_shortcuts,
            "about": window.dialogs.show_about,
        }

    def _step(self, slices: int) -> None:
        if self._window.document is not None:
            self._window.viewer.step(slices)

    def _change_opacity(self, change: float) -> None:
        panel = self._window.labels_panel
        panel.set_opacity(min(max(panel.opacity + change, 0.0), 1.0))

    def _add_label(self) -> None:
        document = self._window.document
        if document is not None:
            self._window.attempt(document.add_label)
            self._window.labels_panel.rename_active()

    def _remove_label(self) -> None:
        document = self._window.document
        if document is not None:
            self._window.attempt(partial(document.remove_label, document.active_label))

    def _step_label(self, steps: int) -> None:
        document = self._window.document
        values = [label.value for label in document.classes] if document else []
        if document is not None and document.active_label in values:
            place = values.index(document.active_label) + steps
            document.set_active_label(values[place % len(values)])

    def _toggle_support(self) -> None:
        document, viewer = self._window.document, self._window.viewer
        if document is not None:
            label, index = document.active_label, viewer.current_index(document.axis)
            if index in document.painted_slices(label):
                document.toggle_excluded(label, index)
            else:
                name = document.label_name(label)
                text = f"{name} is not painted on slice {index + 1}: paint it to support a run."
                self._window.status.say(text, "problem")

    def _toggle_absent(self) -> None:
        document, viewer = self._window.document, self._window.viewer
        if document is not None:
            index = viewer.current_index(document.axis)
            self._window.attempt(partial(document.toggle_absent, document.active_label, index))

    def _invert_tool(self) -> None:
        tools = self._window.tools
        tools.set_tool(Tool.ERASER if tools.tool is Tool.BRUSH else Tool.BRUSH)

    def _cancel(self) -> None:
        window = self._window
        if window.runs.running:
            window.runs.cancel()
        else:
            window.tools.set_tool(Tool.NONE)

    def _fill_recent(self) -> None:
        menu, files = self._window.menus.recent, self._window.files
        menu.clear()
        for path in self._window.settings.recent():
            action = menu.addAction(str(path))
            action.triggered.connect(partial(_call, partial(files.open, path)))
        if menu.isEmpty():
            menu.addAction("None yet").setEnabled(False)

    def _fill_label_sets(self) -> None:
        folder = self._window.resources / "label_sets"
        for path in sorted(folder.glob("*.toml")):
            action = self._window.menus.label_sets.addAction(path.stem.capitalize())
            action.triggered.connect(partial(_call, partial(self._use_label_set, path)))

    def _use_label_set(self, path: Path) -> None:
        document = self._window.document
        if document is not None:
            self._window.attempt(lambda: apply_label_set(document, load_label_set(path)))

    def _import_labels(self) -> None:
        window, document = self._window, self._window.document
        path = window.dialogs.ask_open("Import label names", "", LABEL_FILE_FILTER)
        if document is not None and path is not None:
            text = f"Import labels from {path.name}"
            window.attempt(lambda: take_labels(document, read_label_file(path), text))

    def _export_labels(self) -> None:
        window, document = self._window, self._window.document
        if document is None:
            return
        suggestion = str(suggested_path(document.volume).parent / "labels.txt")
        path = window.dialogs.ask_save("Export label names", suggestion, LABEL_FILE_FILTER)
        if path is not None:
            write = write_slicer_colors if path.suffix == ".ctbl" else write_itksnap_labels
            window.attempt(partial(write, path, document.classes))

    def _show_history(self) -> None:
        if self._history is None:
            self._history = QDialog(self._window)
            self._history.setWindowTitle("History")
            view = QUndoView(self._window.undo_stack)
            view.setEmptyLabel("Image opened")
            QVBoxLayout(self._history).addWidget(view)
            self._history.resize(340, 420)
        self._history.show()
        self._history.raise_()

    def _show_shortcuts(self) -> None:
        if self._shortcuts is None:
            self._shortcuts = ShortcutSheet(self._window.actions_by_name, self._window)
        self._shortcuts.show()
        self._shortcuts.raise_()


def _call(work: Callable[[], object], _checked: bool = False) -> None:
    work()
