"""No page changes unless it is meant to: the bytes of whole sites, held by their hashes."""

import net
import pytest


@pytest.mark.parametrize("site", net.SITES)
def test_no_page_of_the_site_has_changed(site, request):
    if site == "seeds":
        request.getfixturevalue("shared")
    held = (net.HASHES / f"{site}.txt").read_text(encoding="utf-8")
    if held.splitlines()[0] != net.versions():
        pytest.skip(
            "the hashes were taken with other versions of the libraries; python tests/net.py takes them anew"
        )
    now = net.text(site)
    assert held.splitlines() == now.splitlines(), "run python tests/net.py if this is meant"
