"""Whose figures: what belongs to a person, a group, an organisation or the service, and who may see it."""

from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy import ColumnElement, CompoundSelect, Select, false, or_, select, true, union
from sqlalchemy.orm import Session

from domain.dataclasses import dataclass
from domain.refusals import NotThere, Noun, Subject
from models.advice import Advice
from models.application import Application
from models.assignment import Assignment
from models.feedback import Feedback
from models.group import Group, GroupMember
from models.ledger import LedgerEntry
from models.organisation import Organisation, OrganisationMember
from models.person import Person
from models.task import Task


class Whose(StrEnum):
    """Kinds of scopes."""

    ME = "me"
    GROUP = "group"
    ORGANISATION = "organisation"
    SERVICE = "service"


NOUNS = {Whose.GROUP: Noun.GROUP, Whose.ORGANISATION: Noun.ORGANISATION}


@dataclass(frozen=True)
class Scope:
    """Whose figures, by id (0: the service), with the name that people know it by."""

    whose: Whose
    id: int
    name: str = ""

    @property
    def has_sides(self) -> bool:
        """One can tell what it gave from what it received."""
        return self.whose in (Whose.ME, Whose.ORGANISATION)

    def tasks(self) -> ColumnElement[bool]:
        """The tasks that it asked."""
        match self.whose:
            case Whose.ME:
                return Task.requester_id == self.id
            case Whose.GROUP:
                return Task.group_id == self.id
            case Whose.ORGANISATION:
                return Task.organisation_id.in_(self._merged())
            case Whose.SERVICE:
                return true()

    def questions(self) -> ColumnElement[bool]:
        """The questions that it asked; none of a group's, which asks none."""
        match self.whose:
            case Whose.ME:
                return Advice.asker_id == self.id
            case Whose.GROUP:
                return false()
            case Whose.ORGANISATION:
                return Advice.organisation_id.in_(self._merged())
            case Whose.SERVICE:
                return true()

    def given(self) -> ColumnElement[bool]:
        """The ledger entries of help that it gave; none where there are no sides."""
        match self.whose:
            case Whose.ME:
                return LedgerEntry.doer_id == self.id
            case Whose.ORGANISATION:
                return LedgerEntry.doer_organisation_id.in_(self._merged())
            case _:
                return false()

    def received(self) -> ColumnElement[bool]:
        """The ledger entries of help that it received; none where there are no sides."""
        match self.whose:
            case Whose.ME:
                return LedgerEntry.requester_id == self.id
            case Whose.ORGANISATION:
                return LedgerEntry.requester_organisation_id.in_(self._merged())
            case _:
                return false()

    def entries(self) -> ColumnElement[bool]:
        """All ledger entries that it has a part in."""
        match self.whose:
            case Whose.SERVICE:
                return true()
            case Whose.GROUP:
                return LedgerEntry.assignment_id.in_(
                    select(Assignment.id).join(Task, Task.id == Assignment.task_id).where(Task.group_id == self.id)
                )
            case _:
                return or_(self.given(), self.received())

    def applications(self) -> ColumnElement[bool]:
        """The applications for its tasks."""
        if self.whose is Whose.SERVICE:
            return true()
        return Application.task_id.in_(select(Task.id).where(self.tasks()))

    def feedback(self) -> ColumnElement[bool]:
        """The feedback on what it has a part in."""
        asked = select(Assignment.id).join(Task, Task.id == Assignment.task_id).where(self.tasks())
        match self.whose:
            case Whose.SERVICE:
                return true()
            case Whose.GROUP:
                mine: Select[int] | CompoundSelect[int] = asked
            case Whose.ME:
                mine = union(asked, select(Assignment.id).where(Assignment.doer_id == self.id))
            case Whose.ORGANISATION:
                done = Assignment.organisation_id.in_(self._merged())
                mine = union(asked, select(Assignment.id).where(done))
        return Feedback.assignment_id.in_(mine)

    def _merged(self) -> Select[int]:
        """An organisation, and its duplicates: history keeps the one of its moment."""
        return select(Organisation.id).where(or_(Organisation.id == self.id, Organisation.merged_into_id == self.id))


def all_of(session: Session, actor: Person, *, operators: Iterable[int] = ()) -> list[Scope]:
    """Everything whose figures somebody may see: their own, their groups', their organisations', the service's."""
    groups = session.execute(
        select(Group.id, Group.name)
        .join(GroupMember, GroupMember.group_id == Group.id)
        .where(GroupMember.person_id == actor.id, GroupMember.left_at.is_(None), GroupMember.admin)
        .where(Group.closed_at.is_(None))
        .order_by(Group.name, Group.id)
    )
    organisations = session.execute(
        select(Organisation.id, Organisation.name)
        .join(OrganisationMember, OrganisationMember.organisation_id == Organisation.id)
        .where(
            OrganisationMember.person_id == actor.id,
            OrganisationMember.left_at.is_(None),
            OrganisationMember.confirmed_at.is_not(None),
            OrganisationMember.contact_person,
            Organisation.confirmed_at.is_not(None),
            Organisation.merged_into_id.is_(None),
        )
        .order_by(Organisation.name_folded, Organisation.id)
    )
    return [
        Scope(Whose.ME, actor.id, actor.name),
        *(Scope(Whose.GROUP, id, name) for id, name in groups),
        *(Scope(Whose.ORGANISATION, id, name) for id, name in organisations),
        *([Scope(Whose.SERVICE, 0)] if actor.telegram_id in set(operators) else []),
    ]


def of(session: Session, actor: Person, whose: Whose, id: int, *, operators: Iterable[int] = ()) -> Scope:
    """That one of them. Raises NotThere for anything that is not theirs to see, or no longer."""
    id = {Whose.ME: actor.id, Whose.SERVICE: 0}.get(whose, id)
    for scope in all_of(session, actor, operators=operators):
        if (scope.whose, scope.id) == (whose, id):
            return scope
    raise NotThere(Subject(NOUNS.get(whose, Noun.PERSON), id))
