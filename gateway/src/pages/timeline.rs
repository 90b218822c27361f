//! When things happen, as steps that are done, going on or still to come.

use chrono::{DateTime, Duration, Utc};

use super::markup::Markup;
use super::moved::StageDates;
use crate::format;
use crate::texts::{Language, Phrase};

/// An edition's dates.
#[derive(Debug, Clone)]
pub struct Timeline {
    /// Measures count from here.
    pub monitoring_starts_at: DateTime<Utc>,
    /// Entries are taken from here.
    pub opens_at: DateTime<Utc>,
    /// Entries are taken before this moment.
    pub closes_at: DateTime<Utc>,
    /// The evening.
    pub announces_at: DateTime<Utc>,
    /// What else happens, in the order of the beginnings.
    pub stages: Vec<StageDates>,
}

/// One step.
pub(super) struct Step {
    pub title: Phrase,
    pub when: Markup,
    /// "done", "now" or "".
    pub state: &'static str,
    /// The same for those who do not see it.
    pub said: Option<Phrase>,
}

impl Timeline {
    /// What readers wait for next, if anything.
    pub(super) fn next(&self, now: DateTime<Utc>) -> Option<(&'static str, DateTime<Utc>)> {
        let moments = [
            ("countdown-opens", self.opens_at),
            ("countdown-closes", self.closes_at),
            ("countdown-announces", self.announces_at),
        ];
        moments.into_iter().find(|(_, at)| now < *at)
    }

    pub(super) fn steps(&self, now: &DateTime<Utc>, language: &Language) -> Vec<Step> {
        let (now, language) = (*now, *language);
        // The day after entries close, seen from the moment itself, which is the first that is late.
        let judging = format::range(
            self.closes_at + Duration::minutes(1),
            self.announces_at,
            language,
        );
        let steps = [
            (
                "step-monitoring",
                self.monitoring_starts_at,
                self.opens_at,
                format::day(self.monitoring_starts_at, language),
            ),
            (
                "step-open",
                self.opens_at,
                self.closes_at,
                format::range(self.opens_at, self.closes_at, language),
            ),
            ("step-judging", self.closes_at, self.announces_at, judging),
            (
                "step-announcement",
                self.announces_at,
                self.announces_at,
                format::moment(self.announces_at, language),
            ),
        ];
        let mut steps: Vec<Step> = steps
            .into_iter()
            .map(|(key, from, until, when)| step(key, (from, until), when, now, language))
            .collect();
        // Before the evening, with which everything ends.
        let evening = steps.len() - 1;
        let stages = self.stages.iter().map(|stage| {
            let when = format::range(stage.starts_at, stage.ends_at, language);
            let span = (stage.starts_at, stage.ends_at);
            step(stage.what.key(), span, when, now, language)
        });
        steps.splice(evening..evening, stages);
        steps
    }
}

fn step(
    key: &'static str,
    (from, until): (DateTime<Utc>, DateTime<Utc>),
    when: String,
    now: DateTime<Utc>,
    language: Language,
) -> Step {
    let (state, said) = if now >= until {
        ("done", Some(language.say("step-done")))
    } else if now >= from {
        ("now", Some(language.say("step-now")))
    } else {
        ("", None)
    };
    Step {
        title: language.say(key),
        when: Markup(format!(
            "<time datetime=\"{}\">{when}</time>",
            format::machine(from)
        )),
        state,
        said,
    }
}
