"""How long things take, by the names of the settings. The settings module builds one of these."""

from datetime import timedelta

from domain.dataclasses import dataclass


@dataclass(frozen=True)
class Timers:
    """Each timer with its default."""

    tick: timedelta = timedelta(seconds=30)
    feedback_after: timedelta = timedelta(hours=1)
    feedback_again: tuple[timedelta, ...] = (timedelta(days=3), timedelta(days=10))
    feedback_closes: timedelta = timedelta(days=14)
    confirm: timedelta = timedelta(hours=48)
    keep_or_thank: timedelta = timedelta(days=3)
    nudge_requester: timedelta = timedelta(days=3)
    tell_applicant: timedelta = timedelta(days=7)
    was_it_done: tuple[timedelta, ...] = (timedelta(days=1), timedelta(days=7))
    undated: timedelta = timedelta(days=14)
    not_reported: timedelta = timedelta(days=30)
    answer_within: timedelta = timedelta(days=14)
    dispute_lapses: timedelta = timedelta(days=30)
    nudge_approval: timedelta = timedelta(days=5)
    approve_by_itself: timedelta = timedelta(days=14)
    no_applicants: timedelta = timedelta(days=9)
    expire: timedelta = timedelta(days=40)
    expire_warn: tuple[timedelta, ...] = (timedelta(days=7), timedelta(days=1))
    draft_kept: timedelta = timedelta(days=365)
    conversation_closes: timedelta = timedelta(days=7)
    messages_kept: timedelta = timedelta(days=90)
    look_at_cards: timedelta = timedelta(minutes=10)
    digest: tuple[timedelta, timedelta] = (timedelta(days=2), timedelta(days=7))
    offer_asked: timedelta = timedelta(days=90)
    offer_pauses: timedelta = timedelta(days=14)
    forget_invited: timedelta = timedelta(days=365)
    pass_on_advice: timedelta = timedelta(days=1)
    advice_unmet: timedelta = timedelta(days=3)
    remind_advice: timedelta = timedelta(days=3)
    advice_closes: timedelta = timedelta(days=14)
    ask_outcome: timedelta = timedelta(days=30)
    call_warn: tuple[timedelta, ...] = (timedelta(days=7), timedelta(days=2), timedelta(hours=6))
    contact_day: tuple[timedelta, ...] = (timedelta(days=7), timedelta(days=1))
    pre_assignment: timedelta = timedelta(days=3)
    remind_sparring: timedelta = timedelta(days=1)
    cancel_sparring: timedelta = timedelta(hours=24)
    nothing_happened: timedelta = timedelta(days=14)
    reserve_answers: timedelta = timedelta(hours=72)
    confirm_warn: tuple[timedelta, timedelta] = (timedelta(days=3), timedelta(days=1))
    round_ends: timedelta = timedelta(days=60)
    rate_again: timedelta = timedelta(days=182)
    remind_rating: timedelta = timedelta(days=7)
