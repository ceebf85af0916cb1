"""What gunicorn serves."""

import os
import sys

from django.core.wsgi import get_wsgi_application

# Whoever has the turn to write (jejak/antre.py) gets the interpreter back soon after each statement. With Python's
# own 5 ms he waits for the other threads at every one of them, and all other writers wait for him.
sys.setswitchinterval(0.0005)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sakip.settings")
application = get_wsgi_application()
