"""What the bench found, as tables; and the faults: counts past their goal."""

from statistics import median
from typing import Any

MOST_KIB = 40  # a socket, by the goals
MOST_TIMES_THE_MEMORY = 1.5  # of a report over ten times as many alerts, by the goals
MOST_TIMES_THE_BUFFERS = 3  # before a hundred times as many alerts, by the goals


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


def intake(found: list[dict[str, Any]]) -> list[str]:
    print("\nfilings, one connection each; the bare path does one INSERT and one PUBLISH")
    heads = ("clients", "a second", "p50 ms", "p99 ms", "cpu ms", "cpu x floor")
    print(f"{'way':8}" + "".join(f"{head:>12}" for head in heads))
    bare = {row["clients"]: row["cpu ms"] for row in found if row["way"] == "floor"}
    for row in found:
        told = [row[head] for head in heads[:-1]] + [row["cpu ms"] / max(bare[row["clients"]], 0.1)]
        print(f"{row['way']:8}" + "".join(f"{one:12.1f}" for one in told))
    sent = sum(row["sent"] for row in found if row["way"] != "floor")
    stored = found[0]["stored"]
    print(f"gates   filed {sent}, stored {stored}, not taken {sum(row['sent'] - row['taken'] for row in found)} (0)")
    lost = [f"{row['way']}: {row['sent'] - row['taken']} not taken" for row in found if row["sent"] != row["taken"]]
    return lost + [f"filings stored {stored}, sent {sent}"] * (stored != sent)


def route(found: dict[str, Any]) -> list[str]:
    starts = found["starts ms"]
    print(
        f"\n{found['waiting']} alerts that wait, one worker: {found['s']:.1f} s, {found['a second']:.0f} a second, "
        f"{found['x floor']:.1f} x the bare loop, cpu {found['cpu ms']:.1f} ms an alert, {found['rows']} messages\n"
        f"one alert, from receipt to routing: {median(starts):.0f} ms, worst of {len(starts)} {starts[-1]:.0f} ms"
    )
    wrong = ("not routed", "told nobody", "told unlike the others", "told twice")
    print("gates   " + ", ".join(f"{name} {found[name]} (0)" for name in wrong))
    return [f"routing: {found[name]} {name}" for name in wrong if found[name]]


def reads(found: list[dict[str, Any]]) -> list[str]:
    if not found:
        return []
    size, opened = found[0]["alerts"], found[0]["open"]
    print(f"\n{size} alerts, {opened} of them open; times over HTTP, counts of a process that has just begun;")
    print("'before': the same with 10,000 alerts of the past; buffers of 8 KiB")
    heads = ("p50 ms", "worst ms", "kib", "statements", "statements before", "buffers", "buffers before")
    short = ("p50 ms", "worst", "KiB", "statements", "before", "buffers", "before")
    print(f"{'page':40}" + "".join(f"{head:>11}" for head in short) + "  whole tables read")
    for row in found:
        print(
            f"{row['path']:40}"
            + "".join(f"{row[head]:11.0f}" for head in heads)
            + f"  {', '.join(row['seq scans']) or '-'}"
        )
    faults = []
    for row in found:
        if row["statements"] > row["statements before"]:
            faults.append(f"{row['path']}: {row['statements']} statements, {row['statements before']} before")
        if row["buffers"] > MOST_TIMES_THE_BUFFERS * row["buffers before"]:
            faults.append(f"{row['path']}: {row['buffers']} buffers, {row['buffers before']} before")
        if row["seq scans"]:
            faults.append(f"{row['path']}: reads all of {', '.join(row['seq scans'])}")
    return faults


def report(found: list[dict[str, Any]]) -> list[str]:
    if not found:
        return []
    heads = ("alerts", "bare s", "figures s", "file s", "x bare", "statements", "peak MiB", "before", "KiB")
    print("\nreports of a year, each file made in a process of its own; bare: the alerts read, nothing done with them")
    print(f"{'file':8}" + "".join(f"{head:>11}" for head in heads))
    for one in found:
        row = (one["alerts"], one["bare queries s"], one["figures s"], one["s"], one["s"] / one["bare queries s"])
        rest = (one["statements"], one["peak MiB"], one["of it before MiB"], one["KiB"])
        print(f"{one['format']:8}" + "".join(f"{value:11.2f}" for value in (*row, *rest)))
    faults = []
    by_format: dict[str, list[dict[str, Any]]] = {}
    for one in found:
        by_format.setdefault(one["format"], []).append(one)
    for format, (few, many) in by_format.items():
        if many["statements"] != few["statements"]:
            faults.append(f"report {format}: {many['statements']} statements, not {few['statements']}")
        if many["peak MiB"] > MOST_TIMES_THE_MEMORY * few["peak MiB"]:
            faults.append(f"report {format}: {many['peak MiB']:.0f} MiB, before {few['peak MiB']:.0f}")
    return faults
