//! Submission: the works that participants enter and the counts that the committee loads, up to the moment from which they no longer change.
//!
//! - [`domain`]: entries, files of counts, snapshots, and every rule about them; no database, no network, no clock.

pub mod domain;
