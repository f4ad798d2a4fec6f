"""Generated CT and MR volumes of a torso with labels: for the demo, the tests and training.

Anatomy is a set of smooth solids that vary from seed to seed; rendering gives each tissue its
grey value and texture in the modality, partial volume, and the modality's noise. The same seed
gives the same patient on any grid.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy import ndimage

from annotator.core.geometry import AxisMap, Geometry, SourceHeader
from annotator.core.volume import Volume
from annotator.phantom.bones import RIBS, SPINE, Bones
from annotator.phantom.canvas import Canvas
from annotator.phantom.implicit_shapes import Grid, Waves
from annotator.phantom.organs import (
    KIDNEY_LEFT,
    KIDNEY_RIGHT,
    LIVER,
    SPLEEN,
    STOMACH,
    Organs,
)
from annotator.phantom.tissues import TISSUES
from annotator.phantom.trunk import Trunk
from annotator.phantom.vessels import AORTA, Vessels

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from annotator.core.geometry import Shape3

    Field = NDArray[np.float32]

Sequence = Literal["T1", "T2"]

LABEL_NAMES = {
    LIVER: "liver",
    SPLEEN: "spleen",
    KIDNEY_RIGHT: "kidney_right",
    KIDNEY_LEFT: "kidney_left",
    AORTA: "aorta",
    STOMACH: "stomach",
    SPINE: "spine",
    RIBS: "ribs",
}

CENTRE_MM = (0.0, 0.0, 25.0)
"""Where the middle of the volume lies in the patient: just above the first lumbar vertebra."""

TILT_AXIS = np.array([1.0, 0.5, 0.3])
"""Oblique volumes are turned about this direction (left, posterior, superior)."""

CT_NOISE_HU = 11.0
MR_NOISE = 12.0
MR_SHADING = 0.12
"""Standard deviation of the logarithm of the bias field."""


@dataclass(frozen=True, slots=True, eq=False)
class Phantom:
    """A generated volume and its labels.

    Attributes
    ----------
    volume
        LPS+, int16 HU (CT) or float32 (MR).
    labels
        uint8 ``(z, y, x)``, 0 where nothing is labelled.
    names
        Label value -> name.
    """

    volume: Volume
    labels: NDArray[np.uint8]
    names: dict[int, str]

    @property
    def affine(self) -> NDArray[np.float64]:
        """float64 (4, 4), voxel index ``(x, y, z, 1)`` to LPS millimetres."""
        return self.volume.geometry.affine


def make_phantom(
    modality: Literal["CT", "MR"] = "CT",
    shape_zyx: Shape3 = (64, 192, 192),
    spacing_zyx_mm: tuple[float, float, float] = (5.0, 2.0, 2.0),
    seed: int = 0,
    orientation: str = "LPS",
    tilt_deg: float = 0.0,
    sequence: Sequence = "T2",
    noise: float = 1.0,
) -> Phantom:
    """Generate a torso from the heart to the pelvis; beyond, the body goes on without organs.

    Parameters
    ----------
    modality
        "CT" in the portal venous phase, or "MR".
    shape_zyx, spacing_zyx_mm
        Grid of the result, whose middle lies just above the first lumbar vertebra.
    seed
        Patient and noise.
    orientation
        Axes that the volume's source claims to have had, three of L/R, P/A, S/I: what an export
        goes back to. The voxels are in LPS+ order in any case.
    tilt_deg
        Turn of the grid against the patient, for oblique affines; below 45.
    sequence
        Weighting of MR: "T2" with fat saturation, or "T1".
    noise
        Times the usual noise; 0 for none.

    Raises
    ------
    ValueError
        For an unknown modality or orientation.
    """
    if modality not in ("CT", "MR"):
        raise ValueError(f'a phantom is "CT" or "MR", not {modality!r}')
    geometry = _geometry(shape_zyx, spacing_zyx_mm, tilt_deg)
    anatomy, grain = (np.random.default_rng(s) for s in np.random.SeedSequence(seed).spawn(2))
    to_standard = np.diag([*anatomy.uniform(0.92, 1.1, 3), 1.0])
    grid = Grid(shape_zyx, to_standard @ geometry.affine)
    tissues = _grey_values(modality, sequence, float(anatomy.uniform(0.65, 1.0)))
    canvas = Canvas(grid, tissues, _texture(geometry, grain))
    for part in (Trunk(anatomy), Bones(anatomy), Organs(anatomy), Vessels(anatomy)):
        part.paint(canvas)
    voxels = (
        _with_ct_noise(canvas.image, grain, noise * CT_NOISE_HU)
        if modality == "CT"
        else _with_mr_noise(canvas.image, grain, noise * MR_NOISE, grid)
    )
    name = modality if modality == "CT" else f"MR {sequence}"
    source = _source(geometry, orientation)
    volume = Volume(voxels, geometry, modality, source, f"generated {name}, seed {seed}")
    return Phantom(volume, canvas.labels, dict(LABEL_NAMES))


def demo_volume() -> Volume:
    """Generate the volume that the program shows when it is asked for a demo."""
    return make_phantom("CT", (64, 224, 224), (5.0, 1.7, 1.7), seed=3).volume


def _geometry(
    shape_zyx: Shape3, spacing_zyx_mm: tuple[float, float, float], tilt_deg: float
) -> Geometry:
    """Grid around `CENTRE_MM`, turned by `tilt_deg` about `TILT_AXIS` (Rodrigues' formula)."""
    a, b, c = TILT_AXIS / np.linalg.norm(TILT_AXIS)
    cross = np.array([[0, -c, b], [c, 0, -a], [-b, a, 0]])
    angle = np.radians(tilt_deg)
    turn = np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross
    affine = np.eye(4)
    affine[:3, :3] = turn * spacing_zyx_mm[::-1]
    middle = (np.array(shape_zyx[::-1]) - 1) / 2
    affine[:3, 3] = CENTRE_MM - affine[:3, :3] @ middle
    return Geometry(shape_zyx, affine)


def _source(geometry: Geometry, orientation: str) -> SourceHeader:
    """Header of an imaginary file with the given axes."""
    pairs = ("SI", "PA", "LR")
    letters = [[i for i, letter in enumerate(orientation) if letter in pair] for pair in pairs]
    if len(orientation) != 3 or any(len(found) != 1 for found in letters):
        raise ValueError(f"an orientation is three letters such as LPS, not {orientation!r}")
    z, y, x = (found[0] for found in letters)
    flipped = (orientation[z] == "I", orientation[y] == "A", orientation[x] == "R")
    to_canonical = np.zeros((4, 4))  # file index (i, j, k, 1) to canonical index (x, y, z, 1)
    to_canonical[3, 3] = 1
    shape_ijk = [0, 0, 0]
    for a, (axis, flip) in enumerate(zip((z, y, x), flipped, strict=True)):
        shape_ijk[axis] = geometry.shape_zyx[a]
        to_canonical[2 - a, axis] = -1 if flip else 1
        to_canonical[2 - a, 3] = geometry.shape_zyx[a] - 1 if flip else 0
    lps_to_ras = np.diag([-1.0, -1.0, 1.0, 1.0])
    affine_ras = lps_to_ras @ geometry.affine @ to_canonical
    i, j, k = shape_ijk
    return SourceHeader("", AxisMap((z, y, x), flipped), (i, j, k), affine_ras)


def _grey_values(
    modality: str, sequence: Sequence, contrast: float
) -> dict[str, tuple[float, float]]:
    """Tissue -> (grey value, standard deviation of its texture)."""
    if modality == "CT":
        return {n: (t.hu + contrast * t.enhancement_hu, t.texture_hu) for n, t in TISSUES.items()}
    signal = {n: t.t2 if sequence == "T2" else t.t1 for n, t in TISSUES.items()}
    return {n: (s, s * TISSUES[n].texture) for n, s in signal.items()}


def _texture(geometry: Geometry, rng: np.random.Generator) -> Field:
    """Noise of variance 1 with a grain of about 3 mm, float32 ``(z, y, x)``."""
    grain = [1.1 / spacing for spacing in geometry.spacing_zyx_mm]
    white = rng.standard_normal(geometry.shape_zyx, dtype=np.float32)
    texture: Field = ndimage.gaussian_filter(white, grain, truncate=3)
    return texture / max(float(texture.std()), 1e-6)


def _with_ct_noise(image: Field, rng: np.random.Generator, level: float) -> NDArray[np.int16]:
    """Add noise with the short correlation that a reconstruction leaves; HU as int16."""
    noise = rng.standard_normal(image.shape, dtype=np.float32)
    noise = ndimage.gaussian_filter(noise, (0, 0.55, 0.55), truncate=2)
    noise *= level / max(float(noise.std()), 1e-6)
    hounsfield: NDArray[np.int16] = np.rint(image + noise).clip(-1024, 3071).astype(np.int16)
    return hounsfield


def _with_mr_noise(image: Field, rng: np.random.Generator, level: float, grid: Grid) -> Field:
    """Shade by a smooth bias field, take the magnitude of signal with complex noise (Rician)."""
    bias = np.exp(MR_SHADING * Waves.random(rng, 350, 600, 6).on(grid))
    real, imaginary = level * rng.standard_normal((2, *image.shape), dtype=np.float32)
    magnitude: Field = np.hypot(image * bias + real, imaginary)
    return magnitude
