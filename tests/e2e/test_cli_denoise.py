"""`annotator denoise` with tiny untrained networks: files, grids, types, refusals."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import nibabel as nib
import numpy as np
import pytest
import torch

from annotator.app import cli_denoise
from annotator.inference.manifests import GrlInput, GrlManifest
from annotator.inference.model_store import save_model
from annotator.nets.grl.network import GRL
from annotator.nets.grl.slice_denoiser import COMPACT
from tests.e2e.conftest import AFFINE, save
from tests.helpers.image_files import rotation

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    Annotate = Callable[..., tuple[int, str, str]]

SHAPE = (36, 40, 6)


@pytest.fixture(scope="module")
def denoisers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with one denoiser per modality and a network for colour images."""
    torch.manual_seed(0)
    folder = tmp_path_factory.mktemp("denoisers")
    small = replace(COMPACT, embed_dim=24, depths=(1,), heads_window=(1,), heads_stripe=(1,))
    for name, config, given in (
        ("grl-ct", small, {"modality": "ct"}),
        ("grl-mr", small, {"modality": "mr"}),
        ("colour", replace(small, in_channels=3, out_channels=3, upsampler="", upscale=1), {}),
    ):
        manifest = GrlManifest(config=config, input=GrlInput(**given))
        state = GRL(config).state_dict()
        head = [key for key in state if key.startswith(("upsample", "conv_last"))]
        state.update({key: 0.02 * state[key] for key in head})  # changes values a little
        save_model(folder / name, state, manifest, "# Untrained\n")
    return folder


def ct_values() -> NDArray[np.int16]:
    """A body of 50 HU in air with noise of 20 HU."""
    i, j, _ = np.ogrid[: SHAPE[0], : SHAPE[1], : SHAPE[2]]
    body = ((i - 18) / 15) ** 2 + ((j - 20) / 17) ** 2 < 1
    noise = np.random.default_rng(1).normal(0, 20, SHAPE)
    return np.where(body, 50 + noise, -1000).round().astype(np.int16)


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    return save(tmp_path / "scan.nii.gz", ct_values())


def denoise(annotate: Annotate, denoisers: Path, *words: object) -> tuple[int, str, str]:
    return annotate("denoise", *words, "--models", denoisers, "--device", "cpu")


def test_grid_type_and_scale_are_those_of_the_image(
    annotate: Annotate, denoisers: Path, tmp_path: Path
) -> None:
    oblique = AFFINE.copy()
    oblique[:3, :3] = rotation(0, 8, 20) @ oblique[:3, :3][:, [1, 0, 2]]
    scan = save(tmp_path / "scan.nii.gz", ct_values(), oblique)
    source = scan.read_bytes()
    code, out, err = denoise(annotate, denoisers, scan, tmp_path / "out.nii.gz")
    assert (code, err) == (0, "")
    result = nib.load(tmp_path / "out.nii.gz")
    np.testing.assert_allclose(result.affine, oblique, atol=1e-5)
    assert result.get_data_dtype() == np.int16
    values, before = np.asarray(result.dataobj), ct_values()
    assert (values != before).any()
    assert abs(values[before > -500].mean() - 50) < 15, "still Hounsfield units"
    assert scan.read_bytes() == source
    assert out.startswith("GRL grl-ct, strength automatic, noise ")
    assert " HU, CPU" in out
    assert "checked with nibabel" in out


@pytest.mark.parametrize("dtype", ["uint8", "int32", "float32", "float64"])
def test_every_type_comes_back(
    annotate: Annotate, denoisers: Path, tmp_path: Path, dtype: str
) -> None:
    values = (ct_values() / 8 + 130).clip(0, 255).astype(dtype)
    scan = save(tmp_path / "scan.nii.gz", values)
    code, _, _ = denoise(annotate, denoisers, scan, tmp_path / "out.nii.gz", "--modality", "mr")
    assert code == 0
    assert nib.load(tmp_path / "out.nii.gz").get_data_dtype() == dtype


def test_stored_values_with_a_scale_keep_their_meaning(
    annotate: Annotate, denoisers: Path, tmp_path: Path
) -> None:
    image = nib.Nifti1Image((ct_values() + 1024).astype(np.uint16), AFFINE)
    image.header.set_slope_inter(1, -1024)
    nib.save(image, tmp_path / "scan.nii.gz")
    code, out, _ = denoise(
        annotate, denoisers, tmp_path / "scan.nii.gz", tmp_path / "out.nii.gz", "--strength", 0
    )
    assert code == 0
    assert "strength 0" in out
    np.testing.assert_array_equal(nib.load(tmp_path / "out.nii.gz").get_fdata(), ct_values())


def test_strength_modality_and_model_are_chosen(
    annotate: Annotate, denoisers: Path, scan: Path, tmp_path: Path
) -> None:
    words = [scan, tmp_path / "out.nii.gz", "--strength", "0.5"]
    assert "grl-mr, strength 0.5" in denoise(annotate, denoisers, *words, "--modality", "mr")[1]
    assert "grl-mr, strength 0.5" in denoise(annotate, denoisers, *words, "--model", "grl-mr")[1]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["{scan}", "{scan}"], "already another file"),
        (["{scan}", "{out}/link.nii.gz"], "already another file"),
        (["{scan}", "{out}/none/x.nii.gz"], "There is no folder"),
        (["{scan}", "{out}/x.png"], "must end in"),
        (["{out}/none.nii.gz", "{out}/x.nii.gz"], "There is no file"),
        (["{scan}", "{out}/x.nii.gz", "--strength", "3"], "out of range"),
        (["{scan}", "{out}/x.nii.gz", "--strength", "much"], "not auto or a number"),
        (["{scan}", "{out}/x.nii.gz", "--model", "none"], "There is no grl model 'none'"),
        (["{scan}", "{out}/x.nii.gz", "--model", "colour"], "not for gray-level images"),
    ],
    ids=["source", "link", "folder", "suffix", "missing", "strong", "word", "model", "colour"],
)
def test_wrong_input_is_one_sentence_and_leaves_no_file(
    annotate: Annotate,
    denoisers: Path,
    scan: Path,
    tmp_path: Path,
    words: list[str],
    sentence: str,
) -> None:
    (tmp_path / "link.nii.gz").hardlink_to(scan)
    before, files = scan.read_bytes(), sorted(tmp_path.iterdir())
    given = [word.format(scan=scan, out=tmp_path) for word in words]
    code, out, err = denoise(annotate, denoisers, *given)
    assert (code, out) == (2, "")
    assert sentence in err
    assert err.count("\n") == 1
    assert scan.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == files


def test_without_a_model_the_sentence_says_what_to_do(
    annotate: Annotate, scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from annotator.inference.model_store import ModelStore

    monkeypatch.setattr(cli_denoise, "open_model_store", lambda _extra: ModelStore([]))
    code, _, err = annotate("denoise", scan, tmp_path / "out.nii.gz")
    assert code == 2
    assert "No denoiser for CT is installed" in err


def test_interrupt_leaves_no_file(
    annotate: Annotate,
    denoisers: Path,
    scan: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def interrupted(*_given: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("annotator.io.write.verify", interrupted)
    code, _, _ = denoise(annotate, denoisers, scan, tmp_path / "out.nii.gz")
    assert code == 130
    assert [path.name for path in tmp_path.iterdir()] == ["scan.nii.gz"]
