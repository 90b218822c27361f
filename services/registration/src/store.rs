//! Queries. A change and its event are saved in one transaction; "not there" is an `Option`, and the caller knows what that means.

pub mod account;
pub mod category;
pub mod channel;
pub mod consent;
pub mod edition;
pub mod erasure;
pub mod export;
pub mod file;
pub mod guess;
pub mod invitation;
pub mod judge;
pub mod known_device;
pub mod organisation;
pub mod organisation_alias;
pub mod organisation_alias_file;
pub mod organisation_change;
pub mod organisation_import;
pub mod organisation_life;
pub mod organisation_load;
pub mod organisation_search;
pub mod participation;
pub mod participation_rule;
pub mod person;
pub mod platform;
pub mod progress;
pub mod session;
