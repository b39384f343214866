"""What an office is: each answer with what hangs on it, and what no office can take back."""

import pytest

from alerts.domain.words import ThreatType
from alerts.models import Event, Office, Person
from alerts.services import offices
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def ivan(as_):
    return as_("Ivan")


def typed(office, **changes):
    fields = {
        "name_en": office.name_en,
        "name_fr": office.name_fr,
        "code": office.code,
        "country": office.country,
        "centre": f"{office.lat}, {office.lon}",
        "time_zone": office.time_zone,
        "week_starts_on": str(office.week_starts_on),
        "languages": ["en", "fr"],
        "language": office.language,
        "restricts": office.restricts,
        "seen": offices.version(office),
    }
    return fields | changes


def test_looked_through_and_saved_it_is_confirmed(ivan, beni):
    page = ivan.post("/setup/office/", typed(beni), follow=True).content.decode()
    assert "Saved." in page
    beni.refresh_from_db()
    assert beni.checked_at is not None
    assert Event.objects.get(kind="office.changed").data["act"] == "changed", "its languages are said now"
    again = ivan.post("/setup/office/", typed(beni))
    assert again.status_code == 303
    assert Event.objects.filter(kind="office.changed").latest("seq").data == {"act": "checked", "fields": []}


def test_names_centre_and_week_are_changed(ivan, beni):
    given = typed(beni, name_en="Beni and Butembo", name_fr="Beni et Butembo", centre="35N QA 866 901")
    assert ivan.post("/setup/office/", given | {"week_starts_on": "7"}).status_code == 303
    beni.refresh_from_db()
    assert (beni.name_en, beni.week_starts_on) == ("Beni and Butembo", 7)
    assert (round(beni.lat, 2), round(beni.lon, 2)) == (0.81, 29.58)
    changes = ivan.get("/setup/changes/").content.decode()
    assert "changed: name, centre of the map, reporting week" in changes


def test_the_centre_is_a_name_too_and_may_be_far_from_where_it_was(ivan, beni):
    assert ivan.post("/setup/office/", typed(beni, centre="-4.3, 15.3")).status_code == 303
    beni.refresh_from_db()
    assert (beni.lat, beni.lon) == (-4.3, 15.3)
    assert ivan.post("/setup/office/", typed(beni, centre="Oicha")).status_code == 303
    beni.refresh_from_db()
    assert round(beni.lat, 1) == 0.7


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"name_en": ""}, "name_en", "Give it a name in English."),
        ({"centre": "somewhere"}, "centre", "a name that the hub knows"),
        ({"centre": "95, 200"}, "centre", "not on the earth"),
        ({"centre": "99Z ZZ 1 1"}, "centre", "cannot be read"),
        ({"time_zone": "Africa/Lubumbashy"}, "time_zone", "Did you mean Africa/Lubumbashi?"),
        ({"time_zone": "Beni"}, "time_zone", "There is no such time zone."),
        ({"country": "Congo"}, "country", ""),
        ({"country": "C1"}, "country", "Two letters of ISO 3166"),
        ({"languages": []}, "languages", "Choose at least one language."),
        ({"languages": ["fr"], "language": "en"}, "language", "does not work in this language"),
        ({"week_starts_on": "9"}, "week_starts_on", ""),
        ({"restricts": ["nonsense"]}, "restricts", ""),
    ],
)
def test_what_cannot_be_is_told_at_its_field_and_nothing_typed_is_lost(ivan, beni, changes, field, sentence):
    refused = ivan.post("/setup/office/", typed(beni, name_fr="Béni-Ville") | changes)
    body = refused.content.decode()
    assert refused.status_code == 422 and sentence in body and f'id="id_{field}_error"' in body
    assert "Béni-Ville" in body and Office.objects.get(pk=beni.pk).name_fr == beni.name_fr


def test_another_zone_is_asked_about_and_takes_the_duties_along(ivan, beni):
    beni.duties.filter(code="hub-chief").update(time_zone="Europe/Geneva")
    given = typed(beni, time_zone="Africa/Kinshasa")
    asked = ivan.post("/setup/office/", given)
    body = asked.content.decode()
    assert asked.status_code == 422 and "who is on duty changes at once" in body and "Tick this if you mean it" in body
    assert "watches of 9 duties" in body
    epoch = beni.cursor_epoch
    assert ivan.post("/setup/office/", given | {"zone_is_meant": "on"}).status_code == 303
    beni.refresh_from_db()
    assert beni.time_zone == "Africa/Kinshasa" and beni.cursor_epoch == epoch + 1
    zones = dict(beni.duties.values_list("code", "time_zone"))
    assert zones.pop("hub-chief") == "Europe/Geneva" and set(zones.values()) == {"Africa/Kinshasa"}


def test_the_code_may_be_another_until_a_number_was_given_with_it(ivan, beni):
    assert ivan.post("/setup/office/", typed(beni, code="bnx")).status_code == 303
    beni.refresh_from_db()
    assert beni.code == "BNX"
    taken = ivan.post("/setup/office/", typed(beni, code="BOU"))
    assert taken.status_code == 409 and "Another office has this code." in taken.content.decode()
    assert ivan.post("/setup/office/", typed(beni, code="BÉN")).status_code == 422
    make.alert()
    page = ivan.get("/setup/office/").content.decode()
    assert 'name="code"' not in page and "1 number was given with it: it stays." in page
    assert ivan.post("/setup/office/", typed(beni, code="XYZ")).status_code == 303
    beni.refresh_from_db()
    assert beni.code == "BNX"


def test_whoever_was_slower_is_told_by_whom_and_loses_nothing(ivan, beni):
    given = typed(beni)
    assert ivan.post("/setup/office/", given | {"name_en": "Beni Town"}).status_code == 303
    late = ivan.post("/setup/office/", given | {"name_en": "Grand Beni"})
    body = late.content.decode()
    assert late.status_code == 409 and "Ivan changed this" in body and "Grand Beni" in body and "Beni Town /" in body


def test_what_an_office_restricts_besides_is_restricted_when_it_is_filed(ivan, beni):
    assert not make.alert(threat_types=(ThreatType.ABDUCTION,)).is_restricted
    assert ivan.post("/setup/office/", typed(beni, restricts=["abduction"])).status_code == 303
    filed = make.alert(threat_types=(ThreatType.ABDUCTION, ThreatType.LOOTING))
    assert filed.is_restricted and "-R-" in filed.number
    assert not make.alert(threat_types=(ThreatType.LOOTING,)).is_restricted


def test_no_office_takes_back_what_is_restricted_everywhere(ivan, beni):
    page = ivan.get("/setup/office/").content.decode()
    assert "Sexual violence" in page and 'value="crsv"' not in page
    refused = ivan.post("/setup/office/", typed(beni, restricts=["crsv"]))
    assert refused.status_code == 422
    assert make.alert(threat_types=(ThreatType.CRSV,)).is_restricted


def test_people_are_invited_in_the_languages_of_the_office(ivan, beni):
    given = typed(beni, languages=["fr"], language="fr")
    assert ivan.post("/setup/office/", given).status_code == 303
    form = ivan.get("/setup/people/invite/").content.decode()
    assert '<option value="fr" selected>' in form and '<option value="en"' not in form


def test_it_is_french_for_whoever_reads_french(as_, beni):
    Person.objects.filter(name="Ivan").update(language="fr")
    page = as_("Ivan").get("/setup/office/").content.decode()
    assert "Fuseau horaire" in page and "lundi" in page
