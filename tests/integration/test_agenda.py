"""The daily agenda: what stands on it for whom, and what the edition for partners leaves out."""

import datetime as dt

import pytest

from alerts.domain.words import Access, ThreatType
from alerts.domain.words_of_deciding import WordBack
from alerts.models import AccessLog
from alerts.services import importing
from ewrr.common import clock
from responses.domain.words_of_meetings import Said
from responses.selectors import agenda
from tests import make
from tests.integration import coordinating as co
from tests.integration import filed_records

pytestmark = pytest.mark.django_db


def sections(name: str, now: dt.datetime | None = None, **more):
    found = agenda.agenda(make.viewer(name), now or clock.now(), **more)
    return {section.key: section for section in found.sections}


def numbers(section) -> list[str]:
    return [line.number for line in section.lines]


def test_it_is_built_of_what_is_open_and_owed(beni):
    low, high, critical = (make.alert(level=level, is_routed=True) for level in ("low", "high", "critical"))
    make.answered(critical, "Amina")
    make.decided(high)
    importing.take_in(office=beni, system="ucdp-ged", records=[filed_records.record(1)])
    found = sections("Dora")
    assert numbers(found["new"]) == [critical.number, high.number, low.number]
    assert found["new"].counts == [("critical", 1), ("high", 1), ("low", 1)]
    assert found["new"].lines[0].answered_by == ("Civilian (Amina)",)
    assert numbers(found["grave"]) == [critical.number, high.number]
    assert numbers(found["undecided"]) == [critical.number, low.number]
    assert found["overdue"].is_empty
    later = sections("Dora", clock.now() + dt.timedelta(days=2))
    assert later["new"].is_empty
    assert numbers(later["overdue"])[0] == critical.number
    assert all(owes.is_late for owes in later["overdue"].lines[0].owes)


def test_word_back_and_reviews_of_today_stand_apart(beni):
    closed = make.closed(
        make.alert(level="low", is_routed=True), word_back=WordBack.OWED, word_back_date=co.today(beni) + co.DAY
    )
    found = sections("Dora")
    assert numbers(found["word_back"]) == [closed.number]
    assert [owes.who for owes in found["word_back"].lines[0].owes] == ["Dora"]
    assert numbers(sections("Dora", is_shared=True)["word_back"]) == [closed.number]
    assert [owes.who for owes in sections("Dora", is_shared=True)["word_back"].lines[0].owes] == ["whoever decided"]


def test_decisions_that_are_due_stand_on_it_the_latest_debt_first(beni):
    held = co.meeting()
    today, late = co.decision(held, days=0), co.decision(held, days=-3)
    co.decision(held, days=1)
    co.said(co.decision(held, days=-1), Said.DONE)
    assert [row.pk for row in sections("Amina")["of_the_meeting"].rows] == [late.pk, today.pk]


def test_a_restricted_alert_is_a_shell_for_everybody(beni):
    alert = make.alert(threat_types=(ThreatType.CRSV,), place_name="Kanyabayonga", is_routed=True)
    for name in ("Amina", "Noor"):
        line = sections(name)["new"].lines[0]
        assert (line.number, line.what, line.is_restricted) == (alert.number, "Restricted", True)
        assert line.where != "Kanyabayonga"


def test_it_is_bounded_and_says_how_many_more(beni):
    for _turn in range(8):
        make.alert(level="high")
    grave = sections("Dora")["grave"]
    assert (len(grave.lines), grave.more) == (5, 3)


def test_the_edition_for_partners_holds_nothing_restricted_no_name_and_no_place(as_, beni):
    open_one = make.alert(place_name="Kanyabayonga", is_routed=True)
    make.answered(open_one, "Amina")
    hidden = make.alert(threat_types=(ThreatType.CRSV,), is_routed=True)
    held = co.meeting()
    co.decision(held, days=-1, text="Move the child.", alerts=(hidden,), by="Noor", owner="Grace")
    co.decision(held, days=-1, text="Amina and the chief: Light the road.", owner="Ben")
    co.decision(held, days=-1, text=f"As in {hidden.number}: go.", owner="Ben")
    before = AccessLog.objects.filter(what=Access.EXPORT).count()
    asked = as_("Dora").get("/responses/agenda/?edition=shared")
    assert asked.status_code == 200 and AccessLog.objects.filter(what=Access.EXPORT).count() == before
    for fields in ({}, {"format": "txt"}):
        made = as_("Dora").post("/responses/agenda/", fields)
        text = made.content.decode().split("<main")[-1]
        assert made.status_code == 200
        assert open_one.number in text and "Light the road." in text and "Without what is restricted" in text
        for never in (hidden.number, "Kanyabayonga", "Move the child", "Amina", "Ben<", "Ben |", "Grace", "BEN-R"):
            assert never not in text
    assert made["Content-Type"] == "text/plain; charset=utf-8" and "attachment" in made["Content-Disposition"]
    assert AccessLog.objects.filter(what=Access.EXPORT).count() == before + 2
    assert sections("Dora", is_shared=True)["new"].counts == [("critical", 1)]


def test_an_exercise_is_marked_and_goes_to_no_partner_once_it_is_over():
    make.offices(exercising=True)
    alert = make.alert(is_routed=True)
    beni = make.offices(exercising=False)["BEN"]
    assert not beni.is_exercising
    assert sections("Dora")["new"].lines[0].is_exercise
    assert alert.number not in numbers(sections("Dora", is_shared=True)["new"])


@pytest.mark.parametrize(
    ("name", "status"),
    [("Hana", 404), ("Amina", 200), ("Dora", 200), ("Noor", 200), ("Grace", 200), ("Farid", 200), ("Ivan", 404)],
)
def test_who_opens_it(as_, name, status):
    make.alert(is_routed=True)
    assert as_(name).get("/responses/agenda/").status_code == status
    assert as_(name).post("/responses/agenda/").status_code == status


def test_another_office_finds_its_own_only(as_):
    alert = make.alert(is_routed=True)
    assert alert.number not in as_("Esther").get("/responses/agenda/").content.decode()
