#!/usr/bin/env python3
"""Django's own commands (makemigrations, makemessages), for developers. People use `system-review`."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "system_review.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
