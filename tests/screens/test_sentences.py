"""What is said when something cannot be done, and what people agree to."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import handlers  # noqa: F401  the sentences of all corners are known once they are imported
from domain import refusals
from domain.programme import refusals as programme
from domain.programme.running import refusals as running
from domain.programme.selecting import refusals as selecting
from domain.refusals import Refusal
from frame.texts import LOCALES, language
from screens import privacy
from screens.programme import refusals as programme_screens
from screens.programme import running as running_screens
from screens.programme.selecting import refusals as selecting_screens
from screens.refusals import FIELDS, SENTENCES, sentence


def kinds(of: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    yield of
    for kind in of.__subclasses__():
        yield from kinds(kind)


def test_every_refusal_has_a_sentence_of_its_own() -> None:
    domain = {kind for kind in kinds() if kind.__module__.startswith(("domain.refusals", "domain.programme."))}
    corners = (programme_screens, running_screens, selecting_screens)
    assert domain == set(SENTENCES) >= {kind for corner in corners for kind in corner.SENTENCES}


def test_refusals_show_their_values() -> None:
    shown = {
        refusals.TextTooLong(field="title", limit=80, length=1234): ("title", "80", "1,234"),
        refusals.TextMissing(field="name"): ("name",),
        refusals.OutOfBounds(field="minutes", minimum=15, maximum=12_000): ("hours", "15 min", "200 h"),
        refusals.OutOfBounds(field="places", minimum=1, maximum=50): ("number of people", "1", "50"),
        refusals.OutOfBounds(field="code", minimum=5, maximum=5): ("exactly 5",),
        refusals.TooManyTries(until=datetime(2026, 11, 23, 10, 30, tzinfo=UTC)): ("Mon 23 Nov 2026, 10:30",),
        refusals.LooksLike(candidates=((1, "Martat <ry>"),)): ("Martat &lt;ry&gt;",),
    }
    for refusal, expected in shown.items():
        said = str(language("en").html(sentence(refusal)))
        assert all(part in said for part in expected), said


def test_every_refusal_is_said_in_every_language() -> None:
    made = {
        refusals.TextMissing: refusals.TextMissing(field="unknown"),
        refusals.TextTooLong: refusals.TextTooLong(field="text", limit=1, length=2),
        refusals.OutOfBounds: refusals.OutOfBounds(field="places", minimum=1, maximum=2),
        refusals.TooManyTries: refusals.TooManyTries(until=datetime(2026, 11, 23, tzinfo=UTC)),
        refusals.LooksLike: refusals.LooksLike(candidates=()),
        refusals.TooManyAddresses: refusals.TooManyAddresses(most=10),
        refusals.TooManyMails: refusals.TooManyMails(until=datetime(2026, 11, 23, tzinfo=UTC)),
        refusals.WrongProof: refusals.WrongProof(left=2),
        refusals.TooManyInvited: refusals.TooManyInvited(most=100),
        refusals.BadValue: refusals.BadValue(field="text"),
        refusals.InThePast: refusals.InThePast(field="when"),
        refusals.NoDomain: refusals.NoDomain(field="domain"),
        refusals.FreeMail: refusals.FreeMail(field="domain"),
        refusals.TooManyServiceCodes: refusals.TooManyServiceCodes(until=datetime(2026, 11, 23, tzinfo=UTC)),
        refusals.InThroughOrganisation: refusals.InThroughOrganisation(organisation="Martat ry"),
        refusals.ChooseByTooLate: refusals.ChooseByTooLate(last=date(2026, 12, 31)),
        refusals.FileKindRefused: refusals.FileKindRefused(kind="sticker"),
        refusals.TooManyFiles: refusals.TooManyFiles(most=5),
        refusals.TooManyQuestions: refusals.TooManyQuestions(most=5),
        refusals.TooManyFollows: refusals.TooManyFollows(most=30),
        refusals.TooManyNamed: refusals.TooManyNamed(most=20),
        refusals.FileTooLarge: refusals.FileTooLarge(most=2_097_152),
        programme.CallNotOpen: programme.CallNotOpen(opens_at=datetime(2026, 11, 23, tzinfo=UTC)),
        programme.CallClosed: programme.CallClosed(deadline=datetime(2026, 11, 23, tzinfo=UTC)),
        programme.ChangedMeanwhile: programme.ChangedMeanwhile(theirs="Ystävätoiminta", by="Anna"),
        programme.ChangedBeforeSending: programme.ChangedBeforeSending(by="Anna"),
        programme.TooManyParticipants: programme.TooManyParticipants(most=3),
        programme.TakesPartElsewhere: programme.TakesPartElsewhere(name="Anna", organisation="Silta ry"),
        programme.DeadlineNotLater: programme.DeadlineNotLater(deadline=datetime(2026, 11, 23, tzinfo=UTC)),
        programme.TooManyOfThem: programme.TooManyOfThem(most=8),
        programme.WrittenMeanwhile: programme.WrittenMeanwhile(
            version=2, text="Hei", name="Anna", at=datetime(2026, 11, 23, tzinfo=UTC)
        ),
        programme.TooManyItems: programme.TooManyItems(most=6),
        programme.TooManyIndicators: programme.TooManyIndicators(most=6),
        programme.TooManyDays: programme.TooManyDays(most=24),
        selecting.StillApplying: selecting.StillApplying(deadline=datetime(2026, 11, 23, tzinfo=UTC)),
        selecting.NotAllDecided: selecting.NotAllDecided(count=2),
        selecting.TooManyAccepted: selecting.TooManyAccepted(accepted=9, capacity=8),
        selecting.PlacesLeft: selecting.PlacesLeft(left=2),
        selecting.AnswerTooLate: selecting.AnswerTooLate(confirm_by=datetime(2026, 11, 23, tzinfo=UTC)),
        running.DayNotBegun: running.DayNotBegun(starts_at=datetime(2026, 11, 23, tzinfo=UTC)),
        running.EndsBeforeStart: running.EndsBeforeStart(longest=timedelta(hours=14)),
        running.DueAfterDay: running.DueAfterDay(starts_at=datetime(2026, 11, 23, tzinfo=UTC)),
        running.SlotOverlaps: running.SlotOverlaps(starts_at=datetime(2026, 11, 23, tzinfo=UTC)),
        running.NotHeldYet: running.NotHeldYet(starts_at=datetime(2026, 11, 23, tzinfo=UTC)),
        running.QuotaUsed: running.QuotaUsed(left=30),
        running.TooLateToCancel: running.TooLateToCancel(until=datetime(2026, 11, 23, tzinfo=UTC)),
        selecting.StillApplying: selecting.StillApplying(deadline=datetime(2026, 11, 23, tzinfo=UTC)),
        selecting.NotAllDecided: selecting.NotAllDecided(count=2),
        selecting.TooManyAccepted: selecting.TooManyAccepted(accepted=9, capacity=8),
        selecting.PlacesLeft: selecting.PlacesLeft(left=1),
        selecting.AnswerTooLate: selecting.AnswerTooLate(confirm_by=datetime(2026, 11, 23, tzinfo=UTC)),
    }
    for code in LOCALES:
        for kind in SENTENCES:
            assert language(code).html(sentence(made.get(kind) or kind()))
        for field in FIELDS.values():
            assert language(code).plain(field)


def test_a_changed_notice_has_a_new_version() -> None:
    """People agreed to these words. Who changes them changes the version, too, and then this digest."""
    whole = privacy.notice("Tehostamo", "Controller", "contact@example.org").words
    said = f"{language('en').html(privacy.in_short('Controller'))}\n{language('en').html(whole)}"
    digest = hashlib.sha256(said.encode()).hexdigest()[:12]
    assert (privacy.VERSION, digest) == ("2026-11-4", "511e00ed3bcc")
