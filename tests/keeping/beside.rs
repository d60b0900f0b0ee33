//! What goes on beside the window: errands, and being asked to end.

use std::sync::mpsc::channel;
use std::time::Duration;
use truss::keeping::Errand;

#[test]
fn an_errand_says_how_long_it_is_under_way_and_what_came_of_it() {
    let (finish, finished) = channel::<()>();
    let task = move || {
        let _ = finished.recv();
        7
    };
    let errand = Errand::new(task, Box::new(|| ()));
    let errand = errand
        .outcome(Duration::from_millis(50))
        .expect_err("it is not done yet");
    assert!(
        errand.under_way() >= Duration::from_millis(50),
        "{:?}",
        errand.under_way()
    );
    finish.send(()).unwrap();
    assert_eq!(errand.outcome(Duration::from_secs(10)).unwrap(), 7);
}

#[cfg(unix)]
mod signals {
    use std::io::{BufRead, BufReader};
    use std::process::{Command, Stdio};
    use std::sync::mpsc::channel;
    use std::time::{Duration, Instant};
    use truss::keeping::Ending;

    const CHILD: &str = "TRUSS_TEST_ENDING";

    #[test]
    fn child_that_is_asked_to_end_and_does_not() {
        if std::env::var_os(CHILD).is_none() {
            return;
        }
        let (woken, wakes) = channel();
        let ending = Ending::watch(Box::new(move || woken.send(()).unwrap()));
        assert!(!ending.is_asked());
        println!("\nready");
        wakes.recv_timeout(Duration::from_secs(20)).unwrap();
        assert!(ending.is_asked());
        println!("asked");
        std::thread::sleep(Duration::from_secs(60));
    }

    fn ends(signal: &str) {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "beside::signals::child_that_is_asked_to_end_and_does_not",
                "--nocapture",
            ])
            .env(CHILD, "1")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(lines.any(|it| it.unwrap() == "ready"), "{signal}");
        let id = child.id().to_string();
        let sent = Command::new("kill").args(["-s", signal, &id]).status().unwrap();
        assert!(sent.success(), "{signal}");
        assert!(lines.any(|it| it.unwrap() == "asked"), "{signal}");
        let begun = Instant::now();
        assert!(child.wait().unwrap().success(), "{signal}: it is ended in good order");
        assert!(begun.elapsed() < Duration::from_secs(30), "{signal}");
    }

    #[test]
    fn a_signal_asks_the_program_to_end_and_ends_it_if_it_does_not() {
        std::thread::scope(|scope| {
            for signal in ["TERM", "HUP", "INT"] {
                scope.spawn(move || ends(signal));
            }
        });
    }
}
