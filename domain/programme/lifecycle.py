"""The two tables of the programme: what may be done to a round, and to an organisation's application and place in it.

Whether a call takes applications is a matter of the times: the verbs look at them, with `now`.
"""

from domain.lifecycle.engine import Action, Lifecycle, after, allow
from domain.programme.notices import (
    ApplicationCame,
    ApplicationSent,
    ApplicationTakenBack,
    AskedToTakePart,
    DeadlineMoved,
    ParticipantAnswered,
    ParticipantTakenOut,
    RoundCancelled,
    StaffJoined,
    StaffLeft,
)
from domain.programme.results.notices import RoundEnded, RoundOver
from domain.programme.roles import (
    been_sent,
    colleague,
    consultant,
    coordinator,
    everybody_once_published,
    has_place,
    impartial,
    is_reviewed,
    is_undecided,
    participant,
    peer,
    placed,
    registered,
    reviewer,
)
from domain.programme.running.notices import (
    AbsenceTold,
    AssignmentCommented,
    DayChanged,
    SlotsOpened,
    SparringBooked,
    SparringCancelled,
    SparringFreed,
    SparringNoted,
    WorkHandedIn,
)
from domain.programme.selecting.notices import (
    CapacityChanged,
    DecisionMade,
    PlaceCameFree,
    ReserveAsked,
    RoundPlaceConfirmed,
    RoundPlaceGivenBack,
    RoundPlaceLapsed,
)
from domain.programme.workbooks.notices import WorkCommented
from domain.refusals import Noun
from models.programme.application import PLACED, PlaceState, RoundApplication
from models.programme.round import Round, RoundState
from models.states import any_of

DRAFT, OPEN, DECIDED, OVER = RoundState.DRAFT, RoundState.OPEN, RoundState.DECIDED, RoundState.OVER

EDIT_ROUND = Action("edit_round")
PUBLISH_ROUND = Action("publish_round")
EXTEND_ROUND = Action("extend_round")
CANCEL_ROUND = Action("cancel_round")
COPY_ROUND = Action("copy_round")
NAME_STAFF = Action("name_staff")
MAKE_LATE_CODE = Action("make_late_code")
APPLY_TO_ROUND = Action("apply_to_round")
SEE_BOARD = Action("see_board")
SEND_DECISIONS = Action("send_decisions")
CHANGE_CAPACITY = Action("change_capacity")
OFFER_TO_RESERVE = Action("offer_to_reserve")
WRITE_DAY = Action("write_day")
SEE_DAYS = Action("see_days")
TAKE_ATTENDANCE = Action("take_attendance")
OPEN_SLOTS = Action("open_slots")
WRITE_TO_COHORT = Action("write_to_cohort")
END_ROUND = Action("end_round")
SEE_ROUND_REPORT = Action("see_round_report")

ROUND = Lifecycle(
    allow(EDIT_ROUND, DRAFT, by=coordinator),
    allow(PUBLISH_ROUND, DRAFT >> OPEN, by=coordinator),
    allow(EXTEND_ROUND, OPEN, by=coordinator, hears=[DeadlineMoved]),
    allow(CANCEL_ROUND, any_of(DRAFT, OPEN) >> RoundState.CANCELLED, by=coordinator, hears=[RoundCancelled]),
    allow(COPY_ROUND, any_of(DECIDED, OVER, RoundState.CANCELLED), by=coordinator),
    allow(NAME_STAFF, any_of(DRAFT, OPEN, DECIDED), by=coordinator, hears=[StaffJoined, StaffLeft]),
    allow(MAKE_LATE_CODE, OPEN, by=coordinator),
    allow(APPLY_TO_ROUND, OPEN, by=registered),
    allow(SEE_BOARD, any_of(OPEN, DECIDED, OVER), by=coordinator | reviewer),
    allow(SEND_DECISIONS, OPEN >> DECIDED, by=coordinator),
    allow(WRITE_DAY, any_of(DRAFT, OPEN, DECIDED), by=coordinator | consultant, hears=[DayChanged]),
    allow(SEE_DAYS, any_of(DRAFT, OPEN, DECIDED, OVER), by=coordinator | consultant | placed),
    allow(CHANGE_CAPACITY, any_of(OPEN, DECIDED), by=coordinator, hears=[CapacityChanged]),
    allow(OFFER_TO_RESERVE, DECIDED, by=coordinator),
    allow(TAKE_ATTENDANCE, any_of(DECIDED, OVER), by=consultant | coordinator),
    allow(OPEN_SLOTS, DECIDED, by=consultant, hears=[SlotsOpened, SparringCancelled]),
    allow(WRITE_TO_COHORT, DECIDED, by=consultant | coordinator | placed),
    allow(END_ROUND, DECIDED >> OVER, by=coordinator),
    allow(SEE_ROUND_REPORT, any_of(DECIDED, OVER), by=coordinator),
    after("round_over", DECIDED >> OVER, hears=[RoundOver]),
    noun=Noun.ROUND,
    kept_in=Round,
    states=RoundState,
    begins=DRAFT,
    seen_by=coordinator | reviewer | consultant | everybody_once_published,
)

SENT, ACCEPTED, CONFIRMED = PlaceState.SENT, PlaceState.ACCEPTED, PlaceState.CONFIRMED

READ_APPLICATION = Action("read_application")
WRITE_APPLICATION = Action("write_application")
SEND_APPLICATION = Action("send_application")
INVITE_PARTICIPANT = Action("invite_participant")
WITHDRAW_APPLICATION = Action("withdraw_application")
COMMENT_ON_APPLICATION = Action("comment_on_application")
SCORE = Action("score")
DECLARE_CONFLICT = Action("declare_conflict")
DECIDE = Action("decide")
CONFIRM_PLACE = Action("confirm_place")
GIVE_BACK_PLACE = Action("give_back_place")
REPLACE_PARTICIPANT = Action("replace_participant")
TELL_ABSENCE = Action("tell_absence")
HAND_IN = Action("hand_in")
READ_WORK = Action("read_work")
COMMENT_ON_WORK = Action("comment_on_work")
CLOSE_WORK_TO_PEERS = Action("close_work_to_peers")
SEE_SPARRING = Action("see_sparring")
BOOK_SPARRING = Action("book_sparring")
WRITE_SPARRING_NOTES = Action("write_sparring_notes")
WRITE_TO_CONSULTANT = Action("write_to_consultant")
WRITE_WORKBOOK = Action("write_workbook")
RATE_ITSELF = Action("rate_itself")
GIVE_DAY_FEEDBACK = Action("give_day_feedback")

PLACE = Lifecycle(
    allow(
        READ_APPLICATION,
        any_of(*PlaceState),
        by=colleague | participant | been_sent & (coordinator | reviewer) | has_place & consultant,
    ),
    allow(WRITE_APPLICATION, any_of(PlaceState.DRAFT, SENT), by=colleague, when=is_undecided),
    allow(
        SEND_APPLICATION,
        any_of(PlaceState.DRAFT, PlaceState.WITHDRAWN) >> SENT,
        by=colleague,
        when=is_undecided,
        hears=[ApplicationSent, ApplicationCame],
    ),
    allow(
        INVITE_PARTICIPANT,
        any_of(PlaceState.DRAFT, SENT),
        by=colleague,
        when=is_undecided,
        hears=[AskedToTakePart, ParticipantAnswered, ParticipantTakenOut],
    ),
    allow(
        WITHDRAW_APPLICATION,
        any_of(PlaceState.DRAFT, SENT, PlaceState.RESERVE, ACCEPTED) >> PlaceState.WITHDRAWN,
        by=colleague,
        hears=[ApplicationTakenBack, RoundPlaceGivenBack],
    ),
    allow(COMMENT_ON_APPLICATION, SENT, by=coordinator & impartial | reviewer, when=is_undecided),
    allow(SCORE, SENT, by=reviewer, when=is_reviewed),
    allow(DECLARE_CONFLICT, SENT, by=reviewer, when=is_reviewed),
    allow(DECIDE, SENT, by=coordinator & impartial, when=is_undecided),
    allow(CONFIRM_PLACE, ACCEPTED >> CONFIRMED, by=colleague | participant, hears=[RoundPlaceConfirmed]),
    allow(GIVE_BACK_PLACE, CONFIRMED >> PlaceState.LEFT, by=colleague, hears=[RoundPlaceGivenBack]),
    allow(
        REPLACE_PARTICIPANT,
        any_of(ACCEPTED, CONFIRMED),
        by=colleague | coordinator,
        hears=[ParticipantTakenOut],
    ),
    allow(TELL_ABSENCE, CONFIRMED, by=participant, hears=[AbsenceTold]),
    allow(HAND_IN, CONFIRMED, by=participant, hears=[WorkHandedIn]),
    allow(READ_WORK, any_of(*PLACED), by=participant | colleague | consultant | coordinator | peer),
    allow(
        COMMENT_ON_WORK, any_of(*PLACED), by=consultant | coordinator | peer, hears=[WorkCommented, AssignmentCommented]
    ),
    allow(CLOSE_WORK_TO_PEERS, any_of(*PLACED), by=participant),
    allow(SEE_SPARRING, any_of(*PLACED), by=participant | colleague | consultant),
    allow(BOOK_SPARRING, CONFIRMED, by=participant, hears=[SparringBooked, SparringFreed]),
    allow(WRITE_SPARRING_NOTES, any_of(*PLACED), by=consultant, hears=[SparringNoted]),
    allow(WRITE_TO_CONSULTANT, CONFIRMED, by=participant | consultant),
    allow(WRITE_WORKBOOK, any_of(*PLACED), by=participant | colleague),
    allow(RATE_ITSELF, any_of(*PLACED), by=participant | colleague),
    allow(GIVE_DAY_FEEDBACK, any_of(*PLACED), by=participant),
    after("accepted", SENT >> ACCEPTED, hears=[DecisionMade]),
    after("put_in_reserve", SENT >> PlaceState.RESERVE, hears=[DecisionMade]),
    after("not_this_time", SENT >> PlaceState.NOT_THIS_TIME, hears=[DecisionMade]),
    after("moved_up", PlaceState.RESERVE >> ACCEPTED, hears=[PlaceCameFree, ReserveAsked]),
    after("place_lapsed", ACCEPTED >> PlaceState.LAPSED, hears=[RoundPlaceLapsed]),
    after("finished", CONFIRMED >> PlaceState.FINISHED, hears=[RoundEnded]),
    noun=Noun.ROUND_APPLICATION,
    kept_in=RoundApplication,
    states=PlaceState,
    begins=PlaceState.DRAFT,
    seen_by=colleague | participant | been_sent & (coordinator | reviewer) | has_place & (consultant | peer),
)
