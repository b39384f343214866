"""By which channels people are told: what the plan asks for, less what the office switched off, as each wants it."""

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from alerts.domain.words import Channel, DeliveryState
from alerts.models import ChannelOff, ChannelOrder, Delivery, Event
from alerts.services import channels, delivery, routing
from alerts.services.setting_up import MayNotSetUp, Stale
from ewrr.common import clock
from tests import make
from tests.integration.at_once import at_once, refusals

pytestmark = pytest.mark.django_db


def switched(is_on, by="Ivan"):
    channels.switch(viewer=make.viewer(by), channel=Channel.EMAIL, is_on=is_on, seen_on=not is_on)


def ordered(name, normal=("email",), wake_me=("email",)):
    return ChannelOrder.objects.create(
        person=make.person(name), normal=list(normal), wake_me=list(wake_me), at=clock.now()
    )


def told(alert):
    rows = Delivery.objects.filter(alert=alert).values_list("person__name", "channel")
    return {name: {channel for who, channel in rows if who == name} for name, _channel in rows}


def test_off_nobody_of_the_office_is_mailed_and_everybody_has_it_in_the_inbox(beni):
    switched(False)
    ways = told(make.alert(is_routed=True))
    assert ways and set(map(frozenset, ways.values())) == {frozenset({"inbox"})}


def test_another_office_is_told_as_before(beni, bouar):
    switched(False)
    ways = told(make.alert(by="Esther", is_routed=True, lat=5.93, lon=15.59))
    assert {"inbox", "email"} in ways.values()


def test_what_waits_when_it_is_switched_off_is_not_sent(beni):
    alert = make.alert(is_routed=True)
    assert Delivery.objects.filter(alert=alert, channel="email", state=DeliveryState.PENDING).exists()
    switched(False)
    delivery.deliver_due()
    assert not mail.outbox
    assert set(Delivery.objects.filter(alert=alert, channel="email").values_list("state", flat=True)) == {
        DeliveryState.CANCELLED
    }


def test_on_again_it_is_used_again(beni):
    switched(False)
    switched(True)
    assert {"inbox", "email"} in told(make.alert(is_routed=True)).values()
    acts = list(Event.objects.filter(kind="channel.changed").order_by("seq").values_list("data__act", flat=True))
    assert acts == ["off", "on"]


def test_the_inbox_is_never_off(as_, beni):
    refused = as_("Ivan").post("/setup/channels/inbox/", {"was": "on"})
    assert refused.status_code == 409 and "always on" in refused.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        ChannelOff.objects.create(office=beni, channel="inbox", by=make.person("Ivan"), since=clock.now())


def test_somebody_who_wants_no_mail_for_what_can_wait_is_woken_all_the_same(beni):
    ordered("Amina", normal=())
    assert told(make.alert(level="medium", is_routed=True)).get("Amina") == {"inbox"}
    assert told(make.alert(level="critical", is_routed=True))["Amina"] == {"inbox", "email"}


def test_the_plan_says_what_may_be_used_at_all(beni):
    ordered("Amina")
    for plan in beni.plans.all():
        plan.steps.update(channels=[Channel.INBOX])
    assert told(make.alert(is_routed=True))["Amina"] == {"inbox"}


def test_the_page_says_what_works_what_each_is_good_for_and_that_nobody_is_woken(as_, beni):
    page = as_("Ivan").get("/setup/channels/").content.decode()
    assert "It wakes nobody" in page and "always on: the record" in page and "Nothing leaves the hub" not in page
    off = as_("Ivan").post("/setup/channels/email/", {"was": "on"}, follow=True).content.decode()
    assert "Switched off: E-mail." in off and "Nothing leaves the hub for this office" in off
    on = as_("Ivan").post("/setup/channels/email/", {"was": "off", "on": "1"}, follow=True).content.decode()
    assert "Switched on: E-mail." in on and "Nothing leaves the hub" not in on


def test_a_test_message_goes_by_what_is_on(as_, beni):
    switched(False)
    page = as_("Ivan").post("/setup/channels/test/", follow=True).content.decode()
    assert "Your last test message" in page
    assert set(Delivery.objects.filter(purpose="test").values_list("channel", flat=True)) == {"inbox"}
    again = as_("Ivan").post("/setup/channels/test/")
    assert again.status_code == 409 and "less than a minute ago" in again.content.decode()


def test_whoever_pressed_later_is_told_who_was_quicker(as_, beni):
    switched(False)
    late = as_("Dora").post("/setup/channels/email/", {"was": "on"})
    assert late.status_code == 409 and "Ivan changed this" in late.content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_who_switch_at_once_leave_one_change(offices):
    ivan, dora = make.viewer("Ivan"), make.viewer("Dora")
    ends = at_once(
        lambda: channels.switch(viewer=ivan, channel=Channel.EMAIL, is_on=False, seen_on=True),
        lambda: channels.switch(viewer=dora, channel=Channel.EMAIL, is_on=False, seen_on=True),
    )
    assert [type(end) for end in refusals(ends)] == [Stale] and ChannelOff.objects.count() == 1


def test_it_is_for_those_who_set_up_and_an_unknown_channel_is_none(as_, beni):
    assert as_("Amina").get("/setup/channels/").status_code == 404
    assert as_("Ivan").post("/setup/channels/pigeon/").status_code == 404
    with pytest.raises(MayNotSetUp):
        channels.switch(viewer=make.viewer("Amina"), channel=Channel.EMAIL, is_on=False, seen_on=True)


def typed(row=None, normal="1", wake_me="1"):
    from alerts.selectors.channels import order_version

    return {"normal-email": normal, "wake_me-email": wake_me, "seen": order_version(row)}


def test_a_person_puts_their_own_in_order_and_takes_it_back(as_, beni):
    amina = as_("Amina")
    page = amina.post("/accounts/channels/", typed(normal=""), follow=True).content.decode()
    row = ChannelOrder.objects.get()
    assert "Saved." in page and (row.normal, row.wake_me) == ([], ["email"])
    assert Event.objects.get(kind="channel.changed").data == {"channel": "", "act": "ordered", "of": row.person_id}
    amina.post("/accounts/channels/", typed(row) | {"act": "hub"})
    assert not ChannelOrder.objects.exists()


def test_nobody_can_put_themselves_out_of_reach(as_, beni):
    refused = as_("Amina").post("/accounts/channels/", typed(wake_me=""))
    body = refused.content.decode()
    assert refused.status_code == 422 and "the inbox alone wakes nobody" in body
    assert not ChannelOrder.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        ordered("Amina", wake_me=())


def test_in_two_windows_the_second_is_told_and_keeps_what_was_chosen(as_, beni):
    amina = as_("Amina")
    amina.post("/accounts/channels/", typed(normal=""))
    late = amina.post("/accounts/channels/", typed())
    assert late.status_code == 409 and "in another window" in late.content.decode()


def test_nonsense_is_refused_with_a_sentence(as_, beni):
    assert as_("Amina").post("/accounts/channels/", typed(normal="7")).status_code == 422


def test_ones_own_page_says_what_the_office_switched_off_in_french_too(as_, beni):
    switched(False)
    assert "Switched off by your office: E-mail" in as_("Amina").get("/accounts/channels/").content.decode()
    amina = make.person("Amina")
    amina.language = "fr"
    amina.save()
    assert "Mes canaux" in as_("Amina").get("/accounts/channels/").content.decode()


def test_a_round_goes_on_while_nothing_leaves_the_hub(beni):
    """The steps climb by their time, whoever looks into the inbox answers."""
    switched(False)
    alert = make.alert(is_routed=True)
    assert alert.routed_at and routing.route_due() == 0
    make.answered(alert, "Amina", "Ben", "Chidi")
    assert alert.answered_at
