"""A deliberately leaky copy of the site, which every test for the absence of a leak must catch.

It sends plain answers in an ordinary form, lets browsers cache its pages, logs each query, and
stores the answers with a script. Start it as a program, with an optional port. Like the real
server, it prints its address.
"""

import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import gettempdir

ANSWER = "canary_answer_value"
RESULT = "Canary result text"
PAGE = f"""<!doctype html><title>Leaky</title><body data-exit="about:blank">
<a class=exit href="/leave">Leave now</a>
<form method=post action=/en/self>
<p data-question=danger_now><label><input type=radio id=danger_now
 name="q1" value="{ANSWER}" data-option="yes"> Yes</label>
<label><input type=radio name="q1" value="no" data-option="no"> No</label>
<p data-question=say_no><label><input type=radio name="q2" value="1" data-option="yes"> Yes</label>
<label>Note <input name=note></label> <p class=send><button>Send</button></form>
<script>document.querySelector("form").addEventListener("submit", function () {{
  localStorage.setItem("answers", "{ANSWER}"); }});</script>"""
FORM = f"""<!doctype html><title>Leaky</title><form><label><input type=radio
 name=q value="{ANSWER}" data-option="yes"> Yes</label> <button>Send</button></form>"""
"""A leaky file: no host answers its form, but its answers become part of an address."""


class Leaky(BaseHTTPRequestHandler):
    """Responds to every address."""

    def do_GET(self) -> None:
        self._answer(PAGE + f"<img src='http://third.example/{self.path}' alt=''>")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        Path(gettempdir(), "leaky-upload").write_text(body, encoding="utf-8")
        self.log_message("%s %s", self.path, body)
        self._answer(PAGE + f"<h1>{RESULT}</h1><p>{body}</p>")

    def _answer(self, page: str) -> None:
        data = page.encode()
        self.send_response(200)
        self.send_header("content-type", "text/html; charset=utf-8")
        self.send_header("content-length", str(len(data)))
        self.send_header("cache-control", "max-age=3600")
        self.end_headers()
        self.wfile.write(data)


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", int([*sys.argv, "0"][1])), Leaky)
    sys.stdout.write(f"Serving on http://127.0.0.1:{server.server_port}/\n")
    sys.stdout.flush()
    server.serve_forever()
