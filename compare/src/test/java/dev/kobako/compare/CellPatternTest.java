package dev.kobako.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kobako.diagnostic.KobakoException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code --only} takes. */
class CellPatternTest {
  private static final Matrix MATRIX =
      Trial.matrix("axes: {base: ['debian:12', 'debian:13', scratch], SIZE: [1, 2]}");

  private static List<String> chosen(String pattern) {
    CellPattern only = CellPattern.parse("--only", pattern, MATRIX);
    return MATRIX.cells().stream().filter(only::matches).map(Cell::name).toList();
  }

  @Test
  void aStarStandsForAnythingAndAllPartsMustFit() {
    assertThat(chosen("base=debian*,SIZE=2")).containsExactly("debian:12, 2", "debian:13, 2");
    assertThat(chosen("SIZE=1, base=*a*")).hasSize(3);
    assertThat(chosen("base=debian")).isEmpty();
    assertThat(chosen("base=debian.12")).isEmpty();
  }

  @Test
  void anAxisThatIsNotThereIsTold() {
    assertThat(
            catchThrowableOfType(KobakoException.class, () -> chosen("bases=x"))
                .diagnostic()
                .render())
        .isEqualTo(
            """
            --only bases=x: expected AXIS=VALUE with an axis of the matrix: 'base', 'SIZE'
            remedy: write --only 'base=*'\
            """);
  }
}
