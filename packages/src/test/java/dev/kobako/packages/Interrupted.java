package dev.kobako.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.testkit.RpmRoot;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/** SQLite databases in the midst of a transaction. */
final class Interrupted {
  private static final Path SQLITE = Path.of("/usr/bin/sqlite3");

  private Interrupted() {}

  /**
   * Lets the real sqlite3 write a part of a transaction, and kills it then.
   *
   * @param before statements that are done before it
   * @param statements in it, which change more pages than the few that are held in memory
   */
  static void transaction(Path file, String before, String statements)
      throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(SQLITE), "sqlite3 is needed");
    RpmRoot.run(SQLITE.toString(), file.toString(), "pragma journal_mode = delete; " + before);
    byte[] sound = Files.readAllBytes(file);
    Process process = new ProcessBuilder(SQLITE.toString(), file.toString()).start();
    try (Writer in = process.outputWriter();
        BufferedReader out = process.inputReader()) {
      in.write(
          "pragma cache_size = 5; pragma cache_spill = 5; begin; %s; select 'written';\n"
              .formatted(statements));
      in.flush();
      while (!"written".equals(out.readLine())) {
        assertThat(process.isAlive()).isTrue();
      }
      process.destroyForcibly().waitFor();
    } catch (IOException e) {
      // what was not flushed has nowhere to go
      assertThat(process.waitFor()).isNotZero();
    }
    assertThat(Files.readAllBytes(file)).as("a part of it was written").isNotEqualTo(sound);
    assertThat(Files.size(file.resolveSibling(file.getFileName() + "-journal"))).isPositive();
  }
}
