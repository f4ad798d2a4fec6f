"""Taking the noise out: how strongly, what is shown, and the whole volume."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.core.denoising import MOST_STRENGTH
from annotator.core.texts import number, tr, translatable
from annotator.ui.panels.section import MARGIN, SPACING, hint_label
from annotator.ui.viewer.view_state import Look

if TYPE_CHECKING:
    from annotator.core.proposal import RunProgress
    from annotator.ui.actions import Actions

SLIDER_WIDTH, BAR_WIDTH = 130, 110
STEPS = 20  # of the strength slider per 1.0
LOOK_TIPS = {
    Look.ORIGINAL: translatable("The image as it is"),
    Look.SPLIT: translatable("Original left, denoised right; drag the line"),
    Look.DENOISED: translatable("The denoised image"),
    Look.DIFFERENCE: translatable("Denoised minus original: only noise should be seen, no anatomy"),
}


class DenoisePanel(QWidget):
    """A bar over the views, there only while the tool is on."""

    strength_changed = Signal()
    look_chosen = Signal(object)  # Look
    use_changed = Signal(bool)
    volume_requested = Signal()
    cancel_requested = Signal()
    drop_requested = Signal()

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self.setObjectName("denoise_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._noise = hint_label(wrap=False)
        self._noise.setMinimumWidth(1)  # the first to give way in a narrow window
        self._problem = hint_label(role="problem")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 5, MARGIN, 6)
        layout.setSpacing(SPACING)
        top, bottom = QHBoxLayout(), QHBoxLayout()
        top.setSpacing(8)
        bottom.setSpacing(4)
        self._use = QCheckBox(tr("Use in Propagate"))
        self._use.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._use.setToolTip(
            tr(
                "On: a run reads the denoised volume. Off: it reads the original.\n"
                "Painting tools and saved masks are the same in both cases."
            )
        )
        self._use.toggled.connect(self.use_changed)
        heading = QLabel(tr("Denoise"))
        heading.setProperty("role", "section")
        for part in (heading, self._noise, *self._strength_parts()):
            top.addWidget(part, int(part is self._slider))
        top.addStretch(1)
        top.addWidget(self._use)
        for part in self._volume_parts():
            top.addWidget(part)
        close = QToolButton()
        close.setText("✕")
        close.setToolTip(tr("Close the bar; View › Denoise opens it again"))
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.clicked.connect(actions["denoise"].trigger)
        top.addWidget(close)
        for part in self._look_parts():
            bottom.addWidget(part)
        bottom.addSpacing(10)
        for part in self._result_parts():
            bottom.addWidget(part, 1)
        layout.addLayout(top)
        layout.addLayout(bottom)
        layout.addWidget(self._problem)
        self.hide()
        self.reset()

    # ---- what is chosen

    @property
    def strength(self) -> float | None:
        """Times the noise found that is removed, None for automatic."""
        return None if self._auto.isChecked() else self._slider.value() / STEPS

    @property
    def look(self) -> Look:
        """What is to be shown."""
        return next(look for look, button in self._looks.items() if button.isChecked())

    def set_look(self, look: Look) -> None:
        """Choose what is to be shown; emits `look_chosen` when it changes."""
        if look is not self.look:
            self._looks[look].setChecked(True)
            self.look_chosen.emit(look)

    @property
    def use(self) -> bool:
        """Whether a run shall read the denoised volume instead of the original."""
        return self._use.isChecked()

    # ---- what is told

    def reset(self) -> None:
        """Begin with another image."""
        self.set_noise(None)
        self.set_problem("")
        self.set_running(False)
        self.set_result("")
        self._auto.setChecked(True)

    def set_noise(self, text: str | None) -> None:
        """Say how noisy the image is; None while that is being measured."""
        self._noise.setText(tr("measuring the noise…") if text is None else text)

    def set_problem(self, sentence: str) -> None:
        """Say what went wrong; "" hides the line."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def set_running(self, running: bool) -> None:
        """Swap the button for the progress bar while the whole volume is denoised."""
        self._start.setVisible(not running)
        for part in (self._bar, self._left, self._cancel):
            part.setVisible(running)
        self._offer_use()
        if running:
            self._bar.setRange(0, 0)
            self._left.setText("")

    def set_progress(self, progress: RunProgress, left: str) -> None:
        """Show how far the whole volume is, and the time left."""
        self._bar.setRange(0, max(0, progress.total))
        self._bar.setValue(progress.done)
        self._left.setText(left)

    def set_result(self, provenance: str) -> None:
        """Say how the denoised volume was made; "" for none."""
        self._result.setText(
            tr("Volume: {provenance}", provenance=provenance) if provenance else ""
        )
        self._result.setToolTip(provenance)
        self._drop.setVisible(bool(provenance))
        self._offer_use()
        if not provenance:
            self._use.setChecked(False)
        self._start.setText(tr("Denoise again") if provenance else tr("Denoise whole volume"))

    def _offer_use(self) -> None:
        """Show the switch for runs beside a result, and the progress in its place meanwhile."""
        self._use.setVisible(bool(self._result.text()) and self._start.isVisibleTo(self))

    # ---- parts

    def _strength_parts(self) -> tuple[QWidget, ...]:
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, round(MOST_STRENGTH * STEPS))
        self._slider.setValue(STEPS)
        self._slider.setPageStep(STEPS // 4)
        self._slider.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._slider.setMinimumWidth(SLIDER_WIDTH // 2)
        self._slider.setMaximumWidth(SLIDER_WIDTH)
        self._slider.setToolTip(tr("Times the noise found that is removed"))
        self._number = QLabel()
        self._number.setMinimumWidth(self._number.fontMetrics().horizontalAdvance("2.00") + 4)
        self._auto = QCheckBox(tr("Auto"))
        self._auto.setChecked(True)
        self._auto.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._auto.setToolTip(tr("Remove just the noise that was found: strength 1"))
        self._slider.valueChanged.connect(self._slid)
        self._auto.toggled.connect(self._auto_toggled)
        self._show_strength()
        return QLabel(tr("Strength")), self._slider, self._number, self._auto

    def _look_parts(self) -> tuple[QWidget, ...]:
        self._looks: dict[Look, QPushButton] = {}
        group = QButtonGroup(self)
        for look in Look:
            button = _button(tr(look.value), tr(LOOK_TIPS[look]))
            button.setCheckable(True)
            group.addButton(button)
            self._looks[look] = button
        self._looks[Look.SPLIT].setChecked(True)
        group.buttonClicked.connect(lambda _button: self.look_chosen.emit(self.look))
        return tuple(self._looks.values())

    def _volume_parts(self) -> tuple[QWidget, ...]:
        self._start = _button("", tr("In the background; painting goes on meanwhile"))
        self._start.setObjectName("denoise_volume")
        self._start.clicked.connect(self.volume_requested)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(BAR_WIDTH)
        self._left = hint_label(wrap=False)
        self._cancel = _button(tr("Cancel"), tr("Stop; the image stays as it is"))
        self._cancel.setObjectName("cancel_denoise")
        self._cancel.clicked.connect(self.cancel_requested)
        return self._start, self._left, self._bar, self._cancel

    def _result_parts(self) -> tuple[QWidget, ...]:
        self._result = hint_label(wrap=False)
        self._result.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._drop = _button(
            tr("Drop"), tr("Forget the denoised volume; the original never changed")
        )
        self._drop.setObjectName("drop_denoised")
        self._drop.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._drop.clicked.connect(self.drop_requested)
        return self._result, self._drop

    # ---- reactions

    def _slid(self, _value: int) -> None:
        if self._auto.isChecked():
            self._auto.setChecked(False)  # tells the news
        else:
            self._show_strength()
            self.strength_changed.emit()

    def _auto_toggled(self, auto: bool) -> None:
        if auto:
            self._slider.blockSignals(True)
            self._slider.setValue(STEPS)
            self._slider.blockSignals(False)
        self._show_strength()
        self.strength_changed.emit()

    def _show_strength(self) -> None:
        self._number.setText(number(self._slider.value() / STEPS, ".2f"))


def _button(text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.setToolTip(tip)
    return button
