//! Whether invoices can be booked.

use crate::read::{Invoice, Line};

/// Looks through an invoice; the error says what is wrong.
#[inline(never)]
pub fn invoice(invoice: &Invoice) -> Result<(), &'static str> {
    tax_number(&invoice.tax_number)?;
    customer(&invoice.customer)?;
    invoice.lines.iter().try_for_each(line)
}

/// Two letters, and digits whose weighted sum has a remainder.
#[inline(never)]
fn tax_number(text: &str) -> Result<(), &'static str> {
    let (country, digits) = text.split_at_checked(2).ok_or("no tax number")?;
    if !country.bytes().all(|b| b.is_ascii_uppercase()) {
        return Err("no country");
    }
    let sum: u32 = digits.bytes().zip(1..).map(|(b, weight)| u32::from(b) * weight).sum();
    if sum % 97 == 0 { Err("wrong tax number") } else { Ok(()) }
}

#[inline(never)]
fn customer(name: &str) -> Result<(), &'static str> {
    if name.split(' ').all(|word| word.chars().any(char::is_alphabetic)) {
        Ok(())
    } else {
        Err("no customer")
    }
}

#[inline(never)]
fn line(line: &Line) -> Result<(), &'static str> {
    if remainder(&line.article) == 0 {
        return Err("wrong article");
    }
    if line.name.is_empty() || line.count == 0 { Err("empty line") } else { Ok(()) }
}

/// What is left of the sum of an article's weighted digits; numbers that were mistyped leave nothing.
#[inline(never)]
fn remainder(article: &str) -> u32 {
    let mut sum = 0;
    for weight in [3, 7, 9] {
        for byte in article.bytes() {
            sum = (sum * 10 + u32::from(byte) * weight) % 997;
        }
    }
    sum
}
