"""`annotator denoise`: a noisy image in, a smooth one on the same grid out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from annotator.app.headless import progress_bar, read_image
from annotator.app.model_folders import open_model_store
from annotator.app.targets import check_mask_target
from annotator.core.cancel import CancelToken
from annotator.core.denoising import DenoiseOptions
from annotator.core.volume import Volume
from annotator.io.read import open_image
from annotator.io.write import write_volume

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from numpy.typing import NDArray

    from annotator.services.ports import Denoiser


def denoise(args: argparse.Namespace) -> int:
    """Denoise every slice of an image and save the result in the type of the source."""
    from annotator.inference.grl.denoiser import GrlDenoiser

    check_mask_target(args.output, [args.image])
    volume = read_image(args.image)
    denoiser = GrlDenoiser(open_model_store(args.models))
    options = DenoiseOptions(args.modality, args.strength, args.model, args.device)
    result = _run(denoiser, volume, options)
    dtype = _stored_type(args.image, volume)
    saved = write_volume(args.output, _within(result.voxels, dtype), volume, dtype)
    print(f"{result.provenance}, {denoiser.device_name(args.device)}")
    print(saved.summary())
    return 0


def _run(denoiser: Denoiser, volume: Volume, options: DenoiseOptions) -> Volume:
    result = volume
    with progress_bar("Denoising") as show:
        for step in denoiser.denoise_volume(volume, options, CancelToken()):
            if isinstance(step, Volume):
                result = step
            else:
                show(step)
    return result


def _stored_type(path: Path, volume: Volume) -> np.dtype[Any]:
    """Type on disk of the source; of its values where those are not what is stored."""
    image = open_image(path)
    return volume.voxels.dtype if image.is_scaled else image.dtype.newbyteorder("=")


def _within(voxels: NDArray[Any], dtype: np.dtype[Any]) -> NDArray[Any]:
    """Cut values to what an integer type can hold: noise removed at its limits may pass them."""
    if dtype.kind not in "iu":
        return voxels
    limits = np.iinfo(dtype)
    return np.clip(voxels.astype(np.float64), limits.min, limits.max)
