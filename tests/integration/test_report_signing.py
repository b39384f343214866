"""From draft to issue: by whom, in which order, and what each step freezes."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction

from alerts.domain.words import Channel, Component, Role
from alerts.domain.words_of_telling import Note
from alerts.models import AccessLog, Delivery, Event, Membership
from alerts.selectors import access
from ewrr.common import clock
from responses.domain.figures import Figures
from responses.domain.words_of_reports import Format, Indicator, Making, Passage, Stage
from responses.models import File, Report, Version, Written
from responses.services import exporting, making, passages, signing
from responses.services.reporting import files as written
from tests import make
from tests.integration import reported

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(beni):
    return reported.edition(beni)


def told(name: str) -> list[str]:
    rows = Delivery.objects.filter(person=make.person(name), channel=Channel.INBOX, notice__isnull=False)
    return list(rows.order_by("id").values_list("notice__what", flat=True))


def test_a_draft_is_begun_once(edition):
    first = signing.begin(edition, make.viewer("Farid"))
    assert signing.begin(edition, make.viewer("Dora")) == first
    assert Version.objects.count() == Report.objects.count() == 1
    assert (first.number, first.stage, first.begun_by.name) == (1, Stage.DRAFT, "Farid")


def test_a_report_goes_from_hand_to_hand_and_each_is_told(edition):
    version = reported.approved(edition, key_messages="Warnings rose.")
    assert (version.submitted_by.name, version.approved_by.name) == ("Farid", "Grace")
    assert told("Grace") == told("Noor") == [Note.REPORT_SUBMITTED]
    assert told("Farid") == [Note.REPORT_APPROVED]
    assert told("Amina") == told("Ivan") == told("Esther") == []
    issued = signing.issue(viewer=make.viewer("Farid"), version=version.pk, revision=version.revision)
    making.make_due()
    assert reported.fresh(issued).stage == Stage.ISSUED
    assert told("Dora") == [Note.REPORT_ISSUED]
    kinds = Event.objects.filter(kind__startswith="report.").order_by("seq").values_list("kind", flat=True)
    assert list(kinds) == [f"report.{act}" for act in ("begun", "written", "submitted", "approved", "issued")]


RIGHTS = {  # who begins, submits, approves, returns, issues what is approved
    Role.OFFICER: "",
    Role.FOCAL_POINT: "",
    Role.HUB_DUTY: "begin submit issue",
    Role.HUB_CHIEF: "approve return issue",
    Role.HEAD_OF_OFFICE: "approve return issue",
    Role.POC_MANAGER: "begin submit issue",
    Role.ADMINISTRATOR: "",
}


@pytest.mark.parametrize("role", RIGHTS)
def test_each_role_does_what_is_its_own(beni, edition, role):
    component = Component.CIVILIAN if role in (Role.OFFICER, Role.FOCAL_POINT) else None
    viewer = make.member(beni, role, component)
    acts = {
        "begin": lambda: signing.begin(edition, viewer),
        "submit": lambda: _move(signing.submit, viewer, reported.drafted(edition)),
        "approve": lambda: _move(signing.approve, viewer, reported.submitted(edition)),
        "return": lambda: _move(signing.send_back, viewer, reported.submitted(edition), because="Look again."),
        "issue": lambda: _move(signing.issue, viewer, reported.approved(edition)),
    }
    may = []
    for name, act in acts.items():
        with transaction.atomic():
            try:
                act()
                may.append(name)
            except (signing.MayNot, signing.Missing):
                pass
            transaction.set_rollback(True)
    assert " ".join(may) == RIGHTS[role]


def _move(service, viewer, version, **said):
    return service(viewer=viewer, version=version.pk, revision=version.revision, **said)


def test_nobody_approves_what_they_submitted_themselves(beni, edition):
    viewer = make.member(beni, Role.POC_MANAGER)
    Membership.objects.create(person=viewer.person, office=beni, role=Role.HUB_CHIEF, from_date=dt.date(2020, 1, 1))
    both = access.viewer_of(viewer.person, clock.now())
    version = signing.begin(edition, both)
    version = _move(signing.submit, both, version)
    with pytest.raises(signing.MayNot, match="may_not"):
        _move(signing.approve, both, version)


def test_what_was_submitted_stays_as_it_was_read(beni, edition):
    made = reported.week(beni)
    version = reported.submitted(edition)
    before = Figures.from_json(version.figures or {})
    make.dismissed(made["by_police"])
    make.alert(level="low")
    kept = Figures.from_json(reported.fresh(version).figures or {})
    assert kept == before and kept.count(Indicator.RECEIVED) == 15
    version = _move(signing.send_back, make.viewer("Grace"), version, because="One more came in.")
    assert version.figures is version.cases is version.names is None
    version = _move(signing.submit, make.viewer("Farid"), version)
    assert Figures.from_json(version.figures or {}).count(Indicator.RECEIVED) == 16
    assert told("Farid") == [Note.REPORT_RETURNED]


def test_a_move_is_refused_where_somebody_was_quicker_or_the_stage_is_another(edition):
    version = reported.submitted(edition)
    with pytest.raises(signing.Stale):
        signing.approve(viewer=make.viewer("Grace"), version=version.pk, revision=version.revision - 1)
    for service in (signing.submit, signing.issue):
        with pytest.raises(signing.IllegalMove):
            _move(service, make.viewer("Farid"), version)
    with pytest.raises(signing.Missing):
        _move(signing.approve, make.viewer("Odile"), version)


def test_issued_is_frozen_by_the_database_itself(beni, edition):
    reported.week(beni)
    version = reported.issued(edition, key_messages="Warnings rose.")
    assert version.stage == Stage.ISSUED and version.digest == making.digest(version)
    assert version.files.filter(state=Making.MADE).count() == 2 * 2 * len(Format)
    changes = (
        lambda: Version.objects.filter(pk=version.pk).update(digest="x"),
        lambda: connection.cursor().execute("DELETE FROM responses_version WHERE id = %s", [version.pk]),
        lambda: Written.objects.filter(version=version).update(text="Warnings fell."),
        lambda: Written.objects.create(
            version=version, passage=Passage.OUTLOOK, language="en", text="x", by=make.person("Farid"), at=clock.now()
        ),
        lambda: version.files.update(size=1),
        lambda: version.files.first().delete(),
    )
    for change in changes:
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            change()
    assert making.digest(reported.fresh(version)) == version.digest


def test_a_new_version_takes_the_texts_over_and_lists_what_changed_since(beni, edition):
    made = reported.week(beni)
    first = reported.issued(edition, key_messages="Warnings rose.")
    second = signing.begin(edition, make.viewer("Farid"))
    assert second.number == 2
    text = second.passages.get()
    assert text.text == "Warnings rose."
    viewer = make.viewer("Farid")
    passages.write(
        viewer=viewer, version=second.pk, passage=Passage.KEY_MESSAGES, language="en", revision=1, text="Corrected."
    )
    make.dismissed(made["by_police"])
    second = _move(signing.submit, viewer, second)
    changes = {name: (was, now) for name, was, now in second.changes}
    assert changes["valid"] == (11, 10) and changes["triaged"] == (4, 5)
    assert changes["triaged:became=nuisance"] == (1, 2)
    assert changes["text:key_messages"] == (None, None)
    assert "received" not in changes
    assert reported.fresh(first).digest == first.digest


def test_a_file_that_fails_says_so_and_is_tried_again_before_anything_is_issued(edition, monkeypatch):
    version = reported.approved(edition)
    whole = written.WRITERS[Format.CSV]
    monkeypatch.setitem(written.WRITERS, Format.CSV, _broken)
    version = _move(signing.issue, make.viewer("Farid"), version)
    making.make_due()
    assert reported.fresh(version).stage == Stage.APPROVED
    failed = version.files.filter(state=Making.FAILED)
    assert failed.count() == 4 and {file.failure for file in failed} == {"bug_RuntimeError"}
    monkeypatch.setitem(written.WRITERS, Format.CSV, whole)
    for file in failed:
        making.again(viewer=make.viewer("Noor" if file.with_restricted else "Farid"), file=file.pk)
    making.make_due()
    assert reported.fresh(version).stage == Stage.ISSUED


def _broken(*_args):
    raise RuntimeError("the words of somebody")


def test_an_issue_that_cannot_be_made_can_be_returned(edition, monkeypatch):
    version = reported.approved(edition)
    monkeypatch.setitem(written.WRITERS, Format.CSV, _broken)
    version = _move(signing.issue, make.viewer("Farid"), version)
    with pytest.raises(signing.IllegalMove):
        _move(signing.send_back, make.viewer("Grace"), version, because="Stop.")
    making.make_due()
    back = _move(signing.send_back, make.viewer("Grace"), reported.fresh(version), because="Stop.")
    assert (back.stage, back.issuing_at, back.files.count()) == (Stage.DRAFT, None, 0)


def test_a_file_whose_maker_was_killed_is_made_by_another(edition):
    version = reported.drafted(edition)
    file = making.ask(viewer=make.viewer("Farid"), version=version.pk, format=Format.CSV, language="en")
    assert making._claim() == file  # and is killed now
    assert making.make_due() == 0
    with clock.set_to(clock.now() + making.LEASE + dt.timedelta(seconds=1)):
        assert making.make_due() == 1
    file = File.objects.get(pk=file.pk)
    assert (file.state, file.attempts) == (Making.MADE, 2)
    File.objects.filter(pk=file.pk).update(state=Making.WORKING, content=None, attempts=3, leased_until=clock.now())
    making.make_due()
    assert File.objects.get(pk=file.pk).failure == "never_finished"


def test_who_takes_a_file_is_on_record(edition):
    version = reported.drafted(edition)
    for restricted, by in ((False, "Farid"), (True, "Noor")):
        making.ask(
            viewer=make.viewer(by),
            version=version.pk,
            format=Format.CSV,
            language="en",
            with_restricted=restricted,
        )
    making.make_due()
    for_all, for_cleared = version.files.order_by("with_restricted")
    exporting.take(viewer=make.viewer("Dora"), file=for_all.pk)
    assert list(AccessLog.objects.values_list("person__name", "what")) == [("Dora", "export")]
    exporting.take(viewer=make.viewer("Noor"), file=for_cleared.pk)
    for name, file in (("Dora", for_cleared), ("Amina", for_all), ("Esther", for_all)):
        with pytest.raises(exporting.Missing):
            exporting.take(viewer=make.viewer(name), file=file.pk)
    assert AccessLog.objects.count() == 2
    with pytest.raises(signing.MayNot):
        making.ask(
            viewer=make.viewer("Dora"), version=version.pk, format=Format.PDF, language="en", with_restricted=True
        )


def test_an_office_without_a_manager_tells_its_duty_officers(bouar):
    edition = reported.edition(bouar)
    signing.begin(edition)
    assert told("Esther") == [Note.REPORT_DRAFTED] and told("Odile") == []
