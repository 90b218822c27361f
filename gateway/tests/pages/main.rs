//! Every page in both languages: what holds for all of them.

mod samples;
mod semantics;
mod states;
mod texts;
