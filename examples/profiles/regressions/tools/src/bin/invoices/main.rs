//! Books a day's invoices: each is read, checked, totalled and entered into the books, which are then written.

mod books;
mod check;
mod read;
mod total;

use books::Books;
use tools::Random;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let day: Vec<String> = (0..300).map(|seed| invoice(&mut Random::new(seed + 1))).collect();
    tools::record(350, |rounds| {
        let bytes: usize = (0..rounds).map(|_| book(&day).len()).sum();
        println!("{bytes} bytes");
    })
}

/// The books of a day.
#[inline(never)]
fn book(day: &[String]) -> String {
    let mut books = Books::default();
    for text in day {
        enter(&mut books, text);
    }
    books.write()
}

/// Enters one invoice; what is wrong is put aside.
#[inline(never)]
fn enter(books: &mut Books, text: &str) {
    let invoice = read::invoice(text);
    match check::invoice(&invoice) {
        Ok(()) => books.add(&invoice, total::of(&invoice)),
        Err(error) => books.put_aside(&invoice.number, error),
    }
}

/// A made-up invoice: a head, and lines of articles.
fn invoice(random: &mut Random) -> String {
    let mut text = format!(
        "R-{:06};DE{:09};{}\n",
        random.below(1_000_000),
        random.below(1_000_000_000),
        random.words(3)
    );
    for _ in 0..20 + random.below(20) {
        let (number, name) = (random.below(10_000_000), random.words(4));
        text += &format!(
            "{number:012};{name};{};{}.{:02};{}\n",
            1 + random.below(20),
            random.below(500),
            random.below(100),
            random.below(3)
        );
    }
    text
}
