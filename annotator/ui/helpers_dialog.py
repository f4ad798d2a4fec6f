"""Which finished cases help to prefill another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.core.texts import tr

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


class HelpersDialog(QDialog):
    """Finished cases in a list; those with a tick help.

    Parameters
    ----------
    names
        Of the finished cases.
    excluded
        Those of them without a tick.
    parent
        The window.
    """

    def __init__(
        self, names: Sequence[str], excluded: Collection[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("helpers")
        self.setWindowTitle(tr("Prefill from finished cases"))
        text = QLabel(
            tr(
                "These finished cases help. Take the tick from those that should not, such as "
                "unusual anatomy. What comes out is a proposal: look at every slice."
            )
        )
        text.setWordWrap(True)
        self.list = QListWidget()
        for name in names:
            item = QListWidgetItem(name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            out = name in excluded
            item.setCheckState(Qt.CheckState.Unchecked if out else Qt.CheckState.Checked)
            self.list.addItem(item)
        self.list.itemChanged.connect(self._changed)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.start = buttons.addButton(tr("Prefill"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for part in (text, self.list, buttons):
            layout.addWidget(part)
        self.resize(420, 360)
        self._changed()

    @property
    def excluded(self) -> frozenset[str]:
        """Names without a tick."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return frozenset(i.text() for i in items if i.checkState() == Qt.CheckState.Unchecked)

    def _changed(self, *_item: object) -> None:
        self.start.setEnabled(len(self.excluded) < self.list.count())
