"""A client that is answered as by the server: what stands before the middleware stands before it here, too."""

from django.test.client import ClientHandler

from config.handler import Outermost


class AsServed(Outermost, ClientHandler):
    """The handler of Django's test client behind ours."""


def served(client):
    """Let a client be answered as by the server; a fault is a page, as there."""
    client.handler = AsServed(enforce_csrf_checks=client.handler.enforce_csrf_checks)
    client.raise_request_exception = False
    return client
