//! What happens to a body in the course of time, and what it means for the bodies around it.

use chassis::error::Violations;
use uuid::Uuid;

use super::{
    Refusal,
    organisation::{Organisation, State},
    organisation_alias::{Alias, AliasKind},
    organisation_change::{Change, Grounds, What},
    text,
};

/// Which name and code a body gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewName {
    /// The name.
    pub name: String,
    /// The code; `None` when it stays.
    pub code: Option<String>,
}

impl NewName {
    /// Checks both.
    ///
    /// # Errors
    /// `NAME_MISSING`, `CODE_INVALID`, `TEXT_TOO_LONG`, `TEXT_INVALID`.
    pub fn parse(name: &str, code: &str) -> Result<Self, Violations> {
        let mut found = Violations::default();
        let name = found.note(text::NAME.parse("name", name));
        let code = Some(code.trim()).filter(|code| !code.is_empty());
        if code.is_some_and(|code| !text::is_code(code)) {
            found.add("new_code", "CODE_INVALID", text::CODE_FORM);
        }
        found.into_result()?;
        Ok(Self {
            name,
            code: code.map(str::to_owned),
        })
    }
}

/// The bodies that a change of another one reaches.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// Those right below it.
    pub units: Vec<Organisation>,
    /// Those that were merged into it.
    pub predecessors: Vec<Organisation>,
}

/// What a change leads to.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Every body that is changed, in the order of saving: what a body is found by depends on those that were merged into it.
    pub bodies: Vec<Organisation>,
    /// What bodies are called besides from now on.
    pub aliases: Vec<(Uuid, Alias)>,
    /// The lines of the history.
    pub changes: Vec<Change>,
}

impl Organisation {
    fn next(&self) -> Self {
        Self {
            version: self.version + 1,
            ..self.clone()
        }
    }

    fn below(&self, parent_code: &str) -> Self {
        let mut next = self.next();
        next.facts.parent_code = Some(parent_code.to_owned());
        next
    }

    fn merged_into(&self, successor_code: &str) -> Self {
        let successor_code = successor_code.to_owned();
        Self {
            state: State::Merged { successor_code },
            ..self.next()
        }
    }

    /// Gives the body another name or code; the old ones stay behind as aliases.
    ///
    /// # Errors
    /// `NOTHING_CHANGED`.
    pub fn rename(
        &self,
        to: NewName,
        around: &Around,
        grounds: &Grounds,
    ) -> Result<Outcome, Refusal> {
        let mut after = self.next();
        after.facts.name = to.name;
        if let Some(code) = to.code {
            after.facts.code = code;
        }
        if after.facts == self.facts {
            return Err(Refusal::NothingChanged);
        }
        let mut outcome = Outcome::default();
        let mut leave = |kind, before: &str, now: &str| {
            if before != now {
                let since = grounds.since.as_ref();
                let alias = Alias::left_behind(kind, before, since, &grounds.reason);
                outcome.aliases.push((self.id, alias));
            }
        };
        let (old, new) = (&self.facts, &after.facts);
        leave(AliasKind::FormerName, &old.name, &new.name);
        leave(AliasKind::FormerCode, &old.code, &new.code);
        if old.code != new.code {
            let code = &new.code;
            let predecessors = around.predecessors.iter().map(|one| one.merged_into(code));
            let units = around.units.iter().map(|one| one.below(code));
            outcome.bodies.extend(predecessors.chain(units));
        }
        let change = grounds.change(What::Renamed, self, &after, "");
        outcome.changes.push(change);
        outcome.bodies.push(after);
        Ok(outcome)
    }

    /// Has another body take the place of this one. `is_below` says whether that one lies below this one.
    ///
    /// # Errors
    /// `SUCCESSOR_SAME`, `SUCCESSOR_INACTIVE`, `SUCCESSOR_BELOW`.
    pub fn merge(
        &self,
        successor: &Self,
        is_below: bool,
        around: &Around,
        grounds: &Grounds,
    ) -> Result<Outcome, Refusal> {
        if self.id == successor.id {
            return Err(Refusal::SuccessorSame);
        }
        let inactive = |_| Refusal::SuccessorInactive;
        successor.must_be_active().map_err(inactive)?;
        if is_below {
            return Err(Refusal::SuccessorBelow);
        }
        let code = &successor.facts.code;
        let mut outcome = Outcome::default();
        let predecessors = around.predecessors.iter().map(|one| one.merged_into(code));
        outcome.bodies.extend(predecessors);
        for unit in &around.units {
            let moved = unit.below(code);
            let change = grounds.change(What::Moved, unit, &moved, code);
            outcome.changes.push(change);
            outcome.bodies.push(moved);
        }
        let (ended, grown) = (self.merged_into(code), successor.next());
        let own = &self.facts.code;
        outcome
            .changes
            .push(grounds.change(What::Merged, self, &ended, code));
        outcome
            .changes
            .push(grounds.change(What::Absorbed, successor, &grown, own));
        outcome.bodies.extend([ended, grown]);
        Ok(outcome)
    }

    /// Ends the body without a successor.
    ///
    /// # Errors
    /// `UNITS_REMAIN`.
    pub fn retire(&self, around: &Around, grounds: &Grounds) -> Result<Outcome, Refusal> {
        if around.units.iter().any(|unit| unit.state == State::Active) {
            return Err(Refusal::UnitsRemain);
        }
        let after = Self {
            state: State::Retired,
            ..self.next()
        };
        Ok(Outcome {
            changes: vec![grounds.change(What::Retired, self, &after, "")],
            bodies: vec![after],
            aliases: Vec::new(),
        })
    }
}

#[cfg(test)]
mod tests;
