"""Two at one report in the same moment: one draft, one submission, one set of files, no text lost."""

from typing import Any

import pytest

from responses.domain.words_of_reports import Format, Making, Passage, Stage
from responses.models import File, Report, Version, Written
from responses.services import making, passages, signing
from tests import make
from tests.integration import reported
from tests.integration.at_once import told_at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_many_who_begin_at_once_begin_one_draft(beni):
    edition, viewers = reported.edition(beni), [make.viewer(name) for name in ("Farid", "Dora", "Farid", "Dora")]
    begun = told_at_once(*(lambda viewer=viewer: signing.begin(edition, viewer).pk for viewer in viewers))
    assert len(set(begun)) == 1
    assert Version.objects.count() == Report.objects.count() == 1


def test_of_two_who_submit_at_once_one_does(beni):
    version = reported.drafted(reported.edition(beni))
    viewers = [make.viewer(name) for name in ("Farid", "Dora")]
    came = told_at_once(
        *(
            lambda viewer=viewer: signing.submit(viewer=viewer, version=version.pk, revision=1).stage
            for viewer in viewers
        )
    )
    assert sorted(came) == [Stage.SUBMITTED, "stale"] or sorted(came) == ["stale", Stage.SUBMITTED]


def test_of_two_who_write_at_once_under_one_heading_one_is_told(beni):
    version = reported.drafted(reported.edition(beni))

    def write(name: str) -> Any:
        return passages.write(
            viewer=make.viewer(name),
            version=version.pk,
            passage=Passage.OUTLOOK,
            language="en",
            revision=0,
            text=f"{name}'s words.",
        )

    came = told_at_once(lambda: write("Farid"), lambda: write("Dora"))
    assert sum(one == "overtaken" for one in came) == 1
    assert Written.objects.get().revision == 1


def test_two_reporters_share_the_files_and_the_last_one_issues(beni):
    version = reported.approved(reported.edition(beni))
    signing.issue(viewer=make.viewer("Farid"), version=version.pk, revision=version.revision)
    done = told_at_once(making.make_due, making.make_due)
    assert sum(done) == 4 * len(Format) and min(done) > 0
    assert not File.objects.exclude(state=Making.MADE).exists()
    assert reported.fresh(version).stage == Stage.ISSUED
