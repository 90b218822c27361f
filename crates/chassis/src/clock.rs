//! The only place that reads a clock. Two times are told apart: what the event sees (phases, deadlines, seals), which an example edition or a
//! test sets, and the machine's own (tokens, `ce-time`, logs), which nobody moves.

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use uuid::Uuid;

/// A handle on the time; clones share it.
#[derive(Clone)]
pub struct Clock(Arc<Source>);

enum Source {
    System,
    /// Stands still until it is moved.
    Set {
        now: Mutex<DateTime<Utc>>,
        file: Option<PathBuf>,
    },
}

/// Why a clock was not moved or not opened.
#[derive(Debug, thiserror::Error)]
pub enum ClockError {
    /// The system's time is not ours to move.
    #[error("this clock follows the system")]
    NotSettable,
    /// A clock never goes back.
    #[error("the clock stands at {now} already")]
    Backwards {
        /// Where it stands.
        now: DateTime<Utc>,
    },
    /// The file that keeps it failed.
    #[error("the stored clock {path}")]
    File {
        /// Which file.
        path: PathBuf,
        /// What happened.
        source: io::Error,
    },
}

impl Clock {
    /// The machine's time.
    #[must_use]
    pub fn system() -> Self {
        Self(Arc::new(Source::System))
    }

    /// Stands at a moment until [`Clock::advance`]; for tests.
    #[must_use]
    pub fn fixed(now: DateTime<Utc>) -> Self {
        Self::set(now, None)
    }

    /// A clock kept in a file: stands where the file says, or at `start` when there is none yet.
    ///
    /// # Errors
    /// [`ClockError::File`] when the file cannot be read or written, or holds no time.
    pub fn stored(file: &Path, start: DateTime<Utc>) -> Result<Self, ClockError> {
        let fault = |source| ClockError::File {
            path: file.to_owned(),
            source,
        };
        match fs::read_to_string(file) {
            Ok(text) => {
                let now = DateTime::parse_from_rfc3339(text.trim())
                    .map_err(|error| fault(io::Error::new(io::ErrorKind::InvalidData, error)))?;
                Ok(Self::set(now.to_utc(), Some(file.to_owned())))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                store(file, start).map_err(fault)?;
                Ok(Self::set(start, Some(file.to_owned())))
            }
            Err(error) => Err(fault(error)),
        }
    }

    fn set(now: DateTime<Utc>, file: Option<PathBuf>) -> Self {
        Self(Arc::new(Source::Set {
            now: Mutex::new(to_micros(now)),
            file,
        }))
    }

    /// The time that the event sees, to the microsecond (what PostgreSQL keeps).
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        match &*self.0 {
            Source::System => self.system_now(),
            Source::Set { now, .. } => *now.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// The machine's time, to the microsecond.
    #[must_use]
    #[allow(clippy::disallowed_methods)]
    pub fn system_now(&self) -> DateTime<Utc> {
        to_micros(Utc::now())
    }

    /// A fresh id that sorts by the machine's time.
    #[must_use]
    #[allow(clippy::disallowed_methods)]
    pub fn new_id(&self) -> Uuid {
        Uuid::now_v7()
    }

    /// True when the event's time is not the machine's.
    #[must_use]
    pub fn is_example(&self) -> bool {
        matches!(*self.0, Source::Set { .. })
    }

    /// Moves a set clock forward.
    ///
    /// # Errors
    /// [`ClockError`] when it follows the system, would go back, or cannot be stored; it then stands where it stood.
    pub fn advance(&self, to: DateTime<Utc>) -> Result<(), ClockError> {
        let Source::Set { now, file } = &*self.0 else {
            return Err(ClockError::NotSettable);
        };
        let mut now = now.lock().unwrap_or_else(PoisonError::into_inner);
        if to < *now {
            return Err(ClockError::Backwards { now: *now });
        }
        if let Some(path) = file {
            store(path, to).map_err(|source| ClockError::File {
                path: path.clone(),
                source,
            })?;
        }
        *now = to_micros(to);
        Ok(())
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Clock({})", self.now())
    }
}

fn to_micros(time: DateTime<Utc>) -> DateTime<Utc> {
    time.duration_trunc(TimeDelta::microseconds(1))
        .unwrap_or(time)
}

fn store(path: &Path, now: DateTime<Utc>) -> io::Result<()> {
    let next = path.with_extension("next");
    fs::write(&next, now.to_rfc3339())?;
    fs::rename(next, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("time")
    }

    #[test]
    fn a_set_clock_moves_forward_and_never_back() {
        let clock = Clock::fixed(at("2024-10-21T02:00:00Z"));
        clock.advance(at("2024-10-30T16:59:00Z")).expect("forward");
        assert_eq!(clock.now(), at("2024-10-30T16:59:00Z"));
        let refused = clock.advance(at("2024-10-30T16:58:59Z"));
        assert!(matches!(refused, Err(ClockError::Backwards { .. })));
        assert_eq!(clock.now(), at("2024-10-30T16:59:00Z"));
    }

    #[test]
    fn the_system_clock_cannot_be_moved() {
        let refused = Clock::system().advance(at("2124-01-01T00:00:00Z"));
        assert!(matches!(refused, Err(ClockError::NotSettable)));
    }

    #[test]
    fn a_stored_clock_stands_where_it_was_left() {
        let folder = tempfile::tempdir().expect("folder");
        let file = folder.path().join("clock");
        let start = at("2024-01-01T00:00:00Z");
        let first = Clock::stored(&file, start).expect("new");
        first.advance(at("2024-10-21T02:00:00Z")).expect("forward");
        let second = Clock::stored(&file, start).expect("again");
        assert_eq!(second.now(), at("2024-10-21T02:00:00Z"));
    }
}
