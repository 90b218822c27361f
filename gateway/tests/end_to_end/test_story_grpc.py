"""The story through gRPC, with a Python client made from the protos by grpcio-tools."""

import datetime
import uuid

import grpc
import pytest
import stubs
from running import AFTER_CLOSE, ANNOUNCEMENT, EDITION, new_person

MARKS = {
    "loud": {"tema": "91", "kreativitas": "88.5", "teknis": "90", "aturan": "95"},
    "quiet": {"tema": "74", "kreativitas": "79", "teknis": "70.25", "aturan": "85"},
}


@pytest.fixture(scope="module")
def pb(tmp_path_factory):
    stubs.generate(tmp_path_factory.mktemp("stubs"))
    return stubs.messages


def test_one_real_entry_travels_from_registration_to_announcement(fest, pb):
    story = Story(fest, pb)
    winner = story.enter("pd-dinas-pariwisata", "Jalan baru, warga maju")
    other = story.enter("pd-dinas-sosial", "Satu hari bersama Tagana")
    story.judge({winner: MARKS["loud"], other: MARKS["quiet"]})
    fest.move_clock(AFTER_CLOSE)
    root = story.seal_and_approve()
    reveal = pb("announcement", "result").RevealCategoryRequest
    with pytest.raises(grpc.RpcError) as early:
        story.committee.result.RevealCategory(reveal(request_id=new_id(), category_id=story.category))
    assert early.value.code() == grpc.StatusCode.FAILED_PRECONDITION

    fest.move_clock(ANNOUNCEMENT)
    story.committee.result.RevealCategory(reveal(request_id=new_id(), category_id=story.category))

    anyone = stubs.Services(fest.endpoints)
    results = anyone.result.ListResults(pb("announcement", "result").ListResultsRequest(edition_id=EDITION))
    result, = results.results
    assert result.root == root
    first = result.winners[0]
    assert (first.place, first.title, first.total.value) == (1, "Jalan baru, warga maju", "90.45")


class Story:
    def __init__(self, fest, pb):
        self.fest, self.pb = fest, pb
        self.committee = self.log_in(fest.person("committee"))
        categories = self.committee.category.ListCategories(
            pb("registration", "category").ListCategoriesRequest(edition_id=EDITION, page_size=200)
        ).categories
        self.category, = [one.id for one in categories if one.code == "reels-perangkat-daerah"]

    def log_in(self, account, confirm=False):
        session = self.pb("registration", "session")
        anyone = stubs.Services(self.fest.endpoints)
        made = anyone.session.CreateSession(
            session.CreateSessionRequest(email=account["email"], password=account["password"])
        )
        token = made.access_token
        if confirm:
            token = anyone.session.ConfirmSession(
                session.ConfirmSessionRequest(
                    session_token=made.session_token, password=account["password"]
                )
            ).access_token
        return stubs.Services(self.fest.endpoints, token.token)

    def enter(self, organisation, title):
        account = self.pb("registration", "account")
        participation = self.pb("registration", "participation")
        entries = self.pb("submission", "entry")
        person = new_person(f"Admin {organisation}")
        stubs.Services(self.fest.endpoints).account.CreateAccount(
            account.CreateAccountRequest(request_id=new_id(), **person)
        )
        admin = self.log_in(person)
        claim = admin.participation.ClaimParticipation(
            participation.ClaimParticipationRequest(
                request_id=new_id(),
                edition_id=EDITION,
                organisation_code=organisation,
                decree_number="800/17/2024",
                decree_date="2024-02-05",
                decree_signer="Kepala Dinas",
            )
        ).participation
        self.committee.participation.VerifyParticipation(
            participation.VerifyParticipationRequest(
                request_id=new_id(), participation_id=claim.id, expected_version=claim.version
            )
        )
        draft = entries.CreateEntryRequest(
            request_id=new_id(),
            participation_id=claim.id,
            category_id=self.category,
            title=title,
            description="Video 58 detik tentang jalan beton yang selesai tahun ini.",
            link="https://video.contoh.bekasikab.go.id/reels/58",
        )
        entry = admin.entry.CreateEntry(draft).entry
        assert admin.entry.CreateEntry(draft).entry.id == entry.id, "the same request_id makes one draft"
        return admin.entry.SubmitEntry(
            entries.SubmitEntryRequest(
                request_id=new_id(), entry_id=entry.id, expected_version=entry.version
            )
        ).entry.id

    def judge(self, marks):
        assignment, sheets = self.pb("scoring", "assignment"), self.pb("scoring", "sheet")
        judges = self.committee.judge.ListJudges(
            self.pb("registration", "judge").ListJudgesRequest(edition_id=EDITION)
        ).judges[:2]
        for entry in marks:
            for judge in judges:
                self.committee.assignment.AssignJuror(
                    assignment.AssignJurorRequest(
                        request_id=new_id(), entry_id=entry, judge_id=judge.id
                    )
                )
        for number in range(2):
            juror = self.log_in(self.fest.person("juror", number))
            given = juror.assignment.ListAssignments(
                assignment.ListAssignmentsRequest(edition_id=EDITION)
            ).assignments
            for one in given:
                sheet = juror.sheet.SaveSheet(
                    sheets.SaveSheetRequest(
                        request_id=new_id(),
                        assignment_id=one.id,
                        expected_version=one.version,
                        marks=[
                            sheets.Mark(criterion_code=code, value={"value": value})
                            for code, value in marks[one.entry_id].items()
                        ],
                    )
                ).sheet
                juror.sheet.SubmitSheet(
                    sheets.SubmitSheetRequest(
                        request_id=new_id(), assignment_id=one.id, expected_version=sheet.version
                    )
                )

    def seal_and_approve(self):
        seals = self.pb("scoring", "seal")
        people = [self.fest.person("leadership"), self.fest.person("committee", 1)]
        plenary = self.log_in(people[1])
        root = plenary.seal.SealCategory(
            seals.SealCategoryRequest(request_id=new_id(), category_id=self.category)
        ).seal.root
        for person in people:
            self.log_in(person, confirm=True).seal.ApproveRelease(
                seals.ApproveReleaseRequest(
                    request_id=new_id(),
                    category_id=self.category,
                    root=root,
                    not_before=datetime.datetime.fromisoformat(ANNOUNCEMENT),
                )
            )
        return root


def new_id():
    return str(uuid.uuid4())
