"""Room for the call stack.

Python takes it in pieces of 16 KiB and gives a piece back as soon as the calls on it are over: whoever
stands near the end of one takes and returns it call after call, which was a sixth of the work of all tests.
"""


def with_room(call, **given):
    """Call with a first piece that is large enough for all that is called from there."""
    return call(**given)


# Words of its frame: half a mebibyte, so that the piece that holds it is one of a whole one.
with_room.__code__ = with_room.__code__.replace(co_stacksize=70_000)
