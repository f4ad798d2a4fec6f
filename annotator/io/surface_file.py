"""Surfaces of labels as STL, PLY or GLB, through trimesh."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np

from annotator.core.errors import UserError
from annotator.core.texts import tr, translatable
from annotator.io.replacing import replacing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from annotator.core.labels import LabelClass
    from annotator.core.surfaces import Surface

SUFFIXES = (".stl", ".ply", ".glb")
HOW_TO_INSTALL = translatable("install it with: pip install 'catnet-annotator[3d]'")

_GLTF = np.array([[1, 0, 0, 0], [0, 0, 1, 0], [0, -1, 0, 0], [0, 0, 0, 1000]]) / 1000
"""From LPS millimetres to metres with y upwards, as glTF 2.0 (section 3.4) has it."""


def write_surfaces(path: Path, surfaces: Sequence[tuple[LabelClass, Surface]]) -> None:
    """Write the surfaces of labels into one file.

    STL and PLY are in LPS millimetres and hold all labels as one mesh, PLY with their colours. GLB
    holds a mesh for each label, with name and colour, in metres.

    Raises
    ------
    UserError
        If trimesh is missing, the ending is another one, or the file cannot be written.
    """
    if find_spec("trimesh") is None:
        raise UserError(tr("Surfaces are written by an extra: {how}.", how=tr(HOW_TO_INSTALL)))
    import trimesh

    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise UserError(tr("{name} must end in .stl, .ply or .glb.", name=path.name))
    meshes = {}
    for label, surface in surfaces:
        colors = np.tile(np.array([*label.color, 255], np.uint8), (len(surface.points), 1))
        meshes[label.name] = trimesh.Trimesh(
            surface.points, surface.faces, vertex_colors=colors, process=False
        )
    if suffix == ".glb":
        scene = trimesh.Scene(meshes)
        scene.apply_transform(_GLTF)
        data = scene.export(file_type="glb")
    else:
        whole = trimesh.util.concatenate(list(meshes.values()))
        data = whole.export(file_type=suffix[1:])
    with replacing(path) as (new,):
        new.write_bytes(data)
