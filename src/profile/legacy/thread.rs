//! Stacks of all threads at one moment: the page `/threadz` of C++ servers.

use bstr::ByteSlice;

use super::{
    draft::{self, Draft},
    error::LegacyError,
    lines::{self, Lines},
    maps,
    parts::{Kind, Stacks},
    refusal::Refusal,
    scan::Scan,
};
use crate::profile::model::Profile;

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

/// Marks a thread without a stack.
const NO_STACK_TRACE: &[u8] = b"---- no stack trace for";

/// The first line of the first thread, or the line in its place.
fn first_thread<'a>(lines: &mut Lines<'a>) -> Result<Option<&'a [u8]>, Refusal> {
    let first = lines.next_but_blank()?;
    if !first.is_some_and(is_threadz) {
        return if first.is_some_and(is_thread_header) { Ok(first) } else { Err(Refusal::OtherFormat) };
    }
    loop {
        // A line that is too long is an error only where the file is surely a profile.
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
    // The name may contain anything, so any later header's end in the line ends the first as well.
    let Some(name) = line.find_iter("--- Thread ").find_map(name_at) else { return false };
    name.find_iter(") stack: ---").any(|end| {
        let digits = name[..end].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        digits > 0 && name[..end - digits].ends_with(b"/")
    })
}

/// The stack and properties of a thread.
#[derive(Default)]
struct Thread {
    stack: Vec<u64>,
    is_same_as_previous: bool,
}

impl Thread {
    /// Reads all lines up to the next that starts with `---`, and returns that one; at the end, the last line, since a
    /// memory map may be announced anywhere in a line.
    fn read<'a>(lines: &mut Lines<'a>) -> Result<(Thread, Option<&'a [u8]>), LegacyError> {
        let mut thread = Thread::default();
        let mut last = None;
        while let Some(line) = lines.next()?.map(ByteSlice::trim) {
            last = Some(line);
            if line.starts_with(b"---") {
                break;
            }
            if line.contains_str("same as previous thread") {
                thread.is_same_as_previous = true;
            } else {
                lines.addresses(line, &mut thread.stack)?;
            }
        }
        Ok((thread, last))
    }

    fn add_to(mut self, stacks: &mut Stacks) {
        if self.is_same_as_previous || self.stack.is_empty() {
            if let Some(n_threads) = stacks.last_value() {
                *n_threads += 1;
            }
            return;
        }
        // The first address is the current instruction; the others are return addresses.
        self.stack[1..].iter_mut().for_each(|address| *address = lines::call_site(*address));
        stacks.push(&self.stack, &[1]);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::super::tests::check;

    #[test]
    fn threadz() {
        check(
            "--- threadz 1 ---\n\n--- Thread 7ff794ab90 (name: main/14748) stack: ---\n  \
             PC: 0x00bc8f1c: helper(arg *)\n  0x0040be31: base::Thread::threadFunc()\n\
             --- Thread 7ff7 (name: worker/1) stack: ---\n  [same as previous thread]\n\
             --- Thread 7ff8 (name: worker (name: /2/2) stack: ---\n  \
             PC: 0x00bc8f1c 0x00bc8f1c 0x0040be31\n\
             --- Memory map: ---\n  00400000-00d00000: /usr/bin/prog\n",
            expect![[r#"
                thread count · every 1 thread count
                2: bc8f1c/1, 40be30/1
                1: bc8f1c/1, 40be30/1
                /1: 400000-d00000 /usr/bin/prog
            "#]],
        );
    }

    /// The leaf is there twice, as the current instruction and as a return address.
    #[test]
    fn repeated_leaves_are_merged() {
        check(
            "--- Thread 1 (name: a/1) stack: ---\n0x10 0x10 0x20\n---- no stack trace for 2\nx\n",
            expect![[r#"
                thread count · every 1 thread count
                1: 10/1, 1f/1
                /1: 0-ffffffffffffffff
            "#]],
        );
    }

    #[test]
    fn the_end_must_be_announced() {
        let thread = "--- Thread 1 (name: a/1) stack: ---\n0x10";
        check(thread, expect!["no format"]);
        check(
            format!("{thread} --- Memory map: ---"),
            expect![[r#"
                thread count · every 1 thread count
                1: 10/1
                /1: 0-ffffffffffffffff
            "#]],
        );
        check(
            format!("{thread}\n--- Thread 2 (name: b) stack: ---\n--- Memory map: ---\n"),
            expect!["no format"],
        );
        check(
            format!("{thread} 0x10000000000000000\n"),
            expect![[r#"line 2: malformed sample: "10000000000000000" is not a number of 64 bits"#]],
        );
        check(
            "--- threadz 1 ---\nMAPPED_LIBRARIES:\n",
            expect![[r#"
                thread count · every 1 thread count
            "#]],
        );
    }
}
