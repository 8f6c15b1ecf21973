"""One function a term: from the passages that speak of it to its value, or None where no value can be read."""

from assistant.answers.terms.lines import Reader
from assistant.answers.terms.readers.costs import cost_key, kela_share
from assistant.answers.terms.readers.details import (
    copies,
    first_contact,
    group_vice_chair,
    payment_term,
    plan_deadline,
    plan_review,
)
from assistant.answers.terms.readers.group import group_chair, group_meetings, group_size, group_term
from assistant.answers.terms.readers.leader import leader_deputy, leader_employer, leader_naming, leader_time
from assistant.answers.terms.readers.premises import kela_presence, premises_provider, premises_rent
from assistant.answers.terms.readers.staff import staff_check, staff_hva, staff_kela, staff_tva
from assistant.answers.terms.readers.validity import dispute_forum, notice_period, validity

READERS: dict[str, Reader] = {
    reader.__name__: reader
    for reader in (
        validity,
        notice_period,
        group_size,
        group_term,
        group_chair,
        group_meetings,
        leader_naming,
        leader_employer,
        leader_time,
        leader_deputy,
        staff_tva,
        staff_hva,
        staff_kela,
        staff_check,
        cost_key,
        kela_share,
        premises_provider,
        premises_rent,
        kela_presence,
        dispute_forum,
        group_vice_chair,
        payment_term,
        plan_deadline,
        plan_review,
        first_contact,
        copies,
    )
}

__all__ = ["READERS"]
