"""Moving through the slices, and how strongly masks cover the image."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from annotator.ui.actions import Action

if TYPE_CHECKING:
    from annotator.ui.actions import Contribution
    from annotator.ui.panels.labels_panel import LabelsPanel
    from annotator.ui.viewer.viewer_widget import ViewerWidget

FAR = 5
TO_THE_END = 10**6
OPACITY_STEP = 0.1
_STEPS = (
    ("slice_next", "Next slice", ("Right", "PgUp"), 1),
    ("slice_previous", "Previous slice", ("Left", "PgDown"), -1),
    ("slice_forward", "5 slices forward", ("Shift+Right", "Shift+PgUp"), FAR),
    ("slice_back", "5 slices back", ("Shift+Left", "Shift+PgDown"), -FAR),
    ("slice_first", "First slice", ("Home",), -TO_THE_END),
    ("slice_last", "Last slice", ("End",), TO_THE_END),
)


class Navigation:
    """Commands of the views.

    Parameters
    ----------
    viewer
        Has the views.
    labels
        Has the opacity.
    """

    def __init__(self, viewer: ViewerWidget, labels: LabelsPanel) -> None:
        self._viewer, self._labels = viewer, labels

    def contributions(self) -> list[Contribution]:
        """Offer slices, masks shown, zoom."""
        viewer = self._viewer
        slices = [
            Action(
                id=name,
                text=text,
                menu="View/Slices",
                group=4,
                do=partial(viewer.step, count),
                keys=keys,
                repeat=abs(count) < TO_THE_END,
            )
            for name, text, keys, count in _STEPS
        ]
        return [
            Action(
                id="overlay",
                text="Show masks",
                menu="View",
                group=1,
                do=lambda shown: viewer.change(overlay_visible=shown),
                keys=("V",),
                icon="eye",
                tip="Hold to peek",
                switch=True,
            ),
            Action(
                id="opacity_less",
                text="Masks more transparent",
                menu="View",
                group=1,
                do=partial(self._change_opacity, -OPACITY_STEP),
                keys=("A",),
                repeat=True,
            ),
            Action(
                id="opacity_more",
                text="Masks more opaque",
                menu="View",
                group=1,
                do=partial(self._change_opacity, OPACITY_STEP),
                keys=("D",),
                repeat=True,
            ),
            Action(
                id="smooth",
                text="Smooth image",
                menu="View",
                group=2,
                do=lambda smooth: viewer.change(smooth=smooth),
                tip="Blend between voxels, or show each as a square",
                needs_image=False,
                switch=True,
            ),
            Action(
                id="crosshair",
                text="Show crosshair",
                menu="View",
                group=2,
                do=lambda shown: viewer.change(crosshair=shown),
                keys=("Shift+C",),
                tip="Always hidden while you paint",
                needs_image=False,
                switch=True,
            ),
            Action(
                id="pen_pressure",
                text="Pen pressure changes the brush",
                menu="Tools",
                group=1,
                do=self._use_pressure,
                tip="With a pen on a tablet: press less to paint with a smaller brush",
                needs_image=False,
                switch=True,
            ),
            Action(
                id="fit",
                text="Fit image to window",
                menu="View",
                group=4,
                do=viewer.fit,
                keys=("R",),
                icon="fit",
            ),
            *slices,
        ]

    def _use_pressure(self, used: bool) -> None:
        for view in self._viewer.views:
            view.pointer.uses_pressure = used

    def _change_opacity(self, change: float) -> None:
        panel = self._labels
        panel.set_opacity(min(max(panel.opacity + change, 0.0), 1.0))
