"""Ends with 0 when the web server of this container is ready, else with 1: the image's health check.

Run as a file, alone: it is asked every few seconds and must not read all of Django.
"""

import http.client
import os
import sys
from urllib.parse import urlsplit

PORT = 8000


def main() -> int:
    """Ask the ready page under the name that the site answers to."""
    host = urlsplit(os.environ.get("SITE_URL", "http://localhost")).hostname or "localhost"
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=8)
    try:
        connection.request("GET", "/health/ready/", headers={"Host": host})
        return 0 if connection.getresponse().status == http.HTTPStatus.OK else 1
    except OSError:
        return 1
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
