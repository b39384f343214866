"""The files of a report: asked for, followed while they are made, tried again, taken; every taking is on record."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from ewrr.common.errors import Refusal
from responses.domain.words_of_reports import Format
from responses.models import File, Version
from responses.selectors import reports
from responses.services import exporting, making

from .acts import refused, to_page
from .pages import files_of
from .reading import for_reporters, language_asked, opened

TYPES = {
    Format.PDF: "application/pdf",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.CSV: "application/zip",
}
ENDINGS = {Format.CSV: "zip"}


@require_http_methods(["GET", "HEAD", "POST"])
@for_reporters
def files(request: Any, ref: str) -> HttpResponse:
    """How far they are, for the page that waits; or one more is asked for."""
    one = opened(request, ref)
    if request.method != "POST":
        return render(request, "responses/parts/files.html", files_of(request, one))
    if one.version is None:
        raise Http404
    asked = request.POST.get("format", "")
    try:
        making.ask(
            viewer=request.viewer,
            version=one.version.pk,
            format=Format(asked) if asked in set(Format) else Format.PDF,
            language=language_asked(request),
            with_restricted=request.POST.get("with_restricted") == "1",
        )
    except Refusal as refusal:
        return refused(request, ref, refusal)
    if request.htmx:
        return render(request, "responses/parts/files.html", files_of(request, one))
    return to_page(request, ref, "#files")


@require_POST
@for_reporters
def take(request: Any, file: int) -> HttpResponse:
    """The file itself. A POST, so that no link preview takes one, and who took it is written down."""
    try:
        found = exporting.take(viewer=request.viewer, file=file)
    except exporting.Missing:
        raise Http404 from None
    format = Format(found.format)
    return HttpResponse(
        bytes(found.content or b""),
        content_type=TYPES[format],
        headers={"Content-Disposition": f'attachment; filename="{_name(found)}.{ENDINGS.get(format, format)}"'},
    )


def _name(file: File) -> str:
    """poc-ben-20261116-20261123-v1-en"""
    edition = reports.edition_of_version(file.version)
    parts = ["poc", edition.office.code, reports.ref_of(edition), f"v{file.version.number}"]
    parts += ["cleared"] if file.with_restricted else []
    return "-".join([*parts, file.language]).lower()


@require_POST
@for_reporters
def again(request: Any, file: int) -> HttpResponse:
    """One that failed."""
    try:
        found = making.again(viewer=request.viewer, file=file)
    except exporting.Missing:
        raise Http404 from None
    version = Version.objects.select_related("report__office").defer(*reports.HEAVY).get(pk=found.version_id)
    ref = reports.ref_of(reports.edition_of_version(version))
    return redirect(f"{reverse('report', args=[ref])}#files")
