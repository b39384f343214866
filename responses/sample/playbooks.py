"""The sample offices get their playbooks."""

from alerts.models import Duty, Office
from responses.models import Playbook
from responses.services import playbooks
from responses.services.playbooks import Draft, Item

from .cases import PLAYBOOKS, Sample


def make_playbooks(office: Office) -> list[Playbook]:
    """Published at once; those that are there already stay as they are."""
    duties = dict(Duty.objects.filter(office=office).values_list("code", "pk"))
    return [playbooks.load(office, _draft(sample, duties)) for sample in PLAYBOOKS]


def _draft(sample: Sample, duties: dict[str, int]) -> Draft:
    items = tuple(
        Item(text_en, text_fr, minutes, duties[code] if code else None)
        for minutes, code, text_en, text_fr in sample.items
    )
    return Draft(
        sample.name_en,
        sample.name_fr,
        sample.threat_types,
        sample.levels,
        sample.kinds,
        sample.starts_itself,
        items,
    )
