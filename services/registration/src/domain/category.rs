//! A category: one award of an edition.

use std::collections::HashSet;

use chassis::{
    error::{Violation, Violations},
    text::{Text, sought},
};
use uuid::Uuid;

use super::text;

const CODE_CHARS: usize = 80;
const FIELD: Text = Text::up_to(80).or("FIELD_MISSING");
const PLACES: std::ops::RangeInclusive<i32> = 1..=100;

/// Who or what wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A body.
    Organisation,
    /// Somebody.
    Person,
    /// Something that was made.
    Work,
}

/// How what is judged comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intake {
    /// Every organisation of the levels is measured.
    Monitored,
    /// A participant submits.
    Entered,
    /// A self-assessment with evidence.
    Assessed,
}

/// What the committee asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Of which edition.
    pub edition_id: String,
    /// Unique in it.
    pub code: String,
    /// In Bahasa Indonesia.
    pub name: String,
    /// In English.
    pub name_en: String,
    /// Bidang.
    pub field: String,
    /// Who or what wins.
    pub subject: Option<Subject>,
    /// How it comes in.
    pub intake: Option<Intake>,
    /// Kinds of organisation that may take part, in this order.
    pub levels: Vec<String>,
    /// How many are awarded.
    pub places: i32,
    /// Not confirmed by the organiser.
    pub proposal: bool,
}

/// One award.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// Its id.
    pub id: Uuid,
    /// Of which edition.
    pub edition_id: String,
    /// Unique in it.
    pub code: String,
    /// In Bahasa Indonesia.
    pub name: String,
    /// In English.
    pub name_en: String,
    /// Bidang.
    pub field: String,
    /// Who or what wins.
    pub subject: Subject,
    /// How it comes in.
    pub intake: Intake,
    /// Kinds of organisation that may take part.
    pub levels: Vec<String>,
    /// How many are awarded.
    pub places: i32,
    /// Not confirmed by the organiser.
    pub proposal: bool,
    /// Grows by one with each change.
    pub version: i64,
}

impl Draft {
    /// The category, if everything about it is right. `kinds` are the kinds of organisation that there are.
    ///
    /// # Errors
    /// All that is wrong with it, at once.
    pub fn check(self, id: Uuid, kinds: &HashSet<String>) -> Result<Category, Violations> {
        let mut found = Violations::default();
        found.note(sought("edition_id", &self.edition_id));
        if !text::is_slug(&self.code, &['-'], CODE_CHARS) {
            let text = "lower-case letters, digits and single hyphens";
            found.add("code", "CODE_INVALID", text);
        }
        let name = found.note(text::NAME.parse("name", &self.name));
        let name_en = found.note(text::NAME.parse("name_en", &self.name_en));
        let field = found.note(FIELD.parse("field", &self.field));
        if self.subject.is_none() {
            found.add("subject", "SUBJECT_MISSING", "organisation, person or work");
        }
        if self.intake.is_none() {
            found.add("intake", "INTAKE_MISSING", "monitored, entered or assessed");
        }
        found.note(check_levels(&self.levels, kinds));
        if !PLACES.contains(&self.places) {
            found.add("places", "PLACES_INVALID", "from 1 to 100");
        }
        let (Some(subject), Some(intake)) = (self.subject, self.intake) else {
            return Err(found);
        };
        found.into_result()?;
        Ok(Category {
            id,
            edition_id: self.edition_id,
            code: self.code,
            name,
            name_en,
            field,
            subject,
            intake,
            levels: self.levels,
            places: self.places,
            proposal: self.proposal,
            version: 1,
        })
    }
}

fn check_levels(levels: &[String], kinds: &HashSet<String>) -> Result<(), Violation> {
    if levels.is_empty() {
        let text = "at least one kind of organisation";
        return Err(Violation::new("levels", "LEVELS_MISSING", text));
    }
    let mut seen = HashSet::new();
    for (index, level) in levels.iter().enumerate() {
        let field = format!("levels[{index}]");
        if !kinds.contains(level) {
            let text = "not a kind of organisation";
            return Err(Violation::new(field, "LEVEL_UNKNOWN", text));
        }
        if !seen.insert(level) {
            return Err(Violation::new(
                field,
                "LEVEL_REPEATED",
                "named once already",
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds() -> HashSet<String> {
        ["desa", "bumd"].map(str::to_owned).into()
    }

    fn draft() -> Draft {
        Draft {
            edition_id: "fest-2024".to_owned(),
            code: "media-sosial-desa".to_owned(),
            name: "Media sosial desa".to_owned(),
            name_en: "Social media of villages".to_owned(),
            field: "ikp".to_owned(),
            subject: Some(Subject::Organisation),
            intake: Some(Intake::Monitored),
            levels: vec!["desa".to_owned()],
            places: 3,
            proposal: true,
        }
    }

    fn reasons(draft: Draft) -> Vec<&'static str> {
        let found = draft.check(Uuid::nil(), &kinds()).expect_err("refused");
        found.as_slice().iter().map(|one| one.reason).collect()
    }

    #[test]
    fn a_category_begins_at_version_one() {
        let category = draft().check(Uuid::nil(), &kinds()).expect("fine");
        assert_eq!((category.version, category.places), (1, 3));
    }

    #[test]
    fn everything_wrong_with_a_category_is_said_at_once() {
        let empty = Draft {
            code: "Media Sosial".to_owned(),
            name: String::new(),
            name_en: " ".to_owned(),
            field: String::new(),
            subject: None,
            intake: None,
            levels: Vec::new(),
            places: 0,
            ..draft()
        };
        assert_eq!(
            reasons(empty),
            [
                "CODE_INVALID",
                "NAME_MISSING",
                "NAME_MISSING",
                "FIELD_MISSING",
                "SUBJECT_MISSING",
                "INTAKE_MISSING",
                "LEVELS_MISSING",
                "PLACES_INVALID"
            ]
        );
    }

    #[test]
    fn a_level_is_a_known_kind_and_named_once() {
        let with = |levels: &[&str]| Draft {
            levels: levels.iter().map(|level| (*level).to_owned()).collect(),
            ..draft()
        };
        assert_eq!(reasons(with(&["desa", "kota"])), ["LEVEL_UNKNOWN"]);
        assert_eq!(reasons(with(&["desa", "desa"])), ["LEVEL_REPEATED"]);
    }
}
