"""The schema's history, on both databases."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, Connection, Engine, PrimaryKeyConstraint, UniqueConstraint, inspect, text
from sqlalchemy.exc import DatabaseError

import migrations
import models  # noqa: F401  every table
from migrations import history
from models.base import Base
from tests.databases import BOTH, postgres, run_on, sqlite_url


@pytest.fixture(params=BOTH)
def empty_url(request: pytest.FixtureRequest, shared: Path, tmp_path: Path) -> Iterator[str]:
    """A database without a table."""
    if request.param == "sqlite":
        yield sqlite_url(tmp_path / "empty.sqlite")
        return
    url = postgres(shared).empty()
    yield url
    postgres(shared).drop(url)


def upgrade(url: str, scripts: Path = migrations.SCRIPTS) -> None:
    def work(engine: Engine) -> None:
        with engine.connect() as connection:
            migrations.upgrade(connection, scripts)

    run_on(url, work)


def is_current(engine: Engine) -> bool:
    with engine.connect() as connection:
        return migrations.is_current(connection)


def with_revision(tmp_path: Path, body: str) -> Path:
    """Our history with one revision more."""
    scripts = tmp_path / "scripts"
    shutil.copytree(migrations.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    (scripts / "versions" / "9999_next.py").write_text(
        f"import sqlalchemy as sa\nfrom alembic import op\n\nrevision = '9999'\ndown_revision = '{head()}'\n\n\n"
        f"def upgrade() -> None:\n{lines}\n"
    )
    return scripts


def head() -> str:
    return max(path.name.split("_")[0] for path in (migrations.SCRIPTS / "versions").glob("[0-9]*.py"))


def scalars(url: str, statement: str) -> list[object]:
    def work(engine: Engine) -> list[object]:
        with engine.connect() as connection:
            return list(connection.scalars(text(statement)))

    return run_on(url, work)


def comparing(connection: Connection) -> MigrationContext:
    """All but the search indexes, which no model knows: each database has its own kind."""
    mine = {"include_object": lambda _item, name, *_more: not (name or "").startswith("fts_")}
    return MigrationContext.configure(connection, opts=mine)


def test_models_and_schema_do_not_drift(empty_url: str) -> None:
    assert not run_on(empty_url, is_current)
    upgrade(empty_url)
    upgrade(empty_url)  # up to date: nothing to do
    assert run_on(empty_url, is_current)

    def work(engine: Engine) -> None:
        with engine.connect() as connection:
            assert compare_metadata(comparing(connection), Base.metadata) == []
            assert migrations.revisions(connection) == (head(), head())
            checks = {
                table: {check["name"] for check in inspect(connection).get_check_constraints(table)}
                for table in Base.metadata.tables
            }
            for table in Base.metadata.tables.values():
                named = {one.name for one in table.constraints if isinstance(one, CheckConstraint)}
                assert checks[table.name] == named

    run_on(empty_url, work)
    assert scalars(empty_url, "SELECT count(*) FROM category") == [12]


def test_the_newest_revision_is_the_one_that_is_named() -> None:
    """`is_current` looks at the names of the files: the newest number is Alembic's head."""
    assert head() == ScriptDirectory.from_config(history._config(migrations.SCRIPTS)).get_current_head()


def test_foreign_keys_have_indexes_where_they_are_followed() -> None:
    """Whoever points at people, tasks, groups and the like is found from there without reading a whole table."""
    fine = {"created_by_id", "issued_by_id", "marked_by_id", "category_id", "task_id"}
    fine |= {"missed_by_id", "opened_by_id", "decided_by_id", "proposed_by_id"}  # nobody asks from there
    for table in Base.metadata.tables.values():
        firsts = {next(iter(index.columns)).name for index in table.indexes}
        firsts |= {
            next(iter(one.columns)).name
            for one in table.constraints
            if isinstance(one, UniqueConstraint | PrimaryKeyConstraint)
        }
        for key in table.foreign_keys:
            assert key.parent.name in firsts | fine, f"{table.name}.{key.parent.name}"


def test_a_migration_that_fails_half_way_leaves_nothing(empty_url: str, tmp_path: Path) -> None:
    upgrade(empty_url)
    scripts = with_revision(
        tmp_path,
        "op.create_table('half', sa.Column('id', sa.Integer(), primary_key=True))\n"
        "op.add_column('task', sa.Column('half', sa.Integer()))\n"
        "op.execute('UPDATE category SET position = 99')\n"
        "op.execute('INSERT INTO nowhere VALUES (1)')",
    )
    with pytest.raises(DatabaseError):
        upgrade(empty_url, scripts)

    def work(engine: Engine) -> None:
        with engine.connect() as connection:
            assert "half" not in inspect(connection).get_table_names()
            assert "half" not in {column["name"] for column in inspect(connection).get_columns("task")}
            assert migrations.revisions(connection)[0] == head()
            if connection.dialect.name == "sqlite":
                assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1

    run_on(empty_url, work)
    assert scalars(empty_url, "SELECT count(*) FROM category WHERE position = 99") == [0]
    upgrade(empty_url)


def fill(url: str) -> None:
    """A person with a draft and an outbox row, which go when the person goes."""

    def work(engine: Engine) -> None:
        with engine.begin() as connection:
            connection.execute(
                text(
                    "INSERT INTO person (id, telegram_id, name, language, created_at, description)"
                    " VALUES (1, 1, 'Anna', 'fi', '2026-11-22 00:00:00', '')"
                )
            )
            connection.execute(
                text(
                    "INSERT INTO draft (id, person_id, dialogue, subject, step, answers, written_at)"
                    " VALUES (1, 1, 'apply', '', 'text', '{}', '2026-11-22 00:00:00')"
                )
            )

    run_on(url, work)


def test_rebuilding_a_table_keeps_its_children(empty_url: str, tmp_path: Path) -> None:
    """SQLite alters a table by making it anew; with foreign keys on this deleted what pointed at it."""
    upgrade(empty_url)
    fill(empty_url)
    scripts = with_revision(
        tmp_path,
        "how = 'always' if op.get_bind().dialect.name == 'sqlite' else 'auto'\n"
        "with op.batch_alter_table('person', recreate=how) as batch:\n"
        "    batch.add_column(sa.Column('shoe_size', sa.Integer()))",
    )
    upgrade(empty_url, scripts)
    assert scalars(empty_url, "SELECT shoe_size FROM person") == [None]
    assert scalars(empty_url, "SELECT count(*) FROM draft") == [1]
    with pytest.raises(migrations.Newer) as caught:
        upgrade(empty_url)
    assert (caught.value.current, caught.value.head) == ("9999", head())


def test_broken_references_stop_a_migration_on_sqlite(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "broken.sqlite")
    upgrade(url)
    fill(url)
    scripts = with_revision(tmp_path, "op.execute('DELETE FROM person')")
    with pytest.raises(migrations.BrokenReferences):
        upgrade(url, scripts)
    assert scalars(url, "SELECT count(*) FROM person") == [1]
    assert scalars(url, "SELECT version_num FROM alembic_version") == [head()]


def test_starting_twice_at_once_migrates_once(empty_url: str) -> None:
    failed: list[BaseException] = []

    def start() -> None:
        try:
            upgrade(empty_url)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert scalars(empty_url, "SELECT count(*) FROM category") == [12]


OLD = {
    "person": "(id, telegram_id, name, language, created_at, registered_at, description, organisation_id) VALUES"
    " (1, 11, 'Anna', 'fi', {now}, {now}, '', 1), (2, 12, 'Bertil', 'sv', {now}, {now}, '', NULL)",
    "organisation": "(id, name, name_folded, added_by_id, added_at) VALUES (1, 'Martat ry', 'martat ry', 1, {now})",
    "organisation_member": "(organisation_id, person_id, contact_person, joined_at) VALUES (1, 1, {yes}, {now})",
    "groups": "(id, name, created_by_id, created_at) VALUES (1, 'Naapurit', 1, {now})",
    "group_member": "(group_id, person_id, admin, joined_at) VALUES (1, 1, {yes}, {now}), (1, 2, {no}, {now})",
    "task": "(id, requester_id, category_id, title, description, minutes, places, places_taken, remote, audience,"
    " group_id, state, created_at, published_at) VALUES"
    " (1, 1, 1, 'Uutiskirje', 'Taitto', 120, 1, 1, {yes}, 'group', 1, 'full', {now}, {now})",
    "application": "(id, task_id, doer_id, text, state, sent_at) VALUES (1, 1, 2, 'Autan', 'chosen', {now})",
    "assignment": "(id, task_id, application_id, doer_id, state, agreed_at, round) VALUES"
    " (1, 1, 1, 2, 'agreed', {now}, 0)",
    "conversation": "(id, task_id, requester_id, doer_id, opened_at) VALUES (1, 1, 1, 2, {now})",
    "message": "(id, conversation_id, author_id, recipient_id, kind, text, written_at) VALUES"
    " (1, 1, 2, 1, 'text', 'Hei', {now})",
    "draft": "(id, person_id, dialogue, subject, step, answers, written_at) VALUES"
    " (1, 1, 'newtask', '', 'title', '{{}}', {now})",
}
"""What the first revision kept of two people who had agreed."""


def test_a_database_of_the_first_revision_comes_along(empty_url: str, tmp_path: Path) -> None:
    first = tmp_path / "first"
    shutil.copytree(migrations.SCRIPTS, first, ignore=shutil.ignore_patterns("__pycache__"))
    for later in (first / "versions").glob("[0-9]*.py"):
        if not later.name.startswith("0001"):
            later.unlink()
    upgrade(empty_url, first)

    def fill_in(engine: Engine) -> None:
        on_sqlite = engine.dialect.name == "sqlite"
        yes, no = ("1", "0") if on_sqlite else ("true", "false")
        with engine.begin() as connection:
            for table in ("organisation", *(name for name in OLD if name != "organisation")):
                values = OLD[table].format(now="'2026-11-22 00:00:00'", yes=yes, no=no)
                connection.execute(text(f"INSERT INTO {table} {values}"))

    def counts() -> dict[str, list[object]]:
        return {table: scalars(empty_url, f"SELECT count(*) FROM {table}") for table in OLD}  # noqa: S608

    run_on(empty_url, fill_in)
    before = counts()
    upgrade(empty_url)
    assert scalars(empty_url, "SELECT version_num FROM alembic_version") == [head()]
    assert counts() == before
    assert scalars(empty_url, "SELECT state FROM assignment") == ["agreed"]


def test_what_was_approved_before_finishing_in_full(empty_url: str, tmp_path: Path) -> None:
    """A ledger of before: its entries are work, its assignments have ended and may still be answered."""
    scripts = tmp_path / "before"
    shutil.copytree(migrations.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    ours = next((scripts / "versions").glob("*_finishing_in_full.py"))
    for path in (scripts / "versions").glob("[0-9]*.py"):
        if path.name >= ours.name:
            path.unlink()
    upgrade(empty_url, scripts)
    fill(empty_url)
    rows = (
        "INSERT INTO task (id, requester_id, category_id, title, description, minutes, places, places_taken, remote,"
        " audience, state, created_at) VALUES (1, 1, 1, 'T', 'D', 60, 1, 1, true, 'everybody', 'over',"
        " '2026-11-22 00:00:00')",
        "INSERT INTO application (id, task_id, doer_id, text, state, sent_at)"
        " VALUES (1, 1, 1, 'A', 'chosen', '2026-11-22 00:00:00')",
        "INSERT INTO assignment (id, task_id, application_id, doer_id, state, round, minutes_reported,"
        " minutes_approved, approved_at)"
        " VALUES (1, 1, 1, 1, 'approved', 1, 60, 60, '2026-11-22 00:00:00')",
        "INSERT INTO ledger_entry (id, assignment_id, doer_id, requester_id, category_id, minutes_estimated,"
        " minutes_used, entered_at) VALUES (1, 1, 1, 1, 1, 60, 60, '2026-11-22 00:00:00')",
    )

    def work(engine: Engine) -> None:
        with engine.begin() as connection:
            for row in rows:
                connection.execute(text(row))

    run_on(empty_url, work)
    upgrade(empty_url)
    assert scalars(empty_url, "SELECT kind FROM ledger_entry") == ["work"]
    assert scalars(empty_url, "SELECT asked_times FROM assignment") == [0]
    assert scalars(empty_url, "SELECT count(*) FROM assignment WHERE ended_at = approved_at") == [1]
