"""What people hear of calls, applications and who takes part."""

from domain.programme.views import PlacePage, RoundLine, RoundPage
from frame.screen import Button, Screen, rows
from frame.texts import Words, _, lines, n_, paragraphs
from models.programme.round import RoundRole
from screens import facts
from screens.programme.applying import SeeParticipants, ways
from screens.programme.calls import ROLES
from screens.programme.places import MISSING
from screens.programme.rounds import applying, contact_days
from screens.programme.ways import PROGRAMME, OpenPlace, OpenRound
from screens.ways import HOME


def call_opened(view: RoundPage) -> Screen:
    """A call that one may answer."""
    return Screen(
        paragraphs(
            _("<b>The training takes applications: {name}</b>", name=view.line.name),
            facts.short(view.text, 400) or None,
            _("Apply by: {moment}", moment=view.line.deadline),
            contact_days(view.days),
        ),
        rows(Button(_("Look at the call"), OpenRound(view.line.id)), HOME),
    )


def call_opened_first(view: RoundPage) -> Screen:
    """The same, to those who come first."""
    return Screen(
        paragraphs(
            _("<b>You can apply before others: {name}</b>", name=view.line.name),
            _("Your organisation was left out the last time, so it comes first now."),
            _("Apply by: {moment}", moment=view.line.deadline),
            contact_days(view.days),
        ),
        rows(*applying(view), Button(_("Look at the call"), OpenRound(view.line.id)), HOME),
    )


def draft_waits(view: PlacePage) -> Screen:
    """The application is not sent, and the deadline comes near."""
    return Screen(
        paragraphs(
            _("<b>Your application is not sent yet: {organisation}</b>", organisation=view.organisation),
            _("The deadline is {moment}. After it nothing is taken.", moment=view.round.deadline),
            bool(view.missing)
            and lines(_("Still missing:"), *(_("• {what}", what=MISSING[one]) for one in view.missing)),
        ),
        rows(*ways(view), Button(_("Look at the application"), OpenPlace(view.id)), HOME),
    )


def deadline_moved(view: RoundPage) -> Screen:
    """There is more time."""
    return Screen(
        paragraphs(
            _("There is more time to apply: <b>{name}</b>", name=view.line.name),
            _("The new deadline: {moment}", moment=view.line.deadline),
            _("Decisions by: {day}", day=view.line.decision_on),
        ),
        rows(Button(_("Look at the round"), OpenRound(view.line.id)), HOME),
    )


def round_cancelled(line: RoundLine) -> Screen:
    """It does not come about."""
    return Screen(
        paragraphs(
            _("This round of the training was cancelled: <b>{name}</b>", name=line.name),
            _("Nothing needs to be done. You find new calls in the programme."),
        ),
        rows(PROGRAMME, HOME),
    )


def application_sent(view: PlacePage) -> Screen:
    """A receipt to the others of the organisation. No decision."""
    return Screen(
        paragraphs(
            _("<b>Receipt: the application of your organisation has come in</b>"),
            lines(
                _("Organisation: {organisation}", organisation=view.organisation),
                _("Round: {name}", name=view.round.name),
                _("Sent by: {name}", name=view.written_by),
            ),
            _(
                "This is only a receipt. Nothing is decided yet: all applicants hear the decision at the same time, "
                "by: {day}",
                day=view.round.decision_on,
            ),
        ),
        rows(Button(_("Look at the application"), OpenPlace(view.id)), HOME),
    )


def application_came(view: PlacePage) -> Screen:
    """To a coordinator."""
    return Screen(
        paragraphs(
            _("An application has come: <b>{organisation}</b>", organisation=view.organisation),
            _("Round: {name}", name=view.round.name),
            _("The activity: {activity}", activity=view.activity),
        ),
        rows(Button(_("Look at the application"), OpenPlace(view.id)), HOME),
    )


def taken_back(organisation: str, line: RoundLine) -> Screen:
    """The application is withdrawn."""
    return Screen(
        lines(
            _("An application was withdrawn: <b>{organisation}</b>", organisation=organisation),
            _("Round: {name}", name=line.name),
        ),
        rows(Button(_("Look at the round"), OpenRound(line.id)), HOME),
    )


def answered(name: str, yes: bool, view: PlacePage) -> Screen:
    """Somebody takes part, or does not."""
    waits = sum(not one.confirmed for one in view.participants)
    said: Words = (
        _("Takes part in the training for your organisation: <b>{name}</b>", name=name)
        if yes
        else _("Does not take part in the training: <b>{name}</b>", name=name)
    )
    return Screen(
        paragraphs(
            said,
            waits > 0 and n_("{count} answer is still to come.", "{count} answers are still to come.", waits),
        ),
        rows(
            not yes and view.open and Button(_("Ask somebody else"), SeeParticipants(view.id)),
            Button(_("Look at the application"), OpenPlace(view.id)),
            HOME,
        ),
    )


def taken_out(organisation: str, line: RoundLine) -> Screen:
    """One does not take part after all."""
    return Screen(
        lines(
            _("You are no longer among those who take part: <b>{organisation}</b>", organisation=organisation),
            _("Round: {name}", name=line.name),
        ),
        rows(PROGRAMME, HOME),
    )


def staff_joined(name: str, role: RoundRole, line: RoundLine) -> Screen:
    """Somebody runs the round, too."""
    return Screen(
        lines(
            _("{name} has said yes, as: {role}", name=name, role=ROLES[role]),
            _("Round: {name}", name=line.name),
        ),
        rows(Button(_("Look at the round"), OpenRound(line.id)), HOME),
    )


def staff_left(role: RoundRole, line: RoundLine) -> Screen:
    """A role that one has no longer."""
    return Screen(
        lines(
            _("You have this role no longer: {role}", role=ROLES[role]),
            _("Round: {name}", name=line.name),
        ),
        rows(PROGRAMME, HOME),
    )
