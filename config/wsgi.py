"""The WSGI application."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import resolve

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

# What is loaded by now stays as long as the process: the garbage collector need not
# look through it again, which took longer than anything else a request did in Python.
resolve("/")
gc.collect()
gc.freeze()
