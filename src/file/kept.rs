//! Texts of files that are kept beside their maps, in case that another program or a crash makes them needed.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// A text from which a map came. It is rarely needed, and then only to be read: a large one is pressed together.
#[derive(Clone)]
pub struct Kept(Arc<Mutex<Text>>);

enum Text {
    Plain(Arc<Vec<u8>>),
    /// As blocks of LZ4 keep it, with its length before it.
    Pressed(Vec<u8>),
}

/// From how many bytes on a text is pressed.
const WORTH_PRESSING: usize = 1 << 18;

impl Kept {
    /// The text.
    pub fn text(&self) -> Arc<Vec<u8>> {
        match &*self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            Text::Plain(text) => text.clone(),
            // It is as we made it.
            Text::Pressed(text) => Arc::new(lz4_flex::decompress_size_prepended(text).unwrap_or_default()),
        }
    }
}

impl From<Arc<Vec<u8>>> for Kept {
    /// Keeps a text. One that is large is pressed beside, so that nobody waits for it.
    fn from(text: Arc<Vec<u8>>) -> Self {
        let kept = Self(Arc::new(Mutex::new(Text::Plain(text.clone()))));
        if text.len() > WORTH_PRESSING {
            let place = Arc::downgrade(&kept.0);
            // Without a thread it stays as it is.
            let _ = std::thread::Builder::new().name("press".into()).spawn(move || {
                let mut pressed = lz4_flex::compress_prepend_size(&text);
                pressed.shrink_to_fit();
                if let Some(place) = place.upgrade() {
                    *place.lock().unwrap_or_else(PoisonError::into_inner) = Text::Pressed(pressed);
                }
            });
        }
        kept
    }
}

impl<T: AsRef<[u8]> + ?Sized> From<&T> for Kept {
    fn from(text: &T) -> Self {
        Arc::new(text.as_ref().to_vec()).into()
    }
}

impl Default for Kept {
    fn default() -> Self {
        Arc::new(Vec::new()).into()
    }
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Kept")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_what_it_was_however_long_it_is() {
        for length in [0, 1, 1_000, WORTH_PRESSING + 1, WORTH_PRESSING * 5] {
            let text: Vec<u8> = (0..length).map(|it| (it % 251 * (it / 1_000) % 256) as u8).collect();
            let kept = Kept::from(&text);
            let is_pressed = || matches!(*kept.0.lock().unwrap(), Text::Pressed(_));
            while length > WORTH_PRESSING && !is_pressed() {
                assert_eq!(*kept.text(), text);
                std::thread::yield_now();
            }
            assert_eq!(*kept.text(), text);
        }
    }
}
