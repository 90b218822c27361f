//! What a participant does next, told from the data.

use super::{Claim, View};
use crate::pages::{is_participant, room};
use crate::texts::Phrase;

/// One line of the list.
pub(super) struct Step {
    pub title: Phrase,
    pub more: Phrase,
    pub action: Phrase,
    pub href: Option<String>,
}

impl View<'_> {
    fn step(&self, keys: [&'static str; 3], href: Option<String>) -> Step {
        let [title, more, action] = keys.map(|key| self.t.say(key));
        Step {
            title,
            more,
            action,
            href,
        }
    }

    /// What to do now, the first thing first; there is always one.
    pub(super) fn steps(&self) -> Vec<Step> {
        if self.is_over() {
            return vec![self.step(
                ["step-over", "step-over-more", "home-results"],
                Some("/hasil".to_owned()),
            )];
        }
        let person = self.c.person.as_ref();
        // Who works elsewhere is not asked to claim an organisation.
        if let Some(person) = person.filter(|one| self.p.claims.is_empty() && !is_participant(one))
        {
            let keys = ["step-elsewhere", "step-elsewhere-more", "step-elsewhere-do"];
            return vec![self.step(keys, Some(room(person).to_owned()))];
        }
        if self.p.claims.is_empty() {
            return vec![self.step(
                ["step-claim", "step-claim-more", "claim-do"],
                Some("/peserta-saya/klaim".to_owned()),
            )];
        }
        let mut steps = Vec::new();
        if let Some(returned) = self.p.claims.iter().find(|claim| claim.is_returned()) {
            let href = format!("/peserta-saya/{}", returned.id);
            let keys = ["step-returned", "step-returned-more", "step-returned-do"];
            let mut step = self.step(keys, Some(href));
            step.more = step
                .more
                .strong("organisation", &returned.organisation.name);
            steps.push(step);
        }
        if !self.p.endorsable.is_empty() {
            steps.push(self.step(
                ["step-endorse", "step-endorse-more", "step-endorse-do"],
                Some("#dukungan".to_owned()),
            ));
        }
        if let Some(draft) = self.p.entries.iter().find(|entry| !entry.is_submitted()) {
            let mut step = self.step(
                ["step-draft", "step-draft-more", "step-draft-do"],
                Some(format!("/karya/{}", draft.id)),
            );
            step.more = step.more.strong(
                "category",
                self.t.choose(&draft.category_name, &draft.category_name_en),
            );
            steps.push(step);
        }
        if !self.p.openings.is_empty() && self.is_open() {
            steps.push(self.step(
                ["step-begin", "step-begin-more", "step-begin-do"],
                Some("#mulai".to_owned()),
            ));
        }
        if self.p.claims.iter().any(Claim::waits) {
            steps.push(self.step(
                ["step-wait", "step-wait-more", "step-read-do"],
                Some("/#kategori".to_owned()),
            ));
        }
        if steps.is_empty() {
            steps.push(self.step(
                ["step-nothing", "step-nothing-more", "step-read-do"],
                Some("/#kategori".to_owned()),
            ));
        }
        steps
    }
}
