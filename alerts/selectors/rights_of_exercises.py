"""Who runs exercises and reads how they went; see access for how a viewer has their rights."""

from functools import cache

from alerts.domain import roles
from alerts.domain.scopes import Scope
from alerts.domain.words import Role


class OfExercises:
    """What selectors.access.Viewer may do with exercises; no device does any of it."""

    __slots__ = ()

    def _may(self, roles: frozenset[Role], scope: Scope | None = None) -> bool:
        raise NotImplementedError

    @property
    def may_run_exercises(self) -> bool:
        """Writes scripts, starts and stops exercises. Not the hub duty officer, who is exercised; the administrator
        too, who reads no alert by it: what a script says is nobody's report.
        """
        return self._may(roles.RUNS_EXERCISES)

    @property
    def may_observe_exercises(self) -> bool:
        """Writes down what they saw of an exercise; an administrator reads nothing of it."""
        return self._may(roles.RUNS_EXERCISES & roles.READS_WHOLE)

    @property
    def may_read_evaluations(self) -> bool:
        """How an exercise went, once its sheet is closed: for those who read every unrestricted alert, and those who
        run exercises, who follow it from the start.
        """
        return self._may(roles.READS_WHOLE | roles.RUNS_EXERCISES)


@cache
def all_rights(kinds: tuple[type, ...]) -> tuple[str, ...]:
    """Names of all that a viewer may or may not, here and in access. `kinds`: their class and those it comes of."""
    return tuple(sorted({name for kind in kinds for name in vars(kind) if name.startswith("may_")}))
