"""Takes a file of past events into an office's history."""

import os
from pathlib import Path
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser, OutputWrapper
from django.utils import translation
from django.utils.translation import gettext as _

from alerts.models import Office
from alerts.services import importing
from alerts.transfer import PROFILES, faults
from alerts.transfer.profile import Checked, Profile, Setting, check
from ewrr.common import clock

BAR = 40
INTERRUPTED = 130  # as a shell says it


class Progress:
    """A bar that is redrawn on a terminal, elsewhere a line when another tenth is done."""

    def __init__(self, stream: OutputWrapper, total: int) -> None:
        self.stream, self.total, self.tenths = stream, total, 0

    def __call__(self, done: int) -> None:
        percent = 100 * done // self.total
        line = _("%(percent)d %% (%(done)d of %(total)d)") % {"percent": percent, "done": done, "total": self.total}
        if self.stream.isatty():
            bar = "#" * (BAR * done // self.total)
            self._write(f"\r[{bar:<{BAR}}] {line}", "\n" if done >= self.total else "")
        elif percent // 10 > self.tenths:
            self.tenths = percent // 10
            self._write(line, "\n")

    def _write(self, text: str, ending: str) -> None:
        self.stream.write(text, style_func=str, ending=ending)
        self.stream.flush()


class Command(BaseCommand):
    help = "Takes a file of past events into an office's history: all of it, or nothing where a row is wrong."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="CSV, UTF-8, with a header.")
        parser.add_argument("--office", required=True, help="Code of the office, such as BOU.")
        parser.add_argument("--profile", required=True, help=f"Where the file comes from: {', '.join(PROFILES)}.")
        parser.add_argument("--dry-run", action="store_true", help="Check and report, write nothing.")
        parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES], help="Of all messages.")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"] or _language_of_the_terminal()):
            office, profile = self._office(options["office"]), self._profile(options["profile"])
            checked = self._check(options["file"], office, profile)
            compared = importing.compare(office, profile.code, checked.records)
            for key, number in compared.differing[: faults.SHOWN]:
                about = {"key": key, "number": number}
                self.stderr.write(_("%(key)s: known as %(number)s, differs; left as it is.") % about, style_func=str)
            if (more := len(compared.differing) - faults.SHOWN) > 0:
                self.stderr.write(faults.more(more), style_func=str)
            counts = {"added": 0, "known": compared.known, "refused": checked.refused, "new": len(compared.new)}
            if checked.faults:
                self._refuse(checked, counts)
            if options["dry_run"]:
                sentence = _("Nothing was written: %(new)d would be added, %(known)d known, %(refused)d refused.")
                self.stdout.write(sentence % counts)
                return
            self._take_in(office, profile, compared.new, counts)

    def _check(self, path: Path, office: Office, profile: Profile) -> Checked:
        zone = ZoneInfo(office.time_zone)
        today = clock.now().astimezone(zone).date()
        setting = Setting(office.country, importing.outlines_of(office).box, zone, today)
        try:
            return check(path, profile, setting)
        except faults.FileRefused as refused:
            self._stop(str(refused.sentence))

    def _refuse(self, checked: Checked, counts: dict[str, int]) -> NoReturn:
        for line in faults.table(checked.faults):
            self.stderr.write(line, style_func=str)
        sentence = _("Nothing was written: %(added)d added, %(known)d known, %(refused)d refused.")
        self.stdout.write(sentence % counts)
        raise SystemExit(1)

    def _take_in(self, office: Office, profile: Profile, new: list[importing.Record], counts: dict[str, int]) -> None:
        progress = Progress(self.stderr, len(new))

        def after_batch(done: int, added: int) -> None:
            counts["added"] = added
            progress(done)

        sentence = _("%(added)d added, %(known)d known, %(refused)d refused.")
        try:
            importing.take_in(office=office, system=profile.code, records=new, after_batch=after_batch)
        except KeyboardInterrupt:
            self.stderr.write("")
            self.stdout.write(_("Interrupted; run it again to go on.") + " " + sentence % counts)
            raise SystemExit(INTERRUPTED) from None
        # What another import took in meanwhile is known by now.
        counts["known"] += len(new) - counts["added"]
        self.stdout.write(sentence % counts)

    def _office(self, code: str) -> Office:
        office = Office.objects.filter(code=code.upper()).first()
        if office is None:
            codes = list(Office.objects.order_by("code").values_list("code", flat=True))
            if not codes:
                self._stop(_("There is no office yet: make one first."))
            about = {"code": faults.shown(code), "codes": ", ".join(codes)}
            self._stop(_('There is no office "%(code)s"; there are: %(codes)s.') % about)
        return office

    def _profile(self, code: str) -> Profile:
        if code not in PROFILES:
            about = {"code": faults.shown(code), "codes": ", ".join(PROFILES)}
            self._stop(_('There is no profile "%(code)s"; there are: %(codes)s.') % about)
        return PROFILES[code]

    def _stop(self, sentence: str) -> NoReturn:
        self.stderr.write(sentence)
        raise SystemExit(1)


def _language_of_the_terminal() -> str:
    """The first language that LANGUAGE names, as other programs take it, if the hub speaks it."""
    wanted = os.environ.get("LANGUAGE", "").split(":")[0][:2]
    return wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
