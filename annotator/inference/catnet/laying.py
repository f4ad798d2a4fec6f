"""Finished patients laid onto a new one where a locator, learned from them, says structures lie.

Scans begin and end anywhere: by their images alone, patients are easily laid a kidney too high.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from annotator.inference.catnet.patients import Laid
from annotator.inference.cloformer.locator import (
    Places,
    bring_together,
    learn_to_locate,
    look_at,
)
from annotator.inference.registration import Registration

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from annotator.core.cancel import CancelToken
    from annotator.core.finished import FinishedCase
    from annotator.core.volume import Volume
    from annotator.inference.cloformer.slice_scorer import SliceEncoder


class Laying:
    """Lays finished patients onto others; their order does not matter.

    Parameters
    ----------
    cases
        Finished patients.
    axis
        Slice axis.
    encoder
        The slice classifier; without one, patients are laid by their images alone.
    token
        Stops the work.

    Raises
    ------
    Cancelled
        If the token was cancelled.
    """

    def __init__(
        self,
        cases: Sequence[FinishedCase],
        axis: int,
        encoder: SliceEncoder | None,
        token: CancelToken,
    ) -> None:
        self._axis, self._encoder, self._token = axis, encoder, token
        self._finished = {case.volume.content_id for case in cases}
        self._places: dict[str, Places] = {}
        self._locator = None
        values = sorted({int(v) for case in cases for v in np.unique(case.labels)} - {0})
        if encoder is not None and values:
            cases = sorted(cases, key=identity)
            known = [(self._look_at(case.volume), case.labels) for case in cases]
            self._locator = learn_to_locate(known, values, token)

    def lay(self, case: FinishedCase, volume: Volume) -> Laid:
        """Lay a finished patient onto another; raises `Cancelled` if the token was cancelled."""
        start = None
        if self._locator is not None and case.labels.any():
            there = self._look_at(case.volume)
            masks = there.masks(case.labels, self._locator.values)
            here = self._look_at(volume)
            start = bring_together(here, self._locator.chances(here), there, masks)
        registration = Registration(volume, case.volume, start)
        return Laid(case, registration, registration.carry(case.labels))

    def presence(self, volume: Volume) -> dict[int, NDArray[np.float32]]:
        """Per label value, how likely each slice of a volume holds it; empty without a locator."""
        if self._locator is None:
            return {}
        found = self._locator.chances(self._look_at(volume)).amax((2, 3))
        return dict(zip(self._locator.values, found.numpy(), strict=True))

    def _look_at(self, volume: Volume) -> Places:
        assert self._encoder is not None
        if volume.content_id not in self._places:
            for gone in self._places.keys() - self._finished:  # of new ones the last is kept
                del self._places[gone]
            self._places[volume.content_id] = look_at(
                self._encoder, volume, self._axis, self._token
            )
        return self._places[volume.content_id]


def identity(case: FinishedCase) -> tuple[str, int]:
    """Tell cases apart by what they hold: the same image with the same labels is the same case."""
    return case.volume.content_id, crc32(case.labels.tobytes())
