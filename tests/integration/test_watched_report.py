"""Heading 12 of the weekly report: the watch list as it stood, frozen with the version, never changed."""

import csv
import io
import zipfile

import pytest

from ewrr.common import clock
from responses.domain.words_of_reports import Format
from responses.models import File
from responses.services import making, signing, watching
from responses.services.reporting import files, gathering
from tests import make
from tests.integration import reported
from tests.integration import watched as made

pytestmark = pytest.mark.django_db


def table(edition, version=None, language="en"):
    gathered = gathering.gather(edition, version, clock.now(), is_cleared=False)
    return next((one for one in gathered.paper(language).tables if one.key == "watch_list"), None)


def texts(edition, version=None, language="en"):
    return [[cell.text for cell in row] for row in table(edition, version, language).rows]


def test_a_preview_shows_the_list_in_its_order(beni):
    edition = reported.edition(beni)
    assert table(edition).rows == [] and "No place is on the watch list." in table(edition).empty
    made.place(beni, name="Kokola", priority="could", owner=made.duty(beni))
    late = made.overdue(beni)
    assert texts(edition) == [
        [
            "Mayi-Moya",
            "Must",
            "Incursion into a village or town · Abduction, kidnapping, hostage-taking: Raids from the forest at night.",
            "Farid",
            "Night patrol twice a week.",
            f"{late.review_date:%Y-%m-%d}, overdue",
        ],
        [
            "Kokola",
            "Could",
            "Incursion into a village or town · Abduction, kidnapping, hostage-taking: Raids from the forest at night.",
            made.duty(beni).name_en,
            "Night patrol twice a week.",
            f"{made.in_days(beni, 3):%Y-%m-%d}",
        ],
    ]
    assert texts(edition, language="fr")[1][3] == made.duty(beni).name_fr


def test_what_was_taken_off_and_what_another_office_watches_is_not_in_it(beni, bouar):
    place = made.place(beni)
    watching.take_off(viewer=make.viewer("Dora"), place=place.pk, version=1, because="Quiet.")
    made.place(bouar, by="Esther", name="Bouar", owner=make.person("Esther"))
    assert texts(reported.edition(beni)) == []
    assert [row[0] for row in texts(reported.edition(bouar))] == ["Bouar"]


def test_an_exercise_edition_has_no_watch_list(beni):
    made.place(beni)
    edition = reported.edition(beni, is_exercise=True)
    assert table(edition) is None
    assert reported.submitted(edition).watched is None


def test_what_was_submitted_stays_and_what_is_returned_is_read_anew(beni):
    edition, place = reported.edition(beni), made.place(beni)
    version = reported.submitted(edition)
    draft = made.draft(beni, planned_action="Otherwise.")
    watching.change_place(viewer=make.viewer("Dora"), place=place.pk, version=1, draft=draft)
    assert texts(edition, reported.fresh(version))[0][4] == "Night patrol twice a week."
    back = signing.send_back(viewer=make.viewer("Grace"), version=version.pk, revision=version.revision, because="x")
    assert back.watched is None
    assert texts(edition, reported.fresh(version))[0][4] == "Otherwise."


def test_an_issued_report_keeps_its_list_and_its_hash_counts_it(beni):
    edition, place = reported.edition(beni), made.place(beni)
    version = reported.issued(edition)
    watching.take_off(viewer=make.viewer("Dora"), place=place.pk, version=1, because="Quiet.")
    assert [row[0] for row in texts(edition, reported.fresh(version))] == ["Mayi-Moya"]
    assert making.digest(version) == version.digest
    version.watched = []
    assert making.digest(version) != version.digest
    file = File.objects.get(version=version, format=Format.CSV, language="en", with_restricted=False)
    rows = list(csv.reader(io.StringIO(_watch_list(bytes(file.content or b"")))))
    assert any(row[:2] == ["Mayi-Moya", "Must"] for row in rows)


def _watch_list(content):
    archive = zipfile.ZipFile(io.BytesIO(content))
    (name,) = (name for name in archive.namelist() if name.endswith("-watch_list.csv"))
    return archive.read(name).decode("utf-8-sig")


def test_a_new_version_says_that_the_list_is_otherwise(beni):
    edition = reported.edition(beni)
    reported.issued(edition)
    made.place(beni)
    again = reported.submitted(edition)
    assert ["watch_list", 0, 1] in (again.changes or [])


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("format", list(Format))
def test_every_format_has_the_list(beni, format, language):
    for place in range(30):
        made.place(beni, name=f"Place {place}", planned_action="Patrol, then talk. " * 40)
    gathered = gathering.gather(reported.edition(beni), None, clock.now(), is_cleared=False)
    assert files.WRITERS[format](gathered, language, lambda _done: None)
