"""Applying for an organisation: one application, several writers, a deadline to the second, late codes."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain import organisations
from domain.programme import announcing, applying, calling, links, overview, places
from domain.programme.applying import Part
from domain.programme.notices import ApplicationCame, ApplicationSent, ApplicationTakenBack, DraftWaits
from domain.programme.refusals import (
    ApplicationIncomplete,
    CallClosed,
    CallNotOpen,
    ChangedBeforeSending,
    ChangedMeanwhile,
    ProgrammeLinkOver,
)
from domain.refusals import NotNow, NotThere, NotYours, OutOfBounds, TextMissing, TextTooLong
from domain.timers import Timers
from models.person import Person
from models.programme.application import ContentArea, PlaceState, RoundApplication
from models.programme.round import LinkKind, Round, RoundState
from tests.domain.programme.world import application, colleague, contact_person, programme_round, takes_part
from tests.domain.world import SECRET, World

ALL_TWOS = dict.fromkeys(ContentArea, 2)


def begun(session: Session, world: World, round_: Round, writer: Person) -> RoundApplication:
    assert writer.organisation_id is not None
    return applying.begin(session, writer, round_id=round_.id, organisation_id=writer.organisation_id, now=world.now)


def test_one_application_of_an_organisation(session: Session, world: World) -> None:
    anna = contact_person(world, "Silta ry")
    bertil, stranger = colleague(world, anna), contact_person(world, "Muut ry")
    made = programme_round(world, world.person())
    first = begun(session, world, made, anna)
    assert begun(session, world, made, bertil).id == first.id
    assert begun(session, world, made, anna).id == first.id
    assert session.scalar(select(func.count()).select_from(RoundApplication)) == 1
    assert anna.organisation_id is not None
    with world.refuses(NotThere):  # an organisation that is not one's own
        applying.begin(session, stranger, round_id=made.id, organisation_id=anna.organisation_id, now=world.now)
    with world.refuses(NotThere):
        applying.begin(session, anna, round_id=2**40, organisation_id=anna.organisation_id, now=world.now)
    unconfirmed = world.person()
    organisations.join(session, unconfirmed, organisation_id=anna.organisation_id, now=world.now)
    with world.refuses(NotThere):  # its contact person has not said yes
        begun(session, world, made, unconfirmed)


def test_before_it_opens_and_after_the_deadline(session: Session, world: World) -> None:
    anna, bertil = contact_person(world, "Silta ry"), contact_person(world, "Muut ry")
    made = programme_round(world, world.person(), opens_at=world.now + timedelta(hours=1))
    with world.refuses(CallNotOpen) as refused:
        begun(session, world, made, anna)
    assert refused[0].opens_at == made.opens_at
    world.now = made.deadline
    place = begun(session, world, made, anna)
    applying.write(
        session, anna, application_id=place.id, part=Part.ACTIVITY, text="Ystävätoiminta", was="", now=world.now
    )
    world.later(seconds=1)
    with world.refuses(CallClosed):
        begun(session, world, made, bertil)
    for part in Part:
        with world.refuses(CallClosed):
            applying.write(session, anna, application_id=place.id, part=part, text="Vielä", was="", now=world.now)
    with world.refuses(CallClosed):
        applying.send(session, anna, application_id=place.id, version=place.version, now=world.now)
    with world.refuses(CallClosed):
        applying.commit_to_dates(session, anna, application_id=place.id, now=world.now)
    with world.refuses(CallClosed):
        applying.rate(session, anna, application_id=place.id, scores=ALL_TWOS, now=world.now)
    assert place.activity == "Ystävätoiminta"


def test_two_colleagues_write_at_once_and_no_words_are_lost(session: Session, world: World) -> None:
    anna = contact_person(world, "Silta ry")
    bertil = colleague(world, anna)
    place = begun(session, world, programme_round(world, world.person()), anna)

    def write(who: Person, text: str, was: str, part: Part = Part.MOTIVATION) -> RoundApplication:
        return applying.write(session, who, application_id=place.id, part=part, text=text, was=was, now=world.now)

    write(anna, "Annan syyt", "")
    with world.refuses(ChangedMeanwhile) as refused:
        write(bertil, "Bertilin syyt", "")
    assert (refused[0].theirs, refused[0].by) == ("Annan syyt", anna.name)
    assert place.motivation == "Annan syyt"
    write(bertil, "Toiminta", "", Part.ACTIVITY)  # another part is nobody's loss
    write(bertil, "Annan syyt", "")  # the same words are no conflict
    write(bertil, "Annan syyt\n\nBertilin syyt", "Annan syyt")
    assert place.motivation == "Annan syyt\n\nBertilin syyt"
    assert place.written_by_id == bertil.id
    assert place.version == 4


def test_what_is_sent_is_what_was_looked_at(session: Session, world: World) -> None:
    anna = contact_person(world, "Silta ry")
    bertil, coordinator = colleague(world, anna), world.person()
    made = programme_round(world, coordinator)
    place = application(world, made, anna, PlaceState.DRAFT)
    takes_part(world, place, bertil)
    seen = place.version
    applying.write(
        session, bertil, application_id=place.id, part=Part.ACTIVITY, text="Muu", was=place.activity, now=world.now
    )
    with world.refuses(ChangedBeforeSending) as refused:
        applying.send(session, anna, application_id=place.id, version=seen, now=world.now)
    assert refused[0].by == bertil.name
    applying.send(session, anna, application_id=place.id, version=place.version, now=world.now)
    assert place.state is PlaceState.SENT
    assert world.heard(bertil, ApplicationSent)
    assert not world.heard(anna, ApplicationSent), "the sender sees it on the screen"
    assert world.heard(coordinator, ApplicationCame)
    with world.refuses(NotNow):  # a double tap
        applying.send(session, anna, application_id=place.id, version=place.version, now=world.now)
    assert len(world.heard(coordinator, ApplicationCame)) == 1
    applying.write(
        session, anna, application_id=place.id, part=Part.ACTIVITY, text="Uusi", was="Muu", now=made.deadline
    )
    assert place.activity == "Uusi", "changed until the deadline"


def test_what_is_missing_stops_the_sending(session: Session, world: World) -> None:
    anna = contact_person(world, "Silta ry")
    place = begun(session, world, programme_round(world, world.person(), self_rated=True), anna)

    def refused() -> None:
        with world.refuses(ApplicationIncomplete):
            applying.send(session, anna, application_id=place.id, version=place.version, now=world.now)

    def write(part: Part) -> None:
        applying.write(session, anna, application_id=place.id, part=part, text="Sanoja", was="", now=world.now)

    refused()
    write(Part.ACTIVITY)
    refused()
    write(Part.MOTIVATION)
    refused()
    applying.rate(session, anna, application_id=place.id, scores=ALL_TWOS, now=world.now)
    refused()
    applying.commit_to_dates(session, anna, application_id=place.id, now=world.now)
    refused()
    takes_part(world, place, anna)
    applying.send(session, anna, application_id=place.id, version=place.version, now=world.now)
    assert place.sent_at == world.now


@pytest.mark.parametrize(
    ("part", "text", "why"),
    [
        (Part.ACTIVITY, "", TextMissing),
        (Part.MOTIVATION, "  \n ", TextMissing),
        (Part.MOTIVATION, "...", TextMissing),
        (Part.ACTIVITY, "x" * 201, TextTooLong),
        (Part.MOTIVATION, "x" * 2001, TextTooLong),
    ],
)
def test_bad_words(session: Session, world: World, part: Part, text: str, why: type) -> None:
    anna = contact_person(world, "Silta ry")
    place = begun(session, world, programme_round(world, world.person()), anna)
    with world.refuses(why):
        applying.write(session, anna, application_id=place.id, part=part, text=text, was="", now=world.now)
    assert not getattr(place, part)


def test_bad_ratings(session: Session, world: World) -> None:
    anna = contact_person(world, "Silta ry")
    place = begun(session, world, programme_round(world, world.person(), self_rated=True), anna)
    for scores in (ALL_TWOS | {ContentArea.LOGIC: 5}, ALL_TWOS | {ContentArea.NEEDS: 0}):
        with world.refuses(OutOfBounds):
            applying.rate(session, anna, application_id=place.id, scores=scores, now=world.now)
    with world.refuses(NotThere):
        applying.rate(session, anna, application_id=place.id, scores={ContentArea.LOGIC: 2}, now=world.now)
    for scores in (ALL_TWOS, ALL_TWOS | {ContentArea.LOGIC: 4}):
        applying.rate(session, anna, application_id=place.id, scores=scores, now=world.now)
    page = places.place_page(session, anna, application_id=place.id, now=world.now)
    assert dict(page.ratings) == ALL_TWOS | {ContentArea.LOGIC: 4}


def test_others_may_not_write(session: Session, world: World) -> None:
    anna, stranger, coordinator = contact_person(world, "Silta ry"), contact_person(world, "Muut ry"), world.person()
    made = programme_round(world, coordinator)
    place, outsider = application(world, made, anna), world.person()
    takes_part(world, place, outsider)  # of no organisation here
    for who, why in ((stranger, NotThere), (coordinator, NotYours), (outsider, NotYours)):
        with world.refuses(why):
            applying.write(
                session, who, application_id=place.id, part=Part.ACTIVITY, text="Minä", was="", now=world.now
            )
        with world.refuses(why):
            applying.withdraw(session, who, application_id=place.id, now=world.now)
    made.state = RoundState.DECIDED
    with world.refuses(NotNow):
        applying.write(session, anna, application_id=place.id, part=Part.ACTIVITY, text="Minä", was="", now=world.now)


def test_withdrawn_and_sent_again(session: Session, world: World) -> None:
    anna = contact_person(world, "Silta ry")
    bertil, coordinator = colleague(world, anna), world.person()
    made = programme_round(world, coordinator)
    place = application(world, made, anna)
    takes_part(world, place, bertil)
    applying.withdraw(session, anna, application_id=place.id, now=world.now)
    assert place.state is PlaceState.WITHDRAWN
    for who in (bertil, coordinator):
        assert len(world.heard(who, ApplicationTakenBack)) == 1
    with world.refuses(NotNow):
        applying.withdraw(session, anna, application_id=place.id, now=world.now)
    world.later(days=1)
    again = applying.send(session, bertil, application_id=place.id, version=place.version, now=world.now)
    assert again.state is PlaceState.SENT
    applying.withdraw(session, anna, application_id=place.id, now=made.deadline + timedelta(seconds=1))
    with world.refuses(CallClosed):
        applying.send(
            session, anna, application_id=place.id, version=place.version, now=made.deadline + timedelta(seconds=1)
        )


def test_a_late_code_works_once(session: Session, world: World) -> None:
    anna, bertil, coordinator = contact_person(world, "Silta ry"), contact_person(world, "Muut ry"), world.person()
    made = programme_round(world, coordinator)
    world.now = made.deadline + timedelta(days=1)
    with world.refuses(NotYours):
        links.make(session, anna, round_id=made.id, kind=LinkKind.LATE, secret_key=SECRET, now=world.now)
    token = links.make(session, coordinator, round_id=made.id, kind=LinkKind.LATE, secret_key=SECRET, now=world.now)
    assert links.look(session, anna, token=token, secret_key=SECRET, now=world.now).kind is LinkKind.LATE

    def late(who: Person) -> RoundApplication:
        assert who.organisation_id is not None
        return applying.begin_late(
            session, who, token=token, organisation_id=who.organisation_id, secret_key=SECRET, now=world.now
        )

    place = late(anna)
    assert place.late
    assert [one.id for one in overview.drafts_to_send(session, anna, now=world.now)] == [place.id]
    assert late(anna).id == place.id, "a second tap leads to the same"
    with world.refuses(ProgrammeLinkOver):
        late(bertil)
    applying.write(session, anna, application_id=place.id, part=Part.ACTIVITY, text="Toiminta", was="", now=world.now)
    applying.write(session, anna, application_id=place.id, part=Part.MOTIVATION, text="Syyt", was="", now=world.now)
    applying.commit_to_dates(session, anna, application_id=place.id, now=world.now)
    takes_part(world, place, anna)
    applying.send(session, anna, application_id=place.id, version=place.version, now=world.now)
    with world.refuses(CallClosed):  # once it is in, it stays as it is
        applying.write(
            session, anna, application_id=place.id, part=Part.ACTIVITY, text="Muu", was="Toiminta", now=world.now
        )


def test_late_codes_that_do_not_work(session: Session, world: World) -> None:
    anna, coordinator = contact_person(world, "Silta ry"), world.person()
    made = programme_round(world, coordinator)
    assert anna.organisation_id is not None
    for token in ("", "x" * 22):
        with world.refuses(ProgrammeLinkOver):
            applying.begin_late(
                session, anna, token=token, organisation_id=anna.organisation_id, secret_key=SECRET, now=world.now
            )
    token = links.make(session, coordinator, round_id=made.id, kind=LinkKind.LATE, secret_key=SECRET, now=world.now)
    with world.refuses(ProgrammeLinkOver):
        links.look(session, anna, token=token, secret_key=SECRET, now=world.now + links.LAST)
    made.state = RoundState.DECIDED
    with world.refuses(ProgrammeLinkOver):
        links.look(session, anna, token=token, secret_key=SECRET, now=world.now)


def test_a_late_code_after_a_draft_was_left(session: Session, world: World) -> None:
    anna, coordinator = contact_person(world, "Silta ry"), world.person()
    made = programme_round(world, coordinator)
    place = application(world, made, anna, PlaceState.DRAFT)
    world.now = made.deadline + timedelta(hours=1)
    token = links.make(session, coordinator, round_id=made.id, kind=LinkKind.LATE, secret_key=SECRET, now=world.now)
    assert anna.organisation_id is not None
    again = applying.begin_late(
        session, anna, token=token, organisation_id=anna.organisation_id, secret_key=SECRET, now=world.now
    )
    assert again.id == place.id
    applying.send(session, anna, application_id=place.id, version=place.version, now=world.now)
    assert place.state is PlaceState.SENT


def test_a_draft_is_reminded_of_three_times(session: Session, world: World) -> None:
    anna, sent = contact_person(world, "Silta ry"), contact_person(world, "Muut ry")
    made = programme_round(world, world.person())
    place = application(world, made, anna, PlaceState.DRAFT)
    application(world, made, sent)
    deadline = made.deadline
    for before, times in ((8, 0), (7, 1), (6, 1), (2, 2), (1, 2), (0.25, 3), (0.1, 3), (-0.1, 3)):
        world.now = deadline - timedelta(days=before)
        for _twice in range(2):
            announcing.remind_drafts(session, world.now, Timers(), 20)
        heard = [one.times for one in world.heard(anna) if isinstance(one, DraftWaits)]
        assert heard == [1, 2, 3][:times]
    assert not world.heard(sent, DraftWaits)
    assert place.draft_reminded == 3


def test_after_a_pause_one_reminder_comes(session: Session, world: World) -> None:
    anna = contact_person(world, "Silta ry")
    made = programme_round(world, world.person())
    application(world, made, anna, PlaceState.DRAFT)
    announcing.remind_drafts(session, made.deadline - timedelta(hours=1), Timers(), 20)
    assert len(world.heard(anna, DraftWaits)) == 1


def test_a_moved_deadline_reminds_anew(session: Session, world: World) -> None:
    anna, coordinator = contact_person(world, "Silta ry"), world.person()
    made = programme_round(world, coordinator)
    application(world, made, anna, PlaceState.DRAFT)
    world.now = made.deadline - timedelta(hours=1)
    announcing.remind_drafts(session, world.now, Timers(), 20)
    calling.extend(
        session,
        coordinator,
        round_id=made.id,
        deadline=made.deadline + timedelta(days=10),
        zone=ZoneInfo("Europe/Helsinki"),
        now=world.now,
    )
    world.now = made.deadline - timedelta(days=6)
    announcing.remind_drafts(session, world.now, Timers(), 20)
    assert len(world.heard(anna, DraftWaits)) == 2
