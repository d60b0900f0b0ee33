//! What keeps a document safe beside the window, on real disks.

mod beside;
#[path = "../ui/disk.rs"]
mod between;
mod watch;
mod writer;
