"""Coming into a group: the question before, an admin's yes, what the applicant hears."""

from domain import codes as domain_codes
from domain.dataclasses import dataclass
from domain.views import GroupView, MemberView, RequestPage, RequestView
from frame.screen import Button, Screen, Tap, rows
from frame.texts import Joined, Words, _, lines, n_, paragraphs
from models.group import GroupPolicy, Outcome
from screens.groups import EnterCode, SeeRequest
from screens.ways import HOME, MyGroups, OpenGroup, SeeRequests, apart, pages

LENGTH = domain_codes.OWN + domain_codes.RANDOM


@dataclass(frozen=True)
class JoinGroup(Tap, code="grjoin"):
    """Yes, into the group that this code opens."""

    join_code: str


@dataclass(frozen=True)
class AnswerRequest(Tap, code="grans"):
    """Yes, let them in; or no."""

    request_id: int
    accept: bool


@dataclass(frozen=True)
class TakeBack(Tap, code="grback"):
    """I no longer ask."""

    request_id: int


# The door


def join(view: GroupView, code: str) -> Screen:
    """Before one joins: whose code this is."""
    asks = view.policy is GroupPolicy.CODE_AND_YES
    return Screen(
        paragraphs(
            n_(
                "Do you want to join the group: <b>{name}</b>? It has {count} member.",
                "Do you want to join the group: <b>{name}</b>? It has {count} members.",
                view.size,
                name=view.name,
            ),
            asks
            and _("One of its admins answers first. They see your name and organisation, and you hear the answer."),
            _("The members see your name and organisation. You see the tasks asked of this group."),
        ),
        rows(
            Button(
                _("Ask to join the group") if asks else _("Join the group"),
                JoinGroup(domain_codes.fold(code)[:LENGTH]),
            ),
            Button(_("Do not join"), MyGroups()),
        ),
    )


def joined(view: GroupView) -> Words:
    """In."""
    return _("You are now in the group: {name}", name=view.name)


def which_code() -> Words:
    """The code that somebody was given."""
    return _("Write the group code that you were given. Capitals, spaces and dashes do not matter.")


def own_request(request: RequestView, before: Words | None = None) -> Screen:
    """My request, waiting or settled."""
    waits = request.outcome is None
    return Screen(
        paragraphs(
            before,
            _("You have asked to join the group: <b>{name}</b>", name=request.group_name),
            _("An admin answers, and you hear it here. You need not do anything.") if waits else _answer(request),
        ),
        rows(
            waits and Button(_("Take my request back"), TakeBack(request.id)),
            request.outcome is Outcome.ACCEPTED and Button(_("Open the group"), OpenGroup(request.group_id)),
            Button(_("See my groups"), MyGroups()),
            HOME,
        ),
    )


def answered(request: RequestView) -> Screen:
    """To who asked: what became of it."""
    return Screen(
        _answer(request),
        rows(
            request.outcome is Outcome.ACCEPTED and Button(_("Open the group"), OpenGroup(request.group_id)),
            request.outcome is not Outcome.ACCEPTED and Button(_("Join with a code"), EnterCode()),
            HOME,
        ),
    )


def _answer(request: RequestView) -> Words:
    match request.outcome:
        case Outcome.ACCEPTED:
            return _("Welcome! You are now in the group: <b>{name}</b>", name=request.group_name)
        case Outcome.DECLINED:
            return _(
                "Your request was not accepted this time. Group: <b>{name}</b>. "
                "If you wonder why, ask the group admin who gave you the code.",
                name=request.group_name,
            )
        case Outcome.LISTED:
            return _(
                "The group <b>{name}</b> now takes only people whose e-mail address is listed, so your request ended. "
                "Ask the group admin to list your address.",
                name=request.group_name,
            )
        case Outcome.CLOSED:
            return _("The group is closed, so your request ended: <b>{name}</b>", name=request.group_name)
        case _other:
            return _("You took your request back: <b>{name}</b>", name=request.group_name)


# The admin's side


def somebody_joined(view: GroupView, member: MemberView) -> Screen:
    """To an admin: somebody came in."""
    return Screen(
        lines(
            _("New in the group: <b>{name}</b>", name=view.name),
            who(member.name, member.organisation),
            n_("Now the group has {count} member.", "Now the group has {count} members.", view.size),
        ),
        rows(Button(_("Open the group"), OpenGroup(view.id)), HOME),
    )


def who(name: str, organisation: str | None) -> Words:
    """A person in a list, with their organisation."""
    parts = tuple(part for part in (name, organisation) if part)
    return Joined(("•", Joined(parts, ", ")), " ")


def request(view: RequestView) -> Screen:
    """To an admin: somebody asks to join; or who answered already."""
    return Screen(
        paragraphs(
            _("Asks to join the group: <b>{name}</b>", name=view.group_name),
            lines(
                who(view.name, view.organisation),
                view.code_hint is not None and _("With the code that begins with {hint}", hint=view.code_hint),
                _("Asked: {moment}", moment=view.asked_at),
            ),
            view.outcome is not None and _settled(view),
        ),
        rows(
            view.outcome is None
            and (
                Button(_("Accept: {name}", name=view.name), AnswerRequest(view.id, True)),
                Button(_("Decline: {name}", name=view.name), AnswerRequest(view.id, False)),
            ),
            Button(_("See all requests"), SeeRequests(view.group_id)),
            Button(_("Open the group"), OpenGroup(view.group_id)),
        ),
    )


def _settled(view: RequestView) -> Words:
    match view.outcome:
        case Outcome.ACCEPTED if view.decided_by:
            return _("Accepted by: {name}", name=view.decided_by)
        case Outcome.ACCEPTED:
            return _("This person is in the group now.")
        case Outcome.DECLINED if view.decided_by:
            return _("Declined by: {name}", name=view.decided_by)
        case Outcome.WITHDRAWN:
            return _("This person took the request back.")
        case _other:
            return _("This request has ended: the group takes people in another way now.")


def requests(view: GroupView, page: RequestPage) -> Screen:
    """Those who wait for a yes."""
    return Screen(
        paragraphs(
            _("Requests to join the group: <b>{name}</b>", name=view.name),
            lines(*(who(one.name, one.organisation) for one in page.items)) if page.items else _("Nobody waits now."),
        ),
        rows(
            *apart(Button(_("Look at: {name}", name=one.name), SeeRequest(one.id)) for one in page.items),
            *pages(page.total, page.page, lambda number: SeeRequests(view.id, number)),
            Button(_("Back to the group"), OpenGroup(view.id)),
        ),
    )


def too_many_wrong_codes() -> Screen:
    """To an operator: somebody guesses."""
    return Screen(
        paragraphs(
            _("More than 100 wrong group codes came in within an hour: somebody seems to guess."),
            _(
                "Until it is calm again, whoever has had a wrong try gets one try an hour. "
                "Nobody else is affected. You need not do anything."
            ),
        ),
        rows(HOME),
    )
