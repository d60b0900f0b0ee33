//! Places in the order of the document.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

/// A place in the order of the document. Between any two there is room for another.
///
/// The bytes are a fraction, most significant first, and never end in 0: "Implementing Fractional Indexing", David Greenspan, 2020.
#[derive(Clone, PartialEq, Eq)]
pub struct Order(Bytes);

/// A map holds several of these for every record: they are kept as small as can be.
#[derive(Clone, PartialEq, Eq)]
enum Bytes {
    /// With zeros behind them, which leave a fraction as it is.
    Few([u8; FEW]),
    /// More than [`FEW`].
    #[expect(
        clippy::box_collection,
        reason = "a pointer and a length would make every order larger"
    )]
    Many(Box<Vec<u8>>),
}

const FEW: usize = 15;

impl Order {
    /// The place of the `n`th record, counted from 0, in a document that was just read.
    pub(super) fn nth(n: usize) -> Self {
        // Room for 2^32 records.
        Self::counted((n as u32).saturating_add(1))
    }

    fn counted(n: u32) -> Self {
        let [a, b, c, d] = n.to_be_bytes();
        // The last byte keeps the fraction from ending in 0.
        Self::new(&[a, b, c, d, 0x80])
    }

    fn new(bytes: &[u8]) -> Self {
        if bytes.len() > FEW {
            return Self(Bytes::Many(Box::new(bytes.to_vec())));
        }
        let mut few = [0; FEW];
        few[..bytes.len()].copy_from_slice(bytes);
        Self(Bytes::Few(few))
    }

    /// The fraction; zeros may stand behind it.
    fn bytes(&self) -> &[u8] {
        match &self.0 {
            Bytes::Few(bytes) => bytes,
            Bytes::Many(bytes) => bytes,
        }
    }

    /// A place after `low` and before `high`; nothing is before everything, or after everything.
    pub(super) fn between(low: Option<&Self>, high: Option<&Self>) -> Self {
        if let (Some(low), None) = (low, high) {
            // Appending is by far the most common: count on instead of halving the rest of the room each time.
            let head = std::array::from_fn(|i| low.bytes().get(i).copied().unwrap_or(0));
            if let Some(next) = u32::from_be_bytes(head).checked_add(1) {
                return Self::counted(next);
            }
        }
        let low = low.map_or(&[][..], Self::bytes);
        let high = high.map(Self::bytes);
        let mut bytes = Vec::new();
        let mut below_high = high.is_none();
        for i in 0.. {
            let a = u16::from(low.get(i).copied().unwrap_or(0));
            let b = match high {
                Some(high) if !below_high => u16::from(high.get(i).copied().unwrap_or(0)),
                _ => 256,
            };
            if b > a + 1 {
                bytes.push(((a + b) / 2) as u8);
                return Self::new(&bytes);
            }
            bytes.push(a as u8);
            below_high |= b > a;
        }
        unreachable!("the bytes of `low` end")
    }

    /// So many places in their order after `low` and before `high`, as [`Order::between`].
    pub(crate) fn several_between(low: Option<&Self>, high: Option<&Self>, n: usize) -> Vec<Self> {
        let mut out: Vec<Self> = Vec::with_capacity(n);
        match high {
            Some(high) => Self::fill(&mut out, low, high, n),
            None => (0..n).for_each(|_| out.push(Self::between(out.last().or(low), None))),
        }
        out
    }

    fn fill(out: &mut Vec<Self>, low: Option<&Self>, high: &Self, n: usize) {
        if n == 0 {
            return;
        }
        // Halving keeps the fractions short.
        let middle = Self::between(low, Some(high));
        Self::fill(out, low, &middle, n / 2);
        out.push(middle.clone());
        Self::fill(out, Some(&middle), high, n - 1 - n / 2);
    }
}

/// Which of these numbers make the longest run that rises, from first to last: those that are left over moved.
///
/// "Longest increasing and decreasing subsequences", Craige Schensted, 1961.
pub(crate) fn longest_run(numbers: impl IntoIterator<Item = usize>) -> Vec<usize> {
    let numbers: Vec<usize> = numbers.into_iter().collect();
    // The ends of the best runs of each length, and what comes before each number in its run.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; numbers.len()];
    for (n, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|it| numbers[*it] < *number);
        before[n] = length.checked_sub(1).map(|it| ends[it]);
        match ends.get_mut(length) {
            Some(end) => *end = n,
            None => ends.push(n),
        }
    }
    let mut run: Vec<usize> = std::iter::successors(ends.last().copied(), |it| before[*it]).collect();
    run.reverse();
    run
}

impl Ord for Order {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Bytes::Few(one), Bytes::Few(other)) => one.cmp(other),
            _ => self.bytes().cmp(other.bytes()),
        }
    }
}

impl PartialOrd for Order {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Hash for Order {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.bytes().hash(state);
    }
}

impl fmt::Debug for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = self.bytes().iter().rposition(|it| *it != 0).map_or(0, |it| it + 1);
        f.debug_tuple("Order").field(&&self.bytes()[..end]).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_always_room_between_two_places() {
        let mut low = Order::nth(0);
        let mut high = Order::nth(1);
        for turn in 0..1000 {
            let middle = Order::between(Some(&low), Some(&high));
            assert!(low < middle && middle < high, "{low:?} {middle:?} {high:?}");
            if turn % 3 == 0 {
                low = middle;
            } else {
                high = middle;
            }
        }
        assert!(matches!(low.0, Bytes::Many(_)), "both lengths are met on the way");
    }

    #[test]
    fn there_is_always_room_before_and_after_all() {
        let (mut first, mut last) = (Order::nth(0), Order::nth(0));
        for _ in 0..1000 {
            let before = Order::between(None, Some(&first));
            let after = Order::between(Some(&last), None);
            assert!(before < first && last < after);
            (first, last) = (before, after);
        }
        assert_eq!(last, Order::nth(1000), "appending does not make longer keys");
    }

    #[test]
    fn several_places_between_two_take_little_room() {
        let (low, high) = (Order::nth(0), Order::nth(1));
        for (low, high) in [
            (None, None),
            (Some(&low), Some(&high)),
            (None, Some(&low)),
            (Some(&high), None),
        ] {
            let several = Order::several_between(low, high, 3000);
            let all: Vec<&Order> = low.into_iter().chain(&several).chain(high).collect();
            assert!(all.is_sorted_by(|a, b| a < b), "{low:?} {high:?}");
            assert_eq!(several.len(), 3000);
            assert!(
                several.iter().all(|it| matches!(it.0, Bytes::Few(_))),
                "{low:?} {high:?}"
            );
        }
    }

    #[test]
    fn an_order_takes_little_room() {
        assert_eq!(size_of::<Order>(), 16);
    }
}
