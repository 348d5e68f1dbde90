//! Invoices as text.

/// One invoice.
pub struct Invoice {
    pub number: String,
    pub tax_number: String,
    pub customer: String,
    pub lines: Vec<Line>,
}

/// One article on it.
pub struct Line {
    pub article: String,
    pub name: String,
    pub count: u64,
    pub cents: u64,
    pub rate: usize,
}

/// Reads an invoice; what is missing is empty or zero.
#[inline(never)]
pub fn invoice(text: &str) -> Invoice {
    let mut rows = text.lines();
    let mut head = rows.next().unwrap_or_default().split(';').map(str::to_owned);
    Invoice {
        number: head.next().unwrap_or_default(),
        tax_number: head.next().unwrap_or_default(),
        customer: head.next().unwrap_or_default(),
        lines: rows.map(line).collect(),
    }
}

#[inline(never)]
fn line(row: &str) -> Line {
    let mut fields = row.split(';');
    let mut next = || fields.next().unwrap_or_default();
    Line {
        article: next().to_owned(),
        name: next().to_owned(),
        count: next().parse().unwrap_or(0),
        cents: cents(next()),
        rate: next().parse().unwrap_or(0),
    }
}

fn cents(text: &str) -> u64 {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    whole.parse::<u64>().unwrap_or(0) * 100 + part.parse::<u64>().unwrap_or(0)
}
