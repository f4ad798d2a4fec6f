"""The examples of the documentation run and print what they promise."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
PROMISES = {
    "propagate_phantom": "Dice on",
    "inspect_iterations": "Dice to the one before",
    "denoise_series": "ct.nii.gz: done",
    "train_on_your_cases": "--- mine",
    "own_loop": "iteration 4: Dice",
}


def test_every_example_is_run() -> None:
    assert {path.stem for path in EXAMPLES.glob("*.py")} == set(PROMISES)


def test_the_documentation_shows_every_example() -> None:
    page = (EXAMPLES.parent / "scripting.md").read_text("utf-8")
    for name in PROMISES:
        assert f'\n--8<-- "examples/{name}.py"\n' in page


@pytest.mark.parametrize("name", PROMISES)
def test_example_runs(name: str, tmp_path: Path) -> None:
    here = {"PYTHONPATH": str(EXAMPLES.parents[1]), "XDG_CACHE_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, EXAMPLES / f"{name}.py"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={**os.environ, **here},
    )
    assert done.returncode == 0, done.stderr
    assert PROMISES[name] in done.stdout
