//! What the answers of a capability say about its level, in words.

use crate::model::figure::{interval, percent};
use crate::score::share::Sum;
use crate::score::weigh::State as Weighed;
use crate::tui::gaps::score_of;
use crate::tui::state::{At, Open, State};

/// Suggestion, shares with their denominators, and what is missing.
pub(crate) fn facts(state: &State, open: &Open, at: At) -> String {
    let (Some(score), Some(framework)) = (score_of(open, at), open.framework(at)) else {
        return String::new();
    };
    let w = &state.words;
    let mut lines = Vec::new();
    match &score.suggestion {
        Some(s) => {
            let name = framework.level_name(s.level).map(|l| l.title.get(&open.language)).unwrap_or_default();
            let mut line = w.fill("level.suggested", &[("n", &s.level), ("name", &name)]);
            if s.at_best > s.level {
                line.push_str(&w.fill("level.at-best", &[("n", &s.at_best)]));
            }
            if s.low_coverage {
                line.push_str(w.get("level.low-coverage"));
            }
            lines.push(line);
            for (level, question) in &s.held_back_by {
                lines.push(w.fill("level.held-back", &[("n", level), ("question", question)]));
            }
        }
        None => lines.push(w.get("level.no-suggestion").to_owned()),
    }
    let share = |key: &str, sum: &Sum| {
        let share = sum.share();
        let figure = if share.is_some() {
            interval(share.map(|s| s.low), share.map(|s| s.high))
        } else {
            percent(None)
        };
        w.fill(key, &[("share", &figure), ("assessed", &sum.assessed), ("of", &sum.applicable)])
    };
    lines.push(share("level.share", &score.all));
    lines.push(share("level.law", &score.law));
    lines.push(share("level.practice", &score.practice));
    let weighed = |id: &crate::model::id::QuestionId| score.weighed.iter().find(|x| x.question.id == *id);
    let missing =
        framework.scoring.essential.iter().flat_map(|(level, ids)| ids.iter().map(move |id| (level, id)));
    for (level, id) in missing {
        let Some(found) = weighed(id) else { continue };
        if !matches!(found.state, Weighed::Met | Weighed::NotApplicable) {
            let word = w.of("state", found.state.word());
            lines.push(w.fill("level.essential", &[("n", level), ("question", id), ("state", &word)]));
        }
    }
    lines.push(w.get("level.yours").to_owned());
    lines.join("\n")
}
