//! What lets anybody check a result without trusting whoever published it: canonical JSON, salted commitments, and the
//! documents that are fixed by them: the counts of a monitored category, and a sealed result with its recomputation;
//! and the chain that an audit hangs on.
//!
//! Here belongs what holds for bytes in hand. No clock, no chance (a salt comes in as a value), no storage, no network;
//! how places are decided is in `rules`.

pub mod audit;
pub mod canonical;
pub mod commitment;
pub mod result;
pub mod snapshot;

mod recompute;

pub use canonical::{CanonicalError, to_canonical};
pub use commitment::{Digest, Salt, commit};
pub use recompute::Difference;
pub use result::{OpenError, SealError, Sealed, SealedResult};
