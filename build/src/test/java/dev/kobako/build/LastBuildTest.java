package dev.kobako.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What people are told of steps that an earlier build had done. */
@Timeout(20)
class LastBuildTest {
  private static final String RUN = "RUN [\"write\",\"/r\",\"text\"]";

  @TempDir Path folder;
  private Workshop workshop;

  @BeforeEach
  void open() {
    workshop = new Workshop(folder);
    workshop.context.put("/src/a", "one");
    workshop.context.put("/src/b", "one");
  }

  private void build(String... lines) {
    workshop.changes.clear();
    workshop.build(planned(lines).plan());
  }

  private static PlannedText planned(String... lines) {
    return PlannedText.of(lines).platform(Platform.host().toString());
  }

  @Test
  void nothingIsToldOfAFirstBuild() {
    build("FROM scratch", "COPY src /x", RUN);
    assertThat(workshop.changes).isEmpty();
  }

  @Test
  void filesThatChangedAreNamedAndNotWhatFollowsFromThem() {
    build("FROM scratch", "COPY src /x", RUN);
    workshop.context.put("/src/a", "two");
    workshop.context.put("/src/c", "new");
    workshop.context.remove("/src/b");
    build("FROM scratch", "COPY src /x", RUN);
    assertThat(workshop.changes).containsExactly("0.0: src/a changed, src/b is gone, src/c is new");
  }

  @Test
  void aVariableThatSeveralStepsSeeIsToldOnce() {
    String other = "RUN [\"write\",\"/s\",\"text\"]";
    build("FROM scratch", "ARG V=1", "ENV W=1", RUN, other);
    build("FROM scratch", "ARG V=2", "ENV X=1", RUN, "WORKDIR /w", other);
    assertThat(workshop.changes)
        .containsExactly(
            "0.2: its variable V changed, its variable X is new, its variable W is gone",
            "0.3: it is new",
            "0.4: its working directory changed");
  }

  @Test
  void anEditedStepIsToldFromANewOne() {
    build("FROM scratch", "COPY src /x", RUN);
    build("FROM scratch", "COPY src /x", "RUN [\"write\",\"/r\",\"other\"]");
    assertThat(workshop.changes).containsExactly("0.1: its command changed");
    build("FROM scratch", "COPY src /x", "WORKDIR /w", "RUN [\"write\",\"/r\",\"other\"]");
    assertThat(workshop.changes)
        .containsExactly("0.1: it is new", "0.2: its working directory changed");
  }

  @Test
  void anotherPlaceInTheImageIsAnotherFlag() {
    build("FROM scratch", "COPY src /x");
    build("FROM scratch", "COPY src /y");
    assertThat(workshop.changes).containsExactly("0.0: its sources or flags changed");
  }

  @Test
  void aStepWhoseResultIsGoneIsToldSo() throws IOException {
    build("FROM scratch", "COPY src /x");
    try (var records = Files.list(folder.resolve("steps"))) {
      for (Path record : records.toList()) {
        Files.delete(record);
      }
    }
    build("FROM scratch", "COPY src /x");
    assertThat(workshop.changes).containsExactly("0.0: its result is not in the cache any more");
  }

  @Test
  void whatIsKnownOutlivesABuildThatFails() {
    build("FROM scratch", "ARG V=1", "COPY src /x", RUN);
    assertThatThrownBy(
            () -> build("FROM scratch", "ARG V=1", "RUN [\"exit\",\"1\"]", "COPY src /x", RUN))
        .isInstanceOf(KobakoException.class);
    build("FROM scratch", "ARG V=2", "COPY src /x", RUN);
    assertThat(workshop.changes).containsExactly("0.2: its variable V changed");
  }

  @Test
  void stagesThatAreNotNeededAreKeptInMind() {
    String[] both = {"FROM scratch AS one", RUN, "FROM scratch AS two", "COPY src /x"};
    workshop.build(planned(both).target("one").plan());
    build(both);
    workshop.changes.clear();
    both[1] = "RUN [\"write\",\"/r\",\"other\"]";
    workshop.build(planned(both).target("one").plan());
    assertThat(workshop.changes).containsExactly("0.0: its command changed");
  }

  @Test
  void whatIsDamagedIsAsGoodAsAbsent() throws IOException {
    build("FROM scratch", "COPY src /x");
    try (var projects = Files.list(folder.resolve("projects"))) {
      for (Path project : projects.toList()) {
        Files.writeString(project, "{\"version\":1,\"stages\":[{");
      }
    }
    workshop.context.put("/src/a", "two");
    build("FROM scratch", "COPY src /x");
    assertThat(workshop.changes).isEmpty();
  }
}
