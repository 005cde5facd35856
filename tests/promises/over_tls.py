"""Serves the real application over TLS; the arguments are the certificate and the key."""

import asyncio
import socket
import sys

import uvicorn

from assessment.serving.server import configured
from assessment.settings import Settings
from assessment.web.app import create_app

if __name__ == "__main__":
    chain, key = sys.argv[1:]
    listening = socket.create_server(("127.0.0.1", 0))
    sys.stdout.write(f"Serving on https://127.0.0.1:{listening.getsockname()[1]}/\n")
    sys.stdout.flush()
    config = configured(create_app(Settings()), ssl_certfile=chain, ssl_keyfile=key)
    asyncio.run(uvicorn.Server(config).serve(sockets=[listening]))
