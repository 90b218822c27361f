//! What registration's events mean here: the copies become newer.

pub mod category;
pub mod edition;
pub mod organisation_changed;
pub mod organisations_imported;
pub mod participation;
