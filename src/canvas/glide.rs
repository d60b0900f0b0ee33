//! The way of the camera from one framing to another.

use crate::map::Framing;

/// How long a glide takes, in seconds.
pub const GLIDE: f64 = 0.2;

/// The camera on its way from one framing to another, in a straight line on the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glide {
    from: Framing,
    to: Framing,
    /// When it set off, in seconds.
    since: f64,
}

impl Glide {
    /// On its way from `since`, in seconds of whatever clock [`Glide::at`] is asked by. Zooms must be above 0.
    pub fn new(from: Framing, to: Framing, since: f64) -> Self {
        Self { from, to, since }
    }

    /// Where it leads.
    pub fn to(&self) -> Framing {
        self.to
    }

    /// Whether it has arrived at this time, in seconds.
    pub fn is_over(&self, now: f64) -> bool {
        now - self.since >= GLIDE
    }

    /// What is seen at this time, in seconds: it sets off at once and slows down towards the end. Before the start it is
    /// what was seen then, after the end where it leads.
    pub fn at(&self, now: f64) -> Framing {
        if self.is_over(now) {
            return self.to;
        }
        let left = 1.0 - ((now - self.since) / GLIDE).max(0.0);
        let gone = 1.0 - left * left * left;
        let (from, to) = (self.from, self.to);
        let zoom = from.zoom * (to.zoom / from.zoom).powf(gone);
        // A map unit of the way is worth what it takes on the screen: so one point of the map stays where it is, as with a wheel.
        let whole = 1.0 / from.zoom - 1.0 / to.zoom;
        let part = match whole.abs() * from.zoom < 1e-6 {
            true => gone,
            false => (1.0 / from.zoom - 1.0 / zoom) / whole,
        };
        Framing {
            x: from.x + (to.x - from.x) * part,
            y: from.y + (to.y - from.y) * part,
            zoom,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn framing(x: f64, y: f64, zoom: f64) -> Framing {
        Framing { x, y, zoom }
    }

    #[test]
    fn it_sets_off_where_it_was_and_arrives_in_time() {
        let (from, to) = (framing(10.0, 20.0, 0.5), framing(-300.0, 40.0, 1.0));
        let glide = Glide::new(from, to, 7.0);
        assert_eq!(glide.at(6.0), from);
        assert_eq!(glide.at(7.0), from);
        assert!(!glide.is_over(7.1));
        assert!(glide.is_over(7.0 + GLIDE));
        assert_eq!(glide.at(7.0 + GLIDE), to);
        assert_eq!(glide.at(99.0), to);
        const { assert!(GLIDE <= 0.25) };
    }

    #[test]
    fn while_it_zooms_one_place_stays_where_it_is() {
        let (from, to) = (framing(0.0, 0.0, 1.0), framing(100.0, 0.0, 2.0));
        let glide = Glide::new(from, to, 0.0);
        // x = 200 is 200 points right of the middle before and after.
        for now in [0.02, 0.05, 0.1, 0.15] {
            let seen = glide.at(now);
            assert!(((200.0 - seen.x) * seen.zoom - 200.0).abs() < 1e-9, "{seen:?}");
        }
    }

    fn any_framing() -> impl Strategy<Value = Framing> {
        let far = || prop_oneof![-1e3..1e3, -1e9..1e9];
        (far(), far(), prop_oneof![0.004..8.0, Just(1.0)]).prop_map(|(x, y, zoom)| Framing { x, y, zoom })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn it_never_turns_back_nor_shoots_beyond(from in any_framing(), to in any_framing()) {
            let glide = Glide::new(from, to, 0.0);
            let mut last = from;
            for n in 0..=20 {
                let seen = glide.at(GLIDE * f64::from(n) / 20.0);
                for (before, now, end) in [(last.x, seen.x, to.x), (last.y, seen.y, to.y), (last.zoom, seen.zoom, to.zoom)] {
                    // What floating point cannot tell apart is no turn.
                    let slack = 1e-6 * (1.0 + before.abs().max(end.abs()));
                    prop_assert!(now >= before.min(end) - slack && now <= before.max(end) + slack, "{last:?} {seen:?} {to:?}");
                }
                last = seen;
            }
            prop_assert_eq!(last, to);
        }
    }
}
