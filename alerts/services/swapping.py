"""Swaps between colleagues: one offers a watch of theirs for one of another's, who takes the offer or does not."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from alerts.domain.events import Happened
from alerts.domain.words_of_telling import DutyAct
from alerts.models import SwapOffer
from alerts.selectors.access import Viewer
from ewrr.common.change import Change, change

from . import duty, duty_drafts
from .duty_checks import MayNotChange, NotStanding
from .duty_drafts import Draft, Held


def offer(*, viewer: Viewer, first: Held, second: Held) -> SwapOffer:
    """The viewer offers their watch `first` for the other's `second`: nothing changes until that is taken.
    Raises MayNotChange, NotStanding, NotAMember.
    """
    with change(viewer.office.pk, viewer.person) as c:
        if viewer.person.pk != first.person_id:
            raise MayNotChange(_("Offer a watch of your own."))
        duty_drafts.swap(viewer, c.now, first=first, second=second)
        made, is_new = SwapOffer.objects.get_or_create(
            office=viewer.office,
            offered_by=viewer.person,
            own_duty_id=first.duty_id,
            own_starts_at=first.starts_at,
            own_ends_at=first.ends_at,
            asked_id=second.person_id,
            asked_duty_id=second.duty_id,
            asked_starts_at=second.starts_at,
            asked_ends_at=second.ends_at,
            ended_at=None,
            defaults={"offered_at": c.now},
        )
        if is_new:
            _record(c, DutyAct.SWAP_OFFERED, made)
        return made


def take(*, viewer: Viewer, offer: SwapOffer, drafting: duty.Drafting | None = None) -> Draft:
    """The asked person takes the offer: both watches change hands. `drafting`: checks more than `drafted` does.
    Raises MayNotChange, NotStanding.
    """
    if viewer.person.pk != offer.asked_id:
        raise MayNotChange(_("Only the person who was asked takes an offer."))

    def settle(c: Change) -> None:
        SwapOffer.objects.filter(pk=offer.pk).update(ended_at=c.now, is_taken=True)

    return duty.save(viewer, drafting or (lambda now: drafted(viewer, now, offer)), settle)


def drop(*, viewer: Viewer, offer: SwapOffer) -> None:
    """Declined by the asked person, or withdrawn by whoever offered. Raises MayNotChange, NotStanding."""
    if viewer.person.pk not in {offer.asked_id, offer.offered_by_id}:
        raise MayNotChange(_("That offer is between two other people."))
    with change(viewer.office.pk, viewer.person) as c:
        standing = _standing(viewer, offer)
        standing.ended_at = c.now
        standing.save(update_fields=["ended_at"])
        _record(c, DutyAct.SWAP_DROPPED, standing)


def drafted(viewer: Viewer, now: datetime, offer: SwapOffer) -> Draft:
    """The swap as it would be made. Raises MayNotChange, NotStanding."""
    standing = _standing(viewer, offer)
    first = Held(standing.own_duty_id, standing.offered_by_id, standing.own_starts_at, standing.own_ends_at)
    second = Held(standing.asked_duty_id, standing.asked_id, standing.asked_starts_at, standing.asked_ends_at)
    return duty_drafts.swap(viewer, now, first=first, second=second, is_agreed=True)


def _standing(viewer: Viewer, offer: SwapOffer) -> SwapOffer:
    standing = SwapOffer.objects.filter(office=viewer.office, pk=offer.pk, ended_at__isnull=True).first()
    if standing is None:
        raise NotStanding(_("That offer stands no more."))
    return standing


def _record(c: Change, act: DutyAct, offer: SwapOffer) -> None:
    c.record(
        Happened.DUTY_CHANGED,
        act=act,
        duties=[offer.own_duty_id, offer.asked_duty_id],
        people=[offer.offered_by_id, offer.asked_id],
        shifts=[],
        absences=[],
        rotations=[],
    )
