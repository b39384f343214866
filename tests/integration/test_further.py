"""Further word on a known alert: filed onto it where it may be, an alert of its own where not, and withdrawn."""

import uuid

import pytest
from django.db import DatabaseError, transaction

from alerts.domain.words import Component, GoingOn, Kind, Role, Sensitivity, ThreatType
from alerts.domain.words_of_telling import Cause
from alerts.models import Alert, Escalation, Filing, Withdrawal
from alerts.selectors import corroboration, similar
from alerts.services import filing, further, joining
from ewrr.common import clock
from tests import make

pytestmark = pytest.mark.django_db


def test_it_goes_under_the_known_alert_and_is_told_as_that(beni):
    known = make.alert(by="Hana")
    filed = make.filed(by="Ben", onto=known.number, text="Deux cents personnes arrivent.")
    assert filed.is_new and filed.alert == known and Alert.objects.count() == 1
    known.refresh_from_db()
    assert (known.filing_count, known.components, known.version) == (2, [Component.CIVILIAN, Component.POLICE], 2)
    assert "deux cents personnes" in known.search_key


def test_sent_again_it_is_the_same_filing(beni):
    known, client_id = make.alert(by="Hana"), uuid.uuid4()
    first = make.filed(by="Ben", client_id=client_id, onto=known.number)
    again = make.filed(by="Ben", client_id=client_id, onto=known.number)
    assert (again.is_new, again.filing, again.alert) == (False, first.filing, known)
    with pytest.raises(filing.ReusedClientId):
        make.filed(by="Ben", client_id=client_id, onto=known.number, text="Something else.")


def test_worse_news_raises_the_level_and_tells_anew_and_better_news_does_not(beni):
    known = make.alert(level="medium", is_routed=True)
    make.filed(by="Ben", level="low", onto=known.number)
    known.refresh_from_db()
    assert known.level == "medium"
    make.filed(by="Ben", level="critical", onto=known.number)
    known.refresh_from_db()
    assert (known.level, known.kind, known.urgency) == ("critical", "attack_ongoing", "Immediate")
    assert Escalation.objects.filter(alert=known).order_by("-round").first().cause == Cause.LEVEL_ROSE


def test_onto_what_one_sees_as_a_shell_it_opens_nothing(beni):
    """Filing must not be a way to read what another component was told."""
    known, officer = make.alert(by="Hana"), make.member(beni, Role.OFFICER, Component.POLICE)
    filed = filing.file(viewer=officer, client_id=uuid.uuid4(), told=make.told(onto=known.number))
    assert filed.alert != known and not officer.sees_whole(known)
    found = similar.to_alert(make.viewer("Dora"), filed.alert, [filed.filing], clock.now())
    assert found[0].alert == known and found[0].likeness.reasons[0] == "filer_says_so"


@pytest.mark.parametrize("end", [make.closed, make.dismissed])
def test_onto_what_has_ended_it_becomes_an_alert_of_its_own(beni, end):
    known = end(make.alert())
    filed = make.filed(by="Ben", onto=known.number)
    assert filed.alert != known and filed.alert.state == "received"


def test_onto_what_was_joined_it_goes_where_that_went(beni):
    first, known, repeats = make.alert(), make.alert(by="Ben"), make.alert(by="Chidi")
    make.joined(repeats, known)
    make.joined(known, first)
    assert make.filed(by="Amina", onto=repeats.number).alert == first


def test_what_needs_a_restriction_does_not_go_under_an_open_alert(beni):
    known = make.alert()
    filed = make.filed(by="Ben", onto=known.number, threat_types=(ThreatType.CRSV,))
    assert filed.alert != known and filed.alert.is_restricted
    strict = make.filed(by="Ben", onto=known.number, sensitivity=Sensitivity.STRICT)
    assert strict.alert != known


@pytest.mark.parametrize("number", ["BEN-2026-9999", "BOU-2026-0001", "nonsense", ""])
def test_onto_what_is_not_there_it_is_filed_all_the_same(beni, number):
    make.alert(by="Idris")
    filed = make.filed(by="Ben", onto=number)
    assert filed.is_new and filed.alert.office == beni


def test_whoever_filed_it_withdraws_it_and_it_stays_word_for_word(beni):
    known = make.alert(by="Hana")
    further.withdraw(viewer=make.viewer("Hana"), filing_id=known.filings.get().pk, reason="It was a wedding.")
    known.refresh_from_db()
    own = known.filings.get()
    assert own.withdrawal.reason == "It was a wedding." and own.text
    assert (known.state, known.version, known.components) == ("received", 2, ["civilian"])
    with pytest.raises(further.WithdrawnBefore):
        further.withdraw(viewer=make.viewer("Hana"), filing_id=own.pk, reason="Again.")
    with pytest.raises(DatabaseError), transaction.atomic():
        Withdrawal.objects.all().delete()


def test_nobody_else_withdraws_it(beni):
    known = make.alert(by="Hana")
    own = known.filings.get().pk
    for name in ("Dora", "Ben"):
        with pytest.raises(further.NotTheirs):
            further.withdraw(viewer=make.viewer(name), filing_id=own, reason="No.")
    shell = make.member(beni, Role.OFFICER, Component.POLICE)
    for viewer in (shell, make.viewer("Ivan"), make.viewer("Esther")):
        with pytest.raises(Filing.DoesNotExist):
            further.withdraw(viewer=viewer, filing_id=own, reason="No.")


def test_corroboration_counts_components_and_sources_that_do_not_depend_on_each_other(beni):
    known = make.alert(by="Hana", relayer="Chief of Mayi-Moya")
    make.filed(by="Amina", onto=known.number, relayer="chief of  mayi-moya")  # the same man called twice
    make.filed(by="Ben", onto=known.number, source_kind="un")
    found = corroboration.corroboration(known.filings.select_related("withdrawal"))
    assert (found.filings, found.standing, found.components, found.sources) == (3, 3, 2, 2)
    last = known.filings.order_by("-id").first()
    further.withdraw(viewer=make.viewer("Ben"), filing_id=last.pk, reason="Wrong village.")
    found = corroboration.corroboration(known.filings.select_related("withdrawal"))
    assert (found.filings, found.standing, found.components, found.sources) == (3, 2, 1, 1)
    assert not found.is_all_withdrawn


def test_a_shell_is_compared_by_no_more_than_is_seen_of_it(beni):
    """Nobody learns from a suggestion where another component's alert is."""
    near = make.alert(by="Hana")
    officer = make.member(beni, Role.OFFICER, Component.POLICE)
    happening = similar.Happening(
        at=near.received_at, kind=Kind(near.kind), lat=near.lat, lon=near.lon, name="mayi moya", area=near.area_id
    )
    found = similar.to_told(officer, happening, clock.now(), is_exercise=False)
    assert [(one.alert, one.is_whole, one.likeness.km) for one in found] == [(near, False, None)]
    assert "distance" not in found[0].likeness.reasons and "same_name" not in found[0].likeness.reasons


def test_an_alert_is_compared_with_recent_ones_only_and_not_with_what_was_set_apart(beni):
    dora, now = make.viewer("Dora"), clock.now()
    known, repeats = make.alert(by="Hana"), make.alert(by="Ben", going_on=GoingOn.SOON)
    other = make.alert(by="Ben", threat_types=(ThreatType.CRSV,))
    found = similar.to_alert(dora, known, known.filings.all(), now)
    assert [one.alert for one in found] == [repeats]
    assert not similar.to_alert(make.viewer("Noor"), other, other.filings.all(), now)  # never a restricted with an open
    make.joined(repeats, known)
    make.unjoined(repeats)
    joining.set_apart(viewer=dora, number=known.number, other=repeats.number)
    assert not similar.to_alert(dora, known, known.filings.all(), now)
