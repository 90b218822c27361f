//! Aliases from a file.

use chassis::caller::Context;
use eventing::idempotency::{Key, once};
use fest_proto::registration::v1::{
    ImportOrganisationAliasesRequest, ImportOrganisationAliasesResponse,
};

use super::{Imports, aside, person};
use crate::{
    domain::organisation_alias_file::{self, Fault},
    error::Error,
    store,
};

impl Imports {
    pub(super) async fn import_aliases(
        &self,
        context: Context,
        request: ImportOrganisationAliasesRequest,
    ) -> Result<ImportOrganisationAliasesResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let account_id = person(&context)?.account_id;
        let _place = self.places.acquire().await;
        let (_, bytes) = self.handed_in(&request.file_id).await?;
        let rows = aside(move || organisation_alias_file::read(&bytes)).await??;
        let clock = &self.desk.clock;
        once(&mut *self.desk.conn().await?, clock, &key, async |conn| {
            let importing = store::organisation_alias_file::import(conn, clock, rows, account_id);
            let counts = importing.await?;
            Ok(ImportOrganisationAliasesResponse {
                created: counts.created,
                updated: counts.updated,
                unchanged: counts.unchanged,
            })
        })
        .await
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::File(one) => one.into(),
            Fault::Rows(rows) => Self::Rows(rows),
        }
    }
}
