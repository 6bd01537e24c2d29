//! The heaviest increasing run of numbers in a list: the law's own numbering among references, items and
//! quoted articles. O(n log n), whatever the list.

/// A number in the list: its order, and how much it looks like a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) key: (u32, u32),
    pub(super) weight: u32,
}

/// The places of the heaviest strictly increasing run. Of equal runs, the one that ends later wins: items of
/// a list come before the section that follows them.
pub(super) fn heaviest(links: &[Link]) -> Vec<usize> {
    let mut keys: Vec<(u32, u32)> = links.iter().map(|l| l.key).collect();
    keys.sort_unstable();
    keys.dedup();
    // A tree of best sums by key: best[i] covers the keys of its block.
    let mut best: Vec<Option<(u64, usize)>> = vec![None; keys.len() + 1];
    let mut before: Vec<Option<usize>> = vec![None; links.len()];
    let mut top = None::<(u64, usize)>;
    for (at, link) in links.iter().enumerate() {
        let rank = keys.partition_point(|k| *k < link.key);
        let mut under = None::<(u64, usize)>;
        let mut i = rank;
        while i > 0 {
            under = heavier(under, best.get(i).copied().flatten());
            i &= i - 1;
        }
        let sum = under.map_or(0, |(sum, _)| sum) + u64::from(link.weight);
        if let Some(place) = before.get_mut(at) {
            *place = under.map(|(_, last)| last);
        }
        let here = Some((sum, at));
        let mut i = rank + 1;
        while let Some(place) = best.get_mut(i) {
            *place = heavier(*place, here);
            i += i & i.wrapping_neg();
        }
        top = heavier(top, here);
    }
    let mut run = Vec::new();
    let mut next = top.map(|(_, at)| at);
    while let Some(at) = next {
        run.push(at);
        next = before.get(at).copied().flatten();
    }
    run.reverse();
    cut_outliers(links, run)
}

fn heavier(a: Option<(u64, usize)>, b: Option<(u64, usize)>) -> Option<(u64, usize)> {
    match (a, b) {
        (Some(x), Some(y)) => Some(if y.0 > x.0 || (y.0 == x.0 && y.1 > x.1) { y } else { x }),
        (x, y) => x.or(y),
    }
}

/// Cuts the end of a run that lies far beyond the rest: "230" after "12" is an article of another law.
fn cut_outliers(links: &[Link], mut run: Vec<usize>) -> Vec<usize> {
    let base = |at: usize| links.get(at).map_or(0, |l| l.key.0);
    let mut cut = run.len();
    for at in (1..run.len()).rev() {
        let (Some(&earlier), Some(&later)) = (run.get(at - 1), run.get(at)) else { break };
        let jump = base(later).saturating_sub(base(earlier));
        let behind = u32::try_from(cut - at).unwrap_or(u32::MAX);
        if jump > 4 && jump > behind.saturating_mul(3) + base(earlier) / 10 {
            cut = at;
        } else if behind > 40 {
            break;
        }
    }
    run.truncate(cut);
    run
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(keys: &[u32]) -> Vec<u32> {
        let links: Vec<Link> = keys.iter().map(|k| Link { key: (*k, 0), weight: 1 }).collect();
        heaviest(&links).into_iter().filter_map(|at| keys.get(at).copied()).collect()
    }

    #[test]
    fn the_numbering_is_found_among_others() {
        for (keys, expected) in [
            (vec![1, 2, 3], vec![1, 2, 3]),
            (vec![1, 153, 154, 2, 303, 3, 6, 4, 1, 5, 341, 6, 1, 7, 8], vec![1, 2, 3, 4, 5, 6, 7, 8]),
            (vec![1, 2, 3, 4, 230], vec![1, 2, 3, 4]),
            (vec![1, 2, 3, 9, 10, 11, 12], vec![1, 2, 3, 9, 10, 11, 12]),
            (vec![7], vec![7]),
            (vec![], vec![]),
        ] {
            assert_eq!(run(&keys), expected, "{keys:?}");
        }
    }

    #[test]
    fn of_equal_runs_the_later_one_wins() {
        let links: Vec<Link> = [1, 2, 3, 2, 3].iter().map(|k| Link { key: (*k, 0), weight: 1 }).collect();
        assert_eq!(heaviest(&links), [0, 3, 4]);
    }
}
