//! Every page in both languages: what holds for all of them.

mod hostile;
mod participation;
mod samples;
mod semantics;
mod states;
mod texts;
