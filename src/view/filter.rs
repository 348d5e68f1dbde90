//! Applies filters to samples, frames and labels.

use super::{FilterError, LabelUnits, View, frames, matching::Matching, tag_filter::TagFilter};
use crate::{
    index::index,
    options::Filters,
    pattern::Pattern,
    profile::{Line, Location, LocationId},
};

/// Applies all filters to a view. Sentences about filters without effect are appended to `warnings`.
pub(crate) fn apply(
    view: &mut View<'_>,
    filters: &Filters,
    units: &LabelUnits,
    warnings: &mut Vec<String>,
) -> Result<(), FilterError> {
    let names = NameFilters {
        focus: compiled("focus", &filters.focus)?,
        ignore: compiled("ignore", &filters.ignore)?,
        hide: compiled("hide", &filters.hide)?,
        show: compiled("show", &filters.show)?,
    };
    let show_from_pattern = compiled("show_from", &filters.show_from)?;
    let tag_focus = TagFilter::new("tagfocus", filters.tag_focus.as_deref(), warnings)?;
    let tag_ignore = TagFilter::new("tagignore", filters.tag_ignore.as_deref(), warnings)?;
    let prune_from = compiled("prune_from", &filters.prune_from)?;

    let mut warn = |has_effect: bool, name: &str| {
        if !has_effect {
            warnings.push(format!("{name} expression matched no samples"));
        }
    };
    names.apply(view, &mut warn);
    if let Some(pattern) = show_from_pattern {
        warn(show_from(view, &pattern), "ShowFrom");
    }
    filter_by_tags(view, tag_focus.as_ref(), tag_ignore.as_ref(), units, &mut warn);
    // pprof compiles these two last, after the warnings about the others.
    let tag_show = compiled("tagshow", &filters.tag_show)?;
    let (tag_hide, error) = match compiled("taghide", &filters.tag_hide) {
        Ok(pattern) => (pattern, None),
        Err(error) => (None, Some(error)),
    };
    filter_labels(view, tag_show.as_ref(), tag_hide.as_ref(), &mut warn);
    if let Some(error) = error {
        return Err(error);
    }
    if let Some(pattern) = prune_from {
        frames::prune_from(view, &pattern);
    }
    Ok(())
}

/// Compiles the pattern of a filter; `None` if the filter is not in use.
fn compiled(filter: &'static str, pattern: &Option<String>) -> Result<Option<Pattern>, FilterError> {
    let compiled = pattern.as_deref().map(Pattern::new).transpose();
    compiled.map_err(|error| FilterError::Pattern { filter, error })
}

/// The filters by names of functions and files.
struct NameFilters {
    focus: Option<Pattern>,
    ignore: Option<Pattern>,
    hide: Option<Pattern>,
    show: Option<Pattern>,
}

/// Which filters a location matches.
#[derive(Clone, Copy, Default)]
struct Class {
    is_focused: bool,
    is_ignored: bool,
    is_hidden: bool,
}

impl NameFilters {
    fn apply(&self, view: &mut View<'_>, warn: &mut impl FnMut(bool, &str)) {
        if [&self.focus, &self.ignore, &self.hide, &self.show].into_iter().all(Option::is_none) {
            return;
        }
        let mut classes = self.classes(view);
        warn(self.focus.is_none() || classes.iter().any(|class| class.is_focused), "Focus");
        warn(self.ignore.is_none() || classes.iter().any(|class| class.is_ignored), "Ignore");
        if let Some(pattern) = &self.hide {
            warn(hide(view, pattern, &mut classes), "Hide");
        }
        if let Some(pattern) = &self.show {
            warn(show(view, pattern, &mut classes), "Show");
        }
        let class = |location: &LocationId| classes[location.0 as usize];
        let is_chosen = |stack: &[LocationId]| {
            let is_focused = stack.iter().any(|location| class(location).is_focused);
            is_focused && !stack.iter().any(|location| class(location).is_ignored)
        };
        if self.hide.is_none() && self.show.is_none() {
            view.retain_stacks(is_chosen);
            return;
        }
        view.rewrite_stacks(|stack, rest| {
            rest.extend(stack.iter().filter(|location| !class(location).is_hidden));
            !rest.is_empty() && is_chosen(stack)
        });
    }

    /// Which locations match focus and ignore, by any of their frames.
    fn classes(&self, view: &View<'_>) -> Vec<Class> {
        let matching =
            |pattern: &Option<Pattern>| pattern.as_ref().map(|pattern| Matching::new(view, pattern));
        let (focus, ignore) = (matching(&self.focus), matching(&self.ignore));
        let class = |location: &Location| {
            let lines = view.lines_in(location);
            let is_ignored = ignore.as_ref().is_some_and(|ignore| ignore.location(location, lines));
            let is_focused =
                !is_ignored && focus.as_ref().is_none_or(|focus| focus.location(location, lines));
            Class { is_focused, is_ignored, is_hidden: false }
        };
        view.locations().iter().map(class).collect()
    }
}

/// Removes matching frames. Returns whether there were any.
fn hide(view: &mut View<'_>, pattern: &Pattern, classes: &mut [Class]) -> bool {
    let matching = Matching::new(view, pattern);
    let matches: Vec<_> = (view.locations().iter())
        .map(|location| matching.location(location, view.lines_in(location)))
        .collect();
    view.retain_lines(|location, line| !matching.mapping(location) && !matching.line(line));
    for ((class, matches), location) in classes.iter_mut().zip(&matches).zip(view.locations()) {
        class.is_hidden |= matches & (location.n_lines == 0);
    }
    matches.contains(&true)
}

/// Removes all but matching frames. Returns whether any are left.
fn show(view: &mut View<'_>, pattern: &Pattern, classes: &mut [Class]) -> bool {
    let matching = Matching::new(view, pattern);
    view.retain_lines(|location, line| matching.mapping(location) || matching.line(line));
    for (class, location) in classes.iter_mut().zip(view.locations()) {
        class.is_hidden |= location.n_lines == 0;
    }
    view.locations().iter().any(|location| location.n_lines != 0)
}

/// Removes the callers of the outermost matching frame, and samples without one. Returns whether any location matches.
fn show_from(view: &mut View<'_>, pattern: &Pattern) -> bool {
    let matching = Matching::new(view, pattern);
    let outermost = |location| view.lines_in(location).iter().rposition(|line: &Line| matching.line(line));
    let cuts: Vec<_> = view
        .locations()
        .iter()
        .map(|location| {
            if matching.mapping(location) {
                Some(location.n_lines)
            } else {
                Some(index(outermost(location)? + 1))
            }
        })
        .collect();
    for (location, cut) in view.locations_mut().iter_mut().zip(&cuts) {
        location.n_lines = cut.unwrap_or(location.n_lines);
    }
    let matches: Vec<_> = cuts.iter().map(Option::is_some).collect();
    view.rewrite_stacks(|stack, rest| {
        let highest = stack.iter().rposition(|location| matches[location.0 as usize]);
        rest.extend(highest.map_or(&[][..], |highest| &stack[..=highest]));
        highest.is_some()
    });
    matches.contains(&true)
}

fn filter_by_tags(
    view: &mut View<'_>,
    focus: Option<&TagFilter>,
    ignore: Option<&TagFilter>,
    units: &LabelUnits,
    warn: &mut impl FnMut(bool, &str),
) {
    if focus.is_none() && ignore.is_none() {
        return;
    }
    let (mut any_focused, mut any_ignored) = (focus.is_none(), ignore.is_none());
    view.retain_samples(|view, sample| {
        let accepts = |filter: &TagFilter| filter.accepts(view, units, &sample);
        let is_focused = focus.is_none_or(accepts);
        let is_ignored = ignore.is_some_and(accepts);
        any_focused |= is_focused;
        any_ignored |= is_ignored;
        is_focused && !is_ignored
    });
    warn(any_focused, "TagFocus");
    warn(any_ignored, "TagIgnore");
}

/// Removes labels whose keys do not match `show`, or match `hide`.
fn filter_labels(
    view: &mut View<'_>,
    show: Option<&Pattern>,
    hide: Option<&Pattern>,
    warn: &mut impl FnMut(bool, &str),
) {
    if show.is_none() && hide.is_none() {
        return;
    }
    // Both match all labels, including those that the other one removes.
    let (mut any_shown, mut any_hidden) = (show.is_none(), hide.is_none());
    let keys = view.label_keys();
    let mut hidden = vec![false; keys.last().map_or(0, |key| key.0 as usize + 1)];
    for key in keys {
        let text = view.text(key);
        let is_shown = show.is_none_or(|show| show.matches(text));
        let is_hidden = hide.is_some_and(|hide| hide.matches(text));
        any_shown |= is_shown;
        any_hidden |= is_hidden;
        hidden[key.0 as usize] = !is_shown || is_hidden;
    }
    view.hide_keys(hidden);
    warn(any_shown, "TagShow");
    warn(any_hidden, "TagHide");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::testing::profile;

    /// The remaining stacks, root first, with their weights.
    fn left(text: &str, filters: &Filters) -> String {
        let profile = profile(text);
        let mut view = View::new(&profile);
        let units = LabelUnits::infer(&view);
        apply(&mut view, filters, &units, &mut Vec::new()).unwrap();
        let name = |line: &Line| profile.text(profile.functions[line.function.0 as usize].name).to_string();
        let frames = |location: &LocationId| {
            let lines: Vec<_> = view.lines_of(*location).iter().rev().map(name).collect();
            lines.join(">")
        };
        let samples = view.samples().map(|sample| {
            let stack: Vec<_> = sample.stack.iter().rev().map(frames).collect();
            format!("{} {}", stack.join(";"), sample.values[0])
        });
        samples.collect::<Vec<_>>().join(", ")
    }

    fn filters(set: impl FnOnce(&mut Filters)) -> Filters {
        let mut filters = Filters::default();
        set(&mut filters);
        filters
    }

    const TEXT: &str = "main;a>b;c 1\n main;c 2\n main;d@lib.c:1 4";

    #[test]
    fn focus_and_ignore_choose_samples() {
        assert_eq!(left(TEXT, &filters(|f| f.focus = Some("^c$".into()))), "main;a>b;c 1, main;c 2");
        assert_eq!(left(TEXT, &filters(|f| f.ignore = Some("^b$".into()))), "main;c 2, main;d 4");
        assert_eq!(
            left(TEXT, &filters(|f| (f.focus, f.ignore) = (Some("c".into()), Some("^b$".into())))),
            "main;c 2, main;d 4"
        );
        assert_eq!(left(TEXT, &filters(|f| f.focus = Some("lib".into()))), "main;d 4");
    }

    #[test]
    fn hide_and_show_choose_frames() {
        assert_eq!(left(TEXT, &filters(|f| f.hide = Some("b|d".into()))), "main;a;c 1, main;c 2, main 4");
        assert_eq!(left(TEXT, &filters(|f| f.show = Some("b|d".into()))), "b 1, d 4");
        assert_eq!(left(TEXT, &filters(|f| f.hide = None)), "main;a>b;c 1, main;c 2, main;d 4");
    }

    #[test]
    fn show_from_cuts_above_the_highest_match() {
        let text = "A;B;C;B 1";
        assert_eq!(left(text, &filters(|f| f.show_from = Some("A".into()))), "A;B;C;B 1");
        assert_eq!(left(text, &filters(|f| f.show_from = Some("B".into()))), "B;C;B 1");
        assert_eq!(left(text, &filters(|f| f.show_from = Some("C".into()))), "C;B 1");
        assert_eq!(left(text, &filters(|f| f.show_from = Some("D".into()))), "");
        assert_eq!(left(TEXT, &filters(|f| f.show_from = Some("^b$".into()))), "b;c 1");
    }

    #[test]
    fn prune_from_cuts_below_the_lowest_match() {
        assert_eq!(left("A;B;C;B;D 1", &filters(|f| f.prune_from = Some("B".into()))), "A;B;C;B 1");
        assert_eq!(
            left(TEXT, &filters(|f| f.prune_from = Some("^a$".into()))),
            "main;a 1, main;c 2, main;d 4"
        );
    }
}
