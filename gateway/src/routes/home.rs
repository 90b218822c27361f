//! The home.

use axum::{extract::State, response::IntoResponse};
use fest_proto::registration::v1 as pb;
use tonic::Status;

use super::{
    answer::Page,
    lists,
    parts::{Missing, found},
    view,
    visit::Visit,
};
use crate::{
    app::App,
    pages::{
        Part, Section,
        home::{Category, Home, KindCount},
    },
};

/// `GET /`.
pub async fn show(State(app): State<App>, visit: Visit) -> Page {
    let edition_id = visit.edition_id();
    let (categories, moved, counts, results) = tokio::join!(
        lists::categories(&app, &visit),
        view::moved(&app, &visit, &edition_id),
        counts(&app, &visit),
        lists::results(&app, &visit),
    );
    let mut missing = Missing::of(&visit);
    let categories = missing.take(Part::Registration, categories);
    let page = Home {
        edition: view::edition(&visit),
        categories: categories.into_iter().map(category).collect(),
        moved: missing.take(Part::Registration, moved),
        counts: missing.take(Part::Registration, counts),
        announced: missing
            .take(Part::Announcement, found(results))
            .is_some_and(|results| !results.is_empty()),
        unavailable: missing.parts(),
    };
    Ok(page.render(&visit.chrome(Section::Home)).into_response())
}

fn category(category: pb::Category) -> Category {
    Category {
        intake: category.intake().into(),
        code: category.code,
        name: category.name,
        name_en: category.name_en,
        field: category.field,
        levels: category.levels,
        proposal: category.proposal,
    }
}

/// How many organisations there are of each kind, the most first.
async fn counts(app: &App, visit: &Visit) -> Result<Vec<KindCount>, Status> {
    let request = pb::ListOrganisationKindsRequest {};
    let mut client = app.clients.organisations(&visit.call);
    let answer = client.list_organisation_kinds(request).await?;
    let kinds = answer.into_inner().kinds.into_iter();
    let counts = kinds.map(|kind| KindCount {
        kind: kind.code,
        count: view::count(kind.organisations),
    });
    Ok(counts.filter(|row| row.count > 0).collect())
}
