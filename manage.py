#!/usr/bin/env python
"""Runs the hub's commands; finds or starts the embedded servers where no others are named."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ewrr.settings.dev")
    from ewrr.embedded import servers_for_command

    with servers_for_command(sys.argv):
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
