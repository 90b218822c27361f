//! One edition with a judged and a measured category, two entries, two jurors, and scoring beside owners that know of them.

use chassis::caller::Person;
use fest_proto::{
    access::v1::Role,
    registration::v1 as registration,
    scoring::v1::{
        Assignment, Mark, Rubric, SaveSheetRequest, Sheet, SubmitSheetRequest,
        assignment_service_client::AssignmentServiceClient,
        ranking_service_client::RankingServiceClient, rubric_service_client::RubricServiceClient,
        seal_service_client::SealServiceClient, sheet_service_client::SheetServiceClient,
    },
    submission::v1 as submission,
};
use scoring::Scoring;
use testkit::service::{Caller, TestService, person};
use tonic::{Response, Status};
use tonic_types::StatusExt;

use crate::{facts, neighbour::Neighbours};

pub const EDITION: &str = "diskom-fest-2024";
/// The first moment that is too late for an entry.
pub const CLOSES: &str = "2024-10-30T23:59:00+07:00";
pub const ANNOUNCES: &str = "2024-11-14T19:00:00+07:00";

pub struct World {
    pub service: TestService<Scoring>,
    pub owners: Neighbours,
    /// Works are judged here.
    pub judged: registration::Category,
    /// Reports are counted here.
    pub measured: registration::Category,
    pub entries: [submission::Entry; 2],
    /// The persons behind the judges, in their order.
    pub jurors: [Person; 2],
    pub judges: [registration::Judge; 2],
}

impl World {
    /// The owners know everything, the edition is a draft, and scoring has heard nothing.
    pub async fn untold() -> Self {
        let builder = TestService::<Scoring>::builder();
        let clock = testkit::clock("2024-10-21T09:00:00+07:00");
        let owners = Neighbours::start(clock, builder.keys()).await;
        let service = builder
            .with("registration-url", &owners.registration_url)
            .with("submission-url", &owners.submission_url)
            .start()
            .await;
        let jurors = [person([Role::Juror]), person([Role::Juror])];
        let judged = facts::category("reels", registration::CategoryIntake::Entered);
        let world = Self {
            measured: facts::category("lapor", registration::CategoryIntake::Monitored),
            entries: [
                facts::entry(&judged, "Bekasi Satu"),
                facts::entry(&judged, "Bekasi Dua"),
            ],
            judges: [facts::judge(&jurors[0]), facts::judge(&jurors[1])],
            jurors,
            judged,
            service,
            owners,
        };
        world.tell_owners();
        world
    }

    /// Rubrics are made, the edition is locked, and scoring has heard of everything.
    pub async fn told() -> Self {
        let world = Box::pin(Self::untold()).await;
        world.create_rubric(&world.judged).await;
        world.create_rubric(&world.measured).await;
        world.lock().await;
        for judge in &world.judges {
            world.service.deliver(&facts::appointed(judge)).await;
        }
        for entry in &world.entries {
            world.service.deliver(&facts::submitted(entry)).await;
        }
        world.service.settled().await;
        world.owners.asked();
        world
    }

    /// Each juror has handed in a sheet on each entry, the window is closed; the second entry is before the first.
    pub async fn marked() -> Self {
        let world = Box::pin(Self::told()).await;
        let marks = [["3.1717", "4"], ["4.8383", "4.25"]];
        for juror in 0..2 {
            for (entry, marks) in marks.iter().enumerate() {
                let assignment = world.assign(entry, juror).await;
                world.hand_in(juror, &assignment, marks).await;
            }
        }
        world.move_to(CLOSES);
        world
    }

    fn tell_owners(&self) {
        let mut facts = self.owners.facts();
        facts.editions = vec![facts::draft_edition()];
        facts.categories = vec![self.judged.clone(), self.measured.clone()];
        facts.judges = self.judges.to_vec();
        facts.entries = self.entries.to_vec();
    }

    /// Registration locks the edition and says so.
    pub async fn lock(&self) {
        let locked = facts::locked_edition();
        self.owners.facts().editions = vec![locked.clone()];
        self.service.deliver(&facts::locked(&locked)).await;
        self.service.settled().await;
    }

    pub fn move_to(&self, time: &str) {
        let time = time.parse().expect("a time");
        self.service.clock.advance(time).expect("forward");
    }

    pub fn request_id(&self) -> String {
        self.service.clock.new_id().to_string()
    }

    pub async fn create_rubric(&self, category: &registration::Category) -> Rubric {
        let request = facts::rubric_request(self.request_id(), category);
        let created = self.rubrics().create_rubric(request).await;
        ok(created).rubric.expect("a rubric")
    }

    /// Gives the entry to the juror.
    pub async fn assign(&self, entry: usize, juror: usize) -> Assignment {
        let request = facts::assign_request(self, entry, juror);
        let assigned = self
            .assignments(Role::Committee)
            .assign_juror(request)
            .await;
        ok(assigned).assignment.expect("an assignment")
    }

    pub fn save_request(
        &self,
        assignment: &Assignment,
        marks: &[(&str, &str)],
    ) -> SaveSheetRequest {
        let mark = |(code, value): &(&str, &str)| Mark {
            criterion_code: (*code).to_owned(),
            value: facts::exact(value),
        };
        SaveSheetRequest {
            request_id: self.request_id(),
            assignment_id: assignment.id.clone(),
            expected_version: assignment.version,
            marks: marks.iter().map(mark).collect(),
            comment: facts::COMMENT.to_owned(),
        }
    }

    pub fn submit_request(&self, assignment_id: &str, version: i64) -> SubmitSheetRequest {
        SubmitSheetRequest {
            request_id: self.request_id(),
            assignment_id: assignment_id.to_owned(),
            expected_version: version,
        }
    }

    /// Saves a sheet with a mark for each criterion.
    pub async fn save(&self, juror: usize, assignment: &Assignment, marks: &[&str; 2]) -> Sheet {
        let marks = [("kreativitas", marks[0]), ("pesan", marks[1])];
        let request = self.save_request(assignment, &marks);
        let saved = self.sheets(juror).save_sheet(request).await;
        ok(saved).sheet.expect("a sheet")
    }

    pub async fn hand_in(&self, juror: usize, assignment: &Assignment, marks: &[&str; 2]) -> Sheet {
        let saved = self.save(juror, assignment, marks).await;
        let request = self.submit_request(&saved.assignment_id, saved.version);
        let submitted = self.sheets(juror).submit_sheet(request).await;
        ok(submitted).sheet.expect("a sheet")
    }

    pub fn rubrics(&self) -> RubricServiceClient<Caller> {
        RubricServiceClient::new(self.service.as_role(Role::Committee))
    }

    pub fn assignments(&self, role: Role) -> AssignmentServiceClient<Caller> {
        AssignmentServiceClient::new(self.service.as_role(role))
    }

    pub fn sheets(&self, juror: usize) -> SheetServiceClient<Caller> {
        SheetServiceClient::new(self.service.as_person(&self.jurors[juror]))
    }

    pub fn rankings(&self, person: &Person) -> RankingServiceClient<Caller> {
        RankingServiceClient::new(self.service.as_person(person))
    }

    pub fn seals(&self, person: &Person) -> SealServiceClient<Caller> {
        SealServiceClient::new(self.service.as_person(person))
    }

    pub fn announcement(&self) -> SealServiceClient<Caller> {
        SealServiceClient::new(self.service.as_service("announcement"))
    }

    pub async fn finish(self) {
        self.service.finish().await;
        self.owners.finish().await;
    }
}

/// Somebody of the edition's plenary whose password was just given again.
pub fn member(world: &World) -> Person {
    Person {
        plenary: vec![EDITION.to_owned()],
        confirmed_at: Some(world.service.clock.system_now()),
        ..person([Role::Committee, Role::Plenary])
    }
}

/// Somebody of the plenary of another year.
pub fn outsider(world: &World) -> Person {
    Person {
        plenary: vec!["diskom-fest-2023".to_owned()],
        ..member(world)
    }
}

/// The head, whose password was just given again.
pub fn leader(world: &World) -> Person {
    Person {
        confirmed_at: Some(world.service.clock.system_now()),
        ..person([Role::Leadership])
    }
}

pub fn ok<T>(answer: Result<Response<T>, Status>) -> T {
    answer
        .unwrap_or_else(|status| panic!("{status:?}"))
        .into_inner()
}

/// The reason of a refusal.
pub fn reason<T>(answer: Result<Response<T>, Status>) -> String {
    let status = answer.map(|_| ()).expect_err("a refusal");
    let details = status.get_error_details();
    let info = details
        .error_info()
        .unwrap_or_else(|| panic!("no reason: {status:?}"));
    info.reason.clone()
}

/// The reason of a refusal, and "field REASON" of each violation, sorted.
pub fn violations<T>(answer: Result<Response<T>, Status>) -> (String, Vec<String>) {
    let status = answer.map(|_| ()).expect_err("a refusal");
    let details = status.get_error_details();
    let info = details.error_info().expect("a reason");
    let fields = info.metadata.iter();
    let mut fields: Vec<_> = fields
        .map(|(field, reason)| format!("{field} {reason}"))
        .collect();
    fields.sort();
    (info.reason.clone(), fields)
}
