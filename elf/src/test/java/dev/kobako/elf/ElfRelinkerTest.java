package dev.kobako.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real programs with a loader and libraries in another folder. */
class ElfRelinkerTest {
  @TempDir Path folder;

  @Test
  void aProgramRunsWithTheLoaderAndLibrariesOfAnotherFolder() throws Exception {
    Path loader = loader();
    Path libraries = Files.createDirectories(folder.resolve("libraries"));
    Path ownLoader = Files.copy(loader, libraries.resolve("loader"));
    copyLibraries("/bin/cat", loader, libraries);

    Path made = relinked("/bin/cat", ownLoader, libraries);

    assertThat(output(made.toString(), "/proc/self/maps"))
        .contains(ownLoader.toString(), libraries.resolve("libc.so.6").toString())
        .doesNotContain(loader.toString(), "/usr/lib/x86_64-linux-gnu/libc");
  }

  @Test
  void librariesOfLibrariesAreFoundThereAsWell() throws Exception {
    Path program = Path.of("/usr/bin/strip");
    assumeTrue(Files.exists(program), "binutils is not installed: nothing with deep libraries");
    Path loader = loader();
    Path libraries = Files.createDirectories(folder.resolve("libraries"));
    Path ownLoader = Files.copy(loader, libraries.resolve("loader"));
    copyLibraries(program.toString(), loader, libraries);

    Path made = relinked(program.toString(), ownLoader, libraries);

    assertThat(output(made.toString(), "--version")).startsWith("GNU strip");
    List<String> found =
        output(ownLoader.toString(), "--list", made.toString())
            .lines()
            .filter(line -> line.contains(" => "))
            .map(line -> line.substring(line.indexOf(" => ") + 4, line.lastIndexOf(" (")))
            .toList();
    assertThat(found).hasSizeGreaterThan(3).allMatch(each -> each.startsWith(folder.toString()));
  }

  @Test
  void aScriptAndAnEmptyFileStayAsTheyAre() throws Exception {
    Path script = Files.writeString(folder.resolve("script"), "#!/bin/sh\n");
    try (SeekableByteChannel channel = FileChannel.open(script)) {
      assertThat(ElfRelinker.relink(channel, "script", "/loader", List.of("/lib")))
          .isEqualTo(Optional.empty());
    }
  }

  private Path relinked(String program, Path loader, Path libraries) throws IOException {
    try (SeekableByteChannel channel = FileChannel.open(Path.of(program))) {
      byte[] made =
          ElfRelinker.relink(channel, program, loader.toString(), List.of(libraries.toString()))
              .orElseThrow();
      Path file = Files.write(folder.resolve("made"), made);
      assertThat(file.toFile().setExecutable(true)).isTrue();
      return file;
    }
  }

  private static Path loader() throws IOException {
    try (SeekableByteChannel channel = FileChannel.open(Path.of("/bin/cat"))) {
      String loader = ElfFile.read(channel, "cat").orElseThrow().interpreter().orElse("");
      assumeTrue(loader.contains("ld-linux"), "/bin/cat does not use glibc's loader");
      return Path.of(loader);
    }
  }

  private static void copyLibraries(String program, Path loader, Path folder) throws Exception {
    for (String line : output(loader.toString(), "--list", program).lines().toList()) {
      int arrow = line.indexOf(" => ");
      if (arrow >= 0) {
        Path library = Path.of(line.substring(arrow + 4, line.lastIndexOf(" (")));
        Files.copy(library, folder.resolve(line.substring(0, arrow).strip()));
      }
    }
  }

  private static String output(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(text).isZero();
    return text;
  }
}
