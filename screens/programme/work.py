"""Pre-assignments: one organisation's, everybody's, and what is said of them."""

from collections.abc import Sequence

from domain.dataclasses import dataclass
from domain.programme.lifecycle import CLOSE_WORK_TO_PEERS, COMMENT_ON_WORK, HAND_IN
from domain.programme.running.days import DayView
from domain.programme.running.work import CommentView, VersionView, WorkLine, WorkView
from frame.screen import Button, Media, MediaKind, Screen, Tap, rows
from frame.texts import Words, _, lines, n_, paragraphs
from models.programme.work import WorkKind
from screens import facts
from screens.programme.days import OpenDay, name
from screens.ways import HOME, apart

FILES = {WorkKind.DOCUMENT: MediaKind.DOCUMENT, WorkKind.PHOTO: MediaKind.PHOTO}
SHOWN = 1500  # letters of a text on a page with other things
COMMENT_SHOWN = 400
COMMENTS = 3
PAGE = 10


@dataclass(frozen=True)
class OpenWork(Tap, code="rwork"):
    """What an organisation handed in for a day."""

    application_id: int
    day_id: int


@dataclass(frozen=True)
class SeeWorks(Tap, code="rworks"):
    """What everybody handed in for a day."""

    day_id: int
    page: int = 0


@dataclass(frozen=True)
class HandInWork(Tap, code="rhand"):
    """A version more."""

    application_id: int
    day_id: int


@dataclass(frozen=True)
class ReadVersion(Tap, code="rver"):
    """One version, whole."""

    handed_in_id: int


@dataclass(frozen=True)
class GetWorkFile(Tap, code="rwfile"):
    """The file of a version."""

    handed_in_id: int


@dataclass(frozen=True)
class CommentOnWork(Tap, code="rwsay"):
    """Say something of it."""

    application_id: int
    day_id: int


@dataclass(frozen=True)
class SeeComments(Tap, code="rwsaid"):
    """Everything that was said of it."""

    application_id: int
    day_id: int
    page: int = 0


@dataclass(frozen=True)
class CloseWork(Tap, code="rwclose"):
    """Other organisations read our work no more, or do again; back to that day."""

    application_id: int
    day_id: int
    closed: bool


@dataclass(frozen=True)
class WorkDraft:
    """A version that is not handed in yet."""

    application_id: int = 0
    day_id: int = 0
    kind: str = WorkKind.TEXT
    text: str = ""
    file_id: str | None = None
    file_name: str = ""


@dataclass(frozen=True)
class CommentDraft:
    """A comment that is not sent yet."""

    application_id: int = 0
    day_id: int = 0
    comment: str = ""


# One organisation's


def page(work: WorkView, note: Words | None = None) -> Screen:
    """What an organisation handed in for a day."""
    newest = work.versions[0] if work.versions else None
    more_said = len(work.comments) - COMMENTS
    here = (work.application_id, work.day.id)
    return Screen(
        paragraphs(
            note,
            lines(
                _("Pre-assignment of: <b>{organisation}</b>", organisation=work.organisation),
                name(work.day),
                _due(work.day),
            ),
            facts.short(work.day.assignment, 500) if newest is None else lines(_head(newest), _said(newest, SHOWN)),
            newest is None and _("Nothing is handed in yet."),
            work.mine and work.peers and (CLOSED if work.closed else READ_BY_PEERS),
            bool(work.comments) and lines(*(_comment(one, COMMENT_SHOWN) for one in work.comments[:COMMENTS])),
        ),
        rows(
            work.may(HAND_IN)
            and Button(_("Hand in") if newest is None else _("Hand in a new version"), HandInWork(*here)),
            newest is not None and newest.file_id is not None and Button(_("Get the file"), GetWorkFile(newest.id)),
            newest is not None and len(newest.text) > SHOWN and Button(_("Read it whole"), ReadVersion(newest.id)),
            newest is not None and work.may(COMMENT_ON_WORK) and Button(_("Comment on it"), CommentOnWork(*here)),
            bool(more_said > 0 or any(len(one.text) > COMMENT_SHOWN for one in work.comments))
            and Button(_("Read all comments ({count})", count=len(work.comments)), SeeComments(*here)),
            *(
                Button(_("Read version {number}", number=one.version), ReadVersion(one.id))
                for one in work.versions[1:4]
            ),
            len(work.versions) > 4 and Button(_("Read version {number}", number=1), ReadVersion(work.versions[-1].id)),
            work.peers
            and work.may(CLOSE_WORK_TO_PEERS)
            and Button(
                _("Open our work to the other organisations")
                if work.closed
                else _("Close our work to the other organisations"),
                CloseWork(*here, not work.closed),
            ),
            Button(_("Open the contact day"), OpenDay(work.day.id)),
        ),
    )


CLOSED = _("The other organisations do not read your work. The consultant and the coordinators do.")
READ_BY_PEERS = _("The other organisations of the round read your work and may comment on it.")


def _due(day: DayView) -> Words | None:
    return _("Pre-assignment due: {moment}", moment=day.due_at) if day.due_at is not None else None


def _head(one: VersionView) -> Words:
    if one.late:
        return _("Version {number}, handed in late: {moment}, {name}", number=one.version, moment=one.at, name=one.by)
    return _("Version {number}, handed in: {moment}, {name}", number=one.version, moment=one.at, name=one.by)


def _said(one: VersionView, most: int) -> Words | None:
    clipped = one.text if len(one.text) <= most else one.text[: most - 1].rstrip() + "…"
    if one.file_id is None:
        return clipped
    named = _("File: {name}", name=one.file_name) if one.file_name else _("A picture")
    return lines(named, clipped or None)


def _comment(one: CommentView, most: int) -> Words:
    said = one.text if len(one.text) <= most else facts.short(one.text, most)
    if one.organisation is None:
        return _("<b>{name}</b>, version {number}: {text}", name=one.author, number=one.version, text=said)
    return _(
        "<b>{name}</b>, {organisation}, version {number}: {text}",
        name=one.author,
        organisation=one.organisation,
        number=one.version,
        text=said,
    )


def version(work: WorkView, one: VersionView) -> Screen:
    """One version, whole."""
    others = [other for other in work.versions if other.id != one.id]
    near = [other for other in others if abs(other.version - one.version) == 1]
    return Screen(
        paragraphs(
            lines(_("Pre-assignment of: <b>{organisation}</b>", organisation=work.organisation), name(work.day)),
            lines(_head(one), _said(one, 10_000)),
        ),
        rows(
            one.file_id is not None and Button(_("Get the file"), GetWorkFile(one.id)),
            *(Button(_("Read version {number}", number=other.version), ReadVersion(other.id)) for other in near),
            Button(_("Back to the pre-assignment"), OpenWork(work.application_id, work.day.id)),
        ),
    )


def file(work: WorkView, one: VersionView) -> Screen:
    """The file of a version, in a message of its own."""
    back = Button(_("Back to the pre-assignment"), OpenWork(work.application_id, work.day.id))
    words = lines(_("Pre-assignment of: <b>{organisation}</b>", organisation=work.organisation), _head(one))
    kind = FILES.get(one.kind)
    if kind is None or not one.file_id:
        return Screen(words, rows(back))
    return Screen(words, rows(back), media=Media(kind, one.file_id), anew=True)


def comments(work: WorkView, page: int = 0) -> Screen:
    """Everything that was said of it, the newest first."""
    page = min(max(page, 0), max(len(work.comments) - 1, 0) // COMMENTS)
    shown = work.comments[page * COMMENTS : (page + 1) * COMMENTS]
    more = len(work.comments) - (page + 1) * COMMENTS
    return Screen(
        paragraphs(
            lines(_("Comments on: <b>{organisation}</b>", organisation=work.organisation), name(work.day)),
            *(_comment(one, 10_000) for one in shown),
            not shown and _("Nobody has commented on it yet."),
        ),
        rows(
            more > 0
            and Button(_("Show more ({count})", count=more), SeeComments(work.application_id, work.day.id, page + 1)),
            page > 0 and Button(_("Show the first ones"), SeeComments(work.application_id, work.day.id)),
            Button(_("Back to the pre-assignment"), OpenWork(work.application_id, work.day.id)),
        ),
    )


# Everybody's


def listed(day: DayView, works: Sequence[WorkLine], page: int = 0) -> Screen:
    """What the organisations handed in for a day."""
    page = min(max(page, 0), max(len(works) - 1, 0) // PAGE)
    shown = works[page * PAGE : (page + 1) * PAGE]
    more = len(works) - (page + 1) * PAGE
    return Screen(
        paragraphs(
            lines(_("Pre-assignments: <b>{round}</b>", round=day.round_name), name(day), _due(day)),
            lines(*(_line(one) for one in shown)) if shown else _("There is nothing for you to read here."),
        ),
        rows(
            *apart(
                Button(_("Read: {organisation}", organisation=one.organisation), OpenWork(one.application_id, day.id))
                for one in shown
                if one.versions
            ),
            more > 0 and Button(_("Show more ({count})", count=more), SeeWorks(day.id, page + 1)),
            page > 0 and Button(_("Show the first ones"), SeeWorks(day.id)),
            Button(_("Open the contact day"), OpenDay(day.id)),
        ),
    )


def _line(one: WorkLine) -> Words:
    if one.at is None:
        return _("• {organisation}: nothing yet", organisation=one.organisation)
    said = n_("{count} comment", "{count} comments", one.comments)
    if one.late:
        return _(
            "• {organisation}: handed in late, {moment}, {comments}",
            organisation=one.organisation,
            moment=one.at,
            comments=said,
        )
    return _(
        "• {organisation}: handed in, {moment}, {comments}", organisation=one.organisation, moment=one.at, comments=said
    )


def day_ways(day: DayView) -> tuple[Button, ...]:
    """From the page of a contact day."""
    if not day.assignment:
        return ()
    mine = (Button(_("Open our pre-assignment"), OpenWork(day.my_place, day.id)),) if day.my_place is not None else ()
    return (*mine, Button(_("Read what was handed in"), SeeWorks(day.id)))


def soon(work: WorkView) -> tuple[Words, Button]:
    """On the home screen."""
    return (
        _("• A pre-assignment is to be handed in: <b>{round}</b>", round=work.day.round_name)
        if work.day.due_at is None
        else _(
            "• A pre-assignment is to be handed in: <b>{round}</b>, {moment}",
            round=work.day.round_name,
            moment=work.day.due_at,
        ),
        Button(
            _("Hand in: {organisation}", organisation=work.organisation), OpenWork(work.application_id, work.day.id)
        ),
    )


# Handing in and commenting

WHAT_HAND_IN = _("Handing in a pre-assignment")
WHAT_COMMENT = _("Commenting on a pre-assignment")
LABEL = _("The answer")
LONG_CAPTION = _("The words with the file are too long: up to 1000 characters fit. Please send them shorter.")
SEND = _("Hand it in")
HANDED_IN = _("Handed in. Thank you! The consultant is told.")
COMMENTED = _("Your comment is sent.")


def which_work(work: WorkView) -> Words:
    """Asks for it."""
    return paragraphs(
        lines(
            _("Pre-assignment of: <b>{organisation}</b>", organisation=work.organisation),
            name(work.day),
            _due(work.day),
        ),
        work.day.assignment,
        _(
            "Write your answer (up to 3000 characters), or send a link, a file or a photo. "
            "Please write nothing of clients."
        ),
    )


def preview(answers: WorkDraft, work: WorkView) -> Words:
    """What would be handed in."""
    file = answers.file_id is not None
    return paragraphs(
        lines(
            _("Pre-assignment of: <b>{organisation}</b>", organisation=work.organisation),
            name(work.day),
            _("This will be version {number}.", number=len(work.versions) + 1),
        ),
        lines(
            file and (_("File: {name}", name=answers.file_name) if answers.file_name else _("A picture")),
            answers.text or None,
        ),
        work.peers and not work.closed and READ_BY_PEERS,
    )


def which_comment(work: WorkView) -> Words:
    """Asks for the comment."""
    return paragraphs(
        lines(_("Comments on: <b>{organisation}</b>", organisation=work.organisation), name(work.day)),
        _("What do you want to say of it? Up to 1000 characters. The organisation and its peers read it."),
    )


# What is heard


def due(work: WorkView) -> Screen:
    """Nothing is handed in yet."""
    return Screen(
        paragraphs(
            _("A pre-assignment is to be handed in: <b>{round}</b>", round=work.day.round_name),
            lines(name(work.day), _due(work.day)),
            facts.short(work.day.assignment, 500),
        ),
        rows(
            Button(_("Hand in"), HandInWork(work.application_id, work.day.id)),
            Button(_("Open the contact day"), OpenDay(work.day.id)),
        ),
    )


def handed_in(work: WorkView, one: VersionView) -> Screen:
    """A version is there."""
    return Screen(
        paragraphs(
            lines(_("A pre-assignment came: <b>{organisation}</b>", organisation=work.organisation), name(work.day)),
            _head(one),
        ),
        rows(Button(_("Open the pre-assignment"), OpenWork(work.application_id, work.day.id)), HOME),
    )


def commented(work: WorkView, said: CommentView) -> Screen:
    """Somebody has said something of one's work."""
    return Screen(
        paragraphs(lines(_("A comment on your pre-assignment"), name(work.day)), _comment(said, 1000)),
        rows(Button(_("Open the pre-assignment"), OpenWork(work.application_id, work.day.id)), HOME),
    )
