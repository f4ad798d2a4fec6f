"""The image: voxels that nobody changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np
import xxhash

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from annotator.core.geometry import Geometry, SourceHeader

Modality = Literal["CT", "MR", "unknown"]


@dataclass(frozen=True, slots=True, eq=False)
class Volume:
    """One 3D image on its grid.

    Attributes
    ----------
    voxels
        int16 or float32 ``(z, y, x)``, C-contiguous, read-only; HU for CT, arbitrary units for MR.
    geometry
        The grid, LPS+.
    modality
        "CT" when the values are plausible Hounsfield units, else "MR" or "unknown".
    source
        Where it came from, or None for a generated volume.
    provenance
        "" for an original image, else how it was derived ("GRL ct-small, strength 0.8").
    content_id
        Digest of the voxels and shape; the key of every cache.
    """

    voxels: NDArray[np.int16] | NDArray[np.float32]
    geometry: Geometry
    modality: Modality = "unknown"
    source: SourceHeader | None = None
    provenance: str = ""
    content_id: str = field(default="")

    def __post_init__(self) -> None:
        if self.voxels.ndim != 3 or self.voxels.shape != self.geometry.shape_zyx:
            raise ValueError(f"voxels {self.voxels.shape} do not fit {self.geometry.shape_zyx}")
        voxels = np.ascontiguousarray(self.voxels)
        voxels.flags.writeable = False
        object.__setattr__(self, "voxels", voxels)
        if not self.content_id:
            # the time that reading takes must not be spent on this; security is no concern
            digest = xxhash.xxh3_128(voxels.reshape(-1).view(np.uint8).data)
            digest.update(repr((voxels.shape, voxels.dtype.str)).encode())
            object.__setattr__(self, "content_id", digest.hexdigest())
