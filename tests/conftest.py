"""Fixtures: news, the command line in an empty folder, and a graph built once."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from shell import Run, sanctiongraph, write_news
from stores import oxigraph, update

# A shell that starts us in the background leaves SIGINT ignored, and so would every program we start.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """The command line in an empty folder."""
    return partial(sanctiongraph, cwd=tmp_path)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder with five documents."""
    return write_news(tmp_path / "news")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds `news` and the `output` of one build; not to be changed."""
    folder = tmp_path_factory.mktemp("built")
    write_news(folder / "news")
    done = sanctiongraph("build", "news", "--output", "output", cwd=folder)
    assert done.returncode == 0, done.stderr
    (folder / "said").write_text(done.stdout)
    return folder


@pytest.fixture(scope="session")
def browser():
    """A Chromium that asks nobody for anything; without one, or without playwright, the tests skip."""
    playwright = pytest.importorskip("playwright.sync_api", reason="the playwright package is not installed")
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        pytest.skip("no Chromium is installed")
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=chromium, args=arguments)
        yield running
        running.close()


@pytest.fixture(scope="session")
def oxigraph_server() -> Iterator[str]:
    """The address of an Oxigraph server; `endpoint` empties it for each test."""
    with oxigraph() as url:
        yield url


@pytest.fixture
def endpoint(oxigraph_server: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of an empty store on this machine, which asks for no credentials."""
    for name in ("USER", "PASSWORD", "TOKEN"):
        monkeypatch.delenv(f"SANCTIONGRAPH_STORE_{name}", raising=False)
    update(oxigraph_server, "DROP ALL")
    return oxigraph_server
