//! What submission's nouns are and the rules about them: plain functions on values. No database, no network, no clock; time, ids and
//! salts come in.

pub mod category;
pub mod edition;
pub mod entry;
pub mod intake;
pub mod lapor;
pub mod organisation;
pub mod participation;
pub mod refusal;
pub mod snapshot;
