//! One's own word on a sealed result, given with a code.

use axum::{
    extract::{Path, State},
    response::IntoResponse,
};
use fest_proto::{
    registration::v1::Category,
    scoring::v1::{ApproveReleaseRequest, Seal, WithdrawApprovalRequest},
};
use tonic::Status;

use super::{
    answer::{Page, Refusal, moved, same},
    category,
    parts::Missing,
    plenary::seal_of,
    posted::Posted,
    proof, view,
    visit::Visit,
};
use crate::{
    app::App,
    format::typed_moment,
    pages::{Fault, Form, Notice, Part, Section, approval::ApprovalPage},
};

/// `GET /persetujuan/{category}`.
pub async fn show(State(app): State<App>, visit: Visit, Path(code): Path<String>) -> Page {
    let category = category::by_code(&app, &visit, &code).await?;
    let page = load(&app, &visit, category).await;
    Ok(page
        .render(&visit.chrome(Section::Approval))
        .into_response())
}

/// `POST /persetujuan/{category}`.
pub async fn approve(
    State(app): State<App>,
    visit: Visit,
    Path(code): Path<String>,
    posted: Posted,
) -> Page {
    let category = category::by_code(&app, &visit, &code).await?;
    let Err(status) = command(&app, &visit, &category.id, &posted).await else {
        return Ok(moved(&visit.path, Notice::Approved));
    };
    let refusal = Refusal::new(status, &posted.request_id);
    let mut page = load(&app, &visit, category).await;
    page.form = refusal.form(
        page.form.request_id,
        same(&["not_before", "code", "password"]),
    );
    page.form.faults.iter_mut().for_each(placed);
    page.not_before = posted.text("not_before");
    Ok(refusal.answer(Ok(page.render(&visit.chrome(Section::Approval)))))
}

/// `POST /persetujuan/{category}/tarik`.
pub async fn withdraw(
    State(app): State<App>,
    visit: Visit,
    Path(code): Path<String>,
    posted: Posted,
) -> Page {
    let category = category::by_code(&app, &visit, &code).await?;
    let request = WithdrawApprovalRequest {
        request_id: posted.request_id.clone(),
        category_id: category.id.clone(),
    };
    let mut client = app.clients.seals(&visit.call);
    let Err(status) = client.withdraw_approval(request).await else {
        let back = format!("/persetujuan/{code}");
        return Ok(moved(&back, Notice::ApprovalWithdrawn));
    };
    let refusal = Refusal::new(status, &posted.request_id);
    let mut page = load(&app, &visit, category).await;
    page.form = refusal.form(page.form.request_id, same(&[]));
    Ok(refusal.answer(Ok(page.render(&visit.chrome(Section::Approval)))))
}

/// Some refusals name no field in their contract and are about one here.
fn placed(fault: &mut Fault) {
    match fault.reason.as_str() {
        "NOT_BEFORE_EARLY" => *fault = Fault::new("not_before", "NOT_BEFORE_EARLY"),
        _ => proof::placed(fault),
    }
}

async fn command(
    app: &App,
    visit: &Visit,
    category_id: &str,
    posted: &Posted,
) -> Result<Seal, Status> {
    let call = proof::check(app, visit, posted).await?;
    let request = ApproveReleaseRequest {
        request_id: posted.request_id.clone(),
        category_id: category_id.to_owned(),
        root: posted.text("root"),
        not_before: typed_moment(&posted.text("not_before")).map(Into::into),
    };
    let answer = app.clients.seals(&call).approve_release(request).await?;
    Ok(answer.into_inner().seal.unwrap_or_default())
}

async fn load(app: &App, visit: &Visit, category: Category) -> ApprovalPage {
    let mut missing = Missing::of(visit);
    let seal = missing.take(Part::Scoring, seal_of(app, visit, &category.id).await);
    let edition = visit.edition.clone().unwrap_or_default();
    ApprovalPage {
        form: Form::fresh(app.clock.new_id()),
        category_code: category.code,
        category_name: category.name,
        category_name_en: category.name_en,
        seal: seal.map(|seal| view::seal(seal, visit)),
        announces_at: view::timeline(&edition).announces_at,
        not_before: String::new(),
        now: app.clock.now(),
        unavailable: missing.parts(),
    }
}
