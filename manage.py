#!/usr/bin/env python
"""Django's command line, run as ``python manage.py …``."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sakip.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as salah:
        # A wrong setting is the operator's to mend: the sentence says how, a traceback would bury it.
        sys.exit(f"Pengaturan belum benar: {salah}")
