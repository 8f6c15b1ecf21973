"""Documents in a searchable form: embedding, lexical analysis, the Chroma store, and the sync of folders with it."""

from assistant.index.corpus import Corpus, load_corpus
from assistant.index.embedding import Embedder, EmbeddingError
from assistant.index.single import put_file
from assistant.index.store import OutdatedIndexError, Store, Stored, StoreError, connect
from assistant.index.sync import SyncReport, locked, sync

__all__ = [
    "Corpus",
    "Embedder",
    "EmbeddingError",
    "OutdatedIndexError",
    "Store",
    "StoreError",
    "Stored",
    "SyncReport",
    "connect",
    "load_corpus",
    "locked",
    "put_file",
    "sync",
]
