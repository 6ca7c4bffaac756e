"""What one instance of the bot is: the settings as plain values, which can be handed from process to process."""

from dataclasses import field
from datetime import timedelta

from domain.dataclasses import dataclass
from domain.quiet import Rules
from domain.timers import Timers


@dataclass(frozen=True)
class MailServer:
    """Where letters are handed in."""

    host: str
    port: int
    security: str  # "starttls", "tls" or "none"
    username: str
    password: str = field(repr=False)
    sender: str
    sender_name: str
    ca_file: str | None
    timeout: timedelta
    per_minute: int


@dataclass(frozen=True)
class Instance:
    """All that an operator has set, each value checked. `mail_server`: none where letters cannot be sent."""

    token: str = field(repr=False)
    api_url: str
    database: str = field(repr=False)  # its URL, with a password where it has one
    secret_key_file: str
    service_code: str = field(repr=False)
    default_language: str
    time_zone: str
    operators: frozenset[int]  # Telegram user ids
    admission: str  # "open", "code" or "operator"
    service: str
    controller: str
    contact: str
    timers: Timers
    peace: Rules
    mail_server: MailServer | None
    log_level: str
