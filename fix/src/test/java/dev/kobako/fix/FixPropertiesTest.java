package dev.kobako.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.dockerfile.Dockerfile;
import dev.kobako.dockerfile.Part;
import dev.kobako.dockerfile.SourceText;
import dev.kobako.dockerfile.SyntaxTree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What holds for every Dockerfile that a build would read, by {@code -Dkobako.fuzz.seed}. */
class FixPropertiesTest {
  private static final int FILES = 500;
  private static final long SEED = Long.getLong("kobako.fuzz.seed", 1);

  private static Optional<SourceText> readable(String text) {
    try {
      SourceText source = SourceText.of("Dockerfile", text.getBytes(StandardCharsets.UTF_8));
      Dockerfile.parse(source);
      return Optional.of(source);
    } catch (KobakoException _) {
      return Optional.empty();
    }
  }

  @Test
  void whatIsReadIsWrittenAndWhatIsFixedIsReadAndNotFixedAgain() {
    fixesOnce(new Fixer(FixBook.ALL));
  }

  @Test
  void theSameHoldsWithTheFixesThatAreMadeOnRequest() {
    fixesOnce(new Fixer(FixBook.known()));
  }

  private static void fixesOnce(Fixer fixer) {
    GeneratedDockerfiles files = new GeneratedDockerfiles(SEED);
    int seen = 0;
    int changed = 0;
    while (seen < FILES) {
      String text = files.next();
      Optional<SourceText> source = readable(text);
      if (source.isEmpty()) {
        continue;
      }
      seen++;
      assertThat(printed(source.get())).isEqualTo(text);
      FixedFile fixed = fixer.fix(source.get());
      String after = fixed.after().text();
      changed += fixed.isChanged() ? 1 : 0;
      assertThat(fixed.isChanged()).as(text).isEqualTo(!after.equals(text));
      assertThat(readable(after)).as(text).isPresent();
      assertThat(fixer.fix(new SourceText("Dockerfile", after)).after().text())
          .as(text)
          .isEqualTo(after);
    }
    assertThat(changed).isGreaterThan(FILES / 2);
  }

  @Test
  void eachFixAloneIsMadeOnce() {
    GeneratedDockerfiles files = new GeneratedDockerfiles(SEED + 1);
    Set<String> made = new TreeSet<>();
    for (int seen = 0; seen < FILES / 2; seen++) {
      Optional<SourceText> source = readable(files.next());
      for (Fix fix : source.isPresent() ? FixBook.known() : List.<Fix>of()) {
        Fixer fixer = new Fixer(List.of(fix));
        SourceText once = fixer.fix(source.get()).after();
        if (!once.text().equals(source.get().text())) {
          made.add(fix.description().name());
        }
        FixedFile twice = fixer.fix(new SourceText("Dockerfile", once.text()));
        assertThat(twice.applied())
            .as(fix.description().name() + "\n" + source.get().text())
            .isEmpty();
      }
    }
    assertThat(made).contains("build-stage", "cache-mounts", "exec-form", "join-runs", "strip");
  }

  private static String printed(SourceText source) {
    return SyntaxTree.parse(source).parts().stream()
        .map(Part::lines)
        .map(source::text)
        .collect(Collectors.joining());
  }
}
