//! A category and by what it is judged.

use axum::{
    extract::{Path, State},
    response::IntoResponse,
};
use fest_proto::{
    registration::v1 as registration,
    scoring::v1::{self as scoring, criterion},
};
use tonic::Status;

use super::{
    answer::{Oops, Page, not_found},
    lists,
    parts::{Missing, found},
    view::{count, exact},
    visit::Visit,
};
use crate::{
    app::App,
    pages::{
        Part, Section,
        category::{CategoryPage, Criterion, PublicScores, Source},
    },
};

/// `GET /kategori/{category}`.
pub async fn show(State(app): State<App>, visit: Visit, Path(code): Path<String>) -> Page {
    let category = by_code(&app, &visit, &code).await?;
    let mut missing = Missing::of(&visit);
    let criteria = criteria(&app, &visit, &category.id).await;
    let criteria = missing.take(Part::Scoring, criteria);
    let page = CategoryPage {
        intake: category.intake().into(),
        public_scores: public_scores(category.public_scores()),
        name: category.name,
        name_en: category.name_en,
        field: category.field,
        levels: category.levels,
        places: count(category.places),
        proposal: category.proposal,
        minimum_entries: count(category.minimum_entries),
        minimum_volume: count(category.minimum_volume),
        may_stay_unawarded: category.may_stay_unawarded,
        score_name: category.score_name,
        score_name_en: category.score_name_en,
        criteria: criteria.into_iter().map(criterion).collect(),
        unavailable: missing.parts(),
    };
    Ok(page
        .render(&visit.chrome(Section::Categories))
        .into_response())
}

/// The category of the edition that has this code in addresses.
///
/// # Errors
/// When there is none.
pub async fn by_code(app: &App, visit: &Visit, code: &str) -> Result<registration::Category, Oops> {
    let categories = lists::categories(app, visit).await?;
    let found = categories.into_iter().find(|one| one.code == code);
    found.ok_or_else(not_found)
}

/// The criteria of a category; none while it has no rubric.
///
/// # Errors
/// What scoring says.
pub async fn criteria(
    app: &App,
    visit: &Visit,
    category_id: &str,
) -> Result<Vec<scoring::Criterion>, Status> {
    let request = scoring::GetRubricRequest {
        category_id: category_id.to_owned(),
    };
    let answer = app.clients.rubrics(&visit.call).get_rubric(request).await;
    let rubric = found(answer)?.and_then(|answer| answer.into_inner().rubric);
    Ok(rubric.unwrap_or_default().criteria)
}

const fn public_scores(public: registration::PublicScores) -> PublicScores {
    match public {
        registration::PublicScores::Unspecified | registration::PublicScores::None => {
            PublicScores::None
        }
        registration::PublicScores::Winners => PublicScores::Winners,
        registration::PublicScores::Nominees => PublicScores::Nominees,
        registration::PublicScores::All => PublicScores::All,
    }
}

fn criterion(criterion: scoring::Criterion) -> Criterion {
    let source = match criterion.source {
        Some(criterion::Source::Measured(scale)) => Source::Measured {
            measure: scale.measure,
            floor: exact(scale.floor),
            target: exact(scale.target),
            minimum_volume: u64::try_from(scale.minimum_volume).unwrap_or_default(),
        },
        Some(criterion::Source::Juror(scale)) => juror(scale),
        None => juror(scoring::JurorScale::default()),
    };
    Criterion {
        name: criterion.name,
        name_en: criterion.name_en,
        weight: exact(criterion.weight),
        source,
    }
}

fn juror(scale: scoring::JurorScale) -> Source {
    Source::Juror {
        minimum: exact(scale.minimum),
        maximum: exact(scale.maximum),
    }
}
