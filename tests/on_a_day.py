"""A program that serves the shipped content as of the date in its argument."""

import asyncio
import socket
import sys
from datetime import date

import uvicorn

from assessment.serving.server import configured
from assessment.settings import read_settings
from assessment.web.app import create_app

if __name__ == "__main__":
    day = date.fromisoformat(sys.argv[1])
    listening = socket.create_server(("127.0.0.1", 0), backlog=2048)
    application = create_app(read_settings(), lambda: day)
    sys.stdout.write(f"Serving on http://127.0.0.1:{listening.getsockname()[1]}/\n")
    sys.stdout.flush()
    asyncio.run(uvicorn.Server(configured(application)).serve(sockets=[listening]))
