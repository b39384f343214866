"""A file that is wrong anywhere changes nothing, and whoever sent it is told all that is wrong."""

from types import SimpleNamespace

import pytest

from alerts.management.commands import import_alerts
from alerts.models import Alert, Office
from alerts.sample.offices import make_office

from .importing import HISTORY, altered, bouar, counts, first, published, run, written

pytestmark = pytest.mark.django_db


def refused(*args, **options):
    """What the command complained of, having changed nothing."""
    before = counts()
    code, said, complained = run(*args, **options)
    assert code == 1
    assert counts() == before
    return said, complained


def test_one_wrong_row_refuses_the_file_and_every_fault_is_told(tmp_path):
    bouar()

    def spoil(rows):
        rows[3]["latitude"] = "NaN"
        rows[3]["where_prec"] = "9"
        rows[700].update(latitude="18.583333", longitude="4.366667")
        rows[1369]["date_end"] = "1990-01-01"

    said, complained = refused(altered(tmp_path, spoil))
    assert said == ["Nothing was written: 0 added, 0 known, 3 refused."]
    assert [line.split()[:2] for line in complained] == [
        ["row", "column"],
        ["5", "where_prec"],
        ["5", "latitude"],
        ["702", "latitude,"],
        ["1371", "date_start,"],
    ]
    assert complained[1].split(maxsplit=3)[2:] == ['"9"', "Write one of 1, 2, 3, 4, 5, 6, 7."]
    assert "look exchanged" in complained[3]


def test_what_is_known_is_counted_though_the_file_is_refused(tmp_path):
    bouar()
    run(first(tmp_path, 10))
    said, _ = refused(altered(tmp_path, lambda rows: rows[0].update(id="x"), count=12))
    assert said == ["Nothing was written: 0 added, 9 known, 1 refused."]


def test_fifty_faults_are_printed_and_the_others_counted(tmp_path):
    bouar()
    said, complained = refused(altered(tmp_path, lambda rows: [row.update(date_prec="0") for row in rows]))
    assert said == ["Nothing was written: 0 added, 0 known, 1370 refused."]
    assert len(complained) == 52
    assert complained[-1] == "… and 1320 more."


def test_a_hostile_value_is_printed_harmless_and_short(tmp_path):
    bouar()
    _, complained = refused(altered(tmp_path, lambda rows: rows[0].update(longitude="\x1b[2J\n" + "9" * 1000), count=2))
    [line] = complained[1:]
    assert "\\x1b[2J\\n999" in line
    assert line.isprintable()
    assert "9" * 60 not in line


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"id,date_start\n1,2014-01-01\n", "Columns are missing: date_end, date_prec, "),
        (HISTORY.read_text(encoding="utf-8").encode("latin-1", "replace"), "The file is not UTF-8 (line "),
        (b"id\n" + b"x" * 10_000_000, "Columns are missing: "),
        (b"x," * 5_000_000, "Columns are missing: "),
    ],
)
def test_an_unreadable_file_gets_a_sentence(tmp_path, content, sentence):
    bouar()
    file = tmp_path / "events.csv"
    file.write_bytes(content)
    said, [complained] = refused(file)
    assert said == []
    assert complained.startswith(sentence)


def test_a_line_of_ten_megabytes_is_refused_by_its_row(tmp_path):
    bouar()
    said, complained = refused(altered(tmp_path, lambda rows: rows[1].update(source_article="x" * 10_000_000), count=3))
    assert said == ["Nothing was written: 0 added, 0 known, 1 refused."]
    assert complained[1].split(maxsplit=2)[0] == "3"
    assert "A cell is longer than 131072 characters" in complained[1]
    assert max(map(len, complained)) < 200


def test_a_nul_is_refused(tmp_path):
    bouar()
    _, complained = refused(altered(tmp_path, lambda rows: rows[0].update(source_original="a\0b"), count=3))
    assert '"a\\x00b"' in complained[1]


def test_a_number_used_twice_is_refused(tmp_path):
    bouar()
    _, complained = refused(altered(tmp_path, lambda rows: rows[2].update(id=rows[0]["id"]), count=3))
    assert complained[1].startswith("4 ")
    assert "Row 2 has this number too" in complained[1]


def test_a_byte_order_mark_and_strange_texts_are_taken_as_they_are(tmp_path):
    bouar()
    row = published()[0]
    row["where_coordinates"] = "Nzako\u202e <b>{{ x }}</b> %s ﷽ 𐍈"
    row["where_description"] = "a\rb\r\nc\u0000"[:-1] + "\x1b[31m" + "é" * 300
    run(written(tmp_path, [row], encoding="utf-8-sig"))
    alert = Alert.objects.get()
    assert alert.place_name == "Nzako <b>{{ x }}</b> %s ﷽ 𐍈"
    filing = alert.filings.get()
    assert filing.answers["where_description"] == row["where_description"]
    assert row["where_description"] in filing.text
    assert len(filing.place_as_told) == 200


def test_unknown_names_are_answered_with_those_that_exist(tmp_path):
    bouar()
    make_office("BEN", is_exercising=False)
    assert refused(office="XYZ")[1] == ['There is no office "XYZ"; there are: BEN, BOU.']
    assert refused(profile="acled")[1] == ['There is no profile "acled"; there are: ucdp-ged.']
    [sentence] = refused(tmp_path)[1]
    assert sentence.endswith("is a folder: name the file in it.")


def test_before_the_first_office_there_is_nowhere_to_import_to(monkeypatch):
    nowhere = SimpleNamespace(objects=Office.objects.none())
    monkeypatch.setattr(import_alerts, "Office", nowhere)
    assert refused()[1] == ["There is no office yet: make one first."]


def test_the_command_speaks_french(tmp_path, monkeypatch):
    bouar()
    file = first(tmp_path, 10)
    [said] = run(file, dry_run=True, language="fr")[1]
    assert said.startswith("Rien n’a été écrit")
    assert "10" in said
    monkeypatch.setenv("LANGUAGE", "fr_CD:en")
    assert run(file)[1] == ["10 ajoutés, 0 déjà connus, 0 refusés."]
    _, complained = refused(altered(tmp_path, lambda rows: rows[0].update(date_prec="0"), count=10))
    assert complained[0].split()[:3] == ["ligne", "colonne", "valeur"]
    assert "1, 2, 3, 4, 5" in complained[1]
    assert "Write" not in complained[1]
