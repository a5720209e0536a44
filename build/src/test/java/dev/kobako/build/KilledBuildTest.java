package dev.kobako.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.Image;
import dev.kobako.image.Layer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Builds in processes that are killed, and in several at the same time. */
@Timeout(60)
class KilledBuildTest {
  private static final int STEPS = 20;

  @TempDir Path folder;

  /** The program of the processes: a build of many small steps. */
  public static void main(String[] args) {
    System.out.println("ready");
    Workshop workshop = new Workshop(Path.of(args[0]));
    workshop.build(plan());
    System.out.println("ran " + workshop.runs.containers.size());
  }

  private static Plan plan() {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      steps.add(HandMade.run("write", "/f" + i, "text " + i + " ".repeat(100_000)));
    }
    return HandMade.plan(HandMade.stage(0, new Plan.Base.Scratch(), steps.toArray(Step[]::new)));
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            KilledBuildTest.class.getName(),
            folder.resolve("cache").toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  @Test
  void whateverMomentABuildIsKilledTheNextOneIsRight() throws Exception {
    for (int delay : List.of(40, 80, 120)) {
      Process process = start();
      assertThat(process.inputReader().readLine()).isEqualTo("ready");
      assertThat(process.waitFor(delay, TimeUnit.MILLISECONDS)).isIn(true, false);
      process.destroyForcibly().waitFor();
    }

    Image image = new Workshop(folder.resolve("cache")).build(plan());

    assertThat(Workshop.files(image).lines()).hasSize(STEPS);
    assertThat(folder.resolve("cache/staging")).isEmptyDirectory();
    for (Layer layer : image.layers()) {
      try (InputStream checked = layer.open()) {
        checked.transferTo(java.io.OutputStream.nullOutputStream());
      }
    }
    Workshop second = new Workshop(folder.resolve("cache"));
    assertThat(second.build(plan()).descriptor()).isEqualTo(image.descriptor());
    assertThat(second.runs.containers).isEmpty();
  }

  @Test
  void twoProcessesThatBuildTheSameRunEachStepOnce() throws Exception {
    Process one = start();
    Process other = start();

    int ran = ran(one) + ran(other);

    assertThat(ran).isEqualTo(STEPS);
    assertThat(folder.resolve("cache/locks")).isEmptyDirectory();
  }

  private static int ran(Process process) throws Exception {
    List<String> lines = process.inputReader().lines().toList();
    assertThat(process.waitFor()).isZero();
    return Integer.parseInt(lines.getLast().substring("ran ".length()));
  }
}
