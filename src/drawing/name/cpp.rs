//! Names of C++, `namespace::Class<T>::function(int) const`, and of C.

use super::Name;
use super::brackets::Dialect;
use super::segments::{ANONYMOUS, Segment, function_index, is_identifier, join, segments};

/// Splits a name of C or C++.
pub(super) fn split(full: &str) -> Option<Name> {
    let full = ["non-virtual thunk to ", "virtual thunk to "]
        .iter()
        .find_map(|thunk| full.strip_prefix(thunk))
        .unwrap_or(full);
    let mut segments = segments(without_qualifiers(full), Dialect::Cpp)?;
    // The call operator of a lambda is the lambda; where parameters are left out, so are its brackets.
    let mut is_after_closure = false;
    segments.retain(|segment| {
        let is_call = std::mem::replace(&mut is_after_closure, segment.is_closure());
        !(is_call && matches!(&*segment.text, "operator()" | "operator"))
    });
    let function = function_index(&segments);
    let base = join(&segments[function..]);
    let class = class_index(&segments[..=function]);
    let qualifier: String =
        segments[class..function].iter().map(|segment| format!("{}::", segment.text)).collect();
    let args: Vec<&str> = segments[class..].iter().filter_map(Segment::telling_args).collect();
    let path: Vec<String> = segments[..class].iter().map(|segment| segment.text.clone()).collect();
    let n_shown = if path.len() <= 2 { path.len() } else { 1 };
    let name = Name::new(qualifier, base).with_type_args(&args, Dialect::Cpp);
    Some(name.located(path, 0..n_shown, "::")).filter(|name| is_identifier(&name.base))
}

/// A name without the ` const` of its function, which stays where parameters are left out.
fn without_qualifiers(full: &str) -> &str {
    const QUALIFIERS: [&str; 4] = [" const", " volatile", " &&", " &"];
    let mut name = full;
    while let Some(shorter) = QUALIFIERS.iter().find_map(|qualifier| name.strip_suffix(qualifier)) {
        name = shorter;
    }
    if matches!(name, "" | "operator") { full } else { name }
}

/// Index of the outermost of the classes around the last segment, which is the function; the function's
/// own index if there is none. C++ does not say what is a class and what a namespace, so we guess.
fn class_index(segments: &[Segment<'_>]) -> usize {
    let function = segments.len() - 1;
    let is_class = |index: usize| {
        let Segment { text, args, .. } = &segments[index];
        let in_std = index == 1 && segments[0].text == "std";
        args.is_some()
            || (text.contains(char::is_uppercase) && text != ANONYMOUS)
            || (in_std && !STD_NAMESPACES.contains(&&**text))
            || (index > 0 && index + 1 == function && is_member(&segments[function].text, text))
    };
    let class = (0..function).rev().take_while(|&index| is_class(index)).last().unwrap_or(function);
    // Of three namespaces the innermost is rather a class, in a library that writes both alike.
    let is_deep = class == function && function > 2 && segments[function - 1].text != ANONYMOUS;
    if is_deep { function - 1 } else { class }
}

/// Namespaces in `std`; all else in it is a class.
const STD_NAMESPACES: [&str; 11] = [
    "__detail",
    "chrono",
    "execution",
    "experimental",
    "filesystem",
    "literals",
    "numbers",
    "pmr",
    "ranges",
    "this_thread",
    "views",
];

/// Whether a function can only be a member of the class `class`: constructors and some operators.
fn is_member(function: &str, class: &str) -> bool {
    const OPERATORS: [&str; 8] = ["()", "[]", "=", "->", "++", "--", "+=", "-="];
    let operator = function.strip_prefix("operator").is_some_and(|operator| OPERATORS.contains(&operator));
    operator || function.trim_start_matches('~') == class
}
