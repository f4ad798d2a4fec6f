"""What the window shows before an image is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from annotator.core.texts import tr
from annotator.ui.panels.section import hint_label

if TYPE_CHECKING:
    from annotator.ui.actions import Actions
    from annotator.ui.settings import RecentImage
    from annotator.ui.theme import Icons

SHOWN_RECENT = 5


class StartPage(QWidget):
    """Open, demo, recent images."""

    recent_chosen = Signal(object)  # RecentImage
    demo_chosen = Signal()

    def __init__(self, actions: Actions, icons: Icons, *, demo: bool) -> None:
        super().__init__()
        self.setObjectName("start_page")
        picture = QLabel()

        def retint() -> None:
            picture.setPixmap(icons.pixmap("annotator", "text", 88))
            if demo:
                demo_button.setIcon(icons.get("demo"))

        icons.retinted.connect(retint)
        title = QLabel(tr("Open a CT or MR image"))
        title.setProperty("role", "title")
        formats = hint_label(
            tr("Drop a file or a DICOM folder here, or open one: NIfTI, NRRD, MetaImage, DICOM"),
            wrap=False,
        )
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        self._open, self._open_button = actions["open"], QPushButton()
        self._open.changed.connect(self._name_key)
        open_button = self._open_button
        open_button.setProperty("role", "primary")
        open_button.clicked.connect(actions["open"].trigger)
        buttons.addWidget(open_button)
        folder_button = QPushButton(f" {tr('Open DICOM folder…')}")
        folder_button.setProperty("role", "secondary")
        folder_button.clicked.connect(actions["open_folder"].trigger)
        buttons.addWidget(folder_button)
        cases_button = QPushButton(f" {tr('Open folder of cases…')}")
        cases_button.setProperty("role", "secondary")
        cases_button.clicked.connect(actions["open_project"].trigger)
        buttons.addWidget(cases_button)
        if demo:
            demo_button = QPushButton(f" {tr('Try the demo')}")
            demo_button.setObjectName("demo")
            demo_button.setProperty("role", "secondary")
            demo_button.clicked.connect(self.demo_chosen)
            buttons.addWidget(demo_button)
        retint()
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        centered = Qt.AlignmentFlag.AlignHCenter
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addStretch(2)
        layout.addWidget(picture, 0, centered)
        layout.addWidget(title, 0, centered)
        layout.addWidget(formats, 0, centered)
        layout.addSpacing(8)
        layout.addLayout(buttons)
        layout.setAlignment(buttons, centered)
        layout.addSpacing(16)
        layout.addLayout(self._recent)
        layout.addStretch(3)

    def _name_key(self) -> None:
        keys = self._open.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self._open_button.setText(f" {tr('Open image…')}   {keys}".rstrip())

    def set_recent(self, images: list[RecentImage]) -> None:
        """List recently opened images."""
        while (item := self._recent.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for image in images[:SHOWN_RECENT]:
            button = QPushButton(image.title)
            button.setToolTip("\n".join(filter(None, (image.path, image.series))))
            button.setProperty("role", "link")
            button.setProperty("image", image)
            button.setFlat(True)
            button.clicked.connect(self._recent_clicked)
            self._recent.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)

    def _recent_clicked(self) -> None:
        button = self.sender()
        if button is not None:
            self.recent_chosen.emit(button.property("image"))
