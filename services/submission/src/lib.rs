//! Submission: the works that participants enter and the counts that the committee loads, up to the moment from which they no longer change.
//!
//! - [`domain`]: entries, files of counts, snapshots, and every rule about them; no database, no network, no clock.
//! - [`store`]: rows, and the event of each change in the same transaction.
//! - [`copies`]: what registration owns and submission decides on; asked for through [`clients`] before anyone is refused.
//! - [`events`]: what the others are told.

pub mod clients;
pub mod copies;
pub mod domain;
pub mod error;
pub mod events;
#[allow(missing_docs)]
pub mod schema;
pub mod store;
