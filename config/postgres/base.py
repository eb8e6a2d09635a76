"""The connection to PostgreSQL; Django demands the names of this module and class."""

from select import POLLIN, poll

from django.db.backends.postgresql import base
from psycopg.pq import ConnStatus, TransactionStatus


class DatabaseWrapper(base.DatabaseWrapper):
    """Tells from its socket whether it still lives, without a statement."""

    def is_usable(self) -> bool:
        """Return whether the server is still there.

        A server that ends a connection says so, and closes it: until something lies in
        the socket, nothing ended. What lies there may be harmless too, and after an
        error anything may be wrong; then the server is asked, as Django asks it before
        each request. A server that is gone without a word is noticed by the statement
        that follows; no connection gets older than ``CONN_MAX_AGE``.
        """
        if self.connection is None or self.connection.closed:
            return False
        if self.errors_occurred or not silent(self.connection.fileno()):
            usable: bool = super().is_usable()
            return usable
        # In a transaction that failed no statement is answered, SELECT 1 neither.
        pgconn = self.connection.pgconn
        failed = pgconn.transaction_status == TransactionStatus.INERROR
        return bool(pgconn.status == ConnStatus.OK) and not failed


def silent(socket: int) -> bool:
    """Return whether nothing waits in a socket: no word, no end and no error."""
    waiting = poll()
    waiting.register(socket, POLLIN)
    return not waiting.poll(0)
