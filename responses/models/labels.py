"""The words a person reads for each code of what is done about an alert."""

from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from responses.domain import handing_over as h
from responses.domain import words as w
from responses.domain.course import Step

LABELS: dict[type[StrEnum], dict[Any, Any]] = {
    w.Tier: {
        w.Tier.DIALOGUE: pgettext_lazy("tier", "Dialogue and engagement"),
        w.Tier.PHYSICAL: pgettext_lazy("tier", "Physical protection"),
        w.Tier.ENVIRONMENT: pgettext_lazy("tier", "Protective environment"),
        w.Tier.ANY: pgettext_lazy("tier", "Any tier"),
    },
    w.ResponseType: {
        w.ResponseType.KLE: pgettext_lazy("response", "Key-leader engagement"),
        w.ResponseType.MEDIATION: pgettext_lazy("response", "Local mediation, dialogue"),
        w.ResponseType.ADVOCACY: pgettext_lazy("response", "Advocacy with authorities"),
        w.ResponseType.PATROL: pgettext_lazy("response", "Patrol (foot, vehicle; day, night; long-range)"),
        w.ResponseType.JOINT_PATROL: pgettext_lazy("response", "Joint patrol with national forces"),
        w.ResponseType.QRF: pgettext_lazy("response", "QRF deployment"),
        w.ResponseType.TOB: pgettext_lazy("response", "Temporary operating base"),
        w.ResponseType.SCD: pgettext_lazy("response", "Standing combat deployment"),
        w.ResponseType.ESCORT: pgettext_lazy("response", "Escort (people, convoy, farmers, market)"),
        w.ResponseType.CHECKPOINT: pgettext_lazy("response", "Checkpoint"),
        w.ResponseType.SITE_GUARD: pgettext_lazy("response", "Guard of a displaced site"),
        w.ResponseType.ENGAGEMENT: pgettext_lazy("response", "Warning shots, return fire"),
        w.ResponseType.AIR: pgettext_lazy("response", "Air reconnaissance, drone"),
        w.ResponseType.POLICE: pgettext_lazy("response", "UNPOL/FPU deployment"),
        w.ResponseType.REFUGE: pgettext_lazy("response", "Civilians received at the base"),
        w.ResponseType.EVACUATION: pgettext_lazy("response", "Evacuation, MEDEVAC"),
        w.ResponseType.ALERT_NSF: pgettext_lazy("response", "Alert national forces (FARDC, PNC, FACA, FSI)"),
        w.ResponseType.JPT: pgettext_lazy("response", "Joint protection/assessment team"),
        w.ResponseType.FACTFINDING: pgettext_lazy("response", "Human rights, child or CRSV fact-finding"),
        w.ResponseType.REFERRAL: pgettext_lazy("response", "Referral to humanitarians"),
        w.ResponseType.AWARENESS: pgettext_lazy("response", "Awareness session"),
        w.ResponseType.JUSTICE: pgettext_lazy("response", "Support to justice"),
        w.ResponseType.PLAN: pgettext_lazy("response", "Local protection plan updated"),
        w.ResponseType.VERIFY: pgettext_lazy("response", "Verify, monitor"),
        w.ResponseType.INFORM: pgettext_lazy("response", "Inform the community"),
        w.ResponseType.NONE: pgettext_lazy("response", "No action (reason required)"),
    },
    w.Phase: {
        w.Phase.PREVENTION: pgettext_lazy("phase", "Prevention"),
        w.Phase.PRE_EMPTION: pgettext_lazy("phase", "Pre-emption"),
        w.Phase.RESPONSE: pgettext_lazy("phase", "Response"),
        w.Phase.CONSOLIDATION: pgettext_lazy("phase", "Consolidation"),
    },
    w.Responder: {
        w.Responder.FORCE: pgettext_lazy("responder", "Force"),
        w.Responder.UNPOL: pgettext_lazy("responder", "UNPOL"),
        w.Responder.CIVILIAN_SECTION: pgettext_lazy("responder", "Civilian section"),
        w.Responder.STATE_ARMY: pgettext_lazy("responder", "FARDC/FACA"),
        w.Responder.STATE_POLICE: pgettext_lazy("responder", "PNC/FSI"),
        w.Responder.AUTHORITY: pgettext_lazy("responder", "Local authority"),
        w.Responder.COMMUNITY: pgettext_lazy("responder", "Community"),
        w.Responder.HUMANITARIAN: pgettext_lazy("responder", "Humanitarians"),
        w.Responder.JOINT: pgettext_lazy("responder", "Joint"),
        w.Responder.NONE: pgettext_lazy("responder", "None"),
    },
    w.Status: {
        w.Status.PROPOSED: pgettext_lazy("response status", "Proposed"),
        w.Status.ASSIGNED: pgettext_lazy("response status", "Assigned"),
        w.Status.ACCEPTED: pgettext_lazy("response status", "Accepted"),
        w.Status.MOVING: pgettext_lazy("response status", "Moving"),
        w.Status.ON_SITE: pgettext_lazy("response status", "On site"),
        w.Status.DONE: pgettext_lazy("response status", "Done"),
        w.Status.ABORTED: pgettext_lazy("response status", "Aborted"),
        w.Status.REFUSED: pgettext_lazy("response status", "Refused"),
    },
    w.Result: {
        w.Result.AVERTED: pgettext_lazy("result", "Threat averted"),
        w.Result.REPELLED: pgettext_lazy("result", "Attack repelled or deterred"),
        w.Result.PRESENCE: pgettext_lazy("result", "Deterrent presence, no contact"),
        w.Result.TOO_LATE: pgettext_lazy("result", "Arrived too late"),
        w.Result.HARM: pgettext_lazy("result", "Harm despite response"),
        w.Result.NOTHING: pgettext_lazy("result", "Nothing found"),
        w.Result.FALSE_ALARM: pgettext_lazy("result", "False alarm"),
        w.Result.HANDED_KNOWN: pgettext_lazy("result", "Handed to national forces, outcome known"),
        w.Result.HANDED_UNKNOWN: pgettext_lazy("result", "Handed to national forces, outcome unknown"),
    },
    Step: {
        Step.ASSIGN: pgettext_lazy("log", "Assigned"),
        Step.ACCEPT: pgettext_lazy("log", "Accepted"),
        Step.MOVE: pgettext_lazy("log", "Moving"),
        Step.ARRIVE: pgettext_lazy("log", "On site"),
        Step.FINISH: pgettext_lazy("log", "Done"),
        Step.ABORT: pgettext_lazy("log", "Broken off"),
        Step.REFUSE: pgettext_lazy("log", "Refused"),
    },
    h.Stage: {
        h.Stage.ASKED: pgettext_lazy("hand-over", "asked for"),
        h.Stage.APPROVED: pgettext_lazy("hand-over", "approved, not shared yet"),
        h.Stage.REFUSED: pgettext_lazy("hand-over", "refused"),
        h.Stage.SHARED: pgettext_lazy("hand-over", "shared"),
    },
    h.Diligence: {
        h.Diligence.CLEAR: _("Checked: no grounds to believe that they would do grave harm"),
        h.Diligence.MITIGATED: _("Checked: there are grounds, and something is done about them"),
    },
    h.Because: {
        h.Because.IMPLICATED: _("a state actor is implicated"),
        h.Because.RELEASE: _("whoever told us did not allow it"),
    },
}
# List -> what it is called, and where its entries are chosen.
LISTS: dict[str, tuple[Any, Any]] = {
    "response_type": (_("Kinds of response"), _("Chosen when somebody is tasked; under their three tiers.")),
    "responder": (_("Who responds"), _("Chosen when somebody is tasked.")),
    "result": (_("Results"), _("Chosen when a response is done.")),
    "phase": (_("Phases"), _("Chosen when somebody is tasked.")),
}
