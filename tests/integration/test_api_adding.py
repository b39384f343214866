"""Summing up, commenting, grading, withdrawing, placing by API: whose right it is, and a resend is safe."""

import uuid
from typing import Any

import pytest

from alerts.domain.scopes import Scope
from alerts.domain.words import Component, Role, ThreatType
from alerts.models import Alert, Assessment, Comment, Delivery, Event, Grade, Summary, Withdrawal
from alerts.selectors import remarks as remarked
from tests import make
from tests.integration.devices import device, machine, speaks
from tests.integration.test_api_write import send

pytestmark = pytest.mark.django_db

FILING = str(uuid.UUID(int=4))
B2 = {"reliability": "B", "credibility": "2"}
SAID: dict[str, dict[str, Any]] = {
    "summaries": {"language": "en", "text": "People flee."},
    "comments": {"text": "Noted."},
    "grades": {"filing": FILING} | B2,
    "withdrawals": {"filing": FILING, "reason": "It was a wedding."},
    "placings": {"version": 1, "place": "0.7, 29.5"},
}
ROWS: dict[str, Any] = {
    "summaries": Summary,
    "comments": Comment,
    "grades": Grade,
    "withdrawals": Withdrawal,
    "placings": Assessment,
}


@pytest.fixture
def alert(beni):
    return make.alert(client_id=FILING)


def post(client, alert, door, **fields):
    return send(client, f"alerts/{alert.number}/{door}/", SAID[door] | fields)


def get(client, alert, door):
    return client.get(f"/api/v1/alerts/{alert.number}/{door}/")


# --- summaries, comments, grades


def test_the_latest_summary_of_each_language_is_read(as_, alert):
    amina = as_("Amina")
    for language, text in (("fr", "Des gens fuient."), ("en", "People flee."), ("fr", "200 personnes fuient.")):
        assert post(amina, alert, "summaries", language=language, text=text).status_code == 201
    found = {one.pop("language"): one for one in get(as_("Hana"), alert, "summaries").json()["summaries"]}
    assert {code: one["text"] for code, one in found.items()} == {"fr": "200 personnes fuient.", "en": "People flee."}
    assert all(set(one) == {"text", "at"} and one["at"].endswith("Z") for one in found.values())


def test_comments_are_read_oldest_first_and_name_no_writer(as_, alert):
    for name in ("Hana", "Ben", "Dora", "Farid"):
        assert post(as_(name), alert, "comments", text=f"By {name[0]}.").status_code == 201
    answer = get(as_("Amina"), alert, "comments")
    assert [(one["text"], one["component"]) for one in answer.json()["comments"]] == [
        ("By H.", "civilian"),
        ("By B.", "police"),
        ("By D.", None),
        ("By F.", None),
    ]
    assert not any(name in answer.content.decode() for name in ("Hana", "Ben", "Dora", "Farid"))


def test_a_comment_speaks_for_the_component_of_its_day(as_, alert):
    post(as_("Ben"), alert, "comments")
    ben = make.person("Ben")
    ben.memberships.create(office=alert.office, role=Role.OFFICER, component=Component.MILITARY, from_date="2199-01-01")
    assert get(as_("Dora"), alert, "comments").json()["comments"][0]["component"] == "police"


def test_no_more_comments_are_read_than_the_latest(as_, alert, monkeypatch):
    monkeypatch.setattr(remarked, "MOST", 2)
    for text in ("One.", "Two.", "Three."):
        post(as_("Dora"), alert, "comments", text=text)
    assert [one["text"] for one in get(as_("Dora"), alert, "comments").json()["comments"]] == ["Two.", "Three."]


def test_whoever_is_named_in_a_comment_is_told_once(as_, alert):
    dora = as_("Dora")
    first, again = (post(dora, alert, "comments", text="@Ben, who is there?") for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200) and first.json() == again.json()
    assert Delivery.objects.filter(comment__isnull=False, person=make.person("Ben")).count() == 2  # inbox and mail
    assert Event.objects.filter(kind="alert.commented").count() == 1


def test_a_name_that_nobody_bears_is_refused(as_, alert):
    answer = post(as_("Dora"), alert, "comments", text="@Nobody, look.")
    assert answer.status_code == 422 and answer.json()["code"] == "nobody_of_that_name"
    assert list(answer.json()["fields"]) == ["text"] and not Comment.objects.exists()


def test_the_hubs_grade_stands_beside_the_filers_own(as_, beni):
    alert, amina = make.alert(reliability="F", credibility="6"), as_("Amina")
    [filing] = get(amina, alert, "filings").json()["filings"]
    assert filing["grade"] is None
    for code in "CB":
        assert post(amina, alert, "grades", filing=filing["id"], reliability=code).status_code == 201
    [filing] = get(amina, alert, "filings").json()["filings"]
    assert (filing["reliability"], filing["credibility"], filing["grade"]) == ("F", "6", B2)


def test_filings_are_read_in_as_many_statements_however_many_they_are(as_, alert, django_assert_num_queries):
    amina = as_("Amina")
    for name in ("Hana", "Dora", "Ben"):
        filing = make.filed(by=name, onto=alert.number).filing
        assert post(amina, alert, "grades", filing=str(filing.client_id)).status_code in {201, 422}
        with django_assert_num_queries(7):
            get(amina, alert, "filings")
    assert len(get(amina, alert, "filings").json()["filings"]) == 4


@pytest.mark.parametrize("door", ["summaries", "comments", "grades"])
def test_what_is_sent_again_is_said_once_and_gets_the_same_answer(as_, alert, door):
    amina = as_("Amina")
    first = post(amina, alert, door)
    events = Event.objects.count()
    again = post(amina, alert, door)
    assert (first.status_code, again.status_code) == (201, 200), first.content
    assert first.json() == again.json()
    assert ROWS[door].objects.count() == 1 and Event.objects.count() == events


# --- withdrawing


def test_whoever_filed_it_withdraws_it_once(as_, alert):
    hana = as_("Hana")
    first, again = (post(hana, alert, "withdrawals") for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 409)
    assert again.json()["code"] == "withdrawn_before"
    [filing] = get(hana, alert, "filings").json()["filings"]
    assert first.json() == {"filing": FILING, "withdrawn_at": filing["withdrawn_at"]}
    assert Withdrawal.objects.get().reason == "It was a wedding."


@pytest.mark.parametrize("scopes", [(Scope.FILE, Scope.READ), (Scope.FILE,)])
def test_a_machine_withdraws_its_own_whether_it_reads_or_not(beni, scopes):
    gateway = speaks(machine(*scopes))
    form = make.form()
    number = send(gateway, "filings/", form).json()["number"]
    said = {"filing": form["client_id"], "reason": "Sent by mistake."}
    answer = send(gateway, f"alerts/{number}/withdrawals/", said)
    assert answer.status_code == 201, answer.content
    assert Withdrawal.objects.get().filing.filer.name == "Hotline"


def test_a_machine_does_not_withdraw_what_another_filed(alert):
    reading, filing = machine(), machine(Scope.FILE, called="Gateway")
    assert post(speaks(reading), alert, "withdrawals").json()["code"] == "not_theirs"
    assert post(speaks(filing), alert, "withdrawals").status_code == 404
    assert not Withdrawal.objects.exists()


def test_a_filing_that_one_sees_the_shell_of_is_none(as_, beni):
    """Whether there is such a filing is hidden from whoever could not read it."""
    alert = make.alert(by="Ben", client_id=FILING)
    theirs, never = (post(as_("Hana"), alert, "withdrawals", filing=one) for one in (FILING, str(uuid.uuid4())))
    assert theirs.status_code == never.status_code == 422
    assert theirs.json() == never.json() and list(never.json()["fields"]) == ["filing"]


def test_what_one_filed_is_withdrawn_though_it_is_restricted(beni):
    alert = make.alert(threat_types=(ThreatType.CRSV,), client_id=FILING)
    assert post(speaks(device("Hana")), alert, "withdrawals").status_code == 201


# --- whose right it is


@pytest.mark.parametrize(
    ("door", "may"),
    [
        ("placings", {"Amina", "Dora", "Noor", "Grace"}),
        ("summaries", {"Amina", "Dora", "Noor", "Grace"}),
        ("grades", {"Amina", "Dora", "Noor", "Grace"}),
        ("comments", {"Hana", "Amina", "Dora", "Noor", "Grace", "Farid"}),
        ("withdrawals", {"Hana"}),
    ],
)
@pytest.mark.parametrize("by_device", [False, True])
def test_each_is_done_by_those_who_do_it_on_the_page(as_, alert, door, may, by_device):
    for name in ("Hana", "Amina", "Dora", "Noor", "Grace", "Farid"):
        client = speaks(device(name)) if by_device else as_(name)
        version = Alert.objects.get().version
        answer = post(client, alert, door, **({"version": version} if door == "placings" else {}))
        is_done = answer.status_code in {200, 201} or answer.json()["code"] == "incomplete"  # there already
        assert is_done is (name in may), (name, answer.content)
        assert is_done or answer.status_code == 403


@pytest.mark.parametrize("door", ["summaries", "comments", "grades", "placings"])
def test_a_machine_and_a_reading_device_add_nothing(alert, door):
    for client in (speaks(machine()), speaks(device("Dora", Scope.READ))):
        answer = post(client, alert, door)
        assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")
    assert not ROWS[door].objects.exists()


@pytest.mark.parametrize("door", ["summaries", "comments"])
def test_a_reading_device_reads_what_others_add(as_, alert, door):
    post(as_("Amina"), alert, door)
    for client in (speaks(machine()), speaks(device("Dora", Scope.READ))):
        assert len(get(client, alert, door).json()[door]) == 1
    answer = get(speaks(machine(Scope.FILE, called="Gateway")), alert, door)
    assert answer.status_code == 403 and answer.json()["code"] == "scope_missing"


@pytest.mark.parametrize("door", ["summaries", "comments"])
def test_whoever_sees_a_shell_neither_reads_nor_adds(as_, beni, door):
    alert = make.alert(by="Ben")
    post(as_("Dora"), alert, door, text="CANARY")
    read, added = get(as_("Hana"), alert, door), post(as_("Hana"), alert, door)
    assert (read.status_code, read.json()["code"]) == (403, "not_whole")
    assert (added.status_code, added.json()["code"]) == (403, "may_not")
    assert "CANARY" not in (read.content + added.content).decode()


@pytest.mark.parametrize("door", ["summaries", "comments", "grades", "placings"])
def test_no_device_adds_to_what_is_restricted_or_reads_it(as_, beni, door):
    alert = make.alert(threat_types=(ThreatType.CRSV,), client_id=FILING)
    assert post(as_("Noor"), alert, door).status_code in {200, 201}
    phone = speaks(device("Noor"))
    added = post(phone, alert, door)
    assert (added.status_code, added.json()["code"]) == (403, "may_not")
    if door in {"summaries", "comments"}:
        read = get(phone, alert, door)
        assert (read.status_code, read.json()["code"]) == (403, "not_whole")


@pytest.mark.parametrize("door", ["summaries", "comments", "grades", "withdrawals", "placings"])
def test_another_offices_alert_is_not_there(as_, beni, door):
    elsewhere = make.alert(by="Idris", client_id=FILING)
    never = Alert(number="BOU-2026-9999")
    answers = [post(as_("Dora"), one, door) for one in (elsewhere, never)]
    answers += [get(as_("Dora"), one, door) for one in (elsewhere, never) if door in {"summaries", "comments"}]
    assert {(answer.status_code, answer.content) for answer in answers} == {(404, answers[0].content)}


@pytest.mark.parametrize(("door", "name"), [("grades", "Amina"), ("withdrawals", "Hana")])
def test_only_the_filings_of_the_alert_are_found(as_, alert, door, name):
    """Neither another office's nor another alert's: an id is told apart from none."""
    elsewhere, other = make.alert(by="Idris").filings.get(), make.alert().filings.get()
    answers = [
        post(as_(name), alert, door, filing=str(one)) for one in (elsewhere.client_id, other.client_id, uuid.uuid4())
    ]
    assert {(answer.status_code, answer.content) for answer in answers} == {(422, answers[0].content)}
    assert list(answers[0].json()["fields"]) == ["filing"]


@pytest.mark.parametrize("door", ["summaries", "comments", "grades"])
def test_history_takes_nothing_more(as_, beni, door):
    alert = make.alert(client_id=FILING)
    Alert.objects.update(series="H")
    answer = post(as_("Dora"), alert, door)
    assert answer.status_code == 409 and answer.json()["code"] == "illegal_move"


WRONG = [
    ("summaries", {"language": "sw"}, "language"),
    ("summaries", {"text": " "}, "text"),
    ("comments", {"text": ""}, "text"),
    ("comments", {"text": "x" * 2001}, "text"),
    ("comments", {"txet": "x"}, "txet"),
    ("grades", {"reliability": "G"}, "reliability"),
    ("grades", {"credibility": ""}, "credibility"),
    ("grades", {"filing": "1"}, "filing"),
    ("withdrawals", {"reason": ""}, "reason"),
    ("withdrawals", {"filing": None}, "filing"),
]


@pytest.mark.parametrize(("door", "fields", "named"), WRONG)
def test_what_is_wrong_is_refused_by_field(as_, alert, door, fields, named):
    answer = post(as_("Hana" if door == "withdrawals" else "Amina"), alert, door, **fields)
    assert answer.status_code == 422, answer.content
    assert list(answer.json()["fields"]) == [named]
    assert not ROWS[door].objects.exists()


def test_the_refusals_are_in_the_language_of_the_devices_person(alert):
    said = post(speaks(device("Sifa")), alert, "grades", filing=str(uuid.uuid4())).json()["fields"]
    assert said == {"filing": ["Aucun signalement de cet identifiant sous cette alerte, pour vous."]}
