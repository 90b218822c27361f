//! Announcement beside a scoring that holds sealed categories.

use announcement::Announcement;
use chassis::clock::Clock;
use fest_proto::{
    access::v1::Role,
    announcement::v1::{
        GetResultRequest, ListRevealsRequest, Result as RevealedResult, Reveal,
        RevealCategoryRequest, RevealCategoryResponse, result_service_client::ResultServiceClient,
    },
    scoring::v1::{CategorySealed, GetSealedContentResponse, Seal},
};
use proof::{
    Salt, SealedResult,
    result::{Category, Entrant, Heading, Organisation},
};
use rules::{
    Evidence, Rubric,
    rubric::{CriterionDraft, SourceDraft},
};
use testkit::service::{Caller, TestService};
use tonic::{Response, Status};
use tonic_types::StatusExt;

use crate::neighbour::Neighbour;

pub const EDITION: &str = "diskom-fest-2024";
pub const EVENING: &str = "2024-11-14T19:00:00+07:00";

pub struct World {
    pub service: TestService<Announcement>,
    pub scoring: Neighbour,
}

/// A sealed category: what scoring tells of it, and what it holds.
#[derive(Clone)]
pub struct Sealed {
    pub seal: Seal,
    pub held: GetSealedContentResponse,
}

impl World {
    pub async fn start() -> Self {
        let builder = TestService::<Announcement>::builder().at(EVENING);
        let scoring = Neighbour::start(testkit::clock(EVENING), builder.keys()).await;
        let service = builder.with("scoring-url", &scoring.url).start().await;
        Self { service, scoring }
    }

    pub fn new_id(&self) -> String {
        self.service.clock.new_id().to_string()
    }

    /// A category in which the second of two entries won with this mark out of four.
    pub fn sealed(&self, code: &str, mark: &str) -> Sealed {
        let category_id = self.new_id();
        let entrants = vec![entrant("Satu", "1"), entrant("Dua", mark)];
        let result = SealedResult::compute(heading(&category_id, code), rubric(), entrants);
        self.seal(category_id, &result.expect("a result"))
    }

    /// A category in which nobody was judged.
    pub fn sealed_without_winners(&self) -> Sealed {
        let category_id = self.new_id();
        let result = SealedResult::compute(heading(&category_id, "lapor"), rubric(), Vec::new());
        self.seal(category_id, &result.expect("a result"))
    }

    fn seal(&self, category_id: String, result: &SealedResult) -> Sealed {
        let sealed = result.seal(Salt::new([6; 32])).expect("sealed");
        let sealed_at: chrono::DateTime<chrono::Utc> =
            "2024-11-10T02:00:00Z".parse().expect("a time");
        let seal = Seal {
            id: self.new_id(),
            edition_id: EDITION.to_owned(),
            category_id,
            root: sealed.root.to_string(),
            sealed_at: Some(sealed_at.into()),
            approvals: Vec::new(),
            version: 1,
        };
        let held = GetSealedContentResponse {
            content: sealed.content,
            salt: sealed.salt.as_bytes().to_vec(),
            root: sealed.root.to_string(),
        };
        Sealed { seal, held }
    }

    /// Scoring says that it sealed the category.
    pub async fn tell(&self, sealed: &Sealed) {
        self.service.deliver(&told(sealed)).await;
        self.service.settled().await;
    }

    /// Scoring hands this out from now on.
    pub fn release(&self, sealed: &Sealed) {
        let mut facts = self.scoring.facts();
        facts
            .contents
            .insert(sealed.seal.category_id.clone(), sealed.held.clone());
    }

    pub async fn reveal(
        &self,
        sealed: &Sealed,
    ) -> Result<Response<RevealCategoryResponse>, Status> {
        self.committee().reveal_category(self.request(sealed)).await
    }

    pub fn request(&self, sealed: &Sealed) -> RevealCategoryRequest {
        RevealCategoryRequest {
            request_id: self.new_id(),
            category_id: sealed.seal.category_id.clone(),
        }
    }

    pub async fn reveals(&self) -> Vec<Reveal> {
        let request = ListRevealsRequest {
            edition_id: EDITION.to_owned(),
        };
        ok(self.committee().list_reveals(request).await).reveals
    }

    pub fn committee(&self) -> ResultServiceClient<Caller> {
        ResultServiceClient::new(self.service.as_role(Role::Committee))
    }

    pub fn anyone(&self) -> ResultServiceClient<Caller> {
        ResultServiceClient::new(self.service.as_nobody())
    }

    pub async fn finish(self) {
        self.service.finish().await;
        self.scoring.finish().await;
    }
}

pub fn told(sealed: &Sealed) -> CategorySealed {
    CategorySealed {
        seal: Some(sealed.seal.clone()),
    }
}

pub fn get(sealed: &Sealed) -> GetResultRequest {
    GetResultRequest {
        category_id: sealed.seal.category_id.clone(),
    }
}

/// Place, title and total of each winner.
pub fn winners(result: &RevealedResult) -> Vec<(i32, &str, &str)> {
    let mut told = Vec::new();
    for winner in &result.winners {
        let total = winner.total.as_ref().map_or("", |total| &total.value);
        told.push((winner.place, winner.title.as_str(), total));
    }
    told
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

fn heading(category_id: &str, code: &str) -> Heading {
    Heading {
        example: true,
        edition_id: EDITION.to_owned(),
        category: Category {
            id: category_id.to_owned(),
            code: code.to_owned(),
            name: format!("Kategori {code}"),
            name_en: format!("Category {code}"),
            places: 1,
        },
        snapshot_commitment: None,
    }
}

fn rubric() -> Rubric {
    let criterion = CriterionDraft {
        code: "kreativitas".to_owned(),
        name: "Kreativitas".to_owned(),
        name_en: "Creativity".to_owned(),
        weight: "1".to_owned(),
        source: Some(SourceDraft::Juror {
            minimum: "0".to_owned(),
            maximum: "4".to_owned(),
        }),
    };
    Rubric::new(vec![criterion]).expect("a rubric")
}

fn entrant(title: &str, mark: &str) -> Entrant {
    let marks = vec![mark.parse().expect("a mark")];
    Entrant {
        subject_id: Clock::system().new_id().to_string(),
        title: title.to_owned(),
        organisation: Organisation {
            code: format!("pd-{title}"),
            name: format!("Dinas {title}"),
            kind: "perangkat_daerah".to_owned(),
        },
        evidence: Evidence::Marks([("kreativitas".to_owned(), marks)].into()),
    }
}
