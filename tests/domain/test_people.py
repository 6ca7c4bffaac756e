"""Coming in, organisations, and what is validated."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from domain import categories, organisations, people, tasks, words
from domain.refusals import (
    InThePast,
    LooksLike,
    NotRegistered,
    NotThere,
    OutOfBounds,
    PlaceMissing,
    Refusal,
    TextMissing,
    TextTooLong,
)
from models.base import UtcDateTime
from models.task import Audience, TaskState
from tests.domain.world import World


def test_arriving_twice_is_one_person(session: Session, world: World) -> None:
    anna = people.arrive(session, telegram_id=77, name=" A\u202enna \n", language="sv", now=world.now)
    again = people.arrive(session, telegram_id=77, name="Other", language="fi", now=world.later(days=1))
    assert again is anna
    assert (anna.name, anna.language, anna.is_registered) == ("Anna", "sv", False)
    assert people.arrive(session, telegram_id=78, name="🙂", language="et", now=world.now).language == "en"


def test_registering(session: Session, world: World) -> None:
    anna = world.person(registered=False)
    people.want(session, anna, wanted="task_5", now=world.now)
    with world.refuses(TextMissing):
        people.register(session, anna, name="--", consent_version="1", organisation_id=None, now=world.now)
    with world.refuses(NotThere):
        people.register(session, anna, name="Anna", consent_version="1", organisation_id=10**9, now=world.now)
    assert not anna.is_registered
    own = organisations.add(session, anna, name="Turun Naapuriapu ry", now=world.now)
    people.register(session, anna, name="Anna", consent_version="1", organisation_id=own.id, now=world.now)
    assert (anna.registered_at, anna.consent_version, anna.wanted) == (world.now, "1", "task_5")
    profile = people.profile_of(session, anna.id, anna)
    assert (profile.organisation, profile.organisation_confirmed) == ("Turun Naapuriapu ry", False)
    people.register(session, anna, name="Anna", consent_version="2", organisation_id=None, now=world.later(days=1))
    assert anna.registered_at == world.now - timedelta(days=1)
    assert (anna.consent_version, anna.organisation_id) == ("2", None)


def test_what_a_person_says_of_themselves(session: Session, world: World) -> None:
    anna = world.person("Anna")
    people.set_skills(session, anna, category_ids=[3, 1, 3], now=world.now)
    assert [skill.id for skill in people.skills(session, anna)] == [1, 3]
    people.set_skills(session, anna, category_ids=[2], now=world.now)
    people.set_description(session, anna, text="Taitan lehtiä.", now=world.now)
    people.set_town(session, anna, town="Turku", now=world.now)
    people.rename(session, anna, name="Anna V.", now=world.now)
    people.set_language(session, anna, language="sv", now=world.now)
    profile = people.profile_of(session, anna.id, anna)
    assert (profile.name, profile.town, profile.description) == ("Anna V.", "Turku", "Taitan lehtiä.")
    assert [skill.name("sv") for skill in profile.skills] == ["Bokföring"]
    for refused in (
        lambda: people.set_skills(session, anna, category_ids=[10**9], now=world.now),
        lambda: people.set_language(session, anna, language="et", now=world.now),
        lambda: people.profile_of(session, anna.id, world.person()),
        lambda: people.profile_of(session, 10**9, anna),
    ):
        with world.refuses(NotThere):
            refused()


def test_who_talks_sees_the_profile(session: Session, world: World) -> None:
    bertil, anna = world.person("Bertil"), world.person("Anna")
    world.application(anna, world.task(bertil))
    assert people.profile_of(session, anna.id, bertil).name == "Anna"
    assert people.profile_of(session, bertil.id, anna).name == "Bertil"


def test_silent_and_back(session: Session, world: World) -> None:
    anna, bertil = world.person(), world.person()
    before = tasks.audience_size(session, bertil, audience=Audience.EVERYBODY)
    people.went_silent(session, anna.id, now=world.now)
    assert tasks.audience_size(session, bertil, audience=Audience.EVERYBODY) == before - 1
    people.came_back(session, anna, now=world.now)
    assert tasks.audience_size(session, bertil, audience=Audience.EVERYBODY) == before


def test_organisations_are_found_whatever_the_case_and_the_dots(session: Session, world: World) -> None:
    anna = world.person()
    made = organisations.add(session, anna, name="Äänekosken Nuorisoyhdistys ry", region="keski_suomi", now=world.now)
    organisations.add(session, anna, name="100% Apu rf", now=world.now)
    for text in ("äänekosken", "AANEKOSKEN", "nuoriso aane", "Ääne-kosken"[:4]):
        assert [found.id for found in organisations.search(session, text)] == [made.id], text
    assert organisations.search(session, "%") == []
    assert organisations.search(session, "  ") == []
    assert [found.name for found in organisations.search(session, "100")] == ["100% Apu rf"]


def test_duplicates_are_offered_first(session: Session, world: World) -> None:
    anna, bertil = world.person(), world.person()
    made = organisations.add(session, anna, name="Äänekosken Nuorisoyhdistys ry", now=world.now)
    for name in ("Aanekosken nuorisoyhdistys", "ÄÄNEKOSKEN NUORISOYHDISTYS R.Y.", "Äänekosken nuorisoyhdystis ry"):
        with world.refuses(LooksLike) as caught:
            organisations.add(session, bertil, name=name, now=world.now)
        assert caught[0].candidates == ((made.id, made.name),)
    organisations.add(session, bertil, name="Äänekosken Eläkeläiset ry", now=world.now)
    sure = organisations.add(session, bertil, name="Äänekosken nuorisoyhdistys", sure=True, now=world.now)
    organisations.join(session, bertil, organisation_id=made.id, now=world.now)
    organisations.join(session, bertil, organisation_id=made.id, now=world.now)
    assert len(organisations.mine(session, bertil)) == 3
    assert bertil.organisation_id == made.id
    organisations.act_for(session, bertil, organisation_id=sure.id, now=world.now)
    assert bertil.organisation_id == sure.id
    with world.refuses(NotThere):
        organisations.act_for(session, anna, organisation_id=sure.id, now=world.now)
    organisations.act_for(session, bertil, organisation_id=None, now=world.now)
    with world.refuses(NotThere):
        organisations.join(session, bertil, organisation_id=10**9, now=world.now)


def test_twelve_categories_in_three_languages(session: Session, world: World) -> None:
    listed = categories.listed(session)
    assert len(listed) == 12
    assert [listed[0].name(language) for language in ("fi", "sv", "en")] == [
        "Viestintä",
        "Kommunikation",
        "Communications",
    ]
    assert listed[-1].key == "other"


@pytest.mark.parametrize(
    ("changes", "refusal", "field"),
    [
        ({"title": "x" * 81}, TextTooLong, "title"),
        ({"title": "🎉"}, TextMissing, "title"),
        ({"description": "x" * 1501}, TextTooLong, "description"),
        ({"minutes": 14}, OutOfBounds, "minutes"),
        ({"minutes": 12_001}, OutOfBounds, "minutes"),
        ({"minutes": -60}, OutOfBounds, "minutes"),
        ({"places": 0}, OutOfBounds, "places"),
        ({"places": 10**9}, OutOfBounds, "places"),
        ({"when_date": date(2026, 11, 22)}, InThePast, "when"),
        ({"when_at": datetime(2026, 11, 23, 9, 0, tzinfo=UTC)}, InThePast, "when"),
        ({"remote": False}, PlaceMissing, "town"),
        ({"remote": False, "town": "x" * 61}, TextTooLong, "town"),
        ({"category_id": 10**9}, NotThere, None),
    ],
)
def test_tasks_that_will_not_do(
    session: Session, world: World, changes: dict[str, Any], refusal: type[Refusal], field: str | None
) -> None:
    with world.refuses(refusal) as caught:
        world.task(world.person(), **changes)
    assert getattr(caught[0], "field", None) == field


def test_a_task_as_it_is_asked_for(session: Session, world: World) -> None:
    bertil = world.person("Bertil")
    own = organisations.add(session, bertil, name="Martat ry", now=world.now)
    view = world.task(bertil, when_date=date(2026, 11, 23), remote=False, town=" Turku ", title="Talon\nmaalaus")
    assert (view.title, view.town, view.organisation, view.state) == (
        "Talon maalaus",
        "Turku",
        own.name,
        TaskState.OPEN,
    )
    assert (view.mine, view.published_at, view.requester_name) == (True, world.now, "Bertil")
    organisations.act_for(session, bertil, organisation_id=None, now=world.now)
    assert tasks.get_for(session, bertil, view.id).organisation == own.name  # of that moment
    with world.refuses(NotRegistered):
        world.task(world.person(registered=False))


@given(st.text())
def test_whatever_is_typed_is_tidied_or_refused(text: str) -> None:
    try:
        tidy = words.line(text, field="title", limit=80)
    except (TextMissing, TextTooLong):
        return
    assert words.tidy(tidy) == tidy
    assert "\n" not in tidy
    assert "\x00" not in tidy
    tidy.encode()
    words.essence(words.fold(tidy))


def test_naive_instants_are_refused() -> None:
    from sqlalchemy.dialects import sqlite

    with pytest.raises(ValueError, match="naive"):
        UtcDateTime().process_bind_param(datetime(2026, 1, 1), sqlite.dialect())  # noqa: DTZ001
