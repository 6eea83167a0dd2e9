"""Ask the pages of this container whether they are alive: ends with 0 when they are (HEALTHCHECK of the image)."""

import os
import sys
import urllib.request

# As the proxy in front would ask.
HEADERS = {
    "Host": os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0],
    "X-Forwarded-Proto": "https",
}


def main() -> int:
    """Return 0 where /healthz answers 200."""
    port = os.environ.get("PORT", "8000")
    request = urllib.request.Request(f"http://127.0.0.1:{port}/healthz", headers=HEADERS)
    try:
        with urllib.request.urlopen(request, timeout=8) as answer:  # noqa: S310 - the same
            return int(answer.status != 200)
    except OSError:
        return 1


if __name__ == "__main__":
    sys.exit(main())
