//! Finds the programs of PostgreSQL.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

/// Where Debian keeps each major version apart.
const DEBIAN: &str = "/usr/lib/postgresql";

const HELP: &str = "install Debian's package `postgresql` (apt-get install postgresql), or put `initdb` and `postgres` on PATH";

/// The folder with `initdb` and `postgres`: of the major version `wanted` where a data folder already has one,
/// otherwise the newest of Debian's, otherwise the first on `path`.
pub(super) fn find(wanted: Option<&str>, path: &std::ffi::OsStr) -> Result<PathBuf> {
    let mut found = installed(Path::new(DEBIAN));
    found.sort_unstable_by_key(|(major, _)| std::cmp::Reverse(*major));
    if let Some(wanted) = wanted {
        if let Some((_, bin)) = found
            .into_iter()
            .find(|(major, _)| major.to_string() == wanted)
        {
            return Ok(bin);
        }
        return on_path(path).ok_or_else(|| {
            anyhow::anyhow!("the folder holds data of PostgreSQL {wanted}, which is not installed: apt-get install postgresql-{wanted}")
        });
    }
    if let Some((_, bin)) = found.into_iter().next() {
        return Ok(bin);
    }
    let Some(bin) = on_path(path) else {
        bail!("PostgreSQL is not installed: {HELP}")
    };
    Ok(bin)
}

fn installed(root: &Path) -> Vec<(u32, PathBuf)> {
    let Ok(entries) = fs::read_dir(root) else {
        return Vec::new();
    };
    let version = |entry: fs::DirEntry| {
        Some((
            entry.file_name().to_str()?.parse().ok()?,
            entry.path().join("bin"),
        ))
    };
    entries
        .flatten()
        .filter_map(version)
        .filter(|(_, bin): &(u32, PathBuf)| is_complete(bin))
        .collect()
}

fn on_path(path: &std::ffi::OsStr) -> Option<PathBuf> {
    std::env::split_paths(path).find(|folder| is_complete(folder))
}

fn is_complete(bin: &Path) -> bool {
    bin.join("initdb").is_file() && bin.join("postgres").is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_major_version_is_named_with_its_package() {
        let error = find(Some("9"), std::ffi::OsStr::new("/nowhere"))
            .unwrap_err()
            .to_string();
        assert!(error.contains("apt-get install postgresql-9"), "{error}");
    }

    #[test]
    fn only_a_complete_installation_counts() {
        let root = tempfile::tempdir().unwrap();
        for (version, programs) in [("14", &["initdb", "postgres"][..]), ("16", &["initdb"])] {
            let bin = root.path().join(version).join("bin");
            fs::create_dir_all(&bin).unwrap();
            programs
                .iter()
                .for_each(|program| fs::write(bin.join(program), "").unwrap());
        }
        let found: Vec<u32> = installed(root.path())
            .into_iter()
            .map(|(major, _)| major)
            .collect();
        assert_eq!(found, [14]);
    }
}
