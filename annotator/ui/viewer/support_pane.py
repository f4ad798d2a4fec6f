"""A painted slice beside the one at work, to look from one to the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from annotator.core.texts import tr
from annotator.services.follower import Follower
from annotator.ui.viewer.slice_display import SliceDisplay

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.services.document import Document
    from annotator.ui.viewer.view_state import ViewChange


class SupportPane(QWidget):
    """Shows the painted slice of the active label that is nearest to the slice at work.

    Parameters
    ----------
    at_work
        Returns the slice at work along an axis.
    """

    def __init__(self, at_work: Callable[[int], int]) -> None:
        super().__init__()
        self._at_work = at_work
        self._title = QLabel()
        self._title.setProperty("role", "hint")
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.view = SliceDisplay(0)
        self._document: Document | None = None
        self._follower = Follower(
            lambda document: [
                (document.changed, self._refresh),
                (document.active_label_changed, self._refresh),
                (document.marks_changed, self._axis_changed),
            ]
        )
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(6, 2, 1, 1)
        self._column.setSpacing(2)
        self._column.addWidget(self._title)
        self._column.addWidget(self.view, 1)

    def set_document(self, document: Document | None) -> None:
        """Show a slice of another document, or nothing."""
        self._document = document
        self._follower.follow(document)
        self._axis_changed()

    def follow(self, axis: int) -> None:
        """Say that another slice along `axis` is at work."""
        if self._document is not None and axis == self._document.axis:
            self._refresh()

    def change(self, **changes: Unpack[ViewChange]) -> None:
        """Show something else as all planes do, but no crosshair: that is on another slice."""
        changes["crosshair"] = False
        self.view.change(**changes)

    def _axis_changed(self) -> None:
        document = self._document
        if document is not None and document.axis != self.view.axis:
            state, old = self.view.state, self.view
            self.view = SliceDisplay(document.axis)
            self.change(
                window=state.window,
                inverted=state.inverted,
                opacity=state.opacity,
                overlay_visible=state.overlay_visible,
                smooth=state.smooth,
            )
            self._column.replaceWidget(old, self.view)
            old.set_document(None)
            old.deleteLater()
        self.view.set_document(document)
        self._refresh()

    def _refresh(self, *_news: object) -> None:
        document = self._document
        if document is None or not self.isVisible():
            return
        label = document.active_label
        unused = document.excluded.get(label, frozenset())
        painted = [i for i in document.painted_slices(label) if i not in unused]
        name = document.label_name(label)
        if not painted:
            self._title.setText(tr("{name} is painted on no slice yet", name=name))
            return
        index = self._at_work(document.axis)
        others = [i for i in painted if i != index] or painted
        nearest = min(others, key=lambda i: (abs(i - index), i))
        self._title.setText(
            tr("Nearest painted slice of {name}: {nearest}", name=name, nearest=nearest + 1)
        )
        self.view.set_index(nearest)

    def showEvent(self, event: object) -> None:
        """Qt: bring the slice up to date, which waits while it cannot be seen."""
        self._refresh()
