package dev.kobako.slim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Compression;
import dev.kobako.image.Content;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packing with a tool of our own in place of upx, which shows what upx did to others. */
class PackingTest {
  private static final ImagePath PROGRAM = ImagePath.of(Explained.PROGRAM);

  @TempDir Path folder;
  private Path good;

  /** The unpacked program is a megabyte bigger than need be, so any other is smaller. */
  @BeforeEach
  void compile() throws IOException, InterruptedException {
    good =
        program(
            "good",
            """
            #include <stdio.h>
            #include <string.h>
            int main(int argc, char **argv) {
              if (argc > 2 && !strcmp(argv[1], "add")) { puts("5"); return 0; }
              puts("good 1.0"); return 0;
            }
            """);
  }

  private Path program(String name, String source) throws IOException, InterruptedException {
    Path made = Files.createDirectories(folder.resolve(name));
    return HostPrograms.compile(made, source, "-static", "-s");
  }

  private static Content padded(Path program) throws IOException {
    byte[] bytes = Files.readAllBytes(program);
    return Content.of(Arrays.copyOf(bytes, bytes.length + (1 << 20)));
  }

  private KeepSet keepSet() throws IOException {
    Entry file = FakeRoot.regular(0755, padded(good).bytes());
    return Explained.closure(FakeRoot.empty().put(Explained.PROGRAM, file)).closure().keepSet();
  }

  private Packing packing(String script, List<String> test) throws IOException {
    Path bin = HostPrograms.tool(folder, "upx", script);
    return new Packing(
        new Upx(bin.resolve("upx")),
        new ShrinkOptions(false, Optional.of(new Upx.Level.Best()), test),
        new TreeMap<>(),
        Compression.GZIP,
        folder);
  }

  /** As upx is called: options, {@code -o RESULT PLAIN}. */
  private static String copying(Path result) {
    return "while [ \"$1\" != -o ]; do shift; done\ncp '" + result + "' \"$2\"\n";
  }

  private static long size(KeepSet keepSet) {
    return KeepSet.size(keepSet.at(PROGRAM).orElseThrow());
  }

  private PackedProgram refused(String source, String... test)
      throws IOException, InterruptedException {
    Packing packing = packing(copying(program("hollow", source)), List.of(test));
    KeepSet before = keepSet();

    KeepSet after = packing.pack(before, new Packer(Source.Kind.IMAGE, Instant.EPOCH));

    assertThat(size(after)).isEqualTo(size(before));
    assertThat(packing.report()).hasSize(1);
    assertThat(packing.report().getFirst().kept()).isFalse();
    return packing.report().getFirst();
  }

  /** As Rust makes them: of the type of libraries, and without an interpreter. */
  @Test
  void packsAPositionIndependentProgramThatIsLinkedStatically()
      throws IOException, InterruptedException {
    Path made = Files.createDirectories(folder.resolve("static-pie"));
    good = HostPrograms.compile(made, "int main(void) { return 0; }", "-static-pie", "-fPIE", "-s");
    Packing packing = packing(copying(good), List.of());
    KeepSet before = keepSet();

    KeepSet after = packing.pack(before, new Packer(Source.Kind.IMAGE, Instant.EPOCH));

    assertThat(size(after)).isEqualTo(Files.size(good)).isEqualTo(size(before) - (1 << 20));
    assertThat(packing.report().getFirst().kept()).isTrue();
  }

  @Test
  void takesAPackedProgramThatBehavesTheSame() throws IOException {
    Packing packing = packing(copying(good), List.of());
    KeepSet before = keepSet();

    KeepSet after = packing.pack(before, new Packer(Source.Kind.IMAGE, Instant.EPOCH));

    assertThat(size(after)).isEqualTo(Files.size(good)).isEqualTo(size(before) - (1 << 20));
    PackedProgram report = packing.report().getFirst();
    assertThat(report.path()).isEqualTo(PROGRAM);
    assertThat(report.kept()).isTrue();
    assertThat(report.verdict()).isEqualTo("behaves the same with '/usr/bin/app --version'");
    assertThat(report.plain().bytes()).isEqualTo(size(before));
    assertThat(report.packed().bytes()).isEqualTo(size(after));
    assertThat(report.packed().compressedBytes()).isBetween(1L, Files.size(good));
    assertThat(report.plain().peakMemory()).isPositive();
  }

  @Test
  void refusesOneThatPrintsNothing() throws IOException, InterruptedException {
    assertThat(refused("int main(void) { return 0; }").verdict())
        .isEqualTo("packed it prints something else");
  }

  @Test
  void refusesOneThatComplains() throws IOException, InterruptedException {
    assertThat(
            refused(
                    """
                    #include <stdio.h>
                    int main(void) { puts("good 1.0"); fputs("hm", stderr); return 0; }
                    """)
                .verdict())
        .isEqualTo("packed it prints other errors");
  }

  @Test
  void refusesOneThatFails() throws IOException, InterruptedException {
    assertThat(
            refused("#include <stdio.h>\nint main(void) { puts(\"good 1.0\"); return 3; }")
                .verdict())
        .isEqualTo("packed it exits with 3, unpacked it exits with 0");
  }

  @Test
  void refusesOneThatCrashes() throws IOException, InterruptedException {
    assertThat(refused("int main(void) { *(volatile int *)0 = 1; return 0; }").verdict())
        .isEqualTo("packed it dies of signal 11, unpacked it exits with 0");
  }

  @Test
  void refusesOneThatFailsTheTestOfTheUser() throws IOException, InterruptedException {
    String source = "#include <stdio.h>\nint main(void) { puts(\"good 1.0\"); return 0; }";

    assertThat(refused(source, "app", "add", "2").verdict())
        .isEqualTo("packed it prints something else");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exit 1\n",
        "echo CantPackException; while [ \"$1\" != -o ]; do shift; done; : > \"$2\"\n",
        "exit 0\n",
        "while [ \"$1\" != -o ]; do shift; done; cp \"$3\" \"$2\"\n"
      })
  void leavesAProgramThatTheToolCannotMakeSmaller(String script) throws IOException {
    Packing packing = packing(script, List.of());
    KeepSet before = keepSet();

    KeepSet after = packing.pack(before, new Packer(Source.Kind.IMAGE, Instant.EPOCH));

    assertThat(size(after)).isEqualTo(size(before));
    assertThat(packing.report()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'', ''", "fast, '-1 '", "best, '--best --lzma '", "7, '-7 '"})
  void passesTheLevelToTheTool(String level, String options) throws IOException {
    Path bin = HostPrograms.tool(folder, "upx", "echo \"$*\" > \"$(dirname \"$0\")/called\"\n");

    Optional<Path> made =
        new Upx(bin.resolve("upx")).pack(Content.of(new byte[10]), Upx.Level.parse(level), folder);

    assertThat(made).isEmpty();
    assertThat(Files.readString(bin.resolve("called"))).startsWith(options + "-q -q -o /");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "10", "ultra", "-1"})
  void refusesWhatIsNoLevel(String level) {
    assertThatThrownBy(() -> Upx.Level.parse(level))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            "--upx="
                + level
                + ": is no level of upx, expected fast, best or 1 to 9\n"
                + "remedy: write --upx for upx' own choice");
  }
}
