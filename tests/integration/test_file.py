"""Filing: accepted once, numbered, assessed, routed, sealed."""

import json
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography.fernet import Fernet
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from alerts.domain.words import EscalationState, OwedKind, Precision, Sensitivity, ThreatType
from alerts.models import Alert, Escalation, Event, Filing, Owed, Source
from alerts.services import filing
from tests import make

pytestmark = pytest.mark.django_db


def test_a_filing_becomes_a_numbered_alert(beni):
    alert = make.alert()
    assert alert.number == f"BEN-{alert.year}-0001"
    assert make.alert().number == f"BEN-{alert.year}-0002"
    assert (alert.level, alert.kind, alert.state, alert.version) == ("critical", "attack_ongoing", "received", 1)


def test_what_was_told_is_kept_word_for_word(beni):
    words = "« Ils arrivent »\n\tdit-elle : 3 hommes, <b>armés</b> …"
    filed = make.filed(text=words).filing
    assert Filing.objects.get(pk=filed.pk).text == words
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        Filing.objects.filter(pk=filed.pk).update(text="other")


def test_the_escalation_starts_in_the_same_transaction(beni):
    alert = make.alert()
    escalation = Escalation.objects.get(alert=alert)
    assert (escalation.state, escalation.step, escalation.next_at) == (
        EscalationState.RUNNING,
        0,
        alert.received_at,
    )
    assert [step.after.total_seconds() for step in escalation.ladder.steps] == [0, 300, 600, 900]


def test_a_critical_alert_owes_an_answer_from_each_component(beni):
    alert = make.alert()
    owed = Owed.objects.filter(alert=alert, kind=OwedKind.ANSWER)
    assert set(owed.values_list("component", flat=True)) == {"civilian", "police", "military"}
    assert {(row.due_at - alert.received_at).total_seconds() for row in owed} == {300}


def test_a_plan_edited_later_changes_no_running_escalation(beni):
    alert = make.alert()
    plan = Escalation.objects.get(alert=alert).rule.plan
    plan.steps.all().delete()
    assert len(Escalation.objects.get(alert=alert).ladder.steps) == 4


def test_the_same_client_id_gives_the_same_alert(beni):
    sent = uuid.uuid4()
    first = make.filed(client_id=sent)
    again = make.filed(client_id=sent)
    assert (again.alert.pk, again.is_new) == (first.alert.pk, False)
    assert Alert.objects.count() == Filing.objects.count() == 1


def test_a_client_id_used_for_other_words_is_refused(beni):
    sent = uuid.uuid4()
    make.filed(client_id=sent)
    with pytest.raises(filing.ReusedClientId):
        make.filed(client_id=sent, text="Something else.")
    with pytest.raises(filing.ReusedClientId):
        make.filed(client_id=sent, by="Amina")
    assert Alert.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_parallel_sends_of_one_client_id_make_one_alert(offices):
    sent = uuid.uuid4()

    def send(_turn: int) -> tuple[str, bool]:
        try:
            filed = make.filed(client_id=sent)
            return filed.alert.number, filed.is_new
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(send, range(20)))
    assert len({number for number, _is_new in answers}) == 1
    assert sum(is_new for _number, is_new in answers) == 1
    assert Alert.objects.count() == Filing.objects.count() == Escalation.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_parallel_filings_leave_no_gap_in_numbers_and_events(offices):
    def send(_turn: int) -> None:
        make.filed()
        connection.close()

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(send, range(30)))
    assert sorted(Alert.objects.values_list("serial", flat=True)) == list(range(1, 31))
    assert list(Event.objects.order_by("seq").values_list("seq", flat=True)) == list(range(1, 31))


def test_the_source_is_sealed_and_nowhere_else(beni):
    secret = "Kavira of the third house"
    filed = make.filed(source={"name": secret, "contact": "+243 000"})
    sealed = bytes(Source.objects.get(filing=filed.filing).sealed)
    opened = json.loads(Fernet(settings.SOURCE_KEYS[0]).decrypt(sealed))
    assert opened == {"name": secret, "contact": "+243 000"}
    with connection.cursor() as cursor:
        for model in (Alert, Filing, Event, Escalation):
            table = model._meta.db_table
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text LIKE %s", [f"%{secret}%"])  # noqa: S608
            assert cursor.fetchone() == (0,), model


def test_a_source_is_written_once(beni):
    source = Source.objects.get(filing=make.filed(source={"name": "x"}).filing)
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        Source.objects.filter(pk=source.pk).update(sealed=b"")


@pytest.mark.parametrize(
    "changes",
    [
        {"threat_types": (ThreatType.CRSV,)},
        {"concerns_children": True},
        {"sensitivity": Sensitivity.STRICT},
    ],
)
def test_what_must_be_restricted_has_its_own_series_and_rule(beni, changes):
    alert = make.alert(**changes)
    assert alert.number == f"BEN-R-{alert.year}-0001"
    assert alert.is_restricted
    assert Escalation.objects.get(alert=alert).rule.for_restricted is True
    assert make.alert().number == f"BEN-{alert.year}-0001"


def test_an_exercising_office_files_exercise_alerts(db):
    make.offices(exercising=True)
    alert = make.alert()
    assert alert.number.startswith("BEN-X-") and alert.is_exercise


def test_a_place_known_by_name_only_is_accepted(beni):
    alert = make.alert(lat=None, lon=None, precision=Precision.NAME_ONLY, place_name="hamlet by the old mill")
    assert alert.precision_km is None and alert.area is None


def test_a_role_that_does_not_file_is_refused(beni):
    with pytest.raises(filing.MayNotFile):
        make.filed(by="Farid")
    assert not Alert.objects.exists()


def test_history_cannot_be_changed_or_deleted(beni):
    make.alert()
    event = Event.objects.get()
    for act in (lambda: Event.objects.update(kind="x"), event.delete):
        with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
            act()


def test_what_is_folded_is_kept(beni):
    from alerts.domain.words_of_filings import AgeSex, GraveViolation, Population, Release

    alert = make.alert(
        population=(Population.DISPLACED,),
        age_sex=(AgeSex.WOMEN, AgeSex.GIRLS),
        release=Release.HUMANITARIANS,
    )
    assert (alert.population, alert.age_sex, alert.release) == (["displaced"], ["women", "girls"], "humanitarians")
    assert make.alert(grave_violation=GraveViolation.ABDUCTION).is_restricted


def test_an_alert_is_found_by_number_place_and_words_whatever_the_accents(beni):
    made = make.alert(text="Ils brûlent l’église de Mayi-Moya", place_as_told="Béni-Mbau", actor_name="ADF")
    assert made.search_key.startswith(made.number.lower().replace("-", " "))
    for words in ("brulent l eglise", "beni mbau", "adf"):
        assert words in made.search_key
