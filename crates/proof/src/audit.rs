//! A chain over the rows of an audit, and the check of it against what was said of it at the time.
//!
//! Each link hashes the one before and its row, so a row that is changed, taken out or put in breaks the chain from there on. Whoever computes the
//! whole chain anew, or cuts off its end, contradicts the checkpoints: the number and hash of a last row, signed and kept by somebody else.

use std::{collections::BTreeMap, fmt};

use serde::Serialize;

use crate::{CanonicalError, Digest, to_canonical};

/// Who did what to which thing. Nothing in it is personal; times are RFC 3339 in UTC with six places.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Its place in the chain, from 1.
    pub number: i64,
    /// Its id, a UUID.
    pub id: String,
    /// When.
    pub at: String,
    /// Who: `person:<uuid>`, `service:<name>`, `anonymous`.
    pub actor: String,
    /// The full name of the rpc.
    pub rpc: String,
    /// The thing, `<table>:<key>`.
    pub subject: String,
    /// The trace that it happened in.
    pub trace_id: Option<String>,
    /// The salted hash of what was there before.
    pub before: Option<Digest>,
    /// The salted hash of what was there afterwards.
    pub after: Option<Digest>,
}

/// How far a chain goes: the number of rows, and the hash at the last one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// How many rows.
    pub count: i64,
    /// The hash at the last.
    pub hash: Digest,
}

impl Head {
    /// Of a chain without rows.
    #[must_use]
    pub fn empty() -> Self {
        Self {
            count: 0,
            hash: Digest::of(b""),
        }
    }

    /// The head after this row.
    ///
    /// # Errors
    /// When the row has no canonical form, as with a number that is not below 2^53.
    pub fn link(&self, row: &Row) -> Result<Self, CanonicalError> {
        let mut content = self.hash.as_bytes().to_vec();
        content.extend(to_canonical(row)?);
        Ok(Self {
            count: row.number,
            hash: Digest::of(&content),
        })
    }
}

/// A service's word on its chain at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Whose chain.
    pub service: String,
    /// Its head then.
    pub head: Head,
    /// When, written as in [`Row`].
    pub signed_at: String,
}

#[derive(Serialize)]
struct Signed<'a> {
    count: i64,
    head: Digest,
    service: &'a str,
    signed_at: &'a str,
}

impl Checkpoint {
    /// The bytes that are signed.
    ///
    /// # Errors
    /// When the count is not below 2^53.
    pub fn content(&self) -> Result<Vec<u8>, CanonicalError> {
        to_canonical(&Signed {
            count: self.head.count,
            head: self.head.hash,
            service: &self.service,
            signed_at: &self.signed_at,
        })
    }
}

/// The first thing that is wrong with a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No row has this number, though later ones are there.
    Missing(i64),
    /// The row is not the one that the chain was made of.
    Changed(i64),
    /// The chain fits itself, but not a checkpoint: some row up to `last` was changed and all hashes computed anew.
    Rewritten {
        /// The first row that no earlier checkpoint vouches for.
        first: i64,
        /// The checkpoint's row.
        last: i64,
    },
    /// A checkpoint knows rows from `first` to `last` at least, which are gone.
    CutOff {
        /// The first that is gone.
        first: i64,
        /// The last that is known to have been there.
        last: i64,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(number) => write!(f, "row {number} is missing"),
            Self::Changed(number) => write!(f, "row {number} is not what was chained"),
            Self::Rewritten { first, last } => write!(
                f,
                "between row {first} and row {last} the chain was computed anew: the checkpoint of row {last} knows another"
            ),
            Self::CutOff { first, last } => {
                write!(f, "rows {first} to {last} are missing from the end")
            }
        }
    }
}

/// Follows a chain row by row and holds it against checkpoints. Whose signatures hold is the caller's to see to.
#[derive(Debug)]
pub struct Verifier {
    head: Head,
    vouched: i64,
    checkpoints: BTreeMap<i64, Vec<Digest>>,
}

impl Verifier {
    /// Begins before the first row.
    #[must_use]
    pub fn new(checkpoints: impl IntoIterator<Item = Head>) -> Self {
        let mut known: BTreeMap<i64, Vec<Digest>> = BTreeMap::new();
        for head in checkpoints {
            known.entry(head.count).or_default().push(head.hash);
        }
        Self {
            head: Head::empty(),
            vouched: 0,
            checkpoints: known,
        }
    }

    /// The next row, in the order of numbers, and the hash that is stored with it. `Ok(Some)` is the fault; the rows after it say no more.
    ///
    /// # Errors
    /// When the row has no canonical form.
    pub fn follow(&mut self, row: &Row, stored: &Digest) -> Result<Option<Fault>, CanonicalError> {
        let expected = self.head.count + 1;
        if row.number != expected {
            return Ok(Some(Fault::Missing(expected)));
        }
        self.head = self.head.link(row)?;
        if self.head.hash != *stored {
            return Ok(Some(Fault::Changed(row.number)));
        }
        let Some(known) = self.checkpoints.remove(&row.number) else {
            return Ok(None);
        };
        if known.iter().any(|hash| *hash != self.head.hash) {
            let (first, last) = (self.vouched + 1, row.number);
            return Ok(Some(Fault::Rewritten { first, last }));
        }
        self.vouched = row.number;
        Ok(None)
    }

    /// After the last row: how far the chain goes, or that it should go further.
    ///
    /// # Errors
    /// The fault.
    pub fn end(self) -> Result<Head, Fault> {
        match self.checkpoints.last_key_value() {
            Some((&last, _)) if last > self.head.count => {
                let first = self.head.count + 1;
                Err(Fault::CutOff { first, last })
            }
            _ => Ok(self.head),
        }
    }
}
