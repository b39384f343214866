"""What the bench found, as tables; and the faults: counts past their goal."""

from statistics import median
from typing import Any

MOST_KIB = 40  # a socket, by the goals


def live(found: dict[str, Any]) -> list[str]:
    count, acts = found["boards"], found["acts"]
    print(f"\n{count} boards, half of them with the alert open; ms from the beginning of the POST, medians of each act")
    print(f"{'act':8}{'POST':>8}{'hint last':>11}{'x floor':>9}{'fragment p50':>14}{'p95':>8}{'last':>8}{'cpu/event':>11}{'a board':>9}")
    for what in dict.fromkeys(act.what for act in acts):
        same = [act for act in acts if act.what == what]
        last_hint = median(act.hints[-1] for act in same)
        at = [median(act.fragments[int(share * (count - 1))] for act in same) for share in (0.5, 0.95, 1)]
        cpu = median(act.cpu_ms for act in same)
        print(
            f"{what:8}{1000 * median(act.took for act in same):8.0f}{1000 * last_hint:11.0f}"
            f"{last_hint / found['floor last s']:9.1f}{1000 * at[0]:14.0f}{1000 * at[1]:8.0f}{1000 * at[2]:8.0f}"
            f"{cpu:11.0f}{cpu / count:9.1f}"
        )
    print(f"floor   last hint {1000 * found['floor last s']:.1f} ms, cpu {found['floor cpu ms']:.1f} ms an event")
    print("storm   50 filings in 10 s: " + ", ".join(f"{name} {value:.1f}" for name, value in found["storm"].items()))
    print(
        f"gates   questions of a board in any second {found['most in a second']} (1), boards behind {found['behind']} (0), "
        f"pieces unlike a fresh page {found['lost']} (0), KiB a socket {found['kib per socket']:.0f} ({MOST_KIB}); "
        f"answers that failed {found['failures']}, reloads {found['reloads']}"
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
    print(f"\n{found[0]['alerts']} alerts, {found[0]['open']} of them open; times over HTTP, statements in a process that has just begun")
    print(f"{'page':34}{'p50 ms':>8}{'worst':>8}{'KiB':>7}{'statements':>12}{'with ten':>10}  whole tables read")
    for row in found:
        print(
            f"{row['path']:34}{row['p50 ms']:8.0f}{row['worst ms']:8.0f}{row['kib']:7.0f}{row['statements']:12}"
            f"{row['with ten']:10}  {', '.join(row['seq scans']) or '-'}"
        )
    more = [f"{row['path']}: {row['statements']} statements" for row in found if row["statements"] > row["with ten"]]
    return more + [f"{row['path']}: reads all of {', '.join(row['seq scans'])}" for row in found if row["seq scans"]]
