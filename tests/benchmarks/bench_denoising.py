"""GRL against the denoisers that users would pick instead, on volumes of one's own.

Run: python tests/benchmarks/bench_denoising.py --modality ct IMAGE... [--models DIR] [--slices 3]

Clean slices: three neighbouring slices averaged where they lie closer than 4 mm, then 2 x 2 pixels
averaged where a side has 200 or more. CT noise comes from simulated projections: Gaussian noise of
the variance that photon counts give, filtered back-projection, scaled to the level inside the body
(training uses another model). MR noise is Rician. GRL estimates the level itself, from the noisy
slices; every other method gets the setting of a grid that has the best mean PSNR at that level, and
for MR the best of three corrections of the Rician bias.

PSNR and SSIM refer to 1,000 HU or the signal range. Edges are the tenth of the body's pixels with
the steepest gradient, small structures the twentieth that differs most from the median around it;
errors there are root mean squares in HU or percent of the signal range. "contrast" is the share of
the small structures' contrast that is left, "corr." the correlation of what was removed with the
clean slice, inside the body. Seconds are processor time of a 512 x 512 slice.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from functools import partial
from itertools import product
from pathlib import Path
from typing import NamedTuple

import numpy as np
import SimpleITK as sitk
import torch
from numpy.typing import NDArray
from scipy import ndimage
from skimage.metrics import structural_similarity
from skimage.restoration import denoise_nl_means, denoise_tv_chambolle, denoise_wavelet
from skimage.transform import iradon, radon

from annotator.core.denoising import CT_HU, DenoiseOptions
from annotator.core.geometry import Geometry
from annotator.core.volume import Volume
from annotator.inference.grl.denoiser import GrlDenoiser
from annotator.inference.model_store import ModelStore
from annotator.io.read import read_volume
from annotator.training.grl.pairs import Source

Image = NDArray[np.float32]
Method = Callable[[Image], Image]

LEVELS = {"ct": (15.0, 35.0, 60.0), "mr": (3.0, 7.0, 12.0)}
"""HU, and percent of the signal range."""

UNIT = {"ct": CT_HU, "mr": 100.0}
RANGE = {"ct": 1000 / CT_HU, "mr": 1.0}
BODY = {"ct": -200 / CT_HU, "mr": 0.1}


class Score(NamedTuple):
    """Figures of one method on one slice."""

    psnr: float
    ssim: float
    edges: float
    small: float
    contrast: float
    correlation: float


def clean_slices(path: Path, kind: str, count: int) -> list[Image]:
    source = Source.of(read_volume(path), kind)
    axis = source.axes()[0]
    places = np.linspace(0, source.count(axis) - 1, count + 2).round().astype(int)[1:-1]
    slices = []
    for index in places:
        image = source.clean(axis, int(index)).numpy()
        if min(image.shape) >= 200:
            rows, cols = (n // 2 for n in image.shape)
            image = image[: 2 * rows, : 2 * cols].reshape(rows, 2, cols, 2).mean(axis=(1, 3))
        slices.append(np.clip(image, 0, None) if kind == "mr" else image)
    return slices


def with_ct_noise(clean: Image, level: float, rng: np.random.Generator) -> Image:
    """Add what the noise of simulated projections becomes in filtered back-projection."""
    side = max(clean.shape)
    margins = [((side - n) // 2, side - n - (side - n) // 2) for n in clean.shape]
    attenuation = np.clip(np.pad(clean, margins, mode="edge") * CT_HU / 1000 + 1, 0, None)
    angles = np.linspace(0, 180, int(1.5 * side), endpoint=False)
    paths = radon(attenuation, angles, circle=False)
    spread = np.exp(0.5 * 4 * paths / max(float(paths.max()), 1e-6))  # 4: absorbed e-folds at most
    projections = spread * rng.standard_normal(paths.shape)
    noise = iradon(projections, angles, side, filter_name="shepp-logan", circle=False)
    (top, _), (left, _) = margins
    noise = noise[top : top + clean.shape[0], left : left + clean.shape[1]]
    body = clean > BODY["ct"]
    return (clean + noise * level / np.sqrt(np.mean(noise[body] ** 2))).astype(np.float32)


def with_mr_noise(clean: Image, level: float, rng: np.random.Generator) -> Image:
    real, imaginary = level * rng.standard_normal((2, *clean.shape))
    return np.hypot(clean + real, imaginary).astype(np.float32)


def curvature_diffusion(image: Image, conductance: float, iterations: int) -> Image:
    smooth = sitk.CurvatureAnisotropicDiffusion(
        sitk.GetImageFromArray(image), 0.0625, conductance, 1, iterations
    )
    return sitk.GetArrayFromImage(smooth)


def median(image: Image, radius: int) -> Image:
    return sitk.GetArrayFromImage(sitk.Median(sitk.GetImageFromArray(image), [radius, radius]))


def unbiased(method: Method, correction: float, level: float, image: Image) -> Image:
    """Subtract a multiple of the noise's variance from the squares, as Rician noise asks for."""
    smooth = method(image)
    return np.sqrt(np.maximum(np.sign(smooth) * smooth**2 - correction * level**2, 0))


def competitors(kind: str, level: float) -> dict[str, dict[str, Method]]:
    """Method -> settings -> function."""
    grids: dict[str, dict[str, Method]] = {
        "non-local means": {
            f"h={f}s, patch {p}": partial(
                denoise_nl_means, h=f * level, sigma=level, patch_size=p, patch_distance=7
            )
            for f, p in product((0.4, 0.6, 0.8, 1.0, 1.4), (5, 7))
        },
        "total variation": {
            f"weight {f}s": partial(denoise_tv_chambolle, weight=f * level)
            for f in (0.4, 0.7, 1.0, 1.4, 2.0, 2.8, 4.0)
        },
        "wavelet": {
            "BayesShrink": partial(
                denoise_wavelet, sigma=level, method="BayesShrink", rescale_sigma=True
            ),
            **{
                f"VisuShrink {f}s, {w}": partial(
                    denoise_wavelet,
                    sigma=f * level,
                    method="VisuShrink",
                    wavelet=w,
                    rescale_sigma=True,
                )
                for f, w in product((0.25, 0.4, 0.6, 0.9), ("db2", "sym4"))
            },
        },
        "curvature diffusion": {
            f"conductance {c}, {n} iterations": partial(
                curvature_diffusion, conductance=c, iterations=n
            )
            for c, n in product((1.0, 2.0, 4.0, 8.0, 16.0), (5, 10, 20, 40))
        },
        "median": {f"radius {r}": partial(median, radius=r) for r in (1, 2, 3)},
    }
    if kind == "ct":
        return grids
    return {
        name: {
            f"{setting}, bias {c}": partial(unbiased, method, c, level)
            for (setting, method), c in product(grid.items(), (0, 1, 2))
        }
        for name, grid in grids.items()
    }


def psnr(image: Image, clean: Image, kind: str) -> float:
    return float(20 * np.log10(RANGE[kind] / np.sqrt(np.mean((image - clean) ** 2))))


def score(image: Image, noisy: Image, clean: Image, kind: str) -> Score:
    body = clean > BODY[kind]
    steepness = ndimage.gaussian_gradient_magnitude(clean, 1.0)
    detail = clean - ndimage.median_filter(clean, 7)
    edges = body & (steepness >= np.percentile(steepness[body], 90))
    small = body & (np.abs(detail) >= np.percentile(np.abs(detail[body]), 95))
    kept = (image - ndimage.median_filter(image, 7))[small]
    similar = structural_similarity(
        image, clean, data_range=RANGE[kind], gaussian_weights=True, use_sample_covariance=False
    )

    def error(where: NDArray[np.bool_]) -> float:
        return float(np.sqrt(np.mean((image - clean)[where] ** 2)) * UNIT[kind])

    return Score(
        psnr(image, clean, kind),
        float(similar),
        error(edges),
        error(small),
        float(kept @ detail[small] / (detail[small] @ detail[small])),
        correlation((noisy - image)[body], clean[body]),
    )


def correlation(a: Image, b: Image) -> float:
    return float(np.corrcoef(a, b)[0, 1]) if a.std() > 0 else 0.0


def as_volume(slices: list[Image], kind: str) -> Volume:
    """Stack slices of one size, in HU or arbitrary units."""
    voxels = np.stack(slices).astype(np.float32) * np.float32(UNIT[kind])
    geometry = Geometry(voxels.shape, np.diag([1.0, 1.0, 5.0, 1.0]))
    return Volume(voxels, geometry, "CT" if kind == "ct" else "MR")


def with_grl(denoiser: GrlDenoiser, stack: list[Image], kind: str) -> tuple[list[Image], float]:
    volume = as_volume(stack, kind)
    options = DenoiseOptions(kind)
    found = [
        denoiser.denoise_slice(volume, 0, index, options) / np.float32(UNIT[kind])
        for index in range(len(stack))
    ]
    return found, denoiser.noise_level(volume, options)


def seconds(method: Method, image: Image) -> float:
    """Processor time of the faster of two calls."""
    runs = []
    for _ in range(2):
        started = time.process_time()
        method(image)
        runs.append(time.process_time() - started)
    return min(runs)


def measure(kind: str, level: float, stacks: list[list[Image]], denoiser: GrlDenoiser, seed: int):
    """Print the rows of one noise level."""
    rng = np.random.default_rng(seed)
    sigma = level / UNIT[kind]
    add = with_ct_noise if kind == "ct" else with_mr_noise
    noisy = [[add(clean, sigma, rng) for clean in stack] for stack in stacks]
    pairs = [pair for n, c in zip(noisy, stacks, strict=True) for pair in zip(n, c, strict=True)]
    large = np.tile(pairs[0][0], (8, 8))[:512, :512].copy()
    grl, levels = [], []
    for stack in noisy:
        found, estimated = with_grl(denoiser, stack, kind)
        grl += found
        levels.append(estimated)
    big = as_volume([large], kind)
    one = partial(denoiser.denoise_slice, big, 0, 0, DenoiseOptions(kind))
    rows = [
        ("noisy", "", [n for n, _ in pairs], 0.0),
        ("GRL", f"level found {np.mean(levels):.1f}", grl, seconds(lambda _: one(), large)),
    ]
    for name, grid in competitors(kind, sigma).items():
        results = {setting: [method(n) for n, _ in pairs] for setting, method in grid.items()}
        means = {
            setting: np.mean([psnr(r, c, kind) for r, (_, c) in zip(found, pairs, strict=True)])
            for setting, found in results.items()
        }
        best = max(means, key=lambda setting: means[setting])
        rows.append((name, best, results[best], seconds(grid[best], large)))
    for name, setting, images, spent in rows:
        scores = [score(i, n, c, kind) for i, (n, c) in zip(images, pairs, strict=True)]
        mean = Score(*np.mean(scores, axis=0))
        print(
            f"| {level:g} | {name} | {setting} | {mean.psnr:.2f} | {mean.ssim:.4f} | "
            f"{mean.edges:.1f} | {mean.small:.1f} | {mean.contrast:.2f} | "
            f"{mean.correlation:+.2f} | {spent:.2f} |",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("images", nargs="+", type=Path)
    parser.add_argument("--modality", choices=("ct", "mr"), required=True)
    parser.add_argument("--models", type=Path, default=Path("models"))
    parser.add_argument("--slices", type=int, default=3, help="of each image")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    sitk.ProcessObject.SetGlobalDefaultNumberOfThreads(options.threads)
    kind = options.modality
    stacks = [clean_slices(path, kind, options.slices) for path in options.images]
    denoiser = GrlDenoiser(ModelStore([options.models]))
    print("| level | method | setting | PSNR | SSIM | edges | small | contrast | corr. | seconds |")
    print("|---:|---|---|---:|---:|---:|---:|---:|---:|---:|")
    for level in LEVELS[kind]:
        measure(kind, level, stacks, denoiser, options.seed)


if __name__ == "__main__":
    main()
