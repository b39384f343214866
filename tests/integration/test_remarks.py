"""Comments whose mentions notify, summaries in both languages, grades of filings: only ever added to."""

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from alerts.domain import mentioning
from alerts.domain.words import Channel, Component, DeliveryState, Role, ThreatType
from alerts.domain.words_of_filings import Credibility, Reliability
from alerts.models import Alert, Comment, Delivery, Event, Filing, Grade, Summary
from alerts.selectors import board, readers
from alerts.services import delivery, remarks
from alerts.services.moving import MayNot
from ewrr.common import clock
from tests import make

pytestmark = pytest.mark.django_db


def comment(alert: Alert, text: str, by: str = "Dora") -> Comment:
    return remarks.comment(viewer=make.viewer(by), number=alert.number, text=text).row


def test_whoever_is_named_is_told_once_by_inbox_and_mail_without_the_words(beni, mailoutbox):
    alert = make.alert()
    said = comment(alert, "@Ben and @ben, who is at the bridge tonight? hub@beni.example knows.")
    assert said.mentions == [make.person("Ben").pk]
    rows = Delivery.objects.filter(comment=said)
    assert {(row.person.name, row.channel) for row in rows} == {("Ben", Channel.INBOX), ("Ben", Channel.EMAIL)}
    delivery.deliver_due()
    mail = next(mail for mail in mailoutbox if mail.to == ["ben@beni.example"])
    assert alert.number in mail.subject and "comment" in mail.subject
    assert "bridge" not in mail.subject + mail.body


def test_being_named_is_no_answer_owed(beni):
    alert = make.alert(level="high", is_routed=True)
    comment(alert, "@Farid, for the report.")
    assert not board.owed_by(make.viewer("Farid")).exists()


def test_a_mention_is_sent_though_the_alert_has_ended(beni):
    alert = make.closed(make.alert())
    said = comment(alert, "@Amina, well done.")
    delivery.deliver_due()
    assert Delivery.objects.get(comment=said, channel=Channel.EMAIL).state == DeliveryState.SENT


def test_naming_oneself_tells_nobody(beni):
    said = comment(make.alert(), "@Dora to check at noon.")
    assert said.mentions and not Delivery.objects.filter(comment=said).exists()


@pytest.mark.parametrize("name", ["Nobody", "Ivan", "Esther"])
def test_a_name_that_would_not_be_told_is_refused(beni, name):
    with pytest.raises(remarks.NobodyOfThatName) as refused:
        comment(make.alert(), f"@{name}, look at this.")
    assert f"@{name}" in str(refused.value.sentence) and not Comment.objects.exists()


def test_on_a_restricted_alert_only_those_who_read_it_can_be_named(beni):
    alert = make.alert(threat_types=(ThreatType.CRSV,))
    assert [person.name for person in readers.readers(alert, clock.now())] == ["Noor", "Sifa"]
    with pytest.raises(remarks.NobodyOfThatName):
        comment(alert, "@Amina, see this.", by="Noor")
    assert comment(alert, "@Sifa, see this.", by="Noor").mentions == [make.person("Sifa").pk]


def test_who_reads_it_whole_is_who_sight_says(beni):
    officer = make.member(beni, Role.OFFICER, Component.POLICE, name="Pia")
    for alert in (make.alert(by="Hana"), make.alert(by="Ben"), make.alert(threat_types=(ThreatType.CRSV,))):
        found = {person.name for person in readers.readers(alert, clock.now())}
        cast = ["Amina", "Ben", "Chidi", "Dora", "Hana", "Grace", "Farid", "Ivan", "Noor", "Sifa"]
        assert found & set(cast) == {name for name in cast if make.viewer(name).sees_whole(alert)}
        assert ("Pia" in found) is officer.sees_whole(alert)


def test_a_shell_is_not_commented_summed_up_or_graded(beni):
    alert = make.alert(threat_types=(ThreatType.CRSV,))
    for name in ("Dora", "Hana"):
        with pytest.raises(MayNot):
            comment(alert, "Hello.", by=name)
    with pytest.raises(MayNot):
        remarks.summarise(viewer=make.viewer("Dora"), number=alert.number, language="en", text="x")
    with pytest.raises(MayNot):
        grade(alert.filings.get(), by="Dora")
    for name in ("Ivan", "Esther"):
        with pytest.raises(Alert.DoesNotExist):
            comment(alert, "Hello.", by=name)
        with pytest.raises(Filing.DoesNotExist):
            grade(alert.filings.get(), by=name)


def grade(filing: Filing, by: str = "Amina", reliability: str = "B", credibility: str = "2") -> Grade:
    return remarks.grade(
        viewer=make.viewer(by),
        filing_id=filing.pk,
        reliability=Reliability(reliability),
        credibility=Credibility(credibility),
    ).row


def test_a_grade_of_the_hub_stands_beside_the_filers_own(beni):
    alert = make.alert(reliability="F", credibility="6")
    grade(alert.filings.get())
    grade(alert.filings.get(), by="Dora", reliability="C")
    own = alert.filings.get()
    assert own.grade == "F6"
    assert [f"{one.reliability}{one.credibility}" for one in own.grades.all()] == ["B2", "C2"]


def test_a_summary_of_each_language_is_the_latest_and_none_is_lost(beni):
    alert = make.alert()
    for language, text in (("en", "People flee."), ("fr", "Des gens fuient."), ("en", "200 people flee.")):
        remarks.summarise(viewer=make.viewer("Amina"), number=alert.number, language=language, text=text)
    assert list(alert.summaries.values_list("language", "text"))[-1] == ("en", "200 people flee.")
    assert alert.summaries.count() == 3
    with pytest.raises(MayNot):
        remarks.summarise(viewer=make.viewer("Hana"), number=alert.number, language="en", text="x")


@pytest.mark.parametrize("what", ["comment", "summary", "grade"])
def test_what_was_said_last_is_not_said_twice(beni, what):
    alert, amina = make.alert(), make.viewer("Amina")
    two, filing_id = Credibility.PROBABLE, alert.filings.get().pk
    act: Any = {
        "comment": lambda: remarks.comment(viewer=amina, number=alert.number, text="@Ben, who is there?"),
        "summary": lambda: remarks.summarise(viewer=amina, number=alert.number, language="en", text="People flee."),
        "grade": lambda: remarks.grade(viewer=amina, filing_id=filing_id, reliability=Reliability.B, credibility=two),
    }[what]
    first = act()
    written = Event.objects.count(), Delivery.objects.count()
    again = act()
    assert (first.is_new, again.is_new, again.row) == (True, False, first.row)
    assert (Event.objects.count(), Delivery.objects.count()) == written


def test_the_same_words_count_anew_once_others_stand_between(beni):
    alert, amina = make.alert(), make.viewer("Amina")
    said = [comment(alert, text) for text in ("Noted.", "And now?", "Noted.")]
    said += [comment(alert, "Noted.", by="Amina"), comment(make.alert(), "Noted.")]
    graded = [grade(alert.filings.get(), reliability=code) for code in "BCB"]
    written = [
        remarks.summarise(viewer=amina, number=alert.number, language=language, text="M23.").row
        for language in ("en", "fr", "en")
    ]
    assert len({row.pk for row in said}) == 5 and len({row.pk for row in graded}) == 3
    assert [row.language for row in written] == ["en", "fr", "en"] and written[0] == written[2]


def test_the_same_words_are_said_anew_once_no_resend_can_be_meant(beni, monkeypatch):
    alert = make.alert()
    first = comment(alert, "Still no answer.")
    assert comment(alert, "Still no answer.") == first
    monkeypatch.setattr(remarks, "SENT_AGAIN", dt.timedelta(0))
    assert comment(alert, "Still no answer.") != first


@pytest.mark.parametrize("model", [Comment, Summary, Grade])
def test_what_was_said_stays_said(beni, model):
    alert = make.alert()
    comment(alert, "One.")
    remarks.summarise(viewer=make.viewer("Amina"), number=alert.number, language="en", text="One.")
    grade(alert.filings.get())
    for act in (lambda rows: rows.update(at=clock.now()), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            act(model.objects.all())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@Amina, @Ben: go", ["Amina", "Ben"]),
        ("write to a@b.example or x@Ben", []),
        ("@@Ben @", []),
        ("(@Jean-Marie) @O’Neil's", ["Jean-Marie", "O’Neil's"]),
        ("@Ben @Ben", ["Ben"]),
        ("", []),
    ],
)
def test_who_is_meant_by_an_at(text, names):
    assert mentioning.mentioned(text) == names


def test_a_name_means_everybody_who_bears_it_whole_or_by_its_first_word():
    people = {1: "amina", 2: "ben okello", 3: "ben"}
    assert mentioning.meant(["ben"], people) == ([2, 3], [])
    assert mentioning.meant(["benokello", "amina"], people) == ([2, 1], [])
    assert mentioning.meant(["be"], people) == ([], ["be"])
