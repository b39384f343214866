"""The draft of each reporting week, begun by the hub itself once the week is over."""

from datetime import datetime
from zoneinfo import ZoneInfo

from alerts.models import Office
from ewrr.common import clock
from responses.domain import periods
from responses.models import Report
from responses.selectors.figures import Edition

from . import signing

DRAFT = "responses.draft"


def begin_due() -> int:
    """For every office the draft of the week that ended last, where nobody began it: of its exercises while it is
    exercising. Says how many it began. Two statements where none is due.
    """
    now = clock.now()
    due = [_last_week(office, now) for office in Office.objects.order_by("id")]
    weeks = Report.objects.filter(first_date__in={edition.period.first for edition in due})
    known = set(weeks.values_list("office_id", "is_exercise", "first_date", "until_date"))
    begun = 0
    for edition in due:
        period = edition.period
        if (edition.office.pk, edition.is_exercise, period.first, period.until) not in known:
            signing.begin(edition)
            begun += 1
    return begun


def _last_week(office: Office, now: datetime) -> Edition:
    today = now.astimezone(ZoneInfo(office.time_zone)).date()
    this_week = periods.week_of(today, office.week_starts_on, office.time_zone)
    return Edition(office, this_week.before(), office.is_exercising)
