"""A line that breaks: a proxy between two programs that cuts what it carries."""

import socket
import threading
from contextlib import suppress


class Line:
    """Carries connections to a port; `breaks(number)` says for each how it ends: None, "request", "reply" or "half".

    "request": half of what was asked arrives, "reply": all of it, and nothing comes back; "half": half of the answer.
    """

    def __init__(self, port, breaks=lambda number: None):
        self.to, self.breaks, self.number, self.cut = port, breaks, 0, 0
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.socket.getsockname()[1]
        self.open, self.lock, self.is_down = set(), threading.Lock(), False

    def __enter__(self):
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.socket.close()
        self.break_all()

    def break_all(self):
        """Cut every connection that is open."""
        with self.lock:
            broken, self.open = self.open, set()
        for one in broken:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        self.cut += len(broken) // 2

    def _accept(self):
        while True:
            try:
                near, _ = self.socket.accept()
            except OSError:
                return
            if self.is_down:
                near.close()
                continue
            self.number += 1
            threading.Thread(target=self._carry, args=(near, self.number), daemon=True).start()

    def _carry(self, near, number):
        how = self.breaks(number)
        try:
            far = socket.create_connection(("127.0.0.1", self.to), timeout=None)
        except OSError:
            near.close()
            return
        with self.lock:
            self.open |= {near, far}
        self.cut += how is not None
        back = threading.Thread(target=self._back, args=(far, near, how), daemon=True)
        back.start()
        self._pump(near, far, half=how == "request")
        back.join()
        with self.lock:
            self.open -= {near, far}
        for one in (near, far):
            one.close()

    def _back(self, far, near, how):
        if how == "reply":
            # The whole answer is heard here, so what was asked is done; nobody else hears it.
            with suppress(OSError):
                while far.recv(65536):
                    pass
            with suppress(OSError):
                near.shutdown(socket.SHUT_RDWR)
        else:
            self._pump(far, near, half=how == "half")

    def _pump(self, source, target, *, half):
        with suppress(OSError):
            while data := source.recv(65536):
                target.sendall(data[: len(data) // 2] if half else data)
                if half:
                    break
        for one in (source, target) if half else (target,):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR if half else socket.SHUT_WR)
