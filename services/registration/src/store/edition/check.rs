//! What is counted around an edition.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::{
    domain::edition::{Around, CategoryFacts},
    error::Error,
    schema::{account_role, judge, plenary_grant},
    store::{category, organisation},
};

/// Its categories with how many bodies may take part in each, and who judges, decides and leads.
///
/// # Errors
/// What the database says.
pub async fn around(conn: &mut AsyncPgConnection, edition_id: &str) -> Result<Around, Error> {
    let kinds = organisation::counted_kinds(conn).await?;
    let categories = category::all(conn, edition_id).await?.into_iter();
    let facts = categories.map(|category| CategoryFacts {
        organisations: kinds
            .iter()
            .filter(|kind| category.levels.contains(&kind.code))
            .map(|kind| kind.organisations)
            .sum(),
        judged: category.is_judged(),
        code: category.code,
        name: category.name,
        name_en: category.name_en,
        proposal: category.proposal,
    });
    let judges = judge::table.filter(judge::edition_id.eq(edition_id));
    let plenary = plenary_grant::table.filter(plenary_grant::edition_id.eq(edition_id));
    let leaders = account_role::table.filter(account_role::role.eq("leadership"));
    Ok(Around {
        categories: facts.collect(),
        judges: judges.count().get_result(conn).await?,
        plenary: plenary.count().get_result(conn).await?,
        leaders: leaders.count().get_result(conn).await?,
    })
}
