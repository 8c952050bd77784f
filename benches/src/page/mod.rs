//! The page: everything measured, put into tables and words.

mod requests;

use crate::Result;

pub(crate) fn print_requests() -> Result<()> {
    let requests = requests::measure()?;
    print!("{}", requests.tables());
    Ok(())
}

pub(crate) fn write() -> Result<()> {
    print_requests()
}
