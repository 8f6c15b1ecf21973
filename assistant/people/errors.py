"""What can go wrong with people."""


class PeopleError(Exception):
    """An account can't be made or changed so; the text is one sentence for the user with what to do."""
