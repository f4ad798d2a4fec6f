"""What each iteration of CAT-Net changed: voxels, and Dice to the iteration before."""

import numpy as np

import annotator
from annotator.phantom.torso import LABEL_NAMES, make_phantom

phantom = make_phantom("MR", shape_zyx=(20, 96, 96), spacing_zyx_mm=(8.0, 4.0, 4.0), seed=2)
kidney = next(value for value, name in LABEL_NAMES.items() if name == "kidney_right")
truth = phantom.labels == kidney
held = np.flatnonzero(truth.any(axis=(1, 2)))

case = annotator.case_from_array(phantom.volume.voxels, (8.0, 4.0, 4.0), modality="MR")
for index in held[[0, len(held) // 2, -1]]:
    case.paint(int(index), truth[index])

options = annotator.RunOptions(
    method="catnet", iterations=4, range="between", adaptation="off", device="cpu"
)
for _step in case.propagate(options):
    pass

proposal = case.proposal
assert proposal is not None
print("slice  iteration  voxels  Dice to the one before")
for index in proposal.indices():
    for iteration, figures in enumerate(proposal.slices[index].stats):
        stats = figures[1]
        print(f"{index:>5}  {iteration:>9}  {stats.voxels:>6}  {stats.dice_to_previous:.3f}")
