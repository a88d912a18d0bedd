# SPDX-License-Identifier: MIT
"""Cathode Lab in a notebook of Jupyter, from a copy of dist/ on this machine: no network, and no package but Python.

    from cathode_lab import CathodeLab
    CathodeLab('dist', model=4, am=85, view='energy')
"""
import functools
import html
import http.server
import pathlib
import threading
import urllib.parse

_TYPES = {".mjs": "text/javascript", ".js": "text/javascript", ".wasm": "application/wasm"}
_addresses = {}


class _Files(http.server.SimpleHTTPRequestHandler):
    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, **_TYPES}

    def end_headers(self):
        # The page around is another origin, with a port of its own.
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()

    def log_message(self, *_):
        pass


class _Server(http.server.ThreadingHTTPServer):
    request_queue_size = 64  # a page asks for many files at once
    daemon_threads = True


def address_of(copy):
    """Where a copy is served: a web address as it is, a folder from now on to this machine, as long as Python runs."""
    if str(copy).startswith(("http://", "https://")):
        return str(copy).rstrip("/") + "/"
    folder = pathlib.Path(copy).resolve()
    if not (folder / "embed.js").is_file():
        raise FileNotFoundError(f"copy: {folder} has no embed.js; allowed: a copy of dist/, or its web address")
    if folder not in _addresses:
        server = _Server(("127.0.0.1", 0), functools.partial(_Files, directory=str(folder)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        _addresses[folder] = f"http://127.0.0.1:{server.server_address[1]}/"
    return _addresses[folder]


class CathodeLab:
    """A calculator in a frame. Options are those of docs/embedding.md: link keys such as am=85, and view, controls, lock."""

    def __init__(self, copy, height=900, **options):
        self.height = int(height)
        words = {"v": 2, **options, "embed": 1}
        self.address = address_of(copy) + "#" + urllib.parse.urlencode(words, quote_via=urllib.parse.quote)

    def _repr_html_(self):
        return (
            f'<iframe src="{html.escape(self.address)}" title="Cathode Lab" referrerpolicy="no-referrer" '
            f'style="width: 100%; height: {self.height}px; border: 0"></iframe>'
        )
