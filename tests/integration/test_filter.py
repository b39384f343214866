"""What narrows a list: finds what is asked for, and nobody finds a thing by what is hidden from them."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.domain.words import Component, Kind, Level, State, ThreatType
from alerts.models import Alert, Area, FormerNumber
from alerts.selectors import filtering
from alerts.selectors.access import visible_to
from alerts.selectors.filtering import Filters
from ewrr.common import clock
from tests import make

pytestmark = pytest.mark.django_db

C, K, L, S = Component, Kind, Level, State


def found(name, **asked):
    """Numbers that one of the cast finds, in the order of filing."""
    viewer = make.viewer(name)
    narrowed = filtering.narrow(visible_to(viewer), viewer, filtering.parse(asked))
    return [alert.number for alert in narrowed.order_by("id")]


def test_an_address_is_read_and_written_the_same_way():
    asked = {
        "component": "police,civilian",
        "kind": "incident_past",
        "level": "low,critical",
        "area": "cd-nk",
        "state": "closed",
        "from": "2026-01-01",
        "until": "2026-02-01",
        "text": "  Mayi   Moya ",
    }
    filters = filtering.parse(asked)
    assert filters == Filters(
        components=(C.CIVILIAN, C.POLICE),
        kinds=(K.INCIDENT_PAST,),
        levels=(L.CRITICAL, L.LOW),
        areas=("CD-NK",),
        states=(S.CLOSED,),
        from_date=dt.date(2026, 1, 1),
        until_date=dt.date(2026, 2, 1),
        text="Mayi Moya",
    )
    again = filtering.as_asked(filters)
    assert again["component"] == "civilian,police" and again["level"] == "critical,low"
    assert filtering.parse(again) == filters and filters


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"level": "worst,", "kind": "'", "component": "CIVILIAN", "state": "open", "text": "  \0 "},
        {"from": "yesterday", "until": "0001-01-01", "area": "N'Kivu, ,<b>,é"},
        {"from": "2026-02-30", "until": "9999-12-31", "tab": "open", "unknown": "x"},
    ],
)
def test_what_is_unknown_is_ignored(asked):
    assert filtering.parse(asked) == Filters() and not filtering.parse(asked)


@given(st.dictionaries(st.sampled_from(filtering.ASKS), st.text(max_size=120)))
def test_whatever_stands_in_the_address_gives_filters(asked):
    filters = filtering.parse(asked)
    assert filtering.parse(filtering.as_asked(filters)) == filters


def test_level_kind_state_and_component_narrow(beni):
    critical, low = make.alert(by="Hana"), make.alert(by="Ben", level="low")
    dismissed = make.dismissed(make.alert(level="medium"))
    assert found("Dora", level="critical") == [critical.number]
    assert found("Dora", level="critical,low") == [critical.number, low.number]
    assert found("Dora", kind=low.kind) == [low.number]
    assert found("Dora", state="dismissed") == [dismissed.number]
    assert found("Dora", component="police") == [low.number]
    assert found("Dora", component="police", level="critical") == []


def test_an_area_holds_those_below_it(beni):
    province = Area.objects.get(code="CD-NK")
    territory = Area.objects.filter(parent=province).first()
    first, second = make.alert(), make.alert()
    Alert.objects.filter(pk=first.pk).update(area=province)
    Alert.objects.filter(pk=second.pk).update(area=territory)
    assert found("Dora", area="CD-NK") == [first.number, second.number]
    assert found("Dora", area=territory.code) == [second.number]
    assert found("Dora", area="CD-XX") == []


def test_days_are_the_offices_own_and_the_last_is_not_included(beni):
    """Beni is two hours ahead of UTC: 22:30 UTC on 4 March is already the fifth there."""
    alert = make.alert()
    Alert.objects.filter(pk=alert.pk).update(received_at=dt.datetime(2026, 3, 4, 22, 30, tzinfo=dt.UTC))
    assert found("Dora", **{"from": "2026-03-05"}) == [alert.number]
    assert found("Dora", until="2026-03-05") == []
    assert found("Dora", **{"from": "2026-03-05", "until": "2026-03-06"}) == [alert.number]


def test_words_are_found_whatever_the_accents_in_any_order(beni):
    alert = make.alert(text="Des hommes armés vus à l’est de Mbau.", place_name="Mamové", actor_name="Maï-Maï")
    make.alert(text="Autre chose.", place_name="Oicha")
    for text in ("mamove", "MAMOVÉ", "mbau armes", "l'est", "mai-mai", "%", "a|mbau|hommes"):
        assert found("Dora", text=text) == ([alert.number] if text != "%" else []), text
    assert found("Dora", text="mbau oicha") == []
    assert found("Dora", text="m_au") == []


def test_a_number_is_found_however_it_is_typed(beni):
    alert = make.alert()
    serial, year = alert.serial, alert.year
    for text in (str(serial), f"{serial:04}", f"#{serial}", alert.number, alert.number.lower(), f"{year}-{serial:04}"):
        assert found("Dora", text=text) == [alert.number], text
    for text in (f"BOU-{year}-{serial:04}", f"X-{serial}", f"{year - 1}-{serial:04}", str(serial + 1)):
        assert found("Dora", text=text) == [], text


def test_exercises_have_numbers_of_their_own(beni):
    beni.is_exercising = True
    beni.save(update_fields=["is_exercising"])
    alert = make.alert()
    assert found("Dora", text=f"x-{alert.serial:04}") == found("Dora", text=str(alert.serial)) == [alert.number]


HIDDEN: dict[str, Any] = {
    "text": "CANARYWORDS",
    "place_name": "Canaryplace",
    "place_as_told": "Canarytold",
    "actor_name": "Canaryactor",
}
# What Dora may see of a restricted alert answers her the same way, whatever is hidden.
ASKED: tuple[dict[str, str], ...] = (
    *({"text": text} for text in ("canarywords", "canaryplace", "canarytold", "canaryactor", "canary")),
    *({"component": component.value} for component in Component),
    *({"text": "canary", "level": level.value} for level in Level),
)


@pytest.mark.parametrize("name", ["Hana", "Amina", "Ben", "Dora", "Grace", "Farid"])
def test_nobody_finds_a_restricted_alert_by_what_is_hidden(beni, name):
    """Two worlds that differ only in hidden facts give the same answers."""
    plain = make.alert(by="Hana", threat_types=(ThreatType.CRSV,), text="Rien.", place_name="Oicha")
    before = {str(asked): found(name, **asked) for asked in ASKED}
    Alert.objects.filter(pk=plain.pk).update(search_key="canarywords|canaryplace|canaryactor", components=["military"])
    assert {str(asked): found(name, **asked) for asked in ASKED} == before
    told = make.alert(by="Hana", threat_types=(ThreatType.CRSV,), **HIDDEN)
    for asked in ASKED:
        assert told.number not in found(name, **asked), asked
    assert told.number in found(name, text=told.number) == found(name, text=told.short_number)
    assert told.number in found(name, level=told.level, kind=told.kind, state="received")


def test_whoever_opens_it_finds_it_by_what_was_told(beni):
    told = make.alert(by="Hana", threat_types=(ThreatType.CRSV,), **HIDDEN)
    for name in ("Noor", "Sifa"):
        assert found(name, text="canaryplace") == found(name, component="civilian") == [told.number], name


def test_an_officer_finds_another_components_alert_by_number_only(beni):
    alert = make.alert(by="Ben", **HIDDEN)
    for asked in ({"text": "canaryplace"}, {"component": "police"}):
        assert found("Hana", **asked) == [] and found("Dora", **asked) == [alert.number], asked
    assert found("Hana", text=alert.number) == found("Hana", level="critical") == [alert.number]


def test_a_former_number_leads_only_those_who_see_the_alert_whole(beni):
    alert = make.alert(threat_types=(ThreatType.CRSV,))
    former = f"BEN-{alert.year}-7654"
    FormerNumber.objects.create(alert=alert, number=former, by=make.person("Noor"), until=clock.now())
    assert found("Noor", text=former) == found("Noor", text="7654") == [alert.number]
    assert found("Noor", text=f"BEN-{alert.year - 1}-7654") == []
    assert found("Dora", text=former) == found("Esther", text=former) == []


def test_esther_finds_nothing_of_beni(beni):
    alert = make.alert(**HIDDEN)
    for asked in ({}, {"text": "canary"}, {"text": alert.number}, {"text": str(alert.serial)}, {"level": "critical"}):
        assert found("Esther", **asked) == [], asked
