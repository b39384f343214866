"""Places of the watch list for tests."""

import datetime as dt
from typing import Any

from alerts.domain.words import ThreatType
from alerts.models import Duty, Office
from ewrr.common import clock
from responses.domain.words_of_watching import Priority
from responses.models import WatchedPlace
from responses.selectors import watched
from responses.services import watching
from tests import make


def in_days(office: Office, days: int) -> dt.date:
    return watched.today(office, clock.now()) + dt.timedelta(days=days)


def draft(office: Office, **changes: Any) -> watching.Draft:
    """Near Mayi-Moya, owned by Farid, to be reviewed in three days."""
    said: dict[str, Any] = {
        "name": "Mayi-Moya",
        "lat": 0.82,
        "lon": 29.58,
        "priority": Priority.MUST,
        "threat_types": (ThreatType.INCURSION, ThreatType.ABDUCTION),
        "threat": "Raids from the forest at night.",
        "owner": make.person("Farid"),
        "planned_action": "Night patrol twice a week.",
        "review_date": in_days(office, 3),
    }
    return watching.Draft(**(said | changes))


def place(office: Office, *, by: str = "Farid", **changes: Any) -> WatchedPlace:
    return watching.add(viewer=make.viewer(by), draft=draft(office, **changes))


def overdue(office: Office, *, days: int = 2, **changes: Any) -> WatchedPlace:
    """Whose review date has passed since."""
    made = place(office, **changes)
    WatchedPlace.objects.filter(pk=made.pk).update(review_date=in_days(office, -days))
    made.refresh_from_db()
    return made


def duty(office: Office) -> Duty:
    """The first on the grid."""
    found = watched.duties(office).first()
    assert found is not None
    return found


def form(office: Office, **changes: Any) -> dict[str, Any]:
    """The fields as a browser sends them."""
    said: dict[str, Any] = {
        "name": "Oicha",
        "point": "",
        "area": "",
        "priority": "should",
        "threat_types": ["displacement"],
        "threat": "People flee along the RN4.",
        "owner": f"person-{make.person('Dora').pk}",
        "planned_action": "Liaise with the chief.",
        "review_date": in_days(office, 5).isoformat(),
    }
    return said | changes
