"""A whole platform per test module: `fest up` on a folder of its own, on the example edition, stopped by SIGTERM."""

import pytest

from running import Fest


@pytest.fixture(scope="module")
def fest(tmp_path_factory):
    with Fest(tmp_path_factory.mktemp("fest")) as running:
        yield running


@pytest.fixture(scope="module")
def browser():
    # Only for tests with pages: the others run without a browser.
    from browsing import chromium

    with chromium() as browser:
        yield browser
