"""The page of a round."""

from datetime import timedelta

from domain.programme.lifecycle import (
    CANCEL_ROUND,
    COPY_ROUND,
    EDIT_ROUND,
    EXTEND_ROUND,
    MAKE_LATE_CODE,
    NAME_STAFF,
    PUBLISH_ROUND,
    SEE_BOARD,
    SEE_DAYS,
    SEE_ROUND_REPORT,
)
from domain.programme.views import DayView, Lacks, Phase, RoundPage
from domain.regions import WHOLE_COUNTRY
from frame.screen import Button, Row, Screen, rows
from frame.texts import Minutes, Words, _, lines, n_, paragraphs
from models.programme.round import LinkKind
from screens.organisations import FindOrganisation, region
from screens.programme import runs
from screens.programme.calls import in_short
from screens.programme.ways import (
    PROGRAMME,
    AskToCancelRound,
    BeginApplication,
    CancelRound,
    CopyRound,
    ExtendRound,
    LookBeforePublishing,
    MakeProgrammeLink,
    OpenPlace,
    OpenRound,
    SeeBoard,
    SeeRoundReport,
    SeeStaff,
    SeeWorkbooks,
    WhatToSet,
)
from screens.ways import apart

MOST_DAYS = 8  # on one screen
LACKS: dict[Lacks, Words] = {
    Lacks.TEXT: _("a name and a text"),
    Lacks.DEADLINE: _("a deadline that is still to come"),
    Lacks.DAYS: _("the contact days"),
    Lacks.DAYS_AFTER: _("contact days that come after the decisions"),
    Lacks.CRITERIA: _("what the reviewers score"),
}
assert LACKS.keys() == set(Lacks)


def page(view: RoundPage, before: Words | None = None, link: str | None = None) -> Screen:
    """One round: what it is, when, for whom; what I may do."""
    return Screen(
        paragraphs(
            before,
            _("<b>{name}</b>\n{programme}", name=view.line.name, programme=view.programme),
            status(view),
            view.text or None,
            facts(view),
            contact_days(view.days),
            bool(view.own)
            and lines(
                *(_("{organisation}: {state}", organisation=one.organisation, state=in_short(one)) for one in view.own)
            ),
            any(one.early for one in view.applies_for)
            and _("Your organisation was left out the last time, so it can apply before others."),
            view.line.phase is Phase.OPEN and view.acts_for_nobody and not view.roles and acting_first(view),
            link is not None and _("Link for sharing: {link}", link=link),
            bool(view.lacks)
            and lines(_("Before it can be published, this is missing:"), *(_lack(one) for one in view.lacks)),
        ),
        rows(
            *applying(view),
            *apart(
                Button(_("Open the application: {organisation}", organisation=one.organisation), OpenPlace(one.id))
                for one in view.own
            ),
            *running(view),
            runs.round_ways(view),
            view.may(SEE_ROUND_REPORT) and Button(_("See what came of the round"), SeeRoundReport(view.line.id)),
            view.may(SEE_BOARD) and Button(_("See the applications"), SeeBoard(view.line.id)),
            view.may(SEE_DAYS) and Button(_("See the workbooks"), SeeWorkbooks(view.line.id)),
            PROGRAMME,
        ),
    )


def acting_first(view: RoundPage) -> Words:
    """To somebody who cannot apply for any organisation yet: why."""
    if view.waits_for_yes:
        return _("You can apply as soon as the contact person of your organisation has confirmed that you act for it.")
    return _("Organisations apply, not private persons. Tell first which organisation you act for.")


def running(view: RoundPage) -> tuple[Row, ...]:
    """What those who run it may do; first what comes next."""
    round_id = view.line.id
    return rows(
        view.may(PUBLISH_ROUND)
        and not view.lacks
        and Button(_("Look through and publish"), LookBeforePublishing(round_id)),
        view.may(EDIT_ROUND)
        and Button(_("Tell what is missing") if view.lacks else _("Change the round"), WhatToSet(round_id)),
        view.may(COPY_ROUND) and Button(_("Begin the next round"), CopyRound(round_id)),
        view.may(MAKE_LATE_CODE)
        and view.line.phase is Phase.SELECTING
        and Button(_("Make a code for a late application"), MakeProgrammeLink(round_id, LinkKind.LATE)),
        view.may(EXTEND_ROUND) and Button(_("Give more time to apply"), ExtendRound(round_id)),
        view.may(NAME_STAFF) and Button(_("See who runs it"), SeeStaff(round_id)),
        view.may(CANCEL_ROUND) and Button(_("Cancel the round"), AskToCancelRound(round_id)),
    )


def ask_to_cancel(view: RoundPage) -> Screen:
    """Shall it be cancelled?"""
    return Screen(
        paragraphs(
            _("Cancel this round for good? <b>{name}</b>", name=view.line.name),
            view.sent > 0 and n_("{count} application has come.", "{count} applications have come.", view.sent),
            view.line.phase is not Phase.DRAFT and _("Everybody who has applied or begun to is told."),
        ),
        rows(
            Button(_("Cancel it for good"), CancelRound(view.line.id)),
            Button(_("Keep the round"), OpenRound(view.line.id)),
        ),
    )


def _lack(one: Lacks) -> Words:
    return _("• {what}", what=LACKS[one])


def status(view: RoundPage) -> Words:
    """Where the round is, and how much time is left."""
    line = view.line
    match line.phase:
        case Phase.DRAFT:
            return _("This is a draft. Only those who run the round see it.")
        case Phase.NOT_YET:
            return _("The call opens: {moment}", moment=line.opens_at)
        case Phase.OPEN if view.days_left:
            return lines(
                _("The call is open. Apply by: {moment}", moment=line.deadline),
                n_("{count} day left.", "{count} days left.", view.days_left),
            )
        case Phase.OPEN:
            return _("The call is open, and this is its last day. Apply by: {moment}", moment=line.deadline)
        case Phase.SELECTING:
            return _(
                "The call is closed. All applicants hear the decision at the same time, by: {day}",
                day=line.decision_on,
            )
        case Phase.DECIDED:
            return _("The decisions are made, and the round is going on.")
        case Phase.OVER:
            return _("This round is over.")
        case Phase.CANCELLED:
            return _("This round was cancelled.")


def facts(view: RoundPage) -> Words:
    """Dates and numbers."""
    line, takes = view.line, view.line.phase in (Phase.DRAFT, Phase.NOT_YET, Phase.OPEN)
    return lines(
        takes and _("Applications: {first} to {last}", first=line.opens_at, last=line.deadline),
        view.line.phase is Phase.DRAFT
        and view.priority_opens_at is not None
        and _("For those left out the last time it opens: {moment}", moment=view.priority_opens_at),
        _("Decisions by: {day}", day=line.decision_on),
        _("Region: {region}", region=region(view.region or WHOLE_COUNTRY)),
        n_("Place for {count} organisation", "Place for {count} organisations", view.capacity),
        n_(
            "From each organisation {count} person",
            "From each organisation 1 to {count} people",
            view.participants_max,
        ),
        view.sent > 0 and n_("{count} application has come.", "{count} applications have come.", view.sent),
    )


def contact_days(days: tuple[DayView, ...]) -> Words | None:
    """When and where people meet."""
    if not days:
        return None
    more = len(days) - MOST_DAYS
    return lines(
        n_("<b>{count} contact day</b>", "<b>{count} contact days</b>", len(days)),
        *(day(one) for one in days[:MOST_DAYS]),
        more > 0 and n_("{count} more", "{count} more", more),
    )


def day(one: DayView) -> Words:
    """One contact day on a line."""
    length = max(one.ends_at - one.starts_at, timedelta(0))
    return _(
        "• {moment} ({time}): {place}",
        moment=one.starts_at,
        time=Minutes(round(length.total_seconds() / 60)),
        place=one.place,
    )


def applying(view: RoundPage) -> tuple[Row, ...]:
    """The ways to an application of one's organisation."""
    return rows(
        *apart(
            Button(_("Apply for: {name}", name=one.name), BeginApplication(view.line.id, one.organisation_id))
            for one in view.applies_for
        ),
        view.line.phase is Phase.OPEN
        and view.acts_for_nobody
        and not view.waits_for_yes
        and not view.roles
        and Button(_("Tell which organisation I act for"), FindOrganisation()),
    )


def link_invites(name: str) -> Words:
    """Before the registration: what waits after it."""
    return _("You were shown a call of the training: {name}. You see it as soon as you have come in.", name=name)
