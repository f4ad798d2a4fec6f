"""A tour in four steps, shown once with the demo and again on request."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from annotator.core.texts import tr
from annotator.ui.actions import Action
from annotator.ui.flow import Flow

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from annotator.services.document import Document
    from annotator.ui.actions import Contribution
    from annotator.ui.settings import Settings

WIDTH, GAP = 310, 12


class Step(NamedTuple):
    """What is explained, beside which part of the window."""

    target: QWidget
    title: str
    text: str


def steps(viewer: QWidget, tools: QWidget, run: QWidget, review: QWidget) -> tuple[Step, ...]:
    """Make the four steps of the tour."""
    return (
        Step(
            viewer,
            tr("Look through the slices"),
            tr(
                "Turn the wheel over a view, or use the arrow keys. Ctrl + wheel zooms, the middle "
                "button moves the slice. In the demo an organ is painted on a few slices."
            ),
        ),
        Step(
            tools,
            tr("Paint the organ on a few slices"),
            tr(
                "Press 2 for the brush and paint; the right button erases. Two or three slices are "
                "often enough: inside the organ, about a quarter of its length from its ends, "
                "rather than at its tips."
            ),
        ),
        Step(
            run,
            tr("Let the other slices be filled"),
            tr(
                "Press Ctrl + Enter. First masks come at once and get better while the program "
                "learns from your slices. You can scroll and paint meanwhile."
            ),
        ),
        Step(
            review,
            tr("Look at every slice, then save"),
            tr(
                "Hatched masks are proposals: Enter accepts the slice in view, Backspace rejects "
                "it, painting corrects it. Ctrl + S saves the mask on the image's own voxels."
            ),
        ),
    )


class TourCard(QFrame):
    """One step at a time, beside the part of the window that it is about, which gets a frame."""

    def __init__(self, window: QWidget, shown: Sequence[Step]) -> None:
        super().__init__(window)
        self.setObjectName("tour_card")
        self.setFixedWidth(WIDTH)
        self._window, self._steps, self._number = window, shown, 0
        self._frame = QFrame(window)
        self._frame.setObjectName("tour_frame")
        self._frame.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._frame.hide()
        self._place_in = QLabel()
        self._place_in.setProperty("role", "hint")
        self._title, self._text = QLabel(), QLabel()
        self._title.setProperty("role", "section")
        for text in (self._title, self._text):
            text.setWordWrap(True)
        self.close_button, self.back = QPushButton(tr("Close")), QPushButton(tr("Back"))
        self.next = QPushButton(tr("Next"))
        self.close_button.clicked.connect(self.end)
        self.back.clicked.connect(lambda: self.show_step(self._number - 1))
        self.next.clicked.connect(lambda: self.show_step(self._number + 1))
        buttons = QHBoxLayout()
        buttons.addWidget(self.close_button)
        buttons.addStretch(1)
        buttons.addWidget(self.back)
        buttons.addWidget(self.next)
        self._parts = layout = QVBoxLayout(self)
        for label in (self._place_in, self._title, self._text):
            layout.addWidget(label)
        layout.addLayout(buttons)
        window.installEventFilter(self)

    def show_step(self, number: int) -> None:
        """Show a step; the one after the last ends the tour."""
        if number >= len(self._steps):
            self.end()
            return
        self._number = max(number, 0)
        step = self._steps[self._number]
        self._place_in.setText(
            tr("Step {number} of {count}", number=self._number + 1, count=len(self._steps))
        )
        self._title.setText(step.title)
        self._text.setText(step.text)
        self.back.setEnabled(self._number > 0)
        self.next.setText(tr("Done") if self._number == len(self._steps) - 1 else tr("Next"))
        for part in (self._frame, self):
            part.show()
            part.raise_()
        self._place()
        self.next.setFocus()

    def end(self) -> None:
        """Show nothing more; the keys go back to the image."""
        self.hide()
        self._frame.hide()
        self._steps[0].target.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: stay beside the target."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        window, target = self._window, self._steps[self._number].target
        area = QRect(target.mapTo(window, QPoint(0, 0)), target.size())
        self._frame.setGeometry(area)
        self.ensurePolished()
        self.resize(WIDTH, self._parts.totalHeightForWidth(WIDTH))
        size = self.size()
        x = area.right() + GAP
        if area.center().x() > window.width() / 2:
            x = area.left() - size.width() - GAP
        elif area.width() > window.width() / 3:
            x = area.left() + GAP  # the views: inside of them
        y = min(area.top() + GAP, window.height() - size.height() - GAP)
        if area.width() > window.width() / 3:
            y = area.bottom() - size.height() - 3 * GAP
        self.move(max(x, GAP), max(y, GAP))


class TourFlow(Flow):
    """Shows the tour when the demo is opened for the first time, and from the Help menu.

    Parameters
    ----------
    settings
        Remembers that the tour was seen.
    window
        Where the card lies.
    shown
        The steps.
    open_demo
        Opens the demo.
    """

    def __init__(
        self,
        settings: Settings,
        window: QWidget,
        shown: Sequence[Step],
        open_demo: Callable[[], object],
    ) -> None:
        super().__init__()
        self._settings, self._open_demo = settings, open_demo
        self._waits = False
        self._open = False
        self.card = TourCard(window, shown)
        self.card.hide()

    def contributions(self) -> list[Contribution]:
        """Offer the tour."""
        return [
            Action(
                id="tour",
                text=tr("Tour in four steps"),
                menu="Help",
                do=self.start,
                tip=tr("On the image that is open, else on the demo"),
                needs_image=False,
            )
        ]

    def set_document(self, document: Document | None) -> None:
        """Begin if the tour waits for an image; end with the image."""
        self._open = document is not None
        if self._open and self._waits:
            QTimer.singleShot(0, self, self._show)  # once the window is arranged for the image
        elif not self._open and self.card.isVisible():
            self.card.end()

    def note_demo(self) -> None:
        """Say that the demo is about to be opened: the first time, the tour follows."""
        self._waits = not self._settings.values.tour_seen

    def start(self) -> None:
        """Show the tour now."""
        if self._open:
            self._show()
        else:
            self._waits = True
            self._open_demo()

    def _show(self) -> None:
        self._waits = False
        if self._open:
            self._settings.change(tour_seen=True)
            self.card.show_step(0)
