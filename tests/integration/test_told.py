"""What a told person finds: why they were told, what counts as seen, whether the hub reaches them."""

import pytest

from alerts.domain.events import Happened
from alerts.models import Delivery, Event
from alerts.selectors import why
from alerts.services import delivery, telling
from tests import make
from tests.integration.test_escalate import climbed

pytestmark = pytest.mark.django_db


def reasons(alert, name, **of):
    row = (
        Delivery.objects.filter(alert=alert, person__name=name, **of)
        .select_related("escalation__rule", "duty", "through", "owed")
        .order_by("-created_at")
        .first()
    )
    assert row
    return why.whys([row])[row.pk]


def test_each_message_says_why_it_was_written(beni):
    alert = make.alert(by="Amina", is_routed=True)
    said = " ".join(reasons(alert, "Luc"))
    assert "Step 1 of the plan: at once." in said
    assert "Rule 2, Critical, is the first that fits: rule 1 does not (restricted or not)." in said
    assert "It names Civilian focal point." in said
    assert "Passed over: Amina, who filed it (Civilian focal point)." in said
    assert "Civilian focal point therefore falls to Civilian deputy." in said
    climbed(alert)
    assert "Repeat 1: every step of the plan is spent" in " ".join(reasons(alert, "Ben"))
    assert "Step 4 of the plan: 15 min after the start" in " ".join(reasons(alert, "Grace", step=3))


def test_the_reasons_stand_on_the_alert_and_in_the_inbox(beni, as_):
    alert = make.alert(level="low", is_routed=True)
    make.answered(alert, "Dora")
    assert "Why was Amina told?" in as_("Dora").get(f"/alerts/{alert.number}/").content.decode()
    assert "Why was I told?" in as_("Amina").get(f"/alerts/{alert.number}/").content.decode()
    assert "Rule 5, Everything else, is the first that fits" in as_("Amina").get("/").content.decode()


def inbox_of(alert, name):
    return Delivery.objects.get(alert=alert, person__name=name, channel="inbox")


def test_the_page_says_by_itself_that_ones_own_message_was_opened_and_nobody_elses(beni, as_):
    alert = make.alert(is_routed=True)
    amina, seen = as_("Amina"), f"/alerts/{alert.number}/seen/"
    assert seen in amina.get(f"/alerts/{alert.number}/").content.decode()
    assert inbox_of(alert, "Amina").seen_at is None, "reading alone changes nothing"
    assert amina.post(seen).status_code == 204
    assert inbox_of(alert, "Amina").seen_at is not None
    assert inbox_of(alert, "Ben").seen_at is None
    assert seen not in amina.get(f"/alerts/{alert.number}/").content.decode()
    amina.post(seen)
    assert Event.objects.filter(alert=alert, kind=Happened.DELIVERY_SEEN).count() == 1


def test_an_alert_that_follows_changes_by_itself_does_not_count_as_opened(beni, as_):
    chidi = as_("Chidi")
    alert = make.alert(is_routed=True)
    cursor = chidi.get("/board/").context["cursor"]
    make.answered(alert, "Amina")
    asks = {"since": cursor, "view": "board", "tab": "open", "open": alert.number}
    pieces = {piece["id"]: piece["html"] for piece in chidi.get("/changes/", asks).json()["fragments"]}
    assert "/answer/" in pieces["alert"] and "/seen/" not in pieces["alert"]
    assert "/seen/" in chidi.get("/board/", {"open": alert.number}).content.decode()


def test_the_page_behind_a_message_says_why_too(beni, client):
    alert = make.alert(by="Amina", is_routed=True)
    message = Delivery.objects.get(alert=alert, person__name="Luc", channel="email")
    page = client.get(f"/answer/{telling.answer_token(message)}/").content.decode()
    assert "quelqu’un" in page or "somebody" in page
    assert "Amina" not in page, "who holds the link may not be who it was sent to"


@pytest.mark.parametrize("name", ["Hana", "Amina", "Ivan"])
def test_everybody_may_try_whether_the_hub_reaches_them(beni, as_, mailoutbox, name):
    client = as_(name)
    assert client.post("/reach/").status_code == 302
    assert "On its way" in client.get("/reach/").content.decode()
    delivery.deliver_due()
    page = client.get("/reach/").content.decode()
    assert "Sent is not yet seen" in page and [mail.subject for mail in mailoutbox] == ["Test message"]
    again = client.post("/reach/")
    assert again.status_code == 409 and "less than a minute ago" in again.content.decode()
