//! What keeps a document safe beside the window: threads that write, watch and read, so that no disk ever stops a frame.
//!
//! What must hold here:
//! - The window asks and looks for the answer; it never waits for a disk, but for a time that it names itself.
//! - What is asked of one thread is done in the order in which it was asked.
//! - A disk that does not answer leaves a thread behind and nothing else.

mod ending;
mod errand;
mod watch;
mod writer;

pub use ending::Ending;
pub use errand::Errand;
pub use watch::{Found, Watch};
pub use writer::Writer;

/// Wakes the window when there is an answer for it.
pub type Wake = Box<dyn Fn() + Send>;
