"""Names for the files of cases: short, and none twice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotator.io.file_names import PLAIN_NAMES, stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.io.case_index import Case


def case_names(cases: Sequence[Case]) -> dict[str, str]:
    """Name for every case, of letters, digits and hyphens, none twice."""
    names: dict[str, str] = {}
    for case in cases:
        name = re.sub(r"_0000$", "", stem(case.image))
        folder = case.key.rpartition("/")[0]
        if name.lower() in PLAIN_NAMES and folder:
            name = folder
        name = re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-") or "case"
        if name in names.values():
            whole = re.sub(r"[^A-Za-z0-9]+", "-", case.key.split(".nii")[0]).strip("-")
            name = whole if whole not in names.values() else f"{whole}-{len(names) + 1}"
        names[case.key] = name
    return names
