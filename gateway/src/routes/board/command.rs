//! What the committee commands from its board; each leads back to it.

use axum::{extract::State, http::StatusCode, response::IntoResponse};
use fest_proto::{
    announcement::v1::RevealCategoryRequest, registration::v1 as registration,
    submission::v1 as submission,
};
use tonic::{Response, Status};

use super::{Choice, drawn, load};
use crate::{
    app::App,
    pages::Notice,
    problem::Problem,
    routes::{
        answer::{Page, Refusal, moved, same},
        posted::{Posted, Upload},
        visit::Visit,
    },
};

/// The fields that the board has.
const FIELDS: [&str; 2] = ["email", "csv"];

/// `POST /panitia/kunci`.
pub async fn lock(State(app): State<App>, visit: Visit, posted: Posted) -> Page {
    let request = registration::LockEditionRequest {
        request_id: posted.request_id.clone(),
        edition_id: visit.edition_id(),
        expected_version: posted.expected_version(),
    };
    let answer = app
        .clients
        .editions(&visit.call)
        .lock_edition(request)
        .await;
    back(&app, &visit, &posted, answer, Notice::EditionLocked).await
}

/// `POST /panitia/verifikasi`.
pub async fn verify(State(app): State<App>, visit: Visit, posted: Posted) -> Page {
    let request = registration::VerifyParticipationRequest {
        request_id: posted.request_id.clone(),
        participation_id: posted.text("participation_id"),
        expected_version: posted.expected_version(),
    };
    let mut client = app.clients.participations(&visit.call);
    let answer = client.verify_participation(request).await;
    back(&app, &visit, &posted, answer, Notice::Verified).await
}

/// `POST /panitia/juri`.
pub async fn appoint(State(app): State<App>, visit: Visit, posted: Posted) -> Page {
    let request = registration::AppointJudgeRequest {
        request_id: posted.request_id.clone(),
        edition_id: visit.edition_id(),
        email: posted.text("email"),
    };
    let answer = app.clients.judges(&visit.call).appoint_judge(request).await;
    back(&app, &visit, &posted, answer, Notice::JudgeAppointed).await
}

/// `POST /panitia/impor-lapor`.
pub async fn import(State(app): State<App>, visit: Visit, upload: Upload) -> Page {
    let Upload { posted, file } = upload;
    let Some(csv) = file else {
        let mut problem = Problem::field("csv", "BODY_TOO_LARGE", "at most 2 MiB");
        problem.status = StatusCode::PAYLOAD_TOO_LARGE.as_u16();
        let refusal = Refusal::own(problem, &posted.request_id);
        return refused(&app, &visit, &posted, refusal).await;
    };
    let request = submission::ImportLaporCountsRequest {
        request_id: posted.request_id.clone(),
        category_id: posted.text("category_id"),
        csv,
    };
    let answer = app
        .clients
        .lapor(&visit.call)
        .import_lapor_counts(request)
        .await;
    back(&app, &visit, &posted, answer, Notice::Imported).await
}

/// `POST /panitia/bekukan`.
pub async fn freeze(State(app): State<App>, visit: Visit, posted: Posted) -> Page {
    let request = submission::FreezeSnapshotRequest {
        request_id: posted.request_id.clone(),
        category_id: posted.text("category_id"),
    };
    let answer = app
        .clients
        .lapor(&visit.call)
        .freeze_snapshot(request)
        .await;
    back(&app, &visit, &posted, answer, Notice::Frozen).await
}

/// `POST /panitia/umumkan`.
pub async fn reveal(State(app): State<App>, visit: Visit, posted: Posted) -> Page {
    let request = RevealCategoryRequest {
        request_id: posted.request_id.clone(),
        category_id: posted.text("category_id"),
    };
    let answer = app
        .clients
        .results(&visit.call)
        .reveal_category(request)
        .await;
    back(&app, &visit, &posted, answer, Notice::Revealed).await
}

async fn back<T>(
    app: &App,
    visit: &Visit,
    posted: &Posted,
    answer: Result<Response<T>, Status>,
    notice: Notice,
) -> Page {
    match answer {
        Ok(_) => Ok(moved(&visit.path, notice).into_response()),
        Err(status) => {
            let refusal = Refusal::new(status, &posted.request_id);
            refused(app, visit, posted, refusal).await
        }
    }
}

/// The board again. Its many forms derive their ids from one, which cannot be told from that of the form that was sent: so each gets a new one.
async fn refused(app: &App, visit: &Visit, posted: &Posted, refusal: Refusal) -> Page {
    let board = load::board(app, visit, Choice::default()).await;
    let again = board.map(|mut board| {
        board.form = refusal.form(String::new(), same(&FIELDS));
        board.form.request_id.clear();
        board.judge_email = posted.text("email");
        drawn(app, visit, board)
    });
    Ok(refusal.answer(again))
}
