use regex::Regex;

fn main() {
    let number = Regex::new(r"\d+").expect("a pattern that is right");
    let sum: u64 = number
        .find_iter("1 2 3 4 5 6 7 8 9 10")
        .map(|found| found.as_str().parse::<u64>().expect("a small number"))
        .sum();
    println!("the sum of 1 to 10 is {sum}");
}
