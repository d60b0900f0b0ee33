//! What happens to a map, one thing after the other.

use crate::sim::Luck;

/// Which node is meant.
#[derive(Clone, Copy, Debug)]
pub enum End {
    First,
    Last,
}

/// What happens.
#[derive(Clone, Debug)]
pub enum Action {
    /// Puts a letter to a sentence.
    Rewrite(End),
    Add,
    /// Adds a reason.
    Support(End),
    /// Makes it another kind of node.
    Turn(End, u8),
    Delete(End),
    Undo,
    Redo,
    /// Saves, and if the file was changed answers like this.
    Save(Wish),
    /// Another program touches the file, and the person comes back to the window at once or sees it later.
    Theirs(Theirs, bool),
    /// Answers the card about the file.
    Answer(usize),
    /// Settles a conflict, with ours or theirs.
    Settle(bool),
    LookAway,
    /// From here on the disk stops before this step, and whatever is under way then is cut off.
    DieAt(u64, Death),
    Die(Death),
}

/// What is answered when a save meets something unseen.
#[derive(Clone, Copy, Debug)]
pub enum Wish {
    Replace,
    TakeTheirs,
    Cancel,
}

/// What another program does to the file.
#[derive(Clone, Copy, Debug)]
pub enum Theirs {
    Adds,
    Rewrites(End),
    TakesOut(End),
    Removes,
    CutsInHalf,
    LeavesMarks,
    /// What the window knows.
    PutsBack,
    /// What is on the desk.
    DoesTheSame,
}

/// How it all ends, and how it begins again.
#[derive(Clone, Copy, Debug)]
pub struct Death {
    /// Of what was not forced to the disk, when the power goes; without, only the process dies.
    pub luck: Option<Luck>,
    pub after: After,
    /// Whether the next start names the file.
    pub by_name: bool,
}

impl Death {
    /// The process dies, and the work is taken up.
    pub const PLAIN: Self = Self {
        luck: None,
        after: After::Recover,
        by_name: true,
    };
}

/// What is done with the work that was left behind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum After {
    Recover,
    /// The process dies again right after it.
    RecoverTwice,
    /// It dies again before anything was answered.
    Later,
    Discard,
}
