//! Scans of decrees, which the file service keeps.

use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use crate::{
    domain::{Refusal, file::Purpose},
    error::Error,
    store::file,
};

/// That a scan is one of a decree, and of whoever comes with it.
///
/// # Errors
/// `FILE_NOT_FOUND`.
pub(super) async fn check(
    conn: &mut AsyncPgConnection,
    file_id: Option<Uuid>,
    account_id: Uuid,
) -> Result<(), Error> {
    let Some(id) = file_id else {
        return Ok(());
    };
    let file = file::find(conn, id).await?;
    let own = file.filter(|file| file.purpose == Purpose::Decree && file.account_id == account_id);
    own.map(|_| ()).ok_or(Refusal::DecreeFileNotFound.into())
}
