"""Coming in: /start, the short registration, and what a link asked for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain import admissions as requests
from domain import named, people
from domain.refusals import NotThere, Refusal
from domain.views import InvitationView
from frame.dialogue import Dialogue
from frame.here import Here
from frame.readers import Reading, Unread, person_name
from frame.routing import Routes
from frame.screen import Screen
from frame.steps import Ask, Choose, Option
from frame.texts import Words
from handlers import admissions, home, joining, organisations
from handlers.letters import PAYLOAD
from screens import languages, privacy
from screens import named as named_screens
from screens import start as screens
from screens.home import said_before
from screens.start import ComeIn

routes = Routes()

NAME = person_name(people.NAME_MAX)
MOST_OFFERED = 44  # bytes of a name that fits into a button's data
GROUP = re.compile("g_([0-9A-Za-z]{1,40})")
TASK = re.compile("t_([0-9]{1,9})")
NAMED = re.compile("n_([0-9A-Za-z_-]{22})")
SERVICE = re.compile("s_([0-9A-Za-z]{1,60})")
CHAT = re.compile("l_([0-9A-Za-z_-]{8,32})")


@dataclass
class Registration:
    """The answers of somebody who comes in."""

    consent: str = ""  # the version of the notice
    name: str = ""
    sought: str = ""
    organisation: str = ""
    region: str | None = None


@routes.command("start", menu=screens.BEGIN, in_groups=screens.BEGIN_IN_GROUPS, open=True)
def start(payload: str, here: Here) -> Screen:
    """In, and to what the link asked for."""
    if here.actor.registered_at is not None:
        wanted = payload or here.actor.wanted or ""
        people.want(here.session, here.actor, wanted=None, now=here.now)
        return take_up(wanted, here)
    if payload:
        remember(payload, here)
    return begin(here)


@routes.tap(ComeIn, open=True)
def come_in_after_all(_tap: ComeIn, here: Here) -> Screen:
    """The registration, or home."""
    return home.show(here) if here.actor.registered_at is not None else begin(here)


def take_up(wanted: str, here: Here) -> Screen:
    """What a link leads to: a screen that shows or asks, never a deed."""
    from handlers import addresses, chats, reach, tasks
    from handlers import named as named_handlers

    if wanted == PAYLOAD:
        return addresses.show(here)
    if code := GROUP.fullmatch(wanted):
        return joining.ask_to_join(code[1], here)
    if task := TASK.fullmatch(wanted):
        try:
            return tasks.show(here, int(task[1]))
        except NotThere:
            return reach.nowhere(int(task[1]), here)
    if link := NAMED.fullmatch(wanted):
        return named_handlers.ask(link[1], here)
    if chat := CHAT.fullmatch(wanted):
        return chats.offer(chat[1], here)
    if linked := here.house.routes.linked(wanted):
        return linked[0].answer(linked[1], here)
    unknown = wanted and not SERVICE.fullmatch(wanted)  # who is in needs no code of the service
    return said_before(screens.unknown_link() if unknown else None, home.show(here))


def remember(wanted: str, here: Here) -> None:
    """Keep what a newcomer's link asks for. A wrong code or link is refused here and now; so is a wrong code of the
    service, where one is needed."""
    if (code := SERVICE.fullmatch(wanted)) and admissions.needs_code(here):
        admissions.show_code(code[1], here)
    if code := GROUP.fullmatch(wanted):
        joining.look(code[1], here)
    if link := NAMED.fullmatch(wanted):
        asked_by(link[1], here)
    linked = here.house.routes.linked(wanted)
    if linked is not None:
        linked[0].invites(linked[1], here)
    if wanted == PAYLOAD or linked or any(kind.fullmatch(wanted) for kind in (GROUP, TASK, NAMED, CHAT)):
        people.want(here.session, here.actor, wanted=wanted, now=here.now)


def asked_by(token: str, here: Here) -> InvitationView:
    """What a link for one person asks for."""
    return named.find_by_link(here.session, here.actor, token=token, secret_key=here.house.secret_key, now=here.now)


def begin(here: Here) -> Screen:
    """To a newcomer: the languages first, then the registration from the step that waits."""
    return go_on(here) if has_begun(here) else languages.first_choice(here.actor.language, invitation(here))


def has_begun(here: Here) -> bool:
    """Whether the language is chosen: something was answered, or is asked."""
    begun = (registration.name, admissions.service_code.name)
    return (
        any(people.has_begun(here.session, here.actor, dialogue=name) for name in begun)
        or requests.of(here.session, here.actor) is not None
    )


def go_on(here: Here) -> Screen:
    """What this instance still wants to know, or the answer that is waited for; in, as soon as nothing is left."""
    if admissions.needs_code(here):
        return admissions.service_code.open(here)
    request = requests.of(here.session, here.actor)
    if request is None:
        return registration.open(here)
    if admissions.needs_yes(here):
        return admissions.waits(here)
    requests.let_in(here.session, here.actor, operators=here.house.operators, now=here.now)
    return came_in(here)


def gate(here: Here) -> Screen:
    """Whatever a newcomer does, it is the registration that goes on."""
    chosen = languages.named(here.said.text)
    if chosen is not None and not has_begun(here):
        people.set_language(here.session, here.actor, language=chosen, now=here.now)
        return go_on(here)
    waits = requests.of(here.session, here.actor) is not None
    return said_before(None if waits else screens.first_come_in(), begin(here))


def invitation(here: Here) -> Words | None:
    """What waits after the registration."""
    wanted = here.actor.wanted or ""
    if TASK.fullmatch(wanted):
        return screens.task_waits()
    if code := GROUP.fullmatch(wanted):
        try:
            return screens.invitation(joining.look(code[1], here))
        except Refusal:
            return None  # it worked when the link was opened; after the registration the reason is told
    if link := NAMED.fullmatch(wanted):
        try:
            return named_screens.invitation(asked_by(link[1], here))
        except Refusal:
            return None  # as above
    if linked := here.house.routes.linked(wanted):
        try:
            return linked[0].invites(linked[1], here)
        except Refusal:
            return None  # as above
    return None


# The registration


def welcome(_answers: Registration, here: Here) -> Words:
    """What this is, and what is kept."""
    return screens.welcome(here.house.service, here.house.controller, invitation(here))


def agree(_answers: Registration, here: Here) -> Sequence[Option]:
    """The one answer: the version of the notice that is shown."""
    return [Option(privacy.VERSION, screens.AGREE)]


def own_name(_answers: Registration, here: Here) -> Sequence[Option]:
    """Telegram's name, where it may be shown."""
    name = here.actor.name
    usable = not isinstance(NAME(name, Reading(here.now, here.zone)), Unread)
    fits = len(name.encode()) <= MOST_OFFERED and ":" not in name
    return [Option(name, screens.use_name(name))] if usable and fits else []


def which_name(answers: Registration, here: Here) -> Words:
    """The name that others see."""
    return screens.which_name(bool(own_name(answers, here)))


def come_in(answers: Registration, here: Here) -> Screen:
    """In; or as far as this instance lets somebody in by themselves."""
    if admissions.needs_yes(here) or admissions.needs_code(here):
        requests.ask(
            here.session,
            here.actor,
            name=answers.name,
            consent_version=answers.consent,
            organisation=answers.organisation,
            sought=answers.sought,
            region=answers.region,
            operators=here.house.operators if admissions.needs_yes(here) else (),
            now=here.now,
        )
        return go_on(here)
    people.register(
        here.session,
        here.actor,
        name=answers.name,
        consent_version=answers.consent,
        organisation_id=None,
        now=here.now,
    )
    again = organisations.ask_again(answers, here)
    return said_before(screens.came_in(here.actor.name), again) if again is not None else came_in(here)


def came_in(here: Here) -> Screen:
    """What the link asked for, now that one is in."""
    from handlers import manners

    wanted = here.actor.wanted or ""
    people.want(here.session, here.actor, wanted=None, now=here.now)
    try:
        screen = take_up(wanted, here)
    except Refusal as refusal:  # the link no longer leads there; who came in stays in
        screen = manners.refused(refusal, here)
    return said_before(screens.came_in(here.actor.name), screen)


registration = routes.dialogue(
    Dialogue(
        "registration",
        Registration,
        Choose("consent", welcome, agree),
        Ask("name", which_name, NAME, offers=own_name),
        organisations.WHICH,
        organisations.REGION,
        what=screens.WHAT,
        then=come_in,
        ended=lambda _here: screens.outside(),
        resumes=True,
    )
)
