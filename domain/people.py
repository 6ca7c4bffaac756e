"""Coming in, and how others see a person."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from domain import audit, categories, feedback, ledger, organisations, words
from domain.refusals import NotRegistered, NotThere, Noun
from domain.views import CategoryView, ProfileView
from models.advice import Advice
from models.category import Category
from models.conversation import Conversation
from models.draft import Draft
from models.feedback import Feedback
from models.organisation import Organisation, OrganisationMember
from models.person import Person, Skill, person_of

NAME_MAX = 60
DESCRIPTION_MAX = 1000
TOWN_MAX = 60
LANGUAGES = ("fi", "sv", "en")


def arrive(session: Session, *, telegram_id: int, name: str, language: str, now: datetime) -> Person:
    """The person of this Telegram user, made on the first sight. Nothing of theirs is changed later."""
    person = session.scalar(person_of(telegram_id))
    if person is None:
        person = Person(
            telegram_id=telegram_id,
            name=words.tidy(name)[:NAME_MAX],
            language=language if language in LANGUAGES else "en",
            created_at=now,
        )
        session.add(person)
        session.flush()
    return person


def require_registered(actor: Person) -> None:
    """Only after the short registration."""
    if not actor.is_registered:
        raise NotRegistered


def register(
    session: Session,
    actor: Person,
    *,
    name: str,
    consent_version: str,
    organisation_id: int | None,
    now: datetime,
) -> Person:
    """Come in: a name, a yes to the notice, an organisation or none. Again, it renews the yes."""
    actor.name = words.line(name, field="name", limit=NAME_MAX)
    actor.consent_version = consent_version
    actor.consent_at = now
    if actor.registered_at is None:
        actor.registered_at = now
        audit.record(session, actor, "register", Noun.PERSON, actor.id, now=now)
    if organisation_id is not None:
        organisations.join(session, actor, organisation_id=organisation_id, now=now)
    else:
        actor.organisation_id = None
    return actor


def rename(session: Session, actor: Person, *, name: str, now: datetime) -> None:
    """Another name to show."""
    actor.name = words.line(name, field="name", limit=NAME_MAX)
    audit.record(session, actor, "rename", Noun.PERSON, actor.id, now=now)


def set_language(session: Session, actor: Person, *, language: str, now: datetime) -> None:
    """Another language. One that the service does not speak is NotThere."""
    if language not in LANGUAGES:
        raise NotThere
    actor.language = language


def set_description(session: Session, actor: Person, *, text: str | None, now: datetime) -> None:
    """What a person says of themselves; none empties it."""
    actor.description = words.prose(text, field="description", limit=DESCRIPTION_MAX) if text else ""


def set_town(session: Session, actor: Person, *, town: str | None, now: datetime) -> None:
    """Where a person is; none empties it."""
    actor.town = words.line(town, field="town", limit=TOWN_MAX) if town else None


def set_skills(session: Session, actor: Person, *, category_ids: Iterable[int], now: datetime) -> None:
    """The categories in which a person can help, all at once."""
    wanted = set(category_ids)
    known = set(session.scalars(select(Category.id).where(Category.id.in_(wanted)))) if wanted else set()
    if known != wanted:
        raise NotThere
    session.execute(delete(Skill).where(Skill.person_id == actor.id))
    session.add_all(Skill(person_id=actor.id, category_id=category_id) for category_id in sorted(wanted))
    session.flush()


def skills(session: Session, actor: Person) -> list[CategoryView]:
    """The categories in which a person can help."""
    return list(_skills(session, [actor.id]).get(actor.id, ()))


def has_begun(session: Session, actor: Person, *, dialogue: str) -> bool:
    """Whether a draft of that dialogue waits for them."""
    found = select(Draft.id).where(Draft.person_id == actor.id, Draft.dialogue == dialogue).limit(1)
    return session.scalar(found) is not None


def want(session: Session, actor: Person, *, wanted: str | None, now: datetime) -> None:
    """Keep what a link asked for until the registration is done; none forgets it."""
    actor.wanted = wanted[:80] if wanted else None


def went_silent(session: Session, person_id: int, *, now: datetime) -> None:
    """Telegram says that this person cannot be written to."""
    person = session.get(Person, person_id)
    if person is not None and person.unreachable_at is None:
        person.unreachable_at = now
        audit.record(session, None, "went_silent", Noun.PERSON, person_id, now=now)


def came_back(session: Session, actor: Person, *, now: datetime) -> None:
    """They wrote, or let the bot write again."""
    if actor.unreachable_at is not None:
        actor.unreachable_at = None
        audit.record(session, actor, "came_back", Noun.PERSON, actor.id, now=now)


def profile_of(session: Session, person_id: int, viewer: Person) -> ProfileView:
    """How others see a person. For themselves, and for those who share a conversation with them."""
    if person_id != viewer.id:
        pair = (person_id, viewer.id)
        met = session.scalar(
            select(Conversation.id)
            .where(
                Conversation.requester_id.in_(pair),
                Conversation.doer_id.in_(pair),
            )
            .limit(1)
        )
        if met is None:
            raise NotThere
    return profiles(session, [person_id])[person_id]


def profiles(session: Session, people: Iterable[int]) -> dict[int, ProfileView]:
    """The profiles of several people, in the same few statements as one's. Asks no permission."""
    ids = list(people)
    if not ids:
        return {}
    skills_of = _skills(session, ids)
    hours = ledger.sums(session, ids)
    advised = {
        helper: (int(count), int(minutes or 0))
        for helper, count, minutes in session.execute(
            select(Advice.helper_id, func.count(), func.sum(Advice.minutes))
            .where(Advice.helper_id.in_(ids))
            .group_by(Advice.helper_id)
        )
    }
    averages = {
        about: (int(answers), float(task), float(schedule), float(process))
        for about, answers, task, schedule, process in session.execute(
            select(
                Feedback.about_id,
                func.count(),
                func.avg(Feedback.task_score),
                func.avg(Feedback.schedule_score),
                func.avg(Feedback.process_score),
            )
            .where(
                Feedback.about_id.in_(ids),
                Feedback.given_at.is_not(None),
                Feedback.revealed_at.is_not(None),
            )
            .group_by(Feedback.about_id)
        )
    }
    found: dict[int, ProfileView] = {}
    for person, organisation, accepted_at in session.execute(
        select(Person, Organisation, OrganisationMember.confirmed_at)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .outerjoin(
            OrganisationMember,
            (OrganisationMember.organisation_id == Organisation.id) & (OrganisationMember.person_id == Person.id),
        )
        .where(Person.id.in_(ids))
    ):
        given, received, done = hours[person.id]
        answers, task, schedule, process = averages.get(person.id, (0, None, None, None))
        if answers < feedback.FEWEST:
            task = schedule = process = None
        found[person.id] = ProfileView(
            id=person.id,
            name=person.name,
            organisation=organisation.name if organisation else None,
            organisation_confirmed=bool(organisation and organisation.confirmed_at and accepted_at),
            description=person.description,
            skills=skills_of.get(person.id, ()),
            town=person.town,
            member_since=person.registered_at,
            done_tasks=done,
            minutes_given=given,
            minutes_received=received,
            advised=advised.get(person.id, (0, 0))[0],
            minutes_advised=advised.get(person.id, (0, 0))[1],
            answers=answers,
            task_average=task,
            schedule_average=schedule,
            process_average=process,
        )
    return found


def _skills(session: Session, ids: list[int]) -> dict[int, tuple[CategoryView, ...]]:
    found: dict[int, tuple[CategoryView, ...]] = {}
    for person_id, category in session.execute(
        select(Skill.person_id, Category)
        .join(Category, Category.id == Skill.category_id)
        .where(Skill.person_id.in_(ids))
        .order_by(Category.position, Category.id)
    ):
        found[person_id] = (*found.get(person_id, ()), categories.view(category))
    return found
