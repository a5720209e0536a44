package dev.kobako.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.dockerfile.SourceText;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BuiltStagesTest {
  private static final List<Fix> FIXES = List.of(new CopyForAdd());
  private static final SourceText FILE =
      new SourceText(
          "Dockerfile",
          """
          FROM debian AS Below
          ADD a /
          FROM below AS taken
          ADD b /
          FROM debian AS mounted
          ADD c /
          FROM debian AS test
          ADD d /
          FROM debian
          COPY --from=Taken /b /
          RUN --mount=type=bind,from=mounted,target=/m true
          ADD e /
          """);

  private static String fixed(Optional<String> target) {
    return new Fixer(new BuiltStages(target).only(FIXES)).fix(FILE).after().text();
  }

  private static List<String> leftOut(Optional<String> target) {
    return new BuiltStages(target)
        .leftOut(FIXES, FILE, Optional.empty(), Optional.empty()).stream()
            .map(each -> each.fix().description().name() + ": " + each.why())
            .toList();
  }

  @Test
  void whatTheLastStageDoesNotReachIsLeftAndTold() {
    assertThat(fixed(Optional.empty()))
        .isEqualTo(FILE.text().replace("ADD", "COPY").replace("COPY d", "ADD d"));
    assertThat(leftOut(Optional.empty())).containsExactly("copy-for-add: not built: stage test");
  }

  @Test
  void aTargetIsBuiltWithWhatItStandsOn() {
    assertThat(fixed(Optional.of("TAKEN")))
        .isEqualTo(FILE.text().replace("ADD a", "COPY a").replace("ADD b", "COPY b"));
    assertThat(leftOut(Optional.of("1")))
        .containsExactly("copy-for-add: not built: stage mounted, stage test, stage 4");
  }
}
