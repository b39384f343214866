"""Handing a file of a report to somebody: each time on record."""

from django.utils.translation import gettext_lazy as _

from alerts.domain.words import Access
from alerts.models import AccessLog
from alerts.selectors.access import Viewer
from ewrr.common.change import change
from responses.domain.words_of_reports import Making
from responses.models import File

from .signing import Missing


def take(*, viewer: Viewer, file: int) -> File:
    """A made file with its content; who took it when is written down. Raises Missing, also for the edition of the
    cleared where the viewer is not.
    """
    with change(viewer.office.pk, viewer.person) as c:
        rows = File.objects.filter(pk=file, state=Making.MADE, version__report__office=viewer.office)
        found = rows.select_related("version__report__office").defer("version__cases").first()
        if found is None or not viewer.may_see_reports or (found.with_restricted and not viewer.reads_restricted):
            raise Missing(_("There is no such file."))
        AccessLog.objects.create(office=viewer.office, person=viewer.person, what=Access.EXPORT, at=c.now)
        return found
