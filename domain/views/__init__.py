"""What a reader may see of things, as plain frozen values: screens get these and never a row."""

from domain.views.addresses import (
    AddressesView,
    AddressView,
    InvitedPage,
    InvitedView,
    ListReport,
    PendingProof,
    ProvedView,
)
from domain.views.applications import ApplicantCard, ApplicationView
from domain.views.assignments import AssignmentView, DisputeView, ProposalView
from domain.views.categories import CategoryView
from domain.views.conversations import ConversationView, MessageView, PartView, ReportView, SaidView, SuspensionView
from domain.views.feedback import FeedbackView, Scores
from domain.views.groups import (
    CodePage,
    CodeView,
    GroupFigures,
    GroupView,
    JoinedPage,
    JoinedView,
    MemberPage,
    MemberView,
    RequestPage,
    RequestView,
)
from domain.views.organisations import AdmissionView, ColleagueView, HoldingView, OrganisationPage, OrganisationView
from domain.views.people import ProfileView
from domain.views.search import FoundPage, SearchView
from domain.views.tasks import AttachmentView, Changed, InvitationView, NamedView, TaskChangeView, TaskPage, TaskView

__all__ = [
    "AddressView",
    "AddressesView",
    "AdmissionView",
    "ApplicantCard",
    "ApplicationView",
    "AssignmentView",
    "AttachmentView",
    "CategoryView",
    "Changed",
    "CodePage",
    "CodeView",
    "ColleagueView",
    "ConversationView",
    "DisputeView",
    "FeedbackView",
    "FoundPage",
    "GroupFigures",
    "GroupView",
    "HoldingView",
    "InvitationView",
    "InvitedPage",
    "InvitedView",
    "JoinedPage",
    "JoinedView",
    "ListReport",
    "MemberPage",
    "MemberView",
    "MessageView",
    "NamedView",
    "OrganisationPage",
    "OrganisationView",
    "PartView",
    "PendingProof",
    "ProfileView",
    "ProposalView",
    "ProvedView",
    "ReportView",
    "RequestPage",
    "RequestView",
    "SaidView",
    "Scores",
    "SearchView",
    "SuspensionView",
    "TaskChangeView",
    "TaskPage",
    "TaskView",
]
