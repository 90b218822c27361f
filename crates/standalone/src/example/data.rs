//! The form of `data/example-edition.toml`.

use std::collections::BTreeMap;

use anyhow::Context;
use chrono::{DateTime, FixedOffset};
use fest_proto::{registration::v1 as registration, scoring::v1 as scoring, r#type::v1::Exact};
use serde::Deserialize;

const EDITION: &str = include_str!("../../data/example-edition.toml");

type Moment = DateTime<FixedOffset>;

/// The edition as data.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExampleEdition {
    pub id: String,
    pub name: String,
    pub year: i32,
    theme: String,
    tagline: String,
    letterhead: Vec<String>,
    organiser: Organiser,
    pub timeline: Timeline,
    pub steps: Steps,
    pub rubrics: BTreeMap<String, Rubric>,
    pub categories: Vec<Category>,
}

/// Who holds it, and what holds for them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Organiser {
    organisation_code: String,
    rule: String,
}

/// When things happen.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Timeline {
    monitoring_starts_at: Moment,
    opens_at: Moment,
    closes_at: Moment,
    announces_at: Moment,
}

/// When the committee did what.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Steps {
    pub set_up_at: Moment,
    pub lock_at: Moment,
    pub claim_at: Moment,
    pub verify_at: Moment,
    pub appoint_at: Moment,
}

/// Criteria that several categories share.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rubric {
    criteria: Vec<Criterion>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Criterion {
    code: String,
    name: String,
    name_en: String,
    weight: String,
    juror: Option<JurorScale>,
    measured: Option<MeasuredScale>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct JurorScale {
    minimum: String,
    maximum: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MeasuredScale {
    measure: String,
    floor: String,
    target: String,
    minimum_volume: i64,
}

/// One award.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    pub code: String,
    name: String,
    name_en: String,
    field: String,
    subject: String,
    intake: String,
    levels: Vec<String>,
    places: i32,
    /// Key in `rubrics`; categories whose instrument comes later have none.
    pub rubric: Option<String>,
}

impl ExampleEdition {
    /// The data of this build.
    ///
    /// # Errors
    /// When it does not fit its form.
    pub fn read() -> anyhow::Result<Self> {
        toml::from_str(EDITION).context("example-edition.toml")
    }

    /// The command that plans the new draft.
    pub fn plan(&self, request_id: String) -> registration::UpdateEditionRequest {
        let rule = format!("ORGANISER_RULE_{}", self.organiser.rule.to_uppercase());
        let rule = registration::OrganiserRule::from_str_name(&rule).unwrap_or_default();
        registration::UpdateEditionRequest {
            request_id,
            edition_id: self.id.clone(),
            expected_version: 1,
            name: self.name.clone(),
            year: self.year,
            timeline: Some(self.timeline.clone().into()),
            theme: self.theme.clone(),
            stages: Vec::new(),
            branding: Some(registration::Branding {
                colour: registration::BrandColour::Green.into(),
                tagline: self.tagline.clone(),
            }),
            letterhead: self.letterhead.clone(),
            organiser: Some(registration::Organiser {
                organisation_code: self.organiser.organisation_code.clone(),
                rule: rule.into(),
            }),
        }
    }
}

impl From<Timeline> for registration::Timeline {
    fn from(timeline: Timeline) -> Self {
        let time = |moment: Moment| Some(moment.to_utc().into());
        Self {
            monitoring_starts_at: time(timeline.monitoring_starts_at),
            opens_at: time(timeline.opens_at),
            closes_at: time(timeline.closes_at),
            announces_at: time(timeline.announces_at),
        }
    }
}

impl Category {
    /// The command that makes it.
    pub fn request(
        &self,
        request_id: String,
        edition_id: &str,
    ) -> registration::CreateCategoryRequest {
        let subject = format!("CATEGORY_SUBJECT_{}", self.subject.to_uppercase());
        let intake = format!("CATEGORY_INTAKE_{}", self.intake.to_uppercase());
        registration::CreateCategoryRequest {
            request_id,
            edition_id: edition_id.to_owned(),
            code: self.code.clone(),
            name: self.name.clone(),
            name_en: self.name_en.clone(),
            field: self.field.clone(),
            subject: registration::CategorySubject::from_str_name(&subject).unwrap_or_default()
                as i32,
            intake: registration::CategoryIntake::from_str_name(&intake).unwrap_or_default() as i32,
            levels: self.levels.clone(),
            places: self.places,
            proposal: true,
            may_stay_unawarded: true,
            public_scores: registration::PublicScores::Winners.into(),
            score_name: "Nilai akhir".to_owned(),
            score_name_en: "Final score".to_owned(),
            ..registration::CreateCategoryRequest::default()
        }
    }
}

impl Rubric {
    /// The criteria in the contract's form.
    pub fn criteria(&self) -> Vec<scoring::Criterion> {
        self.criteria.iter().map(Into::into).collect()
    }
}

impl From<&Criterion> for scoring::Criterion {
    fn from(criterion: &Criterion) -> Self {
        let juror = criterion.juror.as_ref().map(|scale| {
            scoring::criterion::Source::Juror(scoring::JurorScale {
                minimum: exact(&scale.minimum),
                maximum: exact(&scale.maximum),
            })
        });
        let measured = criterion.measured.as_ref().map(|scale| {
            scoring::criterion::Source::Measured(scoring::MeasuredScale {
                measure: scale.measure.clone(),
                floor: exact(&scale.floor),
                target: exact(&scale.target),
                minimum_volume: scale.minimum_volume,
            })
        });
        Self {
            code: criterion.code.clone(),
            name: criterion.name.clone(),
            name_en: criterion.name_en.clone(),
            weight: exact(&criterion.weight),
            source: juror.or(measured),
        }
    }
}

fn exact(value: &str) -> Option<Exact> {
    Some(Exact {
        value: value.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_has_21_categories_and_58_places() {
        let edition = ExampleEdition::read().expect("data");
        assert_eq!(edition.categories.len(), 21);
        let places: i32 = edition.categories.iter().map(|one| one.places).sum();
        assert_eq!(places, 58);
    }

    #[test]
    fn every_rubric_that_a_category_names_is_there() {
        let edition = ExampleEdition::read().expect("data");
        for category in &edition.categories {
            let known = category
                .rubric
                .as_ref()
                .is_none_or(|key| edition.rubrics.contains_key(key));
            assert!(known, "{}", category.code);
        }
    }
}
