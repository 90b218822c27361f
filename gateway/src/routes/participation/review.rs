//! A claim as the committee checks it.

use axum::{
    extract::{Path, Request, State},
    response::IntoResponse,
};
use fest_proto::registration::v1 as pb;
use tonic::{Response, Status};

use super::{hand_over_place, hand_over_request, load, scan::Decreed, typed};
use crate::{
    app::App,
    pages::{
        ClaimState, Form, Notice, Section,
        participation::{Review, Typed},
    },
    routes::{
        answer::{Oops, Page, Refusal, moved, same},
        posted::Posted,
        visit::Visit,
    },
};

/// `GET /panitia/pengajuan/{participation}`.
pub async fn show(State(app): State<App>, visit: Visit, Path(id): Path<String>) -> Page {
    let page = page(&app, &visit, &id).await?;
    Ok(page.render(&visit.chrome(Section::Board)).into_response())
}

async fn page(app: &App, visit: &Visit, id: &str) -> Result<Review, Oops> {
    let (claim, unavailable) = load::claim(app, visit, id).await?;
    let admins = load::admins(app, visit, &claim.organisation.code).await;
    Ok(Review {
        // The claim's own admin is no surprise.
        admins: admins.saturating_sub(u64::from(claim.state == ClaimState::Verified)),
        form: Form::fresh(app.clock.new_id()),
        claim,
        typed: Typed::default(),
        unavailable,
    })
}

/// `POST /panitia/pengajuan/{participation}/verifikasi`.
pub async fn verify(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
    posted: Posted,
) -> Page {
    let request = pb::VerifyParticipationRequest {
        request_id: posted.request_id.clone(),
        participation_id: id.clone(),
        expected_version: posted.expected_version(),
    };
    let mut client = app.clients.participations(&visit.call);
    let answer = client.verify_participation(request).await;
    answered(
        &app,
        &visit,
        (&id, &posted),
        (answer, Notice::Verified),
        |_| None,
    )
    .await
}

/// `POST /panitia/pengajuan/{participation}/kembalikan`.
pub async fn send_back(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
    posted: Posted,
) -> Page {
    let request = pb::ReturnParticipationRequest {
        request_id: posted.request_id.clone(),
        participation_id: id.clone(),
        expected_version: posted.expected_version(),
        reason: posted.text("reason"),
    };
    let mut client = app.clients.participations(&visit.call);
    let answer = client.return_participation(request).await;
    let place = same(&["reason"]);
    answered(
        &app,
        &visit,
        (&id, &posted),
        (answer, Notice::Returned),
        place,
    )
    .await
}

/// `POST /panitia/pengajuan/{participation}/serahkan`.
pub async fn hand_over(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
    request: Request,
) -> Page {
    let decreed = Decreed::read(&app, &visit, request, "new_decree_file_id").await?;
    let posted = &decreed.posted;
    if let Some(problem) = decreed.refused() {
        let refusal = Refusal::own(problem, &posted.request_id);
        return refused(&app, &visit, (&id, posted), refusal, hand_over_place).await;
    }
    let request = hand_over_request(&id, &decreed);
    let mut client = app.clients.participations(&visit.call);
    let answer = client.hand_over_participation(request).await;
    let done = (answer, Notice::HandedOver);
    answered(&app, &visit, (&id, posted), done, hand_over_place).await
}

async fn answered<T>(
    app: &App,
    visit: &Visit,
    (id, posted): (&str, &Posted),
    (answer, notice): (Result<Response<T>, Status>, Notice),
    place: impl Fn(&str) -> Option<String>,
) -> Page {
    let Err(status) = answer else {
        return Ok(moved(&visit.path, notice));
    };
    let refusal = Refusal::new(status, &posted.request_id);
    refused(app, visit, (id, posted), refusal, place).await
}

async fn refused(
    app: &App,
    visit: &Visit,
    (id, posted): (&str, &Posted),
    refusal: Refusal,
    place: impl Fn(&str) -> Option<String>,
) -> Page {
    let mut form = refusal.form(String::new(), place);
    // Its forms derive their ids from one, which cannot be told from that of the form that was sent.
    form.request_id = app.clock.new_id().to_string();
    let again = page(app, visit, id).await.map(|page| {
        let page = Review {
            form,
            typed: typed(posted),
            ..page
        };
        page.render(&visit.chrome(Section::Board))
    });
    Ok(refusal.answer(again))
}
