"""Starting and stopping: a free port of 127.0.0.1, a random token, the browser, and nothing left behind."""

from __future__ import annotations

import secrets
import socket
import webbrowser
from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.workers import Workers


def serve(
    files: Sequence[Path],
    *,
    port: int = 0,
    workers: Workers | None = None,
    on_start: Callable[[str], None] = lambda _: None,
    open_browser: bool = True,
) -> None:
    """Serve the page until the process is interrupted; then everything that was dropped is deleted.

    Args:
        files: Documents that are compared at once, oldest first; none to begin with an empty page.
        port: Of 127.0.0.1; 0 takes a free one.
        workers: Where documents are read.
        on_start: Called with the page's address.
        open_browser: Show the page in the machine's browser.

    Raises:
        UsageError: The extra is not installed, the port is taken, or a file is no document.
    """
    try:
        import uvicorn

        from pipeline.web.app import make_app
    except ImportError as error:
        remedy = "Run pip install 'akaji[web]'."
        raise UsageError("akaji open needs Starlette and uvicorn, which are not installed", remedy=remedy) from error
    from pipeline.web.desk import Desk

    token = secrets.token_urlsafe(18)
    listener = _listen(port)
    desk = Desk(workers)
    try:
        number = listener.getsockname()[1]
        fragment = f"#job={desk.start([desk.put(path) for path in files])}" if files else ""
        address = f"http://127.0.0.1:{number}/{token}/{fragment}"
        config = uvicorn.Config(
            make_app(desk, token, number), log_level="error", access_log=False, server_header=False, lifespan="off"
        )
        on_start(address)
        if open_browser:
            webbrowser.open(address)
        uvicorn.Server(config).run(sockets=[listener])
    finally:
        listener.close()
        desk.close()


def _listen(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.bind(("127.0.0.1", port))
        listener.listen()  # who asks before uvicorn answers waits, and is not refused
    except OSError as error:
        listener.close()
        raise UsageError(f"the port cannot be used: {error.strerror}", str(port), "Leave --port out.") from error
    return listener
