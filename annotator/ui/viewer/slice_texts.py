"""Texts in the corners of a slice view."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from annotator.core.texts import number, tr

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
    where = [
        f"{tr(plane.name)} {index + 1}/{slices}",
        tr("{side} {distance:.1f} mm", side=side, distance=abs(place)),
    ]
    center, width = state.window
    window = [tr("W {width}  L {level}", width=_short(width), level=_short(center))]
    return where, _review_texts(document, axis, index, state), window


def _review_texts(document: Document, axis: int, index: int, state: ViewState) -> list[str]:
    """Say what is to be known of the slice: proposed, which iteration, marked absent."""
    texts = []
    proposal = document.review.proposal
    if proposal is not None and proposal.axis == axis and index in proposal.slices:
        last = proposal.slices[index].iterations - 1
        shown = last if state.iteration is None else min(state.iteration, last)
        empty = not proposal.slices[index].open_values
        proposed = tr("Proposed as empty") if empty else tr("Proposed")
        if proposal.slices[index].stage == "preview":
            texts.append(tr("Interpolated for now"))
        elif proposal.slices[index].stage == "early":
            texts.append(tr("Proposed, not final yet"))
        else:
            texts.append(
                tr(
                    "{proposed}, iteration {shown}/{last}",
                    proposed=proposed,
                    shown=shown,
                    last=last,
                )
                if last
                else proposed
            )
        if state.show_change and shown:
            texts.append(tr("green gained, pink lost"))
    if axis == document.axis:
        absent = (label for label, slices in document.absent.items() if index in slices)
        texts.extend(
            tr("{name} absent", name=document.label_name(label)) for label in sorted(absent)
        )
    return texts


def _short(value: float) -> str:
    """Return a number of three digits, from 100 on without decimals; halves go up, as in fields."""
    return number(math.floor(value + 0.5), ".0f") if abs(value) >= 100 else number(value, ".3g")
