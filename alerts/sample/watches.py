"""Watches of the sample office begin with a check-in: the cast says so in time, but for one of them."""

from datetime import datetime, timedelta

from alerts.models import Duty, Office, Person
from alerts.selectors import access, checking_in
from alerts.services import checking_in as services
from alerts.services.usual import FOCAL_POINTS
from ewrr.common import clock
from ewrr.common.errors import Refusal

from .cast import CAST

ASKING = ("hub-duty-officer", *FOCAL_POINTS)
SOON, LATE = timedelta(minutes=4), timedelta(minutes=50)
LATE_ONE = "Chidi"  # so that a gap can be looked at, and ended by whoever signs in as him


def ask_check_in(office: Office, now: datetime) -> None:
    """Once; what was changed since stays changed. Whoever is on duty is asked as of 35 minutes ago."""
    fresh = Duty.objects.filter(office=office, code__in=ASKING, asked_since__isnull=True, asks_check_in=False)
    if fresh.update(asks_check_in=True, asked_since=now - timedelta(minutes=35)):
        let_people_check_in(office)


def let_people_check_in(office: Office) -> int:
    """Those of the cast who should have done so by now; says how many did."""
    now, done = clock.now(), 0
    names = {player.email: player.name for player in CAST}
    for one in checking_in.manned(office.pk, now).people:
        person = Person.objects.get(pk=one.watch.person_id)
        after = LATE if names.get(person.email) == LATE_ONE else SOON
        if one.check_in is not None or person.email not in names or now < one.asked.from_at + after:
            continue
        viewer = access.viewer_of(person, now, office.code)
        if viewer is None:
            continue
        try:
            services.check_in(viewer=viewer, duty_id=one.duty.pk)
            done += 1
        except Refusal:  # the rota was changed this very moment
            continue
    return done
