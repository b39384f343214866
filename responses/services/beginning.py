"""An office gets the usual playbooks."""

from alerts.models import Duty, Office
from responses.models import Playbook

from . import playbooks
from .playbooks import Draft, Item
from .usual_playbooks import PLAYBOOKS, Usual


def make_playbooks(office: Office, *, publishes: bool) -> list[Playbook]:
    """Those of the list that the office does not have, in its order; published at once, or as drafts to adapt."""
    duties = dict(Duty.objects.filter(office=office).values_list("code", "pk"))
    return [playbooks.load(office, _draft(usual, duties), publishes=publishes) for usual in PLAYBOOKS]


def _draft(usual: Usual, duties: dict[str, int]) -> Draft:
    items = tuple(
        Item(text_en, text_fr, minutes, duties[code] if code else None)
        for minutes, code, text_en, text_fr in usual.items
    )
    return Draft(
        usual.name_en,
        usual.name_fr,
        usual.threat_types,
        usual.levels,
        usual.kinds,
        usual.starts_itself,
        items,
    )
