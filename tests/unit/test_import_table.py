"""Reading a table, whatever was put into the file."""

import pytest

from alerts.transfer.faults import Fault, FileRefused, shown, table
from alerts.transfer.table import Row, read

NEEDED = ("id", "name")


def written(tmp_path, content):
    file = tmp_path / "table.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def refusal(path):
    with pytest.raises(FileRefused) as refused:
        read(path, NEEDED)
    return str(refused.value.sentence)


def test_rows_are_numbered_as_a_spreadsheet_numbers_them(tmp_path):
    rows, faults = read(written(tmp_path, 'id,name,more\r\n1,"a\nb",x\r\n\r\n2,"say ""c""",\r\n'), NEEDED)
    assert faults == []
    assert rows == [
        Row(2, {"id": "1", "name": "a\nb", "more": "x"}),
        Row(4, {"id": "2", "name": 'say "c"', "more": ""}),
    ]


def test_a_byte_order_mark_is_not_part_of_the_first_name(tmp_path):
    rows, _ = read(written(tmp_path, "\ufeffid,name\n1,é\n".encode()), NEEDED)
    assert rows == [Row(2, {"id": "1", "name": "é"})]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b" \r\n\n", "empty"),
        (b"\xef\xbb\xbf", "missing: id, name"),
        (b"id,name\n", "no records"),
        (b"id\n1\n", "missing: name"),
        (b"id;name\n1;a\n", "missing: id, name"),
        (b"id,name,x,x\n1,a,b,c\n", 'named twice: "x"'),
        (b"id,name,a\0b\n1,a,b\n", "NUL"),
        ("id,name\n1,a\n2,é\n".encode("latin-1"), "not UTF-8 (line 3)"),
        ("id,name\n1,a\n".encode("utf-16"), "not UTF-8 (line 1)"),
        (b"id,name\n1,\xed\xa0\x80\n", "not UTF-8 (line 2)"),
        (b"x" * 200_000, "longer than 131072"),
    ],
)
def test_a_file_that_is_no_such_table_gets_a_sentence(tmp_path, content, sentence):
    assert sentence in refusal(written(tmp_path, content))


def test_what_is_no_file_gets_a_sentence(tmp_path):
    assert "is a folder" in refusal(tmp_path)
    assert "There is no file" in refusal(tmp_path / "none.csv")
    assert "cannot be read" in refusal(tmp_path / ("x" * 5000))


def test_a_file_too_large_to_check_is_refused_unread(tmp_path):
    file = tmp_path / "large.csv"
    with file.open("wb") as out:
        out.truncate(51 * 2**20)
    assert "larger than 50 MB" in refusal(file)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("2,a,b", (3, "", "2", "row: 3, in the header: 2")),
        ("2", (3, "", "2", "row: 1, in the header: 2")),
        ("2,a\0b", (3, "name", "a\0b", "NUL")),
        ('2,"a', (3, "", "", "quotation mark")),
        ('2,"a"b', (3, "", "", "quotation mark")),
        ("2," + "x" * 10_000_000, (3, "", "", "longer than 131072")),
    ],
)
def test_a_broken_row_is_named_and_the_others_are_read(tmp_path, row, fault):
    rows, faults = read(written(tmp_path, f"id,name\n1,a\n{row}\n"), NEEDED)
    assert [row.number for row in rows] == [2]
    [found] = faults
    assert (found.row, found.column, found.value) == fault[:3]
    assert fault[3] in found.sentence


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Nzako", "Nzako"),
        ("a\nb\tc\0", "a\\nb\\tc\\x00"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("safe\u202etxt.exe", "safe\\u202etxt.exe"),
        ("zero\u200bwidth", "zero\\u200bwidth"),
        ("é" * 60, "é" * 60),
        ("é" * 61, "é" * 59 + "…"),
        ("\n" * 60, "\\n" * 29 + "\\" + "…"),
    ],
)
def test_a_value_is_printed_harmless_and_short(value, expected):
    assert shown(value) == expected


def test_fifty_faults_are_told_and_the_others_counted():
    lines = list(table([Fault(row, "id", "x", "Mend it.") for row in range(100, 0, -1)]))
    assert len(lines) == 52
    assert lines[0].split() == ["row", "column", "value", "what", "to", "do"]
    assert lines[1].split() == ["1", "id", '"x"', "Mend", "it."]
    assert lines[-1] == "… and 50 more."
