//! The whole drawing: hints, width, direction and components. The phases of one component are in `component`.

use crate::assemble::direction;
use crate::assemble::fit;
use crate::assemble::pack;
use crate::assemble::wrapping;
use crate::component::{self, Laid};
use crate::effort::HUGE;
use crate::hinted;
use crate::hints::earlier;
use crate::input::Input;
use crate::layout::Layout;
use crate::options::Direction;
use crate::options::Options;
use crate::phase::Phase;

/// Lays the boxes out in ranks, tails above heads.
///
/// The same input gives the same layout on every machine: ties fall by index, and effort is limited in
/// counted steps, never in time.
#[must_use]
pub fn layered(input: &Input, options: &Options) -> Layout {
    layered_watched(input, options, &mut |_| ())
}

/// Does what [`layered`] does and calls `watch` after each phase. Components have phases of their own, and where a
/// width is wanted all is done several times.
#[must_use]
pub fn layered_watched(input: &Input, options: &Options, watch: &mut dyn FnMut(Phase)) -> Layout {
    let options = &options.clamped();
    let n_parts = input.boxes.len() + input.edges.len();
    if input.hints.iter().all(Option::is_none) {
        let mut anew =
            |_, part: &Input, options: &Options| component::anew(part, options, HUGE, watch).layout;
        return fit::fitted(options, n_parts, |options| directed(input, options, &mut anew));
    }
    // Components as they are without hints, in the first try, which has the options as they are.
    let mut known: Vec<Laid> = Vec::new();
    let mut anew = |index, part: &Input, options: &Options| {
        let laid = component::anew(part, options, HUGE, watch);
        if index == known.len() {
            known.push(laid.clone());
        }
        laid.layout
    };
    let without = Input { hints: Vec::new(), ..input.clone() };
    let anew = fit::fitted(options, n_parts, |options| directed(&without, options, &mut anew));
    let mut kept =
        |index: usize, part: &Input, options: &Options| hinted::laid_out(part, &known[index], options);
    let kept = directed(input, options, &mut kept);
    let fits = options.width <= 0.0 || kept.size.width <= options.width;
    let is_nearer = earlier::displacement(input, &kept) < earlier::displacement(input, &anew);
    earlier::shifted(input, if fits && is_nearer { kept } else { anew }, options)
}

/// Lays out a component, given its number and what is in it.
type LayOut<'a> = dyn FnMut(usize, &Input, &Options) -> Layout + 'a;

fn directed(input: &Input, options: &Options, lay_out: &mut LayOut) -> Layout {
    match options.direction {
        Direction::TopToBottom => downwards(input, options, lay_out),
        Direction::LeftToRight => {
            let aspect = if options.aspect > 0.0 { 1.0 / options.aspect } else { 0.0 };
            // What is wide then is high here.
            let upright = Options { aspect, height: 0.0, width: 0.0, ..options.clone() };
            let mut layout = downwards(&direction::input(input), &upright, lay_out);
            direction::layout(&mut layout);
            layout
        }
    }
}

fn downwards(input: &Input, options: &Options, lay_out: &mut LayOut) -> Layout {
    let parts = pack::parts(input);
    let numbered = parts.iter().enumerate();
    let layouts: Vec<Layout> = numbered.map(|(index, part)| lay_out(index, &part.input, options)).collect();
    let tallest = layouts.iter().map(|layout| layout.size.height).fold(0.0, f64::max);
    if options.enforce_aspect || options.height > 0.0 && tallest > earlier::most_height(input, options) {
        wrapping::wrapped(input, &parts, &layouts, options)
    } else {
        pack::join(input, &parts, layouts, options)
    }
}
