//! A claim as its owner has it.

use axum::{
    extract::{Path, Request, State},
    response::IntoResponse,
};
use fest_proto::registration::v1 as pb;
use tonic::{Response, Status};

use super::{
    hand_over_place, hand_over_request, load,
    scan::{Decreed, place},
    typed,
};
use crate::{
    app::App,
    pages::{
        Form, Notice, Phase, Section,
        participation::{Own, Typed},
    },
    routes::{
        answer::{Oops, Page, Refusal, moved, same},
        posted::Posted,
        view,
        visit::Visit,
    },
};

/// `GET /peserta-saya/{participation}`.
pub async fn show(State(app): State<App>, visit: Visit, Path(id): Path<String>) -> Page {
    let mut page = page(&app, &visit, &id).await?;
    let scan = page.claim.scan.as_ref();
    let scan = scan.map_or_else(String::new, |scan| scan.id.clone());
    // What is made again begins with what was there.
    page.typed = Typed {
        decree_number: page.claim.decree_number.clone(),
        decree_date: page.claim.decree_date.clone(),
        decree_signer: page.claim.decree_signer.clone(),
        decree_file_id: scan,
        ..Typed::default()
    };
    Ok(page
        .render(&visit.chrome(Section::Overview))
        .into_response())
}

async fn page(app: &App, visit: &Visit, id: &str) -> Result<Own, Oops> {
    let (claim, unavailable) = load::claim(app, visit, id).await?;
    let edition = view::edition(visit);
    let takes_claims =
        edition.is_some_and(|one| !matches!(one.phase, Phase::Closed | Phase::Archived));
    Ok(Own {
        form: Form::fresh(app.clock.new_id()),
        claim,
        takes_claims,
        typed: Typed::default(),
        unavailable,
    })
}

/// `POST /peserta-saya/{participation}/perbaiki`.
pub async fn revise(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
    request: Request,
) -> Page {
    let decreed = Decreed::read(&app, &visit, request, "decree_file_id").await?;
    let posted = &decreed.posted;
    if let Some(problem) = decreed.refused() {
        let refusal = Refusal::own(problem, &posted.request_id);
        return refused(&app, &visit, (&id, posted), refusal, place).await;
    }
    let request = pb::ReviseParticipationRequest {
        request_id: posted.request_id.clone(),
        participation_id: id.clone(),
        expected_version: posted.expected_version(),
        decree_number: posted.text("decree_number"),
        decree_date: posted.text("decree_date"),
        decree_signer: posted.text("decree_signer"),
        decree_file_id: decreed.file_id(),
    };
    let mut client = app.clients.participations(&visit.call);
    let answer = client.revise_participation(request).await;
    let back = (visit.path.as_str(), Notice::Revised);
    answered(&app, &visit, (&id, posted), (answer, back), place).await
}

/// `POST /peserta-saya/{participation}/tarik`.
pub async fn withdraw(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
    posted: Posted,
) -> Page {
    let request = pb::WithdrawParticipationRequest {
        request_id: posted.request_id.clone(),
        participation_id: id.clone(),
        expected_version: posted.expected_version(),
        reason: posted.text("reason"),
    };
    let mut client = app.clients.participations(&visit.call);
    let answer = client.withdraw_participation(request).await;
    let back = (visit.path.as_str(), Notice::Withdrawn);
    let place = same(&["reason"]);
    answered(&app, &visit, (&id, &posted), (answer, back), place).await
}

/// `POST /peserta-saya/{participation}/serahkan`: the page is somebody else's from then on.
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
    let done = (answer, ("/ruang-peserta", Notice::HandedOver));
    answered(&app, &visit, (&id, posted), done, hand_over_place).await
}

async fn answered<T>(
    app: &App,
    visit: &Visit,
    (id, posted): (&str, &Posted),
    (answer, (path, notice)): (Result<Response<T>, Status>, (&str, Notice)),
    place: impl Fn(&str) -> Option<String>,
) -> Page {
    let Err(status) = answer else {
        return Ok(moved(path, notice));
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
    form.request_id = app.clock.new_id().to_string();
    let again = page(app, visit, id).await.map(|page| {
        let page = Own {
            form,
            typed: typed(posted),
            ..page
        };
        page.render(&visit.chrome(Section::Overview))
    });
    Ok(refusal.answer(again))
}

/// `POST /ruang-peserta/dukung`: the body above stands behind a claim.
pub async fn endorse(State(app): State<App>, visit: Visit, posted: Posted) -> Page {
    let request = pb::EndorseParticipationRequest {
        request_id: posted.request_id.clone(),
        participation_id: posted.text("participation_id"),
        expected_version: posted.expected_version(),
    };
    let mut client = app.clients.participations(&visit.call);
    match client.endorse_participation(request).await {
        Ok(_) => Ok(moved(&visit.path, Notice::Endorsed)),
        Err(status) => {
            let refusal = Refusal::new(status, &posted.request_id);
            let form = refusal.form(app.clock.new_id().to_string(), |_| None);
            let page = crate::routes::participant::show(&app, &visit, form).await;
            Ok(refusal.answer(Ok(page)))
        }
    }
}
