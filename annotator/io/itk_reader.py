"""SimpleITK in a process of its own: answers how it reads a file, one JSON line per question.

Run by `annotator.io.itk_process` as a script; knows nothing of the rest of the package.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from typing import Any

import numpy as np
import SimpleITK as sitk  # noqa: N813  (the name its own examples use)


def answer(path: str, *, voxels: bool) -> dict[str, Any]:
    """Size, type, affine (index to LPS mm, 4 × 4) of an image, and SHA-1 of its values if wanted.

    An image of more than three dimensions is described by its first three.
    """
    reader = sitk.ImageFileReader()
    reader.SetFileName(path)
    if voxels:
        image = reader.Execute()
        size, source = image.GetSize(), image
    else:
        reader.ReadImageInformation()
        size, source = reader.GetSize(), reader
    dimension = len(size)
    if dimension < 3:
        return {"error": f"it finds {dimension} dimensions"}
    if min(source.GetSpacing()[:3]) <= 0:
        return {"error": "it finds no voxel spacing"}
    direction = np.array(source.GetDirection()).reshape(dimension, dimension)[:3, :3]
    affine = np.eye(4)
    affine[:3, :3] = direction * np.array(source.GetSpacing()[:3])
    affine[:3, 3] = source.GetOrigin()[:3]
    found: dict[str, Any] = {"shape": list(size), "affine": affine.tolist()}
    if voxels:
        values = sitk.GetArrayViewFromImage(image)
        digest = hashlib.sha1(usedforsecurity=False)
        for plane in values.reshape(-1, *values.shape[-2:]):
            digest.update(np.ascontiguousarray(plane, values.dtype.newbyteorder("<")).data)
        found |= {"dtype": values.dtype.name, "checksum": digest.hexdigest()}
    return found


def reason(error: Exception) -> str:
    """Last line of what native code says, without the names and addresses of its own parts."""
    line = (str(error).strip().splitlines() or [type(error).__name__])[-1].strip()
    return re.sub(r"^(?:(?:sitk::ERROR|ITK ERROR|\[nrrd\] \w+|\w+\(0x\w+\)): *)+", "", line)


def main() -> None:
    """Answer until the questions end."""
    sitk.ProcessObject.GlobalWarningDisplayOff()
    sys.stdout.write(json.dumps({"version": sitk.Version_VersionString()}) + "\n")
    sys.stdout.flush()
    for line in sys.stdin:
        try:
            found = answer(**json.loads(line))
        except (RuntimeError, ValueError, MemoryError) as error:
            found = {"error": reason(error)}
        sys.stdout.write(json.dumps(found) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
