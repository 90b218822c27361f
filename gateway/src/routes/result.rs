//! What was revealed, edition by edition.

use axum::{
    extract::{Path, State},
    response::IntoResponse,
};
use fest_proto::{announcement::v1 as pb, registration::v1 as registration};
use tonic::Status;

use super::{
    answer::{Page, not_found},
    lists,
    parts::{Missing, found},
    view::{self, exact, moment},
    visit::Visit,
};
use crate::{
    api::time,
    app::App,
    pages::{
        Organisation, Part, Section,
        result::{CategoryResult, Results, Winner, Year},
    },
};

/// `GET /hasil`: the newest edition, and the way to the others.
pub async fn list(State(app): State<App>, visit: Visit) -> Page {
    let mut missing = Missing::of(&visit);
    let editions = missing.take(Part::Registration, standing(&app, &visit).await);
    let edition = visit.edition.clone();
    show(&app, &visit, edition, &editions, missing).await
}

/// `GET /hasil/{edition}`: what it was then, under the names of then.
pub async fn of_edition(
    State(app): State<App>,
    visit: Visit,
    Path(edition_id): Path<String>,
) -> Page {
    let editions = standing(&app, &visit).await?;
    let asked = editions.iter().find(|edition| edition.id == edition_id);
    let edition = asked.ok_or_else(not_found)?.clone();
    show(&app, &visit, Some(edition), &editions, Missing::of(&visit)).await
}

/// The editions whose rules stand, the newest first.
async fn standing(app: &App, visit: &Visit) -> Result<Vec<registration::Edition>, Status> {
    let mut editions = lists::editions(app, visit).await?;
    editions.retain(|edition| edition.phase() != registration::EditionPhase::Draft);
    Ok(editions)
}

async fn show(
    app: &App,
    visit: &Visit,
    edition: Option<registration::Edition>,
    editions: &[registration::Edition],
    mut missing: Missing,
) -> Page {
    let edition = edition.unwrap_or_default();
    // Not announced is no fault: there is no result yet, and none on the page.
    let results = found(results(app, visit, &edition.id).await);
    let results = missing
        .take(Part::Announcement, results)
        .unwrap_or_default();
    let timeline = edition.timeline.unwrap_or_default();
    let year = |edition: &registration::Edition| Year {
        id: edition.id.clone(),
        name: edition.name.clone(),
    };
    let page = Results {
        is_newest: edition.id == visit.edition_id(),
        edition: year(&edition),
        editions: editions.iter().map(year).collect(),
        results: results.into_iter().map(result).collect(),
        announces_at: time(timeline.announces_at),
        unavailable: missing.parts(),
    };
    Ok(page.render(&visit.chrome(Section::Results)).into_response())
}

async fn results(app: &App, visit: &Visit, edition_id: &str) -> Result<Vec<pb::Result>, Status> {
    if edition_id.is_empty() {
        return Ok(Vec::new());
    }
    let request = pb::ListResultsRequest {
        edition_id: edition_id.to_owned(),
    };
    let mut client = app.clients.results(&visit.call);
    Ok(client.list_results(request).await?.into_inner().results)
}

fn result(result: pb::Result) -> CategoryResult {
    CategoryResult {
        category_code: result.category_code,
        category_name: result.category_name,
        category_name_en: result.category_name_en,
        winners: result.winners.into_iter().map(winner).collect(),
        root: result.root,
        sealed_at: moment(result.sealed_at),
        revealed_at: moment(result.revealed_at),
        example: result.example,
    }
}

fn winner(winner: pb::Winner) -> Winner {
    Winner {
        place: view::count(winner.place),
        title: winner.title,
        organisation: Organisation {
            code: winner.organisation_code,
            name: winner.organisation_name,
            kind: winner.organisation_kind,
            district: String::new(),
        },
        total: exact(winner.total),
    }
}
