package dev.kobako.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.testkit.ElfFixture;
import dev.kobako.testkit.SharedFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Programs that were built to tell closures apart.
 *
 * @param root the small system that has them, built here
 */
record ElfFixtures(Path root, List<ElfFixture> cases) {
  /** Builds them; skips the test where the folder or a compiler is missing. */
  static ElfFixtures build(Path temp) throws IOException, InterruptedException {
    Path fixtures = SharedFolder.find(ElfFixture.FOLDER).orElse(null);
    assumeTrue(
        fixtures != null, "skipped: needs the folder shared/elf/fixtures beside the repository");
    HostCommand.assume(ElfFixture.TOOLS.toArray(String[]::new));
    SharedFolder.copy(fixtures, temp);
    HostCommand.Result make = HostCommand.of(temp, "make").run();
    assumeTrue(
        make.code() == 0, () -> "skipped: the fixtures do not build here: " + lastLine(make.err()));
    return new ElfFixtures(temp.resolve("root"), ElfFixture.all(fixtures));
  }

  private static String lastLine(String text) {
    return text.lines().reduce("", (_, line) -> line);
  }
}
