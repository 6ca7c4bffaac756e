"""The command line: run, sandbox, check, migrate."""

import asyncio
import contextlib
import signal
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Annotated

import typer
from telegram.error import Conflict, InvalidToken, NetworkError

from bot import app, database, logs
from bot.settings import Faulty, Settings, load
from migrations import Newer

command = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
Config = Annotated[Path | None, typer.Option(help="The configuration file; config.toml where none is named.")]


@command.command()
def run(config: Config = None) -> None:
    """Run the bot against Telegram, or against what telegram.api_url names."""
    settings = _settings(config)
    logs.start(settings.log_level)
    try:
        _until_told_to_stop(app.run(settings))
    except InvalidToken:
        typer.echo("Telegram does not know this token. Please check telegram.token.", err=True)
        raise typer.Exit(2) from None
    except Conflict:
        typer.echo("Another process polls Telegram with the same token. Only one may run.", err=True)
        raise typer.Exit(1) from None
    except NetworkError:
        typer.echo(f"Telegram cannot be reached at {settings.telegram.api_url}.", err=True)
        raise typer.Exit(1) from None
    except Newer as newer:
        typer.echo(f"{newer}. Please update the program, or restore a backup.", err=True)
        raise typer.Exit(1) from None


@command.command()
def check(config: Config = None) -> None:
    """List every fault of the configuration; exit 2 if there is any."""
    settings = _settings(config)
    typer.echo(f"The configuration is in order. Database: {settings.database.kind}.")


@command.command()
def migrate(config: Config = None) -> None:
    """Bring the database to this version's schema."""
    settings = _settings(config)
    logs.start(settings.log_level)
    asyncio.run(database.migrate(settings.database.url))
    typer.echo("The database is up to date.")


@command.command()
def sandbox(
    port: Annotated[int, typer.Option(help="The page's port on this machine.")] = 8081,
    empty: Annotated[bool, typer.Option("--empty", help="Nobody has been there before.")] = False,
    folder: Annotated[Path, typer.Option(help="Where everything is kept.")] = Path("var/sandbox"),
) -> None:
    """Try everything without a token: a small Telegram on this machine, with a page where several people chat."""
    from bot import demo  # only here: a real bot does without the sandbox

    logs.start("WARNING")
    try:
        _until_told_to_stop(demo.play(folder, port, empty=empty, say=typer.echo))
    except OSError as taken:
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


def _until_told_to_stop(life: Coroutine[None, None, None]) -> None:
    """Run `life`; SIGINT and SIGTERM end it in good order."""

    async def living() -> None:
        running = asyncio.create_task(life)
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, running.cancel)
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
