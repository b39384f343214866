"""An alert as a message of the Common Alerting Protocol, version 1.2 (OASIS Standard, 1 July 2010)."""

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from alerts.domain.words import Kind, State
from alerts.models import Alert, FormerNumber

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
LONGEST_HEADLINE = 160
# What XML 1.0 does not hold (section 2.2); people paste such things.
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
CANCELLED = (State.DISMISSED, State.JOINED)


@dataclass(frozen=True, slots=True)
class Edition:
    """The alert at one of its versions, which is one message: never the same identifier for other words."""

    number: str
    version: int
    sent: datetime


def message(alert: Alert) -> bytes:
    """The alert as it stands, for somebody who sees it whole; UTF-8. Four or five statements.

    A changed alert is an Update, a dismissed or joined one a Cancel, of all editions before (section 3.2.1). Never
    Public: `scope` is Restricted, `restriction` says to whom. Who told it is in no message.
    """
    *before, now = _editions(alert)
    root = ET.Element("alert", xmlns=NAMESPACE)
    _add(root, "identifier", _identifier(now))
    _add(root, "sender", _sender())
    _add(root, "sent", _moment(alert, now.sent))
    _add(root, "status", "Exercise" if alert.is_exercise else "Actual")
    _add(root, "msgType", _kind_of_message(alert, before))
    _add(root, "scope", "Restricted")
    _add(root, "restriction", _restriction(alert))
    if alert.is_exercise:
        _add(root, "note", "Exercise. Exercice.")
    if before:
        _add(root, "references", " ".join(_reference(alert, edition) for edition in before))
    if alert.joined_to is not None:
        _add(root, "incidents", alert.joined_to.number)
    told = _told(alert)
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            _info(root, alert, language, told)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _kind_of_message(alert: Alert, before: list[Edition]) -> str:
    if alert.state in CANCELLED and before:
        return "Cancel"
    return "Update" if before else "Alert"


def _restriction(alert: Alert) -> str:
    """Section 3.2.1: the rule for limiting distribution. In both languages, for there is one element only."""
    found = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            sentence = f"{alert.get_sensitivity_display()} (ST/SGB/2007/6)"
            if alert.is_restricted:
                sentence += ". " + _("Restricted: only for the hub chief and the duties that are named for it.")
            found.append(sentence)
    return " / ".join(found)


def _editions(alert: Alert) -> list[Edition]:
    """Every version that this alert had, oldest first, with the number that it bore then."""
    former = list(FormerNumber.objects.filter(alert=alert).order_by("until"))
    changed = alert.events.filter(data__has_key="version").order_by("seq").values_list("data__version", "at")
    sent = {1: alert.received_at} | {version: at for version, at in changed if version <= alert.version}
    sent.setdefault(alert.version, alert.received_at)

    def number(at: datetime) -> str:
        return next((one.number for one in former if at < one.until), alert.number)

    return [Edition(number(at), version, at) for version, at in sorted(sent.items())]


def _identifier(edition: Edition) -> str:
    return f"{edition.number}.{edition.version}"


def _reference(alert: Alert, edition: Edition) -> str:
    return f"{_sender()},{_identifier(edition)},{_moment(alert, edition.sent)}"


def _sender() -> str:
    """Section 3.2.1: assigned uniquely, without spaces, commas or restricted characters: this hub's own domain."""
    return urlsplit(settings.PUBLIC_URL).hostname or "hub"


def _moment(alert: Alert, at: datetime) -> str:
    """Section 3.3.2: to the second, with the zone's offset; UTC itself is written -00:00."""
    text = at.astimezone(ZoneInfo(alert.office.time_zone)).isoformat(timespec="seconds")
    return text.replace("+00:00", "-00:00")


def _told(alert: Alert) -> dict[str, str]:
    """What `description` says in each language: the latest summary in it, else what was told, word for word."""
    words = "\n\n".join(
        text for text in alert.filings.order_by("received_at", "id").values_list("text", flat=True) if text
    )
    latest = dict(alert.summaries.order_by("at", "id").values_list("language", "text"))
    return {language: latest.get(language, words) for language, _name in settings.LANGUAGES}


def _info(root: ET.Element, alert: Alert, language: str, told: dict[str, str]) -> None:
    """One info block: section 3.2.2, in the order of its schema."""
    info = ET.SubElement(root, "info")
    threats = ", ".join(alert.threat_labels)
    _add(info, "language", language)
    _add(info, "category", "Security")
    _add(info, "event", threats or alert.get_kind_display())
    if alert.kind == Kind.ALL_CLEAR:
        _add(info, "responseType", "AllClear")
    _add(info, "urgency", alert.urgency)
    _add(info, "severity", alert.severity)
    _add(info, "certainty", alert.certainty)
    for code in alert.threat_types:
        _pair(info, "eventCode", "ewrr:threat_type", code)
    if alert.event_at is not None:
        _add(info, "onset", _moment(alert, alert.event_at))
    _add(info, "senderName", f"{alert.office.name}, {_('Field Office')}")
    _add(info, "headline", _headline(alert)[:LONGEST_HEADLINE])
    _add(info, "description", told[language] or threats)
    _add(info, "web", f"{settings.PUBLIC_URL}/alerts/{alert.number}/")
    for name in ("level", "kind", "verification", "state", "precision"):
        _pair(info, "parameter", f"ewrr:{name}", getattr(alert, name))
    if alert.people_from is not None:
        _pair(info, "parameter", "ewrr:people", f"{alert.people_from}-{alert.people_to or ''}")
    _area(info, alert)


def _headline(alert: Alert) -> str:
    place = alert.place_name or (alert.area.name if alert.area else "")
    said = f"{alert.number}: {alert.get_level_display()}, {alert.get_kind_display()}"
    return f"{said}, {place}" if place else said


def _area(info: ET.Element, alert: Alert) -> None:
    """Section 3.2.4. The circle is as wide as the place is uncertain: WGS 84 degrees and kilometres."""
    area = ET.SubElement(info, "area")
    names = [name for name in (alert.place_name, alert.area.name if alert.area else "") if name]
    _add(area, "areaDesc", ", ".join(dict.fromkeys(names)) or pgettext("place", "Not known"))
    if alert.lat is not None and alert.lon is not None and alert.precision_km is not None:
        _add(area, "circle", f"{alert.lat:.5f},{alert.lon:.5f} {alert.precision_km:g}")
    if alert.area is not None:
        _pair(area, "geocode", "ewrr:area", alert.area.code)


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = NOT_IN_XML.sub("\ufffd", str(text))


def _pair(parent: ET.Element, name: str, key: str, value: str) -> None:
    pair = ET.SubElement(parent, name)
    _add(pair, "valueName", key)
    _add(pair, "value", value)
