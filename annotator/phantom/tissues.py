"""How tissues look: Hounsfield units, and T1- and T2-weighted MR in arbitrary units."""

from __future__ import annotations

from typing import NamedTuple


class Tissue(NamedTuple):
    """Grey values of one tissue.

    Attributes
    ----------
    hu, enhancement_hu
        Hounsfield units without contrast medium, and what the portal venous phase adds.
    texture_hu
        Standard deviation of the texture on CT.
    t2, t1
        Signal, 0..1000: T2-weighted with fat saturation, T1-weighted without.
    texture
        Standard deviation of the texture on MR as a share of the signal.
    """

    hu: float
    enhancement_hu: float
    texture_hu: float
    t2: float
    t1: float
    texture: float


TISSUES = {
    "air": Tissue(-1000, 0, 0, 0, 0, 0),
    "table": Tissue(-250, 0, 0, 0, 0, 0),
    "skin": Tissue(20, 10, 5, 160, 300, 0.1),
    "fat": Tissue(-104, 0, 6, 62, 640, 0.06),
    "muscle": Tissue(52, 12, 9, 128, 250, 0.08),
    "lung": Tissue(-860, 12, 28, 25, 25, 0.4),
    "lung vessel": Tissue(-160, 90, 20, 120, 90, 0.1),
    "heart": Tissue(44, 45, 6, 210, 230, 0.06),
    "blood": Tissue(42, 105, 3, 60, 130, 0.05),
    "venous blood": Tissue(42, 95, 3, 170, 140, 0.08),
    "portal blood": Tissue(42, 145, 3, 430, 160, 0.05),
    "vessel wall": Tissue(50, 70, 3, 120, 200, 0.05),
    "cortical bone": Tissue(620, 0, 60, 25, 40, 0.1),
    "spongy bone": Tissue(190, 0, 45, 150, 420, 0.12),
    "cartilage": Tissue(95, 0, 12, 220, 250, 0.08),
    "disc": Tissue(85, 5, 6, 290, 220, 0.1),
    "cerebrospinal fluid": Tissue(12, 0, 3, 930, 90, 0.02),
    "spinal cord": Tissue(36, 5, 3, 330, 240, 0.03),
    "liver": Tissue(57, 52, 5, 250, 400, 0.05),
    "gallbladder wall": Tissue(40, 40, 4, 300, 250, 0.05),
    "bile": Tissue(9, 0, 3, 940, 120, 0.02),
    "spleen": Tissue(48, 72, 4, 440, 260, 0.05),
    "renal cortex": Tissue(34, 150, 5, 470, 330, 0.04),
    "renal medulla": Tissue(30, 100, 5, 590, 210, 0.04),
    "urine": Tissue(8, 0, 3, 950, 80, 0.02),
    "pancreas": Tissue(40, 55, 9, 310, 380, 0.09),
    "stomach wall": Tissue(42, 40, 5, 240, 260, 0.06),
    "stomach content": Tissue(22, 0, 10, 700, 150, 0.08),
    "bowel wall": Tissue(38, 50, 6, 280, 260, 0.08),
    "bowel content": Tissue(22, 0, 10, 520, 170, 0.12),
    "stool": Tissue(0, 0, 90, 260, 260, 0.35),
    "gas": Tissue(-960, 0, 10, 5, 5, 0.2),
}
