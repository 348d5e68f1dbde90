//! Reads box positions from an SVG.
//!
//! The file is untrusted: it is read as a stream of elements, without recursion, and document types, which could define
//! expanding entities, are rejected.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::places::Earlier;
use crate::geom::Point;

/// The largest distance of a box from the origin, in px.
const MAX_DISTANCE: f64 = 1e8;

/// Why positions cannot be read from a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EarlierError {
    /// It is not XML, or truncated.
    #[error("is no SVG, or not all of one")]
    Malformed,
    /// It has a document type, which may define entities.
    #[error("has a document type, which no picture of pprof-svg has")]
    DocumentType,
    /// It is XML, but not a call graph of this library.
    #[error("is no call graph that pprof-svg has drawn")]
    Foreign,
    /// A box has no position, or one too far away.
    #[error("the box of {0} has no place")]
    Place(String),
    /// It has no boxes.
    #[error("is a call graph without boxes")]
    Empty,
}

/// Reads the box positions of an SVG that [`render::svg`](crate::render::svg) has written, standalone or embedded.
///
/// Takes O(bytes) time and memory.
///
/// # Errors
///
/// If it is not such an SVG, or has no boxes.
pub fn read(svg: &[u8]) -> Result<Earlier, EarlierError> {
    let text = std::str::from_utf8(svg).map_err(|_| EarlierError::Malformed)?;
    let mut reader = Reader::from_str(text);
    let mut picture = Picture::default();
    loop {
        match reader.read_event().map_err(|_| EarlierError::Malformed)? {
            Event::DocType(_) => return Err(EarlierError::DocumentType),
            Event::Start(element) => picture.begin(&element)?,
            Event::Empty(element) => {
                picture.begin(&element)?;
                picture.end()?;
            }
            Event::End(_) => picture.end()?,
            Event::Text(text) => picture.text(&text.into_inner()),
            Event::GeneralRef(reference) => picture.text(&character(&reference)?),
            Event::Eof => return picture.done(),
            Event::CData(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

/// The character of a character reference or a predefined entity; there are no others.
fn character(reference: &BytesRef) -> Result<String, EarlierError> {
    let predefined = resolve_predefined_entity(reference).map(str::to_owned);
    let numbered = || reference.resolve_char_ref().ok().flatten().map(String::from);
    predefined.or_else(numbered).ok_or(EarlierError::Malformed)
}

/// The state of reading a picture.
#[derive(Default)]
struct Picture {
    /// Depth of open elements.
    depth: usize,
    has_root: bool,
    /// The box that is being read, and the depth of its group.
    open: Option<(usize, Open)>,
    boxes: Vec<(String, Point)>,
}

/// A box that is being read.
#[derive(Default)]
struct Open {
    /// The origin of its group; `None` if it is invalid.
    origin: Option<Point>,
    title: Option<String>,
    is_in_title: bool,
    /// The centre of its outline, relative to the group.
    centre: Option<Point>,
}

impl Picture {
    fn begin(&mut self, element: &BytesStart) -> Result<(), EarlierError> {
        let name = element.local_name();
        self.depth += 1;
        if self.depth == 1 {
            let is_ours = name.as_ref() == "svg" && has_class(element, "callgraph");
            if self.has_root || !is_ours {
                return Err(EarlierError::Foreign);
            }
            self.has_root = true;
        }
        match (&mut self.open, name.as_ref()) {
            (None, "g") if has_class(element, "node") => {
                let origin = attribute(element, "transform").and_then(|transform| translation(&transform));
                self.open = Some((self.depth, Open { origin, ..Open::default() }));
            }
            (Some((_, open)), "title") if open.title.is_none() => {
                (open.title, open.is_in_title) = (Some(String::new()), true);
            }
            (Some((_, open)), "rect") if open.centre.is_none() => open.centre = centre(element),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), EarlierError> {
        let depth = self.depth;
        self.depth = depth.checked_sub(1).ok_or(EarlierError::Malformed)?;
        if let Some((_, open)) = &mut self.open {
            open.is_in_title = false;
        }
        if let Some((_, open)) = self.open.take_if(|(begun, _)| *begun == depth) {
            self.boxes.push(open.placed()?);
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if let Some((_, Open { title: Some(title), is_in_title: true, .. })) = &mut self.open {
            title.push_str(text);
        }
    }

    fn done(self) -> Result<Earlier, EarlierError> {
        match self {
            Picture { depth: 1.., .. } | Picture { has_root: false, .. } => Err(EarlierError::Malformed),
            Picture { boxes, .. } if boxes.is_empty() => Err(EarlierError::Empty),
            Picture { boxes, .. } => Ok(Earlier::new(boxes)),
        }
    }
}

impl Open {
    /// The full name and the centre.
    fn placed(self) -> Result<(String, Point), EarlierError> {
        let title = self.title.unwrap_or_default();
        let name = title.lines().next().unwrap_or_default().to_owned();
        let sum = self.origin.zip(self.centre).map(|(a, b)| Point::new(a.x + b.x, a.y + b.y));
        let is_near = |place: &Point| place.x.abs() <= MAX_DISTANCE && place.y.abs() <= MAX_DISTANCE;
        match sum.filter(is_near) {
            Some(place) => Ok((name, place)),
            None => Err(EarlierError::Place(short(&name))),
        }
    }
}

/// A name, shortened for messages.
fn short(name: &str) -> String {
    const MAX: usize = 80;
    name.chars().filter(|c| !c.is_control()).take(MAX).collect()
}

/// The first attribute of this name, unescaped. Duplicates are not checked for, which would take time and not matter.
fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let mut found = attributes.with_checks(false).flatten();
    found.find(|attribute| attribute.key.as_ref() == name).map(|attribute| attribute.value.into_owned())
}

fn has_class(element: &BytesStart, class: &str) -> bool {
    attribute(element, "class")
        .is_some_and(|classes| classes.split_ascii_whitespace().any(|one| one == class))
}

/// Parses `translate(3 4)`, as every group has it.
fn translation(transform: &str) -> Option<Point> {
    let inside = transform.strip_prefix("translate(")?.strip_suffix(')')?;
    let mut numbers = inside.split([' ', ',']).map(str::parse::<f64>);
    let x = numbers.next()?.ok()?;
    let y = numbers.next().unwrap_or(Ok(0.0)).ok()?;
    Some(Point::new(x, y))
}

/// The centre of a rectangle, whose corner is at the origin by default.
fn centre(rect: &BytesStart) -> Option<Point> {
    let parsed = |name| attribute(rect, name).map(|value| value.parse::<f64>());
    let from = |name| parsed(name).unwrap_or(Ok(0.0)).ok();
    let long = |name| parsed(name)?.ok().filter(|length| *length >= 0.0);
    Some(Point::new(from("x")? + long("width")? / 2.0, from("y")? + long("height")? / 2.0))
}

#[cfg(test)]
#[path = "tests/read.rs"]
mod tests;
