"""What a person finds on signing in: what they owe, their inbox, what they filed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from alerts.domain.words import Channel
from alerts.models import Alert, Delivery, Filing, SwapOffer

from . import board, duty_page, why
from .access import Viewer, visible_to
from .card import Card, cards

MOST = 20
MOST_NOTICES = 10
FILED_SINCE = timedelta(days=7)
NOTICED_SINCE = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Home:
    """`told`: messages to this person about alerts, newest first, each with its reasons; of alerts under `owed`,
    mentions only. `notices`: messages about no alert, newest first, each with its notice. `offers`: swaps of watches
    that wait for this person, or that they offered.
    """

    owed: list[Card]
    told: list[tuple[Delivery, Card, list[str]]]
    notices: list[Delivery]
    filed: list[tuple[Filing, Card]]
    offers: list[SwapOffer]

    @property
    def in_inbox(self) -> int:
        return len(self.told) + len(self.notices)


def home(viewer: Viewer, now: datetime, but_for: str = "") -> Home:
    """A bounded page of each; statements do not grow with the rows. `but_for`: what begins the subjects of debts that
    the page lists by itself.
    """
    debts = board.owed_by(viewer)
    debts = debts.exclude(subject__startswith=but_for) if but_for else debts
    owed_ids = list(debts.order_by("due_at").values_list("alert_id", flat=True)[:MOST])
    messages = list(
        Delivery.objects.filter(person=viewer.person, channel=Channel.INBOX, office=viewer.office, alert__isnull=False)
        .select_related("escalation__rule", "duty", "through", "owed")
        .exclude(alert__in=owed_ids, comment__isnull=True)
        .order_by("-created_at", "-id")[:MOST]
    )
    filings = list(
        Filing.objects.filter(filer=viewer.person, office=viewer.office, received_at__gte=now - FILED_SINCE).order_by(
            "-received_at", "-id"
        )[:MOST]
    )
    wanted = {*owed_ids, *(row.alert_id for row in filings), *(row.alert_id for row in messages if row.alert_id)}
    alerts = visible_to(viewer).filter(pk__in=wanted).select_related("area")
    by_id = {card.alert.pk: card for card in cards(viewer, alerts, now)}
    latest = [row for row in _latest(messages) if row.alert_id in by_id]
    reasons = why.whys(latest)
    return Home(
        owed=[by_id[pk] for pk in dict.fromkeys(owed_ids) if pk in by_id],
        told=[(row, by_id[row.alert_id], reasons[row.pk]) for row in latest if row.alert_id in by_id],
        notices=_notices(viewer, now),
        filed=[(row, by_id[row.alert_id]) for row in filings if row.alert_id in by_id],
        offers=list(duty_page.offers(viewer, now)),
    )


def _notices(viewer: Viewer, now: datetime) -> list[Delivery]:
    """Those of the last 14 days. One statement."""
    own = Delivery.objects.filter(person=viewer.person, channel=Channel.INBOX, office=viewer.office)
    lately = own.filter(notice__isnull=False, created_at__gte=now - NOTICED_SINCE).select_related("notice")
    return list(lately.order_by("-created_at", "-id")[:MOST_NOTICES])


def has_unseen_notices(viewer: Viewer, path: str) -> bool:
    """Whether a notice in their inbox leads to the page and waits to be opened. One statement."""
    own = Delivery.objects.filter(person=viewer.person, channel=Channel.INBOX, office=viewer.office)
    return own.filter(notice__path=path, seen_at__isnull=True).exists()


def _latest(messages: list[Delivery]) -> list[Delivery]:
    """One message an alert, the latest."""
    return list({row.alert_id: row for row in reversed(messages)}.values())[::-1]


def filed_by(viewer: Viewer, number: str) -> Alert | None:
    """An alert to which the viewer contributed a filing."""
    return visible_to(viewer).filter(number=number, filings__filer=viewer.person).select_related("area").first()


def has_filed(viewer: Viewer, alert: Alert) -> bool:
    """Whether one of the alert's filings is the viewer's own: they may withdraw it. One statement."""
    return Filing.objects.filter(alert=alert, filer=viewer.person).exists()
