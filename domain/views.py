"""What a reader may see of things, as plain frozen values: screens get these and never a row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from models.application import ApplicationState, DeclineReason
from models.assignment import AssignmentState, Capacity, ReleaseReason
from models.attachment import FileKind
from models.conversation import Kind
from models.dispute import DisputeAbout
from models.group import GroupPolicy, Outcome
from models.peace import ReportReason
from models.task import Audience, TaskState


@dataclass(frozen=True)
class CategoryView:
    """A category with its names."""

    id: int
    key: str
    fi: str
    sv: str
    en: str

    def name(self, language: str) -> str:
        """In the reader's language."""
        return {"fi": self.fi, "sv": self.sv}.get(language, self.en)


@dataclass(frozen=True)
class TaskView:
    """A task as one reader sees it. `address` is there for the requester and the chosen only."""

    id: int
    state: TaskState
    category: CategoryView
    title: str
    description: str
    requester_id: int
    requester_name: str
    organisation: str | None
    organisation_confirmed: bool  # and the requester as its member
    minutes: int
    places: int
    places_taken: int
    when_date: date | None
    when_at: datetime | None
    when_text: str | None
    remote: bool
    town: str | None
    address: str | None
    audience: Audience
    group_id: int | None
    group_name: str | None
    published_at: datetime | None
    closed_at: datetime | None
    cancel_reason: str | None
    mine: bool
    application_id: int | None  # the reader's own
    application_state: ApplicationState | None
    application_text: str | None
    assignment_id: int | None  # the reader's own
    assignment_state: AssignmentState | None
    conversation_id: int | None  # the reader's own, as its doer
    waiting: int  # applications not decided yet; 0 for those who may not know
    choose_by: date | None
    attachments: int  # how many files
    named: int  # how many people were named; 0 for those who may not know
    reserves: int  # those kept in reserve, likewise
    application_reason: DeclineReason | None  # why the reader's own was declined
    rest_asked_at: datetime | None
    expire_warnings: int

    @property
    def places_left(self) -> int:
        return self.places - self.places_taken


@dataclass(frozen=True)
class TaskPage:
    """Some tasks, newest first. `more` come after them; the next page is `before=next_before`."""

    items: tuple[TaskView, ...]
    more: int

    @property
    def next_before(self) -> int | None:
        return self.items[-1].id if self.items and self.more else None


@dataclass(frozen=True)
class AttachmentView:
    """A file of a task."""

    id: int
    task_id: int
    task_title: str
    kind: FileKind
    file_id: str
    name: str
    size: int | None


@dataclass(frozen=True)
class NamedView:
    """One who may be asked by name."""

    person_id: int
    name: str
    organisation: str | None
    reachable: bool = True


@dataclass(frozen=True)
class InvitationView:
    """What a link asks one for, before it is taken up."""

    task_id: int
    title: str
    requester_name: str
    organisation: str | None
    expires_at: datetime
    sees: bool  # one may see the task without it


@dataclass(frozen=True)
class Changed:
    """Answers of a task before or after a change; those that were not changed say nothing."""

    title: str = ""
    description: str = ""
    minutes: int = 0
    places: int = 0
    when_date: date | None = None
    when_at: datetime | None = None
    when_text: str | None = None
    remote: bool = False
    town: str | None = None
    address: str | None = None
    choose_by: date | None = None
    files: int = 0


@dataclass(frozen=True)
class TaskChangeView:
    """What a requester changed of a published task, as one whom it concerns may know it."""

    task_id: int
    title: str
    requester_name: str
    old: Changed
    new: Changed
    names: frozenset[str]  # of the answers that were changed


@dataclass(frozen=True)
class SearchView:
    """What somebody looks for: all of it together."""

    words: str = ""
    town: str = ""
    category: CategoryView | None = None
    interests: bool = False  # only categories that they have as a skill
    groups: bool = False  # only tasks of their groups
    remote: bool = False
    urgent: bool = False  # by the date, else the newest first
    after_id: int | None = None  # the last task before those on the screen

    @property
    def narrow(self) -> bool:
        """Whether anything is left out."""
        return bool(self.words or self.town or self.category or self.interests or self.groups or self.remote)


@dataclass(frozen=True)
class FoundPage:
    """Some of the tasks that a search found. `more` come after them, counted up to MOST_MORE. `corrected`: the words
    that were looked for instead, where no task had them as they were typed."""

    items: tuple[TaskView, ...]
    more: int
    search: SearchView
    corrected: str | None = None


@dataclass(frozen=True)
class ProfileView:
    """How others see a person. Averages are of revealed feedback only, none where fewer than 3 answered."""

    id: int
    name: str
    organisation: str | None
    organisation_confirmed: bool
    description: str
    skills: tuple[CategoryView, ...]
    town: str | None
    member_since: datetime | None
    done_tasks: int
    minutes_given: int
    minutes_received: int
    advised: int  # questions that their advice helped with
    minutes_advised: int
    answers: int
    task_average: float | None
    schedule_average: float | None
    process_average: float | None


@dataclass(frozen=True)
class ApplicantCard:
    """An application as the requester reads it."""

    application_id: int
    task_id: int
    task_title: str
    state: ApplicationState
    text: str
    sent_at: datetime
    decline_reason: DeclineReason | None
    conversation_id: int | None
    profile: ProfileView
    rank: int | None  # in reserve: the place in the order, from 1
    other_reachable: bool


@dataclass(frozen=True)
class ApplicationView:
    """An application as its doer sees it."""

    id: int
    task_id: int
    task_title: str
    requester_name: str
    text: str
    state: ApplicationState
    decline_reason: DeclineReason | None
    doer_name: str
    choose_by: date | None  # of the task


@dataclass(frozen=True)
class AssignmentView:
    """A share of a task, as both its sides see it."""

    id: int
    task_id: int
    task_title: str
    state: AssignmentState
    requester_id: int
    requester_name: str
    doer_id: int
    doer_name: str
    minutes_estimated: int
    minutes_reported: int | None
    minutes_approved: int | None
    capacity: Capacity | None
    changes_text: str | None
    marked_by_id: int | None
    hours_answer: str | None  # the doer's word on the requester's figure
    missed_by_id: int | None  # who said that it did not happen
    missed_no_show: bool | None
    missed_text: str | None
    missed_answer: str | None
    disputed_at: datetime | None
    closed_at: datetime | None  # from then on nothing is answered any more
    round: int
    when_date: date | None
    when_at: datetime | None
    when_text: str | None
    town: str | None
    address: str | None
    remote: bool
    agreed_at: datetime | None
    done_at: datetime | None
    approved_at: datetime | None
    conversation_id: int | None
    places_left: int  # of the task
    waiting: int  # applications for the task not decided yet; 0 for those who may not know
    offered_at: datetime | None
    begun_at: datetime | None
    release_reason: ReleaseReason | None
    requester_reachable: bool
    doer_reachable: bool

    def other_reachable(self, person_id: int) -> bool:
        """Whether the other side has this bot open in Telegram."""
        return self.doer_reachable if person_id == self.requester_id else self.requester_reachable

    def other_name(self, person_id: int) -> str:
        """The name of the other side."""
        return self.doer_name if person_id == self.requester_id else self.requester_name


@dataclass(frozen=True)
class ProposalView:
    """Other hours that one side proposes after the approval."""

    id: int
    assignment_id: int
    task_title: str
    by_name: str
    mine: bool
    extra: bool  # more hours; else another figure in all
    minutes: int  # the difference, without its sign
    total: int  # with it
    reason: str
    accepted: bool | None  # none: it waits


@dataclass(frozen=True)
class DisputeView:
    """What the operators are asked to decide, as both sides and the operators see it."""

    id: int
    assignment_id: int
    task_title: str
    about: DisputeAbout
    doer_name: str
    requester_name: str
    by_doer: bool
    text: str
    answer: str | None
    minutes_estimated: int
    minutes_reported: int | None
    minutes_approved: int | None
    hours_answer: str | None
    missed_text: str | None
    missed_answer: str | None
    minutes: int | None  # as decided
    reason: str | None
    opened_at: datetime
    decided_at: datetime | None
    mine: bool  # the reader is one of the two
    decides: bool  # the reader may decide it now


@dataclass(frozen=True)
class ConversationView:
    """A conversation as one side sees it: about a task, or about a question."""

    id: int
    task_id: int | None
    advice_id: int | None
    title: str
    other_id: int
    other_name: str
    other_reachable: bool
    opened_at: datetime
    closed_at: datetime | None
    waits_for_me: bool  # the last word is the other's
    unread: int  # what has come since I last looked or wrote
    muted: bool
    kept_apart: bool  # one of the two has blocked the other
    blocked_by_me: bool
    thread_id: int | None  # its topic in my chat


@dataclass(frozen=True)
class PartView:
    """What one message of Telegram's holds."""

    id: int
    kind: Kind
    text: str
    entities: tuple[Mapping[str, Any], ...]
    file_id: str | None
    details: Mapping[str, Any] | None


@dataclass(frozen=True)
class MessageView:
    """A message on its way to the other side; an album has several parts."""

    parts: tuple[PartView, ...]
    conversation_id: int
    author_name: str
    title: str  # of what it is about
    asks_whether_it_helped: bool  # it may be an answer to a question of the reader's
    reply_to_message_id: int | None  # Telegram's id in the recipient's chat, outside of topics
    reply_within_id: int | None  # the same in the topic of the conversation
    thread_id: int | None  # the topic of the conversation in the recipient's chat
    source: tuple[int, int] | None  # the author's chat and message, for copying what is not kept; never shown
    stands_in: int | None  # Telegram's id in the recipient's chat, once it is there
    within: bool  # it stands in a topic
    header_above: bool  # the header stands in another message
    of_album: bool
    edited: bool
    muted: bool


@dataclass(frozen=True)
class SaidView:
    """One line of a conversation as it is exported."""

    at: datetime
    author_name: str
    kind: Kind
    text: str
    edited: bool


@dataclass(frozen=True)
class ReportView:
    """A reported conversation, as the operators see it."""

    id: int
    title: str  # of what was talked about
    reporter_name: str
    reported_name: str
    reason: ReportReason
    messages: tuple[SaidView, ...]  # the last ones, as they were then; none when they are forgotten
    reported_at: datetime
    closed_at: datetime | None
    suspended: bool  # the reported person, now
    answer: str  # what they say to it


@dataclass(frozen=True)
class SuspensionView:
    """A suspension, as its person and the operators see it."""

    id: int
    name: str
    report_id: int | None
    at: datetime
    lifted_at: datetime | None
    answer: str


@dataclass(frozen=True)
class Scores:
    """What one side said, 1 to 5 on three axes."""

    task: int
    schedule: int
    process: int
    comment: str = ""
    quotable: bool = False


@dataclass(frozen=True)
class FeedbackView:
    """One side's feedback: what it is about, mine if given, and the other's once revealed."""

    id: int
    assignment_id: int
    task_id: int
    task_title: str
    about_name: str
    mine: Scores | None
    skipped: bool
    open: bool
    closes_at: datetime | None
    theirs: Scores | None  # never before it is revealed
    revealed: bool


@dataclass(frozen=True)
class GroupView:
    """A group, with how many are in it."""

    id: int
    name: str
    size: int
    admin: bool = False
    policy: GroupPolicy = GroupPolicy.CODE
    request_id: int | None = None  # the reader's own, which waits for a yes


@dataclass(frozen=True)
class MemberView:
    """One in a group."""

    person_id: int
    name: str
    organisation: str | None
    admin: bool
    joined_at: datetime | None  # none: not as a single person
    code_hint: str | None = None  # of the code that let them in


@dataclass(frozen=True)
class MemberPage:
    """Some of a group's members, or of those that a word was found in."""

    items: tuple[MemberView, ...]
    word: str
    page: int
    total: int


@dataclass(frozen=True)
class RequestView:
    """Somebody with a code who asked to join, and what became of it."""

    id: int
    group_id: int
    group_name: str
    person_id: int
    name: str
    organisation: str | None
    code_id: int | None
    code_hint: str | None
    asked_at: datetime
    outcome: Outcome | None
    decided_at: datetime | None
    decided_by: str | None


@dataclass(frozen=True)
class RequestPage:
    """Some of those who wait for a yes."""

    items: tuple[RequestView, ...]
    page: int
    total: int


@dataclass(frozen=True)
class GroupFigures:
    """A group in numbers."""

    members: int
    admins: int
    asked: int
    done: int
    minutes: int
    codes: int | None  # none: not for this reader


@dataclass(frozen=True)
class CodeView:
    """A join code by what may still be shown of it."""

    id: int
    group_id: int
    hint: str
    issued_at: datetime
    expires_at: datetime | None
    max_uses: int | None
    uses: int
    revoked_at: datetime | None
    expired: bool

    @property
    def admits(self) -> bool:
        """Whether it lets anybody in."""
        used_up = self.max_uses is not None and self.uses >= self.max_uses
        return self.revoked_at is None and not self.expired and not used_up


@dataclass(frozen=True)
class CodePage:
    """Some of a group's codes."""

    items: tuple[CodeView, ...]
    page: int
    total: int


@dataclass(frozen=True)
class JoinedView:
    """Somebody who came in by a code."""

    name: str
    joined_at: datetime
    left: bool


@dataclass(frozen=True)
class JoinedPage:
    """Some of those who came in by a code."""

    items: tuple[JoinedView, ...]
    page: int
    total: int


@dataclass(frozen=True)
class OrganisationView:
    """An organisation by its name."""

    id: int
    name: str
    region: str | None  # its key: see domain/regions.py
    confirmed: bool
    domain: str | None = None


@dataclass(frozen=True)
class OrganisationPage:
    """An organisation for those in it, with what the reader is there."""

    organisation: OrganisationView
    members: int
    waiting: int  # of them, not confirmed yet
    contacts: int
    inside: bool  # not so: an operator looks
    contact: bool
    accepted: bool  # confirmed as a member
    acting: bool
    tasks: int  # the reader's own that go on in its name
    merged: bool


@dataclass(frozen=True)
class ColleagueView:
    """One in an organisation."""

    id: int  # of the membership
    organisation_id: int
    organisation: str
    person_id: int
    name: str
    contact: bool
    confirmed: bool
    inside: bool
    refused: bool
    joined_at: datetime


@dataclass(frozen=True)
class HoldingView:
    """A whole organisation in a group, or asked to be."""

    id: int
    group_id: int
    group: str
    organisation_id: int
    organisation: str
    members: int  # confirmed ones
    confirmed: bool
    ended: bool


@dataclass(frozen=True)
class AdmissionView:
    """Somebody who asked to come in."""

    id: int
    name: str
    organisation: str | None
    new_organisation: bool
    waiting: bool
    accepted: bool
    asked_at: datetime


@dataclass(frozen=True)
class AddressView:
    """An e-mail address that I proved."""

    id: int
    address: str
    proved_at: datetime


@dataclass(frozen=True)
class PendingProof:
    """A code that was mailed and may still be typed."""

    id: int
    address: str


@dataclass(frozen=True)
class AddressesView:
    """My e-mail addresses."""

    proved: tuple[AddressView, ...]
    pending: tuple[PendingProof, ...]


@dataclass(frozen=True)
class ProvedView:
    """What came of a right code: the groups that took me in; whether it was somebody else's before."""

    address: str
    moved: bool
    joined: tuple[GroupView, ...]


@dataclass(frozen=True)
class InvitedView:
    """An address that a group lists and nobody has proved yet."""

    id: int
    address: str


@dataclass(frozen=True)
class InvitedPage:
    """Some of them."""

    group: GroupView
    shown: tuple[InvitedView, ...]
    total: int
    page: int
    sought: str


@dataclass(frozen=True)
class ListReport:
    """A list of addresses: as it was read, or what became of it. Of what is long, the first thousand and the count."""

    id: int
    group_id: int
    confirmed: bool
    done: bool
    mails: bool
    size: int
    added: int
    known: tuple[tuple[int, str], ...]
    known_count: int
    faults: tuple[tuple[int, str], ...]
    fault_count: int
