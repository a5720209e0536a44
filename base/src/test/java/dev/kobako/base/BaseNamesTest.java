package dev.kobako.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.image.ImageReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaseNamesTest {
  @ParameterizedTest
  @CsvSource({
    "debian, debian:stable",
    "debian:latest, debian:stable",
    "debian:stable-slim, debian:stable-slim",
    "debian:12, debian:bookworm",
    "debian:12-slim, debian:bookworm-slim",
    "debian:bookworm, debian:bookworm",
    "debian:sid, debian:sid",
    "docker.io/library/debian:trixie-slim, debian:trixie-slim",
    "index.docker.io/debian:13, debian:trixie",
    "ubuntu:24.04, ubuntu:noble",
    "ubuntu:noble, ubuntu:noble",
    "docker.io/ubuntu:22.04, ubuntu:jammy"
  })
  void officialImagesHaveTheirSuite(String image, String base) {
    assertThat(BaseNames.composable(ImageReference.parse(image)).orElseThrow()).hasToString(base);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ubuntu",
        "ubuntu:noble-slim",
        "debian:12.11",
        "debian:bookworm-20250520",
        "debian:bookworm-backports",
        "debian:bookwrm",
        "me/debian:bookworm",
        "ghcr.io/library/debian:bookworm",
        "alpine",
        "debian@sha256:0000000000000000000000000000000000000000000000000000000000000000",
        "debian:12@sha256:0000000000000000000000000000000000000000000000000000000000000000"
      })
  void otherImagesHaveNone(String image) {
    assertThat(BaseNames.composable(ImageReference.parse(image))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "debian, debian:stable",
    "debian:12, debian:bookworm",
    "debian:bookworm-slim, debian:bookworm-slim",
    "debian:bookworm-backports, debian:bookworm-backports",
    "debian:kali-rolling, debian:kali-rolling",
    "ubuntu:noble-proposed, ubuntu:noble-proposed"
  })
  void usersMayNameAnySuite(String text, String base) {
    assertThat(BaseNames.parse(text)).hasToString(base);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "debian:bookwrom | did you mean 'debian:bookworm'?",
        "debian:bokworm-slim | did you mean 'debian:bookworm-slim'?",
        "ubunto:noble | did you mean 'ubuntu:noble'?",
        "fedora:42 | name one as in debian:bookworm",
        "debian:99 | name a suite as in debian:bookworm",
        "debian:../../etc | name a suite as in debian:bookworm",
        "ubuntu | name a suite as in ubuntu:noble",
        "ubuntu:latest | name a suite as in ubuntu:noble",
        "debian: | name a suite as in debian:bookworm"
      })
  void whatIsNoBaseIsRefused(String text, String remedy) {
    assertThat(Thrown.by(() -> BaseNames.parse(text)))
        .isEqualTo(
            "USAGE\nbase '"
                + text
                + "': is no base, expected debian:SUITE or ubuntu:SUITE\nremedy: "
                + remedy);
  }

  @Test
  void nameOfAnUnknownDistributionCannotBeMade() {
    assertThatThrownBy(() -> new BaseName("arch", "core", false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no base: arch:core");
  }
}
