//! What is measured without a jury: the two rates of SP4N-LAPOR! reports, and how a rate becomes a score.
//!
//! The follow-up rate is the official one: a report in process counts as followed up. The county's 2023 figures show
//! it: 711 received, 19 without an answer, (711 - 19) / 711 = 97.3 %, while the resolved rate of that year is
//! 505 / 711 = 71 %. The parts need not add up to what was received (505 + 137 + 19 = 661): reports closed in another
//! state, "arsip" or "bukan wewenang", are in nobody's column.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::exact::Exact;

/// One organisation's reports in the measured window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "UncheckedCounts")]
pub struct LaporCounts {
    received: u64,
    resolved: u64,
    in_process: u64,
    not_followed_up: u64,
}

/// The parts are more than the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("resolved, in process and not followed up are together more than the reports received")]
pub struct CountsExceedReceived;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UncheckedCounts {
    received: u64,
    resolved: u64,
    in_process: u64,
    not_followed_up: u64,
}

impl TryFrom<UncheckedCounts> for LaporCounts {
    type Error = CountsExceedReceived;

    fn try_from(counts: UncheckedCounts) -> Result<Self, CountsExceedReceived> {
        Self::new(
            counts.received,
            counts.resolved,
            counts.in_process,
            counts.not_followed_up,
        )
    }
}

impl LaporCounts {
    /// Counts whose parts are at most what was received.
    pub fn new(
        received: u64,
        resolved: u64,
        in_process: u64,
        not_followed_up: u64,
    ) -> Result<Self, CountsExceedReceived> {
        let parts = u128::from(resolved) + u128::from(in_process) + u128::from(not_followed_up);
        if parts > u128::from(received) {
            return Err(CountsExceedReceived);
        }
        Ok(Self {
            received,
            resolved,
            in_process,
            not_followed_up,
        })
    }

    /// Reports received.
    pub fn received(&self) -> u64 {
        self.received
    }

    /// Reports closed as resolved.
    pub fn resolved(&self) -> u64 {
        self.resolved
    }

    /// Reports answered, not closed.
    pub fn in_process(&self) -> u64 {
        self.in_process
    }

    /// Reports without an answer.
    pub fn not_followed_up(&self) -> u64 {
        self.not_followed_up
    }

    /// Reports of a state that none of the columns names.
    pub fn other(&self) -> u64 {
        self.received - self.resolved - self.in_process - self.not_followed_up
    }
}

/// A rate that is computed from counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum Measure {
    /// (received - not followed up) / received.
    #[serde(rename = "lapor.follow_up_rate")]
    LaporFollowUpRate,
    /// resolved / received.
    #[serde(rename = "lapor.resolved_rate")]
    LaporResolvedRate,
}

/// No measure has this id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no measure has this id")]
pub struct MeasureUnknown;

impl Measure {
    /// Every measure there is.
    pub const ALL: [Self; 2] = [Self::LaporFollowUpRate, Self::LaporResolvedRate];

    /// The name in the published rules.
    pub fn id(self) -> &'static str {
        match self {
            Self::LaporFollowUpRate => "lapor.follow_up_rate",
            Self::LaporResolvedRate => "lapor.resolved_rate",
        }
    }

    /// The rate, from 0 to 1; `None` without any report, because missing is not zero.
    pub fn rate(self, counts: &LaporCounts) -> Option<Exact> {
        let counted = match self {
            Self::LaporFollowUpRate => counts.received - counts.not_followed_up,
            Self::LaporResolvedRate => counts.resolved,
        };
        Exact::from(counted).checked_div(&Exact::from(counts.received))
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl FromStr for Measure {
    type Err = MeasureUnknown;

    fn from_str(id: &str) -> Result<Self, MeasureUnknown> {
        Self::ALL
            .into_iter()
            .find(|measure| measure.id() == id)
            .ok_or(MeasureUnknown)
    }
}

/// How a rate becomes a score: the floor gives 0, the target and above give 1, linear between.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MeasuredScale {
    /// What is measured.
    pub measure: Measure,
    /// The rate that is worth nothing yet.
    pub floor: Exact,
    /// The rate that is worth everything.
    pub target: Exact,
    /// With fewer reports than this there is no score: one of one must not beat 199 of 200.
    pub minimum_volume: u64,
}

impl MeasuredScale {
    /// The score from 0 to 1, or `None` where there are too few reports to tell.
    pub fn score(&self, counts: &LaporCounts) -> Option<Exact> {
        if counts.received < self.minimum_volume {
            return None;
        }
        let rate = self.measure.rate(counts)?;
        let above_floor = &rate - &self.floor;
        let share = above_floor.checked_div(&(&self.target - &self.floor))?;
        Some(share.clamp(Exact::zero(), Exact::one()))
    }
}
