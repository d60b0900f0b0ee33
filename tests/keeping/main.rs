//! What keeps a document safe beside the window, on real disks.

#[path = "../ui/disk.rs"]
mod between;
mod watch;
mod writer;
