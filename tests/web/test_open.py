"""``akaji open`` as a program asks it: what it answers, to whom, and what it leaves behind."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pikepdf
import pytest

from pipeline.web import app
from pipeline.web.desk import Desk
from tests.web.server import Server, serving


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("open")) as running:
        yield running


@pytest.fixture(scope="module")
def pair(root: Path) -> tuple[Path, Path]:
    raw = root / "raw" / "toyama-open-pt"
    return raw / "R4-4.pdf", raw / "R5-1.pdf"


def test_two_documents_become_the_page_of_their_comparison(server: Server, pair: tuple[Path, Path]) -> None:
    told = server.compare(*pair)
    assert (told["state"], told["errors"], told["warnings"]) == ("done", [], [])
    status, page = server.ask(f"jobs/{told['job']}/pages/{told['page']}")
    assert status == 200
    assert "R4-4" in page
    assert "data:image/png" in page


def test_a_folder_of_documents_becomes_the_pages_of_its_series(
    server: Server, pair: tuple[Path, Path], root: Path
) -> None:
    other = root / "tests" / "golden" / "one-row" / "document.pdf"
    told = server.compare(*pair, other)
    assert told["state"] == "done"
    assert "index.html" in told["page"]
    status, page = server.ask(f"jobs/{told['job']}/pages/{told['page']}")
    assert (status, "toyama-open-pt" in page or "href" in page) == (200, True)


def test_two_pairs_at_once_do_not_disturb_each_other(server: Server, pair: tuple[Path, Path], root: Path) -> None:
    other = root / "tests" / "golden" / "one-row" / "document.pdf"
    first = server.begin([server.put(path)["file"] for path in pair])
    second = server.begin([server.put(path)["file"] for path in (other, other)])
    assert [server.follow(job)["state"] for job in (first, second)] == ["done", "done"]


def test_a_document_that_cannot_be_read_is_named(server: Server, pair: tuple[Path, Path], tmp_path: Path) -> None:
    with pikepdf.open(pair[0]) as pdf:
        pdf.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(owner="a", user="b"))
    told = server.compare(tmp_path / "locked.pdf", pair[1])
    assert told["state"] == "failed"
    assert told["errors"] == ["locked.pdf: a password is needed. Save it without a password and try again."]


def test_a_text_file_that_calls_itself_a_pdf_is_an_error(
    server: Server, pair: tuple[Path, Path], tmp_path: Path
) -> None:
    (tmp_path / "text.pdf").write_text("this is text")
    assert "text.pdf: this is not a PDF" in server.compare(tmp_path / "text.pdf", pair[1])["errors"][0]


def test_a_web_page_under_the_name_of_a_pdf_is_told_as_such(
    server: Server, pair: tuple[Path, Path], tmp_path: Path
) -> None:
    (tmp_path / "page.pdf").write_text("\n<!DOCTYPE html><title>404</title>")
    told = server.compare(tmp_path / "page.pdf", pair[1])["errors"]
    assert told == ["page.pdf: this is a web page under the name of a PDF. Fetch the PDF itself."]


def test_what_is_no_document_by_its_name_is_refused(server: Server, tmp_path: Path) -> None:
    (tmp_path / "tool.exe").write_bytes(b"MZ")
    assert server.put(tmp_path / "tool.exe")["error"].startswith("tool.exe: not a PDF")


@pytest.mark.parametrize("name", ["../../etc/x.pdf", "C:\\x\\y.pdf", "a/../../b.pdf", ".pdf.pdf", "\x1b[2J.pdf"])
def test_a_name_is_never_a_path(server: Server, pair: tuple[Path, Path], name: str) -> None:
    identifier = server.put(pair[0], name)["file"]
    assert server.follow(server.begin([identifier, server.put(pair[1])["file"]]))["state"] == "done"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", ""])
def test_another_host_is_refused(server: Server, host: str) -> None:
    assert server.ask("", Host=host)[0] in {400, 403}


def test_a_page_of_another_origin_is_refused(server: Server) -> None:
    assert server.ask("files", b"x", Origin="http://evil.example", X_Name="a.pdf")[0] == 403
    assert server.ask("", Origin=server.origin)[0] == 200


def test_without_the_token_there_is_nothing(server: Server) -> None:
    assert server.ask(f"{server.origin}/")[0] == 404
    assert server.ask(f"{server.origin}/wrong/")[0] == 404
    assert server.ask(f"{server.origin}/wrong/jobs", b"{}")[0] == 404


@pytest.mark.parametrize("path", ["../../../etc/passwd", "../files/x.pdf", "/etc/passwd", "pair.html/../../x.html"])
def test_only_a_jobs_own_pages_are_given(server: Server, path: str) -> None:
    assert server.ask(f"jobs/none/pages/{quote(path, safe='')}")[0] == 404


def test_a_page_that_lies_beside_the_jobs_is_not_given(server: Server, tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text("<p>another's</p>")
    identifier = server.put(tmp_path / "secret.html")["file"]
    path = quote(f"../../files/{identifier}/secret.html", safe="")
    assert server.ask(f"jobs/none/pages/{path}")[0] == 404


@pytest.mark.parametrize(("pieces", "status"), [([b"12345", b"67890"], 200), ([b"12345", b"67890", b"1"], 422)])
def test_no_more_of_a_file_is_taken_than_one_may_have(
    pieces: list[bytes], status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "MAX_FILE_BYTES", 10)
    waiting = [
        {"type": "http.request", "body": piece, "more_body": place + 1 < len(pieces)}
        for place, piece in enumerate(pieces)
    ]
    answers: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return waiting.pop(0)

    async def send(answer: Any) -> None:
        answers.append(dict(answer))

    scope = {
        "type": "http", "method": "POST", "path": "/token/files", "query_string": b"lang=en",
        "headers": [(b"host", b"127.0.0.1:80"), (b"x-name", b"a.pdf")],
    }  # fmt: skip
    desk = Desk()
    try:
        asyncio.run(app.make_app(desk, "token", 80)(scope, receive, send))
        written = [path.stat().st_size for path in desk.folder.glob("files/*/*")]
    finally:
        desk.close()
    assert (answers[0]["status"], written) == (status, [10] if status == 200 else [])


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b'{"files": 1}', b"\xff"])
def test_a_request_that_makes_no_sense_is_said_to(server: Server, body: bytes) -> None:
    assert server.ask("jobs", body or b" ")[0] in {400, 422}


def test_fewer_than_two_documents_are_not_compared(server: Server, pair: tuple[Path, Path]) -> None:
    identifier = server.put(pair[0])["file"]
    status, told = server.ask("jobs?lang=en", json.dumps({"files": [identifier]}).encode())
    assert (status, json.loads(told)["error"]) == (
        422,
        "two documents are needed. Drop two documents, or a folder of them.",
    )


def test_ctrl_c_ends_it_and_nothing_is_left(pair: tuple[Path, Path], tmp_path: Path) -> None:
    with serving(tmp_path) as running:
        running.put(pair[0])
        assert [path.name for path in (tmp_path / "tmp").glob("akaji-open-*/files/*/*")] == ["R4-4.pdf"]
        assert running.stop() in {0, 130}
    assert list((tmp_path / "tmp").iterdir()) == []
