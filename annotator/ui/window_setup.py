"""What a window is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from annotator.services.jobs import JobRunner
from annotator.services.lanes import threaded_lanes
from annotator.ui.dialogs import Dialogs
from annotator.ui.panels.log import LogLines
from annotator.ui.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QWidget

    from annotator.services.document import Document
    from annotator.services.jobs import Deliver, Runner
    from annotator.services.lanes import Lanes
    from annotator.services.ports import (
        CaseLearning,
        Denoiser,
        Prefiller,
        Propagator,
        SliceClicker,
        SliceScorer,
    )


@dataclass
class WindowSetup:
    """What the window is made of; `annotator.app.main` fills it in, tests with fakes.

    Attributes
    ----------
    resources
        Folder with icons, styles, presets and label sets.
    config_folder, data_folder
        Where the user's presets and unsaved work lie.
    cache_folder
        Where indices of projects lie; None for the data folder.
    propagator
        Gives what fills slices; called in the inference runner's thread only, at the first call of
        which torch is imported. The same holds for the next two, each with a runner of its own.
    scorer
        Gives what judges slices. None if no classifier is installed.
    denoiser
        Gives what takes noise out. None if there is none.
    clicker
        Gives what answers clicks on a slice. None if no model for it is installed.
    prefiller
        Gives what fills cases from finished ones. None if there is none.
    learning
        How the network learns from the finished cases of a folder, None if it cannot.
    settings
        What is remembered.
    log_lines
        The session's messages.
    demo
        Makes the demo document, None for no demo.
    lanes, inference_runner
        Make what reads and writes files, and what runs networks, from what has calls made in the
        GUI thread.
    dialogs
        Makes the dialogs for a window.
    autosave_timer
        None for the real one.
    check_cluster
        Raises `UserError` for an address of a cluster that images must not go to; None if runs
        cannot be sent to clusters.
    """

    resources: Path
    config_folder: Path
    data_folder: Path
    propagator: Callable[[], Propagator]
    scorer: Callable[[], SliceScorer] | None = None
    denoiser: Callable[[], Denoiser] | None = None
    clicker: Callable[[], SliceClicker] | None = None
    prefiller: Callable[[], Prefiller] | None = None
    learning: CaseLearning | None = None
    settings: Settings = field(default_factory=Settings)
    log_lines: LogLines = field(default_factory=LogLines)
    demo: Callable[[], Document] | None = None
    lanes: Callable[[Deliver], Lanes] = threaded_lanes
    inference_runner: Callable[[Deliver], Runner] = JobRunner
    dialogs: Callable[[QWidget], Dialogs] = Dialogs
    autosave_timer: QTimer | None = None
    cache_folder: Path | None = None
    check_cluster: Callable[[str], None] | None = None
