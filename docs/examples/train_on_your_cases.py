"""Train CAT-Net on your own cases for a while and compare it with the model that comes along.

python train_on_your_cases.py FOLDER MINUTES   (cases: see `annotator train catnet --help`)

Both models are measured on the first case of the folder, which the new one has trained on: keep
cases apart to know how it does on others. Without a folder it trains three steps on two generated
cases, to show how it goes.
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from annotator.io.write import write_labels, write_volume
from annotator.phantom.torso import make_phantom

ANNOTATOR = [sys.executable, "-m", "annotator"]


def run(*words: object) -> None:
    """Run a command of the program and show what it prints."""
    subprocess.run([*ANNOTATOR, *map(str, words)], check=True)


with TemporaryDirectory() as folder:
    only: list[str] = []
    if len(sys.argv) == 3:
        data, budget = Path(sys.argv[1]), ["--time-budget", f"{sys.argv[2]}m"]
        extra: list[str] = ["--start", "catnet-small"]
    else:
        data, budget = Path(folder, "cases"), ["--steps", "3"]
        extra = ["--size", "32", "--threads", "1", "--device", "cpu"]
        only = ["--labels", "1"]
        for seed in (1, 2):
            made = make_phantom("CT", (12, 48, 48), (14.0, 8.0, 8.0), seed=seed)
            case = data / f"case-{seed}"
            case.mkdir(parents=True)
            write_volume(case / "image.nii.gz", made.volume.voxels, made.volume)
            write_labels(case / "label.nii.gz", made.labels, made.volume)
    models = Path(folder, "models")
    run("train", "catnet", data, "--output", models / "mine", *budget, *extra)
    first = sorted(data.iterdir())[0]
    image, reference = first / "image.nii.gz", first / "label.nii.gz"
    for model in ("catnet-small", "mine"):
        print(f"--- {model}")
        words = ["--method", "catnet", "--adapt", "off", "--device", "cpu", *only]
        run("evaluate", image, reference, *words, "--model", model, "--models", models)
