//! `/akun/kode`: one's own second factor.

use axum::{extract::State, response::IntoResponse};
use fest_proto::registration::v1 as pb;
use tonic::Status;

use super::{
    Pages,
    answer::{Oops, Page, Refusal, same},
    posted::Posted,
    proof,
    view::{count, moment},
    visit::Visit,
};
use crate::{
    admission::rpc,
    app::App,
    pages::{
        Form, Html, Section,
        second_factor::{Begun, RecoveryCodes, SecondFactorPage},
    },
};

const OWN: &str = "/akun/kode";

/// The pages and forms of this noun.
pub(super) fn add_pages(pages: Pages) -> Pages {
    let read = rpc!("registration", "SecondFactorService", "GetSecondFactor");
    let begin = rpc!("registration", "SecondFactorService", "BeginSecondFactor");
    let confirm = rpc!("registration", "SecondFactorService", "ConfirmSecondFactor");
    let replace = rpc!(
        "registration",
        "SecondFactorService",
        "ReplaceRecoveryCodes"
    );
    pages
        .page(OWN, read, show)
        .form(OWN, OWN, begin, self::begin)
        .form("/akun/kode/konfirmasi", OWN, confirm, self::confirm)
        .form("/akun/kode/cadangan", OWN, replace, self::replace)
}

/// `GET /akun/kode`.
async fn show(State(app): State<App>, visit: Visit) -> Page {
    let page = load(&app, &visit, Form::fresh(app.clock.new_id())).await?;
    Ok(drawn(&page, &visit).into_response())
}

/// `POST /akun/kode`: what the app is to be told. It is shown in the answer and kept nowhere, so there is no address to go on to.
async fn begin(State(app): State<App>, visit: Visit, posted: Posted) -> Page {
    match begun(&app, &visit, &posted).await {
        Ok(begun) => {
            let page = SecondFactorPage {
                form: Form::fresh(app.clock.new_id()),
                begun: Some(begun),
                ..SecondFactorPage::default()
            };
            Ok(drawn(&page, &visit).into_response())
        }
        Err(status) => refused(&app, &visit, &posted, status).await,
    }
}

async fn begun(app: &App, visit: &Visit, posted: &Posted) -> Result<Begun, Status> {
    let call = proof::check(app, visit, posted).await?;
    let edition = visit.edition.as_ref();
    let request = pb::BeginSecondFactorRequest {
        issuer: edition.map_or_else(String::new, |edition| edition.name.clone()),
    };
    let mut client = app.clients.second_factors(&call);
    let begun = client.begin_second_factor(request).await?.into_inner();
    Ok(Begun {
        secret: begun.secret,
        url: begun.url,
    })
}

/// `POST /akun/kode/konfirmasi`.
async fn confirm(State(app): State<App>, visit: Visit, posted: Posted) -> Page {
    let request = pb::ConfirmSecondFactorRequest {
        code: posted.text("code"),
        session_token: visit.session.clone().unwrap_or_default(),
    };
    let mut client = app.clients.second_factors(&visit.call);
    match client.confirm_second_factor(request).await {
        Ok(answer) => {
            let page = RecoveryCodes {
                codes: answer.into_inner().recovery_codes,
                is_new: true,
            };
            let chrome = visit.chrome(Section::Elsewhere);
            Ok(page.render(&chrome).into_response())
        }
        Err(status) => {
            let refusal = Refusal::new(status, &posted.request_id);
            let page = SecondFactorPage {
                form: refusal.form(app.clock.new_id().to_string(), same(&["code"])),
                is_waiting: true,
                ..SecondFactorPage::default()
            };
            Ok(refusal.answer(Ok(drawn(&page, &visit))))
        }
    }
}

/// `POST /akun/kode/cadangan`.
async fn replace(State(app): State<App>, visit: Visit, posted: Posted) -> Page {
    match replaced(&app, &visit, &posted).await {
        Ok(codes) => {
            let page = RecoveryCodes {
                codes,
                is_new: false,
            };
            let chrome = visit.chrome(Section::Elsewhere);
            Ok(page.render(&chrome).into_response())
        }
        Err(status) => refused(&app, &visit, &posted, status).await,
    }
}

async fn replaced(app: &App, visit: &Visit, posted: &Posted) -> Result<Vec<String>, Status> {
    let call = proof::check(app, visit, posted).await?;
    let mut client = app.clients.second_factors(&call);
    let request = pb::ReplaceRecoveryCodesRequest {};
    let answer = client.replace_recovery_codes(request).await?;
    Ok(answer.into_inner().recovery_codes)
}

async fn refused(app: &App, visit: &Visit, posted: &Posted, status: Status) -> Page {
    let refusal = Refusal::new(status, &posted.request_id);
    let mut form = refusal.form(app.clock.new_id().to_string(), same(&["code", "password"]));
    form.faults.iter_mut().for_each(proof::placed);
    let page = load(app, visit, form).await;
    Ok(refusal.answer(page.map(|page| drawn(&page, visit))))
}

async fn load(app: &App, visit: &Visit, form: Form) -> Result<SecondFactorPage, Oops> {
    let mut client = app.clients.second_factors(&visit.call);
    let request = pb::GetSecondFactorRequest {};
    let state = client.get_second_factor(request).await?.into_inner();
    Ok(SecondFactorPage {
        form,
        enrolled_at: state.enrolled_at.map(|at| moment(Some(at))),
        recovery_codes: count(state.recovery_codes),
        ..SecondFactorPage::default()
    })
}

fn drawn(page: &SecondFactorPage, visit: &Visit) -> Html {
    page.render(&visit.chrome(Section::Elsewhere))
}
