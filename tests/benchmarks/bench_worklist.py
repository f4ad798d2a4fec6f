"""Time to open, filter, sort and look again at a folder of many small cases.

Run: python tests/benchmarks/bench_worklist.py [--cases 10000]

The first look reads every header; opening afterwards reads the index alone. Times are wall seconds,
so the machine should be idle; they are also given as multiples of listing the files' names.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import nibabel as nib
import numpy as np
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QMainWindow

from annotator.core.cancel import CancelToken
from annotator.services.project import Project, index_file
from annotator.ui.actions import Actions
from annotator.ui.panels.worklist_panel import WorklistPanel
from annotator.ui.settings import Settings
from annotator.ui.worklist_model import NAME, STATUS, WorklistModel

if TYPE_CHECKING:
    from collections.abc import Callable

MASKED = 3
"""Every how many cases there is a mask."""


def make_cases(folder: Path, count: int) -> None:
    """Images of 4 × 4 × 4 voxels in a folder each, some with a mask."""
    image = nib.Nifti1Image(np.arange(64, dtype=np.int16).reshape(4, 4, 4), np.eye(4))
    nib.save(image, folder / "one.nii")
    data = (folder / "one.nii").read_bytes()
    (folder / "one.nii").unlink()
    for number in range(count):
        case = folder / f"patient-{number:05d}"
        case.mkdir()
        (case / "image.nii").write_bytes(data)
        if number % MASKED == 0:
            (case / "image_labels.nii").write_bytes(data)


def timed(work: Callable[[], object]) -> float:
    """Seconds that something takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    count = parser.parse_args().cases
    app = QApplication([])
    with tempfile.TemporaryDirectory() as temporary:
        folder, cache = Path(temporary, "cases"), Path(temporary, "cache")
        folder.mkdir()
        make_cases(folder, count)
        names = timed(lambda: [list(os.scandir(entry)) for entry in os.scandir(folder)])
        project = Project(folder, index_file(folder, cache))
        window = QMainWindow()
        settings = Settings(QSettings(str(cache / "s.ini"), QSettings.Format.IniFormat))
        model = WorklistModel()
        panel = WorklistPanel(model, Actions(window, None, settings, lambda: False))
        panel.resize(330, 800)
        panel.show()

        def open_folder() -> None:
            model.set_cases(Project(folder, index_file(folder, cache)).cases(), ())
            panel.grab()

        def show(change: Callable[[], object]) -> float:
            return timed(lambda: (change(), app.processEvents(), panel.grab()))

        rows = {
            "list the files' names": names,
            "first look, all headers": timed(lambda: list(project.refresh(CancelToken()))),
            "open: index to a drawn table": timed(open_folder),
            "look again, nothing changed": timed(lambda: list(project.refresh(CancelToken()))),
            "filter by three letters": show(lambda: panel.words.setText("999")),
            "filter by status": show(lambda: panel.statuses.setCurrentText("in progress")),
            "no filter": show(lambda: (panel.words.clear(), panel.statuses.setCurrentIndex(0))),
            "sort by status": show(
                lambda: panel.table.sortByColumn(STATUS, Qt.SortOrder.AscendingOrder)
            ),
            "sort by name, backwards": show(
                lambda: panel.table.sortByColumn(NAME, Qt.SortOrder.DescendingOrder)
            ),
        }
        print(f"{count} cases\n\n| what | seconds | times listing |\n|---|---|---|")
        for what, seconds in rows.items():
            print(f"| {what} | {seconds:.3f} | {seconds / names:.1f} |")


if __name__ == "__main__":
    main()
