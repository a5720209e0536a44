package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Haskell linter with git in one image, run by runc as any container is. */
class HlintTest {
  private static final String PLAIN =
      "module A where\nf xs = concat (map show xs)\ng x = if x == True then not x else False\n";
  private static final String FOREIGN = "module B where\ngröße xs = concat (map λ xs)\n";
  private static final String SEARCH_PATH = "/usr/local/bin:/usr/bin:/bin";

  /** 13.6 MB is the smallest that was made by hand, of an older hlint. */
  private static final long MOST_BYTES = 12_500_000;

  @TempDir Path temp;
  private Kobako kobako;
  private Path source;

  @BeforeEach
  void prepare() throws Exception {
    HostCommand.assume("runc", "hlint", "git");
    kobako = Kobako.withStore(temp.resolve("home"));
    source = Files.createDirectory(temp.resolve("src"));
    Files.writeString(source.resolve("A.hs"), PLAIN);
    Files.writeString(source.resolve("B.hs"), FOREIGN);
  }

  @Test
  void aPackedHlintWithGitFitsAndWorksAsOnTheHost() throws Exception {
    HostCommand.assume("upx");
    kobako
        .run("bundle", "hlint", "git", "--data", "hlint", "--strip", "--upx=best", "-t", "hlint")
        .done();
    HostCommand.of(source, "git", "init", "-q").output();
    HostCommand.of(source, "git", "add", "A.hs").output();
    try (BareRoot bare = BareRoot.of(kobako, "hlint", temp)) {
      System.out.printf(
          "hlint with git, stripped and packed: %d bytes in files, %d compressed%n",
          bare.fileBytes(), bare.image().layers().getFirst().descriptor().size());
      assertThat(bare.image().config().entrypoint()).containsExactly("/usr/bin/hlint");
      assertSame(bare, "hlint", "A.hs");
      assertSame(bare, "hlint", "--git");
      assertSame(bare, "git", "status", "--short");
      assertThat(bare.fileBytes()).isLessThanOrEqualTo(MOST_BYTES);
    }
  }

  @Test
  void lettersBeyondAsciiTakeALocaleAsOnTheHost() throws Exception {
    kobako
        .run("bundle", "hlint", "--data", "hlint", "-e", "LANG=C.UTF-8", "-t", "hlint", "-q")
        .done();
    try (BareRoot bare = BareRoot.of(kobako, "hlint", temp)) {
      assertThat(bare.path().resolve("usr/lib/locale/C.utf8/LC_CTYPE")).isRegularFile();
      assertThat(assertSame(bare, "hlint", "B.hs")).contains("concatMap λ xs");
    }
  }

  /** With the variables of the image, the same is said and the same exit code is given. */
  private String assertSame(BareRoot bare, String... command) throws Exception {
    TreeMap<String, String> environment = new TreeMap<>(Map.of("PATH", SEARCH_PATH));
    environment.putAll(bare.environment());
    HostCommand.Result host = HostCommand.of(source, command).withOnly(environment).run();
    assertThat(host.out()).as(host.err()).isNotEmpty();
    HostCommand.Result contained =
        new RuncContainer(temp, bare.path(), source).run(List.of(command), environment);
    assertThat(contained).isEqualTo(host);
    return contained.out();
  }
}
