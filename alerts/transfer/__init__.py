"""Files of other systems, in and out."""

from .ucdp_ged import PROFILE as _UCDP_GED

PROFILES = {profile.code: profile for profile in (_UCDP_GED,)}
