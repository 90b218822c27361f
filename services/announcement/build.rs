//! Migrations are embedded; without this line a new file would not be seen by a later build.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
