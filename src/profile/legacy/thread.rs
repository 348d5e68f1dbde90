//! Where the threads of a program were at one moment: what C++ servers show at `/threadz`.

use bstr::ByteSlice;

use super::super::Profile;
use super::{
    LegacyError, Refusal,
    draft::{self, Draft, Kind, Stacks},
    lines::{self, Lines},
    maps,
    scan::Scan,
};

/// Reads a profile that starts with `--- threadz 1 ---` or with the header of a thread.
pub(super) fn read(bytes: &[u8]) -> Result<Profile, Refusal> {
    let mut lines = Lines::new(bytes);
    let mut line = first_thread(&mut lines)?;
    let mut stacks = Stacks::default();
    while !line.is_some_and(|line| lines::is_sentinel(line) || line.starts_with(NO_STACK_TRACE)) {
        if !line.is_some_and(is_thread_header) {
            return Err(Refusal::OtherFormat);
        }
        let (thread, next) = Thread::read(&mut lines)?;
        thread.add_to(&mut stacks);
        line = next;
    }
    let regions = maps::announced(line, &mut lines)?;
    let kind = Kind::new("thread", "count");
    let draft = Draft {
        sample_types: vec![kind.clone()],
        period_type: kind,
        period: 1,
        stacks,
        regions,
        ..Draft::default()
    };
    Ok(draft::merge_repeated_leaves(draft.finish()?))
}

/// Says that there is nothing to read from here.
const NO_STACK_TRACE: &[u8] = b"---- no stack trace for";

/// The first line of the first thread, or what stands in its place.
fn first_thread<'a>(lines: &mut Lines<'a>) -> Result<Option<&'a [u8]>, Refusal> {
    let first = lines.next_but_blank()?;
    if !first.is_some_and(is_threadz) {
        return if first.is_some_and(is_thread_header) { Ok(first) } else { Err(Refusal::OtherFormat) };
    }
    loop {
        // A line that is too long is damage only where it is sure to be a profile.
        match lines.next().map_err(|_| Refusal::OtherFormat)? {
            Some(line) if !lines::is_sentinel(line) && !line.starts_with(b"-") => {}
            line => return Ok(line),
        }
    }
}

/// Whether a line contains `--- threadz 1 ---`.
fn is_threadz(line: &[u8]) -> bool {
    let matches = |at: usize| {
        let mut scan = Scan::new(&line[at..]);
        scan.literal("--- threadz ")?;
        scan.digits()?;
        scan.literal(" ---")
    };
    line.find_iter("--- threadz ").any(|at| matches(at).is_some())
}

/// Whether a line contains `--- Thread 7f794ab90940 (name: main/14748) stack: ---`.
fn is_thread_header(line: &[u8]) -> bool {
    let name_at = |at: usize| {
        let mut scan = Scan::new(&line[at..]);
        scan.literal("--- Thread ")?;
        let id = scan.run(|byte| byte.is_ascii_hexdigit());
        scan.literal(" (name: ").filter(|()| !id.is_empty())?;
        Some(scan.rest)
    };
    // The name may contain anything. Whatever ends a later header in the line ends the first as well.
    let Some(name) = line.find_iter("--- Thread ").find_map(name_at) else { return false };
    name.find_iter(") stack: ---").any(|end| {
        let digits = name[..end].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        digits > 0 && name[..end - digits].ends_with(b"/")
    })
}

/// What the lines of a thread say.
#[derive(Default)]
struct Thread {
    stack: Vec<u64>,
    is_same_as_previous: bool,
}

impl Thread {
    /// Reads all lines up to the next that starts with `---`, and returns that one as well.
    fn read<'a>(lines: &mut Lines<'a>) -> Result<(Thread, Option<&'a [u8]>), LegacyError> {
        let mut thread = Thread::default();
        loop {
            let Some(line) = lines.next()?.map(ByteSlice::trim) else { return Ok((thread, None)) };
            if line.starts_with(b"---") {
                return Ok((thread, Some(line)));
            }
            if line.contains_str("same as previous thread") {
                thread.is_same_as_previous = true;
            } else {
                lines.addresses(line, &mut thread.stack)?;
            }
        }
    }

    fn add_to(mut self, stacks: &mut Stacks) {
        if self.is_same_as_previous || self.stack.is_empty() {
            if let Some(n_threads) = stacks.last_value() {
                *n_threads += 1;
            }
            return;
        }
        // The thread is at the first address, and returns to the others.
        self.stack[1..].iter_mut().for_each(|address| *address = lines::call_site(*address));
        stacks.push(&self.stack, &[1]);
    }
}
