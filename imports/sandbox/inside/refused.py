"""Why a file is refused, as a word that the other side of the cage puts in Vietnamese."""


class Refused(Exception):
    """A file that is not read; `why` is a key of imports.spreadsheet.reasons, `facts` what its words name."""

    def __init__(self, why: str, **facts: int) -> None:
        super().__init__(why)
        self.why = why
        self.facts = facts
