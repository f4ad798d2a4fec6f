"""How far a run can be trusted, in plain words: what became of painted slices that were hidden."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from annotator.core.texts import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.core.proposal import Learned
    from annotator.core.support import SupportSet

GOOD, FAIR = 0.9, 0.8
MOST_HIDDEN = 8
"""Most painted slices that are hidden in turn."""


def hidden_dice(
    support: SupportSet, spacing_yx: tuple[float, float]
) -> Iterator[tuple[int, float]]:
    """Hide inner painted slices of a structure one after the other and interpolate them.

    Yields slice number and Dice of the interpolated against the painted mask; of many painted
    slices, only some that are evenly spread. Nothing for less than three.
    """
    from annotator.core.interpolation import ShapeInterpolator  # slow to import

    painted = {item.index: item.mask for item in support.slices}
    inner = sorted(painted)[1:-1]
    if len(inner) > MOST_HIDDEN:
        places = np.linspace(0, len(inner) - 1, MOST_HIDDEN).round().astype(int)
        inner = [inner[place] for place in places]
    for index in inner:
        others = {i: mask for i, mask in painted.items() if i != index}
        shape = ShapeInterpolator(others, spacing_yx).signed_distance(index) > 0
        mask = painted[index]
        total = int(shape.sum()) + int(mask.sum())
        yield index, 2 * int((shape & mask).sum()) / total


def verdict(name: str, learned: Learned | None, interpolated: dict[int, float]) -> str:
    """Say how well a hidden painted slice was met, "" if none could be hidden.

    Parameters
    ----------
    name
        Of the structure.
    learned
        What the run found out of it.
    interpolated
        `hidden_dice` of the structure.
    """
    alone = interpolated.get(-1 if learned is None or learned.hidden is None else learned.hidden)
    if alone is None and interpolated:
        alone = float(np.mean(list(interpolated.values())))
    if learned is not None and not math.isnan(learned.after):
        text = tr(
            "{name}: a hidden painted slice was met with Dice {dice:.2f}: {word}",
            name=name,
            dice=learned.after,
            word=_word(learned.after),
        )
        return (
            text if alone is None else f"{text}; {tr('interpolation alone {dice:.2f}', dice=alone)}"
        )
    if alone is None:
        return ""
    return tr(
        "{name}: interpolation alone met a hidden painted slice with Dice {dice:.2f}: {word}",
        name=name,
        dice=alone,
        word=_word(alone),
    )


def _word(dice: float) -> str:
    if dice >= GOOD:
        return tr("good")
    return tr("fair, look closely") if dice >= FAIR else tr("weak, paint one slice more")
