"""A command for every case of a folder."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import msgspec
import nibabel as nib
import numpy as np
import pytest

from annotator.app.batch_case import run_case
from annotator.app.batch_workers import check_address, dask_client, in_processes, on_dask
from annotator.app.cli import main
from annotator.core.errors import UserError
from annotator.services.batch import Task
from tests.helpers.batches import idle_killed_always, idle_killed_once, killed_once
from tests.helpers.projects import save_image, save_mask

if TYPE_CHECKING:
    from pathlib import Path

SHAPE = (12, 12, 7)
OPTIONS = ["--with", "--method", "interpolation", "--gate", "off", "--axis", "2"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three cases, two slices of each painted."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    path = tmp_path / "patients"
    for seed, name in enumerate("abc"):
        save_image(path / f"{name}.nii.gz", seed, SHAPE)
        painted(path / f"{name}_labels.nii.gz", seed)
    return path


def painted(path: Path, seed: int) -> None:
    save_mask(path, (1,), SHAPE)
    voxels = np.zeros(SHAPE, np.uint8)
    voxels[2 : 7 + seed, 2:8, 1] = voxels[4:8, 3:9, 5] = 1
    nib.save(nib.Nifti1Image(voxels, nib.load(path).affine), path)


def batch(folder: Path, output: Path, *more: str) -> int:
    return main(["batch", "propagate", str(folder), "--output", str(output), *more, *OPTIONS])


def tasks(folder: Path, output: Path) -> list[Task]:
    output.mkdir()
    made = []
    for name in "abc":
        result, report = output / f"{name}.nii.gz", output / f"{name}_report.json"
        words = [folder / f"{name}.nii.gz", folder / f"{name}_labels.nii.gz", result]
        more = (*OPTIONS[1:], "--report", str(report))
        made.append(
            Task(
                name=name,
                case=name,
                command="propagate",
                words=(*map(str, words), *more),
                output=result.name,
                report=str(report),
            )
        )
    return made


def masks(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.nii.gz")}


def test_one_bad_case_is_reported_and_does_not_stop_the_others(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "b.nii.gz").write_bytes(b"broken")
    output = tmp_path / "out"
    assert batch(folder, output) == 1
    shown = capsys.readouterr()
    assert "[2/3] b.nii.gz: b.nii.gz" in shown.err
    assert "2 of 3 cases done, 1 failed" in shown.out
    assert sorted(masks(output)) == ["a_labels.nii.gz", "c_labels.nii.gz"]
    text = (output / "summary.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert [row["case"] for row in rows] == ["a.nii.gz", "b.nii.gz", "c.nii.gz"]
    assert [bool(row["problem"]) for row in rows] == [False, True, False]
    assert float(rows[0]["label 1 ml"]) > 0
    values = json.loads((output / "summary.json").read_text())
    assert (values["done"], values["failed"]) == (2, 1)
    assert "b.nii.gz" in (output / "summary.html").read_text()


def test_a_batch_goes_on_where_it_was(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "out"
    (folder / "b.nii.gz").rename(tmp_path / "b.nii.gz")
    assert batch(folder, output) == 0
    (tmp_path / "b.nii.gz").rename(folder / "b.nii.gz")
    painted(folder / "c_labels.nii.gz", 0)
    before = (output / "a_labels.nii.gz").stat().st_mtime_ns
    capsys.readouterr()
    assert batch(folder, output) == 0
    shown = capsys.readouterr().out
    assert "Done before: 1. Left: 2." in shown
    assert "3 of 3 cases done, 0 failed" in shown
    assert (output / "a_labels.nii.gz").stat().st_mtime_ns == before


def test_other_options_do_all_cases_again(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "out"
    batch(folder, output)
    capsys.readouterr()
    words = ["batch", "propagate", str(folder), "--output", str(output), *OPTIONS, "--between"]
    assert main(words) == 0
    assert "Done before" not in capsys.readouterr().out


def test_evaluation_gives_dice_in_the_summary(folder: Path, tmp_path: Path) -> None:
    whole = np.zeros(SHAPE, np.uint8)
    whole[2:8, 2:8, 1:6] = 1
    for name in "abc":
        path = folder / f"{name}_labels.nii.gz"
        nib.save(nib.Nifti1Image(whole, np.diag([1.0, 1.0, 3.0, 1.0])), path)
    words = ["batch", "evaluate", str(folder), "--output", str(tmp_path / "out")]
    assert main([*words, "--with", "--method", "interpolation", "--axis", "2"]) == 0
    (values, *_) = json.loads((tmp_path / "out" / "summary.json").read_text())["cases"]
    assert values["figures"]["Dice label 1 interpolation, between the ends"] == 1.0
    assert "Dice label 1 interpolation, all unpainted slices" in values["figures"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["propagate", "patients", "--output", "patients/out"], "lies in the folder of the cases"),
        (["propagate", "patients", "--output", "out", "--with", "--metod", "x"], "--metod"),
        (["denoise", "patients", "--output", "out", "--status", "done"], "holds no case for this"),
        (["classify", "empty", "--output", "out"], "holds no image"),
    ],
)
def test_what_cannot_be_done_is_said_first(
    words: list[str],
    said: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (folder.parent / "empty").mkdir()
    monkeypatch.chdir(folder.parent)
    assert main(["batch", *words]) == 2
    assert said in capsys.readouterr().err


def test_a_worker_with_another_model_or_version_refuses(folder: Path, tmp_path: Path) -> None:
    task = tasks(folder, tmp_path / "out")[0]
    other = msgspec.structs.replace(task, models={"catnet-small": "0" * 64})
    assert "has another model catnet-small" in run_case(other).problem
    missing = msgspec.structs.replace(task, models={"catnet-huge": "0" * 64})
    assert "lacks the model catnet-huge" in run_case(missing).problem
    old = msgspec.structs.replace(task, version="0.0.1")
    assert "not 0.0.1" in run_case(old).problem
    assert run_case(task).problem == ""


@pytest.mark.parametrize(
    "address", ["tcp://127.0.0.1:8786", "localhost:8786", "tls://cluster:8786", "tcp://[::1]:1"]
)
def test_addresses_here_or_encrypted_are_taken(address: str) -> None:
    check_address(address)


@pytest.mark.parametrize(
    "address", ["tcp://10.0.0.3:8786", "cluster:8786", "ws://127.0.0.1:1", "tcp://", "inproc://x"]
)
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(UserError, match="neither on this computer nor encrypted"):
        check_address(address)


def test_a_killed_process_costs_no_case(folder: Path, tmp_path: Path) -> None:
    done = list(in_processes(tasks(folder, tmp_path / "out"), 2, idle_killed_once))
    assert sorted((outcome.name, outcome.problem) for outcome in done) == [
        ("a", ""),
        ("b", ""),
        ("c", ""),
    ]
    assert (tmp_path / "out" / "killed").exists()


def test_a_case_that_kills_its_process_twice_is_reported(folder: Path, tmp_path: Path) -> None:
    done = in_processes(tasks(folder, tmp_path / "out"), 1, idle_killed_always)
    problems = {outcome.name: outcome.problem for outcome in done}
    assert problems["a"] == problems["c"] == ""
    assert "killed twice" in problems["b"]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_on_dask_a_killed_worker_costs_no_case_and_the_bytes_are_the_same(
    folder: Path, tmp_path: Path
) -> None:
    for task in tasks(folder, tmp_path / "one"):
        assert run_case(task).problem == ""
    several = tasks(folder, tmp_path / "several")
    with dask_client(None, workers=2, threads=1) as client:
        done = list(on_dask(several, client, killed_once))
        again = tasks(folder, tmp_path / "again")
        problems = {item.name: item.problem for item in on_dask(again, client, idle_killed_always)}
    assert [outcome.problem for outcome in done] == ["", "", ""]
    assert (tmp_path / "several" / "killed").exists()
    assert masks(tmp_path / "several") == masks(tmp_path / "one")
    assert "killed twice" in problems["b"]
