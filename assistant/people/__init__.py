"""Who may use the app: accounts, passwords, lock-out, sessions, and who a trusted proxy says is there.

``accounts`` and ``sessions`` keep what they know in the database of ``keeping``; ``entering`` is the way in, which never tells
whether a name exists; ``proxy`` reads what a reverse proxy says. SQLAlchemy is loaded with these modules.
"""

from assistant.people.errors import PeopleError

__all__ = ["PeopleError"]
