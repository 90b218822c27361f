//! Platforms.

use diesel::{pg::Pg, prelude::*};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::{
    domain::platform::{Form, Platform},
    error::Error,
    schema::platform,
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = platform, check_for_backend(Pg))]
pub(super) struct Row {
    code: String,
    name: String,
    name_en: String,
    example: String,
    form: String,
    marks: String,
    ignored_marks: String,
    shortest: i32,
    longest: i32,
    hosts: Vec<String>,
    address: String,
}

impl TryFrom<Row> for Platform {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let broken = || Error::Row("platform");
        let form = match row.form.as_str() {
            "handle" => Form::Handle,
            "site" => Form::Site,
            "phone" => Form::Phone,
            _ => return Err(broken()),
        };
        Ok(Self {
            code: row.code,
            name: row.name,
            name_en: row.name_en,
            example: row.example,
            form,
            marks: row.marks,
            ignored_marks: row.ignored_marks,
            shortest: usize::try_from(row.shortest).map_err(|_| broken())?,
            longest: usize::try_from(row.longest).map_err(|_| broken())?,
            hosts: row.hosts,
            address: row.address,
        })
    }
}

/// Every platform, in the order of forms.
pub async fn list(conn: &mut AsyncPgConnection) -> Result<Vec<Platform>, Error> {
    let rows: Vec<Row> = platform::table
        .order(platform::position)
        .select(Row::as_select())
        .load(conn)
        .await?;
    rows.into_iter().map(Platform::try_from).collect()
}

/// The platform of this code.
pub async fn find(conn: &mut AsyncPgConnection, code: &str) -> Result<Option<Platform>, Error> {
    let row: Option<Row> = platform::table
        .find(code)
        .select(Row::as_select())
        .get_result(conn)
        .await
        .optional()?;
    row.map(Platform::try_from).transpose()
}
