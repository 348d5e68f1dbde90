//! `-tagfocus` and `-tagignore`: filters by labels.

use bstr::{BStr, ByteSlice};

use super::{FilterError, LabelUnits, View};
use crate::{
    pattern::Pattern,
    profile::{Label, LabelValue, Sample},
    units,
};

/// A condition on the labels of a sample.
pub(super) struct TagFilter {
    /// Only labels with this key count; all if it is empty.
    key: String,
    condition: Condition,
}

enum Condition {
    /// A number is in the range.
    Range(Range),
    /// With a key, one of the patterns matches one of its values. Without, each matches some `key:value`.
    Patterns(Vec<Pattern>),
}

impl TagFilter {
    /// Parses `[key=]filter`, if there is one. Warns of ranges, which might be meant as patterns, and of patterns
    /// that look like ranges.
    pub(super) fn new(
        name: &'static str,
        value: Option<&str>,
        warnings: &mut Vec<String>,
    ) -> Result<Option<TagFilter>, FilterError> {
        let Some(value) = value else { return Ok(None) };
        let (key, filter) = value.split_once('=').unwrap_or(("", value));
        let condition = match Range::parse(name, filter)? {
            Some(range) => {
                warnings.push(format!("{name}:Interpreted '{filter}' as range, not regexp"));
                Condition::Range(range)
            }
            None => {
                warnings.extend(mixed_units(filter).map(|hint| format!("{name}:{hint}")));
                let patterns = filter.split(',').map(Pattern::new).collect::<Result<_, _>>();
                Condition::Patterns(patterns.map_err(|error| FilterError::Pattern { filter: name, error })?)
            }
        };
        Ok(Some(TagFilter { key: key.to_owned(), condition }))
    }

    /// Whether the labels of a sample fulfil the condition.
    pub(super) fn accepts(&self, view: &View<'_>, units: &LabelUnits, sample: &Sample<'_>) -> bool {
        let relevant = |label: &&Label| self.key.is_empty() || view.text(label.key) == self.key;
        let mut labels = view.labels(sample).filter(relevant);
        match &self.condition {
            Condition::Range(range) => labels.any(|label| {
                let LabelValue::Number(value, _) = label.value else { return false };
                range.holds(value, &units.of(view.text(label.key)).to_string())
            }),
            Condition::Patterns(patterns) if self.key.is_empty() => {
                let texts: Vec<_> = labels.filter_map(|label| key_and_text(view, label)).collect();
                let matches = |pattern: &Pattern| texts.iter().any(|text| pattern.matches(BStr::new(text)));
                patterns.iter().all(matches)
            }
            Condition::Patterns(patterns) => labels.any(|label| {
                let LabelValue::Text(text) = label.value else { return false };
                patterns.iter().any(|pattern| pattern.matches(view.text(text)))
            }),
        }
    }
}

/// The warning for a filter that would be a range if its units were of one kind.
fn mixed_units(filter: &str) -> Option<String> {
    let (first, rest) = Bound::find(filter)?;
    let (second, _) = Bound::find(rest)?;
    if filter != format!("{}:{}", first.text, second.text) {
        return None;
    }
    let range = match first.unit {
        "" => format!("; '{}{}:{}' is a range", first.text, second.unit, second.text),
        _ => String::new(),
    };
    Some(format!("Interpreted '{filter}' as regexp, not range, as the units differ{range}"))
}

fn key_and_text(view: &View<'_>, label: &Label) -> Option<Vec<u8>> {
    match label.value {
        LabelValue::Text(text) => Some([view.text(label.key).as_bytes(), b":", view.text(text)].concat()),
        LabelValue::Number(..) => None,
    }
}

/// A range of numbers in a unit.
struct Range {
    least: Option<f64>,
    most: Option<f64>,
    unit: String,
}

/// A number in a filter.
struct Bound<'a> {
    /// Number and unit as written.
    text: &'a str,
    number: &'a str,
    unit: &'a str,
}

impl Range {
    /// Parses `5`, `5:`, `:5` or `5:10`, with or without units; `None` for anything else.
    fn parse(name: &'static str, filter: &str) -> Result<Option<Range>, FilterError> {
        let Some((first, rest)) = Bound::find(filter) else { return Ok(None) };
        let first_value = first.value(name)?;
        let (bound, unit) = units::scale(first_value, first.unit, first.unit);
        if let Some((second, _)) = Bound::find(rest) {
            let second_value = second.value(name)?;
            let (most, its_unit) = units::scale(second_value, second.unit, &unit);
            let is_range = filter == format!("{}:{}", first.text, second.text) && its_unit == unit;
            return Ok(is_range.then_some(Range { least: Some(bound), most: Some(most), unit }));
        }
        let before = filter.strip_suffix(first.text);
        let after = filter.strip_prefix(first.text);
        Ok(match (before, after) {
            (Some(""), _) => Some(Range { least: Some(bound), most: Some(bound), unit }),
            (_, Some(":")) => Some(Range { least: Some(bound), most: None, unit }),
            (Some(":"), _) => Some(Range { least: None, most: Some(bound), unit }),
            _ => None,
        })
    }

    fn holds(&self, value: i64, unit: &str) -> bool {
        let (number, unit) = units::scale(value, unit, &self.unit);
        unit == self.unit
            && self.least.is_none_or(|least| number >= least)
            && self.most.is_none_or(|most| number <= most)
    }
}

impl<'a> Bound<'a> {
    /// The first number in a text, and the rest.
    fn find(text: &'a str) -> Option<(Bound<'a>, &'a str)> {
        let digit = text.find(|c: char| c.is_ascii_digit())?;
        let start = if text[..digit].ends_with(['+', '-']) { digit - 1 } else { digit };
        let behind = text[digit..].trim_start_matches(|c: char| c.is_ascii_digit());
        let rest = behind.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let length = |from: usize, rest: &str| text.len() - from - rest.len();
        let number = &text[start..start + length(start, behind)];
        let unit = &behind[..behind.len() - rest.len()];
        Some((Bound { text: &text[start..start + length(start, rest)], number, unit }, rest))
    }

    fn value(&self, filter: &'static str) -> Result<i64, FilterError> {
        self.number.parse().map_err(|_| FilterError::Range { filter, number: self.number.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{Profile, Samples, testing};

    /// One sample for each of the labels, each with its number as the label `n`, so as a text.
    const LABELS: &str = "bytes=16 bytes=1024 bytes=1536 bytes=65536 lat=10 lat=2000 req=2048 plain=5 neg=-5";

    /// The numbers of the samples that a filter accepts; `R:` stands before those of a range, `P:` before those of a
    /// pattern that there is a warning of.
    fn accepted(filter: &str) -> String {
        let numbered = LABELS.split(' ').enumerate().map(|(i, label)| format!("f 1 {label} n=#{i}\n"));
        let named = "f 1 user=alice zone=eu-1 n=#9\n f 1 user=bob zone=eu-2 n=#10";
        let mut profile = testing::profile(&(numbered.collect::<String>() + named));
        let milliseconds = profile.strings.push(b"ms");
        let units_of = |profile: &Profile, label: &Label| match label.value {
            LabelValue::Number(value, _) if profile.text(label.key) == "lat" => {
                Label { value: LabelValue::Number(value, milliseconds), ..*label }
            }
            _ => *label,
        };
        let samples: Vec<Vec<_>> = profile
            .samples
            .iter()
            .map(|sample| sample.labels.iter().map(|label| units_of(&profile, label)).collect())
            .collect();
        let mut warnings = Vec::new();
        let tag_filter = TagFilter::new("tagfocus", Some(filter), &mut warnings).unwrap().unwrap();
        profile.samples = Samples::new(1);
        for labels in &samples {
            profile.samples.push(&[], &[1], labels);
        }
        let view = View::new(&profile);
        let units = LabelUnits::infer(&view);
        let numbers =
            view.samples().enumerate().filter(|(_, sample)| tag_filter.accepts(&view, &units, sample));
        let numbers: Vec<_> = numbers.map(|(i, _)| i.to_string()).collect();
        let kind = match warnings.first() {
            None => "",
            Some(warning) if warning.contains("as range") => "R: ",
            Some(_) => "P: ",
        };
        format!("{kind}{}", numbers.join(" "))
    }

    #[test]
    fn ranges_look_at_numbers_and_patterns_at_texts() {
        for (filter, samples) in [
            ("16", "R: "),
            ("1kb", "R: 1"),
            ("1024b", "R: 1"),
            ("1kb:", "R: 1 2 3 6 7"),
            ("1kb:64kb", "R: 1 2 3 7"),
            (":1kb", "R: 0 1 8"),
            ("bytes=1kb:", "R: 1 2 3"),
            ("bytes=:16b", "R: 0"),
            ("lat=10ms", "R: 4"),
            ("lat=1s:3000ms", "R: 5"),
            ("10ms:1s", "R: 4"),
            ("1s:1kb", "P: "),
            ("0:8kb", "P: "),
            ("0kb:8", "R: 0 1 2 7"),
            ("bytes=0:8kb", "P: "),
            ("+5", "R: 7"),
            ("=5", "R: 7"),
            ("neg=-5", "R: 8"),
            ("5plain", "R: 7"),
            ("req=2kb", "R: "),
            ("2048req", "R: 6"),
            ("bytes=1.5kb", ""),
            ("0x10", ""),
            ("n=4", "R: "),
            ("n=^#4$", "4"),
            ("alice", "9"),
            ("user:alice", "9"),
            ("user=ali", "9"),
            ("alice,eu-1", "9"),
            ("alice,eu-2", ""),
            ("user=alice,bob", "9 10"),
            ("user=^ali$", ""),
            ("user==alice", ""),
        ] {
            assert_eq!(accepted(filter), samples, "{filter}");
        }
    }

    #[test]
    fn a_range_of_mixed_units_is_told_with_the_one_that_was_meant() {
        let said = |filter| mixed_units(filter).unwrap_or_default();
        let differ = |filter| format!("Interpreted '{filter}' as regexp, not range, as the units differ");
        assert_eq!(said("0:8kb"), differ("0:8kb") + "; '0kb:8kb' is a range");
        assert_eq!(said("1s:1kb"), differ("1s:1kb"));
        for other in ["", "a", "8kb", "0-8kb", "v1:8kb", "1.0:8kb", "0:8kb$"] {
            assert_eq!(said(other), "", "{other}");
        }
    }

    #[test]
    fn numbers_must_fit() {
        let error = TagFilter::new("tagfocus", Some("99999999999999999999"), &mut Vec::new())
            .map(|_| ())
            .unwrap_err();
        assert_eq!(error.to_string(), "parsing tagfocus range: 99999999999999999999 is out of range");
    }
}
