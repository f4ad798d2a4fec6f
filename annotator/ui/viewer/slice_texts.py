"""Texts in the corners of a slice view."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.services.document import Document
    from annotator.ui.viewer.planes import Plane
    from annotator.ui.viewer.view_state import ViewState

CornerTexts = tuple[list[str], list[str], list[str]]


def corner_texts(document: Document, plane: Plane, state: ViewState) -> CornerTexts:
    """Lines for the corners top left, top right and bottom left."""
    axis, index = state.axis, state.index
    slices = document.volume.voxels.shape[axis]
    place = document.volume.geometry.to_world(state.cursor)[2 - axis]
    side = plane.behind if place >= 0 else plane.before
    where = [f"{plane.name} {index + 1}/{slices}", f"{side} {abs(place):.1f} mm"]
    center, width = state.window
    window = [f"W {_short(width)}  L {_short(center)}"]
    return where, _review_texts(document, axis, index, state), window


def _review_texts(document: Document, axis: int, index: int, state: ViewState) -> list[str]:
    """Say what is to be known of the slice: proposed, which iteration, marked absent."""
    texts = []
    proposal = document.review.proposal
    if proposal is not None and proposal.axis == axis and index in proposal.slices:
        last = proposal.slices[index].iterations - 1
        shown = last if state.iteration is None else min(state.iteration, last)
        empty = not proposal.slices[index].open_values
        proposed = "Proposed as empty" if empty else "Proposed"
        if proposal.slices[index].stage == "preview":
            texts.append("Interpolated for now")
        else:
            texts.append(f"{proposed}, iteration {shown}/{last}" if last else proposed)
        if state.show_change and shown:
            texts.append("green gained, pink lost")
    if axis == document.axis:
        absent = (label for label, slices in document.absent.items() if index in slices)
        texts.extend(f"{document.label_name(label)} absent" for label in sorted(absent))
    return texts


def _short(value: float) -> str:
    """Return a number with three digits, and no decimals from 100 on."""
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"
