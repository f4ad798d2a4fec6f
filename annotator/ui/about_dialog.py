"""What this program is, what it is made of, and where it keeps data."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTabWidget, QTextBrowser, QVBoxLayout

import annotator
from annotator.core.texts import tr, translatable
from annotator.services.about import libraries, models

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from annotator.services.about import Part

_PROGRAM = (
    translatable(
        "<b>Not a medical device.</b> It must not be used for diagnosis or treatment. Masks are "
        "proposals: look at every slice before you use them."
    ),
    translatable(
        "Label CT and MRI: paint an organ on a few slices, propagate to the others, review slice "
        "by slice, and save a mask that lies exactly on the image's own voxels."
    ),
    translatable(
        "<b>What “CAT-Net” means here.</b> The network is built from the paper “Few Shot Medical "
        "Image Segmentation with Cross Attention Transformer” (Lin et al., 2023), with its cross "
        "attention and its iterative refinement switched on: each iteration changes the mask, and "
        "the Review panel shows all of them. The weights were trained for this program. "
        "<b>Interpolation</b> blends the shapes of painted slices and does not look at the image; "
        "<b>Fused</b> combines both."
    ),
    translatable("Apache-2.0 licence."),
)
_DATA = translatable(
    "Nothing leaves this computer. Images and masks stay where you open and save them. Besides, "
    "the program keeps:"
)


class AboutDialog(QDialog):
    """Three pages: the program, its parts with their licences, its folders.

    Parameters
    ----------
    parent
        The window.
    model_folder
        Holds the models that come with the program.
    places
        What is kept, and where.
    """

    def __init__(self, parent: QWidget, model_folder: Path, places: Mapping[str, Path]) -> None:
        super().__init__(parent)
        self.setObjectName("about")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("About CAT-Net Annotator"))
        self.resize(640, 460)
        rows = "".join(
            f"<tr><td>{what}</td><td>{escape(str(path))}</td></tr>" for what, path in places.items()
        )
        paragraphs = "".join(f"<p>{tr(text)}</p>" for text in _PROGRAM)
        pages = QTabWidget()
        for title, text in (
            (tr("Program"), f"<h3>CAT-Net Annotator {annotator.__version__}</h3>" + paragraphs),
            (tr("Parts and licences"), _table(tr("Models"), models(model_folder)) + _libraries()),
            (
                tr("Your data"),
                f'<p>{tr(_DATA)}</p><table cellspacing="0" cellpadding="4">{rows}</table>',
            ),
        ):
            page = QTextBrowser()
            page.setHtml(text)
            pages.addTab(page, title)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.addWidget(pages)
        layout.addWidget(buttons)


def _libraries() -> str:
    return _table(tr("Libraries"), libraries())


def _table(title: str, parts: Sequence[Part]) -> str:
    rows = "".join(
        f"<tr><td>{escape(part.name)}</td><td>{escape(part.version)}</td>"
        f"<td>{escape(part.licence)}</td></tr>"
        for part in parts
    )
    return f'<h4>{title}</h4><table cellspacing="0" cellpadding="3">{rows}</table>'
