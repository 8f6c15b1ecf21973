"""What can go wrong with a language model. None of it ever costs the user the answer.

ModelError
├── ModelDown        the server failed several times and is left alone for a while
├── ModelBusy        too many requests to the model are under way
├── ModelTimeout     no whole text within the time-out
├── ModelCancelled   the user stopped it
└── ModelFailed      it refused, broke off or could not be reached
"""

from __future__ import annotations


class ModelError(Exception):
    """``key`` names the phrase for users: ``llm.failed.KEY``. The text is for the log."""

    key = "failed"


class ModelDown(ModelError):  # noqa: N818
    """The server failed several times in a row; it is not asked for a while."""

    key = "down"


class ModelBusy(ModelError):  # noqa: N818
    """As many requests as are allowed are under way."""

    key = "busy"


class ModelTimeout(ModelError):  # noqa: N818
    """The time-out passed."""

    key = "timeout"


class ModelCancelled(ModelError):  # noqa: N818
    """The user stopped it."""

    key = "cancelled"


class ModelFailed(ModelError):  # noqa: N818
    """The model could not be reached, refused or broke off."""

    key = "failed"
