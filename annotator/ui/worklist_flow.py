"""A folder of cases in the window: opened one after the other, the next one read ahead."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDockWidget, QMainWindow

from annotator.core.errors import UserError
from annotator.core.texts import tr
from annotator.io import case_lock
from annotator.io.case_index import Case, name_in
from annotator.services.case_opening import CaseReader, ReadAhead
from annotator.services.case_reading import Glance, read_cases
from annotator.services.document_files import image_path
from annotator.services.follower import Follower
from annotator.services.opening import Choice
from annotator.services.prefilled import is_prefilled
from annotator.services.project import CaseNews, Project, index_file
from annotator.ui.actions import Action
from annotator.ui.flow import Flow
from annotator.ui.job_bridge import JobBridge
from annotator.ui.panels.worklist_panel import WorklistPanel
from annotator.ui.worklist_model import WorklistModel

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from annotator.services.document import Document
    from annotator.services.jobs import JobEvent
    from annotator.services.session import Session
    from annotator.ui.actions import Actions, Contribution
    from annotator.ui.dialogs import Dialogs
    from annotator.ui.window_setup import WindowSetup

log = logging.getLogger(__name__)

REST_MS = 400
GLANCE_MS = 30_000
TOUCH_MS = 3_600_000
WIDTH = 330


class WorklistFlow(Flow):
    """Shows the cases of a folder, opens them, keeps their state.

    Parameters
    ----------
    setup
        Makes the runners; says where the index lies.
    window
        Gets the dock.
    session
        Opens and saves.
    actions
        Asked anew when another case is open.
    dialogs
        Asks for the folder.
    """

    def __init__(
        self,
        setup: WindowSetup,
        window: QMainWindow,
        session: Session,
        actions: Actions,
        dialogs: Dialogs,
    ) -> None:
        super().__init__()
        self._session, self._actions, self._dialogs = session, actions, dialogs
        self._settings = setup.settings
        self._cache = setup.cache_folder or setup.data_folder
        bridge = JobBridge(self)
        self._finding = setup.inference_runner(bridge.send)
        self._reading = setup.inference_runner(bridge.send)
        self.project: Project | None = None
        self.current: Case | None = None
        self._ahead: ReadAhead | None = None
        self._step = 1
        self._follower = Follower(lambda document: [(document.saved, self._saved)])
        self.model = WorklistModel()
        self.panel = WorklistPanel(self.model, actions)
        self.dock = self._make_dock(window)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._read)
        self._glance = QTimer(self, interval=GLANCE_MS)
        self._glance.timeout.connect(self._rest.start)
        self._touch = QTimer(self, interval=TOUCH_MS)
        self._touch.timeout.connect(self._still_open)
        self.panel.open_requested.connect(self.open_case)
        self.panel.change_requested.connect(self._change)
        self.panel.view_changed.connect(self._rest.start)

    def _make_dock(self, window: QMainWindow) -> QDockWidget:
        dock = QDockWidget(tr("Worklist"), window)
        dock.setObjectName("worklist_dock")
        dock.setWidget(self.panel)
        window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
        dock.hide()
        return dock

    def contributions(self) -> list[Contribution]:
        """Offer to open a folder and to go from case to case."""
        has_project: Callable[[], bool] = lambda: self.project is not None  # noqa: E731
        return [
            Action(
                id="open_project",
                text=tr("Open folder of cases…"),
                menu="File",
                do=self.choose_folder,
                keys=("Ctrl+Alt+P",),
                tip=tr("Shows all images below a folder as a worklist"),
                needs_image=False,
            ),
            Action(
                id="case_next",
                text=tr("Next case"),
                menu="File/Worklist",
                do=partial(self.open_neighbour, 1),
                keys=("Ctrl+PgDown",),
                needs_image=False,
                enabled=has_project,
            ),
            Action(
                id="case_previous",
                text=tr("Previous case"),
                menu="File/Worklist",
                do=partial(self.open_neighbour, -1),
                keys=("Ctrl+PgUp",),
                needs_image=False,
                enabled=has_project,
            ),
            Action(
                id="case_done",
                text=tr("Done, next case"),
                menu="File/Worklist",
                do=self.finish_case,
                keys=("Ctrl+Shift+Return",),
                tip=tr("Saves the mask, sets the status to done, and opens the next case"),
                enabled=lambda: self.current is not None,
            ),
            Action(
                id="project_labels",
                text=tr("Use these labels for all cases"),
                menu="File/Worklist",
                do=self.set_template,
                enabled=lambda: self.current is not None,
            ),
            Action(
                id="project_look",
                text=tr("Look for new cases"),
                menu="File/Worklist",
                do=self.look,
                needs_image=False,
                enabled=has_project,
            ),
        ]

    # ---- the folder

    def choose_folder(self) -> None:
        """Let the user choose a folder of cases."""
        path = self._dialogs.ask_folder(tr("Open folder of cases"), self._settings.values.folder)
        if path is not None:
            self.open_project(path)

    def open_project(self, folder: Path) -> None:
        """Show the cases of a folder: at once what was last seen, then what is there now."""
        try:
            project = Project(folder, index_file(folder, self._cache))
            template = project.template()
        except UserError as error:
            self._dialogs.show_problem(str(error))
            return
        self.project = project
        self._ahead = None
        self.model.set_cases(project.cases(), template)
        self.dock.setWindowTitle(tr("Worklist – {name}", name=project.folder.name))
        if not self.dock.isVisible():
            self.dock.show()
            window = self.dock.parent()
            assert isinstance(window, QMainWindow)
            window.resizeDocks([self.dock], [WIDTH], Qt.Orientation.Horizontal)
        self.panel.table.setFocus()
        self._glance.start()
        self.set_document(self._session.document)
        self.look()

    def look(self) -> None:
        """Look at the folder again."""
        if self.project is not None:
            self._finding.start(self.project.refresh, self._found)

    def _found(self, event: JobEvent) -> None:
        if event.kind == "step" and isinstance(event.payload, CaseNews):
            self.model.update(event.payload.changed, event.payload.removed)
            self.said.emit(
                tr(
                    "Looking at the folder: {n} case…",
                    "Looking at the folder: {n} cases…",
                    n=event.payload.seen,
                ),
                "",
            )
        elif event.kind == "done":
            count = len(self.model.cases)
            self.said.emit(
                tr("{n} case.", "{n} cases.", n=count)
                if count
                else tr("No image was found there."),
                "",
            )
            self._rest.start()
        elif event.kind == "failed":
            self.said.emit(
                tr("The folder could not be looked at: {reason}", reason=event.payload), "problem"
            )
        self._actions.refresh()

    # ---- cases

    def open_case(self, key: str) -> None:
        """Open a case, unless somebody else has it open."""
        project = self.project
        if project is None:
            return
        try:
            case = project.reread(key)
            holder = project.holder(key)
            template = project.template()
        except UserError as error:
            self._dialogs.show_problem(str(error))
            return
        self.model.update([case])
        if holder is not None:
            self._dialogs.show_problem(
                tr("{sentence}; choose another case.", sentence=holder.sentence(case.key))
            )
            return
        ahead, self._ahead = self._ahead, None
        if ahead is not None and ahead.case.key != key:
            ahead = None
        self._session.open(
            case.image,
            case.mask if case.has_mask else None,
            Choice(series=case.series),
            CaseReader(case, template, ahead),
        )

    def open_neighbour(self, step: int) -> None:
        """Open the case `step` rows below the open one, as the table is sorted and filtered."""
        self._step = step
        start = self.current or self.panel.chosen
        case = self.panel.neighbour(start.key if start else "", step)
        if case is None:
            last = tr("That was the last case of the list.")
            self.said.emit(last if step > 0 else tr("That was the first case of the list."), "")
        else:
            self.open_case(case.key)

    def finish_case(self) -> None:
        """Save the open case if it changed, call it done, go on with the next one."""
        document, case = self._session.document, self.current
        if document is None or case is None:
            return
        following = self.panel.neighbour(case.key, 1)

        def finish() -> None:
            self._change(case.key, {"status": "done"})
            if following is not None and self.current is not None:
                self.open_case(following.key)
            elif following is None:
                self.said.emit(tr("That was the last case of the list."), "ok")

        if document.dirty:
            self._session.save(finish)
        else:
            finish()

    def set_template(self) -> None:
        """Take the labels of the open case as those that every case is to have."""
        document, project = self._session.document, self.project
        if document is None or project is None:
            return
        try:
            project.set_template(document.classes)
        except UserError as error:
            self._dialogs.show_problem(str(error))
            return
        self.model.set_template(project.template())
        self.said.emit(
            tr(
                "All cases are to have this label.",
                "All cases are to have these {n} labels.",
                n=len(document.classes),
            ),
            "ok",
        )

    def _change(self, key: str, changes: dict[str, str]) -> None:
        if self.project is None:
            return
        try:
            case = self.project.change(key, **changes)
        except UserError as error:
            self._dialogs.show_problem(str(error))
            self.model.update([self.project.case(key)])
            return
        self.model.update([case])
        if self.current is not None and self.current.key == key:
            self.current = case

    # ---- the open document

    def set_document(self, document: Document | None) -> None:
        """Follow another document: the case that it is of is open here, the one before is not."""
        self._follower.follow(document)
        before, self.current = self.current, self._case_of(document)
        if before is not None and (self.current is None or before.mask != self.current.mask):
            case_lock.release(before.mask)
        self._touch.stop()
        if self.current is not None and document is not None:
            self._take(self.current, document)
            self._touch.start()
            self.panel.choose(self.current.key)
        self.model.set_current(self.current.key if self.current else "")
        if self.project is not None:
            self._rest.start()
        self._actions.refresh()

    def _case_of(self, document: Document | None) -> Case | None:
        path = image_path(document) if document else None
        if path is None or self.project is None:
            return None
        places = (path.absolute(), path.resolve())  # it may be a link, or have been opened by one
        names = {name_in(self.project.folder, place) for place in places}
        found = [case for case in self.model.cases if case.image_name in names]
        if len(found) > 1 and document is not None and document.labels_path is not None:
            found = [case for case in found if case.mask == document.labels_path] or found
        return found[0] if found else None

    def _take(self, case: Case, document: Document) -> None:
        """Hold a case; its mask is saved where it belongs."""
        from annotator.io.mask_file import was_written_here  # nothing slow before the window

        try:
            case_lock.take(case.mask)
        except case_lock.HeldElsewhere as error:
            document.labels_path = None
            self._dialogs.show_problem(f"{error} {tr('Save your work under another name.')}")
            return
        except UserError as error:
            self.said.emit(str(error), "problem")
        if document.labels_path is None:
            document.labels_path = case.mask
        own = was_written_here(case.mask) or is_prefilled(case.mask)
        if document.labels_path == case.mask and own:
            self._session.allow_replacing(case.mask)

    def _saved(self) -> None:
        if self.project is None or self.current is None:
            return
        case = self.project.reread(self.current.key)
        self.current = case
        self.model.update([case])
        self._rest.start()

    def _still_open(self) -> None:
        if self.current is not None:
            case_lock.touch(self.current.mask)

    # ---- voxels read in the background

    def _read(self) -> None:
        """Read the next case, then look into those in view."""
        project = self.project
        if project is None:
            return
        if self._session.busy:
            self._rest.start()
            return
        following = None
        if self.current is not None:
            following = self.panel.neighbour(self.current.key, self._step)
        if following is not None and self.reads_ahead(following.key):
            following = None
        in_view = self.panel.in_view()
        keys = [case.key for case in in_view if not case.is_known]
        if self.current is not None and not self.current.is_known:
            keys.insert(0, self.current.key)
        if following is not None or in_view:
            held = [case.key for case in in_view]
            pictures = self.model.without_picture(held)
            self._reading.start(
                partial(read_cases, project, following, keys, held, pictures), self._have_read
            )

    def reads_ahead(self, key: str) -> bool:
        """Whether a case was read before it is asked for."""
        return self._ahead is not None and self._ahead.case.key == key

    def _have_read(self, event: JobEvent) -> None:
        if event.kind != "step" or self.project is None:
            return
        if isinstance(event.payload, ReadAhead):
            self._ahead = event.payload
            return
        found = event.payload
        if isinstance(found, Case):
            self.model.update([found])
        elif isinstance(found, Glance):
            for key, sentence in found.held.items():
                self.model.set_held(key, sentence)
            self.model.set_pictures(found.pictures)

    def close(self) -> None:
        """Stop for good, and give up the open case."""
        self._rest.stop()
        self._glance.stop()
        self._touch.stop()
        self._finding.close()
        self._reading.close()
        if self.current is not None:
            case_lock.release(self.current.mask)
        self.current = self.project = None
