"""The draft of each reporting week, begun by the hub itself, and who is told."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from alerts.domain.words import Channel
from alerts.domain.words_of_telling import Note
from alerts.models import Delivery, Office
from ewrr.common import clock
from responses import tasks
from responses.models import Report, Version
from responses.services import drafts
from tests import make

pytestmark = pytest.mark.django_db


def at(office: Office, text: str):
    """A moment by the office's own clock."""
    local = dt.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(office.time_zone))
    return clock.set_to(local)


def test_once_a_week_is_over_its_draft_is_there_and_the_manager_told(beni):
    with at(beni, "2026-11-29 23:59:59"):
        drafts.begin_due()
    assert Report.objects.get(office=beni).first_date == dt.date(2026, 11, 16)
    with at(beni, "2026-11-30 00:00"):
        tasks.draft()
        tasks.draft()
    latest = Report.objects.filter(office=beni).latest("first_date")
    assert (latest.first_date, latest.until_date) == (dt.date(2026, 11, 23), dt.date(2026, 11, 30))
    assert Version.objects.get(report=latest).begun_by is None
    told = Delivery.objects.filter(notice__what=Note.REPORT_DRAFTED, notice__first_date=latest.first_date)
    of_beni = told.filter(office=beni, channel=Channel.INBOX)
    assert [row.person.name for row in of_beni] == ["Farid"]
    assert of_beni[0].notice.path == "/reports/20261123-20261130/"


def test_the_week_begins_on_the_day_that_the_office_says(bouar):
    Office.objects.filter(pk=bouar.pk).update(week_starts_on=6)
    with at(bouar, "2026-11-28 08:00"):  # a Saturday
        drafts.begin_due()
    report = Report.objects.get(office=bouar)
    assert (report.first_date, report.until_date) == (dt.date(2026, 11, 21), dt.date(2026, 11, 28))


def test_while_an_office_exercises_the_draft_is_of_its_exercises():
    beni = make.offices(exercising=True)["BEN"]
    drafts.begin_due()
    assert Report.objects.get(office=beni).is_exercise
    make.offices(exercising=False)
    drafts.begin_due()
    assert Report.objects.filter(office=beni).count() == 2


def test_what_somebody_began_is_left_to_them(beni):
    with at(beni, "2026-11-30 08:00"):
        drafts.begin_due()
        version = Version.objects.get(report__office=beni)
        assert drafts.begin_due() == 0
    assert Version.objects.get(report__office=beni) == version
