"""What a document says of the corpus that it was made from: how many documents, how new, how public, whether invented."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.index.corpus import Corpus
from assistant.model import Agreement, AgreementId, Description, Kind, Publicity, Quotation
from assistant.phrases import catalogue, phrase

INVENTED = ".invented"  # a file of this name in a corpus folder says that its documents are invented
_SECRECY = (Publicity.PUBLIC, Publicity.INTERNAL, Publicity.SECRET)


def invented_folders(corpus: Corpus) -> tuple[str, ...]:
    """The corpus folders that say that their documents are invented."""
    folders = sorted({folder for folder in corpus.folders if folder})
    return tuple(folder for folder in folders if (Path(folder) / INVENTED).is_file())


@dataclass(frozen=True)
class Scope:
    """What was known when the document was made. ``agreements`` may hold a draft that is not in the corpus."""

    agreements: Mapping[AgreementId, Agreement]
    documents: int
    of_agreements: int
    newest: str | None  # ISO day
    invented: bool  # all of it
    partly_invented: tuple[str, ...]  # names of folders
    made: datetime.date

    def description(self, agreement: AgreementId) -> Description | None:
        """What is known of a document, where it is known at all."""
        known = self.agreements.get(agreement)
        return known.description if known else None

    def name(self, agreement: AgreementId, language: str) -> str:
        """A document as readers call it: its region with status and day where several are of one region."""
        known = self.agreements.get(agreement)
        if known is None:
            return str(agreement)
        d = known.description
        if d.region is None:
            return d.title or known.file
        same = [
            a for a in self.agreements.values() if a.description.region == d.region and a.description.kind is d.kind
        ]
        return d.region if len(same) < 2 else f"{d.region} ({self.status(agreement, language)})"

    def status(self, agreement: AgreementId, language: str) -> str:
        """Status and day, as shown."""
        d = self.description(agreement)
        if d is None:
            return ""
        status = catalogue(language, "answers")["statuses"][d.status.value]
        return f"{status} {day(d.date)}".strip()

    def language_of(self, quotation: Quotation) -> str | None:
        """The language of the quotation's document, where it is known."""
        d = self.description(quotation.agreement)
        return d.language if d else None

    def secrecy(self, quotations: Iterable[Quotation]) -> Publicity:
        """The strictest publicity of the documents quoted."""
        strictest = Publicity.PUBLIC
        for quotation in quotations:
            d = self.description(quotation.agreement)
            if d is not None and _SECRECY.index(d.publicity) > _SECRECY.index(strictest):
                strictest = d.publicity
        return strictest

    def notices(self, language: str) -> tuple[str, ...]:
        """What must be said before everything else: that the documents are invented."""
        if self.invented:
            return (phrase(language, "export.invented"),)
        if self.partly_invented:
            return (phrase(language, "export.partly_invented", folders=", ".join(self.partly_invented)),)
        return ()

    def facts(self, language: str) -> tuple[tuple[str, str], ...]:
        """When it was made, and from what."""
        words = catalogue(language, "export")["facts"]
        corpus = words["corpus_value"].format(documents=self.documents, agreements=self.of_agreements)
        found = [(words["made"], day(self.made.isoformat())), (words["corpus"], corpus)]
        if self.newest:
            found.append((words["newest"], day(self.newest)))
        return tuple(found)


def scope_of(corpus: Corpus, made: datetime.date | None = None, draft: Agreement | None = None) -> Scope:
    """The scope of a corpus as it is now; a guest of it (see search.guest) and ``draft`` are known but not counted."""
    indexed = [a for a, folder in zip(corpus.agreements, corpus.folders, strict=True) if folder]
    invented = invented_folders(corpus)
    whole = bool(invented) and set(invented) == {folder for folder in corpus.folders if folder}
    known = {a.id: a for a in corpus.agreements}
    if draft is not None:
        # The id that a draft is searched by beside the index: see search.guest.
        name = draft.id
        while name in known:
            name = AgreementId(f"{name}-draft")
        known[name] = draft
    dates = [a.description.date for a in indexed if a.description.date]
    return Scope(
        agreements=known,
        documents=len(indexed),
        of_agreements=sum(a.description.kind is Kind.AGREEMENT for a in indexed),
        newest=max(dates, default=None),
        invented=whole,
        partly_invented=() if whole else tuple(Path(folder).name for folder in invented),
        made=made or datetime.date.today(),
    )


def day(iso: str | None) -> str:
    """An ISO day as people write it here: "2025-03-01" → "1.3.2025"; what is no such day as it is."""
    parts = (iso or "").split("-")
    if len(parts) == 3 and all(part.isdigit() for part in parts):
        return f"{int(parts[2])}.{int(parts[1])}.{parts[0]}"
    return iso or ""
