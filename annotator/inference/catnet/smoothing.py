"""Masks that agree from slice to slice: the last word on a slice waits for its neighbours.

Every slice is decoded on its own, so that outlines jump from one to the next where the network is
unsure. After the last iteration the logits of a label are averaged with those of the slices next to
it, cut where the network is sure, so that certainty on one slice does not spill onto the next.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from annotator.core.boxes import held_box
from annotator.inference.catnet.engine import LARGEST_LOGIT, cut_off

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from annotator.core.boxes import Box
    from annotator.core.support import SupportSet
    from annotator.inference.catnet.edges import EdgeVoice
    from annotator.inference.catnet.merging import Maps
    from annotator.inference.catnet.second_pass import SecondPass

NEIGHBOUR = 0.25
"""Weight of each slice next to a slice, whose own weight is 1."""

BARELY = 0.1
"""Size of a logit whose sign edges have turned."""

SURE_LOGIT = 3.0
"""Logits are cut there, on both sides of 0, before slices are averaged."""


class _Found(NamedTuple):
    """Logits of a label inside a box, around which they are as low as can be; time and share."""

    box: Box
    logits: NDArray[np.float16]
    seconds: float
    share: float


class _Made(Mapping[int, "NDArray[np.float32]"]):
    """Planes by slice, made each time they are asked for: all of them at once fill the memory."""

    def __init__(self, make: Callable[[int], NDArray[np.float32]], indices: Sequence[int]) -> None:
        self._make, self._indices = make, indices

    def __getitem__(self, index: int) -> NDArray[np.float32]:
        return self._make(index)

    def __contains__(self, index: object) -> bool:
        return index in self._indices

    def __iter__(self) -> Iterator[int]:
        return iter(self._indices)

    def __len__(self) -> int:
        return len(self._indices)


class Smoother:
    """Keeps the last logits of a run's slices and averages them along the axis.

    Parameters
    ----------
    supports
        What is filled, one set per label.
    shape
        ``(rows, cols)`` of the slices.
    again
        Labels of which all between the painted slices is filled a second time, at the end.
    done
        Slices that are not filled any more.
    edges
        Per label, what edges add to its logits in the end.
    """

    def __init__(
        self,
        supports: Iterable[SupportSet],
        shape: tuple[int, int],
        again: Collection[int] = (),
        done: frozenset[int] = frozenset(),
        edges: Mapping[int, EdgeVoice] | None = None,
    ) -> None:
        self._edges = edges or {}
        self._supports = {some.label: some for some in supports}
        self._painted = {
            (some.label, painted.index): painted.mask
            for some in self._supports.values()
            for painted in some.slices
        }
        self._shape = shape
        self._found: dict[int, dict[int, _Found]] = {}
        self._wanted = {i for some in self._supports.values() for i in some.query_indices()} - done
        self._come: set[int] = set()
        self._given: set[int] = set()
        self._told: set[int] = set()
        self._pending = {
            label: [i for i in _between(self._supports[label]) if i not in done] for label in again
        }
        self._unheard = {
            label: set(self._supports[label].query_indices()) - done
            for label, voice in self._edges.items()
            if voice.waits
        }

    def add(self, chunk: Sequence[int], maps: Maps) -> None:
        """Take the logits of some slices after the last iteration, all labels of them at once."""
        self._come.update(chunk)
        for index in chunk:
            self._found[index] = {
                label: self._boxed(logits[place], seconds / len(queries), float(shares[place]))
                for label, (queries, logits, seconds, shares) in maps.items()
                if index in queries
                for place in (queries.index(index),)
            }

    @property
    def kept(self) -> set[int]:
        """Slices whose logits are still held."""
        return set(self._found)

    def ready(self) -> list[int]:
        """Slices whose neighbours have come, or will not come; each is told once."""
        new = [
            index
            for index in sorted(self._come - self._given)
            if all(i in self._come or i not in self._wanted for i in (index - 1, index + 1))
            and not any(map(self._waits, (index - 1, index, index + 1)))
        ]
        self._given.update(new)
        return new

    def pending(self, label: int) -> list[int]:
        """Slices of a label that a second pass is to come to."""
        return self._pending.get(label, [])

    def masks(self, label: int) -> dict[int, NDArray[np.bool_]]:
        """Masks of a label between its painted slices, these among them, by slice."""
        masks = {i: mask for (other, i), mask in self._painted.items() if other == label}
        for index in self.pending(label):
            found = self._found[index][label]
            masks[index] = np.zeros(self._shape, bool)
            masks[index][found.box] = found.logits > 0
        return masks

    def improve(self, label: int, second: SecondPass) -> None:
        """Let a second pass count for half on the slices of a label that wait for it."""
        for index in self._pending.pop(label):
            found = self._found[index][label]
            first, again = self._plane(found), second.logits([index])[0]
            both = np.asarray((cut_off(first) + cut_off(again)) / 2, np.float32)
            share = (1 + found.share) / 2
            self._found[index][label] = self._boxed(both, found.seconds, share)

    def listen(self, label: int) -> None:
        """Let the edges of the image have their say on a label of which all slices have come."""
        if wanted := self._unheard.get(label):
            self._edges[label].listen(_Made(partial(self._averaged, label), sorted(wanted)))
        self._unheard.pop(label, None)

    def maps(self, index: int) -> Maps:
        """Averaged logits of a slice that is ready, as the merger takes them; asked for once."""
        maps: Maps = {
            label: ([index], self._averaged(label, index)[None], found.seconds, [found.share])
            for label, found in self._found[index].items()
        }
        self._told.add(index)
        for i in (index - 1, index, index + 1):
            if all(j in self._told or j not in self._wanted for j in (i - 1, i, i + 1)):
                self._found.pop(i, None)  # nobody asks for it any more
        return maps

    def _waits(self, index: int) -> bool:
        """Whether a second pass or an edge voice is to come to a slice."""
        to_come = itertools.chain(self._pending.values(), self._unheard.values())
        return any(index in slices for slices in to_come)

    def _averaged(self, label: int, index: int) -> NDArray[np.float32]:
        """Own logits, moved by what the neighbours change once all are cut; (rows, cols)."""
        found = self._found[index][label]
        own = self._plane(found)
        cut = np.clip(own, -SURE_LOGIT, SURE_LOGIT)
        both = self._cut(label, index - 1, cut) + self._cut(label, index + 1, cut)
        moved = (cut + NEIGHBOUR * both) / (1 + 2 * NEIGHBOUR) - cut
        averaged: NDArray[np.float32] = np.asarray(own + moved, np.float32)
        if label in self._edges and label not in self._unheard:
            averaged = _told_by(averaged + self._edges[label].logits(index), averaged)
        return averaged

    def _cut(self, label: int, index: int, own: NDArray[np.float32]) -> NDArray[np.float32]:
        """Cut logits of a neighbour, (rows, cols); `own` where nothing is known of it."""
        mask = self._painted.get((label, index))
        if mask is not None:
            return np.where(mask, SURE_LOGIT, -SURE_LOGIT).astype(np.float32)
        found = self._found.get(index, {}).get(label)
        if found is None and index not in self._supports[label].absent:
            return own
        if found is None:
            return np.full(self._shape, -SURE_LOGIT, np.float32)
        return np.clip(self._plane(found), -SURE_LOGIT, SURE_LOGIT)

    def _boxed(self, logits: NDArray[np.float32], seconds: float, share: float) -> _Found:
        box = held_box(logits > -LARGEST_LOGIT)
        return _Found(box, logits[box].astype(np.float16), seconds, share)

    def _plane(self, found: _Found) -> NDArray[np.float32]:
        """Logits of a whole slice, (rows, cols)."""
        plane = np.full(self._shape, -LARGEST_LOGIT, np.float32)
        plane[found.box] = found.logits
        return plane


def _told_by(decided: NDArray[np.float32], averaged: NDArray[np.float32]) -> NDArray[np.float32]:
    """Logits of the signs of `decided`, else as they are: edges tell a label from its background.

    Which of two labels has a voxel that both claim remains for the others to say.
    """
    return np.where(decided > 0, np.maximum(averaged, BARELY), np.minimum(averaged, -BARELY))


def _between(supports: SupportSet) -> list[int]:
    first, last = supports.slices[0].index, supports.slices[-1].index
    return [index for index in supports.query_indices() if first < index < last]
