"""Learn anew where structures end: the part of the slice classifier that the presence gate uses.

Run: python tests/benchmarks/calibrate_ends.py DATA OUTPUT --validate NAME ... [--exclude NAME ...]

The rest of the installed classifier stays. From the labelled cases of DATA, those named with
--validate and --exclude left out, slices are taken as painted and what lies beyond them is learned
from, along every axis. Prints, for the classifier as it was and as it is then, what ends at several
thresholds of presence cut off and keep in vain on the cases to validate: in shares of the unpainted
slices of a structure, mean over its cases, along the usual axis. The classifier is saved in OUTPUT.
"""

from __future__ import annotations

import argparse
import copy
from pathlib import Path

import msgspec
import numpy as np
import torch

from annotator.app.model_folders import open_model_store
from annotator.inference.cloformer.slice_scorer import SliceEncoder
from annotator.inference.manifests import ClassifierManifest
from annotator.inference.model_store import load_network, save_model
from annotator.nets.cloformer.slice_net import EndNet, SliceNet
from annotator.training.cases import CaseFiles, find_cases
from annotator.training.cloformer.calibration import encode_all, presence_threshold, usual_axis
from annotator.training.cloformer.data import load_labelled
from annotator.training.cloformer.ends import EndSequence, end_errors, end_sequences, fit_ends

THRESHOLDS = (0.05, 0.1, 0.2, 0.35, 0.5)


def drawn(
    encoder: SliceEncoder, files: CaseFiles, rng: np.random.Generator, args: argparse.Namespace
) -> list[EndSequence]:
    """Evidence beyond painted slices of a case, along all axes or the usual one."""
    item = load_labelled(files, args.output / "pieces")
    return [
        sequence
        for volume, axis, features in encode_all(encoder, [item])
        if files.name not in args.validate or axis == usual_axis(volume)
        for sequence in end_sequences(encoder.net, volume, features, rng)
    ]


def table(title: str, ends: EndNet, held: dict[str, list[EndSequence]]) -> None:
    """Print what is cut off and kept in vain."""
    print(f"| {title}, threshold | cut off | kept in vain |\n|---|---|---|")
    labelled = {name: [s for s in some if s.weight == 1.0] for name, some in held.items()}
    for threshold in THRESHOLDS:
        shares = []
        for some in filter(None, labelled.values()):
            missed, _, vain, _ = end_errors(ends, some, threshold)
            unpainted = sum(s.unpainted for s in some) / 2  # followed both ways
            shares.append((missed / unpainted, vain / unpainted))
        cut, vain_share = np.mean(shares, axis=0)
        print(f"| {threshold} | {cut:.3f} | {vain_share:.3f} |", flush=True)


def main() -> None:
    """Draw, learn, measure, save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--validate", nargs="+", required=True)
    parser.add_argument("--exclude", nargs="+", default=[])
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    model = open_model_store(None).get(None, "cloformer-slices")
    manifest = model.manifest_as(ClassifierManifest)
    net = load_network(model, SliceNet).eval()
    encoder = SliceEncoder(net, manifest.input.size, torch.device("cpu"))
    rng = np.random.default_rng(args.seed + 2)
    learning: list[EndSequence] = []
    held: dict[str, list[EndSequence]] = {}
    for files in find_cases(args.data):
        if files.label is None or files.name in args.exclude:
            continue
        print(f"Looking at {files.name}", flush=True)
        found = drawn(encoder, files, rng, args)
        if files.name in args.validate:
            held[files.name] = found
        else:
            learning += found
    table("before", net.ends, held)
    before = copy.deepcopy(net.ends)
    net.ends = EndNet(manifest.config.evidence)
    net.ends.norm = before.norm
    print(f"Learning from {len(learning)} examples", flush=True)
    fit_ends(net.ends, learning, seed=args.seed)
    table("after", net.ends, held)
    threshold = presence_threshold(net, [s for some in held.values() for s in some])
    calibration = msgspec.structs.replace(manifest.calibration, presence_threshold=threshold)
    save_model(
        args.output / model.name,
        net.state_dict(),
        msgspec.structs.replace(manifest, calibration=calibration),
        f"As {model.name} ({model.sha256}), ends learned from {len(learning)} examples.\n",
    )
    print(f"Presence threshold {threshold}; saved in {args.output / model.name}")


if __name__ == "__main__":
    main()
