"""The program for scripts: the same objects as in the window and on the command line.

`annotator.open` gives a `Case`. Networks and torch are loaded when something needs them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from annotator.app.case import Case
from annotator.app.model_folders import open_model_store
from annotator.core.errors import UserError
from annotator.core.geometry import Geometry
from annotator.core.volume import Volume
from annotator.services.document import Document

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray
    from torch import nn

    from annotator.core.volume import Modality
    from annotator.inference.export import Exported


def open_case(
    path: str | Path,
    labels: str | Path | None = None,
    *,
    series: str = "",
    time_point: int | None = None,
    allow_uneven: bool = False,
    models: str | Path | None = None,
) -> Case:
    """Open an image, with a mask on its grid if one is given; known as `annotator.open`.

    Parameters
    ----------
    path
        NIfTI, NRRD or MetaImage file, or DICOM: a folder, a file of a series, a DICOMDIR, a zip.
    labels
        Label map on the image's grid.
    series
        UID of a DICOM series; needed if there are several, which the error then lists.
    time_point
        Which volume of a 4D file, from 0.
    allow_uneven
        Whether a DICOM series with missing or unevenly spaced slices may be opened.
    models
        One more folder to look for models in.

    Raises
    ------
    UserError
        If one of the files cannot be read.
    """
    from annotator.io.read import read_volume

    volume = read_volume(Path(path), time_point, series, allow_uneven=allow_uneven)
    case = Case(Document(volume), None if models is None else Path(models))
    return case if labels is None else case.labels(labels)


def case_from_array(
    image: ArrayLike,
    spacing_zyx_mm: tuple[float, float, float] = (1.0, 1.0, 1.0),
    *,
    modality: Modality | None = None,
) -> Case:
    """Case of an image that lies in memory, for people with their own loaders.

    Parameters
    ----------
    image
        Grey values ``(z, y, x)``; CT in Hounsfield units.
    spacing_zyx_mm
        Distance between voxel centres along z, y, x in millimetres.
    modality
        "CT" or "MR"; None to judge by the values.
    """
    from annotator.io.modality import guess_modality

    voxels = np.asarray(image)
    if voxels.ndim != 3:
        raise UserError(f"An image has three axes (z, y, x), not {voxels.ndim}.")
    z, y, x = spacing_zyx_mm
    shape = (voxels.shape[0], voxels.shape[1], voxels.shape[2])
    geometry = Geometry(shape, np.diag([x, y, z, 1.0]))
    return Case(Document(Volume(voxels, geometry, modality or guess_modality(voxels))))


def propagate_array(
    image: ArrayLike,
    painted: ArrayLike,
    spacing_zyx_mm: tuple[float, float, float] = (1.0, 1.0, 1.0),
    *,
    axis: int | None = None,
    **options: Any,
) -> NDArray[np.uint8]:
    """Fill a mask from painted slices, arrays in and out.

    Parameters
    ----------
    image
        Grey values ``(z, y, x)``.
    painted
        Label values 0 to 254 ``(z, y, x)``: every slice along the axis that holds a label counts
        as painted for it and is kept.
    spacing_zyx_mm
        Millimetres between voxel centres.
    axis
        Propagation axis; None for the one whose slices are painted.
    options
        Fields of `RunOptions`.

    Returns
    -------
    ndarray
        uint8 ``(z, y, x)``.
    """
    case = case_from_array(image, spacing_zyx_mm).labels(painted, axis)
    for _step in case.propagate(**options):
        pass
    case.accept()
    return case.mask


def load_model(name: str | None = None, *, architecture: str = "catnet") -> nn.Module:
    """Return a trained network with its weights, in evaluation mode, on the CPU.

    Parameters
    ----------
    name
        As `annotator models` lists it; None for the default of an architecture.
    architecture
        Used without a name: "catnet", "catnet-clicks", "grl" or "cloformer-slices".

    Raises
    ------
    UserError
        If there is no such model, or it is damaged.
    """
    from annotator.inference.model_store import NETWORKS, load_network

    store = open_model_store()
    named = [model for model in store.models() if model.name == name]
    model = named[0] if named else store.get(name, architecture)
    network: nn.Module = load_network(model, NETWORKS[model.architecture])
    return network.eval()


def export_model(
    name: str,
    path: str | Path,
    *,
    size: int = 256,
    batch: int = 1,
    shots: int = 2,
    iterations: int = 4,
    models: str | Path | None = None,
) -> Exported:
    """Write a trained network as a graph of `torch.export` that runs without this program.

    Read it with ``torch.export.load(path).module()``; it takes and gives tensors of the sizes
    chosen here, which are returned.

    Parameters
    ----------
    name
        As `annotator models` lists it.
    path
        Ends in ``.pt2``.
    size
        Height and width of the slices.
    batch
        Slices at once.
    shots, iterations
        Support slices of each slice, and refinements of the first mask, for CAT-Net.
    models
        One more folder to look for models in.

    Raises
    ------
    UserError
        If there is no such model, it cannot be exported, or the file cannot be written.
    """
    from annotator.inference.export import export_network
    from annotator.io.replacing import replacing

    path = Path(path)
    if path.suffix != ".pt2":
        raise UserError(f"{path.name} must end in .pt2.")
    store = open_model_store(None if models is None else Path(models))
    named = [model for model in store.models() if model.name == name]
    if not named:
        known = ", ".join(model.name for model in store.models()) or "none"
        raise UserError(f"There is no model called {name}; installed: {known}.")
    with replacing(path) as (temporary,):
        return export_network(
            named[0], temporary, size=size, batch=batch, shots=shots, iterations=iterations
        )
