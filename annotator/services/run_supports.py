"""What a run may learn from: snapshots of the painted slices of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.core.support import supports_from_labels

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from annotator.core.support import SupportSet
    from annotator.services.document import Document


def run_supports(
    document: Document, labels: Collection[int] | None = None
) -> tuple[SupportSet, ...]:
    """Painted slices of labels that are not locked, along the document's axis.

    Labels whose painted slices lie along another axis are left out; see `supports_across`.
    `labels` None means all.
    """
    counts = document.counts
    values = _unlocked(document, labels)
    painted = {
        value: document.complete_slices(value)
        for value in values
        if counts.slices_with(value) and document.label_axis(value) == document.axis
    }
    absent = {
        value: marked - frozenset(counts.slices_with(value))
        for value, marked in document.absent.items()
    }
    limits = {value: document.fill_range(value) for value in values}
    return supports_from_labels(
        document.labelmap.voxels,
        document.axis,
        values=list(painted),
        absent=absent,
        excluded=document.excluded,
        ends={value: ends for value, ends in limits.items() if ends is not None},
        painted=painted,
    )


def supports_across(
    document: Document, labels: Collection[int] | None = None
) -> dict[int, tuple[SupportSet, ...]]:
    """`run_supports` of the labels that were painted along another axis, by that axis.

    Marks are those along that axis.
    """
    found: dict[int, list[int]] = {}
    for value in _unlocked(document, labels):
        axis = document.label_axis(value)
        if axis != document.axis:
            found.setdefault(axis, []).append(value)
    return {axis: _supports_along(document, axis, values) for axis, values in found.items()}


def _supports_along(document: Document, axis: int, values: Sequence[int]) -> tuple[SupportSet, ...]:
    marks, voxels = document.marks.along(axis), document.labelmap.voxels
    absent = {}
    for value in marks.absent.keys() & set(values):
        held = (voxels == value).any(axis=tuple(other for other in range(3) if other != axis))
        absent[value] = frozenset(i for i in marks.absent[value] if not held[i])
    return supports_from_labels(
        voxels,
        axis,
        values=list(values),
        absent=absent,
        excluded=marks.excluded,
        ends=marks.ranges,
    )


def _unlocked(document: Document, labels: Collection[int] | None) -> list[int]:
    return [
        item.value
        for item in document.classes
        if not item.locked and (labels is None or item.value in labels)
    ]
