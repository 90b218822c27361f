//! What the committee does to a body of the register.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use fest_proto::registration::v1::{self as pb, OrganisationAliasKind, OrganisationState};
use tonic::Status;

use super::{
    Pages,
    answer::{Oops, Page, Refusal, moved, not_found},
    organisation::{self, get, units},
    participant,
    posted::Posted,
    view::{self, count},
    visit::Visit,
};
use crate::{
    admission::rpc,
    app::App,
    pages::{Form, Html, Notice, Section, organisation_page::OrganisationEdit, url_encoded},
};

/// The register, the page of a body, the one that changes it, and its forms.
pub fn add_pages(pages: Pages) -> Pages {
    let page = "/peserta/{organisation}/ubah";
    let by_rename = || rpc!("registration", "OrganisationService", "RenameOrganisation");
    pages
        .page(
            "/peserta",
            rpc!("registration", "OrganisationService", "ListOrganisations"),
            participant::list,
        )
        .page(
            "/peserta/{organisation}",
            rpc!("registration", "OrganisationService", "GetOrganisation"),
            organisation::show,
        )
        .page(page, by_rename(), edit)
        .form(
            "/peserta/{organisation}/ubah/nama",
            page,
            by_rename(),
            rename,
        )
        .form(
            "/peserta/{organisation}/ubah/gabung",
            page,
            rpc!("registration", "OrganisationService", "MergeOrganisations"),
            merge,
        )
        .form(
            "/peserta/{organisation}/ubah/nonaktif",
            page,
            rpc!("registration", "OrganisationService", "RetireOrganisation"),
            retire,
        )
        .form(
            "/peserta/{organisation}/ubah/nama-lain",
            page,
            rpc!(
                "registration",
                "OrganisationService",
                "AddOrganisationAlias"
            ),
            add_alias,
        )
}

/// `GET /peserta/{kode}/ubah`.
pub async fn edit(State(app): State<App>, visit: Visit, Path(code): Path<String>) -> Page {
    let form = Form::fresh(app.clock.new_id());
    let page = drawn(&app, &visit, &code, form, Vec::new()).await?;
    Ok(page.into_response())
}

/// `POST /peserta/{kode}/ubah/nama`.
pub async fn rename(
    State(app): State<App>,
    visit: Visit,
    Path(code): Path<String>,
    posted: Posted,
) -> Page {
    let request = pb::RenameOrganisationRequest {
        request_id: posted.request_id.clone(),
        code: code.clone(),
        name: posted.text("rename_name"),
        new_code: posted.text("rename_new_code"),
        since: posted.text("rename_since"),
        reason: posted.text("rename_reason"),
        expected_version: posted.expected_version(),
    };
    let mut client = app.clients.organisations(&visit.call);
    match client.rename_organisation(request).await {
        Ok(answer) => {
            let body = answer.into_inner().organisation.unwrap_or_default();
            Ok(back(&body.code, Notice::OrganisationRenamed))
        }
        Err(status) => refused(&app, &visit, &code, ("rename", &posted), status).await,
    }
}

/// `POST /peserta/{kode}/ubah/gabung`.
pub async fn merge(
    State(app): State<App>,
    visit: Visit,
    Path(code): Path<String>,
    posted: Posted,
) -> Page {
    let request = pb::MergeOrganisationsRequest {
        request_id: posted.request_id.clone(),
        code: code.clone(),
        successor_code: posted.text("merge_successor_code").trim().to_owned(),
        since: posted.text("merge_since"),
        reason: posted.text("merge_reason"),
        expected_version: posted.expected_version(),
    };
    let mut client = app.clients.organisations(&visit.call);
    match client.merge_organisations(request).await {
        Ok(answer) => {
            let successor = answer.into_inner().successor.unwrap_or_default();
            Ok(back(&successor.code, Notice::OrganisationMerged))
        }
        Err(status) => refused(&app, &visit, &code, ("merge", &posted), status).await,
    }
}

/// `POST /peserta/{kode}/ubah/nonaktif`.
pub async fn retire(
    State(app): State<App>,
    visit: Visit,
    Path(code): Path<String>,
    posted: Posted,
) -> Page {
    let request = pb::RetireOrganisationRequest {
        request_id: posted.request_id.clone(),
        code: code.clone(),
        since: posted.text("retire_since"),
        reason: posted.text("retire_reason"),
        expected_version: posted.expected_version(),
    };
    let mut client = app.clients.organisations(&visit.call);
    match client.retire_organisation(request).await {
        Ok(_) => Ok(back(&code, Notice::OrganisationRetired)),
        Err(status) => refused(&app, &visit, &code, ("retire", &posted), status).await,
    }
}

/// `POST /peserta/{kode}/ubah/nama-lain`.
pub async fn add_alias(
    State(app): State<App>,
    visit: Visit,
    Path(code): Path<String>,
    posted: Posted,
) -> Page {
    let kind = format!(
        "ORGANISATION_ALIAS_KIND_{}",
        posted.text("alias_kind").to_uppercase()
    );
    let request = pb::AddOrganisationAliasRequest {
        request_id: posted.request_id.clone(),
        code: code.clone(),
        kind: OrganisationAliasKind::from_str_name(&kind).unwrap_or_default() as i32,
        system: posted.text("alias_system"),
        value: posted.text("alias_value"),
        valid_from: posted.text("alias_valid_from"),
        valid_until: posted.text("alias_valid_until"),
        source: posted.text("alias_source"),
        expected_version: posted.expected_version(),
    };
    let mut client = app.clients.organisations(&visit.call);
    match client.add_organisation_alias(request).await {
        Ok(_) => Ok(back(&code, Notice::AliasAdded)),
        Err(status) => refused(&app, &visit, &code, ("alias", &posted), status).await,
    }
}

fn back(code: &str, notice: Notice) -> Response {
    moved(&format!("/peserta/{}", url_encoded(code)), notice)
}

/// The page again, with the faults at the fields of the form that was sent.
async fn refused(
    app: &App,
    visit: &Visit,
    code: &str,
    (form, posted): (&str, &Posted),
    status: Status,
) -> Page {
    const FIELDS: [&str; 11] = [
        "name",
        "new_code",
        "successor_code",
        "since",
        "reason",
        "kind",
        "system",
        "value",
        "valid_from",
        "valid_until",
        "source",
    ];
    let prefix = format!("{form}_");
    let refusal = Refusal::new(status, &posted.request_id);
    let place = |field: &str| FIELDS.contains(&field).then(|| format!("{prefix}{field}"));
    let form = refusal.form(app.clock.new_id().to_string(), place);
    let typed = posted.beginning_with(&prefix);
    let typed = typed.map(|(name, text)| (format!("{prefix}{name}"), text.to_owned()));
    let again = drawn(app, visit, code, form, typed.collect()).await;
    Ok(refusal.answer(again))
}

async fn drawn(
    app: &App,
    visit: &Visit,
    code: &str,
    form: Form,
    typed: Vec<(String, String)>,
) -> Result<Html, Oops> {
    let answer = get(app, visit, code).await?;
    let body = answer.organisation.unwrap_or_default();
    // What is no more, or is called otherwise now, is not changed under this address.
    if body.code != code || body.state() != OrganisationState::Active {
        return Err(not_found());
    }
    let units = units(app, visit, code).await?;
    let page = OrganisationEdit {
        version: body.version,
        units_total: count(units.total_size),
        organisation: view::organisation(body),
        form,
        typed,
    };
    Ok(page.render(&visit.chrome(Section::Participants)))
}
