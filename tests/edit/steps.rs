//! The order of the steps of a talk.

use crate::check::{check, check_nothing, check_refused};
use truss::edit::Edit;
use truss::map::Id;

const MAP: &str = "claim costs \"C\"\nstep s1 \"One\" ; shows costs\nstep s2 \"Two\"\nstep s3 \"Three\"";

fn reorder(step: &str, after: Option<&str>) -> Edit {
    Edit::ReorderStep {
        step: step.into(),
        after: after.map(Id::from),
    }
}

#[test]
fn a_step_comes_after_another_or_first() {
    let [one, two, three] = ["step s1 \"One\" ; shows costs", "step s2 \"Two\"", "step s3 \"Three\""];
    let map = |steps: [&str; 3]| format!("claim costs \"C\"\n{}", steps.join("\n"));
    assert_eq!(map([one, two, three]), MAP);
    check(MAP, reorder("s1", Some("s2")), &map([two, one, three]));
    check(MAP, reorder("s1", Some("s3")), &map([two, three, one]));
    check(MAP, reorder("s3", None), &map([three, one, two]));
    check_nothing(MAP, reorder("s1", None));
    check_nothing(MAP, reorder("s3", Some("s2")));
    check_nothing(MAP, reorder("s2", Some("s2")));
    check_refused(MAP, reorder("s9", None), "there is no \"s9\" in this map");
    check_refused(MAP, reorder("s1", Some("costs")), "there is no \"costs\" in this map");
    assert_eq!(reorder("s1", None).name(), "move step");
}
