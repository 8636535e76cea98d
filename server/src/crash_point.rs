//! Named places between two steps of a change, at which a test lets the process die.

/// Ends the process where a test has armed this point (`FAILPOINTS='name=return'`); nothing in every build that people
/// run.
macro_rules! crash_point {
    ($name:literal) => {
        fail::fail_point!($name, |_| std::process::abort())
    };
}

pub(crate) use crash_point;
