//! What bodies are or were called besides.

use std::collections::{BTreeSet, HashMap};

use chassis::clock::Clock;
use diesel::{pg::Pg, prelude::*, upsert::excluded};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::{organisation, organisation_change, organisation_life};
use crate::{
    domain::{
        Refusal,
        organisation::{Organisation, Outdated},
        organisation_alias::{Alias, AliasKind, KnownAlias},
        organisation_alias_plan::{Ground, Place},
        organisation_change::Change,
        organisation_search,
        rough_date::RoughDate,
    },
    error::Error,
    schema::{organisation as body, organisation_alias as alias},
};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = alias, check_for_backend(Pg))]
struct Row {
    id: Uuid,
    organisation_id: Uuid,
    kind: String,
    system: String,
    value: String,
    valid_from: Option<String>,
    valid_until: Option<String>,
    source: String,
}

impl TryFrom<Row> for (Uuid, KnownAlias) {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let alias = Alias {
            kind: AliasKind::named(&row.kind).ok_or(Error::Row("organisation_alias"))?,
            system: row.system,
            value: row.value,
            valid_from: row.valid_from.map(RoughDate::kept),
            valid_until: row.valid_until.map(RoughDate::kept),
            source: row.source,
        };
        Ok((row.organisation_id, KnownAlias { id: row.id, alias }))
    }
}

impl From<(Uuid, KnownAlias)> for Row {
    fn from((organisation_id, KnownAlias { id, alias }): (Uuid, KnownAlias)) -> Self {
        let date = |date: Option<RoughDate>| date.map(|date| date.as_str().to_owned());
        Self {
            id,
            organisation_id,
            kind: alias.kind.name().to_owned(),
            system: alias.system,
            value: alias.value,
            valid_from: date(alias.valid_from),
            valid_until: date(alias.valid_until),
            source: alias.source,
        }
    }
}

/// A body's aliases, by kind and value.
pub async fn list(
    conn: &mut AsyncPgConnection,
    organisation_id: Uuid,
) -> Result<Vec<KnownAlias>, Error> {
    let rows: Vec<Row> = alias::table
        .filter(alias::organisation_id.eq(organisation_id))
        .order((alias::kind, alias::value, alias::id))
        .select(Row::as_select())
        .load(conn)
        .await?;
    let known = rows.into_iter().map(<(Uuid, KnownAlias)>::try_from);
    known.map(|row| row.map(|(_, known)| known)).collect()
}

/// The one body that a code leads to which is not its own.
pub(super) async fn owner(
    conn: &mut AsyncPgConnection,
    code: &str,
    system: &str,
) -> QueryResult<Option<Organisation>> {
    let mut owners = alias::table
        .inner_join(body::table)
        .filter(alias::value.eq(code))
        .into_boxed();
    owners = match system {
        "" => owners.filter(
            alias::kind.eq_any([AliasKind::FormerCode.name(), AliasKind::ExternalCode.name()]),
        ),
        _ => owners
            .filter(alias::kind.eq(AliasKind::ExternalCode.name()))
            .filter(alias::system.eq(system)),
    };
    let found: Vec<(String, organisation::Row)> = owners
        .select((alias::kind, organisation::Row::as_select()))
        .load(conn)
        .await?;
    let mut owners = found
        .into_iter()
        .map(|(kind, row)| (kind, Organisation::from(row)));
    let mut external: Vec<Organisation> = Vec::new();
    for (kind, owner) in &mut owners {
        // Our own codes go before those of others.
        if kind == AliasKind::FormerCode.name() {
            return Ok(Some(owner));
        }
        if external.iter().all(|one| one.id != owner.id) {
            external.push(owner);
        }
    }
    // Two systems that mean different bodies by one code leave open which is meant.
    Ok(external.pop().filter(|_| external.is_empty()))
}

/// What a body is found by besides its own name and code: its aliases, and all names of the bodies that were merged into it.
pub(super) async fn other_names(
    conn: &mut AsyncPgConnection,
    of: &Organisation,
) -> QueryResult<String> {
    let merged = body::successor_code.eq(&of.facts.code);
    let mut names: Vec<String> = body::table
        .inner_join(alias::table)
        .filter(body::id.eq(of.id).or(merged))
        .order((alias::kind, alias::value))
        .select(alias::value)
        .load(conn)
        .await?;
    let predecessors: Vec<(String, String)> = body::table
        .filter(merged)
        .order(body::code)
        .select((body::name, body::code))
        .load(conn)
        .await?;
    let predecessors = predecessors.into_iter();
    names.extend(predecessors.flat_map(|(name, code)| [name, code]));
    let names = names.iter().map(String::as_str);
    Ok(organisation_search::other_names(names))
}

/// What is known of these bodies' aliases, and of whoever has the values of these new ones.
pub(super) async fn ground(
    conn: &mut AsyncPgConnection,
    bodies: &[Uuid],
    aliases: &[&Alias],
) -> Result<Ground, Error> {
    let values: BTreeSet<&str> = aliases.iter().map(|alias| alias.value.as_str()).collect();
    let values: Vec<&str> = values.into_iter().collect();
    let codes: Vec<String> = body::table
        .filter(body::code.eq_any(&values))
        .select(body::code)
        .load(conn)
        .await?;
    let theirs = alias::organisation_id.eq_any(bodies);
    let rows: Vec<Row> = alias::table
        .filter(theirs.or(alias::value.eq_any(&values)))
        .select(Row::as_select())
        .load(conn)
        .await?;
    let known: Result<Vec<_>, Error> = rows.into_iter().map(TryInto::try_into).collect();
    Ok(Ground {
        codes: codes.into_iter().collect(),
        known: known?,
    })
}

/// The body that had this code once.
pub(super) async fn holder_of_code(
    conn: &mut AsyncPgConnection,
    code: &str,
) -> QueryResult<Option<Uuid>> {
    alias::table
        .filter(alias::kind.eq(AliasKind::FormerCode.name()))
        .filter(alias::value.eq(code))
        .select(alias::organisation_id)
        .get_result(conn)
        .await
        .optional()
}

/// All codes that bodies had once, with the codes to write instead.
pub(super) async fn former_codes(
    conn: &mut AsyncPgConnection,
) -> QueryResult<HashMap<String, Outdated>> {
    let rows: Vec<(String, String, Option<String>)> = alias::table
        .inner_join(body::table)
        .filter(alias::kind.eq(AliasKind::FormerCode.name()))
        .select((alias::value, body::code, body::successor_code))
        .load(conn)
        .await?;
    let renamed = |(before, own, successor): (_, String, Option<String>)| {
        (before, Outdated::Renamed(successor.unwrap_or(own)))
    };
    Ok(rows.into_iter().map(renamed).collect())
}

/// Forgets that a body once had the name or code which it has again.
pub(super) async fn drop_former(
    conn: &mut AsyncPgConnection,
    body: &Organisation,
) -> QueryResult<()> {
    let is_name = alias::kind.eq(AliasKind::FormerName.name());
    let is_code = alias::kind.eq(AliasKind::FormerCode.name());
    let name = is_name.and(alias::value.eq(&body.facts.name));
    let code = is_code.and(alias::value.eq(&body.facts.code));
    diesel::delete(alias::table)
        .filter(alias::organisation_id.eq(body.id))
        .filter(name.or(code))
        .execute(conn)
        .await?;
    Ok(())
}

/// Saves aliases; one that is known gets the new dates and source.
pub(super) async fn write(
    conn: &mut AsyncPgConnection,
    aliases: Vec<(Uuid, KnownAlias)>,
) -> QueryResult<()> {
    let rows: Vec<Row> = aliases.into_iter().map(Row::from).collect();
    if rows.is_empty() {
        return Ok(());
    }
    diesel::insert_into(alias::table)
        .values(rows)
        .on_conflict((
            alias::organisation_id,
            alias::kind,
            alias::system,
            alias::value,
        ))
        .do_update()
        .set((
            alias::valid_from.eq(excluded(alias::valid_from)),
            alias::valid_until.eq(excluded(alias::valid_until)),
            alias::source.eq(excluded(alias::source)),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Adds an alias to the body of this code.
///
/// # Errors
/// `ORGANISATION_NOT_FOUND`, `VERSION_STALE`, `ORGANISATION_INACTIVE`, `CODE_TAKEN`, `ALIAS_TAKEN`, or what the database says.
pub async fn add(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    code: &str,
    expected_version: i64,
    added: Alias,
    account_id: Uuid,
) -> Result<Organisation, Error> {
    organisation_life::hold_registry(conn, account_id).await?;
    let before = organisation::find(conn, code).await?;
    let before = before.ok_or(Refusal::OrganisationNotFound)?;
    before.must_be_as_seen(expected_version)?;
    let ground = ground(conn, &[before.id], &[&added]).await?;
    if ground.place(before.id, &added)? != Place::New {
        return Err(Refusal::AliasTaken.into());
    }
    let after = Organisation {
        version: before.version + 1,
        ..before
    };
    let change = Change::alias_added(&after, &added, account_id, clock.now());
    let known = KnownAlias {
        id: clock.new_id(),
        alias: added,
    };
    write(conn, vec![(after.id, known)]).await?;
    organisation_life::save(conn, clock, after.clone()).await?;
    organisation_change::note(conn, clock, vec![change]).await?;
    Ok(after)
}
