"""The address at which a site is served: opened once, before anything begins, and handed to whoever serves it.

So it stays open while the pages' process is begun again: whoever calls meanwhile waits and is answered.
"""

import errno
import socket
import time

from django.utils.translation import gettext as _

BACKLOG = 2048
# Seconds for which an address is waited for that one who is just ending still holds.
_WAIT, _STEP = 3.0, 0.25


class Closed(Exception):
    """An address that cannot be opened; the text says why, and what to do."""


def parted(bind: str) -> tuple[str, int]:
    """Return host and port of "host:port" or "[::1]:port". Raises Closed for anything else."""
    host, colon, port = bind.rpartition(":")
    if not (colon and host and port.isascii() and port.isdigit() and int(port) < 65_536):
        raise Closed(
            _("--bind phải có dạng máy:cổng, ví dụ 127.0.0.1:8000, không phải “%s”.") % bind
        )
    return host.strip("[]"), int(port)


def opened(bind: str, wait: float = _WAIT) -> socket.socket:
    """Return a socket that listens at the address. Raises Closed."""
    host, port = parted(bind)
    until = time.monotonic() + wait
    while True:
        try:
            return _listening(host, port)
        except OSError as error:
            if error.errno != errno.EADDRINUSE or time.monotonic() > until:
                raise Closed(_why(error, bind)) from error
            time.sleep(_STEP)


def _listening(host: str, port: int) -> socket.socket:
    family, kind, protocol, _name, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    door = socket.socket(family, kind, protocol)
    try:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind(address)
        door.listen(BACKLOG)
    except OSError:
        door.close()
        raise
    return door


def _why(error: OSError, bind: str) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            _(
                "Cổng của %s đang có chương trình khác dùng. Xem là chương trình nào (ss -ltnp), "
                "dừng nó, hoặc chọn cổng khác bằng --bind."
            )
            % bind
        )
    if error.errno == errno.EACCES:
        return (
            _(
                "Không được phép mở %s: cổng dưới 1024 chỉ root mở được. Chọn cổng từ 1024 trở lên, "
                "để máy chủ web đứng trước nhận cổng 443."
            )
            % bind
        )
    return _("Không mở được %s: máy này không có địa chỉ đó. Sửa --bind.") % bind
