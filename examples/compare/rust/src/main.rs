use std::io::{self, BufRead};

use regex::Regex;

fn main() -> io::Result<()> {
    let word = Regex::new(r"\p{L}+").expect("a pattern that is right");
    let mut count = 0;
    for line in io::stdin().lock().lines() {
        count += word.find_iter(&line?).count();
    }
    println!("{count} words");
    Ok(())
}
