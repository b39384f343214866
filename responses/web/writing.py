"""The door through which a heading is saved: by a script as one types, or by its own button without any."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from ewrr.common.errors import Refusal
from responses.domain.words_of_reports import Passage
from responses.services import passages, signing
from responses.services.passages import Overtaken

from .acts import refused, to_page
from .reading import for_reporters, language_asked, opened


@require_POST
@for_reporters
def write(request: Any, ref: str) -> HttpResponse:
    """Fields: `passage`, `language`, `revision`, `text`. To a script JSON: `revision` and `saved`, or why not, with
    what stands there (`theirs`, `who`). To others the page, where nothing of what they typed is lost.
    """
    one, asked = opened(request, ref), request.POST
    wants_json = "application/json" in request.headers.get("Accept", "")
    revision = asked.get("revision", "")
    try:
        if one.version is None or asked.get("passage") not in set(Passage):
            raise signing.Missing("")
        saved = passages.write(
            viewer=request.viewer,
            version=one.version.pk,
            passage=Passage(asked["passage"]),
            language=language_asked(request),
            revision=int(revision) if revision.isdecimal() and len(revision) < 10 else 0,
            text=asked.get("text", ""),
        )
    except Refusal as refusal:
        if wants_json and not isinstance(refusal, signing.Missing):
            return _told(refusal)
        return refused(request, ref, refusal, typed=_typed(asked, refusal))
    if wants_json:
        at = f"{timezone.localtime(saved.at):%H:%M}" if saved else ""
        return JsonResponse({"revision": saved.revision if saved else 0, "saved": at})
    return to_page(request, ref, f"#{asked['passage']}")


def _told(refusal: Refusal) -> JsonResponse:
    """Why it is not saved, to a script."""
    said: dict[str, Any] = {"code": refusal.code, "message": str(refusal.sentence)}
    if isinstance(refusal, Overtaken):
        said |= {"theirs": refusal.now.text, "who": refusal.now.by.name, "revision": refusal.now.revision}
    return JsonResponse(said, status=403 if isinstance(refusal, signing.MayNot) else 409)


def _typed(asked: Any, refusal: Refusal) -> dict[str, Any]:
    """What stays in the field, and what stands there in the hub."""
    theirs = refusal.now if isinstance(refusal, Overtaken) else None
    return {"passage": asked.get("passage", ""), "text": asked.get("text", ""), "theirs": theirs}
