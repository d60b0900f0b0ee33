//! Two things at a time.

/// Does both, the first on a thread of its own if that is `worth` it.
pub(crate) fn beside<A: Send, B>(worth: bool, one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B) -> (A, B) {
    if !worth {
        return (one(), other());
    }
    std::thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        (one.join().unwrap_or_else(|it| std::panic::resume_unwind(it)), other)
    })
}
