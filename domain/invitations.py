"""Addresses listed for a group: whoever proves one is a member at once, whether they came before or after."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from domain import audit, groups
from domain.addresslists import MOST_ADDRESSES, MOST_FAULTS, AddressList
from domain.mails import InvitationLetter, invitation_key, post
from domain.notices import JoinedByAddress, ListTakenIn, tell
from domain.refusals import BadValue, NotThere, NotYours, Noun, TooManyInvited
from domain.views import GroupView, InvitedPage, InvitedView, ListReport
from models.address import EmailAddress, GroupInvite, InviteList, ListState
from models.base import constant
from models.group import Group, GroupMember
from models.inserts import Prebuilt
from models.mail import MailMessage
from models.outbox import Delivery
from models.person import Person

AT_ONCE = 100  # addresses that are taken in while the admin waits
TOGETHER = 250  # in one transaction of a long list
MOST_A_DAY = MOST_ADDRESSES + 5_000  # that one admin lists
UNCONFIRMED_KEPT, LIST_KEPT = timedelta(days=1), timedelta(days=7)
LANGUAGES = ("fi", "sv", "en")

_TABLE: Any = GroupInvite.__table__
_INSERT = Prebuilt(lambda insert: insert(_TABLE).on_conflict_do_nothing(index_elements=["group_id", "address"]))


# Lists


def keep(session: Session, actor: Person, *, group_id: int, found: AddressList, now: datetime) -> ListReport:
    """A list as it was read, for its admin to look at. Nobody is invited yet."""
    groups.administered(session, actor, group_id)
    row = InviteList(
        group_id=group_id,
        person_id=actor.id,
        language=actor.language,
        created_at=now,
        mails=False,
        addresses=[list(one) for one in found.addresses],
        size=len(found.addresses),
        faults=[list(one) for one in found.faults],
        fault_count=found.fault_count,
        taken=0,
        added=0,
        known=[],
    )
    session.add(row)
    session.flush()
    return _report(row)


def confirm(session: Session, actor: Person, *, list_id: int, language: str, mails: bool, now: datetime) -> ListReport:
    """Invite those on the list. A long one is taken in by and by, and its admin hears when that is done."""
    row = _own_list(session, actor, list_id)
    groups.administered(session, actor, row.group_id)
    if row.state is not ListState.READ:
        return _report(row)
    if language not in LANGUAGES:
        raise BadValue(field="language")
    today = session.scalar(
        select(func.sum(InviteList.size)).where(
            InviteList.person_id == actor.id,
            InviteList.created_at > now - timedelta(days=1),
            InviteList.state != ListState.READ,
        )
    )
    if (today or 0) + row.size > MOST_A_DAY:
        raise TooManyInvited(most=MOST_A_DAY)
    row.state, row.language, row.mails = ListState.CONFIRMED, language, mails
    audit.record(session, actor, "invite", Noun.GROUP, row.group_id, now=now, size=row.size)
    if row.size <= AT_ONCE:
        _take_in(session, row, actor, now, row.size)
    session.flush()
    return _report(row)


def report(session: Session, actor: Person, *, list_id: int) -> ListReport:
    """What became of a list of mine."""
    row = _own_list(session, actor, list_id)
    groups.administered(session, actor, row.group_id)
    return _report(row)


def take_in_lists(session: Session, *, now: datetime) -> int:
    """The next addresses of the oldest list that was confirmed. Gives how many were gone through, at least 1 for a
    list; 0 when there is none."""
    row = session.scalar(
        select(InviteList)
        .where(InviteList.state == ListState.CONFIRMED)
        .order_by(InviteList.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    if row is None:
        return 0
    admin = session.get_one(Person, row.person_id)
    try:
        groups.administered(session, admin, row.group_id)
    except (NotThere, NotYours):  # no longer theirs to invite to: what is in stays in
        row.state = ListState.DONE
        return 1
    _take_in(session, row, admin, now, TOGETHER)
    if row.state is ListState.DONE:
        tell(session, admin.id, ListTakenIn(row.id), now=now)
    session.flush()
    return TOGETHER


def _take_in(session: Session, row: InviteList, admin: Person, now: datetime, most: int) -> None:
    batch: list[tuple[int, str]] = [(line, address) for line, address in row.addresses[row.taken : row.taken + most]]
    known = set(
        session.scalars(
            select(GroupInvite.address).where(
                GroupInvite.group_id == row.group_id, GroupInvite.address.in_([address for _line, address in batch])
            )
        )
    )
    new = [address for _line, address in batch if address not in known]
    if new:
        session.execute(
            _INSERT.on(session),
            [
                {
                    "group_id": row.group_id,
                    "address": address,
                    "language": row.language,
                    "invited_by_id": admin.id,
                    "invited_at": now,
                }
                for address in new
            ],
        )
        _welcome(session, row, new, now)
    there = [[line, address] for line, address in batch if address in known]
    row.known = [*row.known, *there][:MOST_FAULTS]
    row.added += len(new)
    row.taken += len(batch)
    if row.taken >= row.size:
        row.state, row.addresses = ListState.DONE, []


def _welcome(session: Session, row: InviteList, new: list[str], now: datetime) -> None:
    """Whoever proved one of these before is in; to the others a letter goes."""
    owners = session.scalars(select(EmailAddress).where(EmailAddress.address.in_(new)))
    proved = {one.address: one.person_id for one in owners}
    letters = []
    for invite in session.scalars(
        select(GroupInvite).where(GroupInvite.group_id == row.group_id, GroupInvite.address.in_(new))
    ):
        person_id = proved.get(invite.address)
        if person_id is not None:
            invite.accepted_at = now
            if groups.admit(session, row.group_id, person_id, now=now):
                tell(session, person_id, JoinedByAddress(row.group_id, invite.id), now=now)
        elif row.mails:
            letters.append(InvitationLetter(invite.id, _once(invite.group_id, invite.address)))
    post(session, letters, now=now)


def _once(group_id: int, address: str) -> str:
    return hashlib.sha256(f"{group_id}:{address}".encode()).hexdigest()[:40]


def _own_list(session: Session, actor: Person, list_id: int) -> InviteList:
    row = session.get(InviteList, list_id)
    if row is None or row.person_id != actor.id:
        raise NotThere
    return row


def _report(row: InviteList) -> ListReport:
    return ListReport(
        id=row.id,
        group_id=row.group_id,
        confirmed=row.state is not ListState.READ,
        done=row.state is ListState.DONE,
        mails=row.mails,
        size=row.size,
        added=row.added,
        known=tuple((line, address) for line, address in row.known),
        known_count=row.taken - row.added,
        faults=tuple((line, words) for line, words in row.faults),
        fault_count=row.fault_count,
    )


# Coming in


def admit_proved(session: Session, actor: Person, *, address: str, now: datetime) -> list[GroupView]:
    """Into the groups that list this address. The groups that `actor` came into now."""
    rows = session.scalars(
        select(GroupInvite)
        .join(Group, Group.id == GroupInvite.group_id)
        .where(GroupInvite.address == address, GroupInvite.accepted_at.is_(None), Group.closed_at.is_(None))
        .order_by(GroupInvite.id)
    ).all()
    joined = []
    for invite in rows:
        invite.accepted_at = now
        left_at = session.scalar(
            select(GroupMember.left_at).where(
                GroupMember.group_id == invite.group_id, GroupMember.person_id == actor.id
            )
        )
        if left_at is not None and left_at >= invite.invited_at:
            continue  # left, or was removed, since: an older invitation brings nobody back
        if groups.admit(session, invite.group_id, actor.id, now=now):
            joined.append(groups.get_for(session, actor, invite.group_id))
    session.flush()
    return joined


# What is listed


def invited(
    session: Session, actor: Person, *, group_id: int, sought: str = "", page: int = 0, size: int
) -> InvitedPage:
    """Addresses of a group of mine that nobody has proved yet, by their letters; `sought` is a part of them."""
    view = groups.administered(session, actor, group_id)
    mine = [GroupInvite.group_id == group_id, GroupInvite.accepted_at.is_(None)]
    if sought:
        mine.append(GroupInvite.address.contains(sought.lower(), autoescape=True))
    total = session.scalar(select(func.count()).select_from(GroupInvite).where(*mine)) or 0
    page = min(max(page, 0), max(total - 1, 0) // size)
    rows = session.scalars(
        select(GroupInvite).where(*mine).order_by(GroupInvite.address).limit(size).offset(page * size)
    )
    return InvitedPage(view, tuple(InvitedView(row.id, row.address) for row in rows), total, page, sought)


def remove(session: Session, actor: Person, *, invite_id: int, now: datetime) -> tuple[int, str]:
    """Off the list: its group and its address. A letter that has not gone yet does not go."""
    row = session.get(GroupInvite, invite_id)
    if row is None:
        raise NotThere
    groups.administered(session, actor, row.group_id)
    group_id, address = row.group_id, row.address
    session.execute(
        delete(MailMessage).where(
            MailMessage.key == invitation_key(_once(group_id, address)), MailMessage.state == constant(Delivery.WAITING)
        )
    )
    session.delete(row)
    audit.record(session, actor, "uninvite", Noun.GROUP, group_id, now=now)
    session.flush()
    return group_id, address


def to_mail(session: Session, invite_id: int) -> tuple[str, str, str, str] | None:
    """Address, language, the group's name and who invited; None when the matter is over."""
    row = session.execute(
        select(GroupInvite.address, GroupInvite.language, Group.name, Person.name)
        .join(Group, Group.id == GroupInvite.group_id)
        .join(Person, Person.id == GroupInvite.invited_by_id)
        .where(GroupInvite.id == invite_id, GroupInvite.accepted_at.is_(None), Group.closed_at.is_(None))
    ).one_or_none()
    return None if row is None else (row[0], row[1], row[2], row[3])


def address_of(session: Session, invite_id: int) -> str | None:
    """The address of an invitation, for a notice about it."""
    return session.scalar(select(GroupInvite.address).where(GroupInvite.id == invite_id))


def forget(session: Session, *, now: datetime, kept: timedelta, limit: int) -> int:
    """Addresses listed so long ago, and lists that have served."""
    gone = 0
    for table, old in (
        (GroupInvite, GroupInvite.invited_at < now - kept),
        (
            InviteList,
            or_(
                InviteList.created_at < now - LIST_KEPT,
                (InviteList.created_at < now - UNCONFIRMED_KEPT) & (InviteList.state == ListState.READ),
            ),
        ),
    ):
        ids = select(table.id).where(old).limit(limit)
        gone += len(session.scalars(delete(table).where(table.id.in_(ids)).returning(table.id)).all())
    return gone
