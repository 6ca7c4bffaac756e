"""What a consultant, a coordinator and peers say of a part of a workbook."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain import paging, words
from domain.dataclasses import dataclass
from domain.programme.lifecycle import COMMENT_ON_WORK, PLACE
from domain.programme.roles import consultant, coordinator
from domain.programme.workbooks.notices import WorkCommented
from domain.programme.workbooks.reading import place, require_part
from domain.refusals import NotThere, Refusal
from models.organisation import Organisation
from models.person import Person
from models.programme.application import RoundApplication, participants_of
from models.programme.round import RoundRole
from models.programme.workbook import Part, WorkComment

LONGEST = 1000


@dataclass(frozen=True)
class CommentView:
    """One comment: who, as what (none: a peer), and when."""

    application_id: int
    part: Part
    organisation: str
    author: str
    role: RoundRole | None
    text: str
    at: datetime


def comment(session: Session, actor: Person, *, application_id: int, part: Part, text: str, now: datetime) -> None:
    """Say something of a part. Those who take part for the organisation hear it."""
    application = place(session, application_id)
    require_part(session, actor, application, part)
    PLACE.require(session, actor, COMMENT_ON_WORK, application)
    row = WorkComment(
        application_id=application_id,
        part=part,
        author_id=actor.id,
        text=words.prose(text, field="comment", limit=LONGEST),
        at=now,
    )
    session.add(row)
    session.flush()
    for person_id in session.scalars(participants_of(application_id)).all():
        if person_id is not None and person_id != actor.id:
            PLACE.tell(session, COMMENT_ON_WORK, person_id, WorkCommented(row.id), now=now)


def of(
    session: Session, actor: Person, *, application_id: int, part: Part, page: int = 0
) -> tuple[list[CommentView], int]:
    """The comments on a part, newest first, and how many there are. Raises NotThere."""
    require_part(session, actor, place(session, application_id), part)
    own = (WorkComment.application_id == application_id, WorkComment.part == part)
    total = session.scalar(select(func.count()).select_from(WorkComment).where(*own))
    rows = session.scalars(
        select(WorkComment)
        .where(*own)
        .order_by(WorkComment.at.desc(), WorkComment.id.desc())
        .offset(paging.within(page) * paging.SIZE)
        .limit(paging.SIZE)
    ).all()
    return [_view(session, row) for row in rows], total or 0


def told(session: Session, actor: Person, comment_id: int) -> CommentView | None:
    """The comment of a notice; none where this person may not read it any more."""
    row = session.get(WorkComment, comment_id)
    if row is None:
        return None
    try:
        require_part(session, actor, place(session, row.application_id), row.part)
    except Refusal:
        return None
    return _view(session, row)


def _view(session: Session, row: WorkComment) -> CommentView:
    application, author = session.get(RoundApplication, row.application_id), session.get(Person, row.author_id)
    if application is None or author is None:
        raise NotThere
    role = (
        RoundRole.CONSULTANT
        if consultant(session, author, application)
        else RoundRole.COORDINATOR
        if coordinator(session, author, application)
        else None
    )
    organisation = session.get_one(Organisation, application.organisation_id).name
    return CommentView(row.application_id, row.part, organisation, author.name, role, row.text, row.at)
