"""What an image file holds, for `annotator info` and for bug reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import nibabel as nib
import numpy as np

from annotator.io.image_file import ImageFile
from annotator.io.orientation import orthonormality_error
from annotator.io.read import load_volume, open_image

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from annotator.core.volume import Volume

PERCENTILES = (1, 5, 25, 50, 75, 95, 99)
MOST_LABELS = 128
SAMPLE = 2_000_000


def describe(path: str | Path | ImageFile, time_point: int | None = None) -> dict[str, Any]:
    """Read an image file and describe it in plain values, ready for JSON.

    Keys: "path", "format", "shape" (file order), "spacing_mm" (file order), "axes" (towards which
    patient sides i, j, k grow, such as "LPS"), "affine_ras", "sform_code", "qform_code",
    "sform_qform_mm" (largest distance between the two, None if one is missing), "perpendicular",
    "dtype" and "scaling" (on disk), "range", "percentiles", "modality", "time_points",
    "memory_mb" (image, label map and voxel origins in memory), "labels" (None for an image, else
    per value its "voxels" and "ml"), "notes" and "warnings".

    Raises
    ------
    UserError
        If the file cannot be read as an image.
    """
    if not isinstance(path, ImageFile):
        path = open_image(path)
    image, path = path, path.path
    volume = load_volume(image, time_point)
    voxels, source = volume.voxels, volume.source
    assert source is not None
    return {
        "path": str(path),
        "format": image.format,
        "shape": list(image.shape_ijk),
        "spacing_mm": np.linalg.norm(image.affine_ras[:3, :3], axis=0).tolist(),
        "axes": "".join(nib.aff2axcodes(image.affine_ras)),
        "affine_ras": image.affine_ras.tolist(),
        "sform_code": image.sform_code,
        "qform_code": image.qform_code,
        "sform_qform_mm": image.sform_qform_mm,
        "perpendicular": orthonormality_error(image.affine_ras) < 1e-4,
        "dtype": image.dtype.name,
        "scaling": [image.slope, image.inter],
        "range": [voxels.min().item(), voxels.max().item()],
        "percentiles": _percentiles(voxels),
        "modality": volume.modality,
        "time_points": image.time_points,
        "memory_mb": round((voxels.nbytes + 2 * voxels.size) / 1e6, 1),
        "labels": _labels(volume),
        "notes": source.extra["notes"],
        "warnings": source.extra["warnings"],
    }


def _percentiles(voxels: NDArray[Any]) -> dict[str, float]:
    flat = voxels.reshape(-1)
    values = np.percentile(flat[:: max(1, flat.size // SAMPLE) | 1], PERCENTILES)
    return {str(rank): float(value) for rank, value in zip(PERCENTILES, values, strict=True)}


def _labels(volume: Volume) -> dict[int, dict[str, float]] | None:
    """Voxels and millilitres per label value, or None if the volume does not look like labels.

    Labels are few whole numbers from 0 to 254, and most labelled voxels equal their neighbour.
    """
    voxels = volume.voxels
    if voxels.min() < 0 or voxels.max() > 254 or not _whole(voxels):
        return None
    labelled = equal = 0
    for plane in voxels:
        left, right = plane[:, :-1], plane[:, 1:]
        labelled += int(np.count_nonzero(left))
        equal += int(np.count_nonzero((left == right) & (left > 0)))
    if equal < labelled / 2:
        return None
    counts = np.zeros(256, np.int64)
    for plane in voxels:  # `bincount` takes eight bytes per voxel
        counts += np.bincount(plane.astype(np.uint8).reshape(-1), minlength=256)
    present = [int(value) for value in np.flatnonzero(counts) if value]
    if len(present) > MOST_LABELS:
        return None
    ml = volume.geometry.voxel_volume_ml
    return {
        value: {"voxels": int(counts[value]), "ml": float(counts[value] * ml)} for value in present
    }


def _whole(voxels: NDArray[Any]) -> bool:
    return voxels.dtype.kind == "i" or all(bool((z == np.rint(z)).all()) for z in voxels)


def format_lines(info: dict[str, Any]) -> list[str]:
    """Lines for the terminal, from the result of `describe`."""
    apart = info["sform_qform_mm"]
    forms = "only one present" if apart is None else f"{apart:.3g} mm apart"
    if not (info["sform_code"] or info["qform_code"]):
        forms = "none present"
    forms = f"codes {info['sform_code']}, {info['qform_code']}; {forms}"
    slope, inter = info["scaling"]
    scaled = "" if (slope, inter) == (1.0, 0.0) else f", value = {slope:g} · stored + {inter:g}"
    rows = [
        ("File", info["path"]),
        ("Format", info["format"]),
        ("Shape", " × ".join(map(str, info["shape"]))),
        ("Spacing", " × ".join(f"{mm:.5g}" for mm in info["spacing_mm"]) + " mm"),
        ("Axes", info["axes"] + ("" if info["perpendicular"] else ", not perpendicular")),
        *(
            ("Affine (RAS)" if row == 0 else "", " ".join(f"{value:11.5f}" for value in values))
            for row, values in enumerate(info["affine_ras"][:3])
        ),
        *([("sform, qform", forms)] if info["format"].startswith("NIfTI") else []),
        ("Data type", info["dtype"] + scaled),
        ("Values", "{:g} to {:g}".format(*info["range"])),
        ("Percentiles", ", ".join(f"{p}%: {v:g}" for p, v in info["percentiles"].items())),
        ("Modality", f"{info['modality']} (judged by the values)"),
        ("Time points", str(info["time_points"])),
        ("Memory", f"{info['memory_mb']:g} MB with its label map"),
    ]
    if info["labels"] is not None:
        rows.append(("Label map", f"{len(info['labels'])} labels"))
        rows += [
            (f"  label {value}", f"{label['voxels']} voxels, {label['ml']:.2f} ml")
            for value, label in info["labels"].items()
        ]
    rows += [("Note", note) for note in info["notes"]]
    rows += [("Warning", warning) for warning in info["warnings"]]
    return [f"{name:13} {text}" for name, text in rows]
