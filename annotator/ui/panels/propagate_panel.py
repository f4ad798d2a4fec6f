"""How to run a propagation, and how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from annotator.core.run_options import CLUSTER, METHODS, Method, RunOptions
from annotator.core.texts import tr, translatable
from annotator.ui.panels.elided_label import ElidedLabel
from annotator.ui.panels.section import keep_space, section_layout

if TYPE_CHECKING:
    from annotator.core.proposal import RunProgress
    from annotator.ui.actions import Actions
    from annotator.ui.settings import Settings

MOST_ITERATIONS = 10
BETWEEN, EVERYWHERE, CHOSEN = range(3)
RANGES: tuple[Literal["between", "all"], ...] = ("between", "all")

METHOD_NAMES: dict[Method, str] = {
    "fused": translatable("Fused: network and your shapes"),
    "catnet": translatable("CAT-Net: network only"),
    "interpolation": translatable("Interpolation: your shapes only"),
}
METHOD_HINTS: dict[Method, str] = {
    "fused": translatable("CAT-Net and interpolation, the better of both."),
    "catnet": translatable("The network alone; it follows the image."),
    "interpolation": translatable("Blends your shapes; ignores the image."),
}


ARROW_WIDTH = 36
"""Of the button that shows device and model, with its margins."""


def model_title(name: str) -> str:
    """Name of a model for people: "catnet-small" is "CAT-Net (small)"."""
    network, _, variant = name.partition("-")
    known = {"catnet": "CAT-Net"}.get(network)
    if known is None:
        return name
    return f"{known} ({variant.replace('-', ' ')})" if variant else known


class PropagatePanel(QWidget):
    """Method, iterations, range and model of a run; the button; progress and result."""

    options_changed = Signal()
    cluster_wanted = Signal()

    def __init__(self, actions: Actions, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._slices = 0
        self._cluster: str | None = None
        self._running = False
        self._reach_chosen = False
        self._situation_text = ""
        self._make_fields()
        self._make_progress(actions)
        layout = section_layout(self, tr("Propagate"))
        layout.addWidget(self._method)
        layout.addLayout(self._fields_grid())
        layout.addWidget(self._more)
        layout.addWidget(self._advanced)
        layout.addWidget(self._run)
        layout.addWidget(self._note)
        layout.addWidget(self._learned_box)
        self._method_changed()
        self.set_running(False)

    @property
    def options(self) -> RunOptions:
        """What is chosen now."""
        model = self._model.currentData()
        low, high = sorted((self._first.value(), self._last.value()))
        reach = self._reach.currentIndex()
        return RunOptions(
            method=METHODS[self._method.currentIndex()],
            iterations=self._iterations.value(),
            adaptation="auto" if self._adapt.isChecked() else "off",
            model=model if isinstance(model, str) else None,
            device=self._device.currentData() or "auto",
            range=(low - 1, high - 1) if reach == CHOSEN else RANGES[reach],
            gate="on" if self._stop.isEnabled() and self._stop.isChecked() else "off",
        )

    @property
    def reach_chosen(self) -> bool:
        """Whether the user has said how far a run goes; else as far as ends are known."""
        return self._reach_chosen

    @property
    def active_only(self) -> bool:
        """Whether only the active label is propagated, not all painted ones."""
        return self._labels.currentIndex() == 1

    @property
    def slices(self) -> int:
        """Number of slices offered."""
        return self._slices

    def set_slices(self, count: int) -> None:
        """Offer slices 1..`count`."""
        self._slices = count
        for box in (self._first, self._last):
            box.setRange(1, max(1, count))
        self._first.setValue(1)
        self._last.setValue(max(1, count))

    def set_devices(self, devices: list[tuple[str, str]]) -> None:
        """Offer devices as (key, name); the first is the one "auto" would take."""
        self._device.clear()
        for key, name in devices:
            self._device.addItem(name, key)
        if self._cluster is not None:
            self._add_cluster(self._cluster)
        self._name_choice()

    def offer_cluster(self, address: str) -> None:
        """Offer a Dask cluster as device: this address, "" for none yet, and to choose another."""
        self._cluster = address
        if self._device.count():
            devices = [
                (str(self._device.itemData(row)), self._device.itemText(row))
                for row in range(self._device.count())
            ]
            self.set_devices([item for item in devices if not item[0].startswith(CLUSTER)])

    def choose_device(self, key: str) -> None:
        """Take a device that is offered."""
        self._device.setCurrentIndex(max(0, self._device.findData(key)))
        self.options_changed.emit()

    def _add_cluster(self, address: str) -> None:
        if address:
            self._device.addItem(tr("Cluster {address}", address=address), f"{CLUSTER}{address}")
        self._device.addItem(tr("Choose a cluster…"), CLUSTER)

    def _device_chosen(self, row: int) -> None:
        """Let a cluster be asked for; until there is one, the first device stays chosen."""
        if self._device.itemData(row) == CLUSTER:
            self._device.setCurrentIndex(0)
            self.cluster_wanted.emit()
        else:
            self.options_changed.emit()

    def set_models(self, models: list[str]) -> None:
        """Offer the installed models, default first."""
        self._model.clear()
        for name in models:
            self._model.addItem(model_title(name), name)
        if not models:
            self._model.addItem(tr("none installed"), None)
            self._method.setCurrentIndex(METHODS.index("interpolation"))
        self._name_choice()

    def set_ends(self, sentence: str, *, offered: bool) -> None:
        """Say below their switch where the active label ends, or why the switch has no effect.

        Without `offered` it cannot be used. Until the user says otherwise a run goes on to the ends
        where they are offered, as painted slices lie inside best, else between painted slices.
        """
        self._stop.setEnabled(offered)
        if not self._reach_chosen:
            with QSignalBlocker(self._reach):
                self._reach.setCurrentIndex(EVERYWHERE if offered else BETWEEN)
        self._ends.setText(sentence)

    def name_image(self, denoised: bool) -> None:
        """Say on the button whether a run reads the denoised volume instead of the original."""
        words = tr("Propagate on denoised") if denoised else tr("Propagate")
        keys = QKeySequence("Ctrl+Enter").toString(QKeySequence.SequenceFormat.NativeText)
        self._button.setText(f"{words}   {keys}")

    def set_situation(self, text: str, *, ready: bool) -> None:
        """Say what the run would start from, or what is missing for one."""
        self._situation.show_text(text, "hint" if ready else "problem")
        if text != self._situation_text:
            self._situation_text = text
            self.set_result("")

    def set_running(self, running: bool) -> None:
        """Swap the button for the progress bar while a run is on."""
        self._run.setCurrentWidget(self._run_box if running else self._button)
        self._running = running
        if running:
            self._bar.setRange(0, 0)
            self._progress_text.setText(tr("Starting…"))
            self.set_result("")
        self._show_note()

    def set_progress(self, progress: RunProgress, remaining_s: float | None) -> None:
        """Show how far the run is and how long it will take, in seconds."""
        self._bar.setRange(0, max(0, progress.total))
        self._bar.setValue(progress.done)
        parts = [progress.text] if progress.text else []
        if remaining_s is not None:
            parts.append(tr("{time} left", time=duration(remaining_s)))
        self._progress_text.setText(" · ".join(parts) or tr("Running…"))

    def set_learned(self, text: str, details: str = "") -> None:
        """Say what was learned of the active label, or is being; `details` for all labels."""
        self._learned.setText(text)
        self._learned.setToolTip(details)
        self._learned_box.setVisible(bool(text or details))

    def set_result(self, text: str, *, problem: bool = False) -> None:
        """Show how the last run ended, in the place of the situation until that changes."""
        self._result.show_text(text, "problem" if problem else "hint")
        self._show_note()

    def _show_note(self) -> None:
        """Show one of: how the run goes on, how the last one ended, what the next starts from."""
        rest = self._result if self._result.text() else self._situation
        self._note.setCurrentWidget(self._progress_text if self._running else rest)

    def _make_fields(self) -> None:
        self._method = QComboBox()
        for method in METHODS:
            self._method.addItem(tr(METHOD_NAMES[method]))
            hint = tr(METHOD_HINTS[method])
            self._method.setItemData(self._method.count() - 1, hint, Qt.ItemDataRole.ToolTipRole)
        stored = self._settings.values.method
        self._method.setCurrentIndex(METHODS.index(stored) if stored in METHODS else 0)
        self._iterations = QSpinBox()
        self._iterations.setRange(1, MOST_ITERATIONS)
        self._iterations.setValue(self._settings.values.iterations)
        self._iterations.setToolTip(tr("How often the network refines each mask"))
        self._labels = QComboBox()
        self._labels.setToolTip(tr("Fill all labels that are painted, or only the active one"))
        self._labels.addItems([tr("All that are painted"), tr("Only the active one")])
        self._first, self._last = QSpinBox(), QSpinBox()
        self._first.setToolTip(tr("First slice to fill"))
        self._last.setToolTip(tr("Last slice to fill"))
        self._reach = QComboBox()
        self._reach.addItems([tr("Between painted slices"), tr("All slices"), tr("From … to …")])
        self._reach.setToolTip(
            tr(
                "Between: the first and the last painted slice are the ends of the structure.\n"
                "All: the run goes on beyond them, as far as the ends below allow, so that slices\n"
                "inside the structure are enough;\n"
                "press X to mark slices without the structure."
            )
        )
        self._stop = QCheckBox(tr("Stop at suggested ends"))
        self._stop.setChecked(self._settings.values.stop_at_ends)
        self._stop.setToolTip(
            tr(
                "The run does not go past the slices where the classifier sees the structure end,\n"
                "and shapes shrink towards them.\n"
                "The strip below the image shows these ends; ends that you drag there always count."
            )
        )
        self._stop.toggled.connect(self._remember)
        self._ends = ElidedLabel(role="hint")
        self._adapt = QCheckBox(tr("Learn from my slices"))
        self._adapt.setChecked(self._settings.values.adapt)
        self._adapt.setToolTip(
            tr(
                "Trains a copy of the network on the painted slices before the run.\n"
                "Slower, and usually better on anatomy the network has not seen."
            )
        )
        self._device, self._model = QComboBox(), QComboBox()
        self._device.setToolTip(
            tr("What computes: the processor, or a graphics card if there is one")
        )
        self._model.setToolTip(tr("Trained network that fills the slices"))
        self._more = QToolButton()
        self._more.setText(tr("Looking for devices…"))
        self._more.setCheckable(True)
        self._more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._more.setArrowType(Qt.ArrowType.RightArrow)
        self._more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._more.setToolTip(tr("Device and model"))
        self._more.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._advanced = QWidget()
        self._advanced.setLayout(self._advanced_grid())
        self._advanced.hide()
        self._method.currentIndexChanged.connect(self._method_changed)
        self._method.activated.connect(self._remember)  # chosen by the user
        self._device.activated.connect(self._device_chosen)
        self._device.currentIndexChanged.connect(self._name_choice)
        self._model.currentIndexChanged.connect(self._name_choice)
        self._iterations.valueChanged.connect(self._remember)
        self._adapt.toggled.connect(self._remember)
        self._reach.currentIndexChanged.connect(self._reach_changed)
        self._more.toggled.connect(self._show_advanced)

    def _fields_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        grid.addWidget(QLabel(tr("Labels")), 0, 0)
        grid.addWidget(self._labels, 0, 1)
        grid.addWidget(QLabel(tr("Slices")), 1, 0)
        grid.addWidget(self._reach, 1, 1)
        self._range = QWidget()
        row = QHBoxLayout(self._range)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._first, 1)
        row.addWidget(QLabel(tr("to", meaning="between two numbers")))
        row.addWidget(self._last, 1)
        self._range.hide()
        grid.addWidget(self._range, 2, 1)
        grid.addWidget(self._stop, 3, 1)
        grid.addWidget(self._ends, 4, 1)
        self._iterations_label = QLabel(tr("Iterations"))
        grid.addWidget(self._iterations_label, 5, 0)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self._iterations)
        row.addWidget(self._adapt, 1)
        grid.addLayout(row, 5, 1)
        return grid

    def _advanced_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        for row, (text, field) in enumerate(
            ((tr("Device"), self._device), (tr("Model"), self._model))
        ):
            field.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            grid.addWidget(QLabel(text), row, 0)
            grid.addWidget(field, row, 1)
        return grid

    def _make_progress(self, actions: Actions) -> None:
        self._button = QPushButton()
        self.name_image(denoised=False)
        self._button.setProperty("role", "primary")
        self._button.setObjectName("propagate")
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.setToolTip(
            tr("Fill the slices between those that you painted; each waits for your review")
        )
        self._propagate = actions["propagate"]
        self._button.clicked.connect(self._propagate.trigger)
        self._propagate.changed.connect(self._follow_action)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._progress_text = ElidedLabel(role="hint", lines=2)
        cancel = QPushButton(tr("Good enough   Esc"))
        cancel.setObjectName("cancel")
        cancel.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        cancel.setToolTip(tr("Stop here: what is done is kept, other slices stay interpolated"))
        cancel.clicked.connect(actions["cancel"].trigger)
        self._run_box = QWidget()
        grid = QGridLayout(self._run_box)
        grid.setContentsMargins(0, 2, 0, 0)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self._bar, 0, 0)
        grid.addWidget(cancel, 0, 1)
        self._run = QStackedWidget()
        self._run.addWidget(self._button)
        self._run.addWidget(self._run_box)
        self._situation = ElidedLabel(role="hint", lines=2)
        self._result = ElidedLabel(role="hint", lines=2)
        self._note = QStackedWidget()
        self._note.addWidget(self._situation)
        self._note.addWidget(self._result)
        self._note.addWidget(self._progress_text)
        for stack in (self._run, self._note):
            stack.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._learned = ElidedLabel(role="hint", lines=2)
        forget = QToolButton()
        forget.setText(tr("Forget"))
        forget.setObjectName("forget")
        forget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        forget.setToolTip(tr("Drop what the network learned from your slices; it starts afresh"))
        forget.clicked.connect(actions["forget"].trigger)
        actions["forget"].changed.connect(lambda: forget.setVisible(actions["forget"].isEnabled()))
        self._learned_box = QWidget()
        row = QHBoxLayout(self._learned_box)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._learned, 1)
        row.addWidget(forget, 0, Qt.AlignmentFlag.AlignTop)
        forget.hide()
        self._learned_box.hide()
        keep_space(self._learned_box)

    def _follow_action(self) -> None:
        self._button.setEnabled(self._propagate.isEnabled())

    def _method_changed(self) -> None:
        method = METHODS[self._method.currentIndex()]
        self._method.setToolTip(tr(METHOD_HINTS[method]))
        uses_network = method != "interpolation"
        for widget in (self._iterations, self._iterations_label, self._adapt, self._more):
            widget.setEnabled(uses_network)
        self._advanced.setEnabled(uses_network)

    def _reach_changed(self, chosen: int) -> None:
        self._reach_chosen = True
        self._range.setVisible(chosen == CHOSEN)

    def _remember(self) -> None:
        self._settings.change(
            method=METHODS[self._method.currentIndex()],
            iterations=self._iterations.value(),
            adapt=self._adapt.isChecked(),
            stop_at_ends=self._stop.isChecked(),
        )
        self.options_changed.emit()

    def _name_choice(self) -> None:
        device = self._device.currentText().removeprefix(tr("Automatic: {device}", device=""))
        text = tr("Runs on {device}, {model}", device=device, model=self._model.currentText())
        room = self._more.width() - ARROW_WIDTH
        elided = Qt.TextElideMode.ElideRight
        self._more.setText(self._more.fontMetrics().elidedText(text, elided, room))
        self._more.setToolTip(f"{text}\n{tr('Click to choose device and model')}")

    def _show_advanced(self, shown: bool) -> None:
        self._advanced.setVisible(shown)
        self._more.setArrowType(Qt.ArrowType.DownArrow if shown else Qt.ArrowType.RightArrow)


def duration(seconds: float) -> str:
    """Seconds in words a person would use: "8 s", "3 min", "1 h 20 min"."""
    if seconds < 99:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return (
        tr("{minutes} min", minutes=minutes)
        if minutes < 60
        else tr("{hours} h {minutes} min", hours=minutes // 60, minutes=minutes % 60)
    )
