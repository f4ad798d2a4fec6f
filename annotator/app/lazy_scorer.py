"""A slice scorer that is made on first use, so that torch is imported in a worker thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from annotator.core.cancel import CancelToken
    from annotator.core.proposal import RunProgress
    from annotator.core.slice_scores import PresenceScores, SliceDescriptions
    from annotator.core.support import SupportSet
    from annotator.core.volume import Volume
    from annotator.services.ports import SliceScorer


class LazyScorer:
    """Stands for the scorer that `make` returns; satisfies `services.ports.SliceScorer`.

    Parameters
    ----------
    make
        Imports and builds the scorer; called once, in the thread of the first call.
    """

    def __init__(self, make: Callable[[], SliceScorer]) -> None:
        self._make = make
        self._made: SliceScorer | None = None

    def _get(self) -> SliceScorer:
        if self._made is None:
            self._made = self._make()
        return self._made

    def describe(
        self, volume: Volume, axis: int, token: CancelToken, device: str = "auto"
    ) -> Iterator[RunProgress | SliceDescriptions]:
        """Modality, region and structures of every slice; the last item holds them."""
        return self._get().describe(volume, axis, token, device)

    def presence(
        self,
        volume: Volume,
        axis: int,
        supports: SupportSet,
        token: CancelToken,
        device: str = "auto",
    ) -> Iterator[RunProgress | PresenceScores]:
        """Slices that contain a structure; the last item is the answer."""
        return self._get().presence(volume, axis, supports, token, device)

    def model_names(self) -> list[str]:
        """Installed models that can classify slices, default first."""
        return self._get().model_names()
