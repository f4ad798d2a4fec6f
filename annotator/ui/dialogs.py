"""Questions to the user and messages that do not block the work; one place, so tests replace it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox

from annotator.core.texts import tr, translatable
from annotator.ui.about_dialog import AboutDialog
from annotator.ui.decision_dialog import DecisionDialog
from annotator.ui.helpers_dialog import HelpersDialog
from annotator.ui.order_dialog import OrderDialog

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from annotator.io.dicom.catalogue import Catalogue
    from annotator.io.label_map import MaskOptions, MaskQuestion
    from annotator.services.document import Document
    from annotator.ui.decision_dialog import Decision

MOST_CHOICES = 6
MOST_CHARACTERS = 60
Answer = Literal["save", "discard", "cancel"]
Replace = Literal["replace", "elsewhere", "cancel"]

IMAGE_FILTER = translatable(
    "Images (*.nii *.nii.gz *.hdr *.nrrd *.nhdr *.mha *.mhd *.dcm *.zip DICOMDIR);;All files (*)"
)
MASK_FILTER = translatable(
    "NIfTI mask (*.nii.gz *.nii);;NRRD mask (*.nrrd);;3D Slicer segmentation (*.seg.nrrd)"
    ";;MetaImage mask (*.mha);;DICOM-SEG, of a DICOM series (*.dcm)"
    ";;RTSTRUCT contours, of a DICOM series (*.rtstruct.dcm)"
)
LABEL_FILE_FILTER = translatable(
    "ITK-SNAP labels (*.txt *.label);;Slicer colours (*.ctbl);;All files (*)"
)


class Dialogs:
    """File choosers, questions and messages of one window."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def ask_open(self, title: str, folder: str, file_filter: str = "") -> Path | None:
        """Let the user choose a file to open; an image by default."""
        kinds = file_filter or tr(IMAGE_FILTER)
        name, _ = QFileDialog.getOpenFileName(self._parent, title, folder, kinds)
        return Path(name) if name else None

    def ask_save(self, title: str, suggestion: str, file_filter: str = "") -> Path | None:
        """Let the user choose a file to write, a mask by default; asks before one is replaced."""
        kinds = file_filter or tr(MASK_FILTER)
        name, _ = QFileDialog.getSaveFileName(self._parent, title, suggestion, kinds)
        return Path(name) if name else None

    def ask_unsaved(self, name: str, painted: bool, proposed: int) -> Answer:
        """Ask what to do with unsaved work; see `annotator.services.asking.Questions`."""
        box = QMessageBox(self._parent)
        box.setObjectName("unsaved")
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(tr("Unsaved work"))
        if painted:
            box.setText(tr("The mask of {name} has changes that are not saved.", name=name))
            question = tr("Save them before going on?")
            if proposed:
                question += " " + tr(
                    "The proposed slice that you have not accepted would be lost.",
                    "The {n} proposed slices that you have not accepted would be lost.",
                    n=proposed,
                )
            box.setInformativeText(question)
            save = box.addButton(QMessageBox.StandardButton.Save)
            discard = box.addButton(QMessageBox.StandardButton.Discard)
        else:
            box.setText(
                tr(
                    "You have not accepted or rejected {n} proposed slice of {name}.",
                    "You have not accepted or rejected {n} proposed slices of {name}.",
                    n=proposed,
                    name=name,
                )
            )
            box.setInformativeText(tr("Going on drops what is proposed."))
            save = None
            discard = box.addButton(tr("Drop proposal"), QMessageBox.ButtonRole.DestructiveRole)
        cancel = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(save or cancel)
        box.setEscapeButton(cancel)
        box.exec()
        if save is not None and box.clickedButton() is save:
            return "save"
        return "discard" if box.clickedButton() is discard else "cancel"

    def ask_helpers(self, names: Sequence[str], excluded: Collection[str]) -> frozenset[str] | None:
        """Ask which finished cases help; returns those that do not, None to leave it."""
        dialog = HelpersDialog(names, excluded, self._parent)
        agreed = dialog.exec() == HelpersDialog.DialogCode.Accepted
        return dialog.excluded if agreed else None

    def ask_replace(self, path: Path) -> Replace:
        """Ask whether a mask, or its names, that were there before may be replaced."""
        box = QMessageBox(self._parent)
        box.setObjectName("replace")
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(tr("Replace the file?"))
        box.setText(tr("Replace {name}?", name=path.name))
        box.setInformativeText(
            tr(
                "This file in {parent} was there before the mask was saved for the first time.",
                parent=path.parent,
            )
        )
        replace = box.addButton(tr("Replace"), QMessageBox.ButtonRole.AcceptRole)
        elsewhere = box.addButton(tr("Save as new file…"), QMessageBox.ButtonRole.ActionRole)
        cancel = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(elsewhere)
        box.setEscapeButton(cancel)
        box.exec()
        if box.clickedButton() is replace:
            return "replace"
        return "elsewhere" if box.clickedButton() is elsewhere else "cancel"

    def ask_dropped(self, path: Path) -> Literal["mask", "image", "cancel"]:
        """Ask whether a label map on the grid of the open image is its mask, or another image."""
        box = QMessageBox(self._parent)
        box.setObjectName("dropped")
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(tr("Open as mask?"))
        box.setText(tr("{name} holds labels on the grid of the open image.", name=path.name))
        box.setInformativeText(tr("Open it as the mask of this image, or as an image of its own?"))
        mask = box.addButton(tr("Open as mask"), QMessageBox.ButtonRole.AcceptRole)
        image = box.addButton(tr("Open as image"), QMessageBox.ButtonRole.ActionRole)
        cancel = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(mask)
        box.setEscapeButton(cancel)
        box.exec()
        if box.clickedButton() is mask:
            return "mask"
        return "image" if box.clickedButton() is image else "cancel"

    def ask_own_mask(self, path: Path) -> bool:
        """Ask whether to open the mask that was saved for the image just opened."""
        box = QMessageBox(self._parent)
        box.setObjectName("own mask")
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(tr("Open its mask?"))
        box.setText(tr("{name} was saved for this image.", name=path.name))
        box.setInformativeText(
            tr("Open it and go on where you left off, or start with an empty mask?")
        )
        yes = box.addButton(tr("Open the mask"), QMessageBox.ButtonRole.AcceptRole)
        empty = box.addButton(tr("Start empty"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(yes)
        box.setEscapeButton(empty)
        box.exec()
        return box.clickedButton() is yes

    def ask_recover(self, when: str, summary: str) -> bool:
        """Ask whether unsaved work of an earlier session shall be taken over."""
        box = QMessageBox(self._parent)
        box.setObjectName("recover")
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(tr("Unsaved work found"))
        box.setText(tr("Unsaved work on this image from {when} was found.", when=when))
        box.setInformativeText(f"{summary} {tr('Recover it?')}")
        recover = box.addButton(tr("Recover"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(tr("Delete it"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(recover)
        box.setEscapeButton(recover)
        box.exec()
        return box.clickedButton() is recover

    def ask_time_point(self, count: int) -> int | None:
        """Ask for one of `count` time points (counted from 1); returns its index from 0."""
        number, chosen = QInputDialog.getInt(
            self._parent,
            tr("Time series"),
            tr(
                "This file holds {n} time point. Which one shall be opened?",
                "This file holds {n} time points. Which one shall be opened?",
                n=count,
            ),
            1,
            1,
            count,
        )
        return number - 1 if chosen else None

    def ask_decision(self, document: Document, iteration: int | None) -> Decision | None:
        """Let the user accept or reject several proposed slices, and say what that changes."""
        dialog = DecisionDialog(document, iteration, self._parent)
        return dialog.decision if dialog.exec() else None

    def ask_folder(self, title: str, folder: str) -> Path | None:
        """Let the user choose a folder."""
        name = QFileDialog.getExistingDirectory(self._parent, title, folder)
        return Path(name) if name else None

    def ask_series(self, catalogue: Catalogue) -> str | None:
        """Ask for one of several DICOM series; returns its key."""
        from annotator.ui.series_dialog import SeriesDialog  # pydicom only where DICOM is opened

        dialog = SeriesDialog(catalogue, self._parent)
        try:
            return dialog.chosen if dialog.exec() else None
        finally:
            dialog.close_threads()

    def ask_mask(self, question: MaskQuestion) -> MaskOptions | None:
        """Ask how to open a mask that does not fit as it is; None to leave it."""
        if len(question.overlapping) > 2:
            dialog = OrderDialog(question, self._parent)
            return dialog.options if dialog.exec() else None
        box = QMessageBox(self._parent)
        box.setObjectName("mask")
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(tr("Open this mask?"))
        box.setText(f"{question.fact}.")
        buttons = {
            box.addButton(words, QMessageBox.ButtonRole.AcceptRole): options
            for words, options in question.choices[:MOST_CHOICES]
        }
        cancel = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(cancel)
        box.setEscapeButton(cancel)
        box.exec()
        clicked = box.clickedButton()
        return next((options for button, options in buttons.items() if button is clicked), None)

    def ask_uneven(self, sentence: str) -> bool:
        """Ask whether to open a series whose slices are missing or unevenly spaced."""
        box = QMessageBox(self._parent)
        box.setObjectName("uneven")
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(tr("Uneven slices"))
        box.setText(sentence)
        box.setInformativeText(
            tr(
                "Open it as if the slices were evenly spaced? Lengths and volumes will not be "
                "exact."
            )
        )
        yes = box.addButton(tr("Open all the same"), QMessageBox.ButtonRole.AcceptRole)
        cancel = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(cancel)
        box.setEscapeButton(cancel)
        box.exec()
        return box.clickedButton() is yes

    def ask_name(self, title: str, question: str) -> str:
        """Let the user give something a name, in one line; "" if they do not."""
        name, given = QInputDialog.getText(self._parent, title, question)
        return name.strip()[:MOST_CHARACTERS] if given else ""

    def ask_cluster(self, suggestion: str) -> str:
        """Let the user type the address of a Dask cluster; "" if they do not."""
        address, given = QInputDialog.getText(
            self._parent,
            tr("Runs on a cluster"),
            tr("Address of the scheduler: tls://…, or on this computer tcp://127.0.0.1:…"),
            text=suggestion,
        )
        return address.strip() if given else ""

    def ask_sending(self, address: str) -> bool:
        """Ask whether images may be sent to an address."""
        box = QMessageBox(self._parent)
        box.setObjectName("sending")
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(tr("Send images?"))
        box.setText(tr("Runs on this cluster send images to {address}.", address=address))
        box.setInformativeText(
            tr(
                "While it is chosen as device, the voxels of every image that you work on go "
                "there, with your painted slices. Names and other data of the patient stay "
                "here. Whoever runs that computer can see what it gets."
            )
        )
        send = box.addButton(tr("Send images there"), QMessageBox.ButtonRole.AcceptRole)
        stay = box.addButton(tr("Do not send"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        box.exec()
        return box.clickedButton() is send

    def ask_overwrite(self, name: str) -> bool:
        """Ask whether what was saved under a name may be replaced."""
        buttons = QMessageBox.StandardButton
        text = tr("There is already a label set called {name}. Replace it?", name=name)
        answer = QMessageBox.question(
            self._parent, tr("Replace the label set?"), text, buttons.Yes | buttons.No, buttons.No
        )
        return answer == buttons.Yes

    def show_problem(self, sentence: str, details: str = "") -> None:
        """Show a problem in a box that leaves the window usable."""
        self._message("problem", QMessageBox.Icon.Warning, tr("Problem"), sentence, details)

    def show_about(self, model_folder: Path, places: Mapping[str, Path]) -> None:
        """Show what this program is and is made of; see `AboutDialog`."""
        AboutDialog(self._parent, model_folder, places).show()

    def _message(
        self, name: str, icon: QMessageBox.Icon, title: str, text: str, details: str = ""
    ) -> None:
        box = QMessageBox(icon, title, text, QMessageBox.StandardButton.Ok, self._parent)
        box.setObjectName(name)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowModality(Qt.WindowModality.NonModal)
        if details:
            box.setDetailedText(details)
        box.show()
