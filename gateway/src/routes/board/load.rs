//! What stands on the board: one list per noun from each of the four services, all at once.

use chrono::{DateTime, Utc};
use fest_proto::{
    announcement::v1::Reveal,
    registration::v1::{self as registration, ParticipationState},
    scoring::v1 as scoring,
    submission::v1 as submission,
};
use tonic::Status;

use super::Choice;
use crate::{
    api::time,
    app::App,
    pages::{
        Part, Place,
        board::{Board, Category, Claim, Group, Import, Progress},
    },
    routes::{
        answer::Oops,
        lists,
        parts::Missing,
        view::{self, count, moment, organisation},
        visit::Visit,
    },
};

/// As many as can be checked at one go; the next ones come up as these are done, and are a link away.
const CLAIMS: i32 = 20;

/// The board, as far as the services answer.
///
/// # Errors
/// That there is no such page of the claims.
pub async fn board(app: &App, visit: &Visit, choice: Choice) -> Result<Board, Oops> {
    let place = Place::parse(&choice.antrean);
    let (categories, claims, judges, imports, stages, reveals) = tokio::join!(
        lists::categories(app, visit),
        claims(app, visit, place.token()),
        lists::judges(app, visit),
        lists::lapor_imports(app, visit),
        lists::stages(app, visit),
        lists::reveals(app, visit),
    );
    let mut missing = Missing::of(visit);
    let states = States {
        stages: missing.take(Part::Scoring, stages),
        imports: missing.take(Part::Submission, imports),
        reveals: missing.take(Part::Announcement, reveals),
    };
    let claims = missing.take_page(Part::Registration, claims)?;
    let categories = missing.take(Part::Registration, categories);
    let judges = missing.take(Part::Registration, judges);
    let edition = visit.edition.as_ref();
    let category = |one| category(one, &states);
    Ok(Board {
        edition: view::edition(visit),
        edition_version: edition.map_or(0, |edition| edition.version),
        categories: categories.into_iter().map(category).collect(),
        claims_paging: view::paging(
            place,
            CLAIMS,
            (
                claims.participations.len(),
                claims.total_size,
                claims.next_page_token,
            ),
        ),
        claims: claims.participations.into_iter().map(claim).collect(),
        opened: Group::from_code(&choice.keadaan),
        judges: judges.into_iter().map(view::judge).collect(),
        unavailable: missing.parts(),
        ..Board::default()
    })
}

/// Where the categories stand with the services after registration.
struct States {
    stages: Vec<scoring::CategoryStage>,
    imports: Vec<submission::LaporImport>,
    reveals: Vec<Reveal>,
}

impl States {
    fn revealed_at(&self, category_id: &str) -> Option<DateTime<Utc>> {
        let mut reveals = self.reveals.iter();
        let reveal = reveals.find(|reveal| reveal.category_id == category_id)?;
        time(reveal.revealed_at)
    }
}

/// One page of the claims that wait, with how many wait in all.
async fn claims(
    app: &App,
    visit: &Visit,
    page_token: String,
) -> Result<registration::ListParticipationsResponse, Status> {
    let edition_id = visit.edition_id();
    if edition_id.is_empty() {
        return Ok(registration::ListParticipationsResponse::default());
    }
    let request = registration::ListParticipationsRequest {
        edition_id,
        states: vec![
            ParticipationState::Endorsed.into(),
            ParticipationState::Claimed.into(),
        ],
        page_size: CLAIMS,
        page_token,
        ..Default::default()
    };
    let mut client = app.clients.participations(&visit.call);
    let answer = client.list_participations(request).await?;
    Ok(answer.into_inner())
}

fn claim(claim: registration::Participation) -> Claim {
    Claim {
        id: claim.id,
        organisation: organisation(claim.organisation.unwrap_or_default()),
        display_name: claim.display_name,
        decree_number: claim.decree_number,
        decree_date: claim.decree_date,
        decree_signer: claim.decree_signer,
        claimed_at: moment(claim.claimed_at),
        version: claim.version,
    }
}

fn category(category: registration::Category, states: &States) -> Category {
    let stage = states
        .stages
        .iter()
        .find(|one| one.category_id == category.id);
    let import = states
        .imports
        .iter()
        .find(|one| one.category_id == category.id);
    Category {
        intake: category.intake().into(),
        progress: stage.map(progress),
        import: import.map(counts),
        released_from: stage.and_then(|stage| time(stage.released_from)),
        revealed_at: states.revealed_at(&category.id),
        id: category.id,
        code: category.code,
        name: category.name,
        name_en: category.name_en,
    }
}

fn progress(stage: &scoring::CategoryStage) -> Progress {
    Progress {
        stage: stage.stage().into(),
        entries: count(stage.entries),
        sheets_assigned: count(stage.sheets_assigned),
        sheets_submitted: count(stage.sheets_submitted),
        missing: stage.missing.clone(),
    }
}

fn counts(import: &submission::LaporImport) -> Import {
    Import {
        row_count: count(import.row_count),
        imported_at: moment(import.imported_at),
        frozen_at: import
            .snapshot
            .as_ref()
            .map(|snapshot| moment(snapshot.frozen_at)),
    }
}
