"""What a phone loads to file its first alert: page, styles, scripts and symbols, compressed, without the map."""

import gzip
import re
import sys
from urllib.parse import urljoin

import pytest

from ewrr.management.static_files import collect_if_changed
from tests.house import served

MOST = 60_000  # bytes; product.md, screen 2
FONTS = (".woff2", ".woff")
MAIN = re.compile(r"/js/main\.")
# main.js: `filing: () => import("./parts/filing.js")`, as it is served.
MOUNTED = re.compile(r"(\w+):\s*\(\)\s*=>\s*import\(\s*[\"']([^\"']+)")


@pytest.fixture(scope="module", autouse=True)
def collected():
    collect_if_changed()


def compressed(content: bytes) -> int:
    return len(gzip.compress(content, 9, mtime=0))


def loaded(html: str) -> list[str]:
    """Static addresses that a browser fetches for this page: of main.js's parts only those that it mounts."""
    page = served.Page(html)
    (main,) = [address for address in page.scripts() if MAIN.search(address)]
    parts = dict(MOUNTED.findall(served.file_of(main).read_text("utf-8")))
    assert page.parts() <= set(parts), "main.js mounts every part of the page"
    unused = {urljoin(main, path) for name, path in parts.items() if name not in page.parts()}
    return list(served.everything(page.static(), leave=unused))


def test_the_filing_page_loads_less_than_60_kb(as_, beni):
    html = as_("Hana").get("/file/").content
    sizes = {"/file/": compressed(html)}
    sizes |= {address: compressed(served.file_of(address).read_bytes()) for address in loaded(html.decode())}
    fonts = {address: served.file_of(address).stat().st_size for address in sizes if address.endswith(FONTS)}
    total = sum((sizes | fonts).values())
    lines = [f"{size:7,}  {address}" for address, size in sorted((sizes | fonts).items(), key=lambda one: -one[1])]
    lines += [f"{total:7,}  in all, {total - sum(fonts.values()):,} without the font"]
    table = "\n".join(lines)
    sys.stdout.write(f"{table}\n")
    assert {"css", "js", "svg", "woff2"} <= {address.rpartition(".")[2] for address in sizes}
    assert not any("leaflet" in address or "/map/" in address for address in sizes), table
    assert total < MOST, table
