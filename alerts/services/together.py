"""One act on several alerts: each by the service that does it for one, in a transaction of its own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from alerts.domain.words import AnsweredVia, DismissReason
from alerts.models import Alert
from alerts.selectors.access import Viewer, visible_to
from ewrr.common.errors import Refusal

from . import answering, lifecycle

MOST = 100


@dataclass(frozen=True, slots=True)
class Chosen:
    """An alert as it was looked at when it was chosen."""

    number: str
    version: int


@dataclass(frozen=True, slots=True)
class Result:
    """`why_not`: the sentence that refused it, None where it was done."""

    number: str
    why_not: Any = None


class TooMany(Refusal):
    code = "too_many"


def answer(*, viewer: Viewer, chosen: Iterable[Chosen]) -> list[Result]:
    """The viewer answers each. One that changed since it was chosen is left alone. Raises TooMany."""

    def one(alert: Chosen) -> None:
        if visible_to(viewer).only("version").get(number=alert.number).version != alert.version:
            raise Changed
        answering.answer(viewer=viewer, number=alert.number, via=AnsweredVia.PAGE)

    return _each(chosen, one)


def dismiss(*, viewer: Viewer, chosen: Iterable[Chosen], reason: DismissReason, note: str = "") -> list[Result]:
    """Dismisses each for the same reason. One that changed since it was chosen is left alone. Raises TooMany."""

    def one(alert: Chosen) -> None:
        try:
            lifecycle.dismiss(viewer=viewer, number=alert.number, version=alert.version, reason=reason, note=note)
        except lifecycle.Stale:
            raise Changed from None

    return _each(chosen, one)


class Changed(Refusal):
    code = "stale"

    def __init__(self) -> None:
        super().__init__(_("It changed since you chose it: look at it first."))


def _each(chosen: Iterable[Chosen], act: Callable[[Chosen], None]) -> list[Result]:
    alerts = list({alert.number: alert for alert in chosen}.values())
    if len(alerts) > MOST:
        raise TooMany(_("At most 100 alerts at once."))
    return [_result(alert, act) for alert in alerts]


def _result(alert: Chosen, act: Callable[[Chosen], None]) -> Result:
    try:
        act(alert)
    except Alert.DoesNotExist:
        return Result(alert.number, _("There is no such alert for you."))
    except Refusal as refusal:
        return Result(alert.number, refusal.sentence)
    return Result(alert.number)
