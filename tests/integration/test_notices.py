"""Notices: what is told that is about no alert, by inbox and mail, with a link and nothing of what it leads to."""

import datetime as dt

import pytest
from django.conf import settings
from django.core import mail
from django.db import IntegrityError, transaction

from alerts.domain.words import Channel, Component, DeliveryState, Role
from alerts.domain.words_of_telling import Late, Note, Purpose
from alerts.models import Delivery, Event, Membership, Notice
from alerts.selectors import access, health, home, watch, why
from alerts.services import delivery, messages, reading
from ewrr.common import clock
from ewrr.common.change import change
from tests import make

pytestmark = pytest.mark.django_db

PATH = "/reports/2026-11-16/"
FIRST, UNTIL = dt.date(2026, 11, 16), dt.date(2026, 11, 23)


def ids(*names):
    return [make.person(name).pk for name in names]


def notified(office, *names, what=Note.REPORT_DRAFTED, by=None, path=PATH, is_exercise=False):
    with change(office.pk, make.person(by) if by else None) as c:
        return told(c, *names, what=what, path=path, is_exercise=is_exercise)


def told(c, *names, what=Note.REPORT_DRAFTED, path=PATH, is_exercise=False):
    return messages.notify(c, what, ids(*names), path=path, first=FIRST, until=UNTIL, is_exercise=is_exercise)


def html(sent):
    return next(str(other.content) for other in sent.alternatives if other.mimetype == "text/html")


def rows(**of):
    return Delivery.objects.filter(notice__isnull=False, **of)


def inbox(name):
    return home.home(make.viewer(name), clock.now()).notices


def test_each_person_has_it_once_by_inbox_and_once_by_mail(beni):
    notice = notified(beni, "Amina", "Dora")
    found = rows(notice=notice, purpose=Purpose.NOTICE, alert=None, office=beni)
    assert sorted(found.values_list("person__name", "channel", "state")) == [
        ("Amina", Channel.EMAIL, DeliveryState.PENDING),
        ("Amina", Channel.INBOX, DeliveryState.SENT),
        ("Dora", Channel.EMAIL, DeliveryState.PENDING),
        ("Dora", Channel.INBOX, DeliveryState.SENT),
    ]
    assert (notice.what, notice.first_date, notice.last_date) == ("report_drafted", FIRST, dt.date(2026, 11, 22))


def test_whoever_does_it_is_not_told_of_it(beni):
    notified(beni, "Amina", "Dora", by="Dora")
    assert set(rows().values_list("person__name", flat=True)) == {"Amina"}


def test_who_is_named_twice_or_told_twice_in_one_change_has_each_notice_once(beni):
    with change(beni.pk) as c:
        told(c, "Amina", "Amina", "Dora", "Amina")
        told(c, "Amina")
    assert (rows(person__name="Amina").count(), rows(person__name="Dora").count()) == (4, 2)


def test_where_nobody_is_left_to_tell_nothing_is_written_to_anybody(beni):
    notified(beni, "Dora", by="Dora")
    assert not rows().exists()


def test_the_mail_says_the_sentence_the_days_and_the_link_and_no_more(beni):
    notified(beni, "Amina", what=Note.REPORT_SUBMITTED, by="Dora")
    assert delivery.deliver_due() == 1
    (sent,) = mail.outbox
    link = f"{settings.PUBLIC_URL}{PATH}"
    days = "2026-11-16 to 2026-11-22"
    assert sent.to == ["amina@beni.example"]
    assert sent.subject == f"A POC report waits for approval. {days}"
    assert sent.body.strip() == f"A POC report waits for approval.\n{days}\n\n{link}"
    assert f'<p><b>A POC report waits for approval.</b><br>{days}</p><p><a href="{link}">' in html(sent)
    assert "EXERCISE" not in html(sent)
    assert rows(channel=Channel.EMAIL).get().state == DeliveryState.SENT


def test_the_mail_is_in_the_readers_language(beni):
    notified(beni, "Luc", what=Note.REPORT_RETURNED, is_exercise=True)
    delivery.deliver_due()
    (sent,) = mail.outbox
    sentence = "Un rapport sur la protection des civils est revenu pour être modifié."
    days = "Du 2026-11-16 au 2026-11-22"
    assert sent.subject == f"EXERCICE · {sentence} {days}"
    assert f"{sentence}\n{days}\n\n{settings.PUBLIC_URL}{PATH}" in sent.body
    assert '<html lang="fr">' in html(sent)


def test_an_exercise_is_said_in_the_subject_in_the_text_and_in_the_inbox(beni, as_):
    notified(beni, "Amina", is_exercise=True)
    delivery.deliver_due()
    (sent,) = mail.outbox
    assert sent.subject.startswith("EXERCISE · The draft of the POC report")
    assert sent.body.startswith("EXERCISE · EXERCISE · EXERCISE\n\nThe draft")
    assert "<p><b>EXERCISE</b></p>" in html(sent)
    assert 'Exercise · <span class="nb">2026-11-16 to 2026-11-22' in as_("Amina").get("/").content.decode()


@pytest.mark.parametrize("what", Note)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_note_is_a_sentence_that_fits_a_subject(beni, what, language):
    make.person("Amina").__class__.objects.filter(name="Amina").update(language=language)
    notified(beni, "Amina", what=what, is_exercise=True)
    delivery.deliver_due()
    (sent,) = mail.outbox
    assert sent.body.splitlines()[2].endswith(".") and len(sent.subject) <= 120


def test_nothing_is_sent_to_a_closed_account(beni):
    notified(beni, "Amina", "Dora")
    make.person("Amina").__class__.objects.filter(name="Amina").update(is_active=False)
    delivery.deliver_due()
    assert [message.to for message in mail.outbox] == [["dora@beni.example"]]
    assert rows(person__name="Amina", channel=Channel.EMAIL).get().state == DeliveryState.CANCELLED
    assert not Delivery.objects.filter(state=DeliveryState.PENDING).exists()


def test_the_inbox_shows_it_with_its_link_and_counts_it(beni, as_):
    page = as_("Amina").get("/").content.decode()
    assert "No message." in page
    notified(beni, "Amina", what=Note.REPORT_ISSUED)
    page = as_("Amina").get("/").content.decode()
    assert "No message." not in page and "Inbox <span>1</span>" in page
    assert f'<a href="{PATH}">' in page and "A POC report is issued." in page
    assert "2026-11-16 to 2026-11-22" in page


def test_it_stands_in_the_inbox_after_messages_about_alerts(beni, as_):
    alert = make.alert(is_routed=True)
    make.answered(alert, "Amina")
    notified(beni, "Amina", what=Note.REPORT_ISSUED)
    page = as_("Amina").get("/").content.decode()
    inbox_part = page[page.index('id="told"') : page.index('id="filed"')]
    assert "Inbox <span>2</span>" in inbox_part
    assert 0 < inbox_part.index(alert.short_number) < inbox_part.index("A POC report is issued.")


def test_who_opened_the_page_has_seen_what_leads_there_and_nothing_else(beni, as_):
    notified(beni, "Amina", "Dora")
    notified(beni, "Amina", what=Note.REPORT_ISSUED, path="/reports/2026-11-09/")
    assert as_("Amina").get("/").content.decode().count("New: ") == 2
    before = Event.objects.count()
    reading.saw_notices(make.viewer("Amina"), PATH)
    seen = {(row.person.name, row.channel, row.notice.path) for row in rows(seen_at__isnull=False)}
    assert seen == {("Amina", Channel.INBOX, PATH)}
    page = as_("Amina").get("/").content.decode()
    assert page.count("New: ") == 1 and page.count('<b class="seen">') == 1
    first = rows(seen_at__isnull=False).get().seen_at
    reading.saw_notices(make.viewer("Amina"), PATH)
    assert rows(seen_at__isnull=False).get().seen_at == first, "the first time counts"
    assert Event.objects.count() == before


def test_the_inbox_holds_the_ten_latest_of_a_fortnight(beni):
    now = clock.now()
    with clock.set_to(now - dt.timedelta(days=15)):
        notified(beni, "Amina", what=Note.REPORT_ISSUED)
    assert inbox("Amina") == []
    made = []
    for hours in range(12, 0, -1):
        with clock.set_to(now - dt.timedelta(hours=hours)):
            made.append(notified(beni, "Amina").pk)
    assert [row.notice_id for row in inbox("Amina")] == made[:1:-1]


def test_what_one_office_tells_is_not_in_anothers_inbox(beni, bouar):
    """Of somebody else, nor of the same person who works in both."""
    dora = make.person("Dora")
    Membership.objects.create(
        person=dora, office=bouar, role=Role.FOCAL_POINT, component=Component.CIVILIAN, from_date=dt.date(2020, 1, 1)
    )
    there = access.viewer_of(dora, clock.now(), "BOU")
    notified(beni, "Dora")
    assert len(inbox("Dora")) == 1 and inbox("Esther") == []
    assert there is not None and home.home(there, clock.now()).notices == []
    reading.saw_notices(there, PATH)
    assert inbox("Dora")[0].seen_at is None, "the other office has pages of its own at the same address"
    notified(bouar, "Dora")
    assert len(inbox("Dora")) == 1 and len(home.home(there, clock.now()).notices) == 1


def test_the_first_page_asks_once_for_all_notices(beni, django_assert_num_queries):
    viewer, now = make.viewer("Amina"), clock.now()
    with clock.set_to(now), django_assert_num_queries(1):
        assert home._notices(viewer, now) == []
    for _turn in range(5):
        notified(beni, "Amina")
    later = clock.now()
    with clock.set_to(later), django_assert_num_queries(1):
        assert {row.notice.what for row in home._notices(viewer, later)} == {"report_drafted"}


def test_one_that_waits_is_counted_and_rings_as_any_other_message(beni, as_):
    notified(beni, "Amina")
    with clock.set_to(clock.now() + dt.timedelta(minutes=5)):
        found = health.health(make.viewer("Ivan"), clock.now())
        assert {line.what: line.count for line in found.queue}[Late.MESSAGES] == 1
        assert {(one.office_id, one.what) for one in watch.overdue(clock.now())} == {(beni.pk, Late.MESSAGES)}
        assert as_("Ivan").get("/setup/health/").status_code == 200
        assert as_("Amina").get("/reach/").status_code == 200


def test_it_needs_no_reasons_and_cannot_be_answered(beni, client):
    notified(beni, "Amina")
    row = rows(channel=Channel.EMAIL).select_related("escalation__rule", "duty", "through", "owed").get()
    assert why.whys([row]) == {row.pk: []}
    assert client.get(f"/answer/{delivery.telling.answer_token(row)}/").status_code == 404


def test_a_failure_of_its_mail_is_tried_again(beni):
    class Refusing:
        def send(self, message, address):
            raise delivery.TransportError("down")

    notified(beni, "Amina")
    delivery.deliver_due(transports={Channel.EMAIL: Refusing()})
    row = rows(channel=Channel.EMAIL).get()
    assert (row.state, row.failure) == (DeliveryState.FAILED, "down")
    with clock.set_to(row.due_at):
        delivery.deliver_due()
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("wrong", [{"path": "https://elsewhere.example/"}, {"until_date": FIRST}])
def test_the_database_refuses_a_way_out_of_the_hub_and_no_day_at_all(beni, wrong):
    said = {"what": Note.REPORT_DRAFTED, "first_date": FIRST, "until_date": UNTIL, "path": PATH, "at": clock.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(office=beni, **(said | wrong))


def test_the_database_refuses_a_message_about_nothing(beni):
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(
            office=beni,
            person=make.person("Amina"),
            channel=Channel.EMAIL,
            purpose=Purpose.NOTICE,
            created_at=clock.now(),
            due_at=clock.now(),
        )
