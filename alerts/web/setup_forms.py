"""Duties and rules as typed, checked with a clear sentence for each field; choices are the office's own."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alerts.domain import words as w
from alerts.domain.routing import Conditions
from alerts.domain.rulebook import About, Fault
from alerts.models.choices import of
from alerts.selectors import rulebook
from alerts.selectors.rulebook import Shelf
from alerts.selectors.rulebook_words import finding_sentence
from alerts.services import duties, rules
from alerts.services.setting_up import Unsound
from ewrr.common.errors import Refusal

from .plain_form import Seen

# The field beside which a fault is told; others stand on top.
FIELD_OF = {
    Fault.RULE_TELLS_NOBODY: "duties",
    Fault.FALLBACK_CIRCLE: "fallback",
    Fault.NO_LAST_RESORT: "last_resort",
    Fault.NOBODY_DECIDES: "decided_by",
}
EITHER, YES, NO = "", "yes", "no"


class Typed(Seen):
    """A thing with a name in both languages."""

    name_en = forms.CharField(
        label=_("Name in English"),
        max_length=120,
        error_messages={"required": _("Give it a name in English.")},
    )
    name_fr = forms.CharField(
        label=_("Name in French"),
        max_length=120,
        error_messages={"required": _("Give it a name in French.")},
    )
    about: About

    def __init__(self, data: Any, *, read: Shelf, id: int | None) -> None:
        super().__init__(data, initial=self.stored(read, id) if id is not None else self.fresh(read))
        self.read, self.id = read, id
        self.fill(read)

    def stored(self, read: Shelf, id: int) -> dict[str, Any]:
        """What is there now, as the fields hold it."""
        row = read.rows(self.about)[id]
        names = {"name_en": row.name_en, "name_fr": row.name_fr}
        return names | {"seen": rulebook.version(self.about, read, id)}

    def fresh(self, read: Shelf) -> dict[str, Any]:
        """What a new one begins with."""
        return {}

    def fill(self, read: Shelf) -> None:
        """Gives the choices."""

    def refuse(self, refusal: Refusal) -> None:
        """Tells a refusal beside what it is about."""
        if isinstance(refusal, Unsound):
            for finding in refusal.findings:
                self.tell(finding)
        else:
            self.add_error(None, str(refusal.sentence))

    def tell(self, finding: Any) -> None:
        self.add_error(FIELD_OF.get(finding.code), finding_sentence(finding, self.read))

    def read_again(self, now: datetime) -> None:
        self.read = rulebook.shelf(self.read.office, now)

    def version(self, row: Any) -> str:
        return rulebook.version(self.about, self.read, self.id) if self.id is not None else ""


def duty_choices(read: Shelf, keep: Iterable[int | None] = ()) -> list[tuple[str, Any]]:
    """Those that may be named, and those retired that already are."""
    return [
        (str(pk), duty.name if duty.retired_at is None else _("%(duty)s (retired)") % {"duty": duty.name})
        for pk, duty in read.duties.items()
        if duty.retired_at is None or pk in set(keep)
    ]


class DutyForm(Typed):
    component = forms.ChoiceField(
        label=_("Component"),
        choices=[("", _("None: told whoever has answered")), *of(w.Component)],
        required=False,
        help_text=_("It is told no more once its component has answered."),
    )
    fallback = forms.ChoiceField(
        label=_("Falls to"), required=False, help_text=_("Who is told while nobody holds it, or whoever does may not.")
    )
    opens_restricted = forms.BooleanField(
        label=_("Whoever holds it reads restricted alerts"),
        required=False,
    )
    asks_check_in = forms.BooleanField(
        label=_("Whoever comes on duty checks in within half an hour, and accepts what is open"),
        required=False,
        help_text=_("Without a check-in those whom it falls to are told too."),
    )
    about = About.DUTY

    def stored(self, read: Shelf, id: int) -> dict[str, Any]:
        duty = read.duties[id]
        return super().stored(read, id) | {
            "component": duty.component,
            "fallback": str(duty.fallback_id or ""),
            "opens_restricted": duty.opens_restricted,
            "asks_check_in": duty.asks_check_in,
        }

    def fill(self, read: Shelf) -> None:
        known = read.duties[self.id].fallback_id if self.id is not None else None
        others = [choice for choice in duty_choices(read, [known]) if choice[0] != str(self.id)]
        self.fields["fallback"].choices = [("", _("Nobody")), *others]  # type: ignore[attr-defined]

    @property
    def draft(self) -> duties.Draft:
        given = self.cleaned_data
        return duties.Draft(
            given["name_en"],
            given["name_fr"],
            w.Component(given["component"]) if given["component"] else None,
            int(given["fallback"]) if given["fallback"] else None,
            given["opens_restricted"],
            given["asks_check_in"],
        )


def _several(label: Any, choices: Any = (), **options: Any) -> forms.MultipleChoiceField:
    options = {"required": False} | options
    return forms.MultipleChoiceField(label=label, choices=choices, widget=forms.CheckboxSelectMultiple, **options)


class RuleForm(Typed):
    levels = _several(_("Level"), of(w.Level))
    kinds = _several(_("Kind of warning"), of(w.Kind))
    threat_types = _several(_("Kind of threat"), of(w.ThreatType), help_text=_("One of them is enough."))
    areas = _several(_("Area"), help_text=_("The place lies in one of them."))
    restricted = forms.ChoiceField(
        label=_("Restricted"),
        choices=[(EITHER, _("Either")), (YES, _("Only restricted alerts")), (NO, _("Only those not restricted"))],
        required=False,
        widget=forms.RadioSelect,
    )
    duties = _several(
        _("Tells"), required=True, error_messages={"required": _("It tells nobody. Choose at least one duty.")}
    )
    plan = forms.ChoiceField(
        label=_("By the plan"), error_messages={"required": _("Choose a plan: how long until who is told next.")}
    )
    before = forms.ChoiceField(label=_("Stands before"), required=False)
    about = About.RULE
    CONDITIONS = ("levels", "kinds", "threat_types", "areas", "restricted")

    def stored(self, read: Shelf, id: int) -> dict[str, Any]:
        sheet = next(one for one in read.book.rules if one.rule.id == id)
        asked = sheet.rule.conditions
        return super().stored(read, id) | {
            "levels": list(asked.levels),
            "kinds": list(asked.kinds),
            "threat_types": list(asked.threat_types),
            "areas": [str(one) for one in asked.area_ids],
            "restricted": {None: EITHER, True: YES, False: NO}[asked.is_restricted],
            "duties": [str(one) for one in sheet.duty_ids],
            "plan": str(sheet.plan_id),
        }

    def fresh(self, read: Shelf) -> dict[str, Any]:
        last = next((pk for pk, rule in read.rules.items() if rule.is_last), "")
        return {"before": str(last), "restricted": EITHER}

    def fill(self, read: Shelf) -> None:
        named = [one for sheet in read.book.rules if sheet.rule.id == self.id for one in sheet.duty_ids]
        choices: dict[str, list[Any]] = {
            "areas": [(str(pk), area.name) for pk, area in read.areas.items()],
            "duties": duty_choices(read, named),
            "plan": [("", "—"), *((str(pk), plan.name) for pk, plan in read.plans.items())],
            "before": [(str(pk), f"{rule.position} {rule.name}") for pk, rule in read.rules.items()],
        }
        for name, own in choices.items():
            self.fields[name].choices = own  # type: ignore[attr-defined]
        if self.id is not None or not self.has_last_rule:
            del self.fields["before"]
        if self.is_last:
            for name in self.CONDITIONS:
                del self.fields[name]

    @property
    def has_last_rule(self) -> bool:
        return any(rule.is_last for rule in self.read.rules.values())

    @property
    def is_last(self) -> bool:
        """It catches all: it is the last one, or the office has none yet."""
        return self.read.rules[self.id].is_last if self.id is not None else not self.has_last_rule

    @property
    def place_before(self) -> int | None:
        return int(self.cleaned_data["before"]) if self.cleaned_data.get("before") else None

    @property
    def draft(self) -> rules.Draft:
        given = self.cleaned_data
        asked = Conditions(
            levels=frozenset(w.Level(code) for code in given.get("levels", ())),
            kinds=frozenset(w.Kind(code) for code in given.get("kinds", ())),
            threat_types=frozenset(w.ThreatType(code) for code in given.get("threat_types", ())),
            area_ids=frozenset(int(code) for code in given.get("areas", ())),
            is_restricted={YES: True, NO: False}.get(given.get("restricted", "")),
        )
        told = tuple(int(code) for code in given["duties"])
        return rules.Draft(given["name_en"], given["name_fr"], asked, told, int(given["plan"]))
