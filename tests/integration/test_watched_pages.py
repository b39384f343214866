"""The pages of the watch list: the list, a place, the form, the buttons; what is not for all is absent."""

import pytest

from alerts.domain.words import ThreatType
from alerts.models import Person
from alerts.selectors import holding
from ewrr.common import clock
from responses.domain.words_of_watching import Act, Standing
from responses.models import WatchedChange, WatchedPlace
from responses.selectors import watched
from responses.services import watching
from tests import make
from tests.integration import watched as made

pytestmark = pytest.mark.django_db
LIST = "/responses/places/"


def text(answer):
    return " ".join(answer.content.decode().split())


@pytest.fixture
def farid(as_):
    return as_("Farid")


def test_an_empty_list_says_what_it_is_for(farid, as_):
    page = text(farid.get(LIST))
    assert "No place is on the list yet." in page and "Add the first place" in page
    assert "The POC manager and the hub write it." in text(as_("Amina").get(LIST))


def test_the_list_is_grouped_and_what_is_overdue_comes_first(farid, beni):
    made.place(beni, name="Kokola")
    made.overdue(beni, name="Eringeti", days=1)
    made.place(beni, name="Mavivi", priority="could", owner=made.duty(beni))
    page = text(farid.get(LIST))
    assert page.index("Eringeti") < page.index("Kokola") < page.index("Mavivi")
    assert "overdue by 1 day" in page and "1 overdue" in page and "in 3 days" in page
    assert "Night patrol twice a week." in page and made.duty(beni).name in page


def test_the_list_is_narrowed_to_ones_own_and_to_what_is_due(farid, beni):
    made.place(beni, name="Kokola", review_date=made.in_days(beni, 60))
    made.overdue(beni, name="Eringeti", owner=make.person("Dora"))
    assert "Eringeti" not in text(farid.get(f"{LIST}?mine=1"))
    due = text(farid.get(f"{LIST}?due=1"))
    assert "Eringeti" in due and "Kokola" not in due


def test_what_a_duty_owns_is_its_holders(beni):
    dora = make.person("Dora")
    (duty_id, *_rest) = holding.held_by(dora.pk, beni.pk, clock.now())
    duty = beni.duties.get(pk=duty_id)
    made.overdue(beni, owner=duty)
    assert [row.days for row in _to_review("Dora")] == [-2]
    assert _to_review("Farid") == [] and _to_review("Hana") == []


def _to_review(name):
    return watched.to_review(make.viewer(name), clock.now())


def test_what_is_to_be_reviewed_stands_on_the_first_page_of_its_owner(farid, as_, beni):
    assert "Places of the watch list to review" not in text(farid.get("/"))
    place = made.overdue(beni)
    made.place(beni, name="Later")
    page = text(farid.get("/"))
    assert "Places of the watch list to review" in page and f"{LIST}{place.pk}/" in page and "Later" not in page
    assert "Places of the watch list" not in text(as_("Dora").get("/"))


def test_a_place_is_put_on_the_list_by_its_name_alone(farid, beni):
    answer = farid.post(f"{LIST}new/", made.form(beni))
    place = WatchedPlace.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"{LIST}{place.pk}/")
    assert place.lat == pytest.approx(0.70, abs=0.1) and place.area.name
    assert (place.owner.name, place.threat_types, place.priority) == ("Dora", ["displacement"], "should")


def test_a_point_is_read_as_grid_or_coordinates(farid, beni):
    farid.post(f"{LIST}new/", made.form(beni, name="Third house", point="0.817, 29.578"))
    assert WatchedPlace.objects.get().lat == 0.817
    wrong = farid.post(f"{LIST}new/", made.form(beni, name="Other", point="somewhere"))
    assert wrong.status_code == 422 and "This name is in no list" in text(wrong)


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("name", "Say what the place is called."),
        ("priority", "Choose must, should or could."),
        ("threat", "Say what threatens the place."),
        ("owner", "Choose who sees to it."),
        ("planned_action", "Say what is planned."),
        ("review_date", "Choose the day of the review."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(farid, beni, field, said):
    answer = farid.post(f"{LIST}new/", made.form(beni, **{field: ""}))
    page = text(answer)
    assert answer.status_code == 422 and said in page
    kept = "Liaise with the chief." if field != "planned_action" else "People flee along the RN4."
    assert kept in page and not WatchedPlace.objects.exists()


@pytest.mark.parametrize("typed", ["duty-999999", "person-0", "x", "person-"])
def test_an_owner_from_elsewhere_is_none(farid, beni, typed):
    assert farid.post(f"{LIST}new/", made.form(beni, owner=typed)).status_code == 422


def test_sexual_violence_is_no_choice(farid, beni):
    assert farid.post(f"{LIST}new/", made.form(beni, threat_types=["crsv"])).status_code == 422


def test_whoever_comes_second_sees_what_stands_there_and_keeps_what_they_typed(farid, as_, beni):
    farid.post(f"{LIST}new/", made.form(beni))
    place = WatchedPlace.objects.get()
    edit = f"{LIST}{place.pk}/edit/"
    assert 'name="version" value="1"' in text(farid.get(edit))
    as_("Dora").post(edit, made.form(beni, planned_action="By Dora.", version="1"))
    second = farid.post(edit, made.form(beni, planned_action="By Farid.", version="1"))
    page = text(second)
    assert second.status_code == 409 and "Dora changed this place meanwhile." in page
    assert "By Dora." in page and "By Farid." in page and 'name="version" value="2"' in page
    assert farid.post(edit, made.form(beni, planned_action="By Farid.", version="2")).status_code == 303
    history = text(farid.get(f"{LIST}{place.pk}/"))
    assert "Planned action was: By Dora." in history and "put it on the list" in history


def test_a_place_is_taken_off_with_a_reason_and_put_back(farid, beni):
    place = made.place(beni)
    page = f"{LIST}{place.pk}/"
    without = farid.post(f"{page}take-off/", {"version": "1", "because": " "})
    assert without.status_code == 422 and "Say why it leaves the list." in text(without)
    stale = farid.post(f"{page}take-off/", {"version": "7", "because": "Quiet since May."})
    assert stale.status_code == 409 and "Quiet since May." in text(stale)
    assert farid.post(f"{page}take-off/", {"version": "1", "because": "Quiet since May."}).status_code == 303
    assert "Taken off the list by Farid" in text(farid.get(page)) and "1 place taken off" in text(farid.get(LIST))
    assert farid.get(f"{page}edit/").status_code == 409
    assert farid.post(f"{page}put-back/", {"version": "2"}).status_code == 303
    assert WatchedPlace.objects.get().state == Standing.KEPT


def test_an_alert_is_linked_by_its_number_and_unlinked(farid, beni):
    place, alert = made.place(beni, lat=None, lon=None), make.alert(lat=None, lon=None)
    page = f"{LIST}{place.pk}/"
    for _twice in range(2):
        assert farid.post(f"{page}link/", {"number": alert.number.lower()}).status_code == 303
    assert alert.number in text(farid.get(page)) and list(place.alerts.all()) == [alert]
    assert "<b>1</b>" in text(farid.get(LIST))
    assert farid.post(f"{page}unlink/", {"number": alert.number}).status_code == 303
    assert [change.act for change in WatchedChange.objects.order_by("id")] == [Act.ADDED, Act.LINKED, Act.UNLINKED]
    none = farid.post(f"{page}link/", {"number": "BEN-2026-9999"})
    assert none.status_code == 422 and "BEN-2026-9999" in text(none)


def test_alerts_near_a_place_are_counted_and_offered(farid, beni):
    place = made.place(beni)
    near, far = make.alert(), make.alert(lat=1.5, lon=30.2)
    make.dismissed(make.alert())
    page = text(farid.get(f"{LIST}{place.pk}/"))
    assert near.number in page and far.number not in page and "Others within 10 km" in page
    assert "<b>1</b>" in text(farid.get(LIST))


def test_a_restricted_alert_is_there_only_for_those_who_read_it(farid, as_, beni):
    place, alert = made.place(beni), make.alert(threat_types=(ThreatType.CRSV,))
    page = f"{LIST}{place.pk}/"
    refused = farid.post(f"{page}link/", {"number": alert.number})
    unknown = farid.post(f"{page}link/", {"number": "BEN-R-2026-9999"})
    assert refused.status_code == unknown.status_code == 422
    noor = as_("Noor")
    assert noor.post(f"{page}link/", {"number": alert.number}).status_code == 303
    assert alert.number in text(noor.get(page)) and "<b>1</b>" in text(noor.get(LIST))
    for name in ("Farid", "Grace", "Amina"):
        seen = text(as_(name).get(page))
        assert alert.number not in seen and "linked an alert" not in seen
        assert "<b>1</b>" not in text(as_(name).get(LIST))
    assert farid.post(f"{page}unlink/", {"number": alert.number}).status_code == 303
    assert list(place.alerts.all()) == [alert]


def test_an_alert_restricted_later_vanishes_for_the_others(farid, beni):
    place, alert = made.place(beni), make.alert()
    watching.link(viewer=make.viewer("Farid"), place=place.pk, number=alert.number)
    make.restricted(alert)
    page = text(farid.get(f"{LIST}{place.pk}/"))
    assert alert.number not in page and "linked an alert" not in page


def test_the_list_does_not_exist_for_others(as_, beni):
    place = made.place(beni)
    for name in ("Hana", "Ivan"):
        for path in ("", "new/", f"{place.pk}/", f"{place.pk}/edit/"):
            assert as_(name).get(LIST + path).status_code == 404
        assert LIST not in text(as_(name).get("/"))
    esther = as_("Esther")
    assert esther.get(f"{LIST}{place.pk}/").status_code == 404
    assert esther.post(f"{LIST}{place.pk}/take-off/", {"version": "1", "because": "x"}).status_code == 404
    assert place.name not in text(esther.get(LIST))


def test_a_focal_point_reads_and_does_not_write(as_, beni):
    place = made.place(beni)
    amina = as_("Amina")
    page = text(amina.get(f"{LIST}{place.pk}/"))
    assert "Night patrol twice a week." in page and "Take off the list" not in page
    assert amina.get(f"{LIST}new/").status_code == 403
    assert amina.post(f"{LIST}{place.pk}/link/", {"number": "x"}).status_code == 403


def test_the_pages_are_in_french_for_those_who_read_it(farid, beni):
    Person.objects.filter(pk=make.person("Farid").pk).update(language="fr")
    place = made.overdue(beni)
    page = text(farid.get(LIST))
    assert "Liste de veille" in page and "en retard de 2 jours" in page
    assert "Action prévue" in text(farid.get(f"{LIST}{place.pk}/"))
    assert "Dites ce qui est prévu." in text(farid.post(f"{LIST}new/", made.form(beni, planned_action="")))


def test_the_map_has_a_mark_for_who_may_read_the_list(farid, as_, beni):
    place = made.place(beni)
    made.place(beni, name="Nowhere", lat=None, lon=None)
    answer = farid.get("/map/layers/")
    (mark,) = answer.json()["watched"]
    assert mark["name"] == "Mayi-Moya" and mark["href"] == f"{LIST}{place.pk}/" and mark["word"] == "Must"
    assert "watched" not in as_("Hana").get("/map/layers/").json()
    again = farid.get("/map/layers/", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
    assert as_("Hana").get("/map/layers/")["ETag"] != answer["ETag"]
    made.place(beni, name="Kokola")
    assert farid.get("/map/layers/", headers={"If-None-Match": answer["ETag"]}).status_code == 200
    assert "watched" not in as_("Esther").get("/map/layers/").json()
