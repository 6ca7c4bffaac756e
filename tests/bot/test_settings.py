"""Every setting is named in the example, every fault is listed at once, no fault shows a secret."""

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from bot.settings import Faulty, Section, Settings, TimerSettings, load
from domain.timers import Timers

ROOT = Path(__file__).parents[2]
TOKEN = "123456789:abcdefghijklmnopqrstuvwxyz_0123456789"
ONE_OF_TWO = {
    "telegram.token_file",
    "service_code_file",
    "smtp.password_file",
    "smtp.ca_file",
}  # instead of a setting that is there, or for few: they stand there as comments


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TEHOSTAMO_TELEGRAM__TOKEN", TOKEN)


def written(tmp_path: Path, words: str) -> Path:
    file = tmp_path / "some.toml"
    file.write_text(words)
    return file


def names(model: type[BaseModel], prefix: str = "") -> set[str]:
    found: set[str] = set()
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, Section):
            found |= names(kind, f"{prefix}{name}.")
        else:
            found.add(prefix + name)
    return found


def test_the_example_names_every_setting_with_its_default() -> None:
    text = (ROOT / "config.example.toml").read_text()
    example = tomllib.loads(text)
    flat = {
        name if section is None else f"{section}.{name}"
        for section, table in [(None, example), *((k, v) for k, v in example.items() if isinstance(v, dict))]
        for name, value in table.items()
        if not isinstance(value, dict)
    }
    assert flat | ONE_OF_TWO == names(Settings)
    assert all(f"# {name.rpartition('.')[2]} =" in text for name in ONE_OF_TWO)
    example["telegram"]["token"] = TOKEN
    assert load(None, **example).model_dump() == load(None).model_dump()


def test_the_timers_are_the_domains() -> None:
    assert TimerSettings().timers() == Timers()


def test_the_environment_is_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = written(tmp_path, 'default_language = "sv"\n[timers]\ntick = "5s"\n')
    monkeypatch.setenv("TEHOSTAMO_TIMERS__TICK", "90m")
    monkeypatch.setenv("TEHOSTAMO_OPERATORS", "[17, 18]")
    settings = load(file)
    assert settings.default_language == "sv"
    assert settings.timers.tick == timedelta(minutes=90)
    assert settings.operators == {17, 18}


def test_every_fault_at_once_and_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEHOSTAMO_TELEGRAM__TOKEN", "12:hemlig-hemlig")
    file = written(
        tmp_path,
        'time_zone = "Mars/Base"\nquiet_hours = "25-9"\noperators = ["@anna"]\nno_such = 1\n'
        '[database]\nurl = "mysql://user:hemlig-hemlig@host/x"\n[timers]\ntick = "soon"\nexpire = "0d"\n',
    )
    with pytest.raises(Faulty) as faulty:
        load(file)
    said = str(faulty.value)
    for place in ("time_zone", "quiet_hours", "operators", "no_such", "database.url", "timers.tick", "timers.expire"):
        assert place in said
    assert "telegram" in said
    assert "hemlig" not in said


@pytest.mark.parametrize("words", ["[telegram", 'timers = "x"', "\x00"])
def test_a_file_that_cannot_be_read_is_a_fault(tmp_path: Path, words: str) -> None:
    with pytest.raises(Faulty):
        load(written(tmp_path, words))


def test_the_token_may_stand_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEHOSTAMO_TELEGRAM__TOKEN")
    (tmp_path / "token").write_text(TOKEN + "\n")
    settings: Any = load(written(tmp_path, f'[telegram]\ntoken_file = "{tmp_path}/token"\n'))
    assert settings.telegram.secret() == TOKEN
    assert TOKEN not in repr(settings)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            '[telegram]\napi_url = "nowhere"\ntokn = 1\n[timers]\ntick = "99999999999999d"\n',
            ["api_url", "tokn", "tick"],
        ),
        ('[database]\nurl = "postgresql+asyncpg://user:hunter2/db"\n', ["database.url"]),
    ],
)
def test_one_fault_hides_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, said: list[str]) -> None:
    monkeypatch.delenv("TEHOSTAMO_TELEGRAM__TOKEN")
    monkeypatch.setenv("TEHOSTAMO_OPERATOR", "1")
    with pytest.raises(Faulty) as faulty:
        load(written(tmp_path, words))
    told = str(faulty.value)
    assert all(place in told for place in [*said, "telegram.token", "TEHOSTAMO_OPERATOR"]), told
    assert "hunter2" not in told


def test_who_may_come_in_is_checked(tmp_path: Path) -> None:
    short = tmp_path / "code"
    short.write_text("abc\n")
    for given, fault in (
        ({"admission": "code"}, '"code" needs service_code'),
        ({"admission": "operator"}, '"operator" needs operators'),
        ({"admission": "closed"}, "admission: "),
        ({"admission": "code", "service_code": "short"}, "8 to 40 letters"),
        ({"admission": "code", "service_code_file": short}, "8 to 40 letters"),
        ({"admission": "code", "service_code": "Yhdistys 2026", "service_code_file": short}, "not both"),
    ):
        with pytest.raises(Faulty) as caught:
            load(telegram={"token": TOKEN}, **given)
        assert any(fault in line for line in caught.value.faults), (given, caught.value.faults)
        assert not any("Yhdistys" in line for line in caught.value.faults)
    short.write_text("Yhdistys 2026\n")
    settings = load(telegram={"token": TOKEN}, admission="code", service_code_file=short)
    assert settings.service_code.get_secret_value() == "Yhdistys 2026"
    assert "2026" not in repr(settings)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ('host = "mail.example.org"', ["sender is missing"]),
        ('host = "mail.example.org"\nsecurity = "none"\nsender = "nobody"', ["this machine only", "not an e-mail"]),
        ('host = "127.0.0.1.example.org"\nsecurity = "none"\nsender = "a@x.fi"', ["this machine only"]),
        ('host = "x"\nsender = "a@x.fi"\nusername = "anna"', ["go together"]),
        ('host = "x"\nsender = "a@x.fi"\npassword = "hemlig"', ["go together"]),
        (
            'username = "a"\npassword = "hemlig"\npassword_file = "nowhere"',
            ["not both", "does not exist: nowhere"],
        ),
        ('sender_name = "A\\nBcc: x"', ["sender_name has control characters"]),
        ('port = 0\nper_minute = 0\ntimeout = "2h"', ["smtp.port", "smtp.per_minute", "smtp.timeout"]),
    ],
)
def test_faults_of_the_mail_server(tmp_path: Path, words: str, said: list[str]) -> None:
    with pytest.raises(Faulty) as faulty:
        load(written(tmp_path, f"[smtp]\n{words}\n"))
    told = str(faulty.value)
    assert all(part in told for part in said), told
    assert "hemlig" not in told


def test_the_mail_servers_password_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hemlig\n")
    server = f'host = "mail.example.org"\nsender = "a@x.fi"\nusername = "a"\npassword_file = "{tmp_path}/secret"'
    settings = load(written(tmp_path, f"[smtp]\n{server}\n"))
    assert settings.smtp.secret() == "hemlig"
    assert "hemlig" not in repr(settings)
    settings = load(written(tmp_path, '[smtp]\nhost = "127.0.0.1"\nsecurity = "none"\nsender = "a@x.fi"\n'))
    assert settings.smtp.secret() == ""


@pytest.mark.parametrize("words", ["17, 18", "[17, 18]", "17 18"])
def test_operators_of_the_environment(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    monkeypatch.setenv("TEHOSTAMO_OPERATORS", words)
    assert load(None).operators == {17, 18}
