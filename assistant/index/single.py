"""One document at a time: put into the index or taken out, without a look at the others."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from assistant.documents import agreement_id, read_document
from assistant.index.store import Store
from assistant.index.sync import SyncFile, SyncReport, key_of, put
from assistant.model import Agreement, AgreementId


def id_of(store: Store, corpus: Path, relative: str) -> AgreementId:
    """The id of the document ``relative`` in the folder ``corpus``: the one that it has in the index, else a free one."""
    stored = store.stored()
    for one in stored:
        if one.corpus == str(corpus) and one.file == relative:
            return one.id
    taken = {one.id for one in stored}
    base = agreement_id(relative)
    name, count = base, 2
    while name in taken:
        name, count = AgreementId(f"{base}-{count}"), count + 1
    return name


def put_file(
    store: Store, corpus: Path, relative: str, *, ocr: bool = True, read: Agreement | None = None
) -> Agreement:
    """Put one file into the index, in the place of what it had of it. ``read``: the document, where it has been read.

    To be called under the lock of ``sync``. Raises DocumentError, OSError.
    """
    corpus = corpus.resolve()
    file = SyncFile(id_of(store, corpus, relative), corpus / relative, corpus, relative)
    agreement = read or read_document(file.path, corpus, ocr=ocr)
    agreement = dataclasses.replace(agreement, id=file.id, file=relative)
    put(store, file, key_of(file, store), agreement, SyncReport())
    store.sweep_document(file.id)
    return agreement
