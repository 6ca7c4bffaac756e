"""Who takes part: one to three, asked by name or by a link, each says yes themselves."""

from datetime import timedelta

from sqlalchemy.orm import Session

from domain.programme import links, overview, participants, places
from domain.programme.notices import AskedToTakePart, ParticipantAnswered, ParticipantTakenOut
from domain.programme.refusals import (
    CallClosed,
    ProgrammeLinkOver,
    TakesPartAlready,
    TakesPartElsewhere,
    TooManyParticipants,
)
from domain.refusals import NotNow, NotRegistered, NotThere, NotYours, TextMissing
from models.person import Person
from models.programme.application import PlaceState, RoundApplication
from models.programme.round import LinkKind, RoundState
from tests.domain.programme.world import application, colleague, contact_person, programme_round, takes_part
from tests.domain.world import SECRET, World


def invite(session: Session, world: World, writer: Person, place: RoundApplication, name: str = "Kaija") -> str:
    return participants.invite(session, writer, application_id=place.id, name=name, secret_key=SECRET, now=world.now)[1]


def test_a_colleague_is_asked_and_says_yes(session: Session, world: World) -> None:
    anna = contact_person(world, "Silta ry")
    bertil = colleague(world, anna)
    place = application(world, programme_round(world, world.person()), anna, PlaceState.DRAFT)
    assert [one.person_id for one in participants.may_be_asked(session, anna, application_id=place.id)] == [bertil.id]
    made = participants.ask_colleague(session, anna, application_id=place.id, person_id=bertil.id, now=world.now)
    assert world.heard(bertil, AskedToTakePart)
    assert [one.participant_id for one in overview.invitations(session, bertil, now=world.now)] == [made.id]
    with world.refuses(TakesPartAlready):
        participants.ask_colleague(session, anna, application_id=place.id, person_id=bertil.id, now=world.now)
    with world.refuses(NotThere):  # only who was asked answers
        participants.confirm(session, anna, participant_id=made.id, now=world.now)
    for _twice in range(2):
        participants.confirm(session, bertil, participant_id=made.id, now=world.now)
    assert len(world.heard(anna, ParticipantAnswered)) == 1
    assert not overview.invitations(session, bertil, now=world.now)
    page = places.place_page(session, anna, application_id=place.id, now=world.now)
    assert [one.confirmed for one in page.participants] == [True, True]


def test_a_fourth_is_refused(session: Session, world: World) -> None:
    anna = contact_person(world, "Silta ry")
    place = application(world, programme_round(world, world.person()), anna, PlaceState.DRAFT)
    for name in ("Kaija", "Liisa"):
        invite(session, world, anna, place, name)
    with world.refuses(TooManyParticipants) as refused:
        invite(session, world, anna, place, "Maija")
    assert refused[0].most == 3
    last = places.place_page(session, anna, application_id=place.id, now=world.now).participants[-1]
    participants.take_out(session, anna, participant_id=last.id, now=world.now)
    invite(session, world, anna, place, "Maija")


def test_a_link_is_for_one_person_once(session: Session, world: World) -> None:
    anna, kaija, other = contact_person(world, "Silta ry"), world.person("Kaija"), world.person()
    place = application(world, programme_round(world, world.person()), anna, PlaceState.DRAFT)
    token = invite(session, world, anna, place)
    newcomer = world.person(registered=False)
    seen = links.look(session, newcomer, token=token, secret_key=SECRET, now=world.now)
    assert seen.invited is not None
    assert seen.invited.organisation == "Silta ry"
    with world.refuses(NotRegistered):
        participants.confirm_by_link(session, newcomer, token=token, secret_key=SECRET, now=world.now)
    for _twice in range(2):
        participants.confirm_by_link(session, kaija, token=token, secret_key=SECRET, now=world.now)
    with world.refuses(ProgrammeLinkOver):
        participants.confirm_by_link(session, other, token=token, secret_key=SECRET, now=world.now)
    with world.refuses(ProgrammeLinkOver):
        links.look(session, other, token=token, secret_key=SECRET, now=world.now)
    assert places.place_page(session, kaija, application_id=place.id, now=world.now).inside
    with world.refuses(NotYours):  # takes part, and does not write for the organisation
        invite(session, world, kaija, place)


def test_another_link_for_somebody_who_lost_it(session: Session, world: World) -> None:
    anna, kaija, other = contact_person(world, "Silta ry"), world.person("Kaija"), world.person()
    place = application(world, programme_round(world, world.person()), anna, PlaceState.DRAFT)
    first = invite(session, world, anna, place)
    invitee = places.place_page(session, anna, application_id=place.id, now=world.now).participants[-1]
    _same, second = participants.link_again(session, anna, participant_id=invitee.id, secret_key=SECRET, now=world.now)
    participants.confirm_by_link(session, kaija, token=second, secret_key=SECRET, now=world.now)
    with world.refuses(ProgrammeLinkOver):  # there is one place, and it is taken
        participants.confirm_by_link(session, other, token=first, secret_key=SECRET, now=world.now)
    with world.refuses(TakesPartAlready):
        participants.link_again(session, anna, participant_id=invitee.id, secret_key=SECRET, now=world.now)


def test_one_person_takes_part_for_one_organisation(session: Session, world: World) -> None:
    anna, bertil, kaija = contact_person(world, "Silta ry"), contact_person(world, "Muut ry"), world.person("Kaija")
    made = programme_round(world, world.person())
    first = application(world, made, anna, PlaceState.DRAFT)
    second = application(world, made, bertil, PlaceState.SENT)
    takes_part(world, second, kaija)
    token = invite(session, world, anna, first)
    with world.refuses(TakesPartElsewhere) as refused:
        participants.confirm_by_link(session, kaija, token=token, secret_key=SECRET, now=world.now)
    assert refused[0].organisation == "Muut ry"
    second.state = PlaceState.WITHDRAWN
    participants.confirm_by_link(session, kaija, token=token, secret_key=SECRET, now=world.now)
    again = invite(session, world, anna, first)
    with world.refuses(TakesPartAlready):  # twice for the same one
        participants.confirm_by_link(session, kaija, token=again, secret_key=SECRET, now=world.now)


def test_no_thank_you(session: Session, world: World) -> None:
    anna = contact_person(world, "Silta ry")
    bertil = colleague(world, anna)
    place = application(world, programme_round(world, world.person()), anna, PlaceState.DRAFT)
    made = participants.ask_colleague(session, anna, application_id=place.id, person_id=bertil.id, now=world.now)
    participants.decline(session, bertil, participant_id=made.id, now=world.now)
    told = [one.yes for one in world.heard(anna) if isinstance(one, ParticipantAnswered)]
    assert told == [False]
    with world.refuses(NotThere):
        participants.confirm(session, bertil, participant_id=made.id, now=world.now)
    world.later(hours=1)
    again = participants.ask_colleague(session, anna, application_id=place.id, person_id=bertil.id, now=world.now)
    participants.take_out(session, anna, participant_id=again.id, now=world.now)
    assert world.heard(bertil, ParticipantTakenOut)


def test_when_and_by_whom_people_are_asked(session: Session, world: World) -> None:
    anna, stranger = contact_person(world, "Silta ry"), contact_person(world, "Muut ry")
    made = programme_round(world, world.person())
    place = application(world, made, anna, PlaceState.DRAFT)
    with world.refuses(TextMissing):
        invite(session, world, anna, place, " ")
    with world.refuses(NotThere):
        invite(session, world, stranger, place)
    with world.refuses(NotThere):  # not of the organisation
        participants.ask_colleague(session, anna, application_id=place.id, person_id=stranger.id, now=world.now)
    token = invite(session, world, anna, place)
    late = made.deadline + timedelta(seconds=1)
    with world.refuses(CallClosed):
        participants.invite(session, anna, application_id=place.id, name="Maija", secret_key=SECRET, now=late)
    place.state = PlaceState.WITHDRAWN
    with world.refuses(ProgrammeLinkOver):
        links.look(session, stranger, token=token, secret_key=SECRET, now=world.now)
    made.state = RoundState.CANCELLED
    with world.refuses(NotNow):
        participants.take_part_oneself(session, anna, application_id=place.id, now=world.now)
    with world.refuses(NotThere):
        links.make(session, anna, round_id=made.id, kind=LinkKind.PARTICIPANT, secret_key=SECRET, now=world.now)
