package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A static program with a database inside: nothing but itself goes into its image. */
class SqliteStaticTest {
  /** By hand it was made in 1.62 MB. */
  private static final long MOST_BYTES = 1_200_000;

  private static final List<String> SMALL =
      List.of(
          "-Os",
          "-static",
          "-DSQLITE_DEFAULT_MEMSTATUS=0",
          "-DSQLITE_OMIT_DEPRECATED",
          "-DSQLITE_OMIT_LOAD_EXTENSION",
          "-DSQLITE_OMIT_PROGRESS_CALLBACK",
          "-DSQLITE_OMIT_SHARED_CACHE",
          "-DSQLITE_THREADSAFE=0");

  @TempDir static Path folder;
  private static Path program;

  @TempDir Path temp;

  @BeforeAll
  static void build() throws Exception {
    HostCommand.assume("cargo", "musl-gcc");
    for (String file : List.of("Cargo.toml", "sum.c")) {
      try (InputStream in = SqliteStaticTest.class.getResourceAsStream("sqlite/" + file)) {
        assertThat(in).isNotNull();
        Files.copy(in, folder.resolve(file));
      }
    }
    Files.createFile(folder.resolve("empty.rs"));
    HostCommand.Result fetch = HostCommand.of(folder, "cargo", "fetch", "-q").run();
    assumeTrue(
        fetch.code() == 0,
        () ->
            "skipped: cargo can't fetch libsqlite3-sys, which has SQLite's source: " + fetch.err());
    Path source = amalgamation().orElse(null);
    assumeTrue(source != null, "skipped: libsqlite3-sys without sqlite3.c in cargo's folder");
    program = folder.resolve("sum");
    List<String> compile = new ArrayList<>(List.of("musl-gcc", "-I" + source));
    compile.addAll(SMALL);
    compile.addAll(List.of("-o", program.toString(), "sum.c", source + "/sqlite3.c"));
    new HostCommand(compile, folder, System.getenv()).output();
  }

  @Test
  void strippedItFitsAndCounts() throws Exception {
    assertFitsAndCounts("--strip");
  }

  @Test
  void packedItFitsAndCounts() throws Exception {
    HostCommand.assume("upx");
    assertFitsAndCounts("--strip", "--upx=best");
  }

  private void assertFitsAndCounts(String... options) throws Exception {
    Kobako kobako = Kobako.withStore(temp.resolve("home"));
    List<String> arguments = new ArrayList<>(List.of("bundle", program.toString()));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("-t", "sum"));
    kobako.run(arguments).done();
    try (BareRoot bare = BareRoot.of(kobako, "sum", temp)) {
      System.out.printf(
          "static SQLite with %s: %d bytes in files%n",
          String.join(" ", options), bare.fileBytes());
      assertThat(bare.run(bare.image().config().entrypoint(), Map.of()))
          .isEqualTo(new HostCommand.Result(0, "55\n", ""));
      assertThat(bare.fileBytes()).isLessThanOrEqualTo(MOST_BYTES);
    }
  }

  /** The folder of {@code sqlite3.c} in what cargo fetched. */
  private static Optional<Path> amalgamation() throws IOException {
    Path home =
        Path.of(
            System.getenv()
                .getOrDefault("CARGO_HOME", System.getProperty("user.home") + "/.cargo"));
    try (Stream<Path> files = Files.walk(home.resolve("registry/src"), 4)) {
      return files
          .filter(file -> file.endsWith("libsqlite3-sys-0.30.1/sqlite3/sqlite3.c"))
          .max(Comparator.naturalOrder())
          .map(Path::getParent);
    }
  }
}
