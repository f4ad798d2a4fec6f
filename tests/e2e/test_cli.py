"""The command line on small files: masks, grids, reports."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nibabel as nib
import numpy as np
import pytest

from annotator.app import cli
from annotator.app.display import DEBIAN_PACKAGES
from annotator.core.run_options import METHODS, RunOptions
from annotator.services.run_supports import run_supports
from tests.e2e.conftest import AFFINE, PAINTED, SHAPE, save
from tests.helpers.image_files import rotation

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from tests.e2e.conftest import Case

    Annotate = Callable[..., tuple[int, str, str]]


def voxels(path: Path) -> NDArray[Any]:
    return np.asarray(nib.load(path).dataobj)


def dice(a: NDArray[Any], b: NDArray[Any]) -> float:
    return float(2 * (a & b).sum() / (a.sum() + b.sum()))


def test_interpolated_mask_is_close_to_the_truth_and_on_the_grid_of_the_image(
    annotate: Annotate, case: Case, tmp_path: Path
) -> None:
    target = tmp_path / "mask.nii.gz"
    code, out, err = annotate(
        "propagate", case.image, case.support, target, "--method", "interpolation",
        "--absent", "1:0", "1:12", "2:1", "2:13",
    )  # fmt: skip
    assert (code, err) == (0, "")
    assert "Label 1: 3 slices painted" in out
    assert "checked with nibabel" in out
    mask = nib.load(target)
    np.testing.assert_allclose(mask.affine, AFFINE, atol=1e-6)
    assert mask.get_data_dtype() == np.uint8
    between = slice(3, 8)
    for label in (1, 2):
        found, true = voxels(target) == label, case.truth == label
        assert dice(found[..., between], true[..., between]) > 0.9


@pytest.mark.parametrize("method", METHODS)
def test_painted_voxels_are_kept_exactly(
    annotate: Annotate, case: Case, models: Path, tmp_path: Path, method: str
) -> None:
    target = tmp_path / "mask.nii.gz"
    code, _, _ = annotate(
        "propagate", case.image, case.support, target,
        "--method", method, "--models", models, "--model", "tiny", "--adapt", "off",
    )  # fmt: skip
    assert code == 0
    mask = voxels(target)
    assert (mask[case.painted > 0] == case.painted[case.painted > 0]).all()
    for label, slices in PAINTED.items():
        painted = list(slices)
        wanted = case.painted[..., painted] == label
        assert (mask[..., painted] == label).sum() == wanted.sum()


def test_every_iteration_is_saved_with_its_figures(
    annotate: Annotate, case: Case, models: Path, tmp_path: Path
) -> None:
    target, folder, report = tmp_path / "m.nii.gz", tmp_path / "a" / "b", tmp_path / "r.json"
    code, _, err = annotate(
        "propagate", case.image, case.support, target, "--method", "catnet", "--iterations", 2,
        "--models", models, "--model", "tiny", "--adapt", "off", "--device", "cpu",
        "--save-iterations", folder, "--report", report, "--gate", "off",
    )  # fmt: skip
    assert (code, err) == (0, "")
    names = [f"iteration_0{n}.nii.gz" for n in range(3)]
    assert sorted(path.name for path in folder.iterdir()) == [*names, "iterations.json"]
    masks = [voxels(folder / name) for name in names]
    np.testing.assert_array_equal(masks[-1], voxels(target))
    assert (masks[0] != masks[-1]).any()
    saved = json.loads((folder / "iterations.json").read_text("utf-8"))
    assert saved["axis"] == 2
    for entry in saved["iterations"]:
        mask = masks[entry["iteration"]][..., entry["slice"]] == entry["label"]
        assert entry["voxels"] == mask.sum()
        assert (entry["dice_to_previous"] is None) == (entry["iteration"] == 0)
        assert (entry["mean_probability"] is None) == (entry["voxels"] == 0)
        assert entry["seconds"] >= 0
    expected = 3 * sum(SHAPE[2] - len(slices) for slices in PAINTED.values())
    assert len(saved["iterations"]) == expected
    figures = json.loads(report.read_text("utf-8"))
    assert figures["model"] == "tiny"
    assert figures["labels"]["1"]["painted_slices"] == list(PAINTED[1])
    assert figures["labels"]["2"]["voxels"] == (masks[-1] == 2).sum()
    assert figures["labels"]["1"]["adaptation_steps"] == 0
    assert figures["labels"]["1"]["network_share"] is None, "nothing was fused"


def test_sidecar_says_what_made_every_slice(
    annotate: Annotate, case: Case, models: Path, tmp_path: Path
) -> None:
    target = tmp_path / "m.nii.gz"
    words = ["--models", models, "--model", "tiny", "--adapt", "off", "--device", "cpu"]
    words += ["--method", "catnet", "--iterations", 1, "--gate", "off", "--absent", "2:0"]
    code, _, err = annotate("propagate", case.image, case.support, target, *words)
    assert (code, err) == (0, "")
    sidecar = json.loads((tmp_path / "m.json").read_text("utf-8"))
    assert sidecar["axis"] == 2
    mask = voxels(target)
    for label in sidecar["labels"]:
        painted, value = PAINTED[label["value"]], label["value"]
        held = [k for k in range(SHAPE[2]) if (mask[..., k] == value).any()]
        states = {item["index"]: item for item in label["slices"]}
        assert [k for k, item in states.items() if item["state"] == "painted"] == list(painted)
        accepted = {k: item["by"] for k, item in states.items() if item["state"] == "accepted"}
        assert sorted(accepted) == [k for k in held if k not in painted]
        for by in accepted.values():
            assert (by["method"], by["model"], by["iteration"]) == ("catnet", "tiny", 1)
            assert len(by["model_sha256"]) == 64
    second = {item["index"]: item["state"] for item in sidecar["labels"][1]["slices"]}
    assert second[0] == "absent"


def test_report_does_not_take_the_place_of_the_sidecar(
    annotate: Annotate, case: Case, tmp_path: Path
) -> None:
    code, _, err = annotate(
        "propagate", case.image, case.support, tmp_path / "m.nii.gz",
        "--method", "interpolation", "--report", tmp_path / "m.json",
    )  # fmt: skip
    assert code == 2
    assert "already another file of this command" in err
    assert not list(tmp_path.glob("m.*"))


def stored(image: nib.Nifti1Image, axes: str) -> nib.Nifti1Image:
    """The same image with its axes in another order and direction."""
    now, wanted = (nib.orientations.axcodes2ornt(a) for a in (nib.aff2axcodes(image.affine), axes))
    return image.as_reoriented(nib.orientations.ornt_transform(now, wanted))


@pytest.mark.parametrize(
    ("axes", "degrees"), [("LPS", 0), ("LAS", 12), ("PIR", 0), ("SAL", 12), ("ARI", 12)]
)
def test_masks_lie_at_the_same_place_in_space_in_every_orientation(
    annotate: Annotate, case: Case, models: Path, tmp_path: Path, axes: str, degrees: float
) -> None:
    turn = np.eye(4)
    turn[:3, :3] = rotation(degrees, -degrees / 2, degrees)
    masks = []
    for code in ("RAS", axes):
        names = [tmp_path / f"{code}_{name}.nii.gz" for name in ("image", "support", "mask")]
        for name, source in zip(names, (case.image, case.support), strict=False):
            image = nib.Nifti1Image(voxels(source), turn @ AFFINE)
            nib.save(stored(image, code), name)
        height, up = next((n, c) for n, c in enumerate(code) if c in "SI")
        last = SHAPE[2] - 1
        ends = [f"1:{k if up == 'S' else last - k}" for k in (1, 12)]
        exit_code, _, _ = annotate(
            "propagate", *names, "--axis", height, "--models", models, "--model", "tiny",
            "--adapt", "off", "--iterations", 1, "--gate", "off", "--absent", *ends,
        )  # fmt: skip
        assert exit_code == 0
        masks.append(stored(nib.load(names[2]), "RAS"))
    np.testing.assert_allclose(masks[1].affine, masks[0].affine, atol=1e-4)
    found = np.asarray(masks[1].dataobj)
    np.testing.assert_array_equal(found, np.asarray(masks[0].dataobj))
    assert not (found[..., [0, 1, 12, 13]] == 1).any()
    assert (found[..., 2:12] == 1).any(axis=(0, 1)).all()


def test_between_fills_nothing_beyond_the_painted_slices(
    annotate: Annotate, case: Case, tmp_path: Path
) -> None:
    masks = []
    for more in ([], ["--between"]):
        target = tmp_path / "mask.nii.gz"
        words = ("propagate", case.image, case.support, target, "--method", "interpolation")
        assert annotate(*words, "--gate", "off", *more)[0] == 0
        masks.append(voxels(target))
    everywhere, between = masks
    for label, painted in PAINTED.items():
        first, last = painted[0], painted[-1]
        hit = np.flatnonzero((between == label).any(axis=(0, 1)))
        assert hit.tolist() == list(range(first, last + 1))
        assert (everywhere[..., first - 1] == label).any()


def test_axis_is_found_from_the_painted_slices(
    annotate: Annotate, case: Case, tmp_path: Path
) -> None:
    painted = np.zeros_like(case.truth)
    painted[[6, 11, 16]] = np.where(case.truth[[6, 11, 16]] == 1, 1, 0)
    support = save(tmp_path / "support.nii.gz", painted)
    report = tmp_path / "report.json"
    code, _, _ = annotate(
        "propagate", case.image, support, tmp_path / "m.mha",
        "--method", "interpolation", "--report", report,
    )  # fmt: skip
    assert code == 0
    figures = json.loads(report.read_text("utf-8"))
    assert figures["axis"] == 0
    assert figures["labels"]["1"]["painted_slices"] == [6, 11, 16]


def test_evaluation_scores_every_label_with_every_method(
    annotate: Annotate, case: Case, models: Path, tmp_path: Path
) -> None:
    report = tmp_path / "report.json"
    code, out, err = annotate(
        "evaluate", case.image, case.truth_file, "--supports", 3, "--method", "all",
        "--models", models, "--model", "tiny", "--adapt", "off", "--iterations", 1,
        "--report", report,
    )  # fmt: skip
    assert (code, err) == (0, "")
    figures = json.loads(report.read_text("utf-8"))
    scores = {(score["label"], score["method"]): score for score in figures["scores"]}
    assert set(scores) == {(label, method) for label in (1, 2) for method in METHODS}
    assert scores[1, "interpolation"]["between"]["dice"] > 0.85
    assert scores[1, "interpolation"]["supports"] == [1, 6, 11]
    rows = [line.split() for line in out.splitlines()]
    shown = {(row[0], row[1]): row[2] for row in rows if len(row) > 3}
    for (label, method), score in scores.items():
        assert shown[str(label), method] == f"{score['between']['dice']:.3f}"
    assert sum(row[0] == "mean" for row in rows) == len(METHODS)


def test_evaluation_with_one_support_uses_the_middle_slice(
    annotate: Annotate, case: Case, tmp_path: Path
) -> None:
    report = tmp_path / "report.json"
    code, out, _ = annotate(
        "evaluate", case.image, case.truth_file, "--supports", 1, "--labels", "2",
        "--method", "interpolation", "--report", report,
    )  # fmt: skip
    assert code == 0
    (score,) = json.loads(report.read_text("utf-8"))["scores"]
    assert (score["label"], score["supports"]) == (2, [7])
    assert "\n    1  " not in out


def test_info_describes_a_file(annotate: Annotate, case: Case) -> None:
    _, text, _ = annotate("info", case.image)
    assert "36 × 40 × 14" in text
    code, out, _ = annotate("info", case.support, "--json")
    assert code == 0
    assert json.loads(out)["labels"]["1"]["voxels"] == (case.painted == 1).sum()


def test_models_are_listed_with_licence_and_folders(annotate: Annotate, models: Path) -> None:
    code, out, _ = annotate("models", "--models", models)
    assert code == 0
    (line,) = [line for line in out.splitlines() if line.startswith("tiny ")]
    assert "catnet" in line
    assert "MB" in line
    assert line.endswith("CC0-1.0")
    assert str(models) in out


def test_models_are_found_in_the_folder_of_the_environment(
    annotate: Annotate, models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANNOTATOR_MODELS", str(models))
    assert "\ntiny " in annotate("models")[1]


@pytest.mark.parametrize("words", [[], ["open"], ["scan.nii.gz"], ["open", "scan.nii.gz"]])
def test_window_opens_on_the_image(
    annotate: Annotate, case: Case, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    import annotator.app.main

    opened: list[tuple[Any, ...]] = []

    def run_window(*setup: Any) -> int:
        opened.append(setup)
        return 0

    monkeypatch.setattr(annotator.app.main, "run_window", run_window)
    given = [str(case.image) if word.startswith("scan") else word for word in words]
    if "scan.nii.gz" in words:
        assert annotate(*given, "--labels", case.support)[0] == 0
        assert opened[0][:3] == (case.image, case.support, None)
    else:
        assert annotate(*given)[0] == 0
        assert opened[0][:3] == (None, None, None)


def test_interrupt_keeps_finished_files_and_leaves_no_partial_one(
    annotate: Annotate, case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import annotator.io.write as write

    encode, calls = write.encode, []

    def interrupted(path: Path, image: Any) -> None:
        encode(path, image)
        calls.append(path)
        if len(calls) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(write, "encode", interrupted)
    code, _, err = annotate(
        "propagate", case.image, case.support, tmp_path / "mask.nii.gz",
        "--method", "interpolation", "--save-iterations", tmp_path / "iterations",
    )  # fmt: skip
    assert code == 130
    assert err == "annotator: Interrupted; files that were finished are kept.\n"
    left = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert left == {"mask.nii.gz", "mask.json", "mask.label.txt"}


def test_probabilities_of_all_iterations_as_one_file_per_label(
    annotate: Annotate, case: Case, models: Path, tmp_path: Path
) -> None:
    painted = np.where(case.painted == 1, 1, 0).astype(np.uint8)
    support = save(tmp_path / "one.nii.gz", painted)
    target, folder = tmp_path / "mask.nii.gz", tmp_path / "probabilities"
    masks = tmp_path / "iterations"
    code, _, err = annotate(
        "propagate", case.image, support, target, "--method", "catnet", "--iterations", 2,
        "--models", models, "--model", "tiny", "--adapt", "off", "--device", "cpu",
        "--gate", "off", "--save-probabilities", folder, "--save-iterations", masks,
    )  # fmt: skip
    assert (code, err) == (0, "")
    (path,) = folder.glob("*.nii.gz")
    assert path.name == "image_label-Label1_desc-iterations_probseg.nii.gz"
    saved = nib.load(path)
    assert saved.shape == (*SHAPE, 3)
    np.testing.assert_allclose(saved.affine, AFFINE, atol=1e-6)
    probability = saved.get_fdata()
    assert probability.min() >= 0
    assert probability.max() <= 1
    mask = voxels(masks / "iteration_01.nii.gz") == 1  # the last one agrees with its neighbours
    differing = (probability[..., 1] > 0.5) != mask
    assert differing.sum() <= 20  # batches of another size round otherwise
    first = PAINTED[1][0]
    np.testing.assert_allclose(probability[..., first, 0], painted[..., first], atol=1e-6)
    said = json.loads(path.with_name(path.name.replace(".nii.gz", ".json")).read_text("utf-8"))
    assert said["PaintedSlices"] == list(PAINTED[1])
    assert said["Axis"] == 2
    assert len(said["FourthDimension"]) == 3
    assert said["RunOptions"]["model"] == "tiny"


def python(code: str, *words: object, **settings: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *(str(word) for word in words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **settings)


MAIN = "import sys; from annotator.app.cli import main; sys.exit(main())"


def test_help_loads_no_heavy_library() -> None:
    done = python(
        "import sys\n"
        "from annotator.app.cli import main\n"
        "try: main()\n"
        "finally: print(sorted({'torch', 'numpy', 'PySide6'} & set(sys.modules)))",
        "--help",
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("[]\n")


@pytest.mark.parametrize("command", cli.COMMANDS)
def test_every_command_explains_itself_with_an_example(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main([command, "--help"])
    assert end.value.code == 0
    out = capsys.readouterr().out
    assert f"annotator {command}" in re.split("examples?:", out)[1]
    if "--iterations" in out:
        assert f"(default: {RunOptions().iterations})" in out


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have a display")
@pytest.mark.parametrize(
    ("words", "instead"),
    [([], "annotator propagate"), (["demo"], "annotator demo --headless --output DIR")],
)
def test_window_without_a_display_names_the_headless_command(
    words: list[str], instead: str
) -> None:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {key: value for key, value in os.environ.items() if key not in hidden}
    done = python(MAIN, *words, env=environment)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert f"'{instead}'" in done.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have a display")
@pytest.mark.parametrize(
    ("variable", "value"),
    [("DISPLAY", ":4999"), ("DISPLAY", "nowhere"), ("WAYLAND_DISPLAY", "wayland-4999")],
)
def test_a_display_that_does_not_answer_is_said_in_a_sentence(variable: str, value: str) -> None:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {key: text for key, text in os.environ.items() if key not in hidden}
    done = python(MAIN, "open", env={**environment, variable: value})
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert f"No display answers at {variable}={value}" in done.stderr
    assert "'annotator propagate'" in done.stderr


def test_readme_names_the_packages_that_the_message_names() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    assert f"\nsudo apt-get install {DEBIAN_PACKAGES}\n" in readme


def test_closed_pipe_ends_quietly(case: Case) -> None:
    command = [sys.executable, "-c", MAIN, "info", str(case.image)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 1


def test_headless_demo_does_the_whole_job_and_measures_it(
    annotate: Annotate, tmp_path: Path
) -> None:
    folder = tmp_path / "new" / "demo"
    code, out, err = annotate(
        "demo", "--headless", "--output", folder, "--method", "interpolation", "--seed", 4
    )
    assert (code, err) == (0, "")
    report = json.loads((folder / "report.json").read_text("utf-8"))
    image, support, mask, first = (
        nib.load(folder / name)
        for name in (
            "image.nii.gz",
            "support.nii.gz",
            "mask.nii.gz",
            "iterations/iteration_00.nii.gz",
        )
    )
    for other in (support, mask, first):
        np.testing.assert_array_equal(other.affine, image.affine)
        assert other.shape == image.shape
    painted, filled = np.asarray(support.dataobj), np.asarray(mask.dataobj)
    assert (filled[painted > 0] == painted[painted > 0]).all()
    for label, figures in report["labels"].items():
        hit = np.flatnonzero((painted == int(label)).any(axis=(0, 1)))
        assert hit.tolist() == figures["painted_slices"]
        assert len(hit) == 3
        assert (filled == int(label)).sum() == figures["voxels"]
        assert f"{figures['dice']:.3f}" in out
    assert report["mean_dice"] > 0.6


def test_demo_document_is_ready_to_propagate() -> None:
    from annotator.app.demo import ORGANS, demo_document

    document = demo_document("mr", 1)
    assert document.volume.modality == "MR"
    assert not document.dirty
    supports = run_supports(document)
    assert [item.label for item in supports] == list(ORGANS)
    assert all(len(item.slices) == 3 for item in supports)
