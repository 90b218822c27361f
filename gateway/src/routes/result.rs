//! What was revealed.

use axum::{extract::State, response::IntoResponse};
use fest_proto::announcement::v1 as pb;

use super::{
    answer::Page,
    lists,
    parts::{Missing, found},
    view::{self, exact, moment},
    visit::Visit,
};
use crate::{
    app::App,
    pages::{
        Organisation, Part, Section,
        result::{CategoryResult, Results, Winner},
    },
};

/// `GET /hasil`.
pub async fn list(State(app): State<App>, visit: Visit) -> Page {
    let mut missing = Missing::of(&visit);
    // Not announced is no fault: there is no result yet, and none on the page.
    let results = found(lists::results(&app, &visit).await);
    let results = missing
        .take(Part::Announcement, results)
        .unwrap_or_default();
    let edition = view::edition(&visit);
    let page = Results {
        results: results.into_iter().map(result).collect(),
        announces_at: edition.map(|edition| edition.timeline.announces_at),
        unavailable: missing.parts(),
    };
    Ok(page.render(&visit.chrome(Section::Results)).into_response())
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
