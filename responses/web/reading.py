"""What the pages of reports share: for whom they exist, which report and version an address means."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.translation import get_language

from responses.models import Version
from responses.selectors import reports
from responses.selectors.figures import Edition
from responses.services.reporting import gathering
from responses.services.reporting.gathering import Gathered

View = Callable[..., HttpResponse]


def for_reporters(view: View) -> View:
    """The page does not exist for others."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.viewer is None or not request.viewer.may_see_reports:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@dataclass(frozen=True, slots=True)
class Opened:
    """A report as somebody looks at it: `version` is None while nobody began one; `versions`: all, latest first."""

    ref: str
    edition: Edition
    version: Version | None
    versions: list[Version]
    language: str
    is_cleared: bool

    def gathered(self, now: Any) -> Gathered:
        return gathering.gather(self.edition, self.version, now, is_cleared=self.is_cleared)


def opened(request: Any, ref: str) -> Opened:
    """`version` in the address: which, else the latest. `language`: of the paper, else the reader's. Raises Http404."""
    edition = reports.edition_of(request.viewer, ref)
    if edition is None:
        raise Http404
    versions = reports.versions(edition)
    asked = request.GET.get("version", "")
    version = versions[0] if versions and not asked else None
    if asked:
        version = next((one for one in versions if str(one.number) == asked), None)
        if version is None:
            raise Http404
    return Opened(ref, edition, version, versions, language_asked(request), request.viewer.reads_restricted)


def language_asked(request: Any) -> str:
    """The one in the address or the form, where the hub speaks it, else the reader's."""
    asked = request.POST.get("language") or request.GET.get("language", "")
    return asked if asked in dict(settings.LANGUAGES) else (get_language() or "en")[:2]
