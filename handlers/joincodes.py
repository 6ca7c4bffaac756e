"""The codes that a group admin gives out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from domain import codes, groups, joincodes, paging
from domain.views import GroupView
from frame.dialogue import Dialogue
from frame.here import Here
from frame.readers import folded
from frame.routing import Routes
from frame.screen import File, MediaKind, Screen
from frame.steps import Ask, Confirm, Option
from frame.texts import Words, _
from handlers import home
from screens import joincodes as screens
from screens.joincodes import (
    AskRevoke,
    CodeGroups,
    CodesPage,
    LimitTime,
    LimitUses,
    QrOfLink,
    ReplaceCode,
    RevokeCode,
    RevokeCodes,
    SeeCode,
)
from screens.ways import MakeCode, SeeCodes

routes = Routes()

PIXELS = 10  # of each square of a picture: sharp on paper, too


# A new code


@dataclass
class CodeDraft:
    """A code to be made."""

    group_id: int = 0
    name: str = ""
    replace: bool = False
    replaces: int | None = None
    hint: str = ""  # of the one that it replaces
    suggestion: str = field(default_factory=codes.suggestion)
    own: str = ""


def issue(answers: CodeDraft, here: Here) -> Screen:
    """The code, whole, this once."""
    session, actor = here.session, here.actor
    code = joincodes.issue(
        session,
        actor,
        group_id=answers.group_id,
        own=answers.own,
        secret_key=here.house.secret_key,
        now=here.now,
        replace=answers.replace,
        replaces=answers.replaces,
    )
    newest = joincodes.live(session, actor, group_id=answers.group_id, now=here.now).items[0]
    view = groups.get_for(session, actor, answers.group_id)
    link = here.house.link(f"g_{codes.fold(code)}")
    return screens.issued(view, codes.in_fours(code), link, newest.expires_at, newest.id, newest.max_uses)


@routes.recipe(QrOfLink)
def qr_of_link(recipe: QrOfLink, _here: Here) -> Callable[[], File]:
    """The picture of a link."""

    def draw() -> File:
        import segno  # here only: few ever draw one, and it loads a good deal

        drawn = BytesIO()
        segno.make_qr(recipe.link, error="m").save(drawn, kind="png", scale=PIXELS, border=4)
        return File(MediaKind.PHOTO, "code.png", drawn.getvalue())

    return draw


def suggest(answers: CodeDraft, here: Here) -> Sequence[Option]:
    """Five characters for those who have no idea of their own."""
    return [Option(answers.suggestion, screens.take(answers.suggestion))]


new_code = routes.dialogue(
    Dialogue(
        "code",
        CodeDraft,
        Ask(
            "own",
            lambda answers, _here: screens.choose_own(answers.name, answers.replace, answers.hint),
            screens.own_characters,
            offers=suggest,
            label=_("The first characters"),
        ),
        Confirm(
            lambda answers, _here: screens.sure_to_replace(answers.name, answers.own, answers.hint),
            send=_("Replace the code"),
            when=lambda answers: answers.replace or bool(answers.hint),
        ),
        what=_("Making a group code"),
        then=issue,
        ended=home.show,
        holds=lambda answers, here: groups.administered(here.session, here.actor, answers.group_id),
    )
)


@routes.tap(MakeCode)
def make_code(tap: MakeCode, here: Here) -> Screen:
    """Asks for the admin's own characters."""
    view = groups.administered(here.session, here.actor, tap.group_id)
    subject = f"{view.id} anew" if tap.replace else str(view.id)
    return new_code.open(here, CodeDraft(group_id=view.id, name=view.name, replace=tap.replace), subject)


@routes.tap(ReplaceCode)
def replace_code(tap: ReplaceCode, here: Here) -> Screen:
    """Asks for the new one's characters."""
    code = joincodes.get_for(here.session, here.actor, tap.code_id, now=here.now)
    view = groups.get_for(here.session, here.actor, code.group_id)
    begun = CodeDraft(group_id=view.id, name=view.name, replaces=code.id, hint=code.hint)
    return new_code.open(here, begun, f"{view.id} for {code.id}")


# The codes of a group


@routes.command("code", menu=_("Make a code for your group"), fi="koodi", sv="kod")
def code(typed: str, here: Here) -> Screen:
    """For the group named, for the only one, or for one to be chosen."""
    run = _run(here)
    named = [group for group in run if typed and folded(group.name) == folded(typed)]
    named = named or [group for group in run if typed and folded(group.name).startswith(folded(typed))]
    if len(named or run) == 1 and (named or not typed):
        return codes_or_first(here, (named or run)[0].id)
    return screens.whose_code(named or run, before=screens.no_such_group(typed) if typed and not named else None)


def _run(here: Here) -> list[GroupView]:
    return [group for group in groups.mine(here.session, here.actor) if group.admin]


@routes.tap(CodeGroups)
def more_groups(tap: CodeGroups, here: Here) -> Screen:
    """More of the groups that I run."""
    return screens.whose_code(_run(here), paging.within(tap.page))


@routes.tap(SeeCodes)
def see_codes(tap: SeeCodes, here: Here) -> Screen:
    """The codes that admit today."""
    return codes_or_first(here, tap.group_id)


def codes_or_first(here: Here, group_id: int) -> Screen:
    """The codes that admit today; where there are none, the first is made."""
    there = joincodes.live(here.session, here.actor, group_id=group_id, now=here.now).total
    before = joincodes.ended(here.session, here.actor, group_id=group_id, now=here.now).total
    return show_codes(here, group_id) if there or before else make_code(MakeCode(group_id, False), here)


def show_codes(here: Here, group_id: int, before: Words | None = None, page: int = 0) -> Screen:
    """The codes that admit today."""
    live = joincodes.live(here.session, here.actor, group_id=group_id, now=here.now, page=page)
    return screens.codes(groups.get_for(here.session, here.actor, group_id), live, before)


@routes.tap(CodesPage)
def codes_page(tap: CodesPage, here: Here) -> Screen:
    """More of them, or those that have ended."""
    if not tap.ended:
        return show_codes(here, tap.group_id, page=tap.page)
    over = joincodes.ended(here.session, here.actor, group_id=tap.group_id, now=here.now, page=tap.page)
    return screens.ended(groups.get_for(here.session, here.actor, tap.group_id), over)


@routes.tap(AskRevoke)
def ask_to_revoke(tap: AskRevoke, here: Here) -> Screen:
    """Before all codes stop working."""
    return screens.sure_to_revoke(groups.administered(here.session, here.actor, tap.group_id))


@routes.tap(RevokeCodes)
def revoke_all(tap: RevokeCodes, here: Here) -> Screen:
    """No code admits any more."""
    joincodes.revoke_all(here.session, here.actor, group_id=tap.group_id, now=here.now)
    return show_codes(here, tap.group_id, screens.revoked())


# One code


@routes.tap(SeeCode)
def see_code(tap: SeeCode, here: Here) -> Screen:
    """Its limits, and who came in by it."""
    return show_code(here, tap.code_id, page=tap.page)


def show_code(here: Here, code_id: int, before: Words | None = None, page: int = 0) -> Screen:
    """One code of a group that I run."""
    code = joincodes.get_for(here.session, here.actor, code_id, now=here.now)
    joined = joincodes.joined_by(here.session, here.actor, code_id=code_id, page=page)
    return screens.one(groups.get_for(here.session, here.actor, code.group_id), code, joined, before)


@routes.tap(RevokeCode)
def revoke(tap: RevokeCode, here: Here) -> Screen:
    """It stops working, when they are sure."""
    if not tap.sure:
        return screens.sure_to_stop(joincodes.get_for(here.session, here.actor, tap.code_id, now=here.now))
    joincodes.revoke(here.session, here.actor, code_id=tap.code_id, now=here.now)
    return show_code(here, tap.code_id, screens.STOPPED)


@dataclass
class LimitDraft:
    """Another limit for a code."""

    code_id: int = 0
    hint: str = ""
    uses: int | None = None
    days: int | None = None


def limited(answers: LimitDraft, here: Here) -> Screen:
    """So many uses."""
    joincodes.limit_uses(here.session, here.actor, code_id=answers.code_id, max_uses=answers.uses, now=here.now)
    return show_code(here, answers.code_id, screens.LIMITED)


def lengthened(answers: LimitDraft, here: Here) -> Screen:
    """So many days."""
    joincodes.limit_time(here.session, here.actor, code_id=answers.code_id, days=answers.days, now=here.now)
    return show_code(here, answers.code_id, screens.LENGTHENED)


def still_mine(answers: LimitDraft, here: Here) -> object:
    """As long as one runs the group."""
    return joincodes.get_for(here.session, here.actor, answers.code_id, now=here.now)


limit_uses = routes.dialogue(
    Dialogue(
        "codeuses",
        LimitDraft,
        Ask(
            "uses",
            lambda answers, _here: screens.how_many_uses(answers.hint),
            screens.READ_USES,
            optional=True,
            skip=_("Set no limit"),
            offers=lambda _answers, _here: screens.uses(),
        ),
        what=_("Limiting a group code"),
        then=limited,
        ended=home.show,
        holds=still_mine,
        resumes=True,
    )
)
limit_time = routes.dialogue(
    Dialogue(
        "codetime",
        LimitDraft,
        Ask(
            "days",
            lambda answers, _here: screens.how_long(answers.hint),
            screens.read_days,
            optional=True,
            skip=_("Let it work without an end"),
            offers=lambda _answers, _here: screens.lengths(),
        ),
        what=_("Limiting a group code"),
        then=lengthened,
        ended=home.show,
        holds=still_mine,
        resumes=True,
    )
)


@routes.tap(LimitUses)
def ask_uses(tap: LimitUses, here: Here) -> Screen:
    """How many?"""
    return limit_uses.open(here, _limits(here, tap.code_id), str(tap.code_id))


@routes.tap(LimitTime)
def ask_time(tap: LimitTime, here: Here) -> Screen:
    """How long?"""
    return limit_time.open(here, _limits(here, tap.code_id), str(tap.code_id))


def _limits(here: Here, code_id: int) -> LimitDraft:
    code = joincodes.get_for(here.session, here.actor, code_id, now=here.now)
    return LimitDraft(code.id, code.hint)
