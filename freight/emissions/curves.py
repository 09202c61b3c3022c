"""Hot exhaust emission and energy curves of the EMEP/EEA guidebook, Tier 3."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from freight.domain.travel import FloatArray

COEFFICIENTS = ("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "reduction_factor")


@dataclass(frozen=True, slots=True)
class HotCurve:
    """One row of the guidebook: a quantity per km over mean speed, for one load share."""

    coefficients: tuple[float, ...]
    """In the order of `COEFFICIENTS`; the reduction factor is a fraction and may be negative."""
    v_min_kph: float
    v_max_kph: float
    load_share: float | None
    """None where the guidebook has no load axis (light vans)."""

    def at(self, speed_kph: FloatArray) -> FloatArray:
        """Quantity per km (MJ or g) at mean speeds, clamped to the range of the curve.

        Parameters
        ----------
        speed_kph
            Mean travelling speed, standing in traffic included; any shape.

        Returns
        -------
        FloatArray
            Same shape.

        References
        ----------
        .. [1] EMEP/EEA air pollutant emission inventory guidebook, 1.A.3.b.i-iv, Tier 3:
           ``EF = (a v2 + b v + c + d / v) / (e v2 + f v + g) * (1 - RF)``. The curve diverges towards zero
           speed and must not be extrapolated.
        """
        a, b, c, d, e, f, g, reduction = self.coefficients
        v = np.clip(np.asarray(speed_kph, dtype=np.float64), self.v_min_kph, self.v_max_kph)
        return np.asarray((a * v**2 + b * v + c + d / v) / (e * v**2 + f * v + g) * (1.0 - reduction))


def at_load(curves: tuple[HotCurve, ...], load_share: float, speed_kph: FloatArray) -> FloatArray:
    """Value between the curves of the nearest load shares, linear in the load.

    Parameters
    ----------
    curves
        Ascending in load share, or a single one without load axis.
    load_share
        Payload over capacity; outside the curves' range the nearest curve counts.
    """
    shares = [0.0 if curve.load_share is None else curve.load_share for curve in curves]
    values = [curve.at(speed_kph) for curve in curves]
    if load_share <= shares[0] or len(curves) == 1:
        return values[0]
    for low in range(len(curves) - 1):
        if load_share <= shares[low + 1]:
            weight = (load_share - shares[low]) / (shares[low + 1] - shares[low])
            return np.asarray((1.0 - weight) * values[low] + weight * values[low + 1])
    return values[-1]


def curve_fault(curve: HotCurve) -> str:
    """What is wrong with the numbers of a curve, or an empty string."""
    if not 0.0 < curve.v_min_kph < curve.v_max_kph:
        return f"the speed range {curve.v_min_kph:g} to {curve.v_max_kph:g} km/h is empty or starts at zero"
    with np.errstate(all="ignore"):
        values = curve.at(np.linspace(curve.v_min_kph, curve.v_max_kph, 60))
    if not np.all(np.isfinite(values)) or np.any(values < 0.0):
        return "the curve is negative or infinite within its own speed range"
    return ""


def split_condition(text: str) -> Mapping[str, str]:
    """``a=1;b=2`` as a mapping; parts without an equals sign are left out."""
    pairs = (part.split("=", 1) for part in text.split(";") if "=" in part)
    return {name.strip(): value.strip() for name, value in pairs}
