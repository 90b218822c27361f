//! Decode, call, encode.

pub mod result;
