"""A file of areas, places or positions: looked at, taken in as one, put aside, taken back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from alerts.domain.events import Happened
from alerts.domain.words_of_places import UploadOf, UploadState
from alerts.models import Area, Office, Place, Position, Rule, Upload
from alerts.selectors.access import Viewer
from ewrr.common.change import Change, change
from ewrr.common.errors import Refusal

from . import gazetteer, upload_areas, upload_places, upload_positions
from .editing_lists import editing_lists
from .upload_plan import Checked, Plan

UPLOADS_LOCK = 3  # first key of the advisory lock; the second is the country
KEPT = timedelta(days=1)  # a file that nobody took in or put aside
MODELS: dict[UploadOf, Any] = {
    UploadOf.AREAS: Area,
    UploadOf.PLACES: Place,
    UploadOf.POSITIONS: Position,
}


class Otherwise(Refusal):
    """Taking it in would now write something else than was shown."""

    code = "otherwise"

    def __init__(self) -> None:
        super().__init__(_("Not taken in: something changed since this was worked out. Look again, then take it in."))


class NothingToDo(Refusal):
    code = "nothing_to_do"


class Busy(Refusal):
    code = "busy"

    def __init__(self) -> None:
        super().__init__(_("Somebody takes in another file of this country right now. Try again in a minute."))


class Settled(Refusal):
    """It was taken in, put aside or taken back before."""

    code = "settled"


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it came."""

    of: UploadOf
    name: str
    content: bytes


def plan(office: Office, of: UploadOf, checked: Checked) -> Plan:
    """What taking it in would do; writes nothing."""
    plans: dict[UploadOf, Callable[[Office, Checked], Plan]] = {
        UploadOf.AREAS: upload_areas.plan,
        UploadOf.PLACES: upload_places.plan,
        UploadOf.POSITIONS: upload_positions.plan,
    }
    return plans[of](office, checked)


def look(*, viewer: Viewer, sent: Sent, checked: Checked) -> Upload:
    """Keeps the file with what it would do, until it is taken in. The person's other files of the sort that wait are
    put aside, and those of the office that nobody wanted for a day. Raises MayNotSetUp.
    """
    made = plan(viewer.office, sent.of, checked)
    with editing_lists(viewer) as c:
        mine = Upload.objects.filter(office=viewer.office, state=UploadState.WAITING)
        _put_aside(mine.filter(of=sent.of, by=viewer.person))
        _put_aside(mine.filter(at__lt=c.now - KEPT))
        return Upload.objects.create(
            office=viewer.office,
            country=viewer.office.country,
            of=sent.of,
            file_name=sent.name[:120],
            by=viewer.person,
            at=c.now,
            content=sent.content,
            found=made.found(),
            **made.counts,
        )


def take_in(*, viewer: Viewer, upload_id: int, seen: str, checked: Checked) -> Upload:
    """Writes what was shown, all of it or nothing; rows that are refused are left out. `seen`: the stamp of what was
    looked at; `checked`: the file read again.

    Raises Upload.DoesNotExist, MayNotSetUp, Settled, Busy, NothingToDo, and Otherwise, after which the upload says
    what taking it in would do now.
    """
    upload = _waiting(viewer, upload_id)
    with editing_lists(viewer) as c:
        _lock(viewer.office)
        upload = _waiting(viewer, upload_id, is_locked=True)
        made = plan(viewer.office, UploadOf(upload.of), checked)
        if made.stamp == seen:
            _write(c, upload, made)
            return upload
    Upload.objects.filter(pk=upload.pk, state=UploadState.WAITING).update(found=made.found(), **made.counts)
    raise Otherwise


def _write(c: Change, upload: Upload, made: Plan) -> None:
    if not made.new and not made.changed:
        raise NothingToDo(_("There is nothing in the file to take in."))
    if upload.of == UploadOf.AREAS:
        upload.before = upload_areas.write(made, upload.country)
    elif upload.of == UploadOf.PLACES:
        upload.before = upload_places.write(made)
    else:
        upload.before = upload_positions.write(made)
    upload.state, upload.taken_in_at, upload.content = UploadState.TAKEN_IN, c.now, None
    for name, count in made.counts.items():
        setattr(upload, name, count)
    upload.found = made.found()
    upload.save()
    rows = len(made.new) + len(made.changed)
    c.record(Happened.GAZETTEER_CHANGED, what=upload.of, act="taken_in", id=upload.pk, rows=rows)


def load(office: Office, sent: Sent, checked: Checked) -> Upload:
    """By whoever runs the hub: looked at and taken in at once; remembered as the others. Raises Busy, NothingToDo."""
    with change(office.pk) as c:
        _lock(office)
        made = plan(office, sent.of, checked)
        about = {"office": office, "country": office.country, "of": sent.of, "file_name": sent.name[:120], "at": c.now}
        upload = Upload(state=UploadState.TAKEN_IN, **about)
        upload.save()
        _write(c, upload, made)
        return upload


def drop(*, viewer: Viewer, upload_id: int) -> Upload:
    """Puts a file aside: nothing of it is kept but that it was there. Raises as `take_in`."""
    with editing_lists(viewer):
        upload = _waiting(viewer, upload_id, is_locked=True)
        _put_aside(Upload.objects.filter(pk=upload.pk))
        return upload


def take_back(*, viewer: Viewer, upload_id: int) -> Upload:
    """Puts back what the file changed, where nobody changed it since, and takes away what it added: what something
    names already is retired, all else deleted. `found["left"]`: how many rows were changed since and stay.

    Raises Upload.DoesNotExist, MayNotSetUp, Settled, Busy.
    """
    with editing_lists(viewer) as c:
        _lock(viewer.office)
        upload = Upload.objects.select_for_update(no_key=True).get(pk=upload_id, office=viewer.office)
        if upload.state != UploadState.TAKEN_IN:
            raise Settled(_("Only what was taken in can be taken back."))
        before = upload.before or {"new": [], "changed": []}
        model = MODELS[UploadOf(upload.of)]
        left = sum(not _put_back(model, *one) for one in before["changed"])
        model.objects.filter(pk__in=before["new"], retired_at__isnull=True).update(retired_at=c.now)
        if upload.of == UploadOf.AREAS:
            gazetteer.place_into_areas(viewer.office.country)
            _delete_areas(before["new"])
        elif upload.of == UploadOf.PLACES:
            Place.objects.filter(pk__in=before["new"]).delete()
        upload.state, upload.taken_back_at, upload.taken_back_by = UploadState.TAKEN_BACK, c.now, viewer.person
        upload.before, upload.found = None, upload.found | {"left": left}
        upload.save()
        rows = len(before["new"]) + len(before["changed"]) - left
        c.record(Happened.GAZETTEER_CHANGED, what=upload.of, act="taken_back", id=upload.pk, rows=rows)
        return upload


def _put_back(model: Any, pk: int, before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Whether the row still was as the file made it, and is now as it was before."""
    row = model.objects.filter(pk=pk).values(*after).first()
    return row == after and bool(model.objects.filter(pk=pk).update(**before))


def _delete_areas(added: list[int]) -> None:
    """Those that nothing names; territories go before their provinces."""
    named = set(Rule.areas.through.objects.filter(area__in=added).values_list("area_id", flat=True))
    for area in Area.objects.filter(pk__in=set(added) - named).defer("outline").order_by("-level"):
        try:
            with transaction.atomic():
                area.delete()
        except ProtectedError:
            continue


def _lock(office: Office) -> None:
    """One file of a country at a time: each is worked out from what stands there. Raises Busy."""
    with connection.cursor() as cursor:
        asked = "SELECT pg_try_advisory_xact_lock(%s, hashtext(%s))"
        cursor.execute(asked, [UPLOADS_LOCK, office.country])
        if not cursor.fetchone()[0]:
            raise Busy


def _waiting(viewer: Viewer, upload_id: int, *, is_locked: bool = False) -> Upload:
    rows = Upload.objects.select_for_update(no_key=True) if is_locked else Upload.objects.defer("content")
    upload: Upload = rows.get(pk=upload_id, office=viewer.office)
    if upload.state != UploadState.WAITING:
        raise was_settled()
    return upload


def was_settled() -> Settled:
    return Settled(_("This file was taken in or put aside before."))


def _put_aside(uploads: Any) -> None:
    uploads.update(state=UploadState.DROPPED, content=None)
