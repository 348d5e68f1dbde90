//! The books of a day.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::read::Invoice;
use crate::total::Total;

/// Accounts by name, and invoices that were put aside.
#[derive(Default)]
pub struct Books {
    accounts: BTreeMap<String, Account>,
    aside: Vec<(String, &'static str)>,
}

#[derive(Default)]
struct Account {
    net: u64,
    tax: u64,
    own: u64,
    articles: BTreeMap<String, u64>,
}

impl Books {
    /// Enters an invoice.
    #[inline(never)]
    pub fn add(&mut self, invoice: &Invoice, total: Total) {
        let account = self.accounts.entry(key(&invoice.customer)).or_default();
        account.net += total.net;
        account.tax += total.tax;
        for line in &invoice.lines {
            *account.articles.entry(key(&line.name)).or_default() += line.count;
            account.own += if is_own(&line.article) { line.count } else { 0 };
        }
    }

    /// Notes an invoice that cannot be booked.
    #[inline(never)]
    pub fn put_aside(&mut self, number: &str, why: &'static str) {
        self.aside.push((number.to_owned(), why));
    }

    /// All of it as text.
    #[inline(never)]
    pub fn write(&self) -> String {
        let mut out = String::new();
        for (name, account) in &self.accounts {
            account.write(&mut out, name);
        }
        for (number, why) in &self.aside {
            writeln!(out, "{number}: {why}").expect("strings can be written to");
        }
        out
    }
}

impl Account {
    #[inline(never)]
    fn write(&self, out: &mut String, name: &str) {
        writeln!(out, "{name}: {} and {} tax, {} ours", self.net, self.tax, self.own)
            .expect("strings can be written to");
        for (article, count) in &self.articles {
            writeln!(out, "  {count:>6} {article}").expect("strings can be written to");
        }
    }
}

/// Numbers of articles that we make ourselves begin with a zero.
fn is_own(article: &str) -> bool {
    article.starts_with('0')
}

/// The first word in small letters, by which things are put together.
#[inline(never)]
fn key(name: &str) -> String {
    name.split(' ').next().unwrap_or_default().to_lowercase()
}
