"""The cast of the exercise does what a person does at a page or with a message."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from alerts.domain.words import AnsweredVia, Channel, DismissReason, Level
from alerts.domain.words_of_deciding import WordBack
from alerts.domain.words_of_harm import HarmKnown
from alerts.models import Alert, Delivery, Office, Person
from alerts.sample.cast import CAST
from alerts.selectors.access import Viewer, viewer_of
from alerts.services import answering, assessing, lifecycle
from alerts.services.answering import Answered
from ewrr.common.errors import Refusal

from .fates import Assessed, Decided, Ending


class Absent(Refusal):
    code = "absent"


def viewer(office: Office, name: str, now: datetime) -> Viewer:
    """One of the cast as the services see them at `now`. Two statements. Raises Absent."""
    email = next(player.email for player in CAST if player.name == name)
    person = Person.objects.filter(email=email, is_active=True).first()
    found = viewer_of(person, now, office.code) if person is not None else None
    if found is None or found.office.pk != office.pk:
        raise Absent(_("%(name)s of the exercise has no role in the office now.") % {"name": name})
    return found


def viewers(office: Office, now: datetime) -> dict[str, Viewer]:
    """All of the office's cast, by name. Raises Absent."""
    return {player.name: viewer(office, player.name, now) for player in CAST if player.office == office.code}


def answer(viewer: Viewer, alert: Alert, *, by_mail: bool) -> Answered:
    """From the message where one was sent and `by_mail` says so, else on the alert's page. Raises Refusal."""
    sent = Delivery.objects.filter(alert=alert, person=viewer.person, channel=Channel.EMAIL)
    if by_mail and (message := sent.select_related("alert", "person").first()) is not None:
        return answering.answer_message(delivery=message)
    return answering.answer(viewer=viewer, number=alert.number, via=AnsweredVia.PAGE)


def assess(viewer: Viewer, alert: Alert, act: Assessed) -> None:
    """Sets the verification; the level stays. Raises Refusal."""
    stands = _stands(alert)
    assessing.assess(
        viewer=viewer,
        number=alert.number,
        version=stands.version,
        verification=act.verification,
        level=Level(stands.level),
    )


def decide(viewer: Viewer, alert: Alert, act: Decided, now: datetime) -> None:
    """Raises Refusal."""
    said = act.decision
    review = _day(viewer, now, said.review_days) if said.review_days is not None else None
    lifecycle.decide(
        viewer=viewer,
        number=alert.number,
        version=_stands(alert).version,
        course=said.course,
        reason=said.reason,
        note=said.note,
        review_date=review,
    )


def end(viewer: Viewer, alert: Alert, ending: Ending, now: datetime) -> None:
    """Closes or dismisses. Raises Refusal."""
    version = _stands(alert).version
    if isinstance(ending.how, DismissReason):
        lifecycle.dismiss(viewer=viewer, number=alert.number, version=version, reason=ending.how)
        return
    lifecycle.close(
        viewer=viewer,
        number=alert.number,
        version=version,
        outcome=ending.how,
        harm=HarmKnown.NONE,
        word_back=ending.word_back,
        word_back_date=_day(viewer, now, ending.owed_days) if ending.owed_days else None,
    )


def tell_back(viewer: Viewer, alert: Alert) -> None:
    """Gives the word back that was owed on closing. Raises Refusal."""
    version = _stands(alert).version
    lifecycle.settle_word_back(viewer=viewer, number=alert.number, version=version, word_back=WordBack.GIVEN)


def _stands(alert: Alert) -> Alert:
    """As it is now: these people look before they act. One statement."""
    return Alert.objects.only("version", "level").get(pk=alert.pk)


def _day(viewer: Viewer, now: datetime, ahead: int) -> date:
    return now.astimezone(ZoneInfo(viewer.office.time_zone)).date() + timedelta(days=ahead)
