"""Label maps in: on the grid of their image, from whatever other programs make of them."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import ndimage

from annotator.core.errors import UserError
from annotator.core.texts import number, tr
from annotator.io.dicom.mask import OverlappingLabels, is_dicom_mask_file, read_dicom_mask
from annotator.io.orientation import (
    axes_onto,
    box_onto,
    canonical_axes,
    canonical_geometry,
    grid_difference,
)
from annotator.io.read import open_image
from annotator.io.segments import Segment, segments_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from annotator.core.geometry import AxisMap
    from annotator.core.labels import LabelClass
    from annotator.core.volume import Volume
    from annotator.io.image_file import ImageFile

logger = logging.getLogger(__name__)

LARGEST_LABEL = 254
NEARLY_WHOLE = 1e-3
"""Distance from a whole number, at 1; grows with the value as rounding errors of float32 do."""
MOST_LABELS = 254
MOST_VALUES = 1 << 16


@dataclass(frozen=True, slots=True)
class MaskOptions:
    """What the user has agreed to.

    Attributes
    ----------
    resample
        Lay a mask on another grid onto that of the image, each voxel taking the nearest value.
    renumber
        Give labels above 254 the lowest free values.
    layer
        Which layer of a file with several, from 0.
    order
        Label values of a DICOM mask whose labels overlap, the last one on top; () for none.
    """

    resample: bool = False
    renumber: bool = False
    layer: int | None = None
    order: tuple[int, ...] = ()


class MaskQuestion(UserError):  # noqa: N818 - it asks a question
    """A mask that can be opened if the user agrees.

    Attributes
    ----------
    fact
        What is the matter, without a full stop.
    choices
        What can be done: words for a button, and the options to open it with.
    overlapping
        Values and names of labels that overlap, where their order is asked for; else ().
    """

    def __init__(
        self,
        fact: str,
        advice: str,
        choices: Sequence[tuple[str, MaskOptions]],
        overlapping: Sequence[tuple[int, str]] = (),
    ) -> None:
        super().__init__(f"{fact}; {advice}.")
        self.fact = fact
        self.choices = tuple(choices)
        self.overlapping = tuple(overlapping)


@dataclass(frozen=True, slots=True, eq=False)
class LabelMapFile:
    """What a file with a label map holds.

    Attributes
    ----------
    voxels
        uint8 ``(z, y, x)`` on the grid of the image.
    classes
        Names and colours that the file itself gives, ascending by value.
    notes
        What was assumed, whole sentences.
    """

    voxels: NDArray[np.uint8]
    classes: tuple[LabelClass, ...] = ()
    notes: tuple[str, ...] = ()


def read_labels(
    path: str | Path, like: Volume, options: MaskOptions | None = None
) -> NDArray[np.uint8]:
    """Voxels of `read_label_map`; what was assumed goes to the log."""
    found = read_label_map(path, like, options)
    for note in found.notes:
        logger.warning("%s", note)
    return found.voxels


def read_label_map(
    path: str | Path, like: Volume, options: MaskOptions | None = None
) -> LabelMapFile:
    """Read a label map that lies on the grid of a volume.

    The file may store its axes in another order or flipped, as long as it covers the same voxels
    in space, and it may cover a box of them only. Almost whole numbers count as whole, NaN as
    background. A mask of only 0 and 255 is taken as label 1.

    Parameters
    ----------
    path
        Same formats as `annotator.io.read.read_volume`; whole numbers in any numeric type.
    like
        The image that the labels belong to.
    options
        What the user has agreed to; default: nothing.

    Raises
    ------
    MaskQuestion
        If the file can be opened should the user agree.
    UserError
        If the file is no label map.
    """
    options = options or MaskOptions()
    if is_dicom_mask_file(Path(path)):
        return _dicom_mask(Path(path), like, options)
    image = open_image(path)
    segments = segments_of(image)
    layer = _layer(image, segments, options)
    notes: list[str] = list(image.warnings) if not image.placed else []
    values = _LabelValues(image, layer)
    voxels = _on_grid(image, values, like, options, notes)
    voxels = _renumbered(image, values, voxels, options, notes)
    notes += values.notes()
    if segments and not values.renumbered:
        classes = [s.label for s in segments if s.layer == layer and s.label.value in values.found]
    else:
        classes = []
    return LabelMapFile(voxels, tuple(sorted(classes, key=lambda c: c.value)), tuple(notes))


def _dicom_mask(path: Path, like: Volume, options: MaskOptions) -> LabelMapFile:
    try:
        found = read_dicom_mask(path, like, options.order)
    except OverlappingLabels as overlap:
        values = tuple(value for value, _ in overlap.labels)
        names = dict(overlap.labels)
        choices = [
            (tr("{name} on top", name=names[order[-1]]), replace(options, order=order))
            for order in (values, values[::-1])
        ]
        raise MaskQuestion(overlap.fact, overlap.advice, choices, overlap.labels) from overlap
    return LabelMapFile(found.voxels, found.classes, found.notes)


def _layer(image: ImageFile, segments: tuple[Segment, ...], options: MaskOptions) -> int:
    count = image.time_points
    if count == 1:
        return 0
    if options.layer is not None:
        if not 0 <= options.layer < count:
            raise UserError(
                tr(
                    "{name} has no layer {layer}; choose one from 0 to {count}.",
                    name=image.path.name,
                    layer=options.layer,
                    count=count - 1,
                )
            )
        return options.layer
    if not image.layers:
        raise UserError(
            tr(
                "{name} has {count} time points; a label map must be 3D.",
                name=image.path.name,
                count=count,
            )
        )
    choices = []
    for layer in range(count):
        names = ", ".join(s.label.name for s in segments if s.layer == layer) or tr(
            "layer {layer}", layer=layer
        )
        choices.append(
            (tr("Layer {layer}: {names}", layer=layer, names=names), replace(options, layer=layer))
        )
    raise MaskQuestion(
        tr(
            "{name} has {count} layers of overlapping segments, and a mask holds one "
            "label per voxel",
            name=image.path.name,
            count=count,
        ),
        f"open one layer after the other (--layer 0 to --layer {count - 1})",
        choices,
    )


class _LabelValues:
    """Reads the slabs of an image as whole label values, and remembers what it met."""

    def __init__(self, image: ImageFile, layer: int) -> None:
        self._image = image
        self._layer = layer
        self._nan = 0
        self._rounded = 0
        self.found: set[int] = set()
        self.renumbered: dict[int, int] = {}

    def read(self) -> NDArray[Any]:
        """All values ``(i, j, k)``, of the smallest type that holds them."""
        result: NDArray[Any] = np.empty(self._image.shape_ijk, np.uint8, order="F")
        for where, values in self._image.values(self._layer):
            whole = self._whole(values)
            self._remember(whole)
            highest = int(whole.max())
            if highest > np.iinfo(result.dtype).max:
                result = result.astype(np.min_scalar_type(highest), order="F")
            result[:, :, where] = whole
        return result

    def notes(self) -> list[str]:
        """Whole sentences on what was assumed."""
        name, notes = self._image.path.name, []
        if self._nan:
            notes.append(
                tr(
                    "{name} holds {nan} voxels that are no number (NaN); they were read as "
                    "background.",
                    name=name,
                    nan=self._nan,
                )
            )
        if self._rounded:
            notes.append(
                tr(
                    "{name} holds {rounded} voxels that are almost whole numbers; they "
                    "were read as "
                    "the nearest label.",
                    name=name,
                    rounded=self._rounded,
                )
            )
        return notes

    def _whole(self, values: NDArray[Any]) -> NDArray[Any]:
        if values.dtype.kind == "f":
            missing = np.isnan(values)
            count = int(np.count_nonzero(missing))
            self._nan += count
            values = np.where(missing, 0.0, values) if count else values
            if not np.isfinite(values).all():
                raise self._no_label_map(tr("infinite values"))
            whole = np.rint(values)
            off = np.abs(values - whole)
            if (off > NEARLY_WHOLE * np.maximum(1.0, np.abs(whole) / 16.0)).any():
                raise self._no_label_map("fractions")
            self._rounded += int(np.count_nonzero(off))
            values = whole
        low, high = values.min(), values.max()
        if low < 0 or high > np.iinfo(np.uint32).max:
            raise self._no_label_map(tr("values from {low:g} to {high:g}", low=low, high=high))
        return values if values.dtype.kind in "iu" else values.astype(np.uint32)

    def _remember(self, whole: NDArray[Any]) -> None:
        if whole.dtype.itemsize == 1:
            present = np.flatnonzero(np.bincount(whole.ravel("K").astype(np.uint8), minlength=256))
        else:
            present = np.unique(whole)
        self.found.update(int(value) for value in present if value)
        if len(self.found) > MOST_VALUES:
            raise self._no_label_map(tr("more than {most} values", most=MOST_VALUES))

    def _no_label_map(self, found: str) -> UserError:
        return UserError(
            tr(
                "{name} holds {found}, so it is no label map; labels are whole numbers from 0 to "
                "{largest_label}.",
                name=self._image.path.name,
                found=found,
                largest_label=LARGEST_LABEL,
            )
        )


def _renumbered(
    image: ImageFile,
    values: _LabelValues,
    voxels: NDArray[Any],
    options: MaskOptions,
    notes: list[str],
) -> NDArray[np.uint8]:
    """uint8 label values; those above 254 get others if the user agrees."""
    name = image.path.name
    high = sorted(value for value in values.found if value > LARGEST_LABEL)
    if values.found == {255}:
        notes.append(tr("{name} holds only 0 and 255; 255 was read as label 1.", name=name))
        return np.asarray(voxels > 0, np.uint8)
    if not high:
        labels: NDArray[np.uint8] = voxels.astype(np.uint8, copy=False)
        return labels
    if len(values.found) > MOST_LABELS:
        raise UserError(
            tr(
                "{name} holds {count} labels, and a mask has room for {most_labels}; is it an "
                "image?",
                name=name,
                count=len(values.found),
                most_labels=MOST_LABELS,
            )
        )
    free = (value for value in range(1, LARGEST_LABEL + 1) if value not in values.found)
    new = dict(zip(high, free, strict=False))
    told = ", ".join(f"{old} → {value}" for old, value in list(new.items())[:8])
    told += ", …" if len(new) > 8 else ""
    if not options.renumber:
        shown = ", ".join(map(str, high[:8])) + (", …" if len(high) > 8 else "")
        raise MaskQuestion(
            tr(
                "{name} uses the values {shown}, and labels go from 1 to {largest}",
                name=name,
                shown=shown,
                largest=LARGEST_LABEL,
            ),
            f"they can be renumbered ({told}) with --renumber-labels",
            [(tr("Renumber ({told})", told=told), replace(options, renumber=True))],
        )
    values.renumbered = new
    notes.append(
        tr(
            "{name} has labels above {largest}, which were renumbered: {told}.",
            name=name,
            largest=LARGEST_LABEL,
            told=told,
        )
    )
    keys = np.array(sorted(values.found | {0}))
    table = np.array([new.get(int(key), int(key)) for key in keys], np.uint8)
    return np.asarray(table[np.searchsorted(keys, voxels)], np.uint8)


def _on_grid(
    image: ImageFile, values: _LabelValues, like: Volume, options: MaskOptions, notes: list[str]
) -> NDArray[Any]:
    """Values laid onto the grid of an image: as they are, as a box of it, or resampled."""
    axes = _axes_onto(image, like)
    if axes is not None:
        return np.ascontiguousarray(axes.to_canonical(values.read()))
    box = box_onto(image.affine_ras, image.shape_ijk, like.geometry)
    if box is not None:
        part = box[0].to_canonical(values.read())
        result = np.zeros(like.geometry.shape_zyx, part.dtype)
        result[box[1]] = part
        notes.append(
            tr(
                "{name} covers a part of the image ({shape} voxels), on the same voxels; the rest "
                "was read as background.",
                name=image.path.name,
                shape=_by(part.shape),
            )
        )
        return result
    difference = grid_difference(image.affine_ras, image.shape_ijk, like.geometry)
    if not options.resample:
        raise MaskQuestion(
            tr(
                "{name} is not on the grid of the image: {difference}",
                name=image.path.name,
                difference=difference,
            ),
            "save it on the grid of the image, or let each voxel of the image take the nearest "
            "value (--resample-labels)",
            [(tr("Take the nearest values"), replace(options, resample=True))],
        )
    notes.append(
        tr(
            "{name} was resampled onto the grid of the image: {difference}.",
            name=image.path.name,
            difference=difference,
        )
    )
    return _nearest(image, values, like)


def _nearest(image: ImageFile, values: _LabelValues, like: Volume) -> NDArray[Any]:
    axes = canonical_axes(image.affine_ras)
    grid = canonical_geometry(image.affine_ras, image.shape_ijk, axes)
    steps = np.linalg.inv(grid.affine) @ like.geometry.affine  # x, y, z of the image to the mask's
    flipped = steps[:3, :3][::-1, ::-1]
    voxels = np.ascontiguousarray(axes.to_canonical(values.read()))
    result: NDArray[Any] = ndimage.affine_transform(
        voxels,
        flipped,
        steps[:3, 3][::-1],
        like.geometry.shape_zyx,
        voxels.dtype,
        order=0,
        mode="grid-constant",
    )
    return result


def _axes_onto(image: ImageFile, like: Volume) -> AxisMap | None:
    """Axes that lay a label map onto a volume, by any of the ways in which programs place both.

    Headers may allow two placements (sform and qform), and a program that wrote the mask may have
    taken another one than we did for the image.
    """
    source = like.source
    grids = [like.geometry]
    for other in source.placements if source else ():
        assert source is not None
        grids.append(canonical_geometry(other, source.shape_ijk, source.axes))
    for grid in grids:
        for affine in (image.affine_ras, *image.placements):
            axes = axes_onto(affine, image.shape_ijk, grid)
            if axes is not None:
                return axes
    return None


def _by(zyx: Sequence[float]) -> str:
    return " × ".join(number(float(value), ".5g") for value in reversed(zyx))
