"""Coming in where the instance chooses whom it lets in."""

from domain.dataclasses import dataclass
from domain.views import AdmissionView, OrganisationView
from frame.screen import Button, Screen, Tap, rows
from frame.texts import Words, _, lines, n_, paragraphs
from screens.start import ComeIn
from screens.ways import HOME, OpenOrganisation, apart

SHOWN = 8
WHAT_CODE = _("The code of the service")
WHICH_CODE = _(
    "This service is for those who have its code. Write the code that you were given. "
    "Capitals, spaces and dashes do not matter."
)


@dataclass(frozen=True)
class SeeWaiting(Tap, code="admall"):
    """For an operator: who and what waits."""


@dataclass(frozen=True)
class OpenAdmission(Tap, code="adm"):
    """For an operator: one who waits."""

    admission_id: int


@dataclass(frozen=True)
class Admit(Tap, code="admyes"):
    """An operator lets somebody in, or not."""

    admission_id: int
    yes: bool


@dataclass(frozen=True)
class TakeUp(Tap, code="takeup"):
    """What a link asked for before one came in."""


def waiting(name: str, before: Words | None = None) -> Screen:
    """To a newcomer: an operator is asked."""
    return Screen(
        paragraphs(
            before,
            _("Thank you, {name}. The administrators of the service are asked to let you in.", name=name),
            _("You are told as soon as they have answered. Until then you do not see tasks here."),
        ),
        rows(Button(_("See how it stands"), ComeIn())),
        toast=_("They have not answered yet."),
    )


def declined(contact: str) -> Screen:
    """To a newcomer: not let in."""
    return Screen(
        paragraphs(
            _("The administrators of the service did not let you in."),
            bool(contact) and _("If you think that this is a mistake, you can ask: {contact}", contact=contact),
        ),
        rows(Button(_("See how it stands"), ComeIn())),
    )


def you_are_in(name: str, wanted: bool) -> Screen:
    """To a newcomer: let in."""
    return Screen(
        paragraphs(
            _("Welcome, {name}! You are in.", name=name),
            wanted and _("What your link led to is still there."),
        ),
        rows(wanted and Button(_("Open what the link led to"), TakeUp()), HOME),
    )


# For the operators


def card(one: AdmissionView, before: Words | None = None) -> Screen:
    """One who asks to come in."""
    return Screen(
        paragraphs(
            before,
            _("<b>To the administrators of the service</b>"),
            lines(
                _("Asks to come in: <b>{name}</b>", name=one.name),
                _organisation(one),
                _("Since: {moment}", moment=one.asked_at),
            ),
            _stands(one),
        ),
        rows(
            not one.accepted and Button(_("Accept: {name}", name=one.name), Admit(one.id, True)),
            one.waiting and Button(_("Decline: {name}", name=one.name), Admit(one.id, False)),
            Button(_("See who waits"), SeeWaiting()),
            HOME,
        ),
    )


def _organisation(one: AdmissionView) -> Words:
    if one.organisation is None:
        return _("As a private person")
    if one.new_organisation:
        return _("For a new organisation: {organisation}", organisation=one.organisation)
    return _("For the organisation: {organisation}", organisation=one.organisation)


def _stands(one: AdmissionView) -> Words | bool:
    if one.waiting:
        return False
    return _("Was let in.") if one.accepted else _("Was not let in. You can still accept.")


ACCEPTED = _("Let in, and told.")
DECLINED = _("Not let in, and told.")


def desk(people: list[AdmissionView], new: list[OrganisationView]) -> Screen:
    """All that waits for an operator, the oldest first."""
    more = max(len(people) - SHOWN, 0) + max(len(new) - SHOWN, 0)
    return Screen(
        paragraphs(
            _("<b>To the administrators of the service</b>"),
            n_("{count} person waits to be let in.", "{count} people wait to be let in.", len(people))
            if people
            else _("Nobody waits to be let in."),
            n_("{count} organisation waits to be confirmed.", "{count} organisations wait to be confirmed.", len(new))
            if new
            else _("No organisation waits to be confirmed."),
            more > 0 and n_("{count} more comes after these.", "{count} more come after these.", more),
        ),
        rows(
            *apart(Button(_("Look at: {name}", name=one.name), OpenAdmission(one.id)) for one in people[:SHOWN]),
            *apart(Button(_("Open: {name}", name=one.name), OpenOrganisation(one.id)) for one in new[:SHOWN]),
            HOME,
        ),
    )


def on_the_home_screen(count: int) -> Words:
    """To an operator, at home."""
    return n_("{count} person waits to be let in.", "{count} people wait to be let in.", count)


LOOK = Button(_("See who waits"), SeeWaiting())
