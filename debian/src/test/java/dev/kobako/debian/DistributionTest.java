package dev.kobako.debian;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DistributionTest {
  @Test
  void distributionsAreFoundByWhatTheyCallThemselves() {
    assertThat(Distribution.ids()).containsExactly("debian", "ubuntu");
    assertThat(Distribution.of("ubuntu")).contains(Distribution.UBUNTU);
    assertThat(Distribution.of("Debian")).isEmpty();
  }

  @Test
  void releasesHaveNumberAndCodename() {
    assertThat(Distribution.DEBIAN.codename("12")).contains("bookworm");
    assertThat(Distribution.DEBIAN.number("bookworm")).contains("12");
    assertThat(Distribution.UBUNTU.codename("24.04")).contains("noble");
    assertThat(Distribution.UBUNTU.number("noble")).contains("24.04");
  }

  @Test
  void whatIsNoReleaseHasNeither() {
    assertThat(Distribution.DEBIAN.codename("12.5")).isEmpty();
    assertThat(Distribution.DEBIAN.number("sid")).isEmpty();
    assertThat(Distribution.UBUNTU.codename("12")).isEmpty();
    assertThat(Distribution.UBUNTU.number("bookworm")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void everyCodenameLeadsBackToItself(Distribution distribution) {
    assertThat(distribution.codenames())
        .doesNotHaveDuplicates()
        .allSatisfy(name ->
            assertThat(distribution.number(name).flatMap(distribution::codename)).contains(name));
  }
}
