"""The words a person reads for codes of files of places, and for the lists that an office makes its own."""

from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alerts.domain.words_of_places import UploadOf, UploadState

LABELS: dict[type[StrEnum], dict[Any, Any]] = {
    UploadOf: {
        UploadOf.AREAS: pgettext_lazy("file of", "areas"),
        UploadOf.PLACES: pgettext_lazy("file of", "places"),
        UploadOf.POSITIONS: pgettext_lazy("file of", "positions"),
    },
    UploadState: {
        UploadState.WAITING: pgettext_lazy("file", "looked at, not taken in"),
        UploadState.TAKEN_IN: pgettext_lazy("file", "taken in"),
        UploadState.DROPPED: pgettext_lazy("file", "put aside"),
        UploadState.TAKEN_BACK: pgettext_lazy("file", "taken back"),
    },
}
# List -> what it is called, and where its entries are chosen.
LISTS: dict[str, tuple[Any, Any]] = {
    "threat_type": (_("Kinds of threat"), _("Chosen when an alert is filed or assessed.")),
    "received_by": (_("How it reached us"), _("Chosen when an alert is filed.")),
    "source_kind": (_("Kinds of source"), _("Chosen when an alert is filed.")),
    "actor_kind": (_("Kinds of actor"), _("Chosen when an alert is filed or assessed, and of each actor.")),
    "population": (_("Who they are"), _("Residents, displaced, returnees: chosen when an alert is filed.")),
    "not_responded": (_("Why nothing was done"), _("Chosen when it is decided to do nothing, or a task is refused.")),
    "component": (_("Components"), _("The three of the mission.")),
    "kind": (_("Kinds of warning"), _("Follow from whether it is going on.")),
    "going_on": (_("Is it going on?"), _("Chosen when an alert is filed.")),
    "certainty": (_("How certain"), _("Chosen when an alert is filed or assessed.")),
    "verification": (_("How far verified"), _("Chosen when an alert is assessed.")),
    "precision": (_("How well the place is known"), _("Chosen when an alert is filed or placed.")),
    "age_sex": (_("Women, men, children"), _("Chosen when an alert is filed; columns of reports.")),
    "grave_violation": (_("Grave violations against children"), _("The six of the Security Council.")),
    "release": (_("With whom it may be shared"), _("Chosen when an alert is filed or assessed.")),
    "dismiss_reason": (_("Why it is no alert"), _("Chosen when an alert is dismissed.")),
    "harm": (_("Harm done"), _("Chosen when harm is recorded.")),
    "position_kind": (_("Kinds of position"), _("Chosen for each base and post.")),
}
