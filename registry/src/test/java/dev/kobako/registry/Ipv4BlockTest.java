package dev.kobako.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class Ipv4BlockTest {
  @ParameterizedTest
  @CsvSource({
    "10.1.0.0/16, 10.1.255.255, true",
    "10.1.0.0/16, 10.2.0.0, false",
    "10.1.7.7/16, 10.1.0.1, true",
    "0.0.0.0/0, 255.1.2.3, true",
    "192.168.1.5/32, 192.168.1.5, true",
    "192.168.1.5/32, 192.168.1.4, false",
    "128.0.0.0/1, 200.0.0.1, true",
    "128.0.0.0/1, 127.0.0.1, false",
  })
  void holdsTheAddressesThatShareItsFirstBits(String block, String address, boolean held) {
    Ipv4Block parsed = Ipv4Block.parse(block).orElseThrow();

    assertThat(parsed.contains(Ipv4Block.address(address).orElseThrow())).isEqualTo(held);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.0", "10.0.0.0/33", "10.0.0.0/", "10.0.0/8", "10.0.0.256/8", "a/8", "::/0"})
  void isNothingElse(String text) {
    assertThat(Ipv4Block.parse(text)).isEmpty();
  }
}
