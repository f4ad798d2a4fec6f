"""Training data of the slice classifier: slices of all three axes with what they show.

A label map tells which structures a slice shows as far as it names them; of a structure that it
does not name nothing is known, but that organs of the trunk are neither in the head nor in a limb
and the other way round.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import torch
from torch import Tensor

from annotator.inference.cloformer.slice_frames import SliceFrames
from annotator.inference.slice_stack import SliceStack
from annotator.io.label_map import read_labels
from annotator.phantom.torso import make_phantom
from annotator.training.supervoxels import cached_supervoxels

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from annotator.core.volume import Volume
    from annotator.training.cases import CaseFiles

MODALITIES = ("CT", "MR")
REGIONS = ("head", "neck", "chest", "abdomen", "pelvis", "extremity")
REGION_WORDS = {
    "head": ("head", "brain"),
    "neck": ("neck",),
    "chest": ("chest", "thorax", "lung", "heart"),
    "abdomen": ("abdomen", "liver", "kidney"),
    "pelvis": ("pelvis", "prostate"),
    "extremity": ("extremity", "thigh", "knee", "leg", "arm"),
}
GROUPS = ({"head"}, {"neck"}, {"chest", "abdomen", "pelvis"}, {"extremity"})
PELVIS = ("sacrum", "hip_left", "hip_right", "urinary_bladder", "prostate", "femur_left")
ABDOMEN = ("liver", "spleen", "stomach", "pancreas", "kidney_left", "kidney_right")
FAMILIES = {"vertebrae": "vertebrae", "spine": "vertebrae", "rib": "ribs", "lung": "lung"}
ANYWHERE = ("tumour", "tumor", "lesion", "oedema")
PIECE_MM = 35.0
UNSURE = -1


@dataclass(slots=True, eq=False)
class LabelledVolume:
    """One volume with what is known of it.

    Attributes
    ----------
    name
        For logs and splits.
    volume
        The image.
    fields
        Integer arrays ``(z, y, x)``: "labels" if there are any, "supervoxels" if wanted.
    names
        Label value -> name of the class, in one spelling (`canonical_name`).
    modality
        "CT", "MR" or "" where not known.
    regions
        Parts of the body that it shows, a subset of `REGIONS`, empty where not known.
    licence
        Licence of the data, "" if not stated.
    """

    name: str
    volume: Volume
    fields: dict[str, NDArray[Any]] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    modality: str = ""
    regions: tuple[str, ...] = ()
    licence: str = ""

    def axes(self) -> list[int]:
        """Axes with enough slices."""
        return [axis for axis in range(3) if self.volume.voxels.shape[axis] >= 8]


@dataclass(slots=True, eq=False)
class SliceSet:
    """The slices of one volume along one axis, cut to the body.

    Attributes
    ----------
    name, axis
        Volume and axis.
    images
        float16 (N, 1, S, S).
    fields
        int32 (N, S, S) label values by source.
    modality, region
        Class numbers (N,), `UNSURE` where not known.
    structures
        (N, classes): 1 shown, 0 not shown, `UNSURE` where not known.
    step_mm
        Distance of the slices.
    """

    name: str
    axis: int
    images: Tensor
    fields: dict[str, Tensor]
    modality: Tensor
    region: Tensor
    structures: Tensor
    step_mm: float
    spans: dict[str, dict[int, tuple[int, int]]] = field(default_factory=dict)


def canonical_name(name: str) -> str:
    """One spelling of a structure: lower case, underscores, left and right, parts as the whole."""
    words = re.sub(r"[^a-z0-9()]+", "_", name.lower().replace("phantom", "")).strip("_")
    family = re.match(r"[a-z]+", words)
    return FAMILIES.get(family[0] if family else "", words)


def regions_of(text: str) -> tuple[str, ...]:
    """Parts of the body that a description names."""
    words = text.lower()
    return tuple(r for r in REGIONS if any(word in words for word in REGION_WORDS[r]))


def load_labelled(files: CaseFiles, cache: Path | None = None) -> LabelledVolume:
    """Read a case; with a `cache` folder also its supervoxels."""
    volume = files.read()
    meta = _meta(files.image.with_name("meta.json"))
    modality = str(meta.get("modality", ""))[:2].upper()
    item = LabelledVolume(
        files.name,
        volume,
        modality=modality if modality in MODALITIES else str(volume.modality),
        regions=regions_of(str(meta.get("body_part", ""))),
        licence=files.licence,
    )
    if files.label is not None:
        item.fields["labels"] = read_labels(files.label, volume)
        item.names = {value: canonical_name(name) for value, name in files.names.items()}
    if cache is not None:
        spacing = volume.geometry.spacing_zyx_mm
        item.fields["supervoxels"] = cached_supervoxels(
            cache, volume.content_id, volume.voxels, spacing, PIECE_MM
        )
    return item


def _meta(file: Path) -> dict[str, Any]:
    values = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    return values if isinstance(values, dict) else {}


def phantom_volumes(count: int, seed: int) -> list[LabelledVolume]:
    """Generate CT and MR torsos with labels, of varying slice distance."""
    items = []
    for number in range(count):
        rng = np.random.default_rng([seed, number])
        modality: Literal["CT", "MR"] = "CT" if number % 2 == 0 else "MR"
        made = make_phantom(
            modality,
            (48, 128, 128),
            (float(rng.uniform(3, 7)), 2.8, 2.8),
            seed=int(rng.integers(2**31)),
            sequence="T1" if number % 4 == 1 else "T2",
        )
        names = {value: canonical_name(name) for value, name in made.names.items()}
        items.append(
            LabelledVolume(
                f"phantom {number + 1}",
                made.volume,
                {"labels": made.labels},
                names,
                modality,
                ("abdomen",),
                "generated",
            )
        )
    return items


def common_structures(items: Sequence[LabelledVolume], least: int = 2) -> tuple[str, ...]:
    """Names of the structures that at least so many volumes show, ascending."""
    counts: Counter[str] = Counter()
    for item in items:
        labels = item.fields.get("labels")
        if labels is not None:
            shown = set(np.unique(labels).tolist())
            counts.update({name for value, name in item.names.items() if value in shown})
    return tuple(sorted(name for name, count in counts.items() if count >= least))


def structure_groups(items: Sequence[LabelledVolume]) -> dict[str, set[int]]:
    """Collect the groups of regions (numbers in `GROUPS`) in which each structure is labelled."""
    found: dict[str, set[int]] = defaultdict(set)
    for item in items:
        for name in item.names.values():
            found[name] |= _groups(item)
    return dict(found)


def _groups(item: LabelledVolume) -> set[int]:
    return {number for number, group in enumerate(GROUPS) if group & set(item.regions)}


def slice_targets(
    item: LabelledVolume, axis: int, structures: Sequence[str], groups: dict[str, set[int]]
) -> tuple[Tensor, Tensor, Tensor]:
    """Modality (N,), region (N,) and structures (N, classes) of the slices along an axis."""
    count = item.volume.voxels.shape[axis]
    shown = _shown(item, axis)
    modality = MODALITIES.index(item.modality) if item.modality in MODALITIES else UNSURE
    present = torch.full((count, len(structures)), UNSURE)
    named = set(item.names.values()) if "labels" in item.fields else set()
    mine = _groups(item)
    for number, name in enumerate(structures):
        if name in named:
            present[:, number] = torch.from_numpy(shown.get(name, np.zeros(count, bool))).int()
        elif mine and not any(word in name for word in ANYWHERE) and not mine & groups[name]:
            present[:, number] = 0
    return torch.full((count,), modality), _region(item, axis, shown), present


def _shown(item: LabelledVolume, axis: int) -> dict[str, NDArray[np.bool_]]:
    """Return on which slices each named structure has a voxel."""
    labels = item.fields.get("labels")
    if labels is None:
        return {}
    planes = np.moveaxis(labels, axis, 0).reshape(labels.shape[axis], -1)
    found: dict[str, NDArray[np.bool_]] = {}
    for value, name in item.names.items():
        hit = (planes == value).any(1)
        found[name] = found[name] | hit if name in found else hit
    return found


def _region(item: LabelledVolume, axis: int, shown: dict[str, NDArray[np.bool_]]) -> Tensor:
    """Region of each slice; where a volume spans abdomen and pelvis, the labels tell which."""
    count = item.volume.voxels.shape[axis]
    if len(item.regions) == 1:
        return torch.full((count,), REGIONS.index(item.regions[0]))
    region = torch.full((count,), UNSURE)
    if axis == 0 and set(item.regions) == {"abdomen", "pelvis"}:
        low = np.logical_or.reduce([shown.get(n, np.zeros(count, bool)) for n in PELVIS])
        high = np.logical_or.reduce([shown.get(n, np.zeros(count, bool)) for n in ABDOMEN])
        region[torch.from_numpy(low & ~high)] = REGIONS.index("pelvis")
        region[torch.from_numpy(high & ~low)] = REGIONS.index("abdomen")
    return region


def slice_set(
    item: LabelledVolume,
    axis: int,
    size: int,
    structures: Sequence[str],
    groups: dict[str, set[int]],
) -> SliceSet:
    """Cut all slices of a volume along an axis."""
    stack = SliceStack(item.volume, axis)
    frames = SliceFrames(stack, size)
    images = torch.cat(
        [
            frames.single(range(i, min(i + 32, stack.length))).half()
            for i in range(0, stack.length, 32)
        ]
    )
    theta = frames.region.theta(stack.shape)
    fields, spans = {}, {}
    for source, values in item.fields.items():
        planes = torch.from_numpy(np.ascontiguousarray(np.moveaxis(values, axis, 0)).astype("f4"))
        grid = torch.nn.functional.affine_grid(
            theta.expand(len(planes), 2, 3), [len(planes), 1, size, size], align_corners=False
        )
        cut = torch.nn.functional.grid_sample(
            planes[:, None], grid, mode="nearest", align_corners=False
        )
        fields[source] = cut[:, 0].short()
        spans[source] = _spans(fields[source])
    modality, region, present = slice_targets(item, axis, structures, groups)
    return SliceSet(
        item.name, axis, images, fields, modality, region, present, stack.step_mm, spans
    )


def _spans(labels: Tensor) -> dict[int, tuple[int, int]]:
    """First and last slice of each value with at least three slices."""
    places: dict[int, list[int]] = defaultdict(list)
    for index, plane in enumerate(labels.numpy()):
        for value in np.unique(plane).tolist():
            places[value].append(index)
    return {value: (at[0], at[-1]) for value, at in places.items() if value and len(at) >= 3}
