//! Accounts, their roles and their seats in plenaries.

use chassis::{
    clock::Clock,
    token::{role_name, role_named},
};
use diesel::{
    dsl::{IsNotNull, exists, sql},
    expression::SqlLiteral,
    prelude::*,
    select,
    sql_types::{Array, Text},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use fest_proto::access::v1::Role;
use uuid::Uuid;

use super::{account_code, known_device, mail, session};
use crate::{
    domain::{
        Refusal,
        account::{Account, Email, Grant, SignUp},
        account_code::Purpose as CodePurpose,
        mail::Purpose,
        session::TokenHash,
    },
    error::Error,
    schema::{account, account_role, edition, plenary_grant},
};

#[derive(Queryable)]
pub(super) struct Row {
    id: Uuid,
    email: String,
    display_name: String,
    roles: Vec<String>,
    plenary: Vec<String>,
    is_email_verified: bool,
}

impl From<Row> for Account {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            email: row.email,
            display_name: row.display_name,
            roles: row
                .roles
                .iter()
                .filter_map(|name| role_named(name))
                .collect(),
            plenary: row.plenary,
            is_email_verified: row.is_email_verified,
        }
    }
}

pub(super) type Columns = (
    account::id,
    account::email,
    account::display_name,
    SqlLiteral<Array<Text>>,
    SqlLiteral<Array<Text>>,
    IsNotNull<account::email_verified_at>,
);

/// An account with its roles and grants in one query.
pub(super) fn columns() -> Columns {
    (
        account::id,
        account::email,
        account::display_name,
        sql("ARRAY(SELECT role FROM account_role WHERE account_id = account.id ORDER BY role)"),
        sql(
            "ARRAY(SELECT edition_id FROM plenary_grant WHERE account_id = account.id ORDER BY edition_id)",
        ),
        account::email_verified_at.is_not_null(),
    )
}

/// Makes an account with these roles, and queues the mail that verifies its address.
///
/// # Errors
/// `EMAIL_TAKEN`, or what the database says.
pub async fn create(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    sign_up: &SignUp,
    password_hash: &str,
    roles: &[Role],
) -> Result<Account, Error> {
    let id = clock.new_id();
    let created = diesel::insert_into(account::table)
        .values((
            account::id.eq(id),
            account::email.eq(sign_up.email.as_str()),
            account::display_name.eq(&sign_up.display_name),
            account::password_hash.eq(password_hash),
            account::created_at.eq(clock.system_now()),
            account::language.eq(sign_up.language.code()),
        ))
        .on_conflict(account::email)
        .do_nothing()
        .execute(conn)
        .await?;
    if created == 0 {
        return Err(Refusal::EmailTaken.into());
    }
    for role in roles {
        give_role(conn, clock, id, *role).await?;
    }
    mail::queue(conn, clock, Purpose::Verification, id).await?;
    find(conn, id).await?.ok_or(Error::Row("account"))
}

/// Makes the first committee account, of which there is one.
///
/// # Errors
/// `COMMITTEE_EXISTS`, `EMAIL_TAKEN`, or what the database says.
pub async fn create_first_committee(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    sign_up: &SignUp,
    password_hash: &str,
) -> Result<Account, Error> {
    // Two starters at once: the second one waits here and then sees the first one's account.
    conn.batch_execute("LOCK TABLE account_role IN SHARE ROW EXCLUSIVE MODE")
        .await?;
    let committee = account_role::table.filter(account_role::role.eq(role_name(Role::Committee)));
    if select(exists(committee)).get_result(conn).await? {
        return Err(Refusal::CommitteeExists.into());
    }
    let roles = [Role::Participant, Role::Committee];
    create(conn, clock, sign_up, password_hash, &roles).await
}

/// The account of this id, unless it was erased.
pub async fn find(conn: &mut AsyncPgConnection, id: Uuid) -> QueryResult<Option<Account>> {
    let row: Option<Row> = account::table
        .find(id)
        .filter(account::erased_at.is_null())
        .select(columns())
        .get_result(conn)
        .await
        .optional()?;
    Ok(row.map(Account::from))
}

/// What those of these accounts are called that were not erased.
pub async fn names(conn: &mut AsyncPgConnection, ids: &[Uuid]) -> QueryResult<Vec<(Uuid, String)>> {
    account::table
        .filter(account::id.eq_any(ids))
        .filter(account::erased_at.is_null())
        .select((account::id, account::display_name))
        .load(conn)
        .await
}

/// The account of this address.
pub async fn find_by_email(
    conn: &mut AsyncPgConnection,
    email: &Email,
) -> QueryResult<Option<Account>> {
    let row: Option<Row> = account::table
        .filter(account::email.eq(email.as_str()))
        .select(columns())
        .get_result(conn)
        .await
        .optional()?;
    Ok(row.map(Account::from))
}

/// The account's id and its stored hash, for a log-in.
pub async fn credentials(
    conn: &mut AsyncPgConnection,
    email: &Email,
) -> QueryResult<Option<(Uuid, String)>> {
    account::table
        .filter(account::email.eq(email.as_str()))
        .select((account::id, account::password_hash))
        .get_result(conn)
        .await
        .optional()
}

/// The stored hash of an account's password, unless it was erased.
pub async fn password_hash(conn: &mut AsyncPgConnection, id: Uuid) -> QueryResult<Option<String>> {
    account::table
        .find(id)
        .filter(account::erased_at.is_null())
        .select(account::password_hash)
        .get_result(conn)
        .await
        .optional()
}

/// Puts another hash in the place of the one that was compared, ends the account's sessions but this one, forgets where it is known and what codes
/// there are to reset it, and queues the mail that tells the owner.
///
/// # Errors
/// `CREDENTIALS_WRONG` when it was changed meanwhile, or what the database says.
pub async fn change_password(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    id: Uuid,
    [old, new]: [&str; 2],
    current: &TokenHash,
) -> Result<(), Error> {
    let unchanged = account::table
        .find(id)
        .filter(account::password_hash.eq(old));
    let changed = diesel::update(unchanged)
        .set(account::password_hash.eq(new))
        .execute(conn)
        .await?;
    if changed == 0 {
        return Err(Refusal::CredentialsWrong.into());
    }
    session::revoke_others(conn, id, current).await?;
    known_device::forget(conn, id).await?;
    account_code::cancel(conn, clock.system_now(), id, CodePurpose::PasswordReset).await?;
    mail::queue(conn, clock, Purpose::PasswordChanged, id).await?;
    Ok(())
}

/// Gives the account of this address a role or a seat, by the word of the account `giver`; one that it has already stays as it is.
///
/// # Errors
/// `ACCOUNT_NOT_FOUND`, `GRANT_OWN`, `EDITION_NOT_FOUND`, or what the database says.
pub async fn grant(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    giver: Uuid,
    email: &Email,
    grant: &Grant,
) -> Result<Account, Error> {
    let found = find_by_email(conn, email).await?;
    let id = found.ok_or(Refusal::AccountNotFound)?.id;
    if id == giver {
        return Err(Refusal::GrantOwn.into());
    }
    match grant {
        Grant::Role(role) => give_role(conn, clock, id, *role).await?,
        Grant::Plenary(edition_id) => give_seat(conn, clock, id, edition_id).await?,
    }
    find(conn, id).await?.ok_or(Error::Row("account"))
}

/// Gives a role; one that is held already stays as it is.
pub(super) async fn give_role(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    account_id: Uuid,
    role: Role,
) -> QueryResult<()> {
    diesel::insert_into(account_role::table)
        .values((
            account_role::account_id.eq(account_id),
            account_role::role.eq(role_name(role)),
            account_role::granted_at.eq(clock.system_now()),
        ))
        .on_conflict_do_nothing()
        .execute(conn)
        .await?;
    Ok(())
}

async fn give_seat(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    account_id: Uuid,
    edition_id: &str,
) -> Result<(), Error> {
    let known = select(exists(edition::table.find(edition_id)));
    if !known.get_result::<bool>(conn).await? {
        return Err(Refusal::EditionNotFound.into());
    }
    diesel::insert_into(plenary_grant::table)
        .values((
            plenary_grant::account_id.eq(account_id),
            plenary_grant::edition_id.eq(edition_id),
            plenary_grant::granted_at.eq(clock.system_now()),
        ))
        .on_conflict_do_nothing()
        .execute(conn)
        .await?;
    Ok(())
}
