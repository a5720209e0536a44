package dev.kobako.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {
  @ParameterizedTest
  @CsvSource({
    "linux/x86_64,linux/amd64",
    "linux/amd64/v1,linux/amd64",
    "Linux/AMD64/v3,linux/amd64/v3",
    "linux/arm64/v8,linux/arm64",
    "linux/aarch64,linux/arm64",
    "linux/arm,linux/arm/v7",
    "linux/arm/6,linux/arm/v6",
    "linux/armhf,linux/arm/v7",
    "linux/armel,linux/arm/v6",
    "linux/i386,linux/386",
    "linux/riscv64,linux/riscv64",
    "s390x,linux/s390x"
  })
  void isNormalized(String text, String normal) {
    assertThat(Platform.parse(text)).hasToString(normal);
  }

  @Test
  void olderCpusOfTheSameFamilyRunHereToo() {
    assertThat(Platform.parse("linux/arm/v7").runnable())
        .isEqualTo(
            List.of(
                Platform.parse("linux/arm/v7"),
                Platform.parse("linux/arm/v6"),
                Platform.parse("linux/arm/v5")));
    assertThat(Platform.parse("linux/amd64/v3").runnable())
        .extracting(Platform::toString)
        .containsExactly("linux/amd64/v3", "linux/amd64/v2", "linux/amd64", "linux/386");
    assertThat(Platform.parse("linux/arm64").runs(Platform.parse("linux/arm64/v8"))).isTrue();
    assertThat(Platform.parse("linux/amd64").runs(Platform.parse("linux/amd64/v2"))).isFalse();
    assertThat(Platform.parse("linux/arm64").runs(Platform.parse("linux/amd64"))).isFalse();
  }

  @Test
  void saysHowAPlatformIsWritten() {
    assertThatThrownBy(() -> Platform.parse("linux/a/b/c"))
        .hasMessage(
            """
            platform 'linux/a/b/c': not a platform
            remedy: write os/architecture or os/architecture/variant, as in linux/arm64\
            """);
    assertThatThrownBy(() -> Platform.parse("amd46"))
        .hasMessage(
            """
            platform 'amd46': neither an operating system nor an architecture that is known
            remedy: write os/architecture, as in linux/arm64\
            """);
  }
}
