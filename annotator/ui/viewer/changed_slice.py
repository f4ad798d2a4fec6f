"""Where an edit can be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.core.patch import Edit
    from annotator.services.document import Document
    from annotator.ui.viewer.viewer_widget import ViewerWidget


def changed_slice(edit: Edit, document: Document, viewer: ViewerWidget) -> tuple[int, int] | None:
    """Return axis and number of a slice that an edit changed, the nearest to what is in view.

    None if such a slice is in view already, or the edit changed no voxels and no proposal.
    """
    axis = _axis_of(edit, document)
    here, slices = viewer.current_index(axis), _slices(edit, document, axis)
    if not slices or here in slices:
        return None
    return axis, min(slices, key=lambda index: abs(index - here))


def _axis_of(edit: Edit, document: Document) -> int:
    """Axis along which the edit is one slice thin; the propagation axis if there is none."""
    thin = {
        axis
        for axis in range(3)
        if edit.patches and all(patch.shape[axis] == 1 for patch in edit.patches)
    }
    return document.axis if document.axis in thin or not thin else min(thin)


def _slices(edit: Edit, document: Document, axis: int) -> set[int]:
    slices = {
        patch.origin[axis] + step for patch in edit.patches for step in range(patch.shape[axis])
    }
    proposal = document.review.proposal
    if proposal is not None and proposal.axis == axis:
        slices.update(edit.decided)
        slices.update(index for index, _ in edit.decided_labels)
    return slices
