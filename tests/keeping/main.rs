//! What keeps a document safe beside the window, on real disks.

mod watch;
mod writer;
