"""Several alerts at once: each is done or refused by itself, as it was when it was chosen."""

import pytest

from alerts.domain.words import ThreatType
from alerts.models import Acknowledgement, Alert
from alerts.services import together
from tests import make

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true", "HX-Target": "acted"}


def values(*alerts):
    return [f"{alert.number}~{alert.version}" for alert in alerts]


def act(client, what, *alerts, headers=None, **more):
    asked = {"act": what, "alert": values(*alerts), "back": "tab=open&level=critical"} | more
    return client.post("/board/act/", asked, headers=headers or {})


def test_all_that_are_chosen_are_answered(as_, beni):
    alerts = [make.alert(is_routed=True) for _turn in range(3)]
    done = act(as_("Amina"), "answer", *alerts[:2])
    assert done.status_code == 200 and "2 alerts answered." in done.content.decode()
    assert set(Acknowledgement.objects.values_list("alert__number", flat=True)) == {a.number for a in alerts[:2]}
    assert "/board/?tab=open&amp;level=critical" in done.content.decode()


def test_the_reason_is_asked_once_and_holds_for_all(as_, beni):
    alerts = [make.alert(level="low") for _turn in range(2)]
    asked = act(as_("Dora"), "dismiss", *alerts)
    assert asked.status_code == 200 and "Dismiss 2 alerts" in asked.content.decode()
    assert not Alert.objects.filter(state="dismissed").exists()
    unsaid = act(as_("Dora"), "dismiss", *alerts, note="Seen.")
    assert unsaid.status_code == 422 and "Choose why it is no alert." in unsaid.content.decode()
    done = act(as_("Dora"), "dismiss", *alerts, reason="nuisance", note="Seen.")
    assert done.status_code == 200 and "2 alerts dismissed." in done.content.decode()
    assert set(Alert.objects.values_list("state", "dismissed_because")) == {("dismissed", "nuisance")}


def test_one_that_changed_since_it_was_chosen_is_left_alone(as_, beni):
    stale, fresh, gone = (make.alert(is_routed=True) for _turn in range(3))
    chosen = values(stale, fresh, gone)
    make.assessed(stale, verification="verified")
    make.dismissed(gone)
    done = as_("Dora").post("/board/act/", {"act": "dismiss", "alert": chosen, "reason": "refuted"}, headers=HTMX)
    text = done.content.decode()
    assert "1 alert dismissed." in text and "2 were left as they are:" in text and "data-refused" in text
    assert text.count("It changed since you chose it: look at it first.") == 2
    stale.refresh_from_db()
    assert stale.state == "received"
    answered = as_("Amina").post(
        "/board/act/", {"act": "answer", "alert": values(fresh)[:1] + chosen[:1]}, headers=HTMX
    )
    assert "0 alerts answered." in answered.content.decode()


def test_a_restricted_shell_is_not_dismissed_and_says_why(as_, beni):
    hidden, plain = make.alert(threat_types=(ThreatType.CRSV,)), make.alert()
    text = act(as_("Dora"), "dismiss", hidden, plain, reason="nuisance").content.decode()
    assert "1 alert dismissed." in text and "Only whoever reads this alert whole does that." in text


def test_the_chosen_go_to_the_page_that_compares_before_joining(as_, beni):
    first, second, third = (make.alert() for _turn in range(3))
    answer = act(as_("Amina"), "join", first, second, third)
    assert answer.status_code == 303
    assert answer["Location"] == f"/alerts/{first.number}/join/?with={second.number}&with={third.number}"
    assert act(as_("Amina"), "join", first).status_code == 422


def test_nothing_chosen_or_nothing_asked_is_said(as_, beni):
    alert = make.alert()
    for answer in (act(as_("Dora"), "answer"), act(as_("Dora"), "eat", alert), as_("Dora").post("/board/act/")):
        assert answer.status_code == 422 and "Choose the alerts" in answer.content.decode()
    for value in ("x", f"{alert.number}~", f"{alert.number}~-1", f"{alert.number}~²", "~" * 500):
        answer = as_("Dora").post("/board/act/", {"act": "answer", "alert": value})
        assert answer.status_code == 422, value


def test_nobody_acts_beyond_their_role_or_office(as_, beni):
    alert = make.alert()
    for name, what in (("Hana", "answer"), ("Farid", "answer"), ("Amina", "dismiss"), ("Hana", "dismiss")):
        assert act(as_(name), what, alert, reason="nuisance").status_code == 403, (name, what)
    text = act(as_("Esther"), "dismiss", alert, reason="nuisance").content.decode()
    assert "There is no such alert for you." in text and "0 alerts dismissed." in text
    alert.refresh_from_db()
    assert alert.state == "received"


def test_at_most_a_hundred_at_once(as_, beni):
    numbers = [f"BEN-2026-{n:04}~1" for n in range(together.MOST + 1)]
    answer = as_("Dora").post("/board/act/", {"act": "answer", "alert": numbers})
    assert answer.status_code == 409 and "At most 100" in answer.content.decode()


def test_rows_can_be_chosen_only_by_those_who_may_act(as_, beni):
    make.alert()
    for name, may in (("Dora", True), ("Amina", True), ("Hana", False), ("Farid", False)):
        text = as_(name).get("/board/").content.decode()
        assert ('class="choose"' in text) is may and ('id="together"' in text) is may, name
    assert 'value="dismiss"' not in as_("Amina").get("/board/").content.decode()
