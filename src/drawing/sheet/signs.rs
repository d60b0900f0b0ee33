//! Signs and words take their places last, among lines that stand.

use super::Sheet;
use super::laying::{Turn, Visits, turn};
use crate::drawing::link::{LinkMarks, SIGN, WORD_REACH, WordSide, word_mark, word_place};
use crate::drawing::route::Course;
use crate::geom::{Point, Polyline, Rect, size};
use crate::map::{Id, Link, Map};
use std::collections::BTreeSet;

/// How long the last pieces of links must be for a word to stand beside them without a line through it.
const WORD_ROOM: f64 = 25.0;

/// How far from its line a sign sees what it must not cover.
const SIGN_REACH: f64 = 32.0;

impl Sheet {
    /// Puts the signs of all links that were seen, or that run where something changed, where they cover nothing.
    pub(super) fn put_signs(&mut self, map: &Map, visits: &mut Visits) {
        let near = |sheet: &Self, rect: Rect| -> Vec<Id> {
            sheet
                .runs
                .touching(rect.grown(SIGN_REACH))
                .map(|it| it.0.clone())
                .collect()
        };
        let mut signed: BTreeSet<Turn> = visits.seen.iter().map(|it| turn(map, it)).collect();
        for rect in visits.disturbed.iter().filter(|_| !visits.have_all) {
            signed.extend(near(self, *rect).iter().map(|it| turn(map, it)));
        }
        while let Some(own) = signed.pop_first() {
            let Some(marks) = self.links.get(&own.2) else { continue };
            let (old, new) = (marks.sign, self.sign_place(map, marks, &own));
            visits.seen.insert(own.2.clone());
            if old == new {
                continue;
            }
            if let Some(marks) = self.links.get_mut(&own.2) {
                marks.put_sign(new);
            }
            for at in [old, new] {
                let rect = Rect::around(at, at);
                if !visits.have_all {
                    signed.extend(near(self, rect).iter().map(|it| turn(map, it)).filter(|it| *it > own));
                }
                visits.resigned.push(rect);
            }
        }
    }

    /// Where the sign of a link covers least: no head, junction or box, no sign of a link before it, and no line if it can.
    fn sign_place(&self, map: &Map, marks: &LinkMarks, own: &Turn) -> Point {
        let mut best: Option<(f64, Point)> = None;
        for (fee, at) in marks.course.sign_places() {
            if best.is_some_and(|it| it.0 <= fee) {
                continue;
            }
            // Edges may touch.
            let place = Rect::from_center_size(at, size(SIGN - 1.0, SIGN - 1.0));
            let covers = |it: &Rect| it.overlaps(&place);
            let mut cost = fee + 1000.0 * marks.knots.iter().filter(|it| covers(it)).count() as f64;
            cost += 1000.0 * self.boxes.touching(place).filter(|it| covers(&it.1)).count() as f64;
            let others: BTreeSet<&Id> = self.runs.touching(place.grown(SIGN_REACH)).map(|it| it.0).collect();
            for other in others.into_iter().filter(|it| **it != own.2) {
                let Some(its) = self.links.get(other) else { continue };
                cost += 1000.0 * its.knots.iter().filter(|it| covers(it)).count() as f64;
                if covers(&Rect::from_center_size(its.sign, size(SIGN, SIGN))) && turn(map, other) < *own {
                    cost += 1000.0;
                }
                if its.course.lines().any(|it| it.crosses(&place)) {
                    cost += 40.0;
                }
            }
            if best.is_none_or(|it| cost < it.0) {
                best = Some((cost, at));
            }
        }
        best.map_or_else(|| marks.course.sign(), |it| it.1)
    }

    /// Gives words to all links that were seen, or that end where something changed.
    pub(super) fn put_words(&mut self, map: &Map, visits: &mut Visits) {
        if visits.have_all {
            return visits.seen.iter().for_each(|it| self.put_word(map, it));
        }
        let mut spoken: BTreeSet<Id> = visits.seen.clone();
        let ends = visits
            .seen
            .iter()
            .filter_map(|it| self.links.get(it))
            .map(|it| Rect::around(it.course.end(), it.course.end()));
        let rects: Vec<Rect> = ends
            .chain(visits.resigned.iter().copied())
            .chain(visits.disturbed.iter().copied())
            .collect();
        for rect in rects {
            // A word stands beside its link: a line may run through it that does not come near the link.
            spoken.extend(self.runs.touching(rect.grown(2.0 * WORD_REACH)).map(|it| it.0.clone()));
        }
        for id in spoken {
            self.put_word(map, &id);
        }
    }

    /// Gives a link its word, unless something else is where it would stand.
    pub(super) fn put_word(&mut self, map: &Map, id: &Id) {
        let place = |it: &Id| {
            let (link, (_, side)) = (map.link(it)?, self.firsts.get(it)?);
            Some(word_place(link.relation, self.links.get(it)?.course.end(), (*side)?))
        };
        let word = place(id).filter(|place_of_own| {
            let near: BTreeSet<&Id> = self
                .runs
                .touching(place_of_own.grown(WORD_REACH))
                .map(|it| it.0)
                .collect();
            let is_free = |other: &Id| {
                let Some(its) = self.links.get(other) else { return true };
                let sign = Rect::from_center_size(its.sign, size(SIGN, SIGN));
                let covers = |it: &Rect| it.overlaps(place_of_own);
                let is_other = other != id;
                let over = is_other && its.course.lines().any(|it| it.crosses(place_of_own));
                let spoken = is_other && place(other).is_some_and(|it| covers(&it)) && turn(map, other) < turn(map, id);
                !over && !spoken && !covers(&sign) && !its.knots.iter().any(covers)
            };
            self.boxes.touching(*place_of_own).next().is_none() && near.into_iter().all(is_free)
        });
        let word = word.and_then(|_| {
            let (link, (_, side)) = (map.link(id)?, self.firsts.get(id)?);
            Some(word_mark(link.relation, self.links.get(id)?.course.end(), (*side)?))
        });
        if let Some(marks) = self.links.get_mut(id) {
            marks.word = word;
        }
    }
}

/// The word "because" or "but" stands at the conclusion's end where there is room: left of the first link, and right of the
/// last if that is of the other relation. Only where links arrive from below, which reads downwards.
pub(super) fn words(links: &[&Link], courses: &[Course], target: &Rect) -> Vec<Option<WordSide>> {
    let mut words = vec![None; links.len()];
    let from_below = |it: &Course| {
        let upwards = it.last().arrival().is_some_and(|way| way.y < -0.9);
        upwards && (it.end().y - target.max.y).abs() < 1.0
    };
    let mut order: Vec<usize> = (0..links.len()).filter(|&n| from_below(&courses[n])).collect();
    if order.iter().any(|&n| last_piece(courses[n].last()) < WORD_ROOM) {
        return words;
    }
    order.sort_by(|&a, &b| courses[a].end().x.total_cmp(&courses[b].end().x));
    if let Some(&first) = order.first() {
        words[first] = Some(WordSide::Left);
        if let Some(&last) = order.last()
            && links[last].relation != links[first].relation
        {
            words[last] = Some(WordSide::Right);
        }
    }
    words
}

fn last_piece(line: &Polyline) -> f64 {
    line.pieces().last().map_or(0.0, |(a, b)| a.distance(b))
}
