//! `fest.registration.v1.OrganisationImportService`.

mod alias;

use std::sync::Arc;

use bytes::Bytes;
use chassis::{caller::Context, error::Violation, page};
use eventing::idempotency::{Key, once};
use fest_proto::registration::v1::{
    ColumnChoice, ExportOrganisationsRequest, ExportOrganisationsResponse,
    ImportOrganisationAliasesRequest, ImportOrganisationAliasesResponse,
    ImportOrganisationsRequest, ImportOrganisationsResponse, ListOrganisationImportsRequest,
    ListOrganisationImportsResponse, PreviewOrganisationImportRequest,
    PreviewOrganisationImportResponse, UndoOrganisationImportRequest,
    UndoOrganisationImportResponse, organisation_import_service_server::OrganisationImportService,
};
use futures_util::{StreamExt, TryStreamExt, stream, stream::BoxStream};
use tokio::sync::Semaphore;
use tonic::{Request, Response, Status};

use super::{Desk, answer, file::cut, id, person};
use crate::{
    contract::organisation_import as encode,
    domain::{
        Refusal,
        file::{File, Purpose},
        organisation_export,
        organisation_file::{self, Faults},
    },
    error::Error,
    objects::Objects,
    store::{
        self,
        organisation_import::Import,
        organisation_load::{Counts, Load, Loader},
    },
};

/// How many changes a preview shows.
const SHOWN: i64 = 20;
/// Files that are read at once: each may need a hundred mebibytes.
const READ_AT_ONCE: usize = 2;
/// Rows that an export reads at once.
const EXPORTED_AT_ONCE: i64 = 2000;

#[derive(Clone)]
pub struct Imports {
    desk: Desk,
    objects: Objects,
    loader: Loader,
    places: Arc<Semaphore>,
}

impl Imports {
    pub(super) fn new(desk: Desk, objects: Objects, loader: Loader) -> Self {
        let places = Arc::new(Semaphore::new(READ_AT_ONCE));
        Self {
            desk,
            objects,
            loader,
            places,
        }
    }
}

#[tonic::async_trait]
impl OrganisationImportService for Imports {
    async fn preview_organisation_import(
        &self,
        request: Request<PreviewOrganisationImportRequest>,
    ) -> Result<Response<PreviewOrganisationImportResponse>, Status> {
        answer(request, |_, request| self.preview(request)).await
    }

    async fn import_organisations(
        &self,
        request: Request<ImportOrganisationsRequest>,
    ) -> Result<Response<ImportOrganisationsResponse>, Status> {
        answer(request, |context, request| self.import(context, request)).await
    }

    async fn list_organisation_imports(
        &self,
        request: Request<ListOrganisationImportsRequest>,
    ) -> Result<Response<ListOrganisationImportsResponse>, Status> {
        answer(request, |_, request| self.list(request)).await
    }

    async fn undo_organisation_import(
        &self,
        request: Request<UndoOrganisationImportRequest>,
    ) -> Result<Response<UndoOrganisationImportResponse>, Status> {
        answer(request, |context, request| self.undo(context, request)).await
    }

    async fn import_organisation_aliases(
        &self,
        request: Request<ImportOrganisationAliasesRequest>,
    ) -> Result<Response<ImportOrganisationAliasesResponse>, Status> {
        answer(request, |context, request| {
            self.import_aliases(context, request)
        })
        .await
    }

    type ExportOrganisationsStream =
        BoxStream<'static, Result<ExportOrganisationsResponse, Status>>;

    async fn export_organisations(
        &self,
        request: Request<ExportOrganisationsRequest>,
    ) -> Result<Response<Self::ExportOrganisationsStream>, Status> {
        answer(request, async |_, _| Ok(self.export())).await
    }
}

impl Imports {
    async fn preview(
        &self,
        request: PreviewOrganisationImportRequest,
    ) -> Result<PreviewOrganisationImportResponse, Error> {
        let _place = self.places.acquire().await;
        let (_, file) = self.read(&request.file_id, request.columns).await?;
        let (mut counts, mut changes, mut faults) =
            (Counts::default(), Vec::new(), Faults::default());
        if file.faults.total() == 0 {
            let load = self.loader.stage(&file.columns, &file.rows).await?;
            let compared = self.compare(load, &file).await;
            self.discard(load).await;
            (counts, changes, faults) = compared?;
        }
        let faults = if faults.total() == 0 {
            &file.faults
        } else {
            &faults
        };
        Ok(encode::preview(&file, counts, &changes, faults))
    }

    /// What the staged rows would do; nothing while one of them is at fault.
    async fn compare(
        &self,
        load: Load,
        file: &organisation_file::File,
    ) -> Result<(Counts, Vec<store::organisation_load::Change>, Faults), Error> {
        let mut conn = self.desk.conn().await?;
        let faults = store::organisation_import::faults(&mut conn, load, &file.rows).await?;
        if faults.total() > 0 {
            return Ok((Counts::default(), Vec::new(), faults));
        }
        let counts = store::organisation_load::counts(&mut conn, load).await?;
        let changes = store::organisation_load::changes(&mut conn, load, SHOWN).await?;
        Ok((counts, changes, faults))
    }

    async fn import(
        &self,
        context: Context,
        request: ImportOrganisationsRequest,
    ) -> Result<ImportOrganisationsResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let account_id = person(&context)?.account_id;
        let _place = self.places.acquire().await;
        let (source, file) = self.read(&request.file_id, request.columns).await?;
        if file.faults.total() > 0 {
            return Err(Error::Rows(file.faults));
        }
        let load = self.loader.stage(&file.columns, &file.rows).await?;
        let clock = &self.desk.clock;
        let imported = once(&mut *self.desk.conn().await?, clock, &key, async |conn| {
            let rows = &file.rows;
            let import =
                store::organisation_import::import(conn, clock, load, rows, &source, account_id);
            Ok(ImportOrganisationsResponse {
                organisation_import: Some(encode::import(&import.await?)),
            })
        })
        .await;
        self.discard(load).await;
        imported
    }

    async fn list(
        &self,
        request: ListOrganisationImportsRequest,
    ) -> Result<ListOrganisationImportsResponse, Error> {
        let after = page::after_id(&request.page_token)?;
        let size = page::size(request.page_size);
        let mut conn = self.desk.conn().await?;
        let page = store::organisation_import::list(&mut conn, after, size).await?;
        let cursor = |last: &Import| last.id.to_string();
        let (organisation_imports, next_page_token, total_size) =
            page.encode(cursor, encode::import);
        Ok(ListOrganisationImportsResponse {
            organisation_imports,
            next_page_token,
            total_size,
        })
    }

    async fn undo(
        &self,
        context: Context,
        request: UndoOrganisationImportRequest,
    ) -> Result<UndoOrganisationImportResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let account_id = person(&context)?.account_id;
        let import_id = id(&request.import_id, Refusal::ImportNotFound)?;
        let clock = &self.desk.clock;
        once(&mut *self.desk.conn().await?, clock, &key, async |conn| {
            let undoing = store::organisation_import::undo(conn, clock, import_id, account_id);
            Ok(UndoOrganisationImportResponse {
                organisation_import: Some(encode::import(&undoing.await?)),
            })
        })
        .await
    }

    fn export(&self) -> BoxStream<'static, Result<ExportOrganisationsResponse, Status>> {
        let desk = self.desk.clone();
        let pages = stream::try_unfold(Some(String::new()), move |after| {
            let desk = desk.clone();
            async move {
                let Some(after) = after else {
                    return Ok::<_, Error>(None);
                };
                let mut conn = desk.conn().await?;
                let bodies =
                    store::organisation::by_code(&mut conn, &after, EXPORTED_AT_ONCE).await?;
                let next = bodies.last().map(|last| last.facts.code.clone());
                let csv = organisation_export::csv(&bodies, after.is_empty());
                Ok(Some((Bytes::from(csv), next)))
            }
        });
        pages
            .map_err(Status::from)
            .map_ok(|page| stream::iter(cut(page)).map(Ok::<_, Status>))
            .try_flatten()
            .map_ok(|piece| ExportOrganisationsResponse { csv: piece.into() })
            .boxed()
    }

    /// A file that was handed in for this, and what its rows say.
    async fn read(
        &self,
        file_id: &str,
        columns: Vec<ColumnChoice>,
    ) -> Result<(File, organisation_file::File), Error> {
        let (file, bytes) = self.handed_in(file_id).await?;
        let kinds = store::organisation::kind_words(&mut *self.desk.conn().await?).await?;
        let chosen: Vec<_> = columns
            .into_iter()
            .map(|choice| (choice.column, choice.header))
            .collect();
        let name = file.name.clone();
        let rows = aside(move || organisation_file::File::read(&bytes, &chosen, &kinds, &name));
        let rows = rows.await??;
        Ok((file, rows))
    }

    /// A file that was handed in for an import, and its bytes.
    async fn handed_in(&self, file_id: &str) -> Result<(File, Bytes), Error> {
        let file_id = id(file_id, Refusal::FileNotFound)?;
        let found = store::file::find(&mut *self.desk.conn().await?, file_id).await?;
        let file = found.ok_or(Refusal::FileNotFound)?;
        if file.purpose != Purpose::Import {
            let text = "this file was handed in for something else";
            return Err(Violation::new("file_id", "FILE_PURPOSE_WRONG", text).into());
        }
        let bytes = self.objects.read_whole(file.id).await?;
        Ok((file, bytes))
    }

    async fn discard(&self, load: Load) {
        match self.desk.conn().await {
            Ok(mut conn) => store::organisation_load::discard(&mut conn, load).await,
            Err(error) => tracing::warn!(%error, "rows of a file are still beside the registry"),
        }
    }
}

/// Reads a table on a thread of its own: a hundred thousand rows keep one busy for a while.
async fn aside<T: Send + 'static>(
    reading: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Error> {
    let read = tokio::task::spawn_blocking(reading).await;
    read.map_err(|_| Error::Row("table of an import"))
}
