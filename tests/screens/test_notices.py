"""Notices: each kind can be shown."""

from domain.notices import Notice
from handlers import ROUTES


def test_every_kind_of_notice_has_a_renderer() -> None:
    assert set(Notice.kinds.values()) == set(ROUTES.notices)
