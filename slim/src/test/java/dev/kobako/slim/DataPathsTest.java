package dev.kobako.slim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.elf.CpuSelection;
import dev.kobako.testkit.ElfBuilder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataPathsTest {
  private static FakeRoot root(String... constants) {
    ElfBuilder program = FakeRoot.program();
    for (String constant : constants) {
      program.constant(constant);
    }
    return FakeRoot.withGlibc()
        .elf(Explained.PROGRAM, program)
        .file("/usr/share/app/a.txt", "a")
        .elf("/usr/share/app/plugins/x.so", ElfBuilder.elf64().needed("libx.so"))
        .library("libx.so", ElfBuilder.elf64())
        .file("/etc/app.conf", "x")
        .file("/etc/passwd", "root:x:0:0::/root:/bin/sh\n")
        .file("/etc/shadow", "root:hash\n")
        .file("/etc/ssl/private/key.pem", "secret")
        .file("/home/alice/app.conf", "secret")
        .link("/usr/share/everything", "/")
        .link("/usr/share/config", "/etc/ssl/../passwd")
        .link("/usr/share/homes", "/home");
  }

  private static Explained with(FakeRoot root, ClosureOptions.Data data) throws IOException {
    ClosureOptions options =
        new ClosureOptions(
            Set.of(),
            new CpuSelection.Portable(),
            new ClosureOptions.Gconv.Named(),
            data,
            Optional.empty(),
            List.of(),
            false);
    return Explained.closure(root, options, Explained.PROGRAM);
  }

  @Test
  void areHintsAsLongAsNobodyAsks() throws IOException {
    Explained closure = Explained.closure(root("/usr/share/app", "/etc/app.conf", "/usr/gone/x"));

    assertThat(closure.hints())
        .containsExactly(
            "/usr/share/app: a path found in /usr/bin/app",
            "/etc/app.conf: a path found in /usr/bin/app");
    assertThat(closure.paths()).doesNotContain("/etc/app.conf", "/usr/share/app/a.txt");
  }

  @Test
  void areTakenIfToldSoWithWhatTheyNeed() throws IOException {
    Explained closure =
        with(root("/usr/share/app", "/etc/app.conf"), new ClosureOptions.Data.Take());

    assertThat(closure.reason("/etc/app.conf")).contains("data at a path found in /usr/bin/app");
    assertThat(closure.paths())
        .contains(
            "/usr/share/app/a.txt", "/usr/share/app/plugins/x.so", FakeRoot.LIBRARIES + "libx.so");
    assertThat(closure.hints()).isEmpty();
    closure.holdsTogether();
  }

  @Test
  void areTakenForTheNamedProgramsOnly() throws IOException {
    FakeRoot root = root("/etc/app.conf");

    assertThat(with(root, new ClosureOptions.Data.TakeOf(List.of("app"))).paths())
        .contains("/etc/app.conf");
    assertThat(with(root, new ClosureOptions.Data.TakeOf(List.of("other"))).paths())
        .doesNotContain("/etc/app.conf");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/usr/share",
        "/etc",
        "/etc/passwd",
        "/etc/../etc/passwd",
        "/etc/shadow",
        "/etc/ssl/private/key.pem",
        "/home/alice/app.conf",
        "/usr/share/everything",
        "/usr/share/config",
        "/usr/share/homes",
        "/usr/share/homes/alice/app.conf",
        "/usr/share/everything/etc/shadow",
        "////"
      })
  void areNot(String path) throws IOException {
    Explained closure = with(root(path), new ClosureOptions.Data.Take());

    assertThat(closure.paths())
        .containsExactlyElementsOf(with(root(), new ClosureOptions.Data.Take()).paths());
    assertThat(Explained.closure(root(path)).hints()).isEmpty();
  }
}
