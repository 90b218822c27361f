//! Everything about an edition that the committee decides while it is a draft.

use chassis::{
    error::{Violation, Violations},
    text::Text,
};

use super::{
    schedule::{self, Stage, StageDraft, Timeline},
    text,
};

const YEARS: std::ops::RangeInclusive<i32> = 2000..=2999;
const LETTERHEAD_LINES: usize = 8;
const LINE: Text = Text::up_to(text::NAME_CHARS);
const CODE: Text = Text::up_to(120);

/// Colours that pages have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)] // Their names say it.
pub enum Colour {
    #[default]
    Green,
    Blue,
    Clay,
}

/// Whether the organiser can win its own award.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrganiserRule {
    /// Like everybody else.
    Competes,
    /// It takes part and is shown, and nothing is awarded to it.
    OutOfCompetition,
}

/// Who holds the edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organiser {
    /// The body's code.
    pub organisation_code: String,
    /// What holds for it.
    pub rule: OrganiserRule,
}

/// What the committee decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// What it is called.
    pub name: String,
    /// Its year.
    pub year: i32,
    /// What it is about; may be empty.
    pub theme: String,
    /// When things happen.
    pub timeline: Timeline,
    /// What else happens, in the order of the beginnings.
    pub stages: Vec<Stage>,
    /// How pages look.
    pub colour: Colour,
    /// One line below the name; may be empty.
    pub tagline: String,
    /// Lines above a letter.
    pub letterhead: Vec<String>,
    /// Who holds it, if that was said.
    pub organiser: Option<Organiser>,
}

/// A plan as it was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)] // The fields are those of a plan.
pub struct PlanDraft {
    pub name: String,
    pub year: i32,
    pub theme: String,
    pub timeline: Option<Timeline>,
    pub stages: Vec<StageDraft>,
    pub colour: Colour,
    pub tagline: String,
    pub letterhead: Vec<String>,
    /// Code and rule.
    pub organiser: Option<(String, Option<OrganiserRule>)>,
}

impl PlanDraft {
    /// The plan, if everything about it is right.
    ///
    /// # Errors
    /// All that is wrong with it, at once.
    pub fn check(self) -> Result<Plan, Violations> {
        let mut found = Violations::default();
        let plan = self.check_noting(&mut found);
        found.into_result()?;
        // Without a timeline something was noted.
        plan.ok_or_else(|| missing_timeline().into())
    }

    /// Notes all that is wrong beside what was found already; without a timeline there is no plan.
    pub(super) fn check_noting(self, found: &mut Violations) -> Option<Plan> {
        let name = found.note(text::NAME.parse("name", &self.name));
        if !YEARS.contains(&self.year) {
            found.add("year", "YEAR_INVALID", "from 2000 to 2999");
        }
        match &self.timeline {
            None => found.note(Err(missing_timeline())),
            Some(timeline) => found.note(timeline.check()),
        }
        let stages = schedule::stages(found, &self.stages, self.timeline.as_ref());
        let theme = LINE.parse("theme", &self.theme);
        let tagline = LINE.parse("branding.tagline", &self.tagline);
        let letterhead = letterhead(found, &self.letterhead);
        let organiser = self.organiser.map(organiser).transpose();
        Some(Plan {
            name,
            year: self.year,
            theme: found.note(theme),
            stages,
            colour: self.colour,
            tagline: found.note(tagline),
            letterhead,
            organiser: found.note(organiser),
            timeline: self.timeline?,
        })
    }
}

fn missing_timeline() -> Violation {
    let text = "all four moments are needed";
    Violation::new("timeline", "TIMELINE_MISSING", text)
}

fn letterhead(found: &mut Violations, lines: &[String]) -> Vec<String> {
    if lines.len() > LETTERHEAD_LINES {
        found.add("letterhead", "LETTERHEAD_TOO_LONG", "at most eight lines");
        return Vec::new();
    }
    let mut checked = Vec::with_capacity(lines.len());
    for (index, line) in lines.iter().enumerate() {
        let line = LINE.parse(&format!("letterhead[{index}]"), line);
        checked.push(found.note(line));
    }
    checked
}

/// Whether there is such a body is for whoever knows the registry.
fn organiser((code, rule): (String, Option<OrganiserRule>)) -> Result<Organiser, Violation> {
    let Some(rule) = rule else {
        let text = "competes or out of competition";
        return Err(Violation::new(
            "organiser.rule",
            "ORGANISER_RULE_MISSING",
            text,
        ));
    };
    let field = "organiser.organisation_code";
    Ok(Organiser {
        organisation_code: CODE.parse(field, &code)?,
        rule,
    })
}
