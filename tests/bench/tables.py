"""What the bench found, as tables; and the faults: counts past their goal."""

from statistics import median
from typing import Any

MOST_KIB = 40  # a socket, by the goals


def live(found: dict[str, Any]) -> list[str]:
    count, acts = found["boards"], found["acts"]
    print(f"\n{count} boards, half of them with the alert open; ms from the beginning of the POST, medians of each act")
    heads = ("POST", "hint last", "x floor", "held p50", "p95", "last", "cpu/event", "a board")
    print(f"{'act':8}" + "".join(f"{head:>11}" for head in heads))
    for what in dict.fromkeys(act.what for act in acts):
        same = [act for act in acts if act.what == what]
        last_hint = median(act.hints[-1] for act in same)
        at = [median(act.fragments[int(share * (count - 1))] for act in same) for share in (0.5, 0.95, 1)]
        cpu = median(act.cpu_ms for act in same)
        took = median(act.took for act in same)
        row = (took * 1000, last_hint * 1000, last_hint / found["floor last s"], *(1000 * one for one in at))
        print(f"{what:8}" + "".join(f"{one:11.1f}" for one in (*row, cpu, cpu / count)))
    print(f"floor   last hint {1000 * found['floor last s']:.1f} ms, cpu {found['floor cpu ms']:.1f} ms an event")
    print("storm   50 filings in 10 s: " + ", ".join(f"{name} {value:.1f}" for name, value in found["storm"].items()))
    print(
        f"gates   asked in a second {found['most in a second']} (1), boards behind {found['behind']} (0),"
        f" pieces unlike a fresh page {found['lost']} (0), KiB a socket {found['kib per socket']:.0f} ({MOST_KIB}); "
        f"failures {found['failures']}, reloads {found['reloads']}"
    )
    gates = {
        "more than one question a second": found["most in a second"] > 1,
        "boards behind": found["behind"] or found["storm"]["behind"],
        "pieces lost": found["lost"],
        "memory of a socket": count >= 40 and found["kib per socket"] > MOST_KIB,
    }
    return [f"{count} boards: {what}" for what, is_wrong in gates.items() if is_wrong]


def reads(found: list[dict[str, Any]]) -> list[str]:
    if not found:
        return []
    size, opened = found[0]["alerts"], found[0]["open"]
    print(f"\n{size} alerts, {opened} of them open; times over HTTP, statements in a process that has just begun")
    heads = ("p50 ms", "worst", "KiB", "statements", "with ten")
    print(f"{'page':32}" + "".join(f"{head:>11}" for head in heads) + "  whole tables read")
    for row in found:
        told = (row["p50 ms"], row["worst ms"], row["kib"], row["statements"], row["with ten"])
        print(f"{row['path']:32}" + "".join(f"{one:11.0f}" for one in told) + f"  {', '.join(row['seq scans']) or '-'}")
    more = [f"{row['path']}: {row['statements']} statements" for row in found if row["statements"] > row["with ten"]]
    return more + [f"{row['path']}: reads all of {', '.join(row['seq scans'])}" for row in found if row["seq scans"]]
