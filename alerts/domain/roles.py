"""Which roles do what; see selectors.access for who has which."""

from .words import Role

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
EDITS_DUTY = frozenset({Role.HUB_DUTY, Role.HUB_CHIEF, Role.HEAD_OF_OFFICE})
WRITES_REPORTS = frozenset({Role.POC_MANAGER, Role.HUB_DUTY})
HANDS_OVER = frozenset({Role.HUB_CHIEF, Role.HEAD_OF_OFFICE})
APPROVES_REPORTS = frozenset({Role.HUB_CHIEF, Role.HEAD_OF_OFFICE})
WRITES_WATCH_LIST = frozenset({Role.POC_MANAGER, Role.HUB_DUTY, Role.HUB_CHIEF, Role.HEAD_OF_OFFICE})
CLOSES_MEETINGS = frozenset({Role.HUB_CHIEF, Role.HEAD_OF_OFFICE, Role.POC_MANAGER})
RUNS_EXERCISES = frozenset({Role.HUB_CHIEF, Role.HEAD_OF_OFFICE, Role.ADMINISTRATOR})
WRITES_MEETINGS = CLOSES_MEETINGS | {Role.HUB_DUTY}
