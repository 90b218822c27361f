//! A category in its row, and its levels beside it.

use diesel::{
    dsl::sql,
    expression::SqlLiteral,
    prelude::*,
    sql_types::{Array, Text},
};
use uuid::Uuid;

use crate::{
    domain::category::{Category, Intake, PublicScores, Scores, Subject},
    error::Error,
    schema::category,
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = category, check_for_backend(diesel::pg::Pg))]
pub(super) struct Row {
    id: Uuid,
    edition_id: String,
    code: String,
    name: String,
    name_en: String,
    field: String,
    subject: String,
    intake: String,
    places: i32,
    proposal: bool,
    version: i64,
    minimum_entries: i32,
    minimum_volume: i32,
    may_stay_unawarded: bool,
    public_scores: String,
    score_name: String,
    score_name_en: String,
}

/// A category's levels, to be selected beside it.
pub(super) fn levels() -> SqlLiteral<Array<Text>> {
    sql("ARRAY(SELECT kind FROM category_level WHERE category_id = category.id ORDER BY position)")
}

const fn subject_name(subject: Subject) -> &'static str {
    match subject {
        Subject::Organisation => "organisation",
        Subject::Person => "person",
        Subject::Work => "work",
    }
}

const fn intake_name(intake: Intake) -> &'static str {
    match intake {
        Intake::Monitored => "monitored",
        Intake::Entered => "entered",
        Intake::Assessed => "assessed",
    }
}

const fn scores_name(public: PublicScores) -> &'static str {
    match public {
        PublicScores::None => "none",
        PublicScores::Winners => "winners",
        PublicScores::Nominees => "nominees",
        PublicScores::All => "all",
    }
}

impl TryFrom<(Row, Vec<String>)> for Category {
    type Error = Error;

    fn try_from((row, levels): (Row, Vec<String>)) -> Result<Self, Error> {
        let subjects = [Subject::Organisation, Subject::Person, Subject::Work];
        let subject = subjects
            .into_iter()
            .find(|one| subject_name(*one) == row.subject);
        let intakes = [Intake::Monitored, Intake::Entered, Intake::Assessed];
        let intake = intakes
            .into_iter()
            .find(|one| intake_name(*one) == row.intake);
        let public = [
            PublicScores::None,
            PublicScores::Winners,
            PublicScores::Nominees,
            PublicScores::All,
        ];
        let public = public
            .into_iter()
            .find(|one| scores_name(*one) == row.public_scores);
        Ok(Self {
            id: row.id,
            edition_id: row.edition_id,
            code: row.code,
            name: row.name,
            name_en: row.name_en,
            field: row.field,
            subject: subject.ok_or(Error::Row("category"))?,
            intake: intake.ok_or(Error::Row("category"))?,
            levels,
            places: row.places,
            proposal: row.proposal,
            minimum_entries: row.minimum_entries,
            minimum_volume: row.minimum_volume,
            may_stay_unawarded: row.may_stay_unawarded,
            scores: Scores {
                public: public.ok_or(Error::Row("category"))?,
                name: row.score_name,
                name_en: row.score_name_en,
            },
            version: row.version,
        })
    }
}

/// What of a category can be rewritten.
#[derive(Insertable, AsChangeset)]
#[diesel(table_name = category)]
pub(super) struct Values<'a> {
    code: &'a str,
    name: &'a str,
    name_en: &'a str,
    field: &'a str,
    subject: &'a str,
    intake: &'a str,
    places: i32,
    proposal: bool,
    version: i64,
    minimum_entries: i32,
    minimum_volume: i32,
    may_stay_unawarded: bool,
    public_scores: &'a str,
    score_name: &'a str,
    score_name_en: &'a str,
}

impl<'a> From<&'a Category> for Values<'a> {
    fn from(category: &'a Category) -> Self {
        Self {
            code: &category.code,
            name: &category.name,
            name_en: &category.name_en,
            field: &category.field,
            subject: subject_name(category.subject),
            intake: intake_name(category.intake),
            places: category.places,
            proposal: category.proposal,
            version: category.version,
            minimum_entries: category.minimum_entries,
            minimum_volume: category.minimum_volume,
            may_stay_unawarded: category.may_stay_unawarded,
            public_scores: scores_name(category.scores.public),
            score_name: &category.scores.name,
            score_name_en: &category.scores.name_en,
        }
    }
}
