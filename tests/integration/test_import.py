"""Past events taken into an office's history: whole, once, word for word, and nobody told."""

import datetime as dt
import hashlib
import io
import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.core.management.base import OutputWrapper
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alerts.domain.events import Happened
from alerts.management.commands.import_alerts import Progress
from alerts.models import Alert, Area, Delivery, Escalation, Event, Filing, NumberCounter, Owed
from alerts.sample.offices import make_office
from alerts.services import gazetteer, importing, routing

from .importing import ALL, altered, bouar, counts, first, forget_areas, published, run, written

pytestmark = pytest.mark.django_db
BANGUI = ZoneInfo("Africa/Bangui")
CLOCKS = ("told", "typed", "routed", "delivered", "answered", "verified", "decided", "on_site", "closed", "word_back")


def test_the_whole_file_is_added_once():
    bouar()
    assert run()[:2] == (0, ["1370 added, 0 known, 0 refused."])
    after = counts()
    assert (after["Alert"], after["Filing"], after["Event"]) == (ALL, ALL, ALL)
    assert run()[:2] == (0, ["0 added, 1370 known, 0 refused."])
    assert counts() == after


def test_nobody_is_told_and_nothing_is_owed(tmp_path):
    bouar()
    run(first(tmp_path, 250))
    routing.route_due()
    assert not any(table.objects.exists() for table in (Escalation, Owed, Delivery))
    assert not Alert.objects.exclude(state="closed").exists()


def test_a_dry_run_writes_nothing():
    bouar()
    forget_areas()  # the reference files will do
    code, said, _ = run(dry_run=True)
    assert (code, said) == (0, ["Nothing was written: 1370 would be added, 0 known, 0 refused."])
    assert set(counts().values()) == {0}
    assert not Area.objects.exists()


def test_areas_are_loaded_where_they_are_missing(tmp_path):
    bouar()
    forget_areas()
    run(first(tmp_path, 1))
    assert Alert.objects.filter(area__code="CF-BGF").exists()


def test_figures_agree_with_a_recount_of_the_file():
    bouar()
    run()
    rows = published()
    by_year = Counter(int(row["date_start"][:4]) for row in rows)
    assert Counter(Alert.objects.values_list("year", flat=True)) == by_year
    assert dict(NumberCounter.objects.values_list("year", "last")) == by_year

    communities = {"Christians (CAR)", "Muslims (CAR)"}
    by_type: Counter[str] = Counter()
    for row in rows:
        is_communal = row["type_of_violence"] == "2" and {row["side_a"], row["side_b"]} <= communities
        by_type["killing" if row["type_of_violence"] == "3" else "communal" if is_communal else "clash"] += 1
    assert Counter(types[0] for types in Alert.objects.values_list("threat_types", flat=True)) == by_type
    assert by_type == {"killing": 892, "communal": 107, "clash": 371}

    names = {"1": "village", "2": "near", "3": "area", "4": "area", "5": "area", "6": "name_only"}
    by_place = Counter(names[row["where_prec"]] for row in rows)
    assert Counter(Alert.objects.values_list("precision", flat=True)) == by_place
    days = sum(row["date_prec"] == "1" and row["date_start"] == row["date_end"] for row in rows)
    by_time = {"day": days, "range": ALL - days}
    assert Counter(Alert.objects.values_list("event_precision", flat=True)) == by_time
    dead = sum(int(answers["best"]) for answers in Filing.objects.values_list("answers", flat=True))
    assert dead == sum(int(row["best"]) for row in rows)


def test_numbers_follow_the_events_without_a_gap():
    bouar()
    run()
    expected: dict[str, str] = {}
    serials: Counter[str] = Counter()
    for row in sorted(published(), key=lambda row: (row["date_start"], int(row["id"]))):
        year = row["date_start"][:4]
        serials[year] += 1
        expected[row["id"]] = f"BOU-H-{year}-{serials[year]:04}"
    assert dict(Alert.objects.values_list("external_id", "number")) == expected


def test_every_record_is_closed_history_and_claims_nothing_more():
    bouar()
    run()
    always = {
        "series": "H",
        "state_before": "received",
        "outcome": "historical",
        "verification": "unverified",
        "kind": "incident_past",
        "urgency": "Past",
        "certainty": "Unknown",
        "source_system": "ucdp-ged",
        "is_exercise": False,
    }
    assert Alert.objects.filter(**always).count() == ALL
    assert Alert.objects.filter(people_from=None, people_to=None).count() == ALL
    for clock in CLOCKS:
        assert Alert.objects.filter(**{f"{clock}_at": None}).count() == ALL, clock
    assessed = {
        (tuple(types), *rest) for types, *rest in Alert.objects.values_list("threat_types", "severity", "level")
    }
    assert assessed == {
        (("killing",), "Extreme", "high"),
        (("clash",), "Severe", "medium"),
        (("communal",), "Severe", "medium"),
    }


def at(year, month, day):
    return dt.datetime(year, month, day, tzinfo=BANGUI)


# id: first day, day after the last, precision of time and of place, area, whether it has a point, kind of actor
HAND_PICKED = {
    # where_prec 6: only the country is known
    "22775": (at(2000, 1, 1), at(2001, 1, 1), "range", "name_only", None, False, "state"),
    "22782": (at(1991, 8, 8), at(1991, 8, 9), "day", "village", "CF-BGF", True, "state"),
    "22744": (at(2001, 5, 27), at(2001, 6, 7), "range", "village", "CF-BGF", True, ""),
    "240525": (at(2017, 4, 16), at(2017, 4, 17), "day", "village", "CF-MB", True, ""),
    "22833": (at(2007, 2, 14), at(2007, 2, 15), "day", "near", "CF-VK", True, ""),
    "240589": (at(2017, 5, 22), at(2017, 5, 23), "day", "area", "CF-BK", True, ""),
    # a road between two prefectures; the record names neither
    "240396": (at(2015, 1, 1), at(2015, 2, 1), "range", "area", None, True, ""),
}


@pytest.mark.parametrize("key", HAND_PICKED)
def test_precision_is_kept(tmp_path, key):
    bouar()
    row = next(row for row in published() if row["id"] == key)
    run(written(tmp_path, [row]))
    alert = Alert.objects.select_related("area").get(external_id=key)
    begins, ends, time, place, area, has_point, actor_kind = HAND_PICKED[key]
    assert (alert.event_precision, alert.precision, alert.actor_kind) == (time, place, actor_kind)
    assert (alert.area and alert.area.code) == area
    point = (float(row["latitude"]), float(row["longitude"])) if has_point else (None, None)
    assert (alert.lat, alert.lon) == point
    assert (alert.event_at, alert.event_until) == (begins, ends)


def test_the_filing_holds_the_record_word_for_word():
    office = bouar()
    run()
    rows = {row["id"]: row for row in published()}
    for filing in Filing.objects.select_related("alert"):
        row = rows[filing.alert.external_id]
        assert filing.answers == row
        parts = [row[name] for name in ("source_headline", "where_description", "source_article", "source_original")]
        assert filing.text == "\n\n".join(part for part in parts if part)
        assert filing.fingerprint == hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()
        assert (filing.filer, filing.component, filing.language, filing.received_by) == (None, "", "en", "media")
        assert filing.office_id == office.pk
        assert filing.received_at == filing.alert.received_at


def test_each_alert_has_its_event_with_ids_only(tmp_path):
    office = bouar()
    run(first(tmp_path, 250))
    events = Event.objects.order_by("seq")
    assert list(events.values_list("seq", flat=True)) == list(range(1, 251))
    assert events.filter(kind=Happened.ALERT_IMPORTED, office=office, person=None).count() == 250
    event = Event.objects.get(seq=1)
    assert event.data == {"system": "ucdp-ged", "external_id": "22782"}
    assert event.alert == Alert.objects.get(number="BOU-H-1991-0001")


def test_a_record_that_was_changed_since_is_told_and_left(tmp_path):
    bouar()
    run(first(tmp_path, 30))
    before = list(Filing.objects.order_by("id").values())
    code, said, complained = run(altered(tmp_path, lambda rows: rows[0].update(best="19"), count=31))
    assert (code, said) == (0, ["1 added, 30 known, 0 refused."])
    assert "22782: known as BOU-H-1991-0001, differs; left as it is." in complained
    assert list(Filing.objects.order_by("id")[:30].values()) == before


@pytest.mark.django_db(transaction=True)
def test_an_interrupted_import_goes_on_at_the_next_run(monkeypatch):
    bouar()
    take_batch, turns = importing._take_batch, iter(range(10))

    def interrupted(*args):
        taken = take_batch(*args)
        if next(turns) == 2:
            raise KeyboardInterrupt
        return taken

    monkeypatch.setattr(importing, "_take_batch", interrupted)
    code, said, _ = run()
    assert (code, said) == (130, ["Interrupted; run it again to go on. 100 added, 0 known, 0 refused."])
    monkeypatch.undo()
    assert run()[:2] == (0, ["1220 added, 150 known, 0 refused."])
    by_year = Counter(Alert.objects.values_list("year", flat=True))
    assert dict(NumberCounter.objects.values_list("year", "last")) == by_year
    assert sum(by_year.values()) == Filing.objects.count() == Event.objects.count() == ALL


@pytest.mark.django_db(transaction=True)
def test_a_batch_is_written_whole_or_not_at_all(monkeypatch):
    bouar()

    def fails(*args):
        raise MemoryError

    with monkeypatch.context() as broken, pytest.raises(MemoryError):
        broken.setattr(importing, "_filing", fails)
        run()
    assert set(counts().values()) == {0}


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_add_every_record_once(tmp_path):
    bouar()
    file = first(tmp_path, 300)

    def one(_):
        try:
            return run(file)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(one, range(2)))
    added = [int(said[-1].split()[0]) for _, said, _ in results]
    assert (sum(added), Alert.objects.count()) == (300, 300)
    assert [code for code, _, _ in results] == [0, 0]
    by_year = Counter(Alert.objects.values_list("year", flat=True))
    assert dict(NumberCounter.objects.values_list("year", "last")) == by_year


def test_offices_have_their_histories_apart(tmp_path):
    bouar()
    make_office("BEN", is_exercising=False)
    file = altered(tmp_path, lambda rows: [row.update(latitude="4", longitude="18") for row in rows], count=20)
    run(file)
    code, said, _ = run(file, office="ben", dry_run=True)
    assert (code, said[-1]) == (0, "Nothing was written: 20 would be added, 0 known, 0 refused.")


def test_statements_are_bounded():
    bouar()
    gazetteer.load()
    with CaptureQueriesContext(connection) as statements:
        run()
    batches, years_in_batches = 28, 56
    assert len(statements) <= 6 + 14 * batches + years_in_batches


def test_progress_is_told_by_tenths():
    bouar()
    _, _, complained = run()
    assert complained[0] == "10 % (150 of 1370)"
    assert complained[-1] == "100 % (1370 of 1370)"
    assert len(complained) == 10


def test_a_terminal_gets_one_line_that_is_drawn_anew():
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    terminal = Terminal()
    progress = Progress(OutputWrapper(terminal), total=400)
    progress(200)
    progress(400)
    half, whole = ("#" * 20).ljust(40), "#" * 40
    assert terminal.getvalue() == f"\r[{half}] 50 % (200 of 400)\r[{whole}] 100 % (400 of 400)\n"


def test_the_sample_offers_the_history(capsys):
    call_command("sample", history=True)
    assert Alert.objects.filter(office__code="BOU", series="H").count() == ALL
    assert "1370 added" in capsys.readouterr().out
