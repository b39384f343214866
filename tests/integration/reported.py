"""A week with something of everything, and the report of it."""

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

from alerts.domain.words import DismissReason, Outcome, ThreatType, Verification
from alerts.domain.words_of_deciding import Course, NotResponded, WordBack
from alerts.domain.words_of_filings import AgeSex, Population, ReceivedBy
from alerts.models import Alert, Office
from alerts.services import importing
from ewrr.common import clock
from responses.domain import periods
from responses.domain.course import Step
from responses.domain.words import Responder, ResponseType, Result
from responses.domain.words_of_reports import Passage
from responses.models import Version
from responses.selectors import reports
from responses.selectors.figures import Edition
from responses.services import making, passages, signing
from tests import make
from tests.integration import filed_records

AHEAD = dt.timedelta(days=7)


def edition(office: Office, *, is_exercise: bool = False) -> Edition:
    """The reporting week that is now."""
    today = clock.now().astimezone(ZoneInfo(office.time_zone)).date()
    return Edition(office, periods.week_of(today, office.week_starts_on, office.time_zone), is_exercise)


def address(of: Edition) -> str:
    return f"/reports/{reports.ref_of(of)}/"


def week(office: Office) -> dict[str, Alert]:
    """Alerts of every fate, received now, one of a restricted kind, one backdated, one historical record of today."""
    now = clock.now()
    today = now.astimezone(ZoneInfo(office.time_zone)).date()
    made = {
        "critical": make.alert(is_routed=True, age_sex=(AgeSex.WOMEN,), population=(Population.DISPLACED,)),
        "by_police": make.alert(by="Ben", level="high", is_routed=True),
        "low": make.alert(level="low", is_routed=True, received_by=ReceivedBy.HOTLINE),
        "restricted": make.alert(threat_types=(ThreatType.CRSV,), is_routed=True),
        "backdated": make.alert(level="medium", event_at=now - dt.timedelta(days=20), is_routed=True),
        "far": make.alert(threat_types=(ThreatType.KILLING, ThreatType.ARSON), is_routed=True),
        "handed": make.alert(level="high", threat_types=(ThreatType.ABDUCTION,), is_routed=True),
        "watched": make.alert(level="medium", is_routed=True),
        "nuisance": make.alert(level="low", is_routed=True),
        "refuted": make.alert(level="low", is_routed=True),
        "twin": make.alert(is_routed=True),
        "reopened": make.alert(level="high", is_routed=True),
        "refused": make.alert(level="medium", is_routed=True),
        "checked": make.alert(level="medium", is_routed=True),
        "repeated": make.alert(level="high", is_routed=True),
    }
    make.answered(made["critical"], "Amina", "Ben", "Chidi")
    make.answered(made["far"], "Amina", "Ben", "Chidi", "Dora")
    make.assessed(made["critical"], verification=Verification.VERIFIED)
    make.decided(made["critical"])
    make.decided(made["far"], course=Course.NO_ACTION, reason=NotResponded.TOO_FAR)
    make.handed_over(make.decided(made["handed"], course=Course.HAND_OVER))
    make.decided(made["watched"], course=Course.MONITOR, review_date=today + AHEAD)
    _respond(made)
    make.closed(made["critical"], word_back=WordBack.OWED, word_back_date=today + AHEAD)
    make.closed(made["low"], outcome=Outcome.NO_ACTION)
    make.dismissed(made["nuisance"])
    make.dismissed(made["refuted"], reason=DismissReason.REFUTED)
    make.joined(made["twin"], made["by_police"])
    make.reopened(make.closed(made["reopened"]))
    start = edition(office).period.starts_at + dt.timedelta(hours=1)
    record = replace(filed_records.record(1), event_at=start, event_until=start + dt.timedelta(hours=1))
    importing.take_in(office=office, system="ucdp-ged", records=[record])
    return {name: Alert.objects.get(pk=alert.pk) for name, alert in made.items()}


def _respond(made: dict[str, Alert]) -> None:
    """Responses of every end: done by two, broken off on the way, refused, to verify only, carried over by joining, of
    a restricted alert only.
    """
    for name in ("by_police", "backdated", "refused", "checked", "repeated"):
        make.decided(made[name])
    make.decided(made["restricted"], by="Noor")
    done = make.response(made["critical"], type=ResponseType.ESCORT)
    make.stepped(done, Step.ACCEPT, Step.MOVE, Step.ARRIVE)
    make.stepped(done, Step.FINISH, result=Result.HARM)
    second = make.response(made["critical"], made["backdated"], responder=Responder.UNPOL, type=ResponseType.POLICE)
    make.stepped(second, Step.ACCEPT, Step.FINISH, result=Result.TOO_LATE)
    make.stepped(make.response(made["by_police"]), Step.MOVE, Step.ABORT, by="Dora")
    make.stepped(make.response(made["refused"]), Step.REFUSE)
    make.stepped(make.response(made["checked"], type=ResponseType.VERIFY), Step.ARRIVE)
    make.stepped(make.response(made["repeated"]), Step.ARRIVE)
    kept = make.response(
        made["restricted"],
        by="Noor",
        person=make.person("Noor").pk,
        type=ResponseType.FACTFINDING,
        responder=Responder.CIVILIAN_SECTION,
    )
    make.stepped(kept, Step.ACCEPT, Step.FINISH, by="Noor", result=Result.TOO_LATE)
    make.joined(made["repeated"], made["handed"])
    make.closed(made["refused"])


def drafted(of: Edition, *, by: str = "Farid", **texts: str) -> Version:
    """A draft with texts: drafted(edition, key_messages="…")."""
    version = signing.begin(of, make.viewer(by))
    for passage, text in texts.items():
        passages.write(
            viewer=make.viewer(by),
            version=version.pk,
            passage=Passage(passage),
            language="en",
            revision=0,
            text=text,
        )
    return version


def submitted(of: Edition, **texts: str) -> Version:
    version = drafted(of, **texts)
    return signing.submit(viewer=make.viewer("Farid"), version=version.pk, revision=version.revision)


def approved(of: Edition, **texts: str) -> Version:
    version = submitted(of, **texts)
    return signing.approve(viewer=make.viewer("Grace"), version=version.pk, revision=version.revision)


def issued(of: Edition, **texts: str) -> Version:
    """With every file made."""
    version = approved(of, **texts)
    signing.issue(viewer=make.viewer("Farid"), version=version.pk, revision=version.revision)
    making.make_due()
    return fresh(version)


def fresh(version: Version) -> Version:
    return Version.objects.select_related("report__office", *reports.SIGNERS).get(pk=version.pk)
