//! A command is carried out once per caller, rpc and `request_id`, and answered alike as often as it is asked.
//!
//! The key's row is written first and committed with the work. A second call with the same key waits at that row: when the first commits it
//! gets the first one's answer, when the first is refused it does the work itself. A refusal is not remembered. A command whose answer holds
//! a secret must not use [`once`]: the answer is stored.
//!
//! What the command changed is written into the [audit](crate::audit) with its answer, in one statement: no handler can forget it, and it costs no
//! way to the database of its own.

mod remember;

use chassis::{
    caller::Context,
    clock::Clock,
    error::{Kind, ServiceError, Violation},
};
use chrono::{DateTime, TimeDelta, Utc};
use diesel::{
    prelude::*,
    result::{Error as DieselError, QueryResult},
    sql_types::Bytea,
};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use prost::Message;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use self::remember::Remember;
use crate::schema::idempotency_key as row;

/// How long an answer is remembered.
const KEPT: TimeDelta = TimeDelta::days(7);

/// What a command is recognised by, and the hash of what it asked.
#[derive(Clone, Debug)]
pub struct Key {
    caller: String,
    rpc: String,
    request_id: Uuid,
    request_hash: [u8; 32],
}

/// Why a `request_id` does not do.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The field is empty.
    #[error("request_id is missing")]
    Missing([Violation; 1]),
    /// The field is no UUID.
    #[error("request_id is not a UUID")]
    Invalid([Violation; 1]),
    /// The same id came with another request before.
    #[error("this request_id was used for another request")]
    Reused([Violation; 1]),
    /// The remembered answer is not of this rpc's type.
    #[error("the remembered answer cannot be read")]
    Unreadable(#[source] prost::DecodeError),
}

impl ServiceError for KeyError {
    fn kind(&self) -> Kind {
        match self {
            Self::Missing(_) | Self::Invalid(_) => Kind::InvalidArgument,
            Self::Reused(_) => Kind::FailedPrecondition,
            Self::Unreadable(_) => Kind::Internal,
        }
    }

    fn reason(&self) -> &'static str {
        match self {
            Self::Missing(_) => "REQUEST_ID_MISSING",
            Self::Invalid(_) => "REQUEST_ID_INVALID",
            Self::Reused(_) => "REQUEST_ID_REUSED",
            Self::Unreadable(_) => "ANSWER_UNREADABLE",
        }
    }

    fn violations(&self) -> &[Violation] {
        match self {
            Self::Missing(field) | Self::Invalid(field) | Self::Reused(field) => field,
            Self::Unreadable(_) => &[],
        }
    }
}

fn violation(reason: &'static str, description: &str) -> [Violation; 1] {
    [Violation::new("request_id", reason, description)]
}

impl Key {
    /// The key of a request in the call that `context` tells of.
    ///
    /// # Errors
    /// [`KeyError::Missing`] or [`KeyError::Invalid`] when `request_id` is no UUID.
    pub fn of(
        context: &Context,
        request_id: &str,
        request: &impl Message,
    ) -> Result<Self, KeyError> {
        if request_id.is_empty() {
            let field = violation("REQUEST_ID_MISSING", "a UUID is needed");
            return Err(KeyError::Missing(field));
        }
        let request_id = request_id
            .parse()
            .map_err(|_| KeyError::Invalid(violation("REQUEST_ID_INVALID", "not a UUID")))?;
        Ok(Self {
            caller: context.caller.key(),
            rpc: context.rpc.clone(),
            request_id,
            request_hash: Sha256::digest(request.encode_to_vec()).into(),
        })
    }

    /// The id that the caller chose.
    #[must_use]
    pub const fn request_id(&self) -> Uuid {
        self.request_id
    }
}

/// The work of a command: an async closure on the transaction's connection whose future may move between threads. Closures have it by
/// themselves; it stands here because the language cannot yet say "whose future is `Send`" of an async closure.
pub trait Work<T, R>: AsyncFnOnce(T) -> R + FnOnce(T) -> <Self as Work<T, R>>::Fut {
    /// What the closure gives.
    type Fut: Future<Output = R>;
}

impl<F, T, Fut, R> Work<T, R> for F
where
    F: AsyncFnOnce(T) -> R + FnOnce(T) -> Fut,
    Fut: Future<Output = R>,
{
    type Fut = Fut;
}

/// Does `work` in one transaction, once per key, and remembers its answer for seven days; the same key again gets that answer.
///
/// # Errors
/// What `work` refuses with, what the database says, [`KeyError::Reused`] when the key came with another request.
pub async fn once<R, E, F>(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    key: &Key,
    work: F,
) -> Result<R, E>
where
    for<'r> F: AsyncFnOnce(&'r mut AsyncPgConnection) -> Result<R, E>
        + Work<&'r mut AsyncPgConnection, Result<R, E>, Fut: Send>
        + Send,
    R: Message + Default,
    E: From<DieselError> + From<KeyError> + Send,
{
    conn.transaction::<R, E, _>(async move |conn| {
        if let Some(known) = claim(conn, key, clock.system_now()).await? {
            return Ok(known.answer(key)?);
        }
        let response = work(conn).await?;
        let (now, answer) = (clock.system_now(), response.encode_to_vec());
        Remember::new(key, answer, clock.new_id(), now)
            .execute(conn)
            .await?;
        Ok(response)
    })
    .await
}

#[derive(Queryable)]
struct Known {
    request_hash: Vec<u8>,
    response: Option<Vec<u8>>,
}

impl Known {
    fn answer<R: Message + Default>(self, key: &Key) -> Result<R, KeyError> {
        if self.request_hash != key.request_hash {
            let text = "used for another request within seven days";
            return Err(KeyError::Reused(violation("REQUEST_ID_REUSED", text)));
        }
        let response = self.response.unwrap_or_default();
        R::decode(response.as_slice()).map_err(KeyError::Unreadable)
    }
}

/// Takes the key, or gives what is known under it. Waits while another transaction is about to take it.
async fn claim(
    conn: &mut AsyncPgConnection,
    key: &Key,
    now: DateTime<Utc>,
) -> QueryResult<Option<Known>> {
    loop {
        let taken = diesel::insert_into(row::table)
            .values((
                row::caller.eq(&key.caller),
                row::rpc.eq(&key.rpc),
                row::request_id.eq(key.request_id),
                row::request_hash.eq(key.request_hash.as_slice()),
                row::created_at.eq(now),
            ))
            .on_conflict_do_nothing()
            .execute(conn)
            .await?;
        if taken == 1 {
            return Ok(None);
        }
        let known = row::table
            .find((&key.caller, &key.rpc, key.request_id))
            .select((row::request_hash, row::response))
            .get_result::<Known>(conn)
            .await
            .optional()?;
        // None only when the row grew too old between the two statements; then the key is free.
        if known.is_some() {
            return Ok(known);
        }
    }
}

/// Removes what is older than seven days; the relay calls it now and then.
pub async fn forget_old(conn: &mut AsyncPgConnection, clock: &Clock) -> QueryResult<usize> {
    let limit = clock.system_now() - KEPT;
    diesel::delete(row::table.filter(row::created_at.lt(limit)))
        .execute(conn)
        .await
}

/// Empties the remembered answers that hold one of these texts, for whoever has to forget them: the answer goes, and the hash of the request with
/// it, which a guess could be compared with. The same request again is refused as [`KeyError::Reused`].
pub async fn forget_texts(conn: &mut AsyncPgConnection, texts: &[&str]) -> QueryResult<()> {
    for text in texts.iter().filter(|text| !text.is_empty()) {
        let query = "UPDATE idempotency_key SET response = ''::bytea, request_hash = $1 WHERE position($2 IN response) > 0";
        diesel::sql_query(query)
            .bind::<Bytea, _>([0_u8; 32].as_slice())
            .bind::<Bytea, _>(text.as_bytes())
            .execute(conn)
            .await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use chassis::caller::Caller;

    use super::*;

    #[test]
    fn a_request_id_must_be_a_uuid() {
        let context = Context {
            address: None,
            caller: Caller::Service("scoring".to_owned()),
            arrival: DateTime::UNIX_EPOCH,
            rpc: "fest.scoring.v1.SheetService/SaveSheet".to_owned(),
        };
        let key = |id| Key::of(&context, id, &());
        let missing = key("").expect_err("missing");
        assert_eq!(missing.reason(), "REQUEST_ID_MISSING");
        assert_eq!(missing.violations()[0].field, "request_id");
        let invalid = key("seven").expect_err("invalid");
        assert_eq!(invalid.reason(), "REQUEST_ID_INVALID");
        assert!(key("0192f0c4-7f6e-7d35-9c39-d6f7ac0e9b11").is_ok());
    }
}
