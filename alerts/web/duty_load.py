"""How much each person has carried: a table in any order, and the same as CSV for those who edit the rota."""

import csv
import io
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from alerts.selectors import duty_load
from alerts.services import exporting

BEGINS_A_FORMULA = frozenset("=+-@\t\r")


@require_safe
def show(request: Any) -> HttpResponse:
    """?weeks=12&sort=nights, for everybody with a role here."""
    if request.viewer is None:
        raise Http404
    return render(request, "alerts/duty_load.html", {"table": _table(request, request.GET), "choices": duty_load.WEEKS})


@require_POST
def export(request: Any) -> HttpResponse:
    """A file; each time on record."""
    if request.viewer is None or not request.viewer.may_edit_duty:
        raise PermissionDenied
    table = _table(request, request.POST)
    exporting.log(request.viewer)
    answer = HttpResponse(_csv(table), content_type="text/csv; charset=utf-8")
    name = f"{request.viewer.office.code}-load-{table.weeks}-{request.now:%Y%m%d}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _table(request: Any, asked: Any) -> duty_load.Table:
    return duty_load.table(request.viewer, request.now, asked.get("weeks", "")[:4], asked.get("sort", "")[:20])


def _csv(table: duty_load.Table) -> str:
    file = io.StringIO()
    file.write("\ufeff")  # spreadsheets then read it as UTF-8
    written = csv.writer(file)
    written.writerow(
        [
            _("Person"),
            _("Component"),
            _("Watches"),
            pgettext("heading", "Hours"),
            _("Nights"),
            _("Weekend days"),
            _("At short notice"),
            _("Alerts at night"),
            _("Answered in time"),
            _("Asked to answer"),
        ]
    )
    for row in table.rows:
        load, answered = row.load, row.answered
        figures = [row.watches, load.hours, load.nights, load.weekend_days, row.at_short_notice, row.at_night]
        written.writerow([_guarded(row.name), row.where, *figures, answered.in_time, answered.asked])
    return file.getvalue()


def _guarded(text: str) -> str:
    """What a spreadsheet would calculate is kept as text."""
    return f"'{text}" if text[:1] in BEGINS_A_FORMULA else text
