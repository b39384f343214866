"""A recount that shares nothing with the report but the database: plain loops over the rows, sentence by sentence as
the definitions have it, and the rows that each table should therefore have, in English.
"""

import datetime as dt
from collections import Counter
from statistics import median

from django.db import connection

from alerts.models import Alert, Filing, Office
from responses.domain.periods import Period
from responses.models import Response

LEVELS = ("critical", "high", "medium", "low")


def of_period(office: Office, period: Period) -> list[Alert]:
    """Alerts received within, exercises and history aside."""
    found = Alert.objects.filter(office=office, is_exercise=False).exclude(series="H").order_by("id")
    return [alert for alert in found if period.starts_at <= alert.received_at < period.ends_at]


def records(office: Office, period: Period) -> list[Alert]:
    found = Alert.objects.filter(office=office, series="H")
    return [alert for alert in found if alert.event_at and period.starts_at <= alert.event_at < period.ends_at]


def latest(alert: Alert):
    return alert.decisions.order_by("at", "id").last()


def fate(alert: Alert) -> str:
    decision = latest(alert)
    if alert.state == "dismissed":
        return {"nuisance": "Nuisance", "refuted": "Refuted"}.get(alert.dismissed_because, "Not a protection matter")
    if alert.state == "joined":
        return "Duplicate"
    if decision and decision.course == "no_action" and decision.reason == "duplicate":
        return "Duplicate"
    if responders(alert):
        return "Responded"
    if decision and decision.course == "no_action":
        return "Not responded"
    return "Not responded" if alert.state == "closed" else "Pending"


def asked(sql: str, *given) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchall()


SERVING = """
    FROM responses_response r JOIN responses_serving s ON s.response_id = r.id AND s.until IS NULL
    WHERE s.alert_id = %s AND r.type NOT IN ('verify', 'inform')
"""
RESPONDERS = {
    **{"force": "Force", "unpol": "UNPOL", "civilian_section": "Civilian section", "authority": "Local authority"},
    **{"community": "Community", "humanitarian": "Humanitarians", "joint": "Joint"},
    "state": "State forces, to whom it was handed over",
}


def responders(alert: Alert) -> set[str]:
    """Codes of who acted for it."""
    acted = "AND (r.moving_at IS NOT NULL OR r.on_site_at IS NOT NULL OR r.done_at IS NOT NULL)"
    found = {code for (code,) in asked(f"SELECT r.responder {SERVING} {acted}", alert.pk)}
    if asked("SELECT 1 FROM responses_handover WHERE alert_id = %s AND stage = 'shared'", alert.pk):
        found.add("state")
    return found


OUT = ("Nuisance", "Not a protection matter", "Refuted", "Duplicate")


def valid(alerts: list[Alert]) -> list[Alert]:
    return [alert for alert in alerts if fate(alert) not in OUT]


def table_a(office: Office, period: Period) -> list[list[str]]:
    """[what, how many] of each row, to those who are cleared."""
    alerts = of_period(office, period)
    fates = Counter(map(fate, alerts))
    counted = valid(alerts)
    late = [
        alert
        for alert in counted
        if alert.event_at
        and alert.event_precision == "exact"
        and alert.received_at - alert.event_at > dt.timedelta(hours=6)
    ]
    rows = {
        "Received": len(alerts),
        "Triaged out": sum(fates[why] for why in OUT),
        **{f"– {why}": fates[why] for why in OUT},
        "Valid": len(counted),
        "Told": sum(alert.delivered_at is not None for alert in counted),
        "Answered": sum(alert.answered_at is not None for alert in counted),
        "Decided": sum(alert.decided_at is not None for alert in counted),
        "Responded": fates["Responded"],
        "Not responded": fates["Not responded"],
        "Pending": fates["Pending"],
        "Arrived late": len(late),
        "Imported history": len(records(office, period)),
    }
    return [[what, str(count)] for what, count in rows.items()]


def table_b(office: Office, period: Period) -> list[list[str]]:
    """[type, critical, high, medium, low, all]; the last row is of all alerts."""
    threats = [*valid(of_period(office, period)), *records(office, period)]
    of_type: dict[str, Counter[str]] = {}
    for alert in threats:
        for threat in alert.threat_types:
            of_type.setdefault(threat, Counter())[alert.level] += 1
    names = {value: str(name) for value, name in Alert._meta.get_field("threat_types").base_field.choices}
    rows = [[names[threat], *_across(counts)] for threat, counts in of_type.items()]
    return [*rows, ["All alerts", *_across(Counter(alert.level for alert in threats))]]


def _across(counts: Counter[str]) -> list[str]:
    return [*(str(counts[level]) for level in LEVELS), str(sum(counts.values()))]


def table_c(office: Office, period: Period) -> list[list[str]]:
    """[area, how many]."""
    threats = [*valid(of_period(office, period)), *records(office, period)]
    counts = Counter(alert.area.name if alert.area else "Area not known" for alert in threats)
    return [[area, str(count)] for area, count in counts.items()]


def table_d(office: Office, period: Period) -> list[list[str]]:
    """[component, how many valid alerts]."""
    names = {"civilian": "Civilian", "police": "Police", "military": "Force", "": "Not said"}
    counts: Counter[str] = Counter()
    for alert in valid(of_period(office, period)):
        first = Filing.objects.filter(alert=alert, withdrawal=None).order_by("received_at", "id").first()
        counts[names[first.component if first else ""]] += 1
    return [[name, str(counts[name])] for name in ("Civilian", "Police", "Force")]


def table_f(office: Office, period: Period) -> list[list[str]]:
    """[reason, how many]."""
    counts: Counter[str] = Counter()
    for alert in valid(of_period(office, period)):
        if fate(alert) == "Not responded":
            decision = latest(alert)
            if decision and decision.course == "no_action":
                counts[decision.get_reason_display()] += 1
            elif decision and decision.course == "monitor":
                counts["Monitored only, then closed"] += 1
            else:
                counts[_came_to_nothing(alert)] += 1
    return [[reason, str(count)] for reason, count in counts.items()]


def _came_to_nothing(alert: Alert) -> str:
    """Why the last response that was refused or broken off was."""
    last = f"SELECT r.reason {SERVING} AND r.reason <> '' ORDER BY r.ended_at DESC LIMIT 1"
    found = asked(last, alert.pk)
    names = dict(Response._meta.get_field("reason").flatchoices)
    return str(names[found[0][0]]) if found else "Closed, no reason on record"


def table_e(office: Office, period: Period) -> list[list[str]]:
    """[responder, how many] of valid alerts, then the total."""
    who = [responders(alert) for alert in valid(of_period(office, period))]
    rows = [[name, str(sum(code in codes for codes in who))] for code, name in RESPONDERS.items()]
    return [*rows, ["Responded", str(sum(map(bool, who)))]]


TIERS = {
    "Dialogue and engagement": ("kle", "mediation", "advocacy"),
    "Physical protection": ("patrol", "joint_patrol", "escort", "police", "tob", "qrf"),
    "Protective environment": ("jpt", "factfinding", "referral", "awareness"),
    "Any tier": ("verify", "inform"),
}
GOING_OUT = (*TIERS["Physical protection"], "jpt", "factfinding")


def table_g(office: Office, period: Period) -> list[list[str]]:
    """[tier or type, begun, acted, done, by day, by night], to those who are cleared; where somebody goes out."""
    counts = asked(
        """
        SELECT r.type, count(*),
            count(*) FILTER (WHERE coalesce(r.moving_at, r.on_site_at, r.done_at) IS NOT NULL),
            count(r.done_at),
            count(*) FILTER (WHERE extract(hour FROM coalesce(r.on_site_at, r.moving_at) AT TIME ZONE %s)
                BETWEEN 6 AND 17),
            count(*) FILTER (WHERE extract(hour FROM coalesce(r.on_site_at, r.moving_at) AT TIME ZONE %s)
                NOT BETWEEN 6 AND 17)
        FROM responses_response r
        WHERE r.office_id = %s AND NOT r.is_exercise AND r.created_at >= %s AND r.created_at < %s
        GROUP BY r.type
        """,
        *(period.zone, period.zone, office.pk, period.starts_at, period.ends_at),
    )
    counts = [row if row[0] in GOING_OUT else (*row[:4], 0, 0) for row in counts]
    names = dict(Response._meta.get_field("type").flatchoices)
    rows = []
    for tier, types in TIERS.items():
        within = [numbers for what, *numbers in counts if what in types]
        rows.append([tier, *(str(sum(column)) for column in zip([0] * 5, *within, strict=True))])
        rows += [[f"– {names[what]}", *map(str, numbers[:3])] for what, *numbers in counts if what in types]
    return [*rows, ["All responses", *(str(sum(column)) for column in zip(*(row[1:] for row in counts), strict=True))]]


def table_h(office: Office, period: Period) -> list[list[str]]:
    """[result, dialogue, physical, environment, any, all]."""
    ends = asked(
        """
        SELECT r.result, r.type FROM responses_response r
        WHERE r.office_id = %s AND NOT r.is_exercise AND r.done_at >= %s AND r.done_at < %s
        """,
        *(office.pk, period.starts_at, period.ends_at),
    )
    rows = []
    for code, name in Response._meta.get_field("result").flatchoices:
        across = [sum(result == code and what in types for result, what in ends) for types in TIERS.values()]
        rows.append([str(name), *map(str, [*across, sum(across)])])
    return rows


def after_action(office: Office, period: Period) -> list[list[str]]:
    """[alert, result, reviewed or not], each once."""
    found = asked(
        """
        SELECT DISTINCT a.number, r.result FROM responses_response r
        JOIN responses_serving s ON s.response_id = r.id AND s.until IS NULL
        JOIN alerts_alert a ON a.id = s.alert_id
        WHERE r.result IN ('harm', 'too_late')
            AND r.office_id = %s AND NOT r.is_exercise AND r.done_at >= %s AND r.done_at < %s
        """,
        *(office.pk, period.starts_at, period.ends_at),
    )
    said = {"harm": "Harm despite response", "too_late": "Arrived too late"}
    return [[number, said[result], "Not reviewed"] for number, result in found]


def table_j(office: Office, period: Period) -> list[list[str]]:
    """[where word back stands, how many] of valid alerts that are closed; here all that is owed is in time."""
    counts: Counter[str] = Counter()
    for alert in valid(of_period(office, period)):
        if alert.state == "closed":
            last = alert.endings.exclude(word_back="").order_by("at", "id").last()
            said = {"given": "Told", "not_safe": "Not safe to tell", "owed": "Not yet, in time"}
            counts[said[last.word_back] if last else "Not said"] += 1
    return [[said, str(count)] for said, count in counts.items()]


def minutes_to(alerts: list[Alert], clock: str) -> float:
    """The median from receipt, in minutes."""
    lengths = [
        (getattr(alert, clock) - alert.received_at).total_seconds() / 60 for alert in alerts if getattr(alert, clock)
    ]
    return median(lengths)


TABLES = {
    "A": table_a,
    "B": table_b,
    "C": table_c,
    "D": table_d,
    "E": table_e,
    "F": table_f,
    "G": table_g,
    "H": table_h,
    "J": table_j,
}
TABLES["after_action"] = after_action


def tables(office: Office, period: Period) -> dict[str, list[list[str]]]:
    return {key: rows(office, period) for key, rows in TABLES.items()}
