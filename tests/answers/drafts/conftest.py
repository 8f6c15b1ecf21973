"""A drafter over the sample corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from assistant.answers.drafts import Drafter
    from assistant.search import Searcher


@pytest.fixture(scope="session")
def drafter(sample_searcher: Searcher) -> Drafter:
    """A drafter over the sample corpus."""
    from assistant.answers.drafts import Drafter

    return Drafter(sample_searcher)
