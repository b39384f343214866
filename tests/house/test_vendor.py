"""What others made and we ship: listed with its licence, unchanged since, and calling nobody."""

import hashlib
import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIST = ROOT / "static" / "vendor" / "VENDOR.json"
# Every file in these folders is somebody else's, or made from theirs.
FOLDERS = ["static/vendor", "static/leaflet", "static/map", "alerts/reference/geo", "responses/reference/fonts"]
OURS = {"VENDOR.json", "README.md"}
TEXT = {".css", ".html", ".js", ".json", ".svg", ".txt", ".webmanifest"}
# Names of XML vocabularies, and the home page in Leaflet's default prefix, which paper.js replaces.
NOT_ASKED = ("http://www.w3.org/", "https://leafletjs.com")


def entries() -> list[dict[str, str]]:
    listed = json.loads(LIST.read_text("utf-8"))
    assert listed
    return listed


def test_each_entry_says_whose_it_is():
    for entry in entries():
        assert set(entry) - {"changed"} == {"package", "version", "licence", "file", "sha256"}
        assert all(entry.values()), entry


def test_files_are_unchanged():
    wrong = {}
    for entry in entries():
        now = hashlib.sha256((ROOT / entry["file"]).read_bytes()).hexdigest()
        if now != entry["sha256"]:
            wrong[entry["file"]] = now
    assert not wrong


def test_no_file_is_unlisted():
    listed = {entry["file"] for entry in entries()}
    found = {
        path.relative_to(ROOT).as_posix()
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.name not in OURS
    }
    assert not found - listed


def test_versions_are_the_pinned_ones():
    assert '"2.0.11"' in (ROOT / "static/vendor/htmx.min.js").read_text("utf-8")
    assert "Leaflet 1.9.4" in (ROOT / "static/leaflet/leaflet.js").read_text("utf-8")[:200]


def test_the_map_tag_loads_our_leaflet():
    """With a template option "debug" it would load leaflet-src.js, which exists only in the tag's older copy."""
    for path in (ROOT / "ewrr" / "settings").glob("*.py"):
        assert not re.search(r"[\"']debug[\"']", path.read_text("utf-8")), path.name


def test_nothing_asks_another_host():
    asked = []
    for folder in ("static", "templates"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix not in TEXT or path == LIST or not path.is_file():
                continue
            text = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.S)  # comments ask nobody
            for known in NOT_ASKED:
                text = text.replace(known, "")
            found = re.findall(r"\b(?:https?|wss?)://[\w.-]+", text)
            found += re.findall(r"(?:src|href|action)=[\"']//[^\"']+|url\([\"']?//[^)]+|from [\"']//[^\"']+", text)
            asked += [f"{path.relative_to(ROOT)}: {one}" for one in found]
    assert not asked


def test_licences_lie_beside():
    for name in ("vendor/htmx", "vendor/noto-sans", "leaflet/leaflet", "icons/lucide"):
        assert (ROOT / "static" / f"{name}.LICENSE").stat().st_size > 300
    for name in ("NotoSans", "DejaVuSans"):
        assert (ROOT / "responses" / "reference" / "fonts" / f"{name}.LICENSE").stat().st_size > 300
    assert "ODbL" in (ROOT / "static/map/README.md").read_text("utf-8")
