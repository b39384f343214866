"""What the checker judges by: the driver's ledger, the mail server's, the rig's notes, and the tables as they are."""

import re
import time
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import psycopg
from psycopg.rows import dict_row

from tests.running import RunningHub

from .ledger import Ledger

Row = dict[str, Any]
MESSAGE = re.compile(r"<delivery-(\d+)@")


@dataclass(slots=True)
class Evidence:
    """Rows as dictionaries; moments as seconds since 1970 by the machine's clock, which nobody moves.

    `driver`: lines of the driver's ledger. `mails`: of the mail server's, each with its `delivery`. `faults`: of the
    rig's. `notes`: states of messages (`delivery`, `at`, `was`, `became`). `rungs`: steps that ran
    (`escalation`, `at`, `late_s`, `step`, `became`). `changeable`: histories that could be changed. The rest: tables.
    """

    driver: list[Row] = field(default_factory=list)
    mails: list[Row] = field(default_factory=list)
    faults: list[Row] = field(default_factory=list)
    alerts: list[Row] = field(default_factory=list)
    filings: list[Row] = field(default_factory=list)
    events: list[Row] = field(default_factory=list)
    deliveries: list[Row] = field(default_factory=list)
    escalations: list[Row] = field(default_factory=list)
    answers: list[Row] = field(default_factory=list)
    notes: list[Row] = field(default_factory=list)
    rungs: list[Row] = field(default_factory=list)
    changeable: list[str] = field(default_factory=list)
    due: dict[str, int] = field(default_factory=dict)  # how many of what still wait, though due
    read_at: float = float("inf")  # when the tables were read; what came later is not in them

    def lines(self, kind: str) -> list[Row]:
        return [line for line in self.driver if line["kind"] == kind]


TABLES = {
    "alerts": "SELECT id, office_id, number, series, year, serial, level, state, is_restricted FROM alerts_alert",
    "filings": """SELECT f.client_id::text, f.alert_id, encode(sha256(convert_to(f.text, 'UTF8')), 'hex') AS words,
        split_part(p.email, '@', 1) AS by FROM alerts_filing f JOIN alerts_person p ON p.id = f.filer_id""",
    "events": "SELECT office_id, seq, kind, alert_id, data FROM alerts_event ORDER BY office_id, seq",
    "deliveries": """SELECT d.id, d.alert_id, d.round, d.step, d.purpose, d.channel, d.components, d.state,
        d.sent_at, d.created_at, split_part(p.email, '@', 1) AS to
        FROM alerts_delivery d JOIN alerts_person p ON p.id = d.person_id""",
    "escalations": "SELECT id, alert_id, round, plan, state, started_at, next_at FROM alerts_escalation",
    "answers": """SELECT k.alert_id, k.round, k.component, n.at, split_part(p.email, '@', 1) AS by
        FROM alerts_acknowledgement k JOIN alerts_person p ON p.id = k.person_id
        JOIN rig.answer n ON n.acknowledgement = k.id""",
    "notes": "SELECT delivery, at, was, became FROM rig.message ORDER BY at",
    "rungs": """SELECT escalation, at, step, became, extract(epoch FROM db_at - was_next_at)::float8 AS late_s
        FROM rig.ladder WHERE was_next_at IS NOT NULL AND (step > was_step OR became = 'unanswered') ORDER BY at""",
}
CHANGES = (
    "UPDATE alerts_event SET kind = 'alert.filed' WHERE seq = 1",
    "DELETE FROM alerts_event WHERE seq = 1",
    "UPDATE alerts_filing SET text = '' WHERE id = (SELECT min(id) FROM alerts_filing)",
)
DUE = {
    "messages": """SELECT count(*) FROM alerts_delivery WHERE state IN ('pending', 'sending', 'failed')
        AND coalesce(leased_until, due_at) < statement_timestamp() - interval '20 seconds'""",
    "steps": """SELECT count(*) FROM alerts_escalation WHERE state IN ('running', 'unanswered')
        AND next_at < statement_timestamp() - interval '20 seconds'""",
}


def read(hub: RunningHub, driver: Ledger, faults: Ledger) -> Evidence:
    found = Evidence(driver=driver.read(), faults=faults.read(), read_at=time.time())
    for name, statement in TABLES.items():
        setattr(found, name, rows(hub, statement))
    found.mails = Ledger(hub.mail.ledger).read()
    for mail in found.mails:
        named = MESSAGE.match(mail["id"] or "")
        mail["delivery"] = int(named[1]) if named else None
    found.due = {name: hub.sql(statement)[0][0] for name, statement in DUE.items()}
    found.changeable = [act for act in CHANGES if could(hub, act)]
    return found


def could(hub: RunningHub, act: str) -> bool:
    """Whether the database lets history be changed; what it lets is taken back."""
    with psycopg.connect(hub.database_url) as connection:
        try:
            return connection.execute(act).rowcount > 0
        except psycopg.errors.RestrictViolation:
            return False
        finally:
            connection.rollback()


def rows(hub: RunningHub, statement: str) -> list[Row]:
    """Each row with its columns' names, moments as seconds since 1970."""
    with psycopg.connect(hub.database_url, row_factory=dict_row) as connection:
        found = connection.execute(statement).fetchall()
    for row in found:
        row |= {name: value.timestamp() for name, value in row.items() if isinstance(value, datetime)}
    return found
