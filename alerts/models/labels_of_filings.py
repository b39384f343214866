"""The words a person reads for each code of what a filing says."""

from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alerts.domain import words_of_filings as f

LABELS: dict[type[StrEnum], dict[Any, Any]] = {
    f.ReceivedBy: {
        f.ReceivedBy.CLA_CALL: _("Call to CLA"),
        f.ReceivedBy.MISSED_CALL: _("Missed call"),
        f.ReceivedBy.SMS: _("SMS"),
        f.ReceivedBy.WHATSAPP: _("WhatsApp"),
        f.ReceivedBy.HOTLINE: _("Toll-free hotline"),
        f.ReceivedBy.RADIO: _("VHF/HF radio"),
        f.ReceivedBy.PATROL: _("Patrol contact"),
        f.ReceivedBy.MEETING: _("Meeting"),
        f.ReceivedBy.WALK_IN: _("Walk-in at base"),
        f.ReceivedBy.COMMUNITY_RADIO: _("Community radio"),
        f.ReceivedBy.SIREN: _("Siren"),
        f.ReceivedBy.AUTHORITY: _("Authority or national forces"),
        f.ReceivedBy.PARTNER: _("NGO/UN agency"),
        f.ReceivedBy.MEDIA: _("Media, social media"),
    },
    f.SourceKind: {
        f.SourceKind.CHIEF: pgettext_lazy("source", "Chief"),
        f.SourceKind.CLP: _("Local protection committee"),
        f.SourceKind.CAN: _("CAN focal point"),
        f.SourceKind.IDP_REP: _("Displaced representative"),
        f.SourceKind.CIVIL_SOCIETY: _("Civil society"),
        f.SourceKind.WOMEN: _("Women’s group"),
        f.SourceKind.RELIGIOUS: _("Religious leader"),
        f.SourceKind.WITNESS: _("Victim or witness"),
        f.SourceKind.SECURITY: _("Army/police"),
        f.SourceKind.UN: _("UN staff"),
        f.SourceKind.OTHER: pgettext_lazy("source", "Other"),
    },
    f.ActorKind: {
        f.ActorKind.STATE: _("State forces"),
        f.ActorKind.REBEL: _("Rebel group"),
        f.ActorKind.POLITICAL_MILITIA: _("Political militia"),
        f.ActorKind.IDENTITY_MILITIA: _("Identity or community militia"),
        f.ActorKind.RIOTERS: _("Rioters"),
        f.ActorKind.PROTESTERS: _("Protesters"),
        f.ActorKind.CIVILIANS: _("Civilians"),
        f.ActorKind.EXTERNAL: _("External or other forces"),
        f.ActorKind.UNIDENTIFIED: _("Unidentified armed men"),
    },
    f.Population: {
        f.Population.RESIDENT: _("Resident"),
        f.Population.DISPLACED: _("Displaced"),
        f.Population.RETURNEE: _("Returnee"),
        f.Population.REPATRIATED: _("Repatriated"),
        f.Population.REFUGEE: _("Refugee"),
    },
    f.AgeSex: {
        f.AgeSex.WOMEN: pgettext_lazy("civilians", "women"),
        f.AgeSex.MEN: pgettext_lazy("civilians", "men"),
        f.AgeSex.GIRLS: pgettext_lazy("civilians", "girls"),
        f.AgeSex.BOYS: pgettext_lazy("civilians", "boys"),
        f.AgeSex.UNKNOWN: pgettext_lazy("civilians", "unknown"),
        f.AgeSex.COLLECTIVE: pgettext_lazy("civilians", "collective"),
    },
    f.GraveViolation: {
        f.GraveViolation.KILLING_MAIMING: _("Killing and maiming"),
        f.GraveViolation.RECRUITMENT_USE: _("Recruitment and use"),
        f.GraveViolation.SEXUAL_VIOLENCE: _("Sexual violence"),
        f.GraveViolation.SCHOOLS_HOSPITALS: _("Attacks on schools or hospitals"),
        f.GraveViolation.ABDUCTION: _("Abduction"),
        f.GraveViolation.DENIAL_OF_ACCESS: _("Denial of humanitarian access"),
    },
    f.Release: {
        f.Release.MISSION: _("Mission only"),
        f.Release.STATE_FORCES: _("May share with national forces"),
        f.Release.HUMANITARIANS: _("May share with humanitarians"),
        f.Release.SOURCE_PROTECTED: _("Source protected"),
    },
    f.Reliability: {
        f.Reliability.A: _("A · Completely reliable"),
        f.Reliability.B: _("B · Usually reliable"),
        f.Reliability.C: _("C · Fairly reliable"),
        f.Reliability.D: _("D · Not usually reliable"),
        f.Reliability.E: _("E · Unreliable"),
        f.Reliability.F: _("F · Reliability cannot be judged"),
    },
    f.Credibility: {
        f.Credibility.CONFIRMED: _("1 · Confirmed by other sources"),
        f.Credibility.PROBABLE: _("2 · Probably true"),
        f.Credibility.POSSIBLE: _("3 · Possibly true"),
        f.Credibility.DOUBTFUL: _("4 · Doubtful"),
        f.Credibility.IMPROBABLE: _("5 · Improbable"),
        f.Credibility.UNJUDGED: _("6 · Truth cannot be judged"),
    },
}
