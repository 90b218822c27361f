//! The order of a category before it is sealed, and the seal.

use axum::{
    extract::{Path, State},
    response::IntoResponse,
};
use fest_proto::{registration::v1::Category, scoring::v1 as pb};
use tonic::Status;

use super::{
    answer::{Oops, Page, Refusal, moved, same},
    category, lists,
    parts::{Missing, found},
    stage,
    view::{self, count, exact},
    visit::Visit,
};
use crate::{
    app::App,
    pages::{
        Form, Notice, Organisation, Part, Section, Stage,
        plenary::{Column, Plenary, Ranked},
    },
    problem::Problem,
    routes::posted::Posted,
};

/// `GET /pleno/{category}`.
pub async fn show(State(app): State<App>, visit: Visit, Path(code): Path<String>) -> Page {
    let category = category::by_code(&app, &visit, &code).await?;
    let page = load(&app, &visit, category).await?;
    Ok(page.render(&visit.chrome(Section::Plenary)).into_response())
}

/// `POST /pleno/{category}/segel`.
pub async fn seal(
    State(app): State<App>,
    visit: Visit,
    Path(code): Path<String>,
    posted: Posted,
) -> Page {
    let category = category::by_code(&app, &visit, &code).await?;
    let request = pb::SealCategoryRequest {
        request_id: posted.request_id.clone(),
        category_id: category.id.clone(),
    };
    let Err(status) = app.clients.seals(&visit.call).seal_category(request).await else {
        return Ok(moved(&visit.path, Notice::Sealed));
    };
    let refusal = Refusal::new(status, &posted.request_id);
    let again = load(&app, &visit, category).await.map(|mut page| {
        page.form = refusal.form(page.form.request_id, same(&[]));
        page.render(&visit.chrome(Section::Plenary))
    });
    Ok(refusal.answer(again))
}

async fn load(app: &App, visit: &Visit, category: Category) -> Result<Plenary, Oops> {
    let (ranking, criteria, stages, seal, reveals) = tokio::join!(
        ranking(app, visit, &category.id),
        category::criteria(app, visit, &category.id),
        lists::stages(app, visit),
        seal_of(app, visit, &category.id),
        lists::reveals(app, visit),
    );
    let mut missing = Missing::of(visit);
    let stages = missing.take(Part::Scoring, stages);
    let reveals = missing.take(Part::Announcement, reveals);
    let stage = stages.iter().find(|stage| stage.category_id == category.id);
    let criteria = missing.take(Part::Scoring, criteria);
    let seal = missing.take(Part::Scoring, seal);
    let order = match ranking {
        Ok(order) => order,
        Err(status) if status.code() == tonic::Code::PermissionDenied => return Err(status.into()),
        Err(status) => missing.take(Part::Scoring, Err(status)),
    };
    let ranked = order.subjects.into_iter();
    Ok(Plenary {
        form: Form::fresh(app.clock.new_id()),
        category_code: category.code,
        category_name: category.name,
        category_name_en: category.name_en,
        stage: stage.map_or(Stage::Intake, |stage| stage::reached(stage, &reveals)),
        places: count(category.places),
        ranking: ranked.map(|subject| row(subject, &criteria)).collect(),
        criteria: criteria.into_iter().map(column).collect(),
        missing: order.missing,
        seal: seal.map(|seal| view::seal(seal, visit)),
        example: visit.is_example,
        unavailable: missing.parts(),
    })
}

/// The order, or why there is none yet.
#[derive(Default)]
struct Order {
    subjects: Vec<pb::RankedSubject>,
    missing: Vec<String>,
}

async fn ranking(app: &App, visit: &Visit, category_id: &str) -> Result<Order, Status> {
    let request = pb::GetRankingRequest {
        category_id: category_id.to_owned(),
    };
    match app.clients.rankings(&visit.call).get_ranking(request).await {
        Ok(answer) => Ok(Order {
            subjects: answer.into_inner().subjects,
            missing: Vec::new(),
        }),
        Err(status) if status.code() == tonic::Code::FailedPrecondition => Ok(Order {
            subjects: Vec::new(),
            missing: reasons(status.into()),
        }),
        Err(status) => Err(status),
    }
}

/// What is missing, each once.
fn reasons(problem: Problem) -> Vec<String> {
    let mut reasons: Vec<String> = Vec::new();
    for violation in problem.violations {
        if !reasons.contains(&violation.reason) {
            reasons.push(violation.reason);
        }
    }
    if reasons.is_empty() {
        reasons.push(problem.reason);
    }
    reasons
}

/// The seal of a category; none while there is none.
///
/// # Errors
/// What scoring says.
pub async fn seal_of(
    app: &App,
    visit: &Visit,
    category_id: &str,
) -> Result<Option<pb::Seal>, Status> {
    let request = pb::GetSealRequest {
        category_id: category_id.to_owned(),
    };
    let answer = found(app.clients.seals(&visit.call).get_seal(request).await)?;
    Ok(answer.and_then(|answer| answer.into_inner().seal))
}

fn column(criterion: pb::Criterion) -> Column {
    Column {
        name: criterion.name,
        name_en: criterion.name_en,
        weight: exact(criterion.weight),
    }
}

fn row(subject: pb::RankedSubject, criteria: &[pb::Criterion]) -> Ranked {
    let score = |criterion: &pb::Criterion| {
        let mut scores = subject.scores.iter();
        let score = scores.find(|score| score.criterion_code == criterion.code);
        score.map_or_else(String::new, |score| exact(score.score.clone()))
    };
    Ranked {
        rank: count(subject.rank),
        scores: criteria.iter().map(score).collect(),
        title: subject.title,
        organisation: Organisation {
            code: subject.organisation_code,
            name: subject.organisation_name,
            kind: subject.organisation_kind,
            district: String::new(),
        },
        total: exact(subject.total),
    }
}
