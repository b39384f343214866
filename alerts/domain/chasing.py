"""Chasing a debt: whoever owes it is told, and once it is late more and more people, as of an unanswered alert."""

from collections.abc import Mapping
from datetime import timedelta

from .plan import Need, Plan, Step
from .words import Channel, Component

IN_PERSON = 0  # in the place of a duty: the person who owes it


def plan_of(
    telling: Plan,
    owner: int,
    component: Component | None,
    due_after: timedelta,
    components: Mapping[int, Component | None],
    *,
    tells_at_once: bool,
) -> Plan:
    """The steps by which a debt is told of.

    `telling`: the plan by which the alert itself is told. `owner`: the duty that owes it, or IN_PERSON; `component`:
    of whoever acts. `due_after`: from now until it is late. `components`: of every duty; those of other components are
    left in peace. `tells_at_once`: the owner does not know of it yet.

    Once it is late: the owner again with whoever decides, then each later step of `telling`, as long after as there.
    """
    first = telling.steps[0].channels if telling.steps else (Channel.INBOX, Channel.EMAIL)
    steps = [Step(timedelta(), (owner,), first)] if tells_at_once else []
    hub = (telling.decided_by,) if telling.decided_by is not None else ()
    late = [Step(due_after, _once(owner, *hub), first)]
    for one in telling.steps:
        if one.after > timedelta():
            named = [pk for pk in one.duty_ids if components.get(pk) in (None, component)]
            late.append(Step(due_after + one.after, _once(owner, *named), one.channels))
    return Plan(
        name=telling.name,
        need=Need.ONE,
        components=(),
        steps=(*steps, *late),
        answer_within=telling.answer_within,
        last_resort=telling.last_resort,
        insists=telling.insists,
    )


def _once(*duty_ids: int) -> tuple[int, ...]:
    return tuple(dict.fromkeys(duty_ids))
