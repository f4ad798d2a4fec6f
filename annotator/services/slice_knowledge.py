"""What descriptions of slices tell about a label, by its name, and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from annotator.core.slice_scores import LIKELY, UNKNOWN, PresenceScores
from annotator.core.texts import tr
from annotator.services.slices import slice_title

if TYPE_CHECKING:
    from collections.abc import Collection

    from annotator.core.slice_scores import SliceDescriptions

SURE = 0.9
"""At least one slice surely holds a structure, or nothing is said of it by name."""


def named_presence(
    label: int, name: str, absent: Collection[int], described: SliceDescriptions
) -> PresenceScores | None:
    """Presence of a structure that the classifier knows by name; nothing need be painted.

    Parameters
    ----------
    label, name
        Of the structure; "Kidney" means "kidney_left" and "kidney_right" both.
    absent
        Slices marked as not containing it.
    described
        What the slices show.

    Returns
    -------
    PresenceScores or None
        None if no known structure has the name, or none is sure to be anywhere.
    """
    words = _words(name)
    known = {key for item in described.slices for key in item.structures}
    names = sorted(key for key in known if words and words <= _words(key))
    if not names:
        return None
    probability = np.array(
        [max(item.structures.get(key, 0.0) for key in names) for item in described.slices],
        dtype=np.float32,
    )
    probability[list(absent)] = 0.0
    if probability.max() < SURE:
        return None
    likely = np.flatnonzero(probability >= LIKELY)
    probability.flags.writeable = False
    return PresenceScores(
        label=label,
        axis=described.axis,
        probability=probability,
        first=int(likely[0]),
        last=int(likely[-1]),
        confidence=float(probability[likely].mean()),
        change=np.ones(len(probability), dtype=np.float32),
    )


def _words(name: str) -> frozenset[str]:
    return frozenset(name.lower().replace("_", " ").split())


def slice_sentence(
    index: int, name: str, presence: PresenceScores | None, described: SliceDescriptions | None
) -> str:
    """Return "slice 23: Liver is there (92 % sure); abdomen (98 % sure)": what is known of one."""
    parts = []
    if presence is not None:
        chance = float(presence.probability[index])
        if chance >= LIKELY:
            parts.append(tr("{name} is there ({sure:.0%} sure)", name=name, sure=chance))
        else:
            parts.append(tr("{name} is not there ({sure:.0%} sure)", name=name, sure=1 - chance))
    if described is not None:
        item = described.slices[index]
        if item.region != UNKNOWN:
            parts.append(
                tr(
                    "{region} ({sure:.0%} sure)",
                    region=tr(item.region),
                    sure=item.region_probability,
                )
            )
    return f"{slice_title(index)}: {'; '.join(parts) or tr('nothing known yet')}"
