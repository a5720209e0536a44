package dev.kobako.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EnvironmentLinesTest {
  @Test
  void theLastValueOfANameCountsWhereTheNameCameFirst() {
    assertThat(EnvironmentLines.of(EnvironmentLines.byName(List.of("B=1", "A=2", "B=x=y", "C="))))
        .containsExactly("B=x=y", "A=2", "C=");
  }

  @Test
  void whatHasNoNameOrNoValueDoesNotCount() {
    assertThat(EnvironmentLines.byName(List.of("HOME", "=x", ""))).isEmpty();
  }
}
