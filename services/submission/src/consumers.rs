//! What registration's events mean here: the copies become newer.

pub mod category_created;
pub mod edition_locked;
pub mod organisations_imported;
pub mod participation;
