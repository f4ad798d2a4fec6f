"""The network that answers clicks: loaded when its tool is first chosen, handed to the views."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.core.texts import tr
from annotator.services.jobs import TERMINAL
from annotator.ui.actions import Action
from annotator.ui.flow import Flow
from annotator.ui.job_bridge import JobBridge
from annotator.ui.viewer.tools import Tool

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.core.cancel import CancelToken
    from annotator.services.jobs import JobEvent
    from annotator.services.ports import SliceClicker
    from annotator.ui.actions import Contribution
    from annotator.ui.panels.tools_panel import ToolsPanel
    from annotator.ui.viewer.viewer_widget import ViewerWidget
    from annotator.ui.window_setup import WindowSetup


class ClickFlow(Flow):
    """Has clicks answered by a network as soon as it is loaded, until then by the random walker.

    Parameters
    ----------
    setup
        Gives the network and a runner of its own for loading it.
    tools
        Where the tool is chosen.
    viewer
        Where clicks are made.
    """

    def __init__(self, setup: WindowSetup, tools: ToolsPanel, viewer: ViewerWidget) -> None:
        super().__init__()
        self._make, self._viewer = setup.clicker, viewer
        self._clicker: SliceClicker | None = None
        self._begun = False
        self._walks = False
        self._runner = setup.inference_runner(JobBridge(self).send)
        self._tools = tools
        tools.tool_chosen.connect(self._chosen)

    def contributions(self) -> list[Contribution]:
        """Offer the choice of who answers."""
        return [
            Action(
                id="clicks_by_walker",
                text=tr("Random walker answers clicks"),
                menu="Tools",
                group=1,
                do=self._choose_walker,
                tip=tr("It follows the edges of the image; for where the network is misled"),
                switch=True,
            )
        ]

    def close(self) -> None:
        """Stop for good."""
        self._runner.close()

    def _chosen(self, tool: Tool) -> None:
        if tool is not Tool.SCRIBBLE:
            return
        if self._make is not None and not self._begun:
            self._begun = True
            self._runner.start(self._load, self._heard)
        else:
            self._say_who_answers()

    def _choose_walker(self, walks: bool) -> None:
        self._walks = walks
        self._viewer.change(clicker=None if walks else self._clicker)
        self._say_who_answers()

    def _load(self, _token: CancelToken) -> Iterator[SliceClicker]:
        assert self._make is not None
        yield self._make()

    def _heard(self, event: JobEvent) -> None:
        if event.kind == "step":
            self._clicker = event.payload  # type: ignore[assignment]
            if not self._walks:
                self._viewer.change(clicker=self._clicker)
        elif event.kind == "failed":
            self.said.emit(str(event.payload), "problem")
        if event.kind in TERMINAL and self._tools.tool is Tool.SCRIBBLE:
            self._say_who_answers()

    def _say_who_answers(self) -> None:
        if self._clicker is not None and not self._walks:
            text = tr("The network {model} answers clicks.", model=self._clicker.name)
        elif self._make is None:
            text = tr("The random walker answers clicks; no network for them is installed.")
        else:
            text = tr("The random walker answers clicks.")
        self.said.emit(f"{tr('Enter keeps the mask.')} {text}", "")
