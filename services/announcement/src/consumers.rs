//! What foreign events mean here.

pub mod category_sealed;
