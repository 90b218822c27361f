//! Clients of other systems, and the hashes of their secrets.

use std::{collections::HashMap, num::NonZeroU32};

use chassis::{
    clock::Clock,
    page::Page,
    token::{scope_name, scope_named},
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::{
    domain::{
        Refusal,
        api_client::{ApiClient, Plan, Revocation, Secret},
        session::TokenHash,
    },
    error::Error,
    schema::{api_client, api_client_secret},
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = api_client, check_for_backend(diesel::pg::Pg))]
struct Row {
    id: Uuid,
    name: String,
    system: String,
    contact: String,
    scopes: Vec<String>,
    quota: i32,
    created_at: DateTime<Utc>,
    created_by: Uuid,
    reason: String,
    valid_until: DateTime<Utc>,
    revoked_at: Option<DateTime<Utc>>,
    revoked_by: Option<Uuid>,
    revocation_reason: Option<String>,
    version: i64,
}

impl Row {
    fn with(self, secrets: Vec<Secret>) -> Result<ApiClient, Error> {
        let scopes = self.scopes.iter();
        let scopes = scopes.map(|name| scope_named(name).ok_or(Error::Row("scope")));
        let quota = u32::try_from(self.quota).ok().and_then(NonZeroU32::new);
        let revocation = match (self.revoked_at, self.revoked_by, self.revocation_reason) {
            (Some(at), Some(by), Some(reason)) => Some(Revocation { at, by, reason }),
            _ => None,
        };
        Ok(ApiClient {
            id: self.id,
            plan: Plan {
                name: self.name,
                system: self.system,
                contact: self.contact,
                scopes: scopes.collect::<Result<_, _>>()?,
                quota: quota.ok_or(Error::Row("quota"))?,
                valid_until: self.valid_until,
                reason: self.reason,
            },
            created_at: self.created_at,
            created_by: self.created_by,
            revocation,
            secrets,
            version: self.version,
        })
    }
}

/// Lets a client in, with its first secret.
///
/// # Errors
/// `API_CLIENT_TAKEN`, or what the database says.
pub async fn create(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    plan: Plan,
    created_by: Uuid,
    secret: &TokenHash,
) -> Result<ApiClient, Error> {
    let now = clock.system_now();
    let scopes: Vec<String> = plan.scopes.iter().copied().map(scope_name).collect();
    let client = ApiClient {
        id: clock.new_id(),
        plan,
        created_at: now,
        created_by,
        revocation: None,
        secrets: vec![Secret {
            created_at: now,
            expires_at: None,
        }],
        version: 1,
    };
    let created = diesel::insert_into(api_client::table)
        .values((
            api_client::id.eq(client.id),
            api_client::name.eq(&client.plan.name),
            api_client::system.eq(&client.plan.system),
            api_client::contact.eq(&client.plan.contact),
            api_client::scopes.eq(scopes),
            api_client::quota.eq(i32::try_from(client.plan.quota.get()).unwrap_or(i32::MAX)),
            api_client::created_at.eq(now),
            api_client::created_by.eq(created_by),
            api_client::reason.eq(&client.plan.reason),
            api_client::valid_until.eq(client.plan.valid_until),
            api_client::version.eq(client.version),
        ))
        .on_conflict_do_nothing()
        .execute(conn)
        .await?;
    if created == 0 {
        return Err(Refusal::ApiClientTaken.into());
    }
    keep_secret(conn, client.id, now, secret).await?;
    Ok(client)
}

/// Locks the client's row, lets `decide` give it a fresh secret, and saves that: what the client has of secrets is what it has here.
///
/// # Errors
/// `API_CLIENT_NOT_FOUND`, what `decide` says, or what the database says.
pub async fn rotate(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    id: Uuid,
    secret: &TokenHash,
    decide: impl FnOnce(ApiClient, DateTime<Utc>) -> Result<ApiClient, Refusal> + Send,
) -> Result<ApiClient, Error> {
    let now = clock.system_now();
    let after = decide(lock(conn, id).await?, now)?;
    let kept: Vec<DateTime<Utc>> = after.secrets.iter().map(|one| one.created_at).collect();
    let own = api_client_secret::table.filter(api_client_secret::client_id.eq(id));
    diesel::delete(own.filter(api_client_secret::created_at.ne_all(kept)))
        .execute(conn)
        .await?;
    for before in after.secrets.iter().skip(1) {
        diesel::update(own.filter(api_client_secret::created_at.eq(before.created_at)))
            .set(api_client_secret::expires_at.eq(before.expires_at))
            .execute(conn)
            .await?;
    }
    keep_secret(conn, id, now, secret).await?;
    write(conn, &after).await?;
    Ok(after)
}

/// Locks the client's row, lets `decide` end it, and saves that; its secrets are gone.
///
/// # Errors
/// `API_CLIENT_NOT_FOUND`, what `decide` says, or what the database says.
pub async fn revoke(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    decide: impl FnOnce(ApiClient) -> Result<ApiClient, Refusal> + Send,
) -> Result<ApiClient, Error> {
    let after = decide(lock(conn, id).await?)?;
    let own = api_client_secret::table.filter(api_client_secret::client_id.eq(id));
    diesel::delete(own).execute(conn).await?;
    write(conn, &after).await?;
    Ok(after)
}

/// The client of this id, if it lives and this is one of its secrets.
pub async fn authenticate(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    id: Uuid,
    secret: &TokenHash,
) -> Result<Option<ApiClient>, Error> {
    let row: Option<(Row, DateTime<Utc>, Option<DateTime<Utc>>)> = api_client::table
        .inner_join(api_client_secret::table)
        .filter(api_client::id.eq(id))
        .filter(api_client_secret::secret_hash.eq(secret.as_bytes()))
        .select((
            Row::as_select(),
            api_client_secret::created_at,
            api_client_secret::expires_at,
        ))
        .get_result(conn)
        .await
        .optional()?;
    let Some((row, created_at, expires_at)) = row else {
        return Ok(None);
    };
    let secret = Secret {
        created_at,
        expires_at,
    };
    let holds = secret.holds(now);
    let client = row.with(vec![secret])?;
    Ok(Some(client).filter(|client| holds && client.lives(now)))
}

/// All clients, newest first; `before` is the last one seen.
///
/// # Errors
/// What the database says.
pub async fn list(
    conn: &mut AsyncPgConnection,
    before: Option<Uuid>,
    size: i64,
) -> Result<Page<ApiClient>, Error> {
    let rows: Vec<Row> = api_client::table
        .filter(api_client::id.lt(before.unwrap_or(Uuid::max())))
        .order(api_client::id.desc())
        .limit(size + 1)
        .select(Row::as_select())
        .load(conn)
        .await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut secrets = secrets_of(conn, &ids).await?;
    let whole = rows.into_iter().map(|row| {
        let own = secrets.remove(&row.id).unwrap_or_default();
        row.with(own)
    });
    let clients = whole.collect::<Result<_, _>>()?;
    let total = api_client::table.count().get_result(conn).await?;
    Ok(Page::cut(clients, size, total))
}

async fn lock(conn: &mut AsyncPgConnection, id: Uuid) -> Result<ApiClient, Error> {
    let row: Option<Row> = api_client::table
        .find(id)
        .for_update()
        .select(Row::as_select())
        .get_result(conn)
        .await
        .optional()?;
    let row = row.ok_or(Refusal::ApiClientNotFound)?;
    let mut secrets = secrets_of(conn, &[id]).await?;
    row.with(secrets.remove(&id).unwrap_or_default())
}

/// The secrets of these clients, newest first.
async fn secrets_of(
    conn: &mut AsyncPgConnection,
    ids: &[Uuid],
) -> QueryResult<HashMap<Uuid, Vec<Secret>>> {
    let rows: Vec<(Uuid, DateTime<Utc>, Option<DateTime<Utc>>)> = api_client_secret::table
        .filter(api_client_secret::client_id.eq_any(ids))
        .order(api_client_secret::created_at.desc())
        .select((
            api_client_secret::client_id,
            api_client_secret::created_at,
            api_client_secret::expires_at,
        ))
        .load(conn)
        .await?;
    let mut found: HashMap<Uuid, Vec<Secret>> = HashMap::new();
    for (client_id, created_at, expires_at) in rows {
        found.entry(client_id).or_default().push(Secret {
            created_at,
            expires_at,
        });
    }
    Ok(found)
}

async fn keep_secret(
    conn: &mut AsyncPgConnection,
    client_id: Uuid,
    now: DateTime<Utc>,
    secret: &TokenHash,
) -> QueryResult<()> {
    diesel::insert_into(api_client_secret::table)
        .values((
            api_client_secret::secret_hash.eq(secret.as_bytes()),
            api_client_secret::client_id.eq(client_id),
            api_client_secret::created_at.eq(now),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

async fn write(conn: &mut AsyncPgConnection, client: &ApiClient) -> QueryResult<()> {
    let revocation = client.revocation.as_ref();
    diesel::update(api_client::table.find(client.id))
        .set((
            api_client::revoked_at.eq(revocation.map(|one| one.at)),
            api_client::revoked_by.eq(revocation.map(|one| one.by)),
            api_client::revocation_reason.eq(revocation.map(|one| &one.reason)),
            api_client::version.eq(client.version),
        ))
        .execute(conn)
        .await?;
    Ok(())
}
