"""SNOMED CT codes of structures that are often labelled, found by a label's name."""

from __future__ import annotations

import hashlib
import re
from typing import NamedTuple

ANATOMICAL = ("91723000", "SCT", "Anatomical Structure")
ABNORMAL = ("49755003", "SCT", "Morphologically Abnormal Structure")

STRUCTURES = {
    "adrenal gland": "23451007",
    "aorta": "15825003",
    "bladder": "89837001",
    "bone": "272673000",
    "brain": "12738006",
    "colon": "71854001",
    "duodenum": "38848004",
    "esophagus": "32849002",
    "femur": "71341001",
    "gallbladder": "28231008",
    "heart": "80891009",
    "hippocampus": "5366008",
    "inferior vena cava": "64131007",
    "kidney": "64033007",
    "left kidney": "18639004",
    "left lung": "44029006",
    "liver": "10200004",
    "lung": "39607008",
    "mandible": "91609006",
    "pancreas": "15776009",
    "parotid gland": "45289007",
    "portal vein": "32764006",
    "prostate": "41216001",
    "rectum": "34402009",
    "rib": "113197003",
    "right kidney": "9846003",
    "right lung": "3341006",
    "sacrum": "54735007",
    "skin": "39937001",
    "skull": "89546000",
    "small intestine": "30315005",
    "spinal cord": "2748008",
    "spleen": "78961009",
    "stomach": "69695003",
    "trachea": "44567001",
    "uterus": "35039007",
}
ABNORMALITIES = {
    "edema": "79654002",
    "lesion": "52988006",
    "mass": "4147007",
    "necrosis": "6574001",
    "nodule": "27925004",
    "tumour": "108369006",
}
SPELLINGS = {
    "tumor": "tumour",
    "neoplasm": "tumour",
    "oedema": "edema",
    "oesophagus": "esophagus",
    "urinary bladder": "bladder",
    "bowel": "small intestine",
    "small bowel": "small intestine",
    "ivc": "inferior vena cava",
}
OWN_SCHEME = "99CATNET"


Code = tuple[str, str, str]
"""Value, scheme, meaning."""


class Coded(NamedTuple):
    """Category and type of a segment, and where they are given a side or part, region and its."""

    category: Code
    kind: Code
    modifier: Code | None = None
    region: Code | None = None
    region_modifier: Code | None = None


def coded(name: str) -> Coded:
    """Codes for a label's name; a code of our own with the name as its meaning if it is unknown.

    "Kidney left", "left_kidney" and "Kidneys" are understood alike.
    """
    words = re.sub(r"[^a-z]+", " ", name.lower()).split()
    sides = [word for word in words if word in ("left", "right")]
    plain = " ".join([*sides, *(word for word in words if word not in sides)])
    for variant in (plain, plain.removesuffix("s")):
        known = SPELLINGS.get(variant, variant)
        for table, category in ((STRUCTURES, ANATOMICAL), (ABNORMALITIES, ABNORMAL)):
            if known in table:
                return Coded(category, (table[known], "SCT", known.capitalize()))
    value = hashlib.sha1(name.encode(), usedforsecurity=False).hexdigest()[:12].upper()
    return Coded(ANATOMICAL, (value, OWN_SCHEME, name.strip()[:64] or "Unnamed"))
