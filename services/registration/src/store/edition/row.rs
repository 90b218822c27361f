//! An edition in its two tables.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::{
    domain::edition::{
        Colour, Edition, Organiser, OrganiserRule, Plan, Stage, StageKind, Standing, Timeline,
    },
    error::Error,
    schema::{edition, edition_stage},
};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = edition, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
pub(super) struct Row {
    id: String,
    name: String,
    year: i32,
    monitoring_starts_at: DateTime<Utc>,
    opens_at: DateTime<Utc>,
    closes_at: DateTime<Utc>,
    announces_at: DateTime<Utc>,
    phase: String,
    version: i64,
    theme: String,
    colour: String,
    tagline: String,
    letterhead: Vec<String>,
    organiser_code: Option<String>,
    organiser_rule: Option<String>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = edition_stage, check_for_backend(diesel::pg::Pg))]
struct StageRow {
    edition_id: String,
    kind: String,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
}

const STANDINGS: [(Standing, &str); 3] = [
    (Standing::Draft, "draft"),
    (Standing::Locked, "locked"),
    (Standing::Archived, "archived"),
];
const COLOURS: [(Colour, &str); 3] = [
    (Colour::Green, "green"),
    (Colour::Blue, "blue"),
    (Colour::Clay, "clay"),
];
const RULES: [(OrganiserRule, &str); 2] = [
    (OrganiserRule::Competes, "competes"),
    (OrganiserRule::OutOfCompetition, "out_of_competition"),
];
const STAGES: [(StageKind, &str); 4] = [
    (StageKind::Interview, "interview"),
    (StageKind::SiteVisit, "site_visit"),
    (StageKind::Clarification, "clarification"),
    (StageKind::Objection, "objection"),
];

/// The name of a value in the database; the tables above hold every value.
pub(super) fn name<T: PartialEq>(names: &[(T, &'static str)], value: &T) -> &'static str {
    let known = names.iter().find(|(known, _)| known == value);
    known.map_or("", |(_, name)| name)
}

pub(super) fn named<T: Copy>(names: &[(T, &'static str)], text: &str) -> Result<T, Error> {
    let known = names.iter().find(|(_, name)| *name == text);
    known.map(|(value, _)| *value).ok_or(Error::Row("edition"))
}

pub(super) fn stage_name(kind: StageKind) -> &'static str {
    name(&STAGES, &kind)
}

pub(super) fn stage_named(text: &str) -> Result<StageKind, Error> {
    named(&STAGES, text)
}

impl From<&Edition> for Row {
    fn from(edition: &Edition) -> Self {
        let plan = edition.plan.clone();
        let (organiser_code, organiser_rule) = plan
            .organiser
            .map(|one| (one.organisation_code, name(&RULES, &one.rule).to_owned()))
            .unzip();
        Self {
            id: edition.id.clone(),
            name: plan.name,
            year: plan.year,
            monitoring_starts_at: plan.timeline.monitoring_starts_at,
            opens_at: plan.timeline.opens_at,
            closes_at: plan.timeline.closes_at,
            announces_at: plan.timeline.announces_at,
            phase: name(&STANDINGS, &edition.standing).to_owned(),
            version: edition.version,
            theme: plan.theme,
            colour: name(&COLOURS, &plan.colour).to_owned(),
            tagline: plan.tagline,
            letterhead: plan.letterhead,
            organiser_code,
            organiser_rule,
        }
    }
}

impl Row {
    fn edition(self, stages: Vec<Stage>) -> Result<Edition, Error> {
        let organiser = match (self.organiser_code, self.organiser_rule) {
            (Some(organisation_code), Some(rule)) => Some(Organiser {
                organisation_code,
                rule: named(&RULES, &rule)?,
            }),
            _ => None,
        };
        Ok(Edition {
            id: self.id,
            standing: named(&STANDINGS, &self.phase)?,
            version: self.version,
            plan: Plan {
                name: self.name,
                year: self.year,
                theme: self.theme,
                timeline: Timeline {
                    monitoring_starts_at: self.monitoring_starts_at,
                    opens_at: self.opens_at,
                    closes_at: self.closes_at,
                    announces_at: self.announces_at,
                },
                stages,
                colour: named(&COLOURS, &self.colour)?,
                tagline: self.tagline,
                letterhead: self.letterhead,
                organiser,
            },
        })
    }
}

/// The editions of these rows with their stages, in the order of the rows.
pub(super) async fn whole(
    conn: &mut AsyncPgConnection,
    rows: Vec<Row>,
) -> Result<Vec<Edition>, Error> {
    let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    let found: Vec<StageRow> = edition_stage::table
        .filter(edition_stage::edition_id.eq_any(ids))
        .order((edition_stage::starts_at, edition_stage::ends_at))
        .select(StageRow::as_select())
        .load(conn)
        .await?;
    let mut stages: HashMap<String, Vec<Stage>> = HashMap::new();
    for row in found {
        let stage = Stage {
            kind: stage_named(&row.kind)?,
            starts_at: row.starts_at,
            ends_at: row.ends_at,
        };
        stages.entry(row.edition_id).or_default().push(stage);
    }
    rows.into_iter()
        .map(|row| {
            let stages = stages.remove(&row.id).unwrap_or_default();
            row.edition(stages)
        })
        .collect()
}

/// Saves an edition that is there already.
pub(super) async fn write(conn: &mut AsyncPgConnection, edition: &Edition) -> Result<(), Error> {
    diesel::update(edition::table.find(&edition.id))
        .set(Row::from(edition))
        .execute(conn)
        .await?;
    let old = edition_stage::table.filter(edition_stage::edition_id.eq(&edition.id));
    diesel::delete(old).execute(conn).await?;
    write_stages(conn, edition).await
}

/// Saves the stages of an edition that has none yet.
pub(super) async fn write_stages(
    conn: &mut AsyncPgConnection,
    edition: &Edition,
) -> Result<(), Error> {
    let row = |stage: &Stage| StageRow {
        edition_id: edition.id.clone(),
        kind: stage_name(stage.kind).to_owned(),
        starts_at: stage.starts_at,
        ends_at: stage.ends_at,
    };
    let rows: Vec<StageRow> = edition.plan.stages.iter().map(row).collect();
    diesel::insert_into(edition_stage::table)
        .values(rows)
        .execute(conn)
        .await?;
    Ok(())
}
