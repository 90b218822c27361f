//! The registry from files and back: hand a file in, look at what it would do, let it, take it back.

use std::collections::HashMap;

use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect},
};
use chassis::deadline;
use fest_proto::registration::v1::{
    self as pb, ImportOrganisationsRequest, ListOrganisationImportsRequest,
    PreviewOrganisationImportRequest, UndoOrganisationImportRequest,
};
use serde::Deserialize;
use tokio::time::Instant;
use tonic::Status;

use super::{
    Pages,
    answer::{Page, Refusal, moved, same},
    file,
    incoming::{self, Incoming, not_chosen},
    parts::Missing,
    posted::Posted,
    view::{self, count, moment, organisation},
    visit::Visit,
};
use crate::{
    admission::rpc,
    app::App,
    pages::{
        Form, Html, Notice, Part, Place, Section,
        organisation_import::{COLUMNS, Change, Import, Imports, Preview, Read},
    },
};

const PAGE: &str = "/panitia/organisasi";

/// The pages of this noun, and the files themselves.
pub fn add_pages(pages: Pages) -> Pages {
    let preview = "/panitia/organisasi/impor/{file}";
    let list_rule = rpc!(
        "registration",
        "OrganisationImportService",
        "ListOrganisationImports"
    );
    let preview_rule = rpc!(
        "registration",
        "OrganisationImportService",
        "PreviewOrganisationImport"
    );
    let import_rule = || {
        rpc!(
            "registration",
            "OrganisationImportService",
            "ImportOrganisations"
        )
    };
    let undo_rule = rpc!(
        "registration",
        "OrganisationImportService",
        "UndoOrganisationImport"
    );
    let export_rule = rpc!(
        "registration",
        "OrganisationImportService",
        "ExportOrganisations"
    );
    let file_rule = rpc!("registration", "FileService", "DownloadFile");
    pages
        .page(PAGE, list_rule, list)
        .file_form(
            "/panitia/organisasi/impor",
            PAGE,
            import_rule(),
            incoming::LIMIT,
            hand_in,
        )
        .page(preview, preview_rule, self::preview)
        .form(preview, preview, import_rule(), save)
        .form("/panitia/organisasi/batalkan", PAGE, undo_rule, undo)
        .page("/panitia/organisasi/ekspor", export_rule, export)
        .page("/berkas/{file}", file_rule, file::show)
}

/// How many imports are listed on one page.
const SHOWN: i32 = 50;

/// Which page of the list.
#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    halaman: String,
}

/// `GET /panitia/organisasi?halaman=`.
pub async fn list(State(app): State<App>, visit: Visit, Query(wanted): Query<Wanted>) -> Page {
    let form = Form::fresh(app.clock.new_id());
    Ok(listed(&app, &visit, form, &wanted.halaman)
        .await?
        .into_response())
}

async fn listed(
    app: &App,
    visit: &Visit,
    form: Form,
    page: &str,
) -> Result<Html, super::answer::Oops> {
    let place = Place::parse(page);
    let request = ListOrganisationImportsRequest {
        page_size: SHOWN,
        page_token: place.token(),
    };
    let mut client = app.clients.organisation_imports(&visit.call);
    let answer = client.list_organisation_imports(request).await;
    let mut missing = Missing::of(visit);
    let answer = answer.map(tonic::Response::into_inner);
    let answer = missing.take_page(Part::Registration, answer)?;
    let shown = answer.organisation_imports.len();
    let list = (shown, answer.total_size, answer.next_page_token);
    let paging = view::paging(place, SHOWN, list);
    let page = Imports {
        form,
        imports: answer
            .organisation_imports
            .into_iter()
            .map(import)
            .collect(),
        paging,
        unavailable: missing.parts(),
    };
    Ok(page.render(&visit.chrome(Section::Board)))
}

fn import(import: pb::OrganisationImport) -> Import {
    Import {
        id: import.id,
        file_id: import.file_id,
        file_name: import.file_name,
        created: count(import.created),
        updated: count(import.updated),
        unchanged: count(import.unchanged),
        imported_at: moment(import.imported_at),
        is_undone: !import.undone_by_id.is_empty(),
    }
}

/// `POST /panitia/organisasi/impor`: a file, on to what it would do.
pub async fn hand_in(State(app): State<App>, visit: Visit, incoming: Incoming) -> Page {
    let handed_in = incoming
        .hand_in(&app, &visit, pb::FilePurpose::Import)
        .await?;
    match handed_in.file.unwrap_or_else(|| Err(not_chosen())) {
        Ok(file) => Ok(Redirect::to(&format!("{PAGE}/impor/{}", file.id)).into_response()),
        Err(problem) => {
            let refusal = Refusal::own(problem, &handed_in.posted.request_id);
            let form = refusal.form(app.clock.new_id().to_string(), same(&["file"]));
            Ok(refusal.answer(listed(&app, &visit, form, "").await))
        }
    }
}

/// `GET /panitia/organisasi/impor/{file}?code=&name=...`; without any of these the columns are found by their names.
pub async fn preview(
    State(app): State<App>,
    visit: Visit,
    Path(file_id): Path<String>,
    Query(chosen): Query<HashMap<String, String>>,
) -> Page {
    let choice = |(column, _): (&str, &str)| {
        let header = chosen.get(column).filter(|header| !header.is_empty())?;
        Some((column.to_owned(), header.clone()))
    };
    let columns = COLUMNS.into_iter().filter_map(choice).collect();
    let form = Form::fresh(app.clock.new_id());
    match read(&app, &visit, &file_id, columns).await {
        Ok(read) => Ok(shown(&visit, form, file_id, Some(read)).into_response()),
        Err(status) if status.code() == tonic::Code::InvalidArgument => {
            let refusal = Refusal::new(status, "");
            let form = refusal.form(form.request_id, same(&[]));
            Ok(refusal.answer(Ok(shown(&visit, form, file_id, None))))
        }
        Err(status) => Err(status.into()),
    }
}

fn shown(visit: &Visit, form: Form, file_id: String, read: Option<Read>) -> Html {
    let page = Preview {
        form,
        file_id,
        read,
    };
    page.render(&visit.chrome(Section::Board))
}

async fn read(
    app: &App,
    visit: &Visit,
    file_id: &str,
    columns: Vec<(String, String)>,
) -> Result<Read, Status> {
    let request = PreviewOrganisationImportRequest {
        file_id: file_id.to_owned(),
        columns: choices(columns),
    };
    let mut client = app.clients.organisation_imports(&visit.call);
    let answer = patiently(client.preview_organisation_import(request)).await?;
    let answer = answer.into_inner();
    let format = answer.format.unwrap_or_default();
    let change = |change: pb::ImportedChange| Change {
        line: u64::try_from(change.line).unwrap_or_default(),
        before: change.before.map(organisation),
        after: organisation(change.after.unwrap_or_default()),
    };
    let columns = answer.columns.into_iter();
    Ok(Read {
        format: format.kind,
        encoding: format.encoding,
        sheet: format.sheet,
        header: answer.header,
        columns: columns.map(|one| (one.column, one.header)).collect(),
        created: count(answer.created),
        updated: count(answer.updated),
        unchanged: count(answer.unchanged),
        changes: answer.changes.into_iter().map(change).collect(),
        faults: answer
            .faults
            .into_iter()
            .map(|fault| (fault.field, fault.reason))
            .collect(),
        fault_count: count(answer.fault_count),
    })
}

/// `POST /panitia/organisasi/impor/{file}`.
pub async fn save(
    State(app): State<App>,
    visit: Visit,
    Path(file_id): Path<String>,
    posted: Posted,
) -> Page {
    let columns: Vec<_> = posted
        .beginning_with("column.")
        .map(|(column, header)| (column.to_owned(), header.to_owned()))
        .collect();
    let request = ImportOrganisationsRequest {
        request_id: posted.request_id.clone(),
        file_id: file_id.clone(),
        columns: choices(columns.clone()),
    };
    let mut client = app.clients.organisation_imports(&visit.call);
    match patiently(client.import_organisations(request)).await {
        Ok(_) => Ok(moved(PAGE, Notice::OrganisationsImported).into_response()),
        Err(status) => {
            let refusal = Refusal::new(status, &posted.request_id);
            let form = refusal.form(app.clock.new_id().to_string(), same(&[]));
            let read = read(&app, &visit, &file_id, columns).await.ok();
            Ok(refusal.answer(Ok(shown(&visit, form, file_id, read))))
        }
    }
}

/// `POST /panitia/organisasi/batalkan`.
pub async fn undo(State(app): State<App>, visit: Visit, posted: Posted) -> Page {
    let request = UndoOrganisationImportRequest {
        request_id: posted.request_id.clone(),
        import_id: posted.text("import_id"),
    };
    let mut client = app.clients.organisation_imports(&visit.call);
    match patiently(client.undo_organisation_import(request)).await {
        Ok(_) => Ok(moved(PAGE, Notice::OrganisationsRestored).into_response()),
        Err(status) => {
            let refusal = Refusal::new(status, &posted.request_id);
            // Its many forms derive their ids from one, which cannot be told from that of the form that was sent.
            let mut form = refusal.form(String::new(), same(&[]));
            form.request_id = app.clock.new_id().to_string();
            Ok(refusal.answer(listed(&app, &visit, form, "").await))
        }
    }
}

/// `GET /panitia/organisasi/ekspor`.
pub async fn export(State(app): State<App>, visit: Visit) -> Page {
    Ok(crate::api::organisation_import::export(&app, &visit.call).await?)
}

fn choices(columns: Vec<(String, String)>) -> Vec<pb::ColumnChoice> {
    let columns = columns.into_iter();
    columns
        .map(|(column, header)| pb::ColumnChoice { column, header })
        .collect()
}

/// A large file takes longer than people wait for other pages.
async fn patiently<F: Future>(call: F) -> F::Output {
    deadline::scope(Instant::now() + deadline::CEILING, call).await
}
