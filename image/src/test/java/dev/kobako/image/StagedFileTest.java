package dev.kobako.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Staged files of processes that live, end and are killed. */
@Timeout(60)
class StagedFileTest {
  @TempDir Path folder;

  /** The program of another process: stages two files, and ends when it is told to. */
  public static void main(String[] args) throws IOException {
    StagedFile.create(Path.of(args[0]));
    StagedFile.create(Path.of(args[0])).renameTo(Path.of(args[0], "done"));
    System.out.println("ready");
    int told = System.in.read();
    System.out.println("told " + told);
  }

  private Process start() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                StagedFileTest.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.inputReader().readLine()).isEqualTo("ready");
    return process;
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void whatAKilledProcessLeftIsSweptAtOnceAndWhatALivingOneWritesIsNot() throws Exception {
    Process process = start();
    List<String> before = names();
    assertThat(before)
        .satisfiesExactly(
            done -> assertThat(done).isEqualTo("done"),
            staged ->
                assertThat(staged).matches("staged-" + process.pid() + "-[0-9a-f]+-[0-9a-f]+"),
            lock -> assertThat(lock).matches("staging-" + process.pid() + "-[0-9a-f]+\\.lock"));
    StagedFile.sweep(folder);
    assertThat(names()).isEqualTo(before);

    process.destroyForcibly().waitFor();
    assertThat(names()).isEqualTo(before);

    StagedFile.sweep(folder);
    assertThat(names()).containsExactly("done");
  }

  @Test
  void aProcessThatEndsLeavesNothing() throws Exception {
    Process process = start();
    process.outputWriter().append("x").close();
    assertThat(process.waitFor()).isZero();
    assertThat(names()).containsExactly("done");
  }

  @Test
  void theLockIsThereAsLongAsAFileIsStaged() throws IOException {
    StagedFile one = StagedFile.create(folder);
    StagedFile other = StagedFile.create(folder);
    assertThat(names()).hasSize(3);
    StagedFile.sweep(folder);
    assertThat(names()).hasSize(3);
    one.renameTo(folder.resolve("one"));
    assertThat(names()).hasSize(3).contains("one");
    other.delete();
    assertThat(names()).containsExactly("one");
  }

  @Test
  void aLockOfADeadProcessGoesAndNamesThatAreNotOursStay() throws IOException {
    Files.createFile(folder.resolve("staging-999999999-1.lock"));
    Files.createFile(folder.resolve("staging-notes.lock"));
    Files.createFile(folder.resolve("staged-notes.txt"));
    StagedFile.sweep(folder);
    assertThat(names()).containsExactly("staged-notes.txt", "staging-notes.lock");
  }

  @Test
  void whatWasStagedWithoutALockIsSweptByItsAge() throws IOException {
    Files.createFile(folder.resolve("staged-999999999-0-1"));
    Path old = Files.createFile(folder.resolve("staged-999999999-0-2"));
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(3))));
    StagedFile.sweep(folder);
    assertThat(names()).containsExactly("staged-999999999-0-1");
  }
}
