"""``python -m config.serve [port]``: the product on this machine alone.

Waitress reads slow clients without giving a thread to each. On SIGTERM the door is
closed, what is being answered is answered, and then the process ends. Behind a proxy
and on several machines gunicorn serves (docs/operations.md).
"""

import json
import os
import signal
import sys
import threading
import time
from secrets import token_hex
from types import FrameType

from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer, create_server
from waitress.task import ErrorTask

from config.wsgi import application
from kb.api.problems import MEDIA_TYPE, problem_document, problem_of_status

PATIENCE = 25.0
LARGEST_BODY = 110_000_000
"""Bytes. What a form refuses with a sentence must reach it: a server that hangs up on
a file of 50 MB leaves the browser with an empty page."""


def main(port: int) -> None:
    """Serve on 127.0.0.1 until SIGTERM or an interrupt; port 0 takes any free one."""
    server = create_server(
        application,
        host="127.0.0.1",
        port=port,
        threads=8,
        connection_limit=2000,
        channel_timeout=20,
        max_request_body_size=LARGEST_BODY,
        ident="",
        asyncore_use_poll=True,
        clear_untrusted_proxy_headers=True,
    )

    server.channel_class = Channel

    def leave(number: int, frame: FrameType | None) -> None:
        threading.Thread(target=drain, args=[server], daemon=True).start()

    signal.signal(signal.SIGTERM, leave)
    sys.stdout.write(f"Attest: http://127.0.0.1:{server.effective_port}/\n")
    sys.stdout.flush()
    server.run()


class RefusalTask(ErrorTask):  # type: ignore[misc]
    """Answers what is no request, which no view ever sees, as a problem document."""

    def execute(self) -> None:
        """Write the answer; outside of the API in waitress's own plain words."""
        # Where the head cannot be read, waitress has no path, or takes "/" for it.
        path = getattr(self.request, "path", "")
        if path not in {"", "/"} and not path.startswith("/api/"):
            super().execute()
            return
        error = self.request.error
        problem = problem_of_status(error.code, f"{error.body}.")
        number = token_hex(8)
        text = json.dumps(problem_document(problem, path, number)).encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers += [
            ("Content-Type", MEDIA_TYPE),
            ("X-Request-ID", number),
        ]
        self.set_close_on_finish()
        self.content_length = len(text)
        self.write(text)


class Channel(HTTPChannel):  # type: ignore[misc]
    """A connection that refuses as the API does."""

    error_task_class = RefusalTask


def drain(server: TcpWSGIServer) -> None:
    """Refuse new connections, wait for the answers under way, end the process."""

    def close_the_door() -> None:
        server.accepting = False
        server.del_channel()
        server.socket.close()

    server.trigger.pull_trigger(close_the_door)
    end = time.monotonic() + PATIENCE
    time.sleep(0.1)
    while time.monotonic() < end and busy(server):
        time.sleep(0.05)
    os._exit(0)  # waitress has no way out of its loop from another thread


def busy(server: TcpWSGIServer) -> bool:
    """Whether a request is being read, worked on or answered."""
    channels = list(server.active_channels.values())
    return bool(server.task_dispatcher.queue) or any(
        channel.requests or channel.total_outbufs_len for channel in channels
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 8000)
