"""Which roles do what; see selectors.access for who has which."""

from .words import Component, Role

READS_ALERTS = frozenset(
    {Role.OFFICER, Role.FOCAL_POINT, Role.HUB_DUTY, Role.HUB_CHIEF, Role.HEAD_OF_OFFICE, Role.POC_MANAGER}
)
MACHINES = frozenset({Role.MACHINE})  # file, and read as an officer of their component does; hold no duty
WALLS = frozenset({Role.WALL})  # read shells, and do nothing
READS_WHOLE = frozenset({Role.FOCAL_POINT, Role.HUB_DUTY, Role.HUB_CHIEF, Role.HEAD_OF_OFFICE, Role.POC_MANAGER})
FILES = frozenset({Role.OFFICER, Role.FOCAL_POINT, Role.HUB_DUTY, Role.HUB_CHIEF, Role.HEAD_OF_OFFICE})
ANSWERS = frozenset({Role.FOCAL_POINT, Role.HUB_DUTY, Role.HUB_CHIEF, Role.HEAD_OF_OFFICE})
ASSESSES = ANSWERS
DECIDES = frozenset({Role.HUB_DUTY, Role.HUB_CHIEF, Role.HEAD_OF_OFFICE})  # and dismisses, closes, reopens
SETS_UP = frozenset({Role.HUB_DUTY, Role.HUB_CHIEF, Role.HEAD_OF_OFFICE, Role.ADMINISTRATOR})
ISSUES_TOKENS = frozenset({Role.ADMINISTRATOR})
EDITS_PEOPLE = frozenset({Role.ADMINISTRATOR})  # and what the office is; never their own roles
GIVEN = tuple(role for role in Role if role not in MACHINES | WALLS)  # what a person may hold, in its order
OF_A_COMPONENT = frozenset({Role.OFFICER, Role.FOCAL_POINT})
TOLD_OF_ROLES = frozenset({Role.HUB_CHIEF, Role.HEAD_OF_OFFICE})  # whoever else is given a role, they hear of it
EDITS_DUTY = frozenset({Role.HUB_DUTY, Role.HUB_CHIEF, Role.HEAD_OF_OFFICE})
WRITES_REPORTS = frozenset({Role.POC_MANAGER, Role.HUB_DUTY})
HANDS_OVER = frozenset({Role.HUB_CHIEF, Role.HEAD_OF_OFFICE})
APPROVES_REPORTS = frozenset({Role.HUB_CHIEF, Role.HEAD_OF_OFFICE})
WRITES_WATCH_LIST = frozenset({Role.POC_MANAGER, Role.HUB_DUTY, Role.HUB_CHIEF, Role.HEAD_OF_OFFICE})
CLOSES_MEETINGS = frozenset({Role.HUB_CHIEF, Role.HEAD_OF_OFFICE, Role.POC_MANAGER})
RUNS_EXERCISES = frozenset({Role.HUB_CHIEF, Role.HEAD_OF_OFFICE, Role.ADMINISTRATOR})
WRITES_MEETINGS = CLOSES_MEETINGS | {Role.HUB_DUTY}


def needs_component(role: Role) -> bool:
    """Whether nobody holds the role without speaking for a component."""
    return role in OF_A_COMPONENT | MACHINES


def clash(role: Role, component: Component | None, held: Component | None) -> bool:
    """Whether somebody who speaks for `held` in an office already would come to speak for two components there."""
    return component is not None and held is not None and component is not held
