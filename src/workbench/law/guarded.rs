//! Work that may end in a panic of somebody else's code, which is then no reason to end, nor to tell anybody.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    /// Whether a panic of this thread is waited for.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Does it; `None` where it panics. Whoever hears of panics does not hear of this one: the screens would give the
/// terminal back, and a command would tell of files of somebody else's program.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    static HUSHED: Once = Once::new();
    HUSHED.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !GUARDED.get() {
                before(info);
            }
        }));
    });
    let outer = GUARDED.replace(true);
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(outer);
    done.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_none_and_the_guard_ends_with_the_work() {
        assert_eq!(guarded(|| 3), Some(3));
        assert_eq!(guarded(|| guarded(|| panic!("inner")).unwrap_or(4)), Some(4));
        assert_eq!(guarded(|| -> u8 { panic!("outer") }), None);
        assert!(!GUARDED.get());
    }
}
