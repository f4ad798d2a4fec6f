"""Denoise every image of a folder into another one: python denoise_series.py IN OUT.

Without folders a generated noisy CT is denoised, to show that it works.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

import annotator
from annotator.io.write import write_volume
from annotator.phantom.torso import make_phantom


def denoise_folder(source: Path, target: Path) -> None:
    """Write a denoised copy of every NIfTI file; one that cannot be read stops no other."""
    target.mkdir(parents=True, exist_ok=True)
    for path in sorted(source.glob("*.nii*")):
        try:
            case = annotator.open(path)
            clean = case.denoise(device="cpu")
            write_volume(target / path.name, clean.voxels, case.volume)
        except annotator.UserError as error:
            print(f"{path.name}: {error}")
        else:
            print(f"{path.name}: done")


if len(sys.argv) == 3:
    denoise_folder(Path(sys.argv[1]), Path(sys.argv[2]))
else:
    with TemporaryDirectory() as folder:
        noisy, clean = Path(folder, "noisy"), Path(folder, "clean")
        noisy.mkdir()
        phantom = make_phantom("CT", (2, 64, 64), (10.0, 4.0, 4.0), noise=3.0)
        write_volume(noisy / "ct.nii.gz", phantom.volume.voxels, phantom.volume)
        denoise_folder(noisy, clean)
        before, after = (annotator.open(f / "ct.nii.gz").volume.voxels for f in (noisy, clean))
        rough = [float(np.abs(np.diff(v[0].astype(float), axis=1)).mean()) for v in (before, after)]
        print(f"Mean difference of neighbours: {rough[0]:.1f} before, {rough[1]:.1f} after")
