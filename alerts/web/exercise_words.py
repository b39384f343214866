"""What is said of a script and its lines: each fault as a sentence, who files, what is expected."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alerts.domain.exercise_columns import CONTROL, SECTION, FaultKind
from alerts.domain.exercise_rows import Fault
from alerts.domain.exercise_script import Inject
from alerts.domain.words import Component
from alerts.models.choices import label
from alerts.selectors.rulebook_words import minutes

K = FaultKind
READY_NAMES = {"first_alert": gettext_lazy("First alert"), "storm": gettext_lazy("Storm")}
SENTENCES: dict[FaultKind, Any] = {
    K.NOTHING: gettext_lazy("The file holds no injects."),
    K.NO_TABLE: gettext_lazy("From here on it cannot be read as a table: a quotation mark is missing or one too many."),
    K.NO_JSON: gettext_lazy("This is no JSON with a list of injects."),
    K.TOO_LONG: gettext_lazy("The file is larger than %(about)s kB."),
    K.TOO_MANY: gettext_lazy("A script holds %(about)s injects at most."),
    K.MISSING_COLUMNS: gettext_lazy("Columns are missing: %(about)s. The first line names the columns."),
    K.TWICE_NAMED: gettext_lazy("Columns are named twice: %(about)s."),
    K.UNKNOWN_COLUMN: gettext_lazy("There is no such column: rename it or take it out."),
    K.CELLS: gettext_lazy(
        "This line has more cells than the header, which has %(about)s: put words with commas in quotation marks."
    ),
    K.EMPTY: gettext_lazy("Fill this in."),
    K.NOT_WHOLE: gettext_lazy("Write a whole number of minutes, %(about)s."),
    K.NOT_A_CODE: gettext_lazy("Write one of: %(about)s."),
    K.NOT_YES_OR_NO: gettext_lazy("Write yes or no."),
    K.NOT_PEOPLE: gettext_lazy("Write how many people as 40, 11-100 or 500+, or leave it empty."),
    K.NOT_AWAY: gettext_lazy("Write kilometres and a direction from the office, such as 12 NE."),
    K.NO_TEXT: gettext_lazy("Write what is told, in text_en or text_fr."),
    K.LONG_TEXT: gettext_lazy("At most %(about)s characters."),
    K.NUL: gettext_lazy("It holds a character that cannot be kept: write it anew."),
    K.SAME_KEY: gettext_lazy("Another line has the key %(about)s."),
    K.UNKNOWN_KEY: gettext_lazy("No other line has the key %(about)s."),
    K.LATER_KEY: gettext_lazy("The inject %(about)s comes later: name an earlier one."),
    K.NO_JOIN: gettext_lazy("Say in “joins” with which inject it is the same."),
    K.NOT_A_FILER: gettext_lazy("Write %(about)s, “section:” with its name, or somebody’s e-mail address."),
    K.UNKNOWN_PERSON: gettext_lazy("Nobody with this address files in this office."),
    K.UNKNOWN_SECTION: gettext_lazy("This office has no section %(about)s."),
    K.PLACE: gettext_lazy("%(about)s"),
}


def sentence(fault: Fault) -> str:
    """What is wrong, and what to write."""
    return str(SENTENCES[fault.kind]) % {"about": fault.about}


def line_of(fault: Fault, *, is_json: bool) -> str:
    """Where it is wrong: "line 4, by", "inject 4, by"; empty where it is the whole file."""
    if not fault.line:
        return ""
    where = _("inject %(n)d") if is_json else _("line %(n)d")
    told = where % {"n": fault.line}
    return f"{told}, {fault.column}" if fault.column else told


def by_line(faults: Iterable[Fault]) -> dict[int, str]:
    """All that is wrong in each line, for the file that goes back."""
    told: dict[int, list[str]] = {}
    for fault in faults:
        told.setdefault(fault.line, []).append(
            f"{fault.column}: {sentence(fault)}" if fault.column else sentence(fault)
        )
    return {line: " ".join(sentences) for line, sentences in told.items()}


def filer(by: str) -> str:
    """Who files, without the name of anybody."""
    if by == CONTROL:
        return _("exercise control")
    if by in {component.value for component in Component}:
        return _("exercise control, %(component)s") % {"component": label(Component(by))}
    return by.removeprefix(SECTION)


def targets(inject: Inject) -> str:
    """ "Answered within 5 min, decided within 15 min"."""
    told = [f"{label(step)} {minutes(target)}" for step, target in inject.targets.items()]
    return ", ".join(told)


def wonders(inject: Inject) -> list[str]:
    """What whoever wrote the script may not have meant; it can be run all the same."""
    found = []
    if inject.level and inject.level is not inject.computed:
        levels = {"computed": label(inject.computed), "expected": label(inject.level)}
        found.append(_("Its answers give %(computed)s; %(expected)s is expected.") % levels)
    if inject.is_restricted is False and inject.restricts_itself:
        found.append(_("It is restricted as it is filed, though that is not expected."))
    if inject.is_restricted and not inject.restricts_itself:
        found.append(_("It is filed open: somebody must restrict it."))
    if "@" in inject.by:
        found.append(_("Whoever files it is passed over as one who answers."))
    return found


def counted(injects: int, minutes_long: int) -> str:
    told = ngettext("%(n)d inject in %(length)s", "%(n)d injects in %(length)s", injects)
    return told % {"n": injects, "length": minutes(minutes_long)}
