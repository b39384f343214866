"""What people write in a report's draft: saved as they type, each heading by itself, and nobody's words lost."""

from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from alerts.domain.events import Happened
from alerts.selectors.access import Viewer
from ewrr.common.change import change
from ewrr.common.errors import Refusal
from responses.domain.words_of_reports import Passage, Stage
from responses.models import Written

from . import signing

MOST_CHARACTERS = 20_000
SAID_ANEW_AFTER = timedelta(minutes=10)  # saving goes on all the time; the history says it now and then


class Overtaken(Refusal):
    """Somebody else saved this heading meanwhile; `now`: what stands there."""

    code = "overtaken"

    def __init__(self, now: Written) -> None:
        super().__init__(
            _("%(who)s wrote here meanwhile. Nothing is lost: both texts are below.") % {"who": now.by.name}
        )
        self.now = now


class TooLong(Refusal):
    code = "too_long"


def write(*, viewer: Viewer, version: int, passage: Passage, language: str, revision: int, text: str) -> Written | None:
    """Saves what stands under a heading. `revision`: of the text that was changed, 0 where there was none. None: it is
    empty and was never anything else.

    Raises Missing, MayNot, IllegalMove (no draft any more), Overtaken, TooLong.
    """
    if len(text) > MOST_CHARACTERS:
        raise TooLong(_("This is over 20,000 characters: shorten it. It is not saved."))
    assert language in dict(settings.LANGUAGES)
    text = text.replace("\r\n", "\n").replace("\0", "")
    with change(viewer.office.pk, viewer.person) as c:
        locked = signing.lock(viewer, version)
        if not viewer.may_write_reports:
            raise signing.MayNot(signing.NOT_YOURS)
        if locked.stage != Stage.DRAFT:
            raise signing.IllegalMove(_("It is no draft any more: what you typed is not saved. Copy it."))
        rows = Written.objects.select_related("by").filter(version=locked, passage=passage, language=language)
        stands = rows.first()
        if stands is None and not text.strip():
            return None
        if stands is not None and stands.text == text:
            return stands
        if (stands.revision if stands else 0) != revision:
            assert stands is not None  # a revision of nothing is none
            raise Overtaken(stands)
        is_news = stands is None or stands.by_id != viewer.person.pk or c.now - stands.at > SAID_ANEW_AFTER
        saved, _made = Written.objects.update_or_create(
            version=locked,
            passage=passage,
            language=language,
            defaults={"text": text, "revision": revision + 1, "by": viewer.person, "at": c.now},
        )
        if is_news:
            c.record(Happened.REPORT_WRITTEN, report=locked.report_id, number=locked.number, passage=passage)
        return saved
