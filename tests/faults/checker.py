"""The judge: what was promised, held against the ledgers and the tables, in words of its own."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from .evidence import Evidence, Row
from .history import illegal
from .times import Windows, needless_at, timely, told

LEASE_S = 15.0  # how long a sender may hold a message
HANDED_OVER_S = 5.0  # the longest that a message may be on its way to the mail server
MOST_ARRIVALS = 2
ENDS = {"sent", "cancelled", "gave_up"}


@dataclass(frozen=True, slots=True)
class Bounds:
    """Seconds from acceptance until the first message, and from a step's time until it is taken: with all running,
    and beyond the end of a fault.
    """

    told_s: float = 30.0
    after_fault_s: float = 60.0


def judge(evidence: Evidence, bounds: Bounds | None = None) -> list[str]:
    """Every broken promise as one line; empty when all were kept."""
    kept = (accepted_once, answers_kept, numbers_whole, histories, needless, doubles, delivered, settled)
    found = [line for check in kept for line in check(evidence)]
    for timed in (told_in_time, steps_in_time):
        found += timed(evidence, bounds or Bounds())
    return found


def accepted_once(evidence: Evidence) -> Iterator[str]:
    """Every accepted alert exists once, with its words; nothing exists that nobody sent."""
    filings: dict[str, list[Row]] = defaultdict(list)
    for filing in evidence.filings:
        filings[filing["client_id"]].append(filing)
    alerts = {alert["id"]: alert for alert in evidence.alerts}
    numbers: dict[str, set[str]] = defaultdict(set)
    for line in evidence.lines("accepted"):
        numbers[line["client_id"]].add(line["number"])
        found = filings[line["client_id"]]
        if len(found) != 1:
            yield f"lost: {line['number']} was accepted and exists {len(found)} times"
            continue
        alert = alerts.get(found[0]["alert_id"], {})
        if (alert.get("number"), alert.get("level")) != (line["number"], line["level"]):
            yield f"lost: {line['number']} was accepted and stands as {alert.get('number')}, {alert.get('level')}"
        if (found[0]["words"], found[0]["by"]) != (line["words"], line["by"]):
            yield f"changed: {line['number']} has other words or another filer"
    for client_id, several in numbers.items():
        if len(several) > 1:
            yield f"doubled: {client_id} was told {sorted(several)}"
    tried = {line["client_id"] for line in evidence.lines("tried")}
    for client_id in {filing["client_id"] for filing in evidence.filings} - tried:
        yield f"invented: filing {client_id} was sent by nobody"
    for alert_id, count in Counter(filing["alert_id"] for filing in evidence.filings).items():
        if count != 1:
            yield f"doubled: alert {alert_id} has {count} filings"
    for alert_id in alerts.keys() - {filing["alert_id"] for filing in evidence.filings}:
        yield f"invented: alert {alerts[alert_id]['number']} has no filing"


def answers_kept(evidence: Evidence) -> Iterator[str]:
    """Every accepted answer stands, and every accepted decision."""
    numbers = {alert["id"]: alert["number"] for alert in evidence.alerts}
    stand = {(numbers.get(row["alert_id"]), row["by"]) for row in evidence.answers}
    for line in evidence.lines("answered"):
        if (line["number"], line["by"]) not in stand:
            yield f"lost: the answer of {line['by']} to {line['number']}"
    ends = {"decide": "decided", "dismiss": "dismissed"}
    states = {alert["number"]: alert["state"] for alert in evidence.alerts}
    for line in evidence.lines("moved"):
        if states.get(line["number"]) != ends[line["move"]]:
            yield f"lost: {line['number']} was {ends[line['move']]} and stands {states.get(line['number'])}"


def numbers_whole(evidence: Evidence) -> Iterator[str]:
    """Numbers of alerts and of events: from 1, without a gap, none twice."""
    serials: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for alert in evidence.alerts:
        serials["number", str(alert["office_id"]), alert["series"], str(alert["year"])].append(alert["serial"])
    for event in evidence.events:
        serials["event", str(event["office_id"])].append(event["seq"])
    for name, found in serials.items():
        if sorted(found) != list(range(1, len(found) + 1)):
            missing = sorted(set(range(1, max(found) + 1)) - set(found))
            yield f"hole: {' '.join(name)} counts {len(found)} up to {max(found)}, missing {missing[:5]}"


def histories(evidence: Evidence) -> Iterator[str]:
    """Each alert's events are a path that may be walked, and end where the alert stands."""
    of_alert: dict[int, list[Row]] = defaultdict(list)
    for event in sorted(evidence.events, key=lambda row: (row["office_id"], row["seq"])):
        if event["alert_id"] is not None:
            of_alert[event["alert_id"]].append(event)
    for act in evidence.changeable:
        yield f"history: may be changed by {act}"
    for alert in evidence.alerts:
        for fault in illegal(of_alert[alert["id"]], alert["state"]):
            yield f"history: {alert['number']} {fault}"


def needless(evidence: Evidence) -> Iterator[str]:
    """No message comes later than the answer or decision that made it needless, but one that was on its way at that
    moment: it was found being sent, claimed no longer ago than a lease lasts, and arrived within a send's time.
    """
    due = needless_at(evidence)
    cancelled = {note["delivery"]: note for note in evidence.notes if note["became"] == "cancelled"}
    claims: dict[int, list[float]] = defaultdict(list)
    for claim in evidence.notes:
        if claim["became"] == "sending":
            claims[claim["delivery"]].append(claim["at"])
    for mail in evidence.mails:
        answered_at = due.get(mail["delivery"])
        if answered_at is None or mail["at"] <= answered_at:
            continue
        note = cancelled.get(mail["delivery"])
        late_s = mail["at"] - answered_at
        if note is None:
            yield f"late: message {mail['delivery']} came {late_s:.1f} s after the answer and was not cancelled"
        elif note["was"] != "sending" or not any(0 <= note["at"] - at <= LEASE_S for at in claims[mail["delivery"]]):
            yield f"late: message {mail['delivery']} came {late_s:.1f} s after the answer, which found it {note['was']}"
        elif late_s > HANDED_OVER_S:
            yield f"late: message {mail['delivery']} came {late_s:.1f} s after the answer, longer than a send may take"


def doubles(evidence: Evidence) -> Iterator[str]:
    """A message comes once; twice only where a fault lay between its claim and its record, never more often."""
    faults = Windows(evidence.faults)
    arrivals: dict[str, list[float]] = defaultdict(list)
    for mail in evidence.mails:
        if mail["delivery"] is not None:
            arrivals[mail["id"]].append(mail["at"])
    for message, times in arrivals.items():
        if len(times) > MOST_ARRIVALS:
            yield f"doubled: {message} came {len(times)} times"
        first = min(times)
        if len(times) > 1 and not faults.within(first - HANDED_OVER_S, first + HANDED_OVER_S):
            yield f"doubled: {message} came {len(times)} times and there was no fault"


def delivered(evidence: Evidence) -> Iterator[str]:
    """What the hub says of a message is what the mail server saw."""
    arrived = Counter(mail["delivery"] for mail in evidence.mails)
    addresses = {mail["delivery"]: mail["to"].partition("@")[0] for mail in evidence.mails}
    for row in evidence.deliveries:
        if row["channel"] != "email":
            continue
        if row["state"] not in ENDS:
            yield f"waiting: message {row['id']} is left {row['state']}"
        if row["state"] == "sent" and not arrived[row["id"]]:
            yield f"untold: message {row['id']} is said to be sent and never came"
        if arrived[row["id"]] and addresses[row["id"]] != row["to"]:
            yield f"astray: message {row['id']} is for {row['to']} and came to {addresses[row['id']]}"
    known = {row["id"] for row in evidence.deliveries}
    for mail in evidence.mails:
        if mail["delivery"] is not None and mail["delivery"] not in known and mail["at"] < evidence.read_at:
            yield f"invented: message {mail['id']} belongs to no delivery"


def settled(evidence: Evidence) -> Iterator[str]:
    """Once the faults are over nothing that is due is left lying."""
    for what, count in evidence.due.items():
        if count:
            yield f"due: {count} {what}"


def told_in_time(evidence: Evidence, bounds: Bounds) -> Iterator[str]:
    """Every accepted alert reached a person, was answered, or stands visibly unanswered, in time."""
    for one in told(evidence):
        limit_s = bounds.told_s if not one.broken else max(bounds.told_s, one.fault_s + bounds.after_fault_s)
        if one.after_s is None:
            yield f"untold: {one.number} reached nobody and does not stand as unanswered"
        elif one.after_s > limit_s:
            yield f"untold: {one.number} reached somebody only after {one.after_s:.1f} s (at most {limit_s:.0f})"


def steps_in_time(evidence: Evidence, bounds: Bounds) -> Iterator[str]:
    """Every step of every ladder is taken when it is due."""
    faults = Windows(evidence.faults)
    for rung in timely(evidence):
        due = rung["at"] - rung["late_s"]
        fault_s = max((window.ended - due for window in faults.within(due, rung["at"])), default=None)
        limit_s = bounds.told_s if fault_s is None else max(bounds.told_s, fault_s + bounds.after_fault_s)
        if rung["late_s"] > limit_s:
            yield f"late: step {rung['step']} of round {rung['escalation']} was taken {rung['late_s']:.1f} s late"
