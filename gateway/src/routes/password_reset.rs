//! A new password for who forgot the old one, and the committee's help for who lost the mailbox.

use axum::{extract::State, http::HeaderMap, response::IntoResponse};
use fest_proto::registration::v1 as pb;
use tonic::Status;

use super::{
    Pages,
    answer::{Page, Refusal, moved, same},
    invitation::origin,
    posted::Posted,
    proof,
    view::moment,
    visit::Visit,
};
use crate::{
    admission::rpc,
    app::App,
    pages::{
        Form, Notice, Section,
        password_reset::{ForgottenPassword, Issued, NewPassword, ResetCode},
    },
};

const FORGOTTEN: &str = "/sandi/lupa";
const NEW: &str = "/sandi/baru";
const COMMITTEE: &str = "/panitia/kode-sandi";

/// The pages and forms of this noun.
pub(super) fn add_pages(pages: Pages) -> Pages {
    let request = || {
        rpc!(
            "registration",
            "PasswordResetService",
            "RequestPasswordReset"
        )
    };
    let reset = || rpc!("registration", "PasswordResetService", "ResetPassword");
    let issue = || rpc!("registration", "PasswordResetService", "IssuePasswordReset");
    pages
        .page(FORGOTTEN, request(), forgotten)
        .form(FORGOTTEN, FORGOTTEN, request(), self::request)
        .page(NEW, reset(), new)
        .form(NEW, NEW, reset(), self::reset)
        .page(COMMITTEE, issue(), code)
        .form(COMMITTEE, COMMITTEE, issue(), self::issue)
}

/// `GET /sandi/lupa`.
async fn forgotten(State(app): State<App>, visit: Visit) -> Page {
    let page = ForgottenPassword {
        form: Form::fresh(app.clock.new_id()),
        ..ForgottenPassword::default()
    };
    Ok(page
        .render(&visit.chrome(Section::Elsewhere))
        .into_response())
}

/// `POST /sandi/lupa`: on to where the code is typed, whether or not there is such an account.
async fn request(State(app): State<App>, visit: Visit, posted: Posted) -> Page {
    let request = pb::RequestPasswordResetRequest {
        request_id: posted.request_id.clone(),
        email: posted.text("email"),
    };
    let email = request.email.clone();
    let mut client = app.clients.password_resets(&visit.call);
    match client.request_password_reset(request).await {
        Ok(answer) if answer.get_ref().is_mail_sent => Ok(moved(NEW, Notice::ResetRequested)),
        Ok(_) => Ok(moved(FORGOTTEN, Notice::ResetUnsent)),
        Err(status) => {
            let refusal = Refusal::new(status, &posted.request_id);
            let form = refusal.form(app.clock.new_id().to_string(), same(&["email"]));
            let page = ForgottenPassword { form, email };
            Ok(refusal.answer(Ok(page.render(&visit.chrome(Section::Elsewhere)))))
        }
    }
}

/// `GET /sandi/baru`.
async fn new(State(app): State<App>, visit: Visit) -> Page {
    let page = NewPassword {
        form: Form::fresh(app.clock.new_id()),
        ..NewPassword::default()
    };
    Ok(page
        .render(&visit.chrome(Section::Elsewhere))
        .into_response())
}

/// `POST /sandi/baru`: on to the log-in, which asks for the new password and whatever else it asks for.
async fn reset(State(app): State<App>, visit: Visit, posted: Posted) -> Page {
    let request = pb::ResetPasswordRequest {
        request_id: posted.request_id.clone(),
        code: posted.text("code"),
        new_password: posted.text("new_password"),
    };
    let mut client = app.clients.password_resets(&visit.call);
    let Err(status) = client.reset_password(request).await else {
        return Ok(moved("/masuk", Notice::PasswordReset));
    };
    let refusal = Refusal::new(status, &posted.request_id);
    let fields = ["code", "new_password"];
    let page = NewPassword {
        form: refusal.form(app.clock.new_id().to_string(), same(&fields)),
        code: posted.text("code"),
    };
    Ok(refusal.answer(Ok(page.render(&visit.chrome(Section::Elsewhere)))))
}

/// `GET /panitia/kode-sandi`.
async fn code(State(app): State<App>, visit: Visit) -> Page {
    let page = ResetCode {
        form: Form::fresh(app.clock.new_id()),
        ..ResetCode::default()
    };
    Ok(page.render(&visit.chrome(Section::Board)).into_response())
}

/// `POST /panitia/kode-sandi`: the answer itself tells the code, this once.
async fn issue(State(app): State<App>, visit: Visit, headers: HeaderMap, posted: Posted) -> Page {
    let mut page = ResetCode {
        email: posted.text("email"),
        reason: posted.text("reason"),
        ..ResetCode::default()
    };
    let chrome = visit.chrome(Section::Board);
    match issued(&app, &visit, &posted).await {
        Ok(answer) => {
            page.issued = Some(Issued {
                code: answer.code,
                expires_at: moment(answer.expires_at),
                address: format!("{}{NEW}", origin(&app, &headers)),
            });
            Ok(page.render(&chrome).into_response())
        }
        Err(status) => {
            let refusal = Refusal::new(status, &posted.request_id);
            let fields = ["email", "reason", "code", "password"];
            page.form = refusal.form(app.clock.new_id().to_string(), same(&fields));
            page.form.faults.iter_mut().for_each(proof::placed);
            Ok(refusal.answer(Ok(page.render(&chrome))))
        }
    }
}

/// The visitor's own proof goes first: it is this member of the committee, here and now.
async fn issued(
    app: &App,
    visit: &Visit,
    posted: &Posted,
) -> Result<pb::IssuePasswordResetResponse, Status> {
    let call = proof::check(app, visit, posted).await?;
    let request = pb::IssuePasswordResetRequest {
        request_id: posted.request_id.clone(),
        email: posted.text("email"),
        reason: posted.text("reason"),
    };
    let mut client = app.clients.password_resets(&call);
    Ok(client.issue_password_reset(request).await?.into_inner())
}
