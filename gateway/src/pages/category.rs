//! `/kategori/{code}`: by what a category is judged, who may take part, how many win.

use super::{Intake, Part, home, organisation, page};
use crate::format;
use crate::texts::{Language, Phrase};

/// `GET /kategori/{code}`.
#[derive(Debug, Clone)]
pub struct CategoryPage {
    /// In Bahasa Indonesia.
    pub name: String,
    /// In English.
    pub name_en: String,
    /// Bidang.
    pub field: String,
    /// How what is judged comes in.
    pub intake: Intake,
    /// Kinds of organisation.
    pub levels: Vec<String>,
    /// How many are awarded.
    pub places: u64,
    /// Not confirmed by the organiser.
    pub proposal: bool,
    /// With fewer entries nothing need be awarded; 0 for any number.
    pub minimum_entries: u64,
    /// With fewer of what is counted nobody is ranked; 0 for any number.
    pub minimum_volume: u64,
    /// Whether the plenary may award nothing.
    pub may_stay_unawarded: bool,
    /// Whose scores become public.
    pub public_scores: PublicScores,
    /// What a public score is called.
    pub score_name: String,
    /// The same in English.
    pub score_name_en: String,
    /// In the order that breaks ties; empty while there is no rubric.
    pub criteria: Vec<Criterion>,
    /// What did not answer.
    pub unavailable: Vec<Part>,
}

page!(CategoryPage, "category.html");

/// Whose scores become public with the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // Their names say it.
pub enum PublicScores {
    None,
    Winners,
    Nominees,
    All,
}

/// One leaf of the rubric.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Criterion {
    pub name: String,
    pub name_en: String,
    /// "0.25".
    pub weight: String,
    pub source: Source,
}

/// Where a criterion's value comes from.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub enum Source {
    Juror {
        minimum: String,
        maximum: String,
    },
    Measured {
        measure: String,
        floor: String,
        target: String,
        minimum_volume: u64,
    },
}

impl CategoryPage {
    fn field_word(&self, language: &Language) -> Phrase {
        home::field(&self.field, *language)
    }

    fn kinds(&self, language: &Language) -> String {
        organisation::kinds(&self.levels, *language)
    }

    fn scores(&self, language: &Language) -> Phrase {
        language.say(match self.public_scores {
            PublicScores::None => "scores-none",
            PublicScores::Winners => "scores-winners",
            PublicScores::Nominees => "scores-nominees",
            PublicScores::All => "scores-all",
        })
    }

    fn is_entered(&self) -> bool {
        self.intake == Intake::Entered
    }
}

impl Criterion {
    fn weight_shown(&self, language: &Language) -> String {
        format::percent(&self.weight, *language)
    }

    fn source_text(&self, language: &Language) -> Phrase {
        match &self.source {
            Source::Juror { minimum, maximum } => {
                let (minimum, maximum) = (
                    format::decimal(minimum, *language),
                    format::decimal(maximum, *language),
                );
                language
                    .say("source-juror")
                    .text("minimum", minimum)
                    .text("maximum", maximum)
            }
            Source::Measured {
                measure,
                floor,
                target,
                minimum_volume,
            } => language
                .say("source-measured")
                .text("measure", measure_word(measure, *language).plain())
                .text("floor", format::percent(floor, *language))
                .text("target", format::percent(target, *language))
                .count("volume", *minimum_volume),
        }
    }
}

fn measure_word(measure: &str, language: Language) -> Phrase {
    match measure {
        "lapor.follow_up_rate" => language.say("measure-follow-up"),
        "lapor.resolved_rate" => language.say("measure-resolved"),
        other => language.say("kind-other").text("kind", other),
    }
}
