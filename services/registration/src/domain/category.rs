//! A category: one award of an edition.

use std::collections::HashSet;

use chassis::{
    error::{Violation, Violations},
    text::{Text, sought},
};
use uuid::Uuid;

use super::{Refusal, text};

const CODE_CHARS: usize = 80;
const FIELD: Text = Text::up_to(80).or("FIELD_MISSING");
const SCORE_NAME: Text = Text::up_to(text::NAME_CHARS).or("SCORE_NAME_MISSING");
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

/// Whose scores become public with the result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)] // Their names say it.
pub enum PublicScores {
    #[default]
    None,
    Winners,
    Nominees,
    All,
}

/// What becomes public of a category's scores.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scores {
    /// Whose.
    pub public: PublicScores,
    /// What such a score is called in Bahasa Indonesia; empty when none is public.
    pub name: String,
    /// The same in English.
    pub name_en: String,
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
    /// With fewer entries nothing need be awarded.
    pub minimum_entries: i32,
    /// With fewer of what is counted an organisation is not ranked.
    pub minimum_volume: i32,
    /// Whether the plenary may award nothing.
    pub may_stay_unawarded: bool,
    /// Whose scores become public, and under which name.
    pub scores: Scores,
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
    /// With fewer entries nothing need be awarded.
    pub minimum_entries: i32,
    /// With fewer of what is counted an organisation is not ranked.
    pub minimum_volume: i32,
    /// Whether the plenary may award nothing.
    pub may_stay_unawarded: bool,
    /// Whose scores become public, and under which name.
    pub scores: Scores,
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
        for (field, minimum) in [
            ("minimum_entries", self.minimum_entries),
            ("minimum_volume", self.minimum_volume),
        ] {
            if minimum < 0 {
                found.add(field, "MINIMUM_INVALID", "not below zero");
            }
        }
        let scores = self.scores.check(&mut found);
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
            minimum_entries: self.minimum_entries,
            minimum_volume: self.minimum_volume,
            may_stay_unawarded: self.may_stay_unawarded,
            scores,
            version: 1,
        })
    }
}

impl Scores {
    /// A public score has a name; what nobody sees needs none, and then none is kept.
    fn check(self, found: &mut Violations) -> Self {
        if self.public == PublicScores::None {
            return Self::default();
        }
        let mut named = |field, name: &str| found.note(SCORE_NAME.parse(field, name));
        Self {
            public: self.public,
            name: named("score_name", &self.name),
            name_en: named("score_name_en", &self.name_en),
        }
    }
}

impl Category {
    /// The same category as `rewritten`, a checked draft of it, says.
    ///
    /// # Errors
    /// `VERSION_STALE`.
    pub fn update(self, expected_version: i64, rewritten: Self) -> Result<Self, Refusal> {
        Ok(Self {
            version: self.next_version(expected_version)?,
            ..rewritten
        })
    }

    /// What is told of it when it is no more.
    ///
    /// # Errors
    /// `VERSION_STALE`.
    pub fn remove(self, expected_version: i64) -> Result<Self, Refusal> {
        Ok(Self {
            version: self.next_version(expected_version)?,
            ..self
        })
    }

    /// The same award in another edition, which has yet to confirm it.
    #[must_use]
    pub fn copy(&self, id: Uuid, edition_id: &str) -> Self {
        Self {
            id,
            edition_id: edition_id.to_owned(),
            proposal: true,
            version: 1,
            ..self.clone()
        }
    }

    /// Whether somebody has to look at what comes in.
    #[must_use]
    pub const fn is_judged(&self) -> bool {
        match self.intake {
            Intake::Monitored => false,
            Intake::Entered | Intake::Assessed => true,
        }
    }

    const fn next_version(&self, expected: i64) -> Result<i64, Refusal> {
        if self.version == expected {
            return Ok(self.version + 1);
        }
        Err(Refusal::VersionStale)
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
mod tests;
