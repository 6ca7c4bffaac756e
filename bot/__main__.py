"""The command line: run, sandbox, check, migrate."""

import asyncio
import errno
from pathlib import Path
from typing import Annotated

import typer

from bot import logs
from bot.process import become, until_told_to_stop
from bot.settings import Faulty, Settings, load

command = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
Config = Annotated[Path | None, typer.Option(help="The configuration file; config.toml where none is named.")]


@command.command()
def run(config: Config = None) -> None:
    """Run the bot against Telegram, or against what telegram.api_url names."""
    try:
        instance = _settings(config).instance()
    except OSError as unreadable:
        typer.echo(f"{unreadable.filename or 'A file of secrets'} cannot be read: {unreadable.strerror}.", err=True)
        raise typer.Exit(2) from None
    become("bot.serve", instance)


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
    from bot import database  # only here: `run` is quicker without it

    settings = _settings(config)
    logs.start(settings.log_level)
    try:
        with database.usable("migration_failed"):
            asyncio.run(database.migrate(settings.database.url))
    except database.Unusable as unusable:
        typer.echo(str(unusable), err=True)
        raise typer.Exit(1) from None
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
        until_told_to_stop(demo.play(folder, port, empty=empty, topics=topics, say=typer.echo))
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


def main() -> None:
    """The `tehostamo` command."""
    command()


if __name__ == "__main__":
    main()
