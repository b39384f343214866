"""Parts of the hub whose own rounds come faster: `python -m tests.bench.quick web|sweep PORT`, for the soak only.

What takes part in a day by the clock (heartbeats, looks at the database, rounds of the sweep and of the watch, messages
of beat) happens BENCH_PACE times as often; what the hub allows others (patience, leases, deadlines) stays as it is.
"""

import os
import sys

PACE = float(os.environ.get("BENCH_PACE", "1"))


def main(part: str, port: str = "") -> None:
    import django

    django.setup()
    from alerts.management.commands import sweep
    from alerts.services import watch
    from ewrr.desk import consumers_of_walls, heart, hub

    of_sockets = ((heart, "EVERY_S"), (consumers_of_walls, "CHECK_S"), (hub, "LOOK_EVERY_S"))
    for room, name in (*of_sockets, (sweep, "EVERY_S"), (watch, "EVERY_S")):
        setattr(room, name, getattr(room, name) / PACE)
    if part == "sweep":
        from django.core.management import call_command

        call_command("sweep")
    else:
        import uvicorn

        uvicorn.run("ewrr.asgi:application", port=int(port), ws_max_size=4096, access_log=False, log_level="warning")


if __name__ == "__main__":
    main(*sys.argv[1:])
