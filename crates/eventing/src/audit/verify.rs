//! Whether a database's audit is what it was.

use chassis::token::KeySet;
use diesel_async::AsyncPgConnection;
use proof::audit::{Head, Verifier};

use super::{
    chain,
    keep::{self, Kept},
};

const PAGE: i64 = 1000;

/// Follows the whole chain and holds it against the checkpoints of `service` that lie beside it and those that were kept elsewhere. The answer is
/// how far the chain goes, or in words what is wrong first.
///
/// # Errors
/// When the database cannot be read, which says nothing of the audit.
pub async fn verify(
    conn: &mut AsyncPgConnection,
    service: &str,
    keys: &KeySet,
    elsewhere: &[Kept],
) -> anyhow::Result<Result<Head, String>> {
    let own = keep::list(conn, Some(service)).await?;
    let of_service = elsewhere.iter().filter(|kept| kept.service == service);
    let mut heads = Vec::new();
    for kept in own.iter().chain(of_service) {
        match kept.verified(keys) {
            Ok(head) => heads.push(head),
            Err(fault) => return Ok(Err(fault.to_string())),
        }
    }
    let mut verifier = Verifier::new(heads);
    let mut behind = 0;
    loop {
        let rows = chain::page(conn, behind, PAGE).await?;
        let Some(last) = rows.last() else {
            return Ok(verifier.end().map_err(|fault| fault.to_string()));
        };
        behind = last.number;
        for row in &rows {
            let (row, stored) = row.content()?;
            if let Some(fault) = verifier.follow(&row, &stored)? {
                return Ok(Err(fault.to_string()));
            }
        }
    }
}
