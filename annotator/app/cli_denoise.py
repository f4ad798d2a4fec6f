"""`annotator denoise`: a noisy image in, a smooth one on the same grid out."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from annotator.app.arguments import (
    add_device,
    add_image,
    add_model,
    add_models,
)
from annotator.app.headless import (
    progress_bar,
    say_saved,
)
from annotator.app.image_input import load_said, open_input
from annotator.app.model_folders import open_model_store
from annotator.app.targets import check_mask_target, files_read
from annotator.core.cancel import CancelToken
from annotator.core.denoising import DenoiseOptions
from annotator.core.volume import Volume
from annotator.io.write import write_volume

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from annotator.io.image_file import ImageFile
    from annotator.services.ports import Denoiser


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.epilog = (
        "The result has the grid, the type and the units of IMAGE, which is never overwritten.\n\n"
        "example:\n  annotator denoise scan.nii.gz scan_denoised.nii.gz --strength 0.7"
    )
    add_image(parser)
    parser.add_argument(
        "output", type=Path, metavar="OUTPUT", help="image to write: .nii.gz, .nii, .nrrd or .mha"
    )
    parser.add_argument(
        "--modality",
        choices=("auto", "ct", "mr"),
        default="auto",
        help="kind of noise (default: auto, by the values of IMAGE)",
    )
    parser.add_argument(
        "--strength",
        type=_strength,
        metavar="auto|X",
        help="times the noise found that is removed, 0 to 2 (default: auto, which is 1)",
    )
    add_model(parser)
    add_device(parser)
    add_models(parser)
    parser.set_defaults(run=denoise)


def denoise(args: argparse.Namespace) -> int:
    """Denoise every slice of an image and save the result in the type of the source."""
    from annotator.inference.grl.denoiser import GrlDenoiser

    check_mask_target(args.output, files_read(args.image))
    image = open_input(args.image, args)
    volume = load_said(image)
    denoiser = GrlDenoiser(open_model_store(args.models))
    options = DenoiseOptions(args.modality, args.strength, args.model, args.device)
    result = _run(denoiser, volume, options)
    dtype = stored_type(image, volume)
    saved = write_volume(args.output, _within(result.voxels, dtype), volume, dtype)
    print(f"{result.provenance}, {denoiser.device_name(args.device)}")
    say_saved(saved)
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


def stored_type(image: ImageFile, volume: Volume) -> np.dtype[Any]:
    """Type on disk of the source; of its values where those are not what is stored."""
    return volume.voxels.dtype if image.is_scaled else image.dtype.newbyteorder("=")


def _within(voxels: NDArray[Any], dtype: np.dtype[Any]) -> NDArray[Any]:
    """Cut values to what an integer type can hold: noise removed at its limits may pass them."""
    if dtype.kind not in "iu":
        return voxels
    limits = np.iinfo(dtype)
    return np.clip(voxels.astype(np.float64), limits.min, limits.max)


def _strength(text: str) -> float | None:
    if text == "auto":
        return None
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not auto or a number") from None
