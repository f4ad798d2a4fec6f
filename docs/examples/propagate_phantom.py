"""Paint the liver of a generated CT on three slices, fill the others, and see how good that is."""

import numpy as np

import annotator
from annotator.core.proposal import IterationResult
from annotator.phantom.torso import LABEL_NAMES, make_phantom

phantom = make_phantom("CT", shape_zyx=(24, 96, 96), spacing_zyx_mm=(8.0, 4.0, 4.0), seed=1)
liver = next(value for value, name in LABEL_NAMES.items() if name == "liver")
truth = phantom.labels == liver
held = np.flatnonzero(truth.any(axis=(1, 2)))
chosen = held[np.linspace(1, len(held) - 2, 3).round().astype(int)]

case = annotator.case_from_array(phantom.volume.voxels, (8.0, 4.0, 4.0), modality="CT")
for index in chosen:
    case.paint(int(index), truth[index], label=1)

for step in case.propagate(device="cpu", range="between"):
    if isinstance(step, IterationResult) and step.is_final:
        print(f"slice {step.slice_index}: {(step.labels == 1).sum()} voxels")
case.accept()

found = case.mask == 1
rest = np.setdiff1d(np.arange(chosen[0], chosen[-1] + 1), chosen)
dice = 2 * (found[rest] & truth[rest]).sum() / (found[rest].sum() + truth[rest].sum())
print(f"Dice on {len(rest)} unpainted slices between the painted ones: {dice:.3f}")
