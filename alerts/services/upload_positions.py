"""A file of bases and posts against those of an office; names and kinds say which is which."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from alerts.models import Office, Position
from ewrr.common.words import search_key

from .positions import MOST, Draft
from .upload_plan import Changed, Checked, Plan


@dataclass(frozen=True, slots=True)
class PositionRow:
    row: int
    draft: Draft


def plan(office: Office, checked: Checked) -> Plan:
    """What the file would change of what stands; retired ones stay out of it. One statement."""
    made = Plan(refused=list(checked.refused), notes=list(checked.notes))
    rows = Position.objects.filter(office=office)
    known = {(search_key(one.name), one.kind): one for one in rows if one.retired_at is None}
    room = MOST - len(rows)
    taken: dict[tuple[str, str], int] = {}
    for row in checked.drafts:
        key = (search_key(row.draft.name), row.draft.kind.value)
        if (first := taken.setdefault(key, row.row)) != row.row:
            sentence = _("Row %(row)d is the same position: keep one of them.") % {"row": first}
            made.refuse(row.row, "name", row.draft.name, sentence)
        elif (standing := known.get(key)) is None:
            if len(made.new) >= room:
                sentence = _("There are too many already: an office has %(most)d at most.") % {"most": MOST}
                made.refuse(row.row, "", "", sentence)
                continue
            values = _values(row.draft, None)
            made.new.append((row.row, Position(office=office, name=row.draft.name, kind=key[1], **values)))
        else:
            values = _values(row.draft, standing)
            before = {name: getattr(standing, name) for name in values if getattr(standing, name) != values[name]}
            if before:
                after = {name: values[name] for name in before}
                made.changed.append(Changed(standing.pk, row.row, standing.name, before, after))
            else:
                made.unchanged += 1
    return made


def _values(draft: Draft, standing: Position | None) -> dict[str, Any]:
    """Columns as the file has them; an empty call sign or contact keeps what is there."""
    values: dict[str, Any] = {"component": draft.component.value}
    has_moved = standing is None or (round(standing.lat, 5), round(standing.lon, 5)) != (draft.lat, draft.lon)
    if has_moved:
        values |= {"lat": draft.lat, "lon": draft.lon, "as_typed": draft.as_typed}
    if draft.call_sign or standing is None:
        values["call_sign"] = draft.call_sign
    if draft.contact or standing is None:
        values["contact"] = draft.contact or ""
    return values


def write(made: Plan) -> dict[str, Any]:
    """Writes the plan; says what stood there before, as JSON."""
    rows = [position for _row, position in made.new]
    Position.objects.bulk_create(rows)
    for one in made.changed:
        Position.objects.filter(pk=one.id).update(**one.after)
    return {"new": [row.pk for row in rows], "changed": [[one.id, one.before, one.after] for one in made.changed]}
