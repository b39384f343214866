"""Which base answers for which ground in the sample: invented for the exercise, nobody's real areas."""

from pathlib import Path

from alerts.models import Layer, Office
from alerts.services import layers
from alerts.transfer import own_layers

FILE = Path(__file__).with_name("exercise") / "areas.geojson"
NAME = "Areas of responsibility (exercise)"


def make_areas(office: Office) -> None:
    """The layer of Beni; what exists is left as it is."""
    if Layer.objects.filter(office=office, name_en=NAME).exists():
        return
    checked = own_layers.check(FILE.read_bytes(), lat=office.lat, lon=office.lon)
    layers.load(
        office,
        layers.Draft(
            name_en=NAME,
            name_fr="Zones de responsabilité (exercice)",
            is_of_positions=True,
            shapes=checked.shapes,
        ),
    )
