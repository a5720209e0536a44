package dev.kobako.toolbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.apt.AptSource;
import dev.kobako.apt.Repositories;
import dev.kobako.apt.SourceChoice;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.elf.ElfFile;
import dev.kobako.image.Progress;
import dev.kobako.image.StagedFile;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The tools of Debian's own archive, through the host's mirror. */
@Timeout(240)
class RealToolsTest {
  /** What all tests here share, so that nothing is fetched twice. */
  @TempDir static Path home;

  private static List<AptSource> sources = List.of();

  @BeforeAll
  static void findMirror() {
    try {
      sources =
          new SourceChoice(Path.of("/"), List.of(), Optional.empty(), List.of(), Optional.empty())
              .sources("debian", "trixie");
    } catch (KobakoException e) {
      assumeTrue(false, "needs a host whose apt has a mirror of Debian: " + e.getMessage());
    }
  }

  private static Repositories repositories(boolean offline) {
    return new Repositories(
        new Repositories.Settings(
            Collections.unmodifiableSortedMap(new TreeMap<>(System.getenv())),
            Path.of("/"),
            home.resolve("cache"),
            offline,
            InstantSource.system(),
            Progress.NONE));
  }

  private static Toolbox toolbox(String folder) {
    return new Toolbox(home.resolve(folder), "");
  }

  private static FoundTool fetch(Tool tool, boolean offline) {
    try (Repositories repositories = repositories(offline)) {
      return toolbox("tools")
          .fetch(tool, new DebianTools(repositories, sources, host(), home.resolve("unpacked")));
    }
  }

  private static String host() {
    return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
  }

  private static List<Path> libraries(Path program) throws Exception {
    try (Stream<Path> files = Files.list(program.resolveSibling("lib"))) {
      return files.sorted().toList();
    }
  }

  private static ElfFile elf(Path file) throws Exception {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      return ElfFile.read(channel, file.toString()).orElseThrow();
    }
  }

  private static String output(Path... command) throws Exception {
    List<String> words = Stream.of(command).map(Path::toString).toList();
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  @Test
  void everyToolIsNewEnoughAndHasLibrariesOfItsOwnOnly() throws Exception {
    for (Tool tool : Tool.values()) {
      FoundTool found = fetch(tool, false);

      assertThat(VersionProbe.isNewEnough(tool, found.version())).as(found.toString()).isTrue();
      Optional<String> loader = elf(found.program()).interpreter();
      if (tool == Tool.BUSYBOX || tool == Tool.TINI_STATIC) {
        assertThat(loader).isEmpty();
        assertThat(found.program().resolveSibling("lib")).doesNotExist();
        continue;
      }
      Path lib = found.program().resolveSibling("lib");
      assertThat(Path.of(loader.orElseThrow())).hasParent(lib).exists();
      List<Path> loaded = new ArrayList<>();
      for (String line :
          output(Path.of(loader.get()), Path.of("--list"), found.program()).lines().toList()) {
        int start = line.indexOf('/');
        if (start >= 0) {
          loaded.add(Path.of(line.substring(start, line.lastIndexOf(' '))));
        }
      }
      assertThat(loaded).containsExactlyInAnyOrderElementsOf(libraries(found.program()));
    }
  }

  @Test
  void onceFetchedNoServerIsAskedAndNothingIsWrittenAgain() throws Exception {
    FoundTool first = fetch(Tool.RUNC, false);
    Object written = Files.getLastModifiedTime(first.program());

    assertThat(fetch(Tool.RUNC, true)).isEqualTo(first);
    assertThat(Files.getLastModifiedTime(first.program())).isEqualTo(written);
  }

  @Test
  void aMovedToolIsMadeAnew() throws Exception {
    Path program = fetch(Tool.RUNC, false).program();
    Path folder = StagedFile.folderOf(program);
    Path moved = home.resolve("moved/runc").resolve(String.valueOf(folder.getFileName()));
    Files.createDirectories(StagedFile.folderOf(moved));
    Path loader = Path.of(elf(program).interpreter().orElseThrow());
    Files.move(folder, moved);

    assertThat(loader).doesNotExist();
    assertThat(toolbox("moved").find(Tool.RUNC)).isEmpty();
    assertThat(fetch(Tool.RUNC, true).program()).isEqualTo(program);
  }

  @Test
  void stripAndUpxDoTheirWork() throws Exception {
    Path strip = fetch(Tool.STRIP, false).program();
    Path upx = fetch(Tool.UPX, false).program();
    Path busybox = fetch(Tool.BUSYBOX, false).program();
    Path plain = Files.copy(busybox, home.resolve("plain"));
    Files.write(plain, new byte[1000], StandardOpenOption.APPEND);
    Path stripped = Files.createDirectory(home.resolve("stripped")).resolve("busybox");
    Path packed = Files.createDirectory(home.resolve("packed")).resolve("busybox");

    // What lies behind all sections goes too.
    output(strip, Path.of("-o"), stripped, plain);
    output(upx, Path.of("-1"), Path.of("-o"), packed, busybox);

    assertThat(Files.size(stripped)).isLessThan(Files.size(plain));
    assertThat(output(stripped, Path.of("echo"), Path.of("stripped"))).isEqualTo("stripped\n");
    assertThat(Files.size(packed)).isLessThan(Files.size(busybox));
    assertThat(output(packed, Path.of("echo"), Path.of("packed"))).isEqualTo("packed\n");
  }

  @Test
  void aReleaseWithoutThePackageIsRefused() {
    try (Repositories repositories = repositories(false)) {
      List<AptSource> bookworm =
          new SourceChoice(Path.of("/"), List.of(), Optional.empty(), List.of(), Optional.empty())
              .sources("debian", "bookworm");
      DebianTools tools = new DebianTools(repositories, bookworm, host(), home.resolve("unpacked"));

      assertThat(Thrown.by(() -> toolbox("tools").fetch(Tool.UPX, tools)))
          .isEqualTo(
              """
              USAGE
              upx-ucl: there is no such package for %s
              remedy: look up the package's name, or name a suite or component that has it\
              """
                  .formatted(host()));
    }
  }

  @Test
  void toolsForAnotherMachineHaveItsLoader() throws Exception {
    String other = host().equals("amd64") ? "arm64" : "amd64";
    String name = other.equals("arm64") ? "ld-linux-aarch64.so.1" : "ld-linux-x86-64.so.2";
    try (Repositories repositories = repositories(false)) {
      Path program =
          new DebianTools(repositories, sources, other, home.resolve("unpacked"))
              .unpack(Tool.RUNC, toolbox("foreign"));

      Path lib = program.resolveSibling("lib");
      assertThat(elf(program).interpreter()).contains(lib.resolve(name).toString());
      assertThat(libraries(program))
          .containsExactly(
              lib.resolve(name), lib.resolve("libc.so.6"), lib.resolve("libseccomp.so.2"));
      assertThat(elf(program).machine()).isEqualTo(elf(lib.resolve("libc.so.6")).machine());
    }
  }
}
