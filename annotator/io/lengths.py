"""Units of length as file headers spell them."""

from __future__ import annotations

from annotator.core.texts import tr

MILLIMETRES: dict[str, float] = {
    **dict.fromkeys(("mm", "millimeter", "millimeters", "millimetre", "millimetres"), 1.0),
    **dict.fromkeys(("cm", "centimeter", "centimeters", "centimetre", "centimetres"), 10.0),
    **dict.fromkeys(("m", "meter", "meters", "metre", "metres"), 1000.0),
    **dict.fromkeys(
        ("um", "µm", "μm", "micron", "microns", "micrometer", "micrometers", "micrometre"), 1e-3
    ),
    **dict.fromkeys(("nm", "nanometer", "nanometers", "nanometre", "nanometres"), 1e-6),
    **dict.fromkeys(("in", "inch", "inches"), 25.4),
}
"""Millimetres per unit, by its name in lower case."""


def converted(names: list[str], count: int) -> tuple[list[float], list[str]]:
    """Millimetres per unit for each of `count` axes, and sentences on what was done.

    Parameters
    ----------
    names
        One unit per axis, as stored; none or blanks count as millimetres.
    count
        Number of axes.
    """
    if not any(name.strip() for name in names):
        return [1.0] * count, []
    clean = [name.strip().strip('"').strip() for name in names]
    known = [MILLIMETRES.get(name.lower()) for name in clean]
    shown = " ".join(dict.fromkeys(clean))[:60]
    if len(clean) != count or None in known:
        return [1.0] * count, [
            tr(
                "The header gives lengths in an unknown unit ({shown}); they are taken "
                "as mm, so check sizes and volumes before you trust them.",
                shown=shown,
            )
        ]
    factors = [factor for factor in known if factor is not None]
    if all(factor == 1.0 for factor in factors):
        return factors, []
    return factors, [
        tr(
            "The header gives lengths in another unit ({shown}); they were turned into mm.",
            shown=shown,
        )
    ]
