"""Finished masks of the worklist written as a data set, in the background."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from annotator.core.texts import tr
from annotator.services.dataset_export import Exported, export_bids, export_nnunet
from annotator.services.jobs import TERMINAL
from annotator.ui.actions import Action
from annotator.ui.flow import Flow
from annotator.ui.job_bridge import JobBridge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from annotator.core.cancel import CancelToken
    from annotator.services.jobs import JobEvent
    from annotator.services.project import Project
    from annotator.ui.actions import Actions, Contribution
    from annotator.ui.dialogs import Dialogs
    from annotator.ui.window_setup import WindowSetup

    Export = Callable[[Project, Path, CancelToken], Iterator[Exported]]

FORMATS: dict[str, tuple[str, Export]] = {
    "project_nnunet": ("nnU-Net", export_nnunet),
    "project_bids": ("BIDS", export_bids),
}


class ExportFlow(Flow):
    """Writes all cases that are done, read back and compared; the work goes on meanwhile.

    Parameters
    ----------
    setup
        Makes the runner.
    project
        Returns the folder of cases that is open, None if there is none.
    actions
        Asked anew when an export begins or ends.
    dialogs
        Asks where to.
    """

    def __init__(
        self,
        setup: WindowSetup,
        project: Callable[[], Project | None],
        actions: Actions,
        dialogs: Dialogs,
    ) -> None:
        super().__init__()
        self._project, self._actions, self._dialogs = project, actions, dialogs
        self._runner = setup.inference_runner(JobBridge(self).send)
        self._running = False
        self._written = 0
        self._problems: list[str] = []

    def contributions(self) -> list[Contribution]:
        """Offer each kind of data set."""
        texts = {
            "project_nnunet": tr("Export finished masks for nnU-Net…"),
            "project_bids": tr("Export finished masks as BIDS…"),
        }
        tip = tr("All cases that are done, into a new folder; every file is read back and compared")
        return [
            Action(
                id=name,
                text=texts[name],
                menu="File/Worklist",
                group=1,
                do=partial(self.export, name),
                tip=tip,
                needs_image=False,
                enabled=lambda: self._project() is not None and not self._running,
            )
            for name in FORMATS
        ]

    def export(self, name: str) -> None:
        """Ask for a folder, and write the data set there."""
        project = self._project()
        if project is None:
            return
        title, write = FORMATS[name]
        folder = self._dialogs.ask_folder(
            tr("New or empty folder for {format}", format=title), str(project.folder.parent)
        )
        if folder is None:
            return
        self._running, self._written, self._problems = True, 0, []
        self._actions.refresh()
        self._runner.start(partial(write, project, folder), partial(self._hear, folder))

    def close(self) -> None:
        """Stop for good; what was written stays."""
        self._runner.close()

    def _hear(self, folder: Path, event: JobEvent) -> None:
        if isinstance(event.payload, Exported):
            self._take(event.payload)
        if event.kind not in TERMINAL:
            return
        self._running = False
        self._actions.refresh()
        if event.kind == "failed":
            self._dialogs.show_problem(str(event.payload))
        elif event.kind == "done":
            self._end(folder)

    def _take(self, item: Exported) -> None:
        if item.path is None:
            self._problems.append(f"{item.case}: {item.problem}")
            return
        self._written += 1
        self.said.emit(tr("Exported: {case}", case=item.case), "")

    def _end(self, folder: Path) -> None:
        text = tr(
            "{n} mask was exported to {folder}, read back and compared.",
            "{n} masks were exported to {folder}, read back and compared.",
            n=self._written,
            folder=folder,
        )
        self.said.emit(text, "ok")
        if self._problems:
            failed = tr(
                "{n} case could not be exported.",
                "{n} cases could not be exported.",
                n=len(self._problems),
            )
            self._dialogs.show_problem(f"{text} {failed}", "\n".join(self._problems))
