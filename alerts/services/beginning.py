"""An office made from nothing: what it cannot do without, or all that is usual, and its first administrator."""

from dataclasses import dataclass, fields

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from alerts.domain.events import Happened
from alerts.domain.words import Role
from alerts.models import Actor, Area, Duty, Invitation, Membership, Office, Person, Plan, PlanStep, Rule, Section
from alerts.selectors.actors import key_of
from ewrr.common.change import change
from ewrr.common.errors import Refusal

from . import actors, gazetteer, inviting, people, roles
from .offices import Basics
from .usual import LAST_RESORT, LEAST, ON_THE_GRID, USUAL, Book


class CodeTaken(Refusal):
    code = "code_taken"


@dataclass(frozen=True, slots=True)
class Asked(Basics):
    """`email`, `name`: of the first administrator."""

    email: str
    name: str
    with_usual: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """`link`: of the administrator's invitation, good once; empty where they can sign in already. `is_new`: the
    office was made now.
    """

    office: Office
    link: str
    is_new: bool


def create_office(asked: Asked) -> Made:
    """The office with its first administrator, all or nothing. Asked again for the same office and administrator it
    makes nothing but a new link; the one before is worth nothing then.

    Raises CodeTaken where the code is another office's.
    """
    with transaction.atomic():
        known = Office.objects.filter(code=asked.code).first()
        if known is not None:
            return Made(known, _link_again(known, asked.email), is_new=False)
        if not Area.objects.filter(country=asked.country).exists():
            gazetteer.load()
        office = _office(asked)
        (make_usual if asked.with_usual else make_least)(office)
        with change(office.pk) as c:
            office.begun_at = c.now
            office.save(update_fields=["begun_at"])
            c.record(Happened.OFFICE_CHANGED, act="begun", fields=[])
            role = roles.Draft(Role.ADMINISTRATOR, people.today(office, c.now))
            invited = inviting.begin(
                c, office, inviting.Asked(asked.email, asked.name, asked.language, "", role, to_known=True)
            )
            link = ""
            if invited.invitation is not None:  # it is printed, too
                Invitation.objects.filter(pk=invited.invitation.pk).update(is_by_hand=True)
                link = inviting.token(invited.invitation)
        return Made(office, link, is_new=True)


def make_usual(office: Office) -> None:
    """Sections, duties, plans, rules and actors as they usually are; what exists is left as it is."""
    _make(office, USUAL)
    for draft in actors.usual(office.country):
        known = {"aliases": draft.aliases, "kind": draft.kind, "search_key": key_of(draft.name, draft.aliases)}
        Actor.objects.get_or_create(office=office, name=draft.name, defaults=known)


def make_least(office: Office) -> None:
    """That an alert is always told to somebody, and falls to somebody; what exists is left as it is."""
    _make(office, LEAST)


def _office(asked: Asked) -> Office:
    try:
        with transaction.atomic():
            made: Office = Office.objects.create(**{one.name: getattr(asked, one.name) for one in fields(Basics)})
            return made
    except IntegrityError:
        raise CodeTaken(_("Another office has this code.")) from None


def _link_again(office: Office, email: str) -> str:
    """A new link to the administrator who has not taken up their account. Raises CodeTaken for anybody else."""
    person = Person.objects.filter(email=email.strip().lower()).first()
    administers = Membership.objects.filter(office=office, person=person, role=Role.ADMINISTRATOR)
    if person is None or not administers.exists():
        raise CodeTaken(_("Another office has this code."))
    waiting = Invitation.objects.filter(person=person, accepted_at__isnull=True, withdrawn_at__isnull=True).first()
    if person.is_active or waiting is None:
        return ""
    with change(office.pk) as c:
        inviting.renew(c, waiting, is_by_hand=True)
        c.record(Happened.PERSON_INVITED, act="shown", person=person.pk, invitation=waiting.pk)
    return inviting.token(waiting)


def _make(office: Office, begun: Book) -> None:
    for component, name_en, name_fr in begun.sections:
        Section.objects.get_or_create(
            office=office, name_en=name_en, defaults={"name_fr": name_fr, "component": component}
        )
    duties = _make_duties(office, begun)
    plans = _make_plans(office, begun, duties)
    _make_rules(office, begun, duties, plans)


def _make_duties(office: Office, begun: Book) -> dict[str, Duty]:
    duties: dict[str, Duty] = {}
    for code, name_en, name_fr, component, fallback, opens_restricted in begun.duties:
        duties[code], _made = Duty.objects.get_or_create(
            office=office,
            code=code,
            defaults={
                "name_en": name_en,
                "name_fr": name_fr,
                "component": component or "",
                "time_zone": office.time_zone,
                "fallback": duties.get(fallback),
                "opens_restricted": opens_restricted,
                "position": ON_THE_GRID.index(code),
            },
        )
    return duties


def _make_plans(office: Office, begun: Book, duties: dict[str, Duty]) -> dict[str, Plan]:
    plans: dict[str, Plan] = {}
    for one in begun.plans:
        plan, made = Plan.objects.get_or_create(
            office=office,
            code=one.code,
            defaults={
                "name_en": one.name_en,
                "name_fr": one.name_fr,
                "need": one.need,
                "answer_within_min": one.answer_min,
                "decide_within_min": one.decide_min,
                "decided_by": duties[one.decided_by],
                "last_resort": duties[LAST_RESORT],
                "insists": one.insists,
            },
        )
        plans[one.code] = plan
        for step in one.steps if made else ():
            row = PlanStep.objects.create(
                plan=plan,
                after_min=step.after_min,
                is_again=step.is_again,
                channels=[channel.value for channel in one.channels],
            )
            row.duties.set([duties[name] for name in step.duties])
    return plans


def _make_rules(office: Office, begun: Book, duties: dict[str, Duty], plans: dict[str, Plan]) -> None:
    if Rule.objects.filter(office=office).exists():
        return
    for position, (name_en, name_fr, levels, for_restricted, told, plan, is_last) in enumerate(begun.rules, start=1):
        rule = Rule.objects.create(
            office=office,
            position=position,
            name_en=name_en,
            name_fr=name_fr,
            levels=[level.value for level in levels],
            for_restricted=for_restricted,
            is_last=is_last,
            plan=plans[plan],
        )
        rule.duties.set([duties[code] for code in told])
