//! Types and rules. Nothing here waits, asks a database, speaks a protocol or reads a clock: what a rule needs comes in as a value.

pub mod account;
pub mod account_code;
pub mod api_client;
pub mod category;
pub mod channel;
mod code;
pub mod consent;
pub mod edition;
pub mod erasure;
pub mod file;
pub mod guess;
pub mod invitation;
pub mod judge;
pub mod language;
pub mod mail;
pub mod organisation;
pub mod organisation_alias;
pub mod organisation_alias_file;
pub mod organisation_alias_plan;
pub mod organisation_change;
pub mod organisation_export;
pub mod organisation_file;
pub mod organisation_life;
pub mod organisation_search;
pub mod participation;
pub mod person;
pub mod platform;
pub mod progress;
mod refusal;
pub mod reminder;
pub mod rough_date;
pub mod second_factor;
pub mod session;
mod table;
mod text;

pub use refusal::Refusal;
