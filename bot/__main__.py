"""The command line: run, sandbox, check, migrate."""

import asyncio
import contextlib
import errno
import gc
import logging
import signal
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from types import ModuleType
from typing import Annotated

import typer
from sqlalchemy.exc import SQLAlchemyError
from telegram.error import Conflict, InvalidToken, NetworkError

from bot import database, logs
from bot.settings import Faulty, Settings, load
from migrations import Newer

log = logging.getLogger(__name__)

command = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
Config = Annotated[Path | None, typer.Option(help="The configuration file; config.toml where none is named.")]


@command.command()
def run(config: Config = None) -> None:
    """Run the bot against Telegram, or against what telegram.api_url names."""
    settings = _settings(config)
    logs.start(settings.log_level)
    try:
        with _usable_database("start_failed"):
            _until_told_to_stop(loaded().run(settings))
    except InvalidToken:
        typer.echo("Telegram does not know this token. Please check telegram.token.", err=True)
        raise typer.Exit(2) from None
    except Conflict:
        typer.echo("Another process polls Telegram with the same token. Only one may run.", err=True)
        raise typer.Exit(1) from None
    except NetworkError:
        typer.echo(f"Telegram cannot be reached at {settings.telegram.api_url}.", err=True)
        raise typer.Exit(1) from None


@command.command()
def check(config: Config = None) -> None:
    """List every fault of the configuration; exit 2 if there is any."""
    settings = _settings(config)
    typer.echo(f"The configuration is in order. Database: {settings.database.kind}.")
    for name, missing in (
        ("operators", not settings.operators),
        ("service.controller", not settings.service.controller),
        ("service.contact", not settings.service.contact),
    ):
        if missing:
            typer.echo(f"Worth setting before people come in: {name}")


@command.command()
def migrate(config: Config = None) -> None:
    """Bring the database to this version's schema."""
    settings = _settings(config)
    logs.start(settings.log_level)
    with _usable_database("migration_failed"):
        asyncio.run(database.migrate(settings.database.url))
    typer.echo("The database is up to date.")


@command.command()
def sandbox(
    port: Annotated[int, typer.Option(help="The page's port on this machine.")] = 8081,
    empty: Annotated[bool, typer.Option("--empty", help="Nobody has been there before.")] = False,
    topics: Annotated[bool, typer.Option("--topics", help="The bot has topics in private chats.")] = False,
    folder: Annotated[Path | None, typer.Option(help="Where everything is kept; var/sandbox as a rule.")] = None,
) -> None:
    """Try everything without a token: a small Telegram on this machine, with a page where several people chat."""
    from bot import demo  # only here: a real bot does without the sandbox

    logs.start("WARNING")
    folder = folder or Path("var/sandbox-empty" if empty else "var/sandbox")
    try:
        _until_told_to_stop(demo.play(folder, port, empty=empty, topics=topics, say=typer.echo))
    except OSError as taken:
        if taken.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        typer.echo(f"Port {port} cannot be used: {taken.strerror}. Another one: --port 8082", err=True)
        raise typer.Exit(1) from None
    except RuntimeError as ended:
        typer.echo(str(ended), err=True)
        raise typer.Exit(1) from None
    typer.echo("Stopped. Everything is kept.")


def _settings(config: Path | None) -> Settings:
    try:
        return load(config)
    except Faulty as faulty:
        typer.echo("The configuration has faults:", err=True)
        for fault in faulty.faults:
            typer.echo(f"- {fault}", err=True)
        raise typer.Exit(2) from None


@contextlib.contextmanager
def _usable_database(event: str) -> Iterator[None]:
    """Says in one sentence why the database, or a file, cannot be used; the log has the rest under `event`."""
    try:
        yield
    except Newer as newer:
        typer.echo(f"{newer}. Please update the program, or restore a backup.", err=True)
        raise typer.Exit(1) from None
    except (SQLAlchemyError, OSError) as broken:
        typer.echo(f"The database or a file cannot be used: {type(broken).__name__}. The log says where.", err=True)
        log.exception(event)
        raise typer.Exit(1) from None


def loaded() -> ModuleType:
    """The whole bot, loaded. The collector rests meanwhile and leaves what was loaded alone from then on: it stays, and
    going over it took a fifth of the start."""
    gc.disable()
    from bot import app

    gc.freeze()
    gc.enable()
    return app


def _until_told_to_stop(life: Coroutine[None, None, None]) -> None:
    """Run `life`; SIGINT and SIGTERM end it in good order."""

    async def living() -> None:
        running = asyncio.create_task(life)
        told = False

        def stop() -> None:
            nonlocal told  # once: a second cancel would break off the good order
            if not told:
                told = True
                running.cancel()

        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, stop)
        with contextlib.suppress(asyncio.CancelledError):
            await running

    with asyncio.Runner(loop_factory=loop_factory()) as runner:
        runner.run(living())


def loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop's, where it is installed: a third more under load. The standard library's otherwise."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


def main() -> None:
    """The `tehostamo` command."""
    command()


if __name__ == "__main__":
    main()
