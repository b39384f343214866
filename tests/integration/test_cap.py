"""CAP 1.2 messages keep to section 3 of the standard: elements in their order, values of its lists, no more."""

import re
from xml.etree import ElementTree as ET

import pytest

from alerts.domain.words import Precision, ThreatType, Verification
from alerts.models import Alert, Summary
from alerts.services import restricting
from alerts.transfer import cap
from ewrr.common import clock
from tests import make
from tests.integration.devices import machine, speaks

pytestmark = pytest.mark.django_db

NS = "{urn:oasis:names:tc:emergency:cap:1.2}"
# Section 3.2, and the order of the schema in 3.4. "?" none or one, "*" any, "+" at least one, else exactly one.
ORDER = {
    "alert": "identifier sender sent status msgType source? scope restriction? addresses? code* note? references? "
    "incidents? info*",
    "info": "language? category+ event responseType* urgency severity certainty audience? eventCode* effective? onset? "
    "expires? senderName? headline? description? instruction? web? contact? parameter* resource* area*",
    "area": "areaDesc polygon* circle* geocode* altitude? ceiling?",
    "eventCode": "valueName value",
    "parameter": "valueName value",
    "geocode": "valueName value",
}
LISTS = {
    "status": "Actual Exercise System Test Draft",
    "msgType": "Alert Update Cancel Ack Error",
    "scope": "Public Restricted Private",
    "category": "Geo Met Safety Security Rescue Fire Health Env Transport Infra CBRNE Other",
    "responseType": "Shelter Evacuate Prepare Execute Avoid Monitor Assess AllClear None",
    "urgency": "Immediate Expected Future Past Unknown",
    "severity": "Extreme Severe Moderate Minor Unknown",
    "certainty": "Observed Likely Possible Unlikely Unknown",
}
MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d"
PATTERNS = {
    "identifier": r"[^\s,<&]+",
    "sender": r"[^\s,<&]+",
    "sent": MOMENT,
    "onset": MOMENT,
    "circle": r"-?\d+(\.\d+)?,-?\d+(\.\d+)? \d+(\.\d+)?",
    "references": rf"[^\s,<&]+,[^\s,<&]+,{MOMENT}( [^\s,<&]+,[^\s,<&]+,{MOMENT})*",
    "language": r"[a-z]{2}",
    "web": r"https?://\S+",
}


def keeps_to_the_standard(element: ET.Element) -> None:
    name = element.tag.removeprefix(NS)
    assert element.tag.startswith(NS) and not element.attrib
    if name in ORDER:
        pattern = "".join(
            f"(?:{one.rstrip('?*+')} ){one[-1] if one[-1] in '?*+' else ''}" for one in ORDER[name].split()
        )
        found = "".join(child.tag.removeprefix(NS) + " " for child in element)
        assert re.fullmatch(pattern, found), (name, found)
        for child in element:
            keeps_to_the_standard(child)
        return
    text = element.text or ""
    assert text.strip() and not len(element), name
    assert name not in LISTS or text in LISTS[name].split(), (name, text)
    assert name not in PATTERNS or re.fullmatch(PATTERNS[name], text), (name, text)
    assert "+00:00" not in text  # section 3.3.2: UTC is -00:00
    assert name != "headline" or len(text) <= 160


def read(alert: Alert) -> ET.Element:
    """The message of an alert, held against the standard."""
    alert = Alert.objects.select_related("office", "area", "joined_to").get(pk=alert.pk)
    root = ET.fromstring(cap.message(alert))
    keeps_to_the_standard(root)
    if root.findtext(f"{NS}scope") == "Restricted":
        assert root.findtext(f"{NS}restriction")  # section 3.2.1
    if root.findtext(f"{NS}msgType") in {"Update", "Cancel"}:
        assert root.findtext(f"{NS}references")
    return root


def said(root: ET.Element, path: str) -> list[str]:
    return [found.text or "" for found in root.findall("/".join(NS + part for part in path.split("/")))]


def test_a_fresh_alert_is_an_alert_in_both_languages(beni):
    alert = make.alert(text="Les gens fuient.", people_from=11, people_to=100)
    root = read(alert)
    assert said(root, "identifier") == [f"{alert.number}.1"]
    assert (said(root, "status"), said(root, "msgType"), said(root, "scope")) == (["Actual"], ["Alert"], ["Restricted"])
    assert said(root, "info/language") == ["en", "fr"]
    assert said(root, "info/event")[0] != said(root, "info/event")[1]
    assert said(root, "info/urgency") == ["Immediate"] * 2 and said(root, "info/severity") == ["Extreme"] * 2
    assert said(root, "info/description") == ["Les gens fuient."] * 2
    assert said(root, "info/area/circle") == ["0.81700,29.57800 2"] * 2
    assert said(root, "info/onset") == ["2026-01-05T19:05:00+02:00"] * 2
    assert said(root, "info/eventCode/value") == ["incursion"] * 2
    assert "11-100" in said(root, "info/parameter/value")


def test_a_changed_alert_is_an_update_that_names_all_before(beni):
    alert = make.alert()
    make.assessed(alert, verification=Verification.CHECKING)
    make.decided(alert)
    root = read(alert)
    assert said(root, "msgType") == ["Update"] and said(root, "identifier") == [f"{alert.number}.3"]
    references = said(root, "references")[0].split(" ")
    assert [one.split(",")[1] for one in references] == [f"{alert.number}.{version}" for version in (1, 2)]


def test_the_same_state_is_the_same_message(beni):
    alert = make.alert()
    first = cap.message(alert)
    assert cap.message(Alert.objects.get(pk=alert.pk)) == first


@pytest.mark.parametrize("end", ["dismissed", "joined"])
def test_what_was_no_alert_of_its_own_cancels(beni, end):
    alert = make.alert()
    other = make.alert(by="Ben")
    if end == "dismissed":
        make.dismissed(alert)
    else:
        make.joined(alert, other)
    root = read(alert)
    assert said(root, "msgType") == ["Cancel"]
    assert said(root, "incidents") == ([other.number] if end == "joined" else [])


def test_an_exercise_says_so(db):
    make.offices(exercising=True)
    root = read(make.alert())
    assert said(root, "status") == ["Exercise"] and "Exercise" in said(root, "note")[0]


def test_a_restricted_alert_says_for_whom_and_keeps_its_old_number_in_old_messages(beni):
    alert = make.alert()
    before = alert.number
    restricting.restrict(viewer=make.viewer("Noor"), number=before, version=1, reason="A child.")
    root = read(alert)
    alert.refresh_from_db()
    assert said(root, "identifier") == [f"{alert.number}.2"]
    assert f",{before}.1," in said(root, "references")[0]
    assert "hub chief" in said(root, "restriction")[0] and "ST/SGB/2007/6" in said(root, "restriction")[0]


def test_a_place_that_is_only_a_name_has_no_circle(beni):
    root = read(make.alert(lat=None, lon=None, precision=Precision.NAME_ONLY, place_name="", place_as_told=""))
    assert said(root, "info/area/circle") == []
    assert said(root, "info/area/areaDesc")[0] == "Not known"


def test_what_xml_does_not_hold_is_replaced_and_markup_is_text(beni):
    alert = make.alert(text="a\x01b\x0bc <info>&amp; ]]> \ud7ff é 🚨", place_name="<b>x</b>" * 20)
    root = read(alert)
    assert said(root, "info/description")[0] == "a\ufffdb\ufffdc <info>&amp; ]]> \ud7ff é 🚨"


def test_utc_is_written_as_the_standard_wants_it(beni):
    alert = make.alert()
    alert.office.time_zone = "UTC"
    root = ET.fromstring(cap.message(alert))
    keeps_to_the_standard(root)
    assert said(root, "sent")[0].endswith("-00:00")


def test_a_summary_stands_for_what_was_told_in_its_language(beni):
    alert = make.alert(text="Les gens fuient.")
    for text in ("They flee.", "People flee to Oicha."):
        Summary.objects.create(alert=alert, language="en", text=text, by=make.person("Dora"), at=clock.now())
    assert said(read(alert), "info/description") == ["People flee to Oicha.", "Les gens fuient."]


def test_imported_and_closed_alerts_are_messages_too(beni):
    read(make.closed(make.alert()))


def test_the_source_is_in_no_message(beni):
    assert b"CANARY" not in cap.message(make.alert(source={"name": "CANARY", "contact": "CANARY"}))


def test_by_api_the_whole_only(as_, beni):
    alert = make.alert(by="Ben", threat_types=(ThreatType.CRSV,))
    path = f"/api/v1/alerts/{alert.number}/"
    whole = as_("Noor").get(path, headers={"Accept": "application/cap+xml"})
    assert whole["Content-Type"] == "application/cap+xml"
    keeps_to_the_standard(ET.fromstring(whole.content))
    for client in (as_("Dora"), as_("Hana"), speaks(machine())):
        refused = client.get(path, headers={"Accept": "application/cap+xml"})
        assert refused.status_code == 403 and refused.json()["code"] == "not_whole"
