"""On how much an alert rests: filings, components, and sources that do not depend on each other."""

from collections.abc import Iterable
from dataclasses import dataclass

from alerts.models import Filing

from .similar import source_key


@dataclass(frozen=True, slots=True)
class Corroboration:
    """`filings`: all; `standing`: without those withdrawn; `components` and `sources`: of the standing ones."""

    filings: int
    standing: int
    components: int
    sources: int

    @property
    def is_all_withdrawn(self) -> bool:
        return bool(self.filings) and not self.standing


def corroboration(filings: Iterable[Filing]) -> Corroboration:
    """Counts filings with their `withdrawal` loaded. Two filings have one source where both name the same relayer,
    or one person filed both from the same kind of source. No statement.
    """
    told = list(filings)
    standing = [filing for filing in told if not hasattr(filing, "withdrawal")]
    return Corroboration(
        filings=len(told),
        standing=len(standing),
        components=len({filing.component for filing in standing if filing.component}),
        sources=len({source_key(filing) for filing in standing}),
    )
