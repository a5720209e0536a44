package dev.kobako.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElfStripperTest {
  private static final String SOURCE =
      """
      #include <stdio.h>
      #include <math.h>
      static int twice(int x) { return 2 * x; }
      int main(int argc, char **argv) { printf("%d %.1f\\n", twice(argc), sqrt(argc)); return 0; }
      """;

  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(strings = {"-g", "-g -static", "-g -no-pie", "-g3 -gz", "-g -static-pie", "-Wl,-q"})
  void aStrippedProgramRunsAndIsNoLargerThanWhatBinutilsMakes(String flags) throws Exception {
    Path program = compile(SOURCE, flags);
    byte[] stripped = strip(program).orElseThrow();
    Path ours = executable("ours", stripped);
    Path theirs = temp.resolve("theirs");
    run("strip", "-o", theirs.toString(), program.toString());
    assertThat((long) stripped.length).isLessThanOrEqualTo(Files.size(theirs));
    assertThat(run(ours.toString())).isEqualTo("2 1.0\n");
    assertThat(run("readelf", "-W", "-S", "-l", "-d", "-n", ours.toString()))
        .doesNotContainIgnoringCase("warning")
        .doesNotContainIgnoringCase("error")
        .doesNotContain(".symtab")
        .doesNotContain(".debug_");
  }

  @Test
  void everySegmentStaysByteForByteAndTheBuildIdToo() throws Exception {
    Path program = compile(SOURCE, "-g -Wl,--build-id");
    byte[] before = Files.readAllBytes(program);
    byte[] after = strip(program).orElseThrow();
    ElfFile old = read(program);
    ElfFile now = read(executable("ours", after));
    assertThat(now.segments()).isEqualTo(old.segments());
    assertThat(now.buildId()).isPresent().isEqualTo(old.buildId());
    // the file header, which names the section headers, is part of the first segment
    int header = 64;
    for (Segment segment : old.segments()) {
      int from = Math.max(header, (int) segment.offset());
      int to = Math.max(from, (int) (segment.offset() + segment.fileSize()));
      assertThat(Arrays.copyOfRange(after, from, to))
          .isEqualTo(Arrays.copyOfRange(before, from, to));
    }
    List<String> allocated =
        old.sections().stream().filter(Section::allocated).map(Section::name).toList();
    assertThat(now.sections().stream().map(Section::name).toList())
        .startsWith("")
        .containsAll(allocated)
        .endsWith(".shstrtab")
        .hasSize(allocated.size() + 2);
  }

  @Test
  void aStrippedLibraryIsLoadedByTheRealLoader() throws Exception {
    Path library = temp.resolve("libtwice.so");
    Files.writeString(temp.resolve("twice.c"), "int twice(int x) { return 2 * x; }");
    run("gcc", "-g", "-shared", "-fPIC", "-o", library.toString(), temp + "/twice.c");
    Files.writeString(
        temp.resolve("main.c"), "int twice(int); int main(void) { return twice(3) - 6; }");
    Path program = temp.resolve("main");
    run(
        "gcc",
        "-o",
        program.toString(),
        temp + "/main.c",
        library.toString(),
        "-Wl,-rpath," + temp);
    Files.write(library, strip(library).orElseThrow());
    assertThat(run(program.toString())).isEmpty();
  }

  @Test
  void aStrippedFileIsLeftAlone() throws Exception {
    assertThat(strip(compile(SOURCE, "-s"))).isEmpty();
  }

  @Test
  void anObjectFileIsLeftAlone() throws Exception {
    assertThat(strip(compile(SOURCE, "-g -c"))).isEmpty();
  }

  @Test
  void aPayloadBehindTheLastSectionKeepsTheFileAsItIs() throws Exception {
    Path program = compile(SOURCE, "-g");
    assertThat(strip(program)).isPresent();
    Files.writeString(program, "PK payload", StandardOpenOption.APPEND);
    assertThat(strip(program)).isEmpty();
  }

  @Test
  void aSectionThatAProgramMayReadItselfIsKeptWithItsBytes() throws Exception {
    Path program = compile(SOURCE, "-g");
    Path data = Files.writeString(temp.resolve("data"), "my own data");
    run("objcopy", "--add-section", "mine=" + data, program.toString());
    Path ours = executable("ours", strip(program).orElseThrow());
    Path dump = temp.resolve("dump");
    run(
        "objcopy",
        "-O",
        "binary",
        "--only-section=mine",
        "--set-section-flags",
        "mine=alloc",
        ours.toString(),
        dump.toString());
    assertThat(dump).hasContent("my own data");
    assertThat(run(ours.toString())).isEqualTo("2 1.0\n");
  }

  @Test
  void theSameFileGivesTheSameBytes() throws Exception {
    Path program = compile(SOURCE, "-g");
    assertThat(strip(program).orElseThrow()).isEqualTo(strip(program).orElseThrow());
  }

  @Test
  void truncationsAndFlippedBytesNeverCrashTheStripper() throws Exception {
    byte[] good = Files.readAllBytes(compile(SOURCE, "-g"));
    int handled = 0;
    for (int i = 0; i < 400; i++) {
      byte[] bad = Arrays.copyOf(good, i % 4 == 0 ? good.length * i / 400 : good.length);
      for (int at = i * 7 % 64; at < Math.min(bad.length, 900); at += 97) {
        bad[at] = (byte) (i * 31 + at);
      }
      try {
        strip(executable("bad", bad));
      } catch (KobakoException e) {
        assertThat(e.diagnostic().fact()).startsWith("malformed ELF file: ");
      }
      handled++;
    }
    assertThat(handled).isEqualTo(400);
  }

  @Test
  void librariesOfThisHostStayAsSmallAsBinutilsMakesThem() throws Exception {
    needs("strip");
    List<String> larger = new ArrayList<>();
    long ours = 0;
    long theirs = 0;
    for (Path file : unstripped()) {
      Optional<byte[]> stripped = strip(file);
      if (stripped.isEmpty()) {
        continue;
      }
      Path reference = temp.resolve("reference");
      run("strip", "-o", reference.toString(), file.toString());
      ours += stripped.get().length;
      theirs += Files.size(reference);
      if (stripped.get().length > Files.size(reference) + 64) {
        larger.add(file + ": " + stripped.get().length + ", strip " + Files.size(reference));
      }
    }
    System.out.printf("stripped host files: %d bytes, binutils %d bytes%n", ours, theirs);
    assertThat(larger).isEmpty();
  }

  /** Files that come with symbols even on a distribution that strips. */
  private static List<Path> unstripped() throws IOException {
    List<Path> found = new ArrayList<>();
    for (String folder : List.of("/usr/bin", "/usr/local/go/bin", "/usr/lib/x86_64-linux-gnu")) {
      if (!Files.isDirectory(Path.of(folder))) {
        continue;
      }
      try (Stream<Path> files = Files.list(Path.of(folder))) {
        for (Path file : files.sorted().toList()) {
          boolean small = Files.isRegularFile(file) && Files.size(file) < 32 << 20;
          if (small && !Files.isSymbolicLink(file) && hasSymbols(file) && found.size() < 60) {
            found.add(file);
          }
        }
      }
    }
    return found;
  }

  private static boolean hasSymbols(Path file) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      return ElfFile.read(channel, file.toString()).stream()
          .flatMap(elf -> elf.sections().stream())
          .anyMatch(section -> section.type() == Section.SYMTAB);
    } catch (KobakoException _) {
      return false;
    }
  }

  private static ElfFile read(Path file) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      return ElfFile.read(channel, file.toString()).orElseThrow();
    }
  }

  private static Optional<byte[]> strip(Path file) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      Optional<ElfFile> elf = ElfFile.read(channel, file.toString());
      if (elf.isEmpty()) {
        return Optional.empty();
      }
      Optional<SplicedFile> stripped = ElfStripper.strip(channel, elf.get());
      return stripped.isEmpty() ? Optional.empty() : Optional.of(stripped.get().bytes(channel));
    }
  }

  private Path executable(String name, byte[] bytes) throws IOException {
    Path file = Files.write(temp.resolve(name), bytes);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  private Path compile(String source, String flags) throws Exception {
    needs("gcc");
    needs("strip");
    Path program = temp.resolve("program");
    Path code = Files.writeString(temp.resolve("program.c"), source);
    List<String> command = new ArrayList<>(List.of("gcc"));
    command.addAll(List.of(flags.split(" ")));
    command.addAll(List.of("-o", program.toString(), code.toString()));
    if (!flags.contains("-c")) {
      command.add("-lm");
    }
    run(command.toArray(String[]::new));
    return program;
  }

  private static void needs(String tool) {
    boolean there =
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    assumeTrue(there, "needs " + tool);
  }

  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("%s: %s", List.of(command), text).isZero();
    return text;
  }
}
