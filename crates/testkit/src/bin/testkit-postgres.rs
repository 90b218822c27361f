//! Starts the PostgreSQL that the test processes of one run share; see `testkit::server`.

use anyhow::{Result, bail};

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match &arguments[..] {
        [] => testkit::server::setup(),
        [word, run] if word == "keep" => {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()?;
            runtime.block_on(testkit::server::keep(run.parse()?))
        }
        _ => bail!("usage: testkit-postgres (run by nextest, see .config/nextest.toml)"),
    }
}
