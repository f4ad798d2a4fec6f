"""How the views are laid out, and the surfaces of the labels in three dimensions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtCore import QTimer

from annotator.core.errors import UserError
from annotator.core.surfaces import label_surface
from annotator.core.texts import tr, translatable
from annotator.io.surface_file import write_surfaces
from annotator.services.expected_mask import ExpectedMask
from annotator.services.follower import Follower
from annotator.ui.actions import Action
from annotator.ui.flow import Flow
from annotator.ui.job_bridge import JobBridge
from annotator.ui.viewer.layouts import Layout
from annotator.ui.viewer.surface_view import NoSurfaces, SurfaceView, missing_for_3d

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from annotator.core.cancel import CancelToken
    from annotator.core.geometry import Region
    from annotator.core.labels import LabelClass
    from annotator.core.surfaces import Surface
    from annotator.services.document import Document
    from annotator.services.jobs import JobEvent
    from annotator.ui.actions import Contribution
    from annotator.ui.dialogs import Dialogs
    from annotator.ui.viewer.viewer_widget import ViewerWidget
    from annotator.ui.window_setup import WindowSetup

REST_MS = 600
SURFACE_FILTER = translatable("Surfaces (*.stl *.ply *.glb)")
LAYOUT_KEYS = {
    Layout.PLANES: "Ctrl+1",
    Layout.LARGE: "Ctrl+2",
    Layout.SUPPORT: "Ctrl+3",
    Layout.GRID: "Ctrl+4",
}


class SurfaceFlow(Flow):
    """Keeps the surfaces up to date in the background, while they are shown.

    Parameters
    ----------
    setup
        Makes the runner in which surfaces are made.
    viewer
        Has the layouts.
    dialogs
        Asks for the file.
    """

    def __init__(self, setup: WindowSetup, viewer: ViewerWidget, dialogs: Dialogs) -> None:
        super().__init__()
        self._viewer, self._dialogs, self._settings = viewer, dialogs, setup.settings
        self._runner = setup.inference_runner(JobBridge(self).send)
        self._document: Document | None = None
        self.view: SurfaceView | None = None
        self._looked_for = False
        self._outdated: set[int] = set()
        self._counts: dict[int, int] = {}
        self._follower = Follower(
            lambda document: [
                (document.changed, self._changed),
                (document.classes_changed, self._all_changed),
                (document.review.changed, self._proposed),
            ]
        )
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.update_surfaces)

    def contributions(self) -> list[Contribution]:
        """Offer the layouts, and surfaces as files."""
        layouts = [
            Action(
                id=f"layout_{layout.name.lower()}",
                text=tr(layout.value),
                menu="View/Layout",
                group=3,
                do=partial(self._chosen, layout),
                keys=(keys,),
                choice="layout",
            )
            for layout, keys in LAYOUT_KEYS.items()
        ]
        return [
            *layouts,
            Action(
                id="export_surfaces",
                text=tr("Export surfaces…"),
                menu="File",
                group=1,
                do=self.export,
                icon="export",
                tip=tr("Surfaces of all labels that are shown, as STL, PLY or GLB"),
            ),
        ]

    def set_document(self, document: Document | None) -> None:
        """Follow another document."""
        self._document = document
        self._follower.follow(document)
        self._counts = {}
        if self.view is not None:
            self.view.clear()
        wanted = Layout[self._settings.values.layout.upper()]
        if document is not None and wanted is not self._viewer.layout_shown:
            self.choose(wanted)
        self._all_changed()

    def close(self) -> None:
        """Stop for good."""
        self._rest.stop()
        self._runner.close()

    def _chosen(self, layout: Layout) -> None:
        self._settings.change(layout=layout.name.lower())
        self.choose(layout)

    def choose(self, layout: Layout) -> None:
        """Lay out the views in another way."""
        if layout.has_solid and not self._looked_for:
            self._make_view()
        self._viewer.set_layout(layout)
        self._all_changed()

    def _make_view(self) -> None:
        """Make the 3D view, or say why there is none."""
        self._looked_for = True
        sentence = missing_for_3d()
        if sentence:
            self._viewer.set_solid(NoSurfaces(sentence))
            self.said.emit(sentence, "problem")
            return
        self.view = SurfaceView()
        self.view.picked.connect(self._go_to)
        self._viewer.set_solid(self.view)

    def _go_to(self, point: NDArray[np.float64]) -> None:
        """Show the voxel at a point in all planes."""
        document = self._document
        if document is not None:
            inverse = np.linalg.inv(document.volume.geometry.affine)
            x, y, z = (inverse @ [*point, 1.0])[:3].round().astype(int)
            self._viewer.views[0].set_cursor((int(z), int(y), int(x)))

    # ---- surfaces

    def _changed(self, region: Region) -> None:
        document = self._document
        if document is not None and self.view is not None:
            self._outdated.update(np.unique(document.labelmap.voxels[region.slices]).tolist())
            self._rest.start()

    def _all_changed(self) -> None:
        document = self._document
        if document is not None:
            self._outdated.update(label.value for label in document.classes)
            self._rest.start()

    def _proposed(self, _index: int | None) -> None:
        proposal = None if self._document is None else self._document.review.proposal
        if self.view is not None and proposal is not None:
            self._outdated.update(proposal.run_labels)
            if not self._rest.isActive():  # a run goes on proposing: no rest to be waited for
                self._rest.start()

    def update_surfaces(self) -> None:
        """Make the surfaces anew that the mask has changed."""
        document, view = self._document, self.view
        if document is None or view is None or not self._viewer.layout_shown.has_solid:
            return
        shown = {label.value: label for label in document.classes if label.visible}
        for value in set(view.values) - set(shown):
            view.remove(value)
        counts = {value: document.label_voxels(value) for value in shown}
        self._outdated |= {v for v in shown if counts[v] != self._counts.get(v)}
        self._counts = counts
        wanted = [shown[value] for value in sorted(self._outdated) if value in shown]
        mask, affine = ExpectedMask.of(document), document.volume.geometry.affine
        steps = partial(_surfaces_and_veils, mask, wanted, affine)
        self._runner.start(steps, partial(self._heard, document))

    def _heard(self, document: Document, event: JobEvent) -> None:
        found = event.payload
        if isinstance(found, _Made) and self.view is not None and document is self._document:
            label = found.label
            self._outdated.discard(label.value)
            self.view.set_surface(label.value, found.surface, label.color)
            self.view.set_surface(label.value, found.proposed, label.color, proposed=True)
        elif event.kind == "done" and self.view is not None:
            self.view.frame_once()
        elif event.kind == "failed":
            self.said.emit(
                tr("The surfaces could not be made: {reason}", reason=event.payload), "problem"
            )

    # ---- files

    def export(self) -> None:
        """Ask for a file and write the surfaces into it."""
        document = self._document
        if document is None:
            return
        path = self._dialogs.ask_save(tr("Export surfaces"), "surfaces.stl", tr(SURFACE_FILTER))
        if path is None:
            return
        labels = [item for item in document.classes if item.visible]
        steps = partial(
            _export,
            path,
            document.labelmap.voxels.copy(),
            labels,
            document.volume.geometry.affine,
        )
        self.said.emit(tr("Writing {name}…", name=path.name), "")
        self._runner.start(steps, partial(self._exported, path))

    def _exported(self, path: Path, event: JobEvent) -> None:
        if event.kind == "done":
            self.said.emit(tr("Saved {name}.", name=path.name), "ok")
            self._rest.start()
        elif event.kind == "failed":
            text = str(event.payload) if isinstance(event.payload, UserError) else None
            self.said.emit(
                text
                or tr(
                    "{name} could not be written: {reason}", name=path.name, reason=event.payload
                ),
                "problem",
            )


class _Made(NamedTuple):
    """Surface of a label, and what it would be with what is proposed; None for nothing."""

    label: LabelClass
    surface: Surface | None
    proposed: Surface | None = None


def _surfaces_and_veils(
    mask: ExpectedMask,
    wanted: Sequence[LabelClass],
    affine: NDArray[np.float64],
    token: CancelToken,
) -> Iterator[_Made]:
    token.raise_if_cancelled()
    expected = mask.accepted()
    for made in _surfaces(mask.voxels, wanted, affine, token):
        value = made.label.value
        token.raise_if_cancelled()
        if ((expected == value) != (mask.voxels == value)).any():
            made = made._replace(proposed=label_surface(expected, value, affine))
        yield made


def _surfaces(
    labels: NDArray[np.uint8],
    wanted: Sequence[LabelClass],
    affine: NDArray[np.float64],
    token: CancelToken,
) -> Iterator[_Made]:
    for label in wanted:
        token.raise_if_cancelled()
        yield _Made(label, label_surface(labels, label.value, affine))


def _export(
    path: Path,
    labels: NDArray[np.uint8],
    wanted: Sequence[LabelClass],
    affine: NDArray[np.float64],
    token: CancelToken,
) -> Iterator[object]:
    found = []
    for made in _surfaces(labels, wanted, affine, token):
        if made.surface is not None:
            found.append((made.label, made.surface))
        yield None
    if not found:
        raise UserError(tr("No label that is shown holds a voxel: paint one first."))
    write_surfaces(path, found)
