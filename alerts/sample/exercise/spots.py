"""Where the exercise happens: towns of the gazetteer, hamlets known by grid, and words only."""

import random
from dataclasses import dataclass

from alerts.domain.words import Precision
from ewrr.common.geo import to_mgrs

HAMLET_SPREAD = 0.006  # degrees, some 700 m: nobody reads the same grid twice


@dataclass(frozen=True, slots=True)
class Spot:
    """WGS 84. `as_told` is what the officer typed; without lat and lon only the words are known."""

    name: str
    as_told: str
    lat: float | None = None
    lon: float | None = None
    precision: Precision = Precision.NAME_ONLY


# Towns as the gazetteer has them.
TOWNS = {"Beni": (0.49113, 29.47306), "Oicha": (0.69781, 29.51863), "Mangina": (0.60419, 29.31004)}
# Quarters and hamlets, about where they are; an officer gives these by grid.
HAMLETS = {
    "Mayi-Moya": (0.8148, 29.5754),
    "Kokola": (0.7640, 29.5600),
    "Eringeti": (1.0190, 29.6000),
    "Mbau": (0.6250, 29.4980),
    "Mamove": (0.6610, 29.3790),
    "Mavivi": (0.5770, 29.4760),
    "Ngadi": (0.5290, 29.4690),
    "Boikene": (0.5140, 29.4760),
    "Mulekera": (0.4850, 29.4590),
    "Paida": (0.4960, 29.4960),
    "Tenambo": (0.7130, 29.5330),
    "Opira": (0.7420, 29.6030),
    "Samboko": (1.0480, 29.5180),
    "Luna": (1.0870, 29.6180),
    "Kamango": (0.6370, 29.8850),
    "Kikura": (0.5980, 29.9230),
    "Semuliki": (0.5050, 29.7350),
    "Halungupa": (0.4160, 29.6480),
    "Mutwanga": (0.3350, 29.7470),
    "Bulongo": (0.3420, 29.6510),
    "Lume": (0.2680, 29.7060),
    "Kasindi": (0.0420, 29.7180),
    "Cantine": (0.6020, 29.2480),
    "Makeke": (0.6190, 29.1960),
}
ROADS = {"Mbau, route Mamove": (0.6450, 29.4350)}  # by grid, too, but no place that a sentence can name
VAGUE = (
    "route au nord d'Oicha",
    "quelque part vers la Semuliki",
    "a village past the second bridge, name not understood",
    "champs à l'ouest de Mbau",
    "derrière la colline, axe Kamango",
)


def spot(name: str, rng: random.Random) -> Spot:
    """The place of this name as an officer would give it; a name that is in no list is words only."""
    if name in TOWNS:
        lat, lon = TOWNS[name]
        return Spot(name, name, lat, lon, Precision.VILLAGE)
    by_grid = HAMLETS | ROADS
    if name not in by_grid:
        return Spot(name, name)
    lat, lon = (round(degrees + rng.uniform(-HAMLET_SPREAD, HAMLET_SPREAD), 5) for degrees in by_grid[name])
    precision = rng.choices((Precision.EXACT, Precision.VILLAGE, Precision.NEAR), (2, 5, 3))[0]
    return Spot(name, f"{name}, {to_mgrs(lat, lon)}", lat, lon, precision)


def any_name(rng: random.Random) -> str:
    """A town or hamlet, towns more often."""
    return rng.choice((*TOWNS, *TOWNS, *HAMLETS))
