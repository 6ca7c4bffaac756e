"""Settings: `config.toml`, then the environment over it (TEHOSTAMO_TELEGRAM__TOKEN). Handed down, no global."""

import os
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from bot.instance import Instance, MailServer
from domain.codes import fold
from domain.emails import normalise
from domain.feasts import UnknownCountry, public_holidays
from domain.quiet import QuietHours, QuietWeeks, Rules
from domain.timers import Timers

UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{30,}")
SERVICE_CODE = re.compile("[0-9A-Z]{8,40}")


class Faulty(Exception):
    """The configuration has faults: all of them, each a line, none with a secret in it."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def _duration(value: Any) -> Any:
    """ "14d", "48h", "90m", "5s" as a timedelta; anything else is left for pydantic to refuse."""
    if isinstance(value, str):
        found = re.fullmatch(r"(\d+)\s*([smhdw])", value.strip())
        if not found:
            raise ValueError('a duration is a number and one of s, m, h, d, w: "14d", "48h", "5s"')
        try:
            return timedelta(**{UNITS[found[2]]: int(found[1])})
        except OverflowError:
            raise ValueError("longer than time itself") from None
    return value


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError) as unknown:
        raise ValueError(f"no such time zone: {value}") from unknown
    return value


def _quiet(value: str) -> str:
    found = re.fullmatch(r"(\d{1,2})-(\d{1,2})", value)
    if value != "off" and not (found and all(int(hour) < 24 for hour in found.groups())):
        raise ValueError('quiet_hours are two hours of the day, like "21-9", or "off"')
    return value


def _weeks(value: str) -> str:
    try:
        QuietWeeks.parse(value)
    except ValueError:
        raise ValueError('quiet_weeks are two days of the year each, like "07-01/07-31"') from None
    return value


def _country(value: str) -> str:
    if value not in ("", "FI"):  # a look into a large library, which the usual case does without
        try:
            public_holidays(value, 2026)
        except UnknownCountry:
            raise ValueError(f"no public holidays are known for it: {value}") from None
    return value


def _database(value: str) -> str:
    if value.startswith("sqlite+aiosqlite:///"):  # a file: nothing more to read, and a start without SQLAlchemy
        return value
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        url = make_url(value)
    except (ArgumentError, ValueError):
        raise ValueError("not a database URL") from None
    if url.drivername not in ("sqlite+aiosqlite", "postgresql+asyncpg"):
        raise ValueError("it begins with sqlite+aiosqlite:// or postgresql+asyncpg://")
    return value


def _ids(value: Any) -> Any:
    """ "17, 18" of the environment as a list; "[17, 18]" as well."""
    if isinstance(value, str):
        return [part for part in re.split(r"[\s,\[\]]+", value) if part]
    return value


Duration = Annotated[timedelta, BeforeValidator(_duration), Field(gt=timedelta(0))]


class Section(BaseModel):
    """A table of config.toml. An unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Telegram(Section):
    """How to reach Telegram."""

    api_url: Annotated[str, Field(pattern=r"^https?://[^/\s]+(/.*)?$")] = "https://api.telegram.org"
    token_file: Path | None = None
    token: Annotated[SecretStr, Field(validate_default=True)] = SecretStr("")

    @field_validator("token")
    @classmethod
    def _one_token(cls, token: SecretStr, known: ValidationInfo) -> SecretStr:
        file: Path | None = known.data.get("token_file")
        if token.get_secret_value() and file:
            raise ValueError("give token or token_file, not both")
        if file and not file.is_file():
            raise ValueError(f"token_file does not exist: {file}")
        if not TOKEN.fullmatch(file.read_text().strip() if file else token.get_secret_value().strip()):
            raise ValueError("missing, or not of the form that BotFather gives: 123456:ABC...")
        return token

    def secret(self) -> str:
        """The token itself."""
        return self.token_file.read_text().strip() if self.token_file else self.token.get_secret_value().strip()


class Database(Section):
    """Where everything is kept."""

    url: Annotated[str, AfterValidator(_database)] = "sqlite+aiosqlite:///var/tehostamo.db"

    @property
    def kind(self) -> str:
        """The name of the database engine, without the address and its password."""
        return self.url.partition("+")[0]


class Service(Section):
    """What the instance calls itself, and who answers for people's data."""

    name: Annotated[str, Field(min_length=1, max_length=40)] = "Tehostamo"
    controller: Annotated[str, Field(max_length=120)] = ""
    contact: Annotated[str, Field(max_length=120)] = ""


class Smtp(Section):
    """The mail server, where there is one. Without it no address can be proved."""

    host: Annotated[str, Field(max_length=255)] = ""
    security: Literal["starttls", "tls", "none"] = "starttls"
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    username: str = ""
    password_file: Path | None = None
    password: SecretStr = SecretStr("")
    sender: str = ""
    sender_name: Annotated[str, Field(max_length=60)] = ""
    ca_file: Path | None = None
    timeout: Annotated[Duration, Field(le=timedelta(minutes=1))] = timedelta(seconds=30)
    per_minute: Annotated[int, Field(ge=1, le=100_000)] = 60

    @model_validator(mode="after")
    def _whole(self) -> "Smtp":
        if faults := list(self._faults()):
            raise ValueError("; ".join(faults))
        return self

    def _faults(self) -> Iterator[str]:
        password = bool(self.password.get_secret_value())
        for name in ("host", "username", "sender_name"):
            if not str(getattr(self, name)).isprintable():
                yield f"{name} has control characters"
        if password and self.password_file is not None:
            yield "give password or password_file, not both"
        for name, file in (("password_file", self.password_file), ("ca_file", self.ca_file)):
            if file is not None and not file.is_file():
                yield f"{name} does not exist: {file}"
            elif file is not None and not os.access(file, os.R_OK):
                yield f"{name} may not be read: {file}"
        if not self.host:
            return
        loopback = self.host in ("localhost", "::1") or re.fullmatch(r"127(\.\d{1,3}){3}", self.host)
        if self.security == "none" and not loopback:
            yield 'security = "none" is for a server on this machine only (127.0.0.1)'
        secret = password or self.password_file is not None
        if bool(self.username) != secret:
            yield "username and a password (or password_file) go together"
        if not self.sender:
            yield "sender is missing: the address that mails come from"
        elif normalise(self.sender) is None:
            yield "sender is not an e-mail address"

    def secret(self) -> str:
        """The password itself; empty where none is needed."""
        return self.password_file.read_text().strip() if self.password_file else self.password.get_secret_value()

    def server(self) -> MailServer | None:
        """As the mail courier knows it; none where no host is given."""
        if not self.host:
            return None
        return MailServer(
            host=self.host,
            port=self.port,
            security=self.security,
            username=self.username,
            password=self.secret(),
            sender=self.sender,
            sender_name=self.sender_name,
            ca_file=str(self.ca_file) if self.ca_file else None,
            timeout=self.timeout,
            per_minute=self.per_minute,
        )


class TimerSettings(Section):
    """How long things take, one key each."""

    tick: Duration = Timers.tick
    feedback_after: Duration = Timers.feedback_after
    feedback_again: tuple[Duration, ...] = Timers.feedback_again
    feedback_closes: Duration = Timers.feedback_closes
    confirm: Duration = Timers.confirm
    keep_or_thank: Duration = Timers.keep_or_thank
    nudge_requester: Duration = Timers.nudge_requester
    tell_applicant: Duration = Timers.tell_applicant
    was_it_done: tuple[Duration, ...] = Timers.was_it_done
    undated: Duration = Timers.undated
    not_reported: Duration = Timers.not_reported
    answer_within: Duration = Timers.answer_within
    dispute_lapses: Duration = Timers.dispute_lapses
    nudge_approval: Duration = Timers.nudge_approval
    approve_by_itself: Duration = Timers.approve_by_itself
    no_applicants: Duration = Timers.no_applicants
    expire: Duration = Timers.expire
    expire_warn: tuple[Duration, ...] = Timers.expire_warn
    draft_kept: Duration = Timers.draft_kept
    conversation_closes: Duration = Timers.conversation_closes
    messages_kept: Duration = Timers.messages_kept
    look_at_cards: Duration = Timers.look_at_cards
    digest: tuple[Duration, Duration] = Timers.digest
    offer_asked: Duration = Timers.offer_asked
    offer_pauses: Duration = Timers.offer_pauses
    forget_invited: Duration = Timers.forget_invited
    pass_on_advice: Duration = Timers.pass_on_advice
    advice_unmet: Duration = Timers.advice_unmet
    remind_advice: Duration = Timers.remind_advice
    advice_closes: Duration = Timers.advice_closes
    ask_outcome: Duration = Timers.ask_outcome
    call_warn: tuple[Duration, ...] = Timers.call_warn
    contact_day: tuple[Duration, ...] = Timers.contact_day
    pre_assignment: Duration = Timers.pre_assignment
    remind_sparring: Duration = Timers.remind_sparring
    cancel_sparring: Duration = Timers.cancel_sparring
    nothing_happened: Duration = Timers.nothing_happened
    reserve_answers: Duration = Timers.reserve_answers
    confirm_warn: tuple[Duration, Duration] = Timers.confirm_warn
    round_ends: Duration = Timers.round_ends
    rate_again: Duration = Timers.rate_again
    remind_rating: Duration = Timers.remind_rating

    def timers(self) -> Timers:
        """As the domain knows them."""
        return Timers(**dict(self))


class Settings(BaseSettings):
    """Everything an operator can set."""

    model_config = SettingsConfigDict(
        env_prefix="TEHOSTAMO_", env_nested_delimiter="__", extra="forbid", frozen=True, toml_file="config.toml"
    )

    telegram: Telegram = Field(default_factory=dict, validate_default=True)
    database: Database = Field(default_factory=dict, validate_default=True)
    service: Service = Field(default_factory=dict, validate_default=True)
    smtp: Smtp = Field(default_factory=dict, validate_default=True)
    timers: TimerSettings = Field(default_factory=dict, validate_default=True)
    operators: Annotated[frozenset[Annotated[int, Field(gt=0)]], NoDecode, BeforeValidator(_ids)] = frozenset()
    default_language: Literal["fi", "sv", "en"] = "fi"
    time_zone: Annotated[str, AfterValidator(_zone)] = "Europe/Helsinki"
    quiet_hours: Annotated[str, AfterValidator(_quiet)] = "21-9"
    quiet_weeks: tuple[Annotated[str, AfterValidator(_weeks)], ...] = ()
    holidays: Annotated[str, AfterValidator(_country)] = "FI"
    notices_a_day: Annotated[int, Field(ge=0, le=100)] = 3
    service_code_file: Path | None = None
    service_code: Annotated[SecretStr, Field(validate_default=True)] = SecretStr("")
    admission: Annotated[Literal["open", "code", "operator"], Field(validate_default=True)] = "open"
    secret_key_file: Path = Path("var/secret_key")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("service_code")
    @classmethod
    def _one_service_code(cls, code: SecretStr, known: ValidationInfo) -> SecretStr:
        file: Path | None = known.data.get("service_code_file")
        if code.get_secret_value() and file:
            raise ValueError("give service_code or service_code_file, not both")
        if file and not file.is_file():
            raise ValueError(f"service_code_file does not exist: {file}")
        given = file.read_text() if file else code.get_secret_value()
        if given.strip() and not SERVICE_CODE.fullmatch(fold(given)):
            raise ValueError("8 to 40 letters from A to Z and digits; case, spaces and dashes do not matter")
        return SecretStr(given.strip())

    @field_validator("admission")
    @classmethod
    def _possible(cls, admission: str, known: ValidationInfo) -> str:
        code: SecretStr | None = known.data.get("service_code")
        if admission == "code" and code is not None and not code.get_secret_value():
            raise ValueError('"code" needs service_code or service_code_file')
        if admission == "operator" and known.data.get("operators") == frozenset():
            raise ValueError('"operator" needs operators: nobody could let anybody in')
        return admission

    def instance(self) -> Instance:
        """As the bot knows them. Reads the files of secrets: raises OSError where one cannot be read."""
        return Instance(
            token=self.telegram.secret(),
            api_url=self.telegram.api_url,
            database=self.database.url,
            secret_key_file=str(self.secret_key_file),
            service_code=self.service_code.get_secret_value(),
            default_language=self.default_language,
            time_zone=self.time_zone,
            operators=self.operators,
            admission=self.admission,
            service=self.service.name,
            controller=self.service.controller,
            contact=self.service.contact,
            timers=self.timers.timers(),
            peace=Rules(
                hours=QuietHours.parse(self.quiet_hours),
                weeks=tuple(QuietWeeks.parse(words) for words in self.quiet_weeks),
                holidays=self.holidays,
                most=self.notices_a_day,
            ),
            mail_server=self.smtp.server(),
            log_level=self.log_level,
        )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load(file: Path | None = None, **given: Any) -> Settings:
    """The settings of `file` (None: config.toml) with the environment over them. Raises Faulty with every fault."""
    if file is not None and not file.is_file():
        raise Faulty([f"no such file: {file}"])

    class FromFile(Settings):
        model_config = SettingsConfigDict(toml_file=file or "config.toml")

    faults = [
        f"{name}: is not a setting"
        for name in os.environ
        if name.startswith("TEHOSTAMO_") and name[10:].lower().partition("__")[0] not in Settings.model_fields
    ]
    try:
        settings = FromFile(**given)
    except ValidationError as invalid:
        faults += [_fault(error) for error in invalid.errors(include_input=False, include_url=False)]
        if file is None and not Path("config.toml").exists():
            faults.append("there is no config.toml here: copy config.example.toml")
    except (ValueError, OSError) as unreadable:
        faults.append(f"{file or 'config.toml'} cannot be read: {type(unreadable).__name__}")
    if faults:
        raise Faulty(faults)
    return settings


def _fault(error: Any) -> str:
    place = ".".join(str(part) for part in error["loc"])
    said = "is not a setting" if error["type"] == "extra_forbidden" else error["msg"].removeprefix("Value error, ")
    return f"{place}: {said}"
