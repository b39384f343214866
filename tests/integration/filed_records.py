"""A record of the past as an import finds it."""

import datetime as dt

from alerts.domain.words import Precision, ThreatType, TimePrecision
from alerts.services import importing


def record(key: int) -> importing.Record:
    day = dt.datetime(2014, 5, 3, tzinfo=dt.UTC)
    return importing.Record(
        external_id=str(key),
        rank=1,
        year=day.year,
        event_at=day,
        event_until=day + dt.timedelta(days=1),
        event_precision=TimePrecision.DAY,
        threat_types=(ThreatType.KILLING,),
        actor_name="",
        actor_kind="",
        place_name="Oicha",
        lat=0.7,
        lon=29.52,
        precision=Precision.VILLAGE,
        is_in_one_area=True,
        text="One line.",
        language="en",
        place_as_told="Oicha",
        received_by="media",
        original={"id": str(key)},
    )
