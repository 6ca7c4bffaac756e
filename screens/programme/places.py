"""The page of an organisation's application to a round, or of its place there."""

from domain.programme.lifecycle import READ_WORK, WITHDRAW_APPLICATION
from domain.programme.views import Missing, ParticipantView, Phase, PlacePage
from frame.screen import Button, Screen, rows
from frame.texts import Words, _, lines, n_, paragraphs
from models.programme.application import ContentArea, PlaceState
from screens.programme import runs
from screens.programme.applying import AskToWithdraw, ways
from screens.programme.results.ways import GetMyCertificate
from screens.programme.selecting import outcomes
from screens.programme.ways import PROGRAMME, OpenRound, OpenWorkbook

AREAS: dict[ContentArea, Words] = {
    ContentArea.NEEDS: _("Needs and goals"),
    ContentArea.LOGIC: _("Logic model"),
    ContentArea.MEASURING: _("Ways of measuring"),
    ContentArea.MODEL: _("A model for showing results"),
}
assert AREAS.keys() == set(ContentArea)
MISSING: dict[Missing, Words] = {
    Missing.ACTIVITY: _("the activity to work on"),
    Missing.MOTIVATION: _("why you want to take part"),
    Missing.RATINGS: _("how you see yourselves now"),
    Missing.COMMITMENT: _("that you come to the contact days"),
    Missing.PARTICIPANTS: _("who takes part"),
}
assert MISSING.keys() == set(Missing)


def page(view: PlacePage, before: Words | None = None) -> Screen:
    """One application or place: how it stands, what it says, who takes part, what I may do."""
    return Screen(
        paragraphs(
            before,
            _("<b>{organisation}</b>\n{name}", organisation=view.organisation, name=view.round.name),
            status(view),
            still_to_do(view),
            applied_with(view),
            people(view.participants),
        ),
        rows(
            *ways(view),
            view.inside
            and view.may(WITHDRAW_APPLICATION)
            and view.state in (PlaceState.DRAFT, PlaceState.SENT)
            and Button(_("Withdraw the application"), AskToWithdraw(view.id)),
            runs.place_ways(view),
            *outcomes.buttons(view.id, view.state, view.may),
            view.may(READ_WORK) and Button(_("Open the workbook"), OpenWorkbook(view.id)),
            view.inside
            and view.state is PlaceState.FINISHED
            and Button(_("Get my certificate"), GetMyCertificate(view.id)),
            Button(_("Look at the round"), OpenRound(view.round.id)),
            PROGRAMME,
        ),
    )


def status(view: PlacePage) -> Words:
    """How it stands, in plain words."""
    match view.state:
        case PlaceState.DRAFT if view.open and view.late:
            return _("The application is not sent yet. You have a code: it can be sent after the deadline.")
        case PlaceState.DRAFT if view.open:
            return _("The application is not sent yet. Send it by: {moment}", moment=view.round.deadline)
        case PlaceState.DRAFT if view.round.phase is Phase.NOT_YET:
            return _("The application is not sent yet. The call opens: {moment}", moment=view.round.opens_at)
        case PlaceState.DRAFT:
            return _("The application was not sent, and the call is closed.")
        case PlaceState.SENT if view.round.phase is Phase.CANCELLED:
            return _("The round was cancelled, so no decisions are made.")
        case PlaceState.SENT:
            return lines(
                _("The application has been received: {moment}", moment=view.sent_at or view.written_at),
                _(
                    "This is not a decision yet. All applicants hear it at the same time, by: {day}",
                    day=view.round.decision_on,
                ),
                view.open and _("You can change it until: {moment}", moment=view.round.deadline),
            )
        case PlaceState.ACCEPTED if view.confirm_by is not None:
            return _("You are offered a place! It is yours when you confirm it, by: {moment}", moment=view.confirm_by)
        case PlaceState.ACCEPTED:
            return _("You are offered a place! It is yours when you confirm it.")
        case PlaceState.CONFIRMED:
            return _("You have a place in this round.")
        case PlaceState.FINISHED:
            return _("The round is over. Thank you for taking part!")
        case PlaceState.RESERVE if view.rank is not None:
            return _("You are in reserve. Your number in the line: {rank}", rank=view.rank)
        case PlaceState.RESERVE:
            return _("You are in reserve.")
        case PlaceState.NOT_THIS_TIME:
            return _("There was no place for you this time. In the next round you come first.")
        case PlaceState.WITHDRAWN:
            return _("The application is withdrawn.")
        case PlaceState.LAPSED:
            return _("The place was not confirmed in time, and went to others.")
        case PlaceState.LEFT:
            return _("The place was given back.")


def still_to_do(view: PlacePage) -> Words | None:
    """What is missing before it can be sent."""
    if not (view.open and view.inside and view.missing and view.state in (PlaceState.DRAFT, PlaceState.SENT)):
        return None
    return lines(_("Still missing:"), *(_("• {what}", what=MISSING[one]) for one in view.missing))


def applied_with(view: PlacePage) -> Words | None:
    """What the organisation wrote."""
    if not view.reads:
        return None
    return paragraphs(
        bool(view.activity) and _("<b>The activity to work on</b>\n{activity}", activity=view.activity),
        bool(view.motivation) and _("<b>Why we want to take part</b>\n{motivation}", motivation=view.motivation),
        bool(view.ratings) and ratings(view.ratings),
        view.commits and _("We come to all the contact days."),
        view.priority and _("The organisation was left out of the round before, so it comes first now."),
        view.late and _("The application came after the deadline, by a code of the coordinators."),
        bool(view.reason) and _("From the coordinators: {reason}", reason=view.reason),
    )


def ratings(given: tuple[tuple[ContentArea, int], ...]) -> Words:
    """How an organisation sees itself."""
    return lines(
        _("<b>How we see ourselves now, from 1 to 4</b>"),
        *(_("{area}: {score}", area=AREAS[area], score=score) for area, score in given),
    )


def people(participants: tuple[ParticipantView, ...]) -> Words | None:
    """Who takes part."""
    if not participants:
        return None
    waits = sum(not one.confirmed for one in participants)
    return lines(
        _("<b>Who takes part</b>"),
        *(
            _("• {name}", name=one.name) if one.confirmed else _("• {name} (has not answered yet)", name=one.name)
            for one in participants
        ),
        waits > 0 and n_("{count} answer is still to come.", "{count} answers are still to come.", waits),
    )
