fn main() {
    let mut buffer = itoa::Buffer::new();
    let sum: u64 = (1..=10).sum();
    println!("the sum of 1 to 10 is {}", buffer.format(sum));
}
