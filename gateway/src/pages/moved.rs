//! Dates that were moved after the rules were locked: what, from when to when, and why.

use chrono::{DateTime, Utc};

use super::markup::Markup;
use crate::format;
use crate::texts::{Language, Phrase};

/// What an edition has a date for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // Their words say it.
pub enum Dated {
    MonitoringStarts,
    Opens,
    Closes,
    Announces,
    Interview,
    SiteVisit,
    Clarification,
    Objection,
}

impl Dated {
    /// The stages that an edition may have besides its timeline, in their usual order.
    pub const STAGES: [Self; 4] = [
        Self::Interview,
        Self::SiteVisit,
        Self::Clarification,
        Self::Objection,
    ];
    /// Every one.
    pub const ALL: [Self; 8] = [
        Self::MonitoringStarts,
        Self::Opens,
        Self::Closes,
        Self::Announces,
        Self::Interview,
        Self::SiteVisit,
        Self::Clarification,
        Self::Objection,
    ];

    /// For fields and programs: "site_visit".
    pub fn name(self) -> &'static str {
        match self {
            Self::MonitoringStarts => "monitoring_starts",
            Self::Opens => "opens",
            Self::Closes => "closes",
            Self::Announces => "announces",
            Self::Interview => "interview",
            Self::SiteVisit => "site_visit",
            Self::Clarification => "clarification",
            Self::Objection => "objection",
        }
    }

    /// What [`Dated::name`] gave.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// The key of its word.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::MonitoringStarts => "dated-monitoring",
            Self::Opens => "dated-opens",
            Self::Closes => "dated-closes",
            Self::Announces => "dated-announces",
            Self::Interview => "dated-interview",
            Self::SiteVisit => "dated-site-visit",
            Self::Clarification => "dated-clarification",
            Self::Objection => "dated-objection",
        }
    }

    pub(super) fn word(&self, language: &Language) -> Phrase {
        language.say(self.key())
    }
}

/// A stage beside the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageDates {
    /// Which.
    pub what: Dated,
    /// Its beginning.
    pub starts_at: DateTime<Utc>,
    /// The first moment that is late.
    pub ends_at: DateTime<Utc>,
}

/// A date that was moved.
#[derive(Debug, Clone)]
pub struct Moved {
    /// Which.
    pub what: Dated,
    /// When it was, and the end of a stage.
    pub before: (DateTime<Utc>, Option<DateTime<Utc>>),
    /// When it is now.
    pub after: (DateTime<Utc>, Option<DateTime<Utc>>),
    /// As the committee wrote it.
    pub reason: String,
    /// When it was moved.
    pub moved_at: DateTime<Utc>,
}

impl Moved {
    pub(super) fn before(&self, language: &Language) -> Markup {
        span(self.before, *language)
    }

    pub(super) fn after(&self, language: &Language) -> Markup {
        span(self.after, *language)
    }
}

fn span((from, until): (DateTime<Utc>, Option<DateTime<Utc>>), language: Language) -> Markup {
    let time = |at: DateTime<Utc>| {
        let text = format::moment(at, language);
        format!("<time datetime=\"{}\">{text}</time>", format::machine(at))
    };
    match until {
        None => Markup(time(from)),
        Some(until) => Markup(format!("{} – {}", time(from), time(until))),
    }
}
