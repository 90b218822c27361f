//! The folder of one child: one user at a time, a password that stays, a log.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt, lchown};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use nix::unistd::User;
use tokio::time::{Instant, sleep};

/// Where a child finds its folder, whoever may enter the folders above it: descriptor 9 is a handle of the folder
/// that we opened, and so a child that runs as another user works below a folder of mode 700.
pub(crate) const SEEN_BY_CHILD: &str = "/proc/self/fd/9";

/// Puts our standard input (the folder's handle) where the child expects it, then becomes the child.
const LAUNCH: &str = r#"exec 9<&0 </dev/null; exec "$@""#;

/// A predecessor whose parent was killed needs this long at most to write what it holds.
const PREDECESSOR: Duration = Duration::from_secs(20);

/// A child's folder, locked. Each child inherits the handle and with it the lock, so a folder is free again only when
/// the last process of the child is gone, however the parent ended.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    handle: File,
}

impl Folder {
    /// Makes the folder if need be and waits until no other process uses it.
    pub(crate) async fn lock(path: &Path) -> Result<Self> {
        let name = path.display();
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(path)
            .with_context(|| format!("cannot make the folder {name}"))?;
        let path = path
            .canonicalize()
            .with_context(|| format!("cannot find the folder {name}"))?;
        let handle = File::open(&path).with_context(|| format!("cannot open the folder {name}"))?;
        let deadline = Instant::now() + PREDECESSOR;
        loop {
            match handle.try_lock() {
                Ok(()) => return Ok(Self { path, handle }),
                Err(TryLockError::WouldBlock) if Instant::now() < deadline => {
                    sleep(Duration::from_millis(20)).await
                }
                Err(TryLockError::WouldBlock) => {
                    bail!(
                        "the folder {name} is in use by another process; stop that one first or choose another folder"
                    )
                }
                Err(TryLockError::Error(error)) => {
                    return Err(error).with_context(|| format!("cannot lock the folder {name}"));
                }
            }
        }
    }

    pub(crate) fn join(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// The password of this folder's child, made at the first start.
    pub(crate) fn password(&self) -> Result<String> {
        let path = self.join("password");
        if !path.exists() {
            let draft = self.join("password.new");
            self.write_private("password.new", &crate::random::password()?)?;
            fs::rename(&draft, &path).with_context(|| format!("cannot keep {}", path.display()))?;
        }
        let text =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        Ok(text.trim().to_owned())
    }

    /// Writes a file that nobody else may read.
    pub(crate) fn write_private(&self, name: &str, text: &str) -> Result<PathBuf> {
        let path = self.join(name);
        let write = || {
            let mut file = OpenOptions::new()
                .write(true)
                .create(true)
                .truncate(true)
                .mode(0o600)
                .open(&path)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()
        };
        write().with_context(|| format!("cannot write {}", path.display()))?;
        Ok(path)
    }

    /// Lets `user` pass through this folder and own what is below `name`.
    pub(crate) fn give(&self, name: &str, user: &User) -> Result<()> {
        let path = self.join(name);
        fs::set_permissions(&self.path, Permissions::from_mode(0o711))
            .and_then(|()| give_tree(&path, user))
            .with_context(|| {
                format!(
                    "cannot hand {} to the user {}, as whom PostgreSQL is to run",
                    path.display(),
                    user.name
                )
            })
    }

    /// The log, opened for the child to go on with, and where it ends now.
    pub(crate) fn log(&self) -> Result<(File, LogMark)> {
        let path = self.join("log");
        let file = OpenOptions::new()
            .create(true)
            .append(true)
            .mode(0o600)
            .open(&path);
        let file = file.with_context(|| format!("cannot open {}", path.display()))?;
        let from = file
            .metadata()
            .with_context(|| format!("cannot look at {}", path.display()))?
            .len();
        Ok((file, LogMark { path, from }))
    }

    /// A command that runs `program` with this folder as [`SEEN_BY_CHILD`], as `user`, writing to `log`, in a process
    /// group of its own (Ctrl-C in a terminal is for us; we stop the child in its turn), and with the kernel's promise
    /// to send it `farewell` when we end.
    pub(crate) fn command(
        &self,
        program: &Path,
        user: Option<&User>,
        log: File,
        farewell: &str,
    ) -> Result<Command> {
        use std::os::unix::process::CommandExt;
        let mut command = Command::new("/bin/sh");
        command.args(["-c", LAUNCH, "sh", "setpriv", "--pdeathsig", farewell]);
        if let Some(user) = user {
            command.args([
                "--reuid",
                &user.uid.to_string(),
                "--regid",
                &user.gid.to_string(),
                "--clear-groups",
            ]);
        }
        command
            .arg("--")
            .arg(program)
            .current_dir(&self.path)
            .process_group(0);
        command
            .env_clear()
            .env("PATH", "/usr/local/bin:/usr/bin:/bin")
            .env("LC_ALL", "C");
        command
            .stdin(Stdio::from(self.handle.try_clone()?))
            .stdout(log.try_clone()?)
            .stderr(log);
        Ok(command)
    }
}

fn give_tree(path: &Path, user: &User) -> std::io::Result<()> {
    let metadata = path.symlink_metadata()?;
    if metadata.is_dir() {
        for entry in fs::read_dir(path)? {
            give_tree(&entry?.path(), user)?;
        }
    }
    if metadata.uid() == user.uid.as_raw() {
        return Ok(());
    }
    lchown(path, Some(user.uid.as_raw()), Some(user.gid.as_raw()))
}

/// A place in a log: what was written after it is the story of one start.
#[derive(Debug)]
pub(crate) struct LogMark {
    path: PathBuf,
    from: u64,
}

impl LogMark {
    /// The last lines written since, for an error message.
    pub(crate) fn tail(&self) -> String {
        let read = || {
            let mut file = File::open(&self.path)?;
            file.seek(SeekFrom::Start(self.from))?;
            let mut bytes = Vec::new();
            file.take(1 << 20).read_to_end(&mut bytes)?;
            std::io::Result::Ok(bytes)
        };
        let text = match read() {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) => error.to_string(),
        };
        let lines: Vec<&str> = text.lines().collect();
        let last = &lines[lines.len().saturating_sub(10)..];
        format!("the end of {}:\n{}", self.path.display(), last.join("\n"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_folder_keeps_its_password() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("child");
        let first = Folder::lock(&path).await.unwrap().password().unwrap();
        let folder = Folder::lock(&path).await.unwrap();
        assert_eq!(folder.password().unwrap(), first);
        let mode = folder
            .join("password")
            .metadata()
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[tokio::test(start_paused = true)]
    async fn a_folder_in_use_is_refused_by_name() {
        let home = tempfile::tempdir().unwrap();
        let _held = Folder::lock(home.path()).await.unwrap();
        let error = Folder::lock(home.path()).await.unwrap_err().to_string();
        assert!(
            error.contains(&home.path().display().to_string()) && error.contains("in use"),
            "{error}"
        );
    }
}
