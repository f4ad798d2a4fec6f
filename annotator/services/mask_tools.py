"""Operations on the mask of one label, in a slice or the whole volume: planned, previewed, undone.

An operation is planned on the thread that owns the document, computed anywhere, and committed as
one named edit. It sees the label's own box alone, widened by what it can reach.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from annotator.core import mask_operations as ops
from annotator.core.errors import UserError
from annotator.core.geometry import Region
from annotator.core.labelmap import VoxelOrigin
from annotator.core.patch import Edit, MaskPatch
from annotator.core.texts import tr, translatable
from annotator.services.paint_over import writable_values
from annotator.services.slices import PLANE_NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from numpy.typing import NDArray

    from annotator.services.document import Document

    Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class MaskOperation:
    """One operation that the user can choose.

    Attributes
    ----------
    name
        Key of the operation.
    text
        What it does, as a command.
    tip
        One sentence that explains it.
    unit
        Of the amount: "mm", "mm³" (mm² in a slice), or "" if it takes none.
    amount
        The amount to start with.
    other
        Whether it takes another label.
    """

    name: str
    text: str
    tip: str
    unit: str = ""
    amount: float = 0.0
    other: bool = False


OPERATIONS: tuple[MaskOperation, ...] = (
    MaskOperation(
        "largest",
        translatable("Keep largest part"),
        translatable("Removes all parts but the largest."),
    ),
    MaskOperation(
        "small",
        translatable("Remove small parts"),
        translatable("Removes parts below a size."),
        "mm³",
        100.0,
    ),
    MaskOperation(
        "holes",
        translatable("Fill holes"),
        translatable("Fills what the label encloses on all sides."),
    ),
    MaskOperation(
        "median",
        translatable("Smooth"),
        translatable("Each voxel follows the majority around it."),
        "mm",
        2.0,
    ),
    MaskOperation(
        "opening",
        translatable("Remove spikes"),
        translatable("Removes spikes and bridges thinner than a ball."),
        "mm",
        2.0,
    ),
    MaskOperation(
        "closing",
        translatable("Close gaps"),
        translatable("Fills gaps and dents narrower than a ball."),
        "mm",
        2.0,
    ),
    MaskOperation(
        "joint",
        translatable("Smooth with neighbours"),
        translatable(
            "Smooths the borders between all unlocked labels and opens no gaps between them."
        ),
        "mm",
        2.0,
    ),
    MaskOperation("grow", translatable("Grow"), translatable("Adds a margin."), "mm", 2.0),
    MaskOperation(
        "shrink", translatable("Shrink"), translatable("Takes a margin away."), "mm", 2.0
    ),
    MaskOperation(
        "hollow", translatable("Hollow"), translatable("Leaves an outer wall."), "mm", 3.0
    ),
    MaskOperation(
        "add",
        translatable("Add another label"),
        translatable("Makes another label part of this one."),
        other=True,
    ),
    MaskOperation(
        "subtract",
        translatable("Keep away from another label"),
        translatable("Removes what lies within a distance of another label."),
        "mm",
        2.0,
        other=True,
    ),
    MaskOperation(
        "intersect",
        translatable("Keep near another label"),
        translatable("Removes what lies farther than a distance from another label."),
        "mm",
        2.0,
        other=True,
    ),
)

_BY_NAME = {operation.name: operation for operation in OPERATIONS}


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """An operation with all that it needs; `run` may be called in any thread.

    Attributes
    ----------
    text
        Name of the edit.
    region
        Box of the volume that it may change.
    before
        uint8 ``(2, *region.shape)``: values and origins as they are now.
    compute
        From label values of the region to new ones.
    writable, locked
        bool ``(256,)``: values that may be replaced, and those that nothing may become.
    revision
        Of the label map that was read.
    """

    text: str
    region: Region
    before: NDArray[np.uint8]
    compute: Callable[[NDArray[np.uint8]], NDArray[np.uint8]]
    writable: Mask
    locked: Mask
    revision: int

    def run(self) -> MaskPatch | None:
        """Return the voxels before and after, None if nothing changes."""
        old = self.before[0]
        new = self.compute(old)
        changed = (new != old) & self.writable[old] & ~self.locked[new]
        after = self.before.copy()
        after[0][changed] = new[changed]
        after[1][changed] = VoxelOrigin.HAND
        return MaskPatch.between(self.region.start, self.before, after)


class MaskTools:
    """Plans operations on the labels of a document and commits them.

    Parameters
    ----------
    document
        The open document.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self.paint_over: Collection[int] | None = None

    def plan(
        self,
        name: str,
        label: int,
        amount: float = 0.0,
        *,
        other: int = 0,
        plane: tuple[int, int] | None = None,
    ) -> Plan:
        """Prepare an operation on a label.

        Parameters
        ----------
        name
            Of one of `OPERATIONS`.
        label
            Label value.
        amount
            In the operation's unit.
        other
            The other label's value, where one is taken.
        plane
            Axis and index of the slice to change; None for the whole volume.

        Raises
        ------
        UserError
            If the label is locked or not painted there, or the other label is missing.
        """
        document, operation = self._document, _BY_NAME[name]
        document.finish_stroke()
        labelled = document.label_class(label)
        if labelled is None:
            raise UserError(tr("Choose a label first."))
        if labelled.locked:
            raise UserError(
                tr(
                    "{name} is locked: unlock it in the label list to change it.",
                    name=labelled.name,
                )
            )
        if operation.other and (other == label or document.label_class(other) is None):
            raise UserError(tr("Choose another label than {name}.", name=labelled.name))
        if operation.unit and not amount > 0:
            raise UserError(
                tr(
                    "{operation} needs an amount above 0 {unit}.",
                    operation=tr(operation.text),
                    unit=operation.unit,
                )
            )
        reach = amount if operation.name in {"median", "closing", "joint", "grow"} else 0.0
        values = [label, other] if operation.name == "add" else [label]
        if operation.name == "joint":
            values = [item.value for item in document.classes if not item.locked]
        region = self._region(values, reach, plane)
        if region is None:
            if plane is None:
                raise UserError(tr("{name} is not painted.", name=labelled.name))
            raise UserError(tr("{name} is not painted on this slice.", name=labelled.name))
        near = self._near(region, other, amount) if operation.other and operation.unit else None
        spacing = document.volume.geometry.spacing_zyx_mm
        compute = partial(_result, operation.name, label, amount, other, spacing, plane, near)
        text = tr("{operation}: {name}", operation=tr(operation.text), name=labelled.name)
        if plane is not None:
            where, number = tr(PLANE_NAMES[plane[0]]), plane[1] + 1
            text = tr("{edit}, {plane} {index}", edit=text, plane=where, index=number)
        writable = writable_values(document.classes, self.paint_over)
        writable[label] = True
        return Plan(
            text,
            region,
            document.labelmap.read(region),
            compute,
            writable,
            ~writable_values(document.classes),
            document.labelmap.revision,
        )

    def commit(self, plan: Plan, patch: MaskPatch | None) -> Edit | None:
        """Make the outcome of a plan one edit; None if nothing changes.

        Raises
        ------
        UserError
            If the mask has been changed since the plan was made.
        """
        if patch is None:
            return None
        if plan.revision != self._document.labelmap.revision:
            raise UserError(tr("The mask has changed meanwhile: try again."))
        edit = Edit(plan.text, (patch,))
        self._document.commit(edit)
        return edit

    def _region(
        self, values: Sequence[int], reach_mm: float, plane: tuple[int, int] | None
    ) -> Region | None:
        """Smallest box that holds the labels, widened by a reach; one slice thick in a plane."""
        voxels, touched = self._document.labelmap.voxels, self._document.labelmap.touched
        if touched is None:
            return None
        start, stop = list(touched.start), list(touched.stop)
        if plane is not None:
            start[plane[0]], stop[plane[0]] = plane[1], plane[1] + 1
        wanted = np.zeros(256, np.bool_)
        wanted[list(values)] = True
        hit = wanted[voxels[tuple(slice(a, b) for a, b in zip(start, stop, strict=True))]]
        spacing = self._document.volume.geometry.spacing_zyx_mm
        for axis in range(3):
            others = tuple(a for a in range(3) if a != axis)
            held = np.flatnonzero(hit.any(axis=others)) + start[axis]
            if not held.size:
                return None
            wider = 0 if plane and plane[0] == axis else int(np.ceil(reach_mm / spacing[axis])) + 1
            start[axis] = max(0, int(held[0]) - wider)
            stop[axis] = min(voxels.shape[axis], int(held[-1]) + 1 + wider)
        return Region((start[0], start[1], start[2]), (stop[0], stop[1], stop[2]))

    def _near(self, region: Region, other: int, distance_mm: float) -> _Near:
        """Box in which the other label can be near the region, and where the region lies in it."""
        geometry = self._document.volume.geometry
        start, stop, inner = [], [], []
        for a, mm in enumerate(geometry.spacing_zyx_mm):
            wider = int(np.ceil(distance_mm / mm))
            start.append(max(region.start[a] - wider, 0))
            stop.append(min(region.stop[a] + wider, geometry.shape_zyx[a]))
            inner.append(slice(region.start[a] - start[a], region.stop[a] - start[a]))
        box = tuple(slice(a, b) for a, b in zip(start, stop, strict=True))
        return _Near(self._document.labelmap.voxels[box] == other, (inner[0], inner[1], inner[2]))


class _Near(NamedTuple):
    """Another label around a region, bool, and the region's place in that box."""

    mask: Mask
    region: tuple[slice, slice, slice]


def _result(
    name: str,
    label: int,
    amount: float,
    other: int,
    spacing_mm: tuple[float, float, float],
    plane: tuple[int, int] | None,
    near: _Near | None,
    labels: NDArray[np.uint8],
) -> NDArray[np.uint8]:
    """Labels of a box, uint8 ``(z, y, x)``, after an operation; a slice is worked on in 2D."""
    if plane is not None:
        axis = plane[0]
        labels = labels.squeeze(axis)
        spacing: tuple[float, ...] = tuple(mm for a, mm in enumerate(spacing_mm) if a != axis)
    else:
        spacing = spacing_mm
    if name == "joint":
        result = ops.smooth_jointly(labels, spacing, amount)
    else:
        mask = labels == label
        new = mask | (labels == other) if name == "add" else mask
        if near is not None:
            covered = ops.grow(near.mask, spacing_mm, amount)[near.region]
            covered = covered.squeeze(plane[0]) if plane is not None else covered
            new = mask & (covered if name == "intersect" else ~covered)
        elif name in _ALONE:
            new = _ALONE[name](mask)
        elif name in _MEASURED:
            new = _MEASURED[name](mask, spacing, amount)
        result = labels.copy()
        result[mask & ~new] = 0
        result[new] = label
    return result if plane is None else np.expand_dims(result, plane[0])


_ALONE: dict[str, Callable[[Mask], Mask]] = {
    "largest": ops.keep_largest,
    "holes": ops.fill_holes,
}
_MEASURED: dict[str, Callable[[Mask, Sequence[float], float], Mask]] = {
    "small": ops.remove_small,
    "median": ops.median,
    "opening": ops.opening,
    "closing": ops.closing,
    "grow": ops.grow,
    "shrink": ops.shrink,
    "hollow": ops.hollow,
}
