"""A file of areas, places or positions: chosen, looked at before anything is written, taken in, taken back."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alerts.domain.words_of_places import UploadOf, UploadState
from alerts.models import Upload
from alerts.selectors import gazetteer
from alerts.services import uploads
from alerts.services.upload_plan import sentences
from alerts.transfer.faults import FileRefused
from alerts.transfer.places import rows, standing
from alerts.transfer.places.sheet import MOST_BYTES
from ewrr.common.errors import Refusal

from .setting_up import for_those_who_set_up, to_list


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("CSV or GeoJSON file"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"class": "in", "accept": ".csv,.txt,.tsv,.geojson,.json"}),
        error_messages={"required": _("Choose a file.")},
    )

    def __init__(self, *args: Any, of: UploadOf, office: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.of, self.office = of, office
        self.use_required_attribute = False

    def clean_file(self) -> uploads.Sent:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 20 MB. Split it, or simplify the outlines."))
        content = file.read()
        try:
            self.checked = rows.check(self.of, rows.read(self.of, content), self.office)
        except FileRefused as refusal:
            raise forms.ValidationError(str(refusal.sentence)) from None
        return uploads.Sent(self.of, file.name, content)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who_set_up
def new(request: Any, sort: str) -> HttpResponse:
    """POST: the file is looked at and kept, nothing of it is written; 303 to what it would do."""
    if sort not in set(UploadOf):
        raise Http404
    posted = request.method == "POST"
    form = UploadForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        of=UploadOf(sort),
        office=request.viewer.office,
    )
    if posted and form.is_valid():
        made = uploads.look(viewer=request.viewer, sent=form.cleaned_data["file"], checked=form.checked)
        return to_list("setup_upload", made.pk)
    facts = {"form": form, "of": sort, "shared": _shared(request, UploadOf(sort))}
    return render(request, "alerts/setup/upload_new.html", facts, status=422 if posted else 200)


@require_safe
@for_those_who_set_up
def as_it_stands(request: Any, sort: str) -> HttpResponse:
    """What stands here, in the columns of such a file."""
    if sort not in set(UploadOf):
        raise Http404
    made = standing.as_csv(UploadOf(sort), request.viewer.office)
    return _attached(made, "text/csv; charset=utf-8", f"{sort}-{request.viewer.office.code}.csv")


@require_safe
@for_those_who_set_up
def show(request: Any, upload: int) -> HttpResponse:
    """What the file would do, or did."""
    return _page(request, _of_office(request, upload))


@require_safe
@for_those_who_set_up
def faults(request: Any, upload: int) -> HttpResponse:
    """The file itself with a further column that says what is wrong, to be mended and sent again."""
    kept = _of_office(request, upload, has_content=True)
    if kept.content is None:
        raise Http404
    of, sheet = UploadOf(kept.of), rows.read(UploadOf(kept.of), bytes(kept.content))
    plan = uploads.plan(request.viewer.office, of, rows.check(of, sheet, request.viewer.office))
    kinds = {"csv": "text/csv; charset=utf-8", "geojson": "application/geo+json"}
    back = sheet.back(sentences(plan.refused))
    return _attached(back, kinds[sheet.suffix], f"{of.value}-faults.{sheet.suffix}")


@require_POST
@for_those_who_set_up
def take_in(request: Any, upload: int) -> HttpResponse:
    """Writes what was shown."""
    kept = _of_office(request, upload, has_content=True)
    if kept.content is None:
        return _page(request, kept, uploads.was_settled())
    of = UploadOf(kept.of)
    checked = rows.check(of, rows.read(of, bytes(kept.content)), request.viewer.office)
    seen = request.POST.get("seen", "")
    return _done(
        request,
        upload,
        lambda: uploads.take_in(viewer=request.viewer, upload_id=upload, seen=seen, checked=checked),
    )


@require_POST
@for_those_who_set_up
def take_back(request: Any, upload: int) -> HttpResponse:
    _of_office(request, upload)
    return _done(request, upload, lambda: uploads.take_back(viewer=request.viewer, upload_id=upload))


@require_POST
@for_those_who_set_up
def drop(request: Any, upload: int) -> HttpResponse:
    """Puts the file aside: back to the list."""
    kept = _of_office(request, upload)
    try:
        uploads.drop(viewer=request.viewer, upload_id=upload)
    except Refusal as refusal:
        return _page(request, kept, refusal)
    return to_list(f"setup_{kept.of}")


def _attached(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _done(request: Any, upload: int, act: Callable[[], Upload]) -> HttpResponse:
    try:
        act()
    except Refusal as refusal:
        return _page(request, _of_office(request, upload), refusal)
    return to_list("setup_upload", upload)


def _of_office(request: Any, upload: int, *, has_content: bool = False) -> Upload:
    """Raises Http404 for another office's."""
    found = Upload.objects.filter(pk=upload, office=request.viewer.office).select_related("by", "taken_back_by")
    kept = found.defer("before", *(() if has_content else ("content",))).first()
    if kept is None:
        raise Http404
    return kept


def _shared(request: Any, of: UploadOf) -> Any:
    return gazetteer.shared_by(request.viewer.office) if of is not UploadOf.POSITIONS else []


def _page(request: Any, kept: Upload, refusal: Refusal | None = None) -> HttpResponse:
    facts = {
        "upload": kept,
        "of": kept.of,
        "waits": kept.state == UploadState.WAITING,
        "was_taken_in": kept.state == UploadState.TAKEN_IN,
        "found": kept.found,
        "writes": kept.new + kept.changed,
        "shared": _shared(request, UploadOf(kept.of)),
        "back": f"setup_{kept.of}",
        "refused": str(refusal.sentence) if refusal else "",
    }
    return render(request, "alerts/setup/upload.html", facts, status=409 if refusal else 200)
