"""Image planes become volumes: told apart, sorted along their normal, checked for gaps and tilt."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from annotator.core.texts import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from annotator.io.dicom.header import Frame


SAME_PLACE_MM = 0.01
SAME_DIRECTION = 1e-3
OFF_SHARE, OFF_MM, OFF_MOST = 0.05, 0.08, 0.3
"""How far a slice may lie off its even place: a share of the spacing, more where positions were
rounded to tenths of a millimetre, but never more than the last share."""
GAP_SHARE, GAP_MM, GAP_MOST = 0.1, 0.11, 0.4
"""How far a gap may differ from the usual one, likewise."""
STRAIGHT_PIXELS = 0.1  # sideways drift over the whole stack that is put down to rounding
MOST_NAMED_GAPS = 3

ALWAYS: dict[str, Callable[[Any, int], str]] = {
    "time": lambda value, _: tr("time point {value}", value=value),
    "echo": lambda value, _: tr("echo time {value:g} ms", value=value),
    "b": lambda value, _: f"b = {value:g} s/mm²",
    "inversion": lambda value, _: tr("inversion time {value:g} ms", value=value),
    "stack": lambda value, _: tr("stack {value}", value=value),
}
"""What makes another volume wherever two of them interleave, and how to name each."""

AT_DUPLICATES: dict[str, Callable[[Any, int], str]] = {
    "type": lambda value, _: tr("type {value}", value=value),
    "direction": lambda _, number: tr("direction {number}", number=number),
    "acquisition": lambda value, _: tr("acquisition {value}", value=value),
    "trigger": lambda value, _: tr("trigger time {value:g} ms", value=value),
    "clock": lambda value, _: tr("acquired at {value}", value=value),
}
"""What may tell slices at one place apart; such values also differ within one volume."""


@dataclass(frozen=True, slots=True, eq=False)
class Stack:
    """Planes of one volume.

    Attributes
    ----------
    frames
        Sorted along the normal of the slices.
    affine_lps
        float64 (4, 4), index ``(column, row, slice, 1)`` to LPS millimetres.
    part
        What tells it from the other volumes of its series; "" if it is the only one.
    uneven
        Sentence on uneven spacing or missing slices, "" if there is none.
    tilt_degrees
        Angle between the normal and the way from slice to slice.
    """

    frames: tuple[Frame, ...]
    affine_lps: NDArray[np.float64]
    part: str
    uneven: str
    tilt_degrees: float


def stacks_of(frames: Sequence[Frame]) -> list[Stack]:
    """Volumes that the planes of one series make up, in a fixed order."""
    made: list[tuple[list[Frame], str]] = []
    groups = _alike(frames)
    for group in groups:
        views = [_size(group)] if len(groups) > 1 else []
        for names, part in _split(group):
            made.append((part, ", ".join([*names, *views])))
    named = Counter(name for _, name in made)
    turn: Counter[str] = Counter()
    stacks = []
    for part, name in made:
        turn[name] += 1
        number = f", {turn[name]} of {named[name]}" if named[name] > 1 else ""
        stacks.append(_stack(part, f"{name}{number}"))
    return stacks


def _size(frames: Sequence[Frame]) -> str:
    first = frames[0]
    plane = ("sagittal", "coronal", "axial")[int(np.argmax(np.abs(first.normal)))]
    return f"{plane}, {first.header.columns} × {first.header.rows}"


def _alike(frames: Sequence[Frame]) -> list[list[Frame]]:
    """Group planes by size, direction and pixel spacing."""
    groups: dict[tuple[Any, ...], list[list[Frame]]] = {}
    for frame in frames:
        key = (frame.header.rows, frame.header.columns, frame.header.frame_of_reference)
        for group in groups.setdefault(key, []):
            first = group[0]
            if np.abs(first.directions - frame.directions).max() < SAME_DIRECTION and np.allclose(
                first.spacing, frame.spacing, rtol=1e-3
            ):
                group.append(frame)
                break
        else:
            groups[key].append([frame])
    return [group for some in groups.values() for group in some]


def _split(frames: list[Frame]) -> list[tuple[tuple[str, ...], list[Frame]]]:
    """Tell the volumes of like planes apart, by name."""
    repeats = _repeats(frames)
    for name, text in {**ALWAYS, **AT_DUPLICATES}.items():
        groups = _by_mark(frames, name)
        if len(groups) < 2:
            continue
        if name in ALWAYS:
            split = repeats > 1 or _interleave(list(groups.values()))
        else:
            split = 1 < len(groups) <= repeats and all(
                _repeats(group) < repeats for group in groups.values()
            )
        if split:
            return [
                ((text(value, number), *names), part)
                for number, (value, group) in enumerate(groups.items(), start=1)
                for names, part in _split(group)
            ]
    if repeats > 1:
        return [((f"repeat {n}",), part) for n, part in enumerate(_by_turn(frames), start=1)]
    return [((), frames)]


def _by_mark(frames: list[Frame], name: str) -> dict[Any, list[Frame]]:
    groups: dict[Any, list[Frame]] = {}
    for frame in frames:
        value = frame.marks.get(name)
        if value is not None:
            groups.setdefault(value, []).append(frame)
    if sum(map(len, groups.values())) < len(frames):
        return {}  # some planes do not say
    return dict(sorted(groups.items(), key=lambda item: (type(item[0]).__name__, item[0])))


def _along(frames: Sequence[Frame]) -> NDArray[np.float64]:
    """Millimetres of each plane along the normal, float64 (n,)."""
    return np.array([frame.position for frame in frames]) @ frames[0].normal


def _places(frames: Sequence[Frame]) -> NDArray[np.int64]:
    """Return the number of the place of each plane, int (n,); planes within 0.01 mm share one."""
    along = _along(frames)
    order = np.argsort(along, kind="stable")
    steps = np.diff(along[order], prepend=along[order[0]]) > SAME_PLACE_MM
    places = np.empty(len(frames), np.int64)
    places[order] = np.cumsum(steps)
    return places


def _repeats(frames: Sequence[Frame]) -> int:
    """Most planes that share one place."""
    return int(np.bincount(_places(frames)).max())


def _interleave(groups: list[list[Frame]]) -> bool:
    """Whether the ranges of some groups overlap by more than half of the smaller one."""
    normal = groups[0][0].normal
    ranges = []
    for group in groups:
        along = [float(frame.position @ normal) for frame in group]
        ranges.append((min(along), max(along)))
    ranges.sort()
    for (low, high), (next_low, next_high) in pairwise(ranges):
        overlap = min(high, next_high) - next_low
        if overlap > 0 and overlap > 0.5 * min(high - low, next_high - next_low):
            return True
    return False


def _by_turn(frames: list[Frame]) -> list[list[Frame]]:
    """First, second, … plane at each place, by instance number."""
    places = _places(frames)
    parts: list[list[Frame]] = []
    seen: Counter[int] = Counter()
    numbers = [frame.marks.get("instance") for frame in frames]
    order = sorted(range(len(frames)), key=lambda n: (numbers[n] is None, numbers[n] or 0, n))
    for n in order:
        turn = seen[int(places[n])]
        seen[int(places[n])] += 1
        while len(parts) <= turn:
            parts.append([])
        parts[turn].append(frames[n])
    return parts


def _stack(frames: list[Frame], part: str) -> Stack:
    along = _along(frames)
    order = np.argsort(along, kind="stable")
    ordered = tuple(frames[n] for n in order)
    first, last = ordered[0], ordered[-1]
    affine = np.eye(4)
    affine[:3, 0] = first.directions[0] * first.spacing[0]
    affine[:3, 1] = first.directions[1] * first.spacing[1]
    affine[:3, 3] = first.position
    tilt = 0.0
    count = len(ordered)
    if count == 1:
        affine[:3, 2] = first.normal * (first.thickness or 1.0)
    else:
        way = last.position - first.position
        straight = first.normal * (way @ first.normal)
        drift = float(np.linalg.norm(way - straight))
        if drift > STRAIGHT_PIXELS * min(first.spacing):
            tilt = float(np.degrees(np.arctan2(drift, np.linalg.norm(straight))))
            straight = way
        affine[:3, 2] = straight / (count - 1)
    return Stack(ordered, affine, part, _uneven(ordered, along[order]), tilt)


def _uneven(frames: Sequence[Frame], along: NDArray[np.float64]) -> str:
    """Say in numbers how the distances between sorted planes differ, "" if they hardly do."""
    if len(frames) < 3:
        return ""
    gaps = np.diff(along)
    usual = float(np.median(gaps))
    positions = np.array([frame.position for frame in frames])
    even = np.linspace(positions[0], positions[-1], len(frames))
    off = float(np.linalg.norm(positions - even, axis=1).max())
    most = min(max(GAP_SHARE * usual, GAP_MM), GAP_MOST * usual)
    wide = np.flatnonzero(np.abs(gaps - usual) > most)
    if off <= min(max(OFF_SHARE * usual, OFF_MM), OFF_MOST * usual) and not len(wide):
        return ""
    multiples = gaps[wide] / usual
    missing = int(np.rint(multiples - 1).sum())
    whole = len(wide) and missing > 0 and np.abs(multiples - np.rint(multiples)).max() < 0.1
    places = _gaps_text(gaps, wide)
    if whole:
        return tr(
            "{n} slice is missing: {places}, where the others are {usual:.4g} mm apart.",
            "{n} slices are missing: {places}, where the others are {usual:.4g} mm apart.",
            n=missing,
            places=places,
            usual=usual,
        )
    least, most = float(gaps.min()), float(gaps.max())
    if len(wide):
        return tr(
            "Slices are unevenly spaced, {least:.4g} to {most:.4g} mm apart: {places}, "
            "where {usual:.4g} mm are usual.",
            least=least,
            most=most,
            places=places,
            usual=usual,
        )
    if most - least < SAME_PLACE_MM:
        return tr(
            "Slices are {usual:.4g} mm apart, but lie up to {off:.3g} mm beside a straight line.",
            usual=usual,
            off=off,
        )
    return tr(
        "Slices are unevenly spaced, {least:.4g} to {most:.4g} mm apart, and lie up to "
        "{off:.3g} mm off even places.",
        least=least,
        most=most,
        off=off,
    )


def _gaps_text(gaps: NDArray[np.float64], wide: NDArray[np.intp]) -> str:
    """Name the first gaps of a stack that are `wide`."""
    named = ", ".join(
        tr(
            "{gap:.3g} mm between slices {first} and {second}",
            gap=float(gaps[number]),
            first=int(number) + 1,
            second=int(number) + 2,
        )
        for number in wide[:MOST_NAMED_GAPS]
    )
    more = len(wide) - MOST_NAMED_GAPS
    if more > 0:
        return tr(
            "{places} and at {n} more place",
            "{places} and at {n} more places",
            n=more,
            places=named,
        )
    return named
