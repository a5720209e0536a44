package dev.kobako.fix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.dockerfile.SourceText;
import dev.kobako.image.Content;
import dev.kobako.image.ImageConfig;
import dev.kobako.image.ImageConfigBuilder;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifierTest {
  private static final SourceText FILE =
      new SourceText(
          "Dockerfile",
          """
          FROM debian:12
          ADD a /a
          RUN apt-get update && apt-get install git
          CMD server -v
          """);

  @TempDir Path temp;

  /** Builds by what stands in the text; a build is its number. */
  private interface Rule {
    void build(String text, int number, SortedMap<String, String> files);
  }

  private static Verified verify(Rule rule) throws IOException {
    List<String> built = new ArrayList<>();
    ImageBuilder builder =
        (dockerfile, _, _) -> {
          SortedMap<String, String> files = new TreeMap<>(Map.of("/a", "a"));
          built.add(dockerfile.text());
          rule.build(dockerfile.text(), built.size(), files);
          String cmd = dockerfile.text();
          ImageConfigBuilder config = ImageConfig.builder();
          config.cmd(
              cmd.contains("CMD [")
                  ? List.of("server", "-v")
                  : List.of("/bin/sh", "-c", "server -v"));
          long size = files.values().stream().mapToLong(String::length).sum();
          return new BuiltImage(tree(files), config.build(), new BuiltImage.Size(size, size / 2));
        };
    return new Verifier(FixBook.ALL, Optional.empty(), Optional.empty(), builder).verify(FILE);
  }

  private static MemoryTree tree(SortedMap<String, String> files) {
    MemoryTree.Builder tree = MemoryTree.builder();
    files.forEach((path, text) ->
        tree.put(
            ImagePath.of(path),
            path.endsWith("/")
                ? new Entry.Directory(Attributes.of(0755))
                : new Entry.RegularFile(
                    Attributes.of(0644), Content.of(text.getBytes(StandardCharsets.UTF_8)), 0)));
    return tree.build();
  }

  private static List<String> dropped(Verified verified) {
    return verified.dropped().stream()
        .map(each -> each.fix().description().name() + ": " + each.why())
        .toList();
  }

  @Test
  void fixesWhosePromisesHoldAreKeptAndSizesTold() throws IOException {
    Verified verified =
        verify((text, _, files) -> {
          if (!text.contains("rm -rf")) {
            files.put("/var/lib/apt/lists/x", "0123456789");
          }
        });
    assertThat(dropped(verified)).isEmpty();
    assertThat(verified.fixed().after().text())
        .isEqualTo(
            """
            FROM debian:12
            COPY a /a
            RUN apt-get update && apt-get install -y --no-install-recommends git && apt-get clean && rm -rf /var/lib/apt/lists/*
            CMD ["server", "-v"]
            """);
    assertThat(verified.before()).isEqualTo(new BuiltImage.Size(11, 5));
    assertThat(verified.after()).isEqualTo(new BuiltImage.Size(1, 0));
  }

  @Test
  void aFixWhosePromiseDoesNotHoldIsLeftOutAndTheOthersAreKept() throws IOException {
    Verified verified =
        verify((text, _, files) -> {
          if (text.contains("COPY a")) {
            files.put("/a", "not unpacked");
          }
          if (text.contains("no-install-recommends")) {
            files.put("/usr/bin/git", "without a library");
          } else {
            files.put("/usr/bin/git", "with it");
          }
        });
    assertThat(dropped(verified))
        .containsExactly(
            "copy-for-add: /a has other bytes", "apt-no-recommends: /usr/bin/git has other bytes");
    assertThat(verified.fixed().after().text())
        .isEqualTo(
            """
            FROM debian:12
            ADD a /a
            RUN apt-get update && apt-get install -y git && apt-get clean && rm -rf /var/lib/apt/lists/*
            CMD ["server", "-v"]
            """);
  }

  @Test
  void aFixThatCanNotBeBuiltIsLeftOut() throws IOException {
    Verified verified =
        verify((text, _, _) -> {
          if (text.contains("no-install-recommends")) {
            throw KobakoException.finding(Diagnostic.of("RUN", "exit code 60\nmore", "look"));
          }
        });
    assertThat(dropped(verified))
        .containsExactly("apt-no-recommends: the build fails: exit code 60");
  }

  @Test
  void whatDiffersByItselfIsNotHeldAgainstAFix() throws IOException {
    Verified verified =
        verify((_, number, files) -> {
          files.put("/var/log/dpkg.log", "number " + number);
          files.put("/tmp/x/" + number, "");
        });
    assertThat(dropped(verified)).isEmpty();
    assertThat(verified.restless()).isEqualTo(2);
  }

  @Test
  void whatIsNamedNowhereIsNotGone() throws IOException {
    Verified verified =
        verify((text, _, files) -> {
          if (!text.contains("rm -rf")) {
            files.put("/var/lib/apt/lists/x", "");
            files.put("/opt/other", "");
          }
        });
    assertThat(dropped(verified)).containsExactly("apt-lists: /opt/other is gone");
  }

  @Test
  void onlyProgramsMayDifferWhereSymbolsGo() throws IOException {
    SourceText file = new SourceText("Dockerfile", "FROM a\nRUN gcc -o /b b.c\n");
    ImageBuilder builder =
        (dockerfile, _, _) ->
            new BuiltImage(
                tree(new TreeMap<>(Map.of("/b", dockerfile.text()))),
                ImageConfig.builder().build(),
                new BuiltImage.Size(0, 0));
    Verified verified =
        new Verifier(FixBook.ALL, Optional.empty(), Optional.empty(), builder).verify(file);
    assertThat(dropped(verified)).containsExactly("strip: /b has other bytes");
    assertThat(verified.fixed().isChanged()).isFalse();
  }

  @Test
  void aProgramMayLoseItsSymbols() throws IOException {
    SourceText file = new SourceText("Dockerfile", "FROM a\nRUN gcc -o /b b.c\n");
    byte[] plain = program("");
    byte[] stripped = program("-s");
    ImageBuilder builder =
        (dockerfile, _, _) ->
            new BuiltImage(
                MemoryTree.builder()
                    .put(
                        ImagePath.of("/b"),
                        new Entry.RegularFile(
                            Attributes.of(0755),
                            Content.of(dockerfile.text().contains("-s") ? stripped : plain),
                            0))
                    .build(),
                ImageConfig.builder().build(),
                new BuiltImage.Size(0, 0));
    Verified verified =
        new Verifier(FixBook.ALL, Optional.empty(), Optional.empty(), builder).verify(file);
    assertThat(dropped(verified)).isEmpty();
    assertThat(verified.fixed().after().text()).isEqualTo("FROM a\nRUN gcc -s -o /b b.c\n");
  }

  /** What gcc makes of a source with an option. */
  private byte[] program(String option) throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/gcc")), "gcc is not installed");
    Path source = Files.writeString(temp.resolve("b.c"), "int main() { return 0; }\n");
    List<String> words = new ArrayList<>(List.of("/usr/bin/gcc", "-o", "b", source.toString()));
    if (!option.isEmpty()) {
      words.add(option);
    }
    Process process = new ProcessBuilder(words).directory(temp.toFile()).inheritIO().start();
    assertThat(process.onExit().join().exitValue()).isZero();
    return Files.readAllBytes(temp.resolve("b"));
  }

  @Test
  void packagesMayGoWithTheirFilesAndNothingElse() throws IOException {
    String less = "Package: less\nStatus: install ok installed\nArchitecture: all\nVersion: 1\n";
    String git = less.replace("less", "git");
    Rule honest =
        (text, _, files) -> {
          boolean recommended = !text.contains("no-install-recommends");
          files.put("/usr/bin/git", "");
          files.put("/var/lib/dpkg/status", recommended ? git + "\n" + less : git);
          files.put("/var/lib/dpkg/info/git.list", "/usr/bin/git\n");
          if (recommended) {
            files.put("/usr/bin/less", "");
            files.put("/var/lib/dpkg/info/less.list", "/usr/bin/less\n");
            files.put("/etc/less.conf", "made by its script");
            files.put("/usr/local/share/less/", "");
          }
        };
    assertThat(dropped(verify(honest))).isEmpty();
    Verified broken =
        verify((text, number, files) -> {
          honest.build(text, number, files);
          if (!text.contains("no-install-recommends")) {
            files.put("/usr/local/bin/made", "by make, which found less");
          }
        });
    assertThat(dropped(broken)).containsExactly("apt-no-recommends: /usr/local/bin/made is gone");
  }
}
