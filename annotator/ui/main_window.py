"""The window: views in the middle, tools at the left, panels at the right."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QSizePolicy,
    QStackedWidget,
)

from annotator.core.errors import UserError
from annotator.core.texts import tr
from annotator.services.document_files import document_name, image_path
from annotator.services.follower import Follower
from annotator.services.propagation import PropagationService
from annotator.services.recovery import RecoveryStore
from annotator.services.session import Session
from annotator.ui.actions import Action, Actions
from annotator.ui.appearance_flow import AppearanceFlow
from annotator.ui.click_flow import ClickFlow
from annotator.ui.cluster_flow import ClusterFlow
from annotator.ui.denoise_flow import DenoiseFlow
from annotator.ui.display_flow import PRESET_MENU, DisplayFlow
from annotator.ui.draft_flow import DraftFlow
from annotator.ui.effort_flow import EffortFlow
from annotator.ui.export_flow import ExportFlow
from annotator.ui.file_flow import FileFlow
from annotator.ui.guidance_flow import GuidanceFlow
from annotator.ui.help_flow import HelpFlow
from annotator.ui.inspector.flow import InspectorFlow
from annotator.ui.job_bridge import JobBridge
from annotator.ui.keyboard import KeyFilter
from annotator.ui.label_flow import LabelFlow
from annotator.ui.label_list_flow import LabelListFlow
from annotator.ui.learning_flow import LearningFlow
from annotator.ui.mask_flow import MaskFlow
from annotator.ui.masks_shown import MasksShown
from annotator.ui.measure_flow import MeasureFlow
from annotator.ui.menus import TopBar, fill_menu_bar
from annotator.ui.navigation import Navigation
from annotator.ui.panels.intensity_limits import IntensityLimits
from annotator.ui.panels.labels_panel import LabelsPanel
from annotator.ui.panels.log import LogPanel
from annotator.ui.panels.propagate_panel import PropagatePanel
from annotator.ui.panels.review_panel import ReviewPanel
from annotator.ui.panels.support_strip import SupportStrip
from annotator.ui.panels.tools_panel import ToolsPanel
from annotator.ui.prefill_flow import PrefillFlow
from annotator.ui.presence_flow import PresenceFlow
from annotator.ui.reference_flow import ReferenceFlow
from annotator.ui.residual_flow import ResidualFlow
from annotator.ui.review_flow import ReviewFlow
from annotator.ui.run_flow import RunFlow
from annotator.ui.start_page import StartPage
from annotator.ui.statistics_flow import StatisticsFlow
from annotator.ui.status_bar import StatusBar
from annotator.ui.surface_flow import SurfaceFlow
from annotator.ui.theme import Icons
from annotator.ui.tool_flow import ToolFlow
from annotator.ui.tour_flow import TourFlow
from annotator.ui.tour_flow import steps as tour_steps
from annotator.ui.undo import UndoStack
from annotator.ui.viewer.tools import Tool
from annotator.ui.viewer.viewer_widget import ViewerWidget
from annotator.ui.window_layout import add_log_dock, add_panel_dock, column
from annotator.ui.worklist_flow import WorklistFlow

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QShowEvent

    from annotator.services.document import Document
    from annotator.ui.actions import Contribution
    from annotator.ui.flow import Flow
    from annotator.ui.window_setup import WindowSetup

log = logging.getLogger(__name__)

IDLE_MS = 300


class MainWindow(QMainWindow):
    """One image with its masks; opens with a start page."""

    def __init__(self, setup: WindowSetup) -> None:
        super().__init__()
        self._app = QApplication.instance() or QApplication([])
        self.settings = setup.settings
        self.resources = setup.resources
        self.icons = Icons(setup.resources / "icons")
        self.actions_by_name = Actions(
            self, self.icons, setup.settings, lambda: self.document is not None
        )
        self.dialogs = setup.dialogs(self)
        self._left = False
        self._follower = Follower(lambda document: [(document.dirty_changed, self._show_title)])
        self._idle = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._idle.timeout.connect(self._find_devices)
        self._make_workers(setup)
        self._make_widgets(setup)
        self._make_flows(setup)
        self._arrange()
        self._wire()
        self._restore_settings()
        self.session.document_changed.emit(None)

    @property
    def document(self) -> Document | None:
        """The open document."""
        return self.session.document

    # ---- construction

    def _make_workers(self, setup: WindowSetup) -> None:
        bridge = JobBridge(self)
        self._inference = setup.inference_runner(bridge.send)
        store = RecoveryStore(setup.data_folder / "unsaved")
        self.session = Session(setup.lanes(bridge.send), self.dialogs, store)
        self._service = PropagationService(
            lambda: self.session.document, self._inference, setup.propagator
        )

    def _make_widgets(self, setup: WindowSetup) -> None:
        actions = self.actions_by_name
        self.undo_stack = UndoStack(self)
        self.viewer = ViewerWidget()
        self.tools = ToolsPanel(actions, lambda: self.document)
        self.labels_panel = LabelsPanel(actions, self.icons)
        self.propagate_panel = PropagatePanel(actions, setup.settings)
        self.review_panel = ReviewPanel(actions)
        self.strip = SupportStrip()
        self.status = StatusBar()
        self.start_page = StartPage(actions, self.icons, demo=setup.demo is not None)
        self._log_panel = LogPanel(setup.log_lines)
        self.limits = IntensityLimits(actions)
        self.top_bar = TopBar(actions, self.limits)

    def _make_flows(self, setup: WindowSetup) -> None:
        self.files = FileFlow(
            self.session, self.dialogs, setup.settings, setup.demo, setup.autosave_timer
        )
        self.display = DisplayFlow(
            self.viewer,
            self.actions_by_name,
            setup.resources / "presets" / "ct_windows.toml",
            setup.config_folder / "ct_windows.toml",
            setup.settings,
        )
        self.runs = RunFlow(self._service, self._inference, setup.propagator, self.propagate_panel)
        self.cluster = ClusterFlow(
            setup.settings, self.propagate_panel, self.dialogs, setup.check_cluster
        )
        self.learning = LearningFlow(
            self._service, self.runs, self.propagate_panel, self.actions_by_name
        )
        self.review = ReviewFlow(setup, self.viewer, self.review_panel, self.dialogs)
        self.labels = LabelFlow(
            lambda: self.document,
            self.labels_panel,
            self.viewer,
            self.dialogs,
            setup.resources / "label_sets",
            setup.config_folder / "label_sets",
        )
        self.label_list = LabelListFlow(self.labels_panel, self.actions_by_name, self.dialogs)
        self.guidance = GuidanceFlow(
            setup, self.actions_by_name, self.strip, self.propagate_panel, self.status, self.runs
        )
        self.navigation = Navigation(
            self.viewer,
            self.labels_panel,
            self.strip,
            self.propagate_panel,
            self.status,
            self.undo_stack,
        )
        tools = ToolFlow(self.tools, self.limits, self.viewer, self.undo_stack, self.display)
        self.clicks = ClickFlow(setup, self.tools, self.viewer)
        self.masks = MaskFlow(setup, self.viewer)
        self.drafts = DraftFlow(setup, lambda: self.document, self.viewer)
        self.statistics = StatisticsFlow(setup, self, lambda: self.document, self.dialogs)
        self.worklist = WorklistFlow(setup, self, self.session, self.actions_by_name, self.dialogs)
        self.prefills = PrefillFlow(setup, self.worklist, self.actions_by_name, self.dialogs)
        self.exports = ExportFlow(
            setup, lambda: self.worklist.project, self.actions_by_name, self.dialogs
        )
        self.measures = MeasureFlow(self, self.viewer)
        self.denoise = DenoiseFlow(setup, self.actions_by_name, self.viewer, self.propagate_panel)
        self.runs.other_volume = lambda: self.denoise.run_volume
        self.surfaces = SurfaceFlow(setup, self.viewer, self.dialogs)
        self.reference = ReferenceFlow(setup, self, self.viewer, self.dialogs)
        self.masks_shown = MasksShown(self.viewer, lambda: self.document)
        self.inspector = InspectorFlow(
            setup,
            self.actions_by_name,
            self.viewer,
            self.dialogs,
            lambda: self.propagate_panel.options,
        )
        self.inspector.other_volume = self.runs.other_volume
        self.reference.changed.connect(self.inspector.set_reference)
        self.residual = ResidualFlow(self, self.viewer, self.denoise)
        self.presence = PresenceFlow(self, self.viewer, self.guidance.service)
        self.effort = EffortFlow(
            setup.settings, self.actions_by_name, setup.data_folder / "effort.csv"
        )
        self.appearance = AppearanceFlow(
            setup.settings,
            self.actions_by_name,
            (self.viewer, self.labels_panel, self.propagate_panel, self.review_panel),
            self.icons,
            setup.resources,
        )
        self.tour = TourFlow(
            setup.settings,
            self,
            tour_steps(self.viewer, self.tools, self.propagate_panel, self.review_panel),
            self.files.open_demo,
        )
        self._flows: tuple[Flow, ...] = (
            self.files,
            self.cluster,
            self.worklist,
            self.prefills,
            self.exports,
            self.display,
            self.navigation,
            tools,
            self.clicks,
            self.masks,
            self.drafts,
            self.labels,
            self.label_list,
            self.measures,
            self.statistics,
            self.guidance,
            self.denoise,
            self.runs,
            self.learning,
            self.review,
            self.surfaces,
            self.reference,
            self.masks_shown,
            self.inspector,
            self.effort,
            self.residual,
            self.appearance,
            self.presence,
            self.tour,
        )
        for flow in self._flows:
            flow.setParent(self)  # their timers end with the window
            flow.said.connect(self.status.say)
        self._take_actions(setup)
        self._keys = KeyFilter(self.actions_by_name["overlay"], self)
        self._keys.field_left.connect(self.navigation.to_the_image)
        self._app.installEventFilter(self._keys)

    def _take_actions(self, setup: WindowSetup) -> None:
        """Collect what every part contributes; within a menu, in this order."""
        actions = self.actions_by_name
        for flow in self._flows:
            actions.add(flow.contributions())
        for part in (
            self.undo_stack,
            HelpFlow(setup, self, actions, self.undo_stack, self.dialogs),
            self,
        ):
            actions.add(part.contributions())
        self.addActions(list(actions))
        self.menus = fill_menu_bar(self.menuBar(), actions)
        self.top_bar.window_fields.set_menu(self.menus[PRESET_MENU])

    def contributions(self) -> list[Contribution]:
        """Offer what concerns the window as a whole."""
        return [
            Action(
                id="cancel",
                text=tr("Cancel the run / no tool"),
                menu="Propagate",
                do=self._cancel,
                keys=("Esc",),
                icon="cancel",
            ),
            Action(
                id="messages",
                text=tr("Messages"),
                menu="View",
                group=5,
                do=self._show_messages,
                needs_image=False,
                switch=True,
            ),
            Action(
                id="quit",
                text=tr("Quit"),
                menu="File",
                group=2,
                do=self.close,
                keys=("Ctrl+Q",),
                needs_image=False,
            ),
        ]

    def _cancel(self) -> None:
        if self.runs.running:
            self.runs.cancel()
        elif self.session.opening:
            self.session.cancel_opening()
        elif self.masks.active:
            self.masks.close_bar()
        else:
            self.tools.set_tool(Tool.NONE)

    def _show_messages(self, shown: bool) -> None:
        self.log_dock.setVisible(shown)

    def _arrange(self) -> None:
        self.setWindowIcon(self.icons.get("annotator"))
        self.setAcceptDrops(True)
        self.setStatusBar(self.status)
        self.addToolBar(Qt.ToolBarArea.TopToolBarArea, self.top_bar)
        self.addToolBar(Qt.ToolBarArea.LeftToolBarArea, self.tools)
        work = column(
            (self.denoise.panel, self.masks.panel, self.viewer, self.strip), tallest=self.viewer
        )
        self._pages = QStackedWidget()
        self._pages.addWidget(self.start_page)
        self._pages.addWidget(work)
        ignored = QSizePolicy.Policy.Ignored  # its buttons and file names widen no window
        self.start_page.setSizePolicy(ignored, ignored)
        self.setCentralWidget(self._pages)
        self._panel_dock = add_panel_dock(
            self, (self.labels_panel, self.propagate_panel, self.review_panel)
        )
        self.log_dock = add_log_dock(self, self._log_panel)
        self.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.inspector.dock)
        self.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)
        self.resize(1280, 800)

    def _wire(self) -> None:
        self._follow_session()
        self.session.said.connect(self.status.say)
        self.start_page.recent_chosen.connect(self.files.open_recent)
        self.start_page.demo_chosen.connect(self.tour.note_demo)
        self.start_page.demo_chosen.connect(self.files.open_demo)
        self.runs.device_found.connect(self.status.set_device)
        self.runs.running_changed.connect(self._update_actions)
        self.runs.situation_changed.connect(self._update_actions)
        self.review.waiting_changed.connect(self._update_actions)
        self.guidance.slice_requested.connect(self.navigation.go_to_slice)
        self.tools.paint_over.changed.connect(self.masks.set_paint_over)
        self.session.autosave.state_changed.connect(self.status.set_autosave)
        self.display.changed.connect(self.top_bar.window_fields.show_window)
        self.top_bar.window_fields.chosen.connect(self.display.choose)
        self.undo_stack.indexChanged.connect(self._edited)
        self.log_dock.visibilityChanged.connect(self.actions_by_name["messages"].setChecked)

    # ---- document

    def _follow_session(self) -> None:
        """Let every part hear which document is open, the window last."""
        opened = self.session.document_changed
        for widget in (self.undo_stack, self.viewer, self.labels_panel, self.strip):
            opened.connect(widget.set_document)
        for flow in self._flows:
            opened.connect(flow.set_document)
        opened.connect(self.set_document)

    def set_document(self, document: Document | None) -> None:
        """Arrange the window for another document, or for the start page."""
        self._follower.follow(document)
        if document is None:
            self.start_page.set_recent(self.settings.recent())
            self._pages.setCurrentIndex(0)
        else:
            self._pages.setCurrentIndex(1)
            self.navigation.to_the_image()
        for part in (self.tools, self.top_bar, self._panel_dock):
            part.setVisible(document is not None)
        self._show_title()
        self._update_actions()

    def show_error(self, error: BaseException) -> None:
        """Tell the user about an exception that nobody caught."""
        if isinstance(error, UserError):
            self.dialogs.show_problem(str(error))
            self.status.say(str(error), "problem")
        elif isinstance(error, Exception):
            self.session.show_failure(error)

    # ---- reactions

    def _edited(self) -> None:
        self.session.autosave.note_edit()
        self._update_actions()

    def _show_title(self, *_dirty: bool) -> None:
        document = self.document
        if document is None:
            self.setWindowTitle("CAT-Net Annotator")
        else:
            star = " •" if document.dirty else ""
            path = image_path(document)
            folder = f"{path.absolute().parent.name}/" if path else ""
            self.setWindowTitle(f"{folder}{document_name(document)}{star} – CAT-Net Annotator")

    def _update_actions(self, *_news: bool) -> None:
        self.actions_by_name.refresh()
        self.undo_stack.name_steps(self.actions_by_name)

    # ---- window

    def showEvent(self, event: QShowEvent) -> None:
        """Look for devices soon after the window is on the screen."""
        super().showEvent(event)
        self._idle.start()

    def _find_devices(self) -> None:
        """Look for devices, which takes seconds of work, but not while an image is opened."""
        if self.session.busy:
            self._idle.start()
        else:
            self.runs.find_devices()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved changes; a chosen save finishes before the window closes."""
        if not self._left:
            self.session.may_leave(self._leave)
        if self._left:
            event.accept()
        else:
            event.ignore()

    def _leave(self) -> None:
        self._left = True
        self._save_settings()
        self._idle.stop()
        self.learning.close()  # before what it would start again
        self._inference.close()
        for flow in self._flows:
            flow.close()
        self.session.leave()
        self._app.removeEventFilter(self._keys)
        self.close()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take local files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the files or the folder dropped: an image, its mask, or both."""
        urls = event.mimeData().urls()
        paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.session.open_dropped(paths)

    def _restore_settings(self) -> None:
        values = self.settings.values
        if values.geometry:
            self.restoreGeometry(QByteArray(values.geometry))
        self.appearance.show()
        self.labels_panel.set_opacity(values.opacity)
        self.tools.brush_size.set_diameter(values.brush_mm)
        for name in ("overlay", f"layout_{values.layout}", f"tool_{self.tools.tool.value}"):
            self.actions_by_name[name].setChecked(True)
        self.actions_by_name["guidance"].setChecked(values.guidance)
        self.actions_by_name["smooth"].setChecked(values.smooth)
        self.effort.restore()
        self.prefills.restore()
        self.actions_by_name["crosshair"].setChecked(values.crosshair)
        self.actions_by_name["pen_pressure"].setChecked(values.pen_pressure)
        self.actions_by_name["review_order"].setChecked(values.least_certain_first)

    def _save_settings(self) -> None:
        self.display.remember()
        self.settings.change(
            geometry=self.saveGeometry().data(),
            smooth=self.actions_by_name["smooth"].isChecked(),
            crosshair=self.actions_by_name["crosshair"].isChecked(),
            pen_pressure=self.actions_by_name["pen_pressure"].isChecked(),
            least_certain_first=self.actions_by_name["review_order"].isChecked(),
            opacity=self.labels_panel.opacity,
            brush_mm=self.tools.brush_size.diameter_mm,
        )
        self.settings.sync()
