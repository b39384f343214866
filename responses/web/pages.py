"""The pages of reports: all of them, one of them, and the alerts behind a figure."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from alerts.selectors import home
from alerts.services import reading as inbox
from ewrr.common import wording
from responses.domain import indicators, periods
from responses.domain.indicators import Reading
from responses.domain.periods import Period
from responses.domain.words_of_reports import Format, Indicator, Making, Passage, Stage
from responses.models import File, choices
from responses.models.labels_of_reports import DEFINITIONS
from responses.selectors import figures, reports
from responses.services.reporting import alert_list
from responses.services.reporting.gathering import Gathered

from .buttons import acts_of
from .forms import PeriodForm
from .reading import Opened, for_reporters, opened


@require_safe
@for_reporters
def index(request: Any) -> HttpResponse:
    """Reports of the office; with a period in the address, on to that one."""
    form = PeriodForm(request.GET or None, office=request.viewer.office)
    if request.GET and "before" not in request.GET and form.is_valid():
        return redirect("report", ref=form.ref)
    found = reports.listed(request.viewer, _day(request.GET.get("before", "")))
    office = request.viewer.office
    this_week = periods.week_of(_today(request), office.week_starts_on, office.time_zone)
    return render(
        request,
        "responses/reports.html",
        {
            "form": form,
            "listed": found,
            "more": found[-1].edition.period.first if len(found) == reports.MOST else None,
            "this_week": periods.ref(this_week, is_exercise=office.is_exercising),
            "last_week": periods.ref(this_week.before(), is_exercise=office.is_exercising),
        },
    )


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _today(request: Any) -> dt.date:
    today: dt.date = request.now.astimezone(ZoneInfo(request.viewer.office.time_zone)).date()
    return today


@require_safe
@for_reporters
def show(request: Any, ref: str) -> HttpResponse:
    return render(request, "responses/report.html", page_of(request, opened(request, ref)))


def page_of(request: Any, one: Opened, **more: Any) -> dict[str, Any]:
    """All that the page of a report shows."""
    gathered = one.gathered(request.now)
    version, viewer = one.version, request.viewer
    paper = gathered.paper(one.language)
    files = files_of(request, one)
    written = {(text.passage, text.language): text for text in gathered.written}
    return {
        "page": "reports",
        "one": one,
        "paper": paper,
        "version": version,
        "is_latest": not one.versions or version == one.versions[0],
        "acts": acts_of(viewer, one, is_stuck=files["is_stuck"]),
        "can_write": viewer.may_write_reports and version is not None and not version.is_frozen,
        "passages": {passage.value: written.get((passage.value, one.language)) for passage in Passage},
        "languages": settings.LANGUAGES,
        "checks": gathered.checks(one.language, request.now),
        "windows": [periods.ref(window, is_exercise=False) for window in _windows(gathered)],
        "earlier": periods.ref(one.edition.period.before(), is_exercise=one.edition.is_exercise),
        "later": periods.ref(one.edition.period.before(-1), is_exercise=one.edition.is_exercise),
        "asked": _asked(one),
        "has_unseen": home.has_unseen_notices(viewer, reverse("report", args=[one.ref])),
        **files,
        **more,
    }


def files_of(request: Any, one: Opened) -> dict[str, Any]:
    """The panel of its files: those the reader may have, and which can be asked for. What is being issued waits for all
    of them, also for those that they may not have. One statement.
    """
    version = one.version
    every = reports.files(version) if version else []
    found = [file for file in every if one.is_cleared or not file.with_restricted]
    awaited = every if version and version.is_being_issued else found
    can_ask = version is not None and version.stage != Stage.ISSUED and not version.is_being_issued
    return {
        "one": one,
        "version": version,
        "files": found,
        "is_stuck": any(file.state == Making.FAILED for file in awaited),
        "is_making": any(file.state in (Making.WAITING, Making.WORKING) for file in awaited),
        "can_ask": can_ask,
        "formats": choices.of(Format),
        "waits_long": any(_waits_long(file, request.now) for file in awaited),
    }


WAITS_LONG = dt.timedelta(seconds=60)


def _waits_long(file: File, now: dt.datetime) -> bool:
    return file.state == Making.WAITING and now - file.asked_at > WAITS_LONG


def _windows(gathered: Gathered) -> list[Period]:
    """The period and those before it with which it is compared."""
    figures = gathered.facts.figures
    return [figures.period.before(turns) for turns in range(len(figures.counts))]


def _asked(one: Opened) -> str:
    """The version that is shown, for addresses of what belongs to it."""
    return urlencode({"version": one.version.number} if one.version else {})


@require_safe
@for_reporters
def behind(request: Any, ref: str) -> HttpResponse:
    """The alerts that a figure counts: `figure` its name, else what was received; `of` the days, else those of the
    report.
    """
    one = opened(request, ref)
    figure = indicators.figure(request.GET.get("figure", Indicator.RECEIVED))
    gathered = one.gathered(request.now)
    period = _period_asked(gathered, request.GET.get("of", ""))
    if figure is None or period is None:
        raise Http404
    reading = Reading(period, gathered.facts.figures.reading.as_of, one.is_cleared)
    found = figures.behind(gathered.cases(period), figure, reading)
    fields = alert_list.PRINTED
    if one.is_cleared:
        inbox.log_listed(viewer=request.viewer, alerts=[case.alert_id for case in found.cases if case.is_restricted])
    facts = {
        "page": "reports",
        "one": one,
        "found": found,
        "definition": DEFINITIONS[figure.indicator],
        "period": period,
        "columns": alert_list.columns(fields),
        "back": f"{reverse('report', args=[ref])}?{_asked(one)}",
    }
    with wording.speaking(gathered.facts.words):
        facts["said"] = gathered.facts.figure_said(figure)
        facts["rows"] = list(zip(found.cases, alert_list.rows(gathered.facts, found.cases, fields), strict=True))
    return render(request, "responses/report_alerts.html", facts)


def _period_asked(gathered: Gathered, of: str) -> Period | None:
    """One of those that the report counts; None for others."""
    edition = gathered.edition
    if not of:
        return edition.period
    found = periods.read_ref(of, edition.period.zone)
    known = _windows(gathered) + periods.columns(edition.period, edition.office.week_starts_on)
    return found[0] if found and found[0] in known else None
