"""The lives of alerts and responses as one would tell them aloud, written without a table: the judge of the tables."""

OPEN = ("received", "decided", "responding")
NOT_ENDED = ("proposed", "assigned", "accepted", "moving", "on_site")
BEGUN = ("accepted", "moving", "on_site")


class Told:
    """`own`: the alerts for which a response was made; it serves whatever these were joined to."""

    def __init__(self) -> None:
        self.state: dict[int, str] = {}
        self.before: dict[int, str] = {}
        self.into: dict[int, int] = {}
        self.status: dict[int, str] = {}
        self.own: dict[int, set[int]] = {}

    def files(self) -> int:
        alert = len(self.state)
        self.state[alert] = "received"
        return alert

    def top(self, alert: int) -> int:
        while alert in self.into:
            alert = self.into[alert]
        return alert

    def serves(self, response: int) -> set[int]:
        return {self.top(alert) for alert in self.own[response]}

    def is_responding(self, alert: int) -> bool:
        return any(
            self.status[response] in (*BEGUN, "done") and alert in self.serves(response) for response in self.own
        )

    def needs_only(self, response: int, alert: int) -> bool:
        return self.serves(response) == {alert}

    def decide(self, alert: int) -> bool:
        if self.state[alert] not in ("received", "decided"):
            return False
        self.state[alert] = "decided"
        return self.settled()

    def dismiss(self, alert: int) -> bool:
        return self.state[alert] in ("received", "decided") and self.ends(alert, "dismissed")

    def close(self, alert: int) -> bool:
        if self.state[alert] not in ("decided", "responding"):
            return False
        if any(self.status[r] in BEGUN and self.needs_only(r, alert) for r in self.own):
            return False
        return self.ends(alert, "closed")

    def end_exercise(self, alert: int) -> bool:
        return self.state[alert] in OPEN and self.ends(alert, "closed")

    def ends(self, alert: int, how: str) -> bool:
        for response, status in self.status.items():
            if status in NOT_ENDED and alert in self.serves(response):
                if self.needs_only(response, alert):
                    self.status[response] = "refused" if status == "proposed" else "aborted"
                else:
                    self.own[response] = {one for one in self.own[response] if self.top(one) != alert}
        self.before[alert], self.state[alert] = self.state[alert], how
        return self.settled()

    def reopen(self, alert: int) -> bool:
        if self.state[alert] not in ("closed", "dismissed"):
            return False
        self.state[alert] = self.before[alert]
        return self.settled()

    def join(self, alert: int, into: int) -> bool:
        if alert == into or self.state[alert] not in OPEN or self.state[into] not in OPEN:
            return False
        self.before[alert], self.state[alert] = self.state[alert], "joined"
        self.into[alert] = into
        return self.settled()

    def unjoin(self, alert: int) -> bool:
        if self.state[alert] != "joined":
            return False
        self.state[alert] = self.before[alert]
        del self.into[alert]
        return self.settled()

    def begin(self, alerts: set[int], assigns: bool) -> bool:
        states = {self.state[alert] for alert in alerts}
        if not alerts or not states <= set(OPEN) or (assigns and "received" in states):
            return False
        response = len(self.status)
        self.status[response] = "assigned" if assigns else "proposed"
        self.own[response] = set(alerts)
        return True

    def step(self, response: int, step: str, stays: bool = False) -> bool:
        """`stays`: it is assigned again to whoever has it."""
        status = self.status[response]
        match step:
            case "assign" if status in ("proposed", "assigned", "accepted"):
                if any(self.state[alert] not in ("decided", "responding") for alert in self.serves(response)):
                    return False
                after = status if stays and status == "accepted" else "assigned"
            case "accept" if status == "assigned":
                after = "accepted"
            case "move" if status in ("assigned", "accepted"):
                after = "moving"
            case "arrive" if status in ("assigned", "accepted", "moving"):
                after = "on_site"
            case "finish" if status in BEGUN:
                after = "done"
            case "abort" if status in ("assigned", *BEGUN):
                after = "aborted"
            case "refuse" if status in ("proposed", "assigned"):
                after = "refused"
            case _:
                return False
        self.status[response] = after
        return self.settled()

    def settled(self) -> bool:
        for alert, state in self.state.items():
            if state in ("decided", "responding"):
                self.state[alert] = "responding" if self.is_responding(alert) else "decided"
        return True

    def judge(self) -> None:
        """No open response without an open alert that it serves."""
        for response, status in self.status.items():
            if status in NOT_ENDED:
                assert all(self.state[alert] in OPEN for alert in self.serves(response)) and self.own[response]
