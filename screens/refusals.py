"""A sentence for every polite no: what was wrong, and what would do."""

from collections.abc import Callable
from typing import Any

from domain import refusals
from domain.refusals import Refusal
from frame.texts import Joined, Minutes, Words, _, lines, n_

FIELDS: dict[str, Words] = {
    "title": _("title"),
    "description": _("description"),
    "text": _("text"),
    "reason": _("reason"),
    "comment": _("comment"),
    "name": _("name"),
    "organisation": _("organisation"),
    "region": _("region"),
    "town": _("town"),
    "address": _("address"),
    "when": _("time"),
    "minutes": _("hours"),
    "places": _("number of people"),
    "code": _("code"),
    "uses": _("number of uses"),
    "days": _("number of days"),
    "choose_by": _("day of choosing"),
    "domain": _("web address"),
    "words": _("search words"),
    "question": _("question"),
}
"""What an answer is called."""


def _field(refusal: refusals.BadValue) -> Words:
    return FIELDS.get(refusal.field, refusal.field)


def _missing(refusal: refusals.TextMissing) -> Words:
    return _(
        "There is nothing to read in this answer: {field}. Please write it with letters or digits.",
        field=_field(refusal),
    )


def _too_long(refusal: refusals.TextTooLong) -> Words:
    return _(
        "This is too long: {field}. It has {length} characters, and {limit} fit. Please shorten it.",
        field=_field(refusal),
        length=refusal.length,
        limit=refusal.limit,
    )


def _out_of_bounds(refusal: refusals.OutOfBounds) -> Words:
    if refusal.field == "code":
        return _(
            "Please choose exactly {count} characters for the code: letters from A to Z and digits.",
            count=refusal.minimum,
        )
    least, most = (
        (Minutes(refusal.minimum), Minutes(refusal.maximum))
        if refusal.field == "minutes"
        else (refusal.minimum, refusal.maximum)
    )
    return _(
        "This does not fit: {field}. It must be at least {least} and at most {most}.",
        field=_field(refusal),
        least=least,
        most=most,
    )


def _looks_like(refusal: refusals.LooksLike) -> Words:
    return lines(
        _("There is already an organisation with such a name. Is it one of these?"),
        *(Joined(("•", name), " ") for _id, name in refusal.candidates),
    )


def _too_many(refusal: refusals.TooManyTries) -> Words:
    return _(
        "There were too many wrong codes. You can try again: {moment}. Meanwhile, ask the group admin for the link.",
        moment=refusal.until,
    )


def _too_large(refusal: refusals.FileTooLarge) -> Words:
    return _(
        "This file is too large. At most {count} megabytes can be read. Please send a smaller one.",
        count=max(refusal.most // 1_048_576, 1),
    )


def _kind_refused(refusal: refusals.FileKindRefused) -> Words:
    return lines(
        _("This kind of file is not taken.")
        if refusal.kind == "document"
        else _("This kind of message is not taken here."),
        _("Photos, PDF and Office files will do, for example: .pdf, .docx, .xlsx, .pptx, .odt, .jpg, .png"),
    )


def _choose_by_too_late(refusal: refusals.ChooseByTooLate) -> Words:
    return _("The day of choosing comes after the task itself. The last day that will do is {last}.", last=refusal.last)


def _kept_apart(refusal: refusals.KeptApart) -> Words:
    if refusal.by_me:
        return _("You have blocked this person, so nothing was sent. You can take the block back: /privacy")
    return _("Your message was not sent: this conversation takes no messages now.")


def _wrong_proof(refusal: refusals.WrongProof) -> Words:
    return n_(
        "That is not the code in the mail. You have {count} try left.",
        "That is not the code in the mail. You have {count} tries left.",
        refusal.left,
    )


Sentences = dict[type[Refusal], Words | Callable[[Any], Words]]

SENTENCES: Sentences = {
    Refusal: _("That cannot be done."),
    refusals.NotThere: _("It is not there, or it is not for you to see."),
    refusals.NotNow: _("That can no longer be done: things have moved on."),
    refusals.NotYours: _("That is for somebody else to do."),
    refusals.BadValue: _("That answer does not fit here. Please write it in another way."),
    refusals.TextMissing: _missing,
    refusals.TextTooLong: _too_long,
    refusals.OutOfBounds: _out_of_bounds,
    refusals.InThePast: _("That time has gone by. Please give one that is still to come."),
    refusals.PlaceMissing: _("A place is missing: tell the town, or say that it can be done remotely."),
    refusals.NotRegistered: _("First come in, please: it takes a minute. Then everything here is open to you."),
    refusals.LooksLike: _looks_like,
    refusals.NotAccepted: _(
        "Its contact person said that you do not act for this organisation. Please ask them: they can confirm you."
    ),
    refusals.LastContact: _(
        "Nobody else speaks for this organisation. Make somebody else a contact person first, "
        "or leave it without one on purpose."
    ),
    refusals.NoDomain: _("That is no web or e-mail address. Write for example: association.fi"),
    refusals.FreeMail: _("Anybody can get an address there, so it does not tell who acts for the organisation."),
    refusals.WrongServiceCode: _(
        "That is not the code of this service. Perhaps there is a typing mistake in it. "
        "Who told you of the service can give it to you again."
    ),
    refusals.TooManyServiceCodes: lambda refusal: _(
        "There were too many wrong codes. You can try again: {moment}", moment=refusal.until
    ),
    refusals.InThroughOrganisation: lambda refusal: _(
        "You are in this group by your organisation: {organisation}. You leave the group when you leave the "
        "organisation, or when its contact person takes the organisation out of the group.",
        organisation=refusal.organisation,
    ),
    refusals.WrongCode: _(
        "No group opens with that code. Perhaps there is a typing mistake in it, or it no longer works. "
        "The group admin can give you a new one."
    ),
    refusals.TooManyTries: _too_many,
    refusals.ListedOnly: _(
        "This code does not let you in: the group takes only people whose e-mail address its admin has listed. "
        "Ask the group admin to list yours."
    ),
    refusals.AlreadyAnswered: _(
        "A group admin has answered your request already, and it was not accepted. "
        "If things have changed, ask the admin for a new code."
    ),
    refusals.AlreadyMember: _("You are in this group already."),
    refusals.LastAdmin: _(
        "You are the only admin of this group, and others are still in it, so you cannot leave it yet."
    ),
    refusals.ChatTaken: _(
        "This chat is linked to a group already. An admin of that group can end the link, or an administrator of the "
        "chat can remove me from it and add me again."
    ),
    refusals.TooManyChats: lambda refusal: _("A group can have at most this many chats: {count}", count=refusal.most),
    refusals.NothingMails: _("This service sends no e-mail yet, so an address cannot be proved here."),
    refusals.NotAnAddress: _("That is not an e-mail address. Please write it like this: anna@example.org"),
    refusals.AddressProved: _("You have proved this address already."),
    refusals.TooManyAddresses: lambda refusal: _(
        "You can have at most {most} addresses. Remove one that you do not need.", most=refusal.most
    ),
    refusals.TooManyMails: lambda refusal: _(
        "You have asked for as many codes as can be sent for now. You can ask again: {moment}.", moment=refusal.until
    ),
    refusals.WrongProof: _wrong_proof,
    refusals.CodeOver: _("This code no longer works: it is too old, or there were too many tries. Ask for a new one."),
    refusals.TooManyInvited: lambda refusal: _(
        "At most {most} addresses can be invited in a day. Please go on tomorrow, or send a shorter list.",
        most=refusal.most,
    ),
    refusals.OwnTask: _("This is your own task: it is for others to offer their help."),
    refusals.AlreadyApplied: _("You have applied to this task already."),
    refusals.TaskFull: _("All places of this task are taken."),
    refusals.NotOpen: _("This task takes no applications any more."),
    refusals.LastPlaceTaken: _("The last place was given to somebody else a moment ago."),
    refusals.TooManyQuestions: lambda refusal: n_(
        "{count} question of yours waits for an answer. Take it back before you ask another.",
        "{count} questions of yours wait for an answer. Take one back before you ask another.",
        refusal.most,
    ),
    refusals.Closed: _("This conversation is closed. Nothing was sent."),
    refusals.CannotBeReached: _(
        "Your message was not sent: the other person has closed this bot in Telegram and cannot be reached."
    ),
    refusals.KeptApart: _kept_apart,
    refusals.Suspended: _(
        "You are suspended for now, so this was not done. An administrator can lift it; you can answer them from the "
        "message that told you."
    ),
    refusals.NobodyReads: _("Nobody reads reports now: this service has no administrator that the bot could reach."),
    refusals.AlreadyGiven: _("You have given this feedback already. Thank you!"),
    refusals.FileTooLarge: _too_large,
    refusals.FileUnreadable: _("This file could not be read. Please send it once more, or another one."),
    refusals.FileKindRefused: _kind_refused,
    refusals.TooManyFiles: lambda refusal: n_(
        "At most {count} file fits. Remove one first.", "At most {count} files fit. Remove one first.", refusal.most
    ),
    refusals.ChooseByTooLate: _choose_by_too_late,
    refusals.HoursSettled: _("Some of the work is done already, so the time needed cannot be changed any more."),
    refusals.AudienceTooNarrow: _(
        "Somebody who has applied would not see the task any more. Choose a wider audience, or decline them first."
    ),
    refusals.TooManyFollows: lambda refusal: n_(
        "You can follow at most {count} thing. Stop following something first.",
        "You can follow at most {count} things. Stop following something first.",
        refusal.most,
    ),
    refusals.TooManyNamed: lambda refusal: n_(
        "At most {count} person can be asked by name.", "At most {count} people can be asked by name.", refusal.most
    ),
    refusals.WrongLink: _(
        "This link does not work any more: it was used already, it has expired, or the task is over. "
        "Ask the person who gave it to you for a new one."
    ),
    refusals.FeedbackClosed: _("The time for this feedback is over: nothing more is taken."),
}


def add(sentences: Sentences, fields: dict[str, Words]) -> None:
    """Those of a corner that is not known here, and what its answers are called."""
    assert not SENTENCES.keys() & sentences.keys(), SENTENCES.keys() & sentences.keys()
    SENTENCES.update(sentences)
    FIELDS.update(fields)


def sentence(refusal: Refusal) -> Words:
    """Why not, in the plainest words."""
    said = SENTENCES[type(refusal)]
    return said(refusal) if callable(said) else said
