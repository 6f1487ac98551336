"""The answers to the browser: one page, files in, how far a job is, and the job's pages."""

from __future__ import annotations

import json
import secrets
from collections.abc import Awaitable, Callable
from importlib import resources
from pathlib import Path
from urllib.parse import unquote

from markupsafe import Markup
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from pipeline.errors import AkajiError, LimitExceededError
from pipeline.model import Language
from pipeline.report import render_tool_page
from pipeline.vocabulary.messages import error_words, translate
from pipeline.web.desk import MAX_FILE_BYTES, Desk, Progress

_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
}

_STATUS_OF_ERRORS = 422

Handler = Callable[[Request], Awaitable[Response]]


def make_app(desk: Desk, token: str, port: int) -> Starlette:
    """Return the application.

    Args:
        desk: Where the work is done.
        token: What every address begins with; without it there is nothing here.
        port: Of this server, which the Host header has to name.
    """
    hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}

    class Guard(BaseHTTPMiddleware):
        """Lets nobody in but the page itself: a foreign page could name this address, but not this Host and token."""

        async def dispatch(self, request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
            origin = request.headers.get("origin")
            if request.headers.get("host") not in hosts or (origin and origin.removeprefix("http://") not in hosts):
                return PlainTextResponse("akaji open answers this machine only", 403)
            if not secrets.compare_digest(request.path_params.get("token") or _first_part(request.url.path), token):
                return PlainTextResponse("not found", 404)
            response = await call_next(request)
            response.headers.update(_HEADERS)
            return response

    routes = [
        Route("/{token}/", _page),
        Route("/{token}/files", _take_file, methods=["POST"]),
        Route("/{token}/jobs", _start, methods=["POST"]),
        Route("/{token}/jobs/{job}", _progress),
        Route("/{token}/jobs/{job}/pages/{path:path}", _result),
    ]
    app = Starlette(routes=routes, middleware=[Middleware(Guard)])
    app.state.desk = desk
    return app


def _first_part(path: str) -> str:
    return path.strip("/").partition("/")[0]


async def _page(_: Request) -> Response:
    files = resources.files(__package__).joinpath("templates")
    script = Markup(files.joinpath("open.js").read_text("utf-8"))  # noqa: S704 - this package's own file
    style = Markup(files.joinpath("open.css").read_text("utf-8"))  # noqa: S704 - this package's own file
    return HTMLResponse(render_tool_page(script=script, style=style, most_megabytes=MAX_FILE_BYTES // 1_000_000))


async def _take_file(request: Request) -> Response:
    """Take a file as the request's body; its name is in a header, as a URI component."""
    desk: Desk = request.app.state.desk
    try:
        identifier, path = desk.place_for(unquote(request.headers.get("x-name", "")))
        await _write_body(request, path)
    except AkajiError as error:
        return _failed(request, error)
    return JSONResponse({"file": identifier})


async def _write_body(request: Request, path: Path) -> None:
    """Write the request's body, a piece at a time, and no more of it than a file may have."""
    size = 0
    with path.open("wb") as file:
        async for piece in request.stream():
            size += len(piece)
            if size > MAX_FILE_BYTES:
                file.close()
                path.unlink()
                most = MAX_FILE_BYTES // 1_000_000
                raise LimitExceededError(f"larger than {most} MB", path.name, "Split it into parts.")
            file.write(piece)


async def _start(request: Request) -> Response:
    desk: Desk = request.app.state.desk
    try:
        asked = json.loads(await request.body())
        identifiers = [str(each) for each in asked["files"]]
    except (ValueError, KeyError, TypeError):
        return PlainTextResponse("not understood", 400)
    try:
        job = await run_in_threadpool(desk.start, identifiers)
    except AkajiError as error:
        return _failed(request, error)
    return JSONResponse({"job": job})


async def _progress(request: Request) -> Response:
    desk: Desk = request.app.state.desk
    job = request.path_params["job"]
    progress = desk.progress_of(job)
    if progress is None:
        return PlainTextResponse("not found", 404)
    return JSONResponse(_told(progress, desk.folder_of(job), _language(request)))


def _told(progress: Progress, folder: Path, language: Language) -> dict[str, object]:
    page = progress.page.relative_to(folder).as_posix() if progress.page else None
    return {
        "state": progress.state,
        "done": progress.done,
        "total": progress.total,
        "errors": [error_words(error.at(Path(error.place).name), language) for error in progress.errors],
        "warnings": [translate(warning, language) for warning in progress.warnings],
        "page": page,
    }


async def _result(request: Request) -> Response:
    """Give a page that a job has made, and nothing else of this machine."""
    desk: Desk = request.app.state.desk
    folder = desk.folder_of(request.path_params["job"]).resolve()
    path = (folder / request.path_params["path"]).resolve()
    if not path.is_relative_to(folder) or path.suffix != ".html" or not path.is_file():
        return PlainTextResponse("not found", 404)
    return FileResponse(path, media_type="text/html; charset=utf-8")


def _language(request: Request) -> Language:
    return "en" if request.query_params.get("lang") == "en" else "ja"


def _failed(request: Request, error: AkajiError) -> Response:
    return JSONResponse({"error": error_words(error, _language(request))}, _STATUS_OF_ERRORS)
