//! Reproducible synthetic programs and runs.

use crate::analysis::{Counting, Estimate, Tally, TallyCall, TallyFunction};

/// Knuth's linear congruential generator, upper bits.
pub(super) struct Random(pub(super) u64);

impl Random {
    /// Uniform in (0, 1).
    pub(super) fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 11) as f64 + 0.5) / (1u64 << 53) as f64
    }

    /// Standard normal (Box and Muller 1958).
    pub(super) fn normal(&mut self) -> f64 {
        let radius = (-2.0 * libm::log(self.unit())).sqrt();
        radius * libm::cos(std::f64::consts::TAU * self.unit())
    }

    /// Poisson distributed, for large means approximated by the normal distribution.
    pub(super) fn poisson(&mut self, mean: f64) -> i64 {
        if mean > 100.0 {
            return (mean + mean.sqrt() * self.normal()).round() as i64;
        }
        let (mut left, mut n) = (mean, 0);
        loop {
            left += libm::log(self.unit());
            if left <= 0.0 {
                return n;
            }
            n += 1;
        }
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.unit() * limit as f64) as usize
    }
}

/// A program: paths through its functions, the first of which is `main`, with their shares of the time.
#[derive(Clone)]
pub(super) struct Program {
    pub(super) n_functions: usize,
    pub(super) paths: Vec<(Vec<usize>, f64)>,
}

impl Program {
    /// Every function has a caller among those before it, and shares that decrease as in real programs.
    pub(super) fn new(n_functions: usize) -> Program {
        let mut random = Random(7);
        let mut callers = vec![0];
        (1..n_functions).for_each(|place| callers.push(random.below(place.min(1 + place / 3))));
        let path = |mut place: usize| {
            let mut path = vec![place];
            while place != 0 {
                place = callers[place];
                path.push(place);
            }
            path.reverse();
            path
        };
        let share = |random: &mut Random| libm::exp(1.3 * random.normal());
        let shares: Vec<_> = (0..n_functions).map(|_| share(&mut random)).collect();
        let all: f64 = shares.iter().sum();
        Program {
            n_functions,
            paths: shares.iter().enumerate().map(|(i, share)| (path(i), share / all)).collect(),
        }
    }

    /// The flat and cum shares of a function.
    pub(super) fn shares(&self, function: usize) -> [f64; 2] {
        let sum = |is_meant: &dyn Fn(&[usize]) -> bool| {
            self.paths.iter().filter(|(path, _)| is_meant(path)).map(|(_, share)| share).sum()
        };
        [sum(&|path| path.last() == Some(&function)), sum(&|path| path.contains(&function))]
    }

    /// The same with the share of paths that end in `function` changed by this much of the total.
    pub(super) fn with(mut self, function: usize, by: f64) -> Program {
        self.paths[function].1 += by;
        self
    }

    /// A run of about `n_samples`, where the time of each path is multiplied by `disturb`.
    pub(super) fn run(&self, random: &mut Random, n_samples: f64, disturb: &[f64]) -> Tally {
        let mut sums = Sums {
            flat: vec![0; self.n_functions],
            cum: vec![0; self.n_functions],
            calls: vec![0; self.n_functions],
        };
        let mut callers = vec![0; self.n_functions];
        let mut total = 0;
        for (at, (path, share)) in self.paths.iter().enumerate() {
            let n = random.poisson(n_samples * share * disturb.get(at).unwrap_or(&1.0));
            total += n;
            sums.flat[path[path.len() - 1]] += n;
            path.iter().for_each(|&function| sums.cum[function] += n);
            for pair in path.windows(2) {
                callers[pair[1]] = pair[0];
                sums.calls[pair[1]] += n;
            }
        }
        sums.tally(&callers, total)
    }
}

struct Sums {
    flat: Vec<i64>,
    cum: Vec<i64>,
    calls: Vec<i64>,
}

impl Sums {
    fn tally(&self, callers: &[usize], total: i64) -> Tally {
        let of = |n: i64| Estimate { value: n, variance: n as f64 };
        let function = |(place, (&flat, &cum)): (usize, (&i64, &i64))| TallyFunction {
            name: format!("f{place:03}").into(),
            flat: of(flat),
            cum: of(cum),
            charged: of(flat),
            ..TallyFunction::default()
        };
        let calls = self.calls.iter().enumerate().skip(1).filter(|(_, value)| **value != 0);
        Tally {
            functions: self.flat.iter().zip(&self.cum).enumerate().map(function).collect(),
            calls: calls
                .map(|(callee, &value)| TallyCall { caller: callers[callee], callee, value })
                .collect(),
            total: of(total),
            counting: Counting::Events,
        }
    }
}

/// Differences between runs: the speed of each run, and of each path in it.
pub(super) fn jitter(random: &mut Random, n_paths: usize, of_run: f64, of_path: f64) -> Vec<f64> {
    let speed = libm::exp(of_run * random.normal());
    (0..n_paths).map(|_| speed * libm::exp(of_path * random.normal())).collect()
}
