//! What holds for a file, whatever bytes are in it.

use truss::file::{read, write};

/// Reads the bytes: that ends; a message is one line with a place in the file, and its quote is two; and what was read is
/// written so that it is read back the same. Says whether there was a map.
pub fn check(bytes: &[u8]) -> bool {
    let lines = bytes.iter().filter(|it| **it == b'\n').count() + 1;
    let first = match read(bytes) {
        Ok(first) => first,
        Err(error) => {
            assert!((1..=lines).contains(&error.line) && error.column >= 1, "{error}");
            check_words(&error.to_string(), &error.quote.to_string());
            return false;
        }
    };
    for problem in &first.problems {
        assert!((1..=lines).contains(&problem.line) && problem.column >= 1, "{problem}");
        check_words(&problem.to_string(), &problem.quote.to_string());
    }
    let text = write(&first.map);
    let second = read(text.as_bytes()).expect("what is written can be read");
    // As text: a number that is none does not equal itself.
    assert_eq!(format!("{:?}", second.map.parts()), format!("{:?}", first.map.parts()));
    assert_eq!(write(&second.map), text);
    true
}

fn check_words(message: &str, quote: &str) {
    assert!(!message.contains('\n'), "{message}");
    assert_eq!(quote.matches('\n').count(), 1, "{quote}");
    let unseen = |it: char| truss::map::is_unseen(it) || it.is_control() && it != '\n';
    assert!(!quote.contains(unseen), "{quote:?}");
}
