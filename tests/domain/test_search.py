"""Finding tasks by words. The tables were written for the purpose: what people type, and what the task says."""

import importlib
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.orm import Session

from domain import groups, lemmas, people, search, tasks
from domain.refusals import NotThere
from domain.views import FoundPage, SearchView
from models.base import table_of
from models.category import Category
from models.person import Person
from models.search import KnownWord, TaskWords
from models.task import Task
from tests.domain.world import World

FINNISH = (
    # typed; what the task says
    ("kirjanpito", "Apua kirjanpidon kanssa"),
    ("kirjanpidossa", "Kirjanpito vuodelta 2026"),
    ("kirjanpitäjä", "Etsimme kirjanpitäjää"),
    ("kirjanpitäjät", "Kirjanpitäjän sijainen"),
    ("tilinpäätös", "Tilinpäätöksen tarkistus"),
    ("tilinpäätökset", "Kaksi tilinpäätöstä keväällä"),
    ("uutiskirje", "Uutiskirjeen taitto"),
    ("uutiskirjeitä", "Uutiskirjeen teksti"),
    ("kirje", "Jäsenkirjeen kirjoittaminen"),
    ("esite", "Esitettä pitäisi päivittää"),
    ("esitteen taitto", "Taittaja tekemään esitteen taittoa"),
    ("verkkosivut", "Verkkosivujen päivittäminen"),
    ("verkkosivu", "Uudet verkkosivut yhdistykselle"),
    ("nettisivut", "Nettisivuille uusi ilme"),
    ("sivut", "Nettisivujen kuvat"),
    ("saavutettavuus", "Saavutettavuuden tarkistus"),
    ("saavutettavuusseloste", "Saavutettavuusselosteen laatiminen"),
    ("avustushakemus", "Avustushakemuksen luonnos"),
    ("hakemuksia", "Avustushakemus säätiölle"),
    ("avustukset", "STEAn avustuksen selvitys"),
    ("kokous", "Kokouksen pöytäkirja"),
    ("pöytäkirja", "Vuosikokouksen pöytäkirjan kirjoittaja"),
    ("vuosikokous", "Apukäsiä vuosikokoukseen"),
    ("vapaaehtoinen", "Vapaaehtoisten koulutuspäivä"),
    ("vapaaehtoisille", "Opas vapaaehtoiselle"),
    ("koulutus", "Koulutuksen materiaalit"),
    ("materiaalit", "Kurssin materiaalia etsitään"),
    ("kääntäjä", "Kääntäjää ruotsin kielelle"),
    ("käännös", "Esitteen käännökset ruotsiksi"),
    ("ruotsinkielinen", "Ruotsinkielisen tekstin tarkistus"),
    ("selkokieli", "Tiedote selkokielelle"),
    ("tiedote", "Tiedotteen viimeistely"),
    ("lehdistötiedote", "Lehdistötiedotteita juhlavuoteen"),
    ("some", "Somen päivittäjä"),
    ("päivitys", "Somepäivityksiä syksylle"),
    ("valokuvaaja", "Valokuvaajaa kesäjuhlaan"),
    ("valokuvat", "Valokuvien käsittely"),
    ("juhla", "Kesäjuhlan järjestelyt"),
    ("tapahtuma", "Tapahtumien järjestäjiä"),
    ("järjestää tapahtuma", "Tapahtuman järjestämisessä apua, järjestää voi yhdessä"),
    ("remontti", "Kerhotilan remontissa apua"),
    ("maalaus", "Salin maalausta kahtena iltana"),
    ("maalata", "Maalataan salin seinät"),
    ("sali", "Salin kalusteet"),
    ("tietokone", "Tietokoneiden asennus"),
    ("tietosuoja", "Tietosuojan perusteet"),
    ("seloste", "Tietosuojaselosteen päivitys"),
    ("jäsenrekisteri", "Jäsenrekisterin siirto"),
    ("rekisteri", "Jäsenrekisterissä virheitä"),
    ("talous", "Talouden seuranta"),
    ("talousarvio", "Talousarvion laatiminen"),
    ("palkat", "Palkkojen maksu"),
    ("sopimus", "Vuokrasopimuksen luonnos"),
    ("vuokra", "Vuokran maksaminen"),
    ("siivous", "Siivouspäivän vetäjä"),
    ("lapset", "Lapsille askartelua"),
    ("Turussa", "Apua Turussa lauantaina"),
    ("kirjnpito", "Kirjanpidon neuvontaa"),
    ("uutiskrije", "Uutiskirje marraskuulle"),
    ("tili", "Tilintarkastajaa haetaan"),
)
SWEDISH = (
    ("bokföring", "Hjälp med bokföringen"),
    ("bokslutet", "Granskning av bokslut"),
    ("nyhetsbrev", "Nyhetsbrevet för november"),
    ("brev", "Texter till nyhetsbrevet"),
    ("webbplats", "Uppdatera webbplatsen"),
    ("webbsidor", "Nya bilder på webbsidan"),
    ("översättning", "Översättningar till finska"),
    ("översättare", "Vi söker en översättare"),
    ("förening", "Föreningens broschyr"),
    ("möte", "Protokoll vid mötet"),
    ("årsmöte", "Ordförande till årsmötet"),
    ("ansökan", "Bidragsansökan till en stiftelse"),
    ("bidrag", "Redovisning av bidraget"),
    ("lokal", "Måla lokalen"),
    ("fotograf", "Fotografer till festen"),
    ("bilder", "Behandla en bild"),
    ("tillgänglighet", "Granska tillgängligheten"),
    ("medlemsregister", "Flytta medlemsregistret"),
    ("broschyrer", "En broschyr ska ombrytas"),
    ("bokförng", "Bokföring för ett år"),
)
ENGLISH = (
    ("newsletter", "Layout of newsletters"),
    ("newsletters", "One newsletter in November"),
    ("accounting", "Accounting for a year"),
    ("accounts", "Check the account book"),
    ("translation", "Two translations into Swedish"),
    ("translate", "Somebody who translates leaflets"),
    ("translating", "Translate our leaflet"),
    ("website", "Updating websites"),
    ("photos", "Edit a photo"),
    ("photographer", "Photographers wanted"),
    ("meeting", "Minutes of meetings"),
    ("meetings", "Help at the annual meeting"),
    ("paint", "Painting the hall"),
    ("painting", "We painted half, paint the rest"),
    ("volunteers", "Volunteer day"),
    ("grant applications", "A grant application"),
    ("accessible", "Make it accessible"),
    ("children", "Craft for a child"),
    ("newsleter", "Newsletter for members"),
    ("teach", "Teaching computers"),
)
FALSE = (
    # typed; what the task says, and that is something else
    ("kirjanpito", "Kirjaston kirjojen lajittelu"),
    ("tiedote", "Tietokoneen asennus"),
    ("sali", "Salaattibuffet juhlaan"),
    ("hakemus", "Hakekaa lumet pihalta"),
    ("kokous", "Kokkaaja keittiöön"),
    ("vuokra", "Vuosikirjan taitto"),
    ("kuva", "Kuivaus ja siivous"),
    ("talous", "Taloyhtiön piha"),
    ("möte", "Motorcykel"),
    ("bild", "Bilresa till Åbo"),
    ("brev", "Bredda dörren"),
    ("förening", "Förråd ska städas"),
    ("paint", "A point in the paper"),
    ("meeting", "Meat for the grill"),
    ("photo", "Phone for the office"),
    ("grant", "Grand piano to be moved"),
)


@pytest.mark.parametrize(
    ("table", "cases", "least"),
    [(FINNISH, 60, 55), (SWEDISH, 20, 18), (ENGLISH, 20, 18)],
    ids=["finnish", "swedish", "english"],
)
def test_what_is_typed_finds_what_is_meant(
    session: Session, world: World, table: tuple[tuple[str, str], ...], cases: int, least: int
) -> None:
    assert len(set(table)) == cases
    assert lemmas.known(), "python -m domain.lemmas makes the dictionaries"
    asker, reader = world.person("Asker"), world.person("Reader")
    missed = []
    for typed, says in table:
        task = world.task(asker, title=says)
        found = looks(session, reader, typed)
        if task.id not in {one.id for one in found.items}:
            missed.append((typed, says))
    assert len(table) - len(missed) >= least, missed


def test_what_is_typed_does_not_find_something_else(session: Session, world: World) -> None:
    asker, reader = world.person("Asker"), world.person("Reader")
    false = []
    for typed, says in FALSE:
        task = world.task(asker, title=says)
        found = looks(session, reader, typed)
        if task.id in {one.id for one in found.items}:
            false.append((typed, says))
    assert len(false) <= 5, false


def test_categories_and_towns_are_words_too(session: Session, world: World) -> None:
    asker, reader = world.person("Asker"), world.person("Reader")
    task = world.task(asker, title="Apua", remote=False, town="Äänekoski")
    category = session.get_one(Category, task.category.id)
    names = (category.name_fi, category.name_sv, category.name_en)
    for typed in (*names, "aanekoski", "ÄÄNEKOSKI", f"apua {category.name_en}"):
        assert [one.id for one in looks(session, reader, typed).items] == [task.id], typed


def test_a_mistake_is_forgiven_and_said(session: Session, world: World) -> None:
    asker, reader = world.person("Asker"), world.person("Reader")
    task = world.task(asker, title="Tilinpäätös")
    found = looks(session, reader, "tilinpäätss")
    assert [one.id for one in found.items] == [task.id]
    assert found.corrected == "tilinpaatos"
    assert looks(session, reader, "tilinpäätös").corrected is None
    assert looks(session, reader, "tlnpts").items == ()


def looks(session: Session, reader: Person, words: str, limit: int = 500, **more: Any) -> FoundPage:
    return search.find(session, reader, SearchView(words=words, **more), limit=limit)


def test_newest_first_and_by_pages(session: Session, world: World) -> None:
    asker, reader = world.person("Asker"), world.person("Reader")
    made = [world.task(asker, title=f"Uutiskirje {number}").id for number in range(7)]
    first = looks(session, reader, "uutiskirjeet", 3)
    assert ([one.id for one in first.items], first.more) == (made[:-4:-1], 4)
    second = looks(session, reader, "uutiskirjeet", 3, after_id=first.items[-1].id)
    assert ([one.id for one in second.items], second.more) == (made[3:0:-1], 1)


@pytest.mark.parametrize(
    "typed",
    ["  ", "***", '"', "NEAR(", "a OR b", "x:*", "'; DROP TABLE task; --", "(", "\x00", "🙂", "& | !", "a" * 5000],
)
def test_nothing_that_is_typed_is_syntax(session: Session, world: World, typed: str) -> None:
    asker, reader = world.person("Asker"), world.person("Reader")
    world.task(asker, title="Uutiskirje")
    assert looks(session, reader, typed).items == ()


def test_what_is_not_for_me_is_not_found(session: Session, world: World) -> None:
    anna, bertil, carl = world.person(), world.person(), world.person()
    group = world.group(anna, bertil)
    task = world.task(anna, title="Uutiskirje", group=group)
    assert [one.id for one in looks(session, bertil, "uutiskirje").items] == [task.id]
    assert looks(session, carl, "uutiskirje").items == ()
    assert looks(session, anna, "uutiskirje").items == ()  # my own is not for me to do
    assert looks(session, world.person(registered=False), "uutiskirje").items == ()


def test_the_words_of_what_has_ended_are_forgotten(session: Session, world: World) -> None:
    anna = world.person()
    ended, going_on = world.task(anna, title="Uutiskirje"), world.task(anna, title="Esite")
    tasks.cancel(session, anna, task_id=ended.id, reason=None, now=world.now)
    session.flush()
    world.tick()
    assert list(session.scalars(select(TaskWords.task_id))) == [going_on.id]


def test_what_was_never_gone_over_is(session: Session, world: World) -> None:
    """A database from before there was a search, or from before there were dictionaries."""
    anna, bertil = world.person(), world.person()
    task = world.task(anna, title="Uutiskirje")
    session.execute(TaskWords.__table__.delete())  # type: ignore[attr-defined]
    session.execute(KnownWord.__table__.delete())  # type: ignore[attr-defined]
    assert looks(session, bertil, "uutiskirjeen").items == ()
    world.tick()
    assert [one.id for one in looks(session, bertil, "uutiskirjeen").items] == [task.id]
    assert session.get_one(Task, task.id).title == "Uutiskirje"


def test_filters_combine(session: Session, world: World) -> None:
    anna, bertil = world.person(), world.person()
    group = world.group(anna, bertil)
    people.set_skills(session, bertil, category_ids=[2], now=world.now)
    far = world.task(anna, title="Uutiskirje", category_id=1).id
    near = world.task(anna, title="Esite", category_id=2, remote=False, town="Kotka").id
    ours = world.task(anna, title="Uutiskirje", category_id=2, group=group).id

    def found(**wanted: Any) -> list[int]:
        view = search.change(session, bertil, now=world.now, **{**search.NOTHING, **wanted})
        return [one.id for one in search.find(session, bertil, view, limit=10).items]

    assert found() == [ours, near, far]
    assert found(interests=True) == [ours, near]
    assert found(groups=True) == [ours]
    assert found(remote=True) == [ours, far]
    assert found(category_id=1) == [far]
    assert found(town="kotka") == [near]
    assert found(interests=True, remote=True) == [ours]
    assert found(words="uutiskirjeitä", category_id=1) == [far]
    assert found(words="uutiskirjeitä", town="Kotka") == []
    assert found(words="uutiskirjeitä", groups=True) == found(words="uutiskirjeitä", interests=True) == [ours]
    assert found(words="uutiskirjeitä", groups=True, category_id=2, interests=True, remote=True, urgent=True) == [ours]
    assert found(words="uutiskirjeitä", groups=True, category_id=1) == found(words="esite", groups=True) == []
    assert found(words="uutiskirjeitä", remote=True) == [ours, far]
    with world.refuses(NotThere):
        found(category_id=999)


def test_words_are_found_in_groups_and_categories_of_any_size(session: Session, world: World) -> None:
    """PostgreSQL looks at the newest of my groups or of a category first: all of a small one, not of a large one."""
    anna, bertil, carl = world.person(), world.person(), world.person()
    small, large = world.group(anna, bertil, name="Kerho"), world.group(anna, bertil, name="Liitto")
    world.task(anna, title="Esite")
    old = [world.task(anna, title="Esite", group=group).id for group in (large, small, large)]
    first = world.task(anna, title="Valokuvat", group=large)
    last = first.id + copy(session, first.id, search.NEWEST_ALONG)

    def found(reader: Person, words: str, groups: bool = True, **more: Any) -> tuple[list[int], int]:
        page = looks(session, reader, words, 2, groups=groups, **more)
        return [one.id for one in page.items], page.more

    assert found(bertil, "esitteet") == ([old[2], old[1]], 1)
    assert found(bertil, "esitteet", after_id=old[1]) == ([old[0]], 0)
    assert found(bertil, "esitteet", urgent=True) == ([old[2], old[1]], 1)
    assert found(bertil, "valokuva") == ([last, last - 1], search.MOST_MORE)
    assert found(bertil, "valokuva", after_id=last - 1) == ([last - 2, last - 3], search.MOST_MORE)
    assert found(bertil, "purjelautailu") == found(carl, "esitteet") == ([], 0)
    assert found(bertil, "esitteet", groups=False, category=first.category) == ([old[2], old[1]], 2)
    groups.leave(session, bertil, group_id=large.id, now=world.now)
    assert found(bertil, "esitteet") == ([old[1]], 0)
    assert found(bertil, "valokuva") == found(bertil, "esitteet", after_id=old[1]) == ([], 0)


def copy(session: Session, task_id: int, times: int) -> int:
    """The same task again, so many times: too many to be published one by one."""
    session.flush()
    for noun, key in ((Task, "id"), (TaskWords, "task_id")):
        kept = table_of(noun)
        row = session.execute(select(kept).where(kept.c[key] == task_id)).mappings().one()
        session.execute(insert(kept), [{**row, key: task_id + number} for number in range(1, times + 1)])
    return times


@pytest.mark.parametrize("words", ["", "uutiskirje"])
def test_the_most_urgent_first_page_by_page(session: Session, world: World, words: str) -> None:
    anna, bertil = world.person(), world.person()
    days = (20, None, 3, 3, 40, None)
    today = world.now.date()
    made = [
        world.task(anna, title="Uutiskirje", when_date=today + timedelta(days=day) if day else None).id for day in days
    ]
    exact = world.task(anna, title="Uutiskirje", when_at=world.now + timedelta(days=5)).id
    expected = [made[3], made[2], exact, made[0], made[4], made[5], made[1]]
    seen: list[int] = []
    wanted = search.change(session, bertil, now=world.now, urgent=True, words=words)
    while len(seen) < len(expected):
        page = search.find(session, bertil, wanted, limit=2)
        assert page.items
        seen += [one.id for one in page.items]
        wanted = search.change(session, bertil, now=world.now, after_id=seen[-1])
    assert seen == expected


def test_the_upgrade_knows_how_urgent_tasks_are(session: Session, world: World) -> None:
    upgrade = importlib.import_module("migrations.versions.0028_finding")
    anna, today = world.person(), world.now.date()
    made = [
        world.task(anna, when_date=today + timedelta(days=3)).id,
        world.task(anna, when_at=world.now + timedelta(days=2, hours=14)).id,  # at eleven, in UTC
        world.task(anna, when_date=date(2031, 12, 31)).id,
        world.task(anna).id,
    ]
    expected = [session.get_one(Task, one).urgency for one in made]
    assert expected[1] > expected[0] > expected[2] > expected[3] == 0
    session.execute(update(Task).values(urgency=0))
    session.execute(text(upgrade.UPDATES[session.get_bind().dialect.name]))
    assert [session.scalar(select(Task.urgency).where(Task.id == one)) for one in made] == expected
