//! Work on many things on all processors, its results taken one by one in the order of the things.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// Results that may be ready and not yet taken; what they hold is in memory.
const WAITING: usize = 8;

/// Does `work` on each thing and hands the results to `take`, which ends all of it with an error.
pub(super) fn in_order<T: Sync, R: Send, E>(
    things: &[T],
    work: impl Fn(&T) -> R + Sync,
    mut take: impl FnMut(usize, R) -> Result<(), E>,
) -> Result<(), E> {
    let workers = thread::available_parallelism().map_or(1, NonZero::get).min(things.len());
    if workers < 2 {
        return things.iter().enumerate().try_for_each(|(i, thing)| take(i, work(thing)));
    }
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::sync_channel(WAITING);
    thread::scope(|scope| {
        for _ in 0..workers {
            let (sender, next, work) = (sender.clone(), &next, &work);
            scope.spawn(move || {
                loop {
                    let i = next.fetch_add(1, Ordering::Relaxed);
                    let Some(thing) = things.get(i) else { break };
                    // The other side stops listening when it fails: then there is no more to do.
                    if sender.send((i, work(thing))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let mut early = BTreeMap::new();
        let mut due = 0;
        for (i, result) in &receiver {
            early.insert(i, result);
            while let Some(result) = early.remove(&due) {
                if let Err(error) = take(due, result) {
                    drop(receiver);
                    return Err(error);
                }
                due += 1;
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_things() {
        for count in [0, 1, 2, 300] {
            let things: Vec<usize> = (0..count).collect();
            let mut taken = Vec::new();
            let done = in_order(
                &things,
                |n| n * 2,
                |i, double| {
                    taken.push((i, double));
                    Ok::<(), ()>(())
                },
            );
            assert_eq!(done, Ok(()));
            assert_eq!(taken, things.iter().map(|n| (*n, n * 2)).collect::<Vec<_>>());
        }
    }

    #[test]
    fn an_error_ends_it() {
        let things: Vec<usize> = (0..300).collect();
        let mut taken = 0;
        let done = in_order(
            &things,
            |n| *n,
            |_, n| {
                taken += 1;
                if n == 7 { Err("seven") } else { Ok(()) }
            },
        );
        assert_eq!((done, taken), (Err("seven"), 8));
    }
}
