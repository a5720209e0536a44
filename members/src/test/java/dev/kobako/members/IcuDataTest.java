package dev.kobako.members;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.testkit.IcuDataBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IcuDataTest {
  private static final Path LIBRARIES = Path.of("/usr/lib/x86_64-linux-gnu");

  @TempDir Path folder;

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("icudt72l.dat"), bytes);
  }

  private static Optional<MemberFile> read(Path file) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      return MemberFile.read(file.getFileName().toString(), channel);
    }
  }

  private static byte[] with(Path file, Set<String> names) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      return MemberFile.read(file.getFileName().toString(), channel)
          .orElseThrow()
          .with(names)
          .bytes(channel);
    }
  }

  @Test
  void writesTheItemsThatStayAsIfThereHadBeenNoOthers() throws IOException {
    Path file =
        write(
            new IcuDataBuilder()
                .item("icudt72l/root.res", "the root of all locales")
                .item("icudt72l/coll/ja.res", "much of Japanese")
                .item("icudt72l/sv.res", "some words")
                .build());

    assertThat(read(file).orElseThrow().members())
        .extracting(Member::name)
        .containsExactly("icudt72l/coll/ja.res", "icudt72l/root.res", "icudt72l/sv.res");
    assertThat(with(file, Set.of("icudt72l/root.res", "icudt72l/sv.res")))
        .isEqualTo(
            new IcuDataBuilder()
                .item("icudt72l/root.res", "the root of all locales")
                .item("icudt72l/sv.res", "some words")
                .build());
  }

  @Test
  void survivesDamageOfEveryKind() throws IOException {
    byte[] whole =
        new IcuDataBuilder()
            .item("icudt72l/a.res", "aaaa")
            .item("icudt72l/b.res", "b".repeat(300))
            .build();
    Random random = new Random(2);
    int found = 0;
    for (int i = 0; i < 2000; i++) {
      byte[] damaged =
          Arrays.copyOf(whole, i % 3 == 0 ? random.nextInt(whole.length) : whole.length);
      for (int hits = random.nextInt(3); hits > 0 && damaged.length > 0; hits--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      Optional<MemberFile> read = read(write(damaged));
      if (read.isPresent()) {
        found++;
        assertThat(read.get().with(Set.of("icudt72l/a.res")).size())
            .isLessThanOrEqualTo(whole.length);
      }
    }
    assertThat(found).isBetween(100, 1900);
  }

  @Test
  void isLoadedByTheLoaderAsALibraryWithFewerItems() throws Throwable {
    Path library = library();
    Set<String> some;
    try (SeekableByteChannel channel = Files.newByteChannel(library)) {
      some =
          MemberFile.read(library.getFileName().toString(), channel)
              .orElseThrow()
              .members()
              .stream()
              .map(Member::name)
              .filter(name -> name.endsWith("/root.res"))
              .collect(Collectors.toSet());
    }
    byte[] bytes = with(library, some);
    Path smaller = folder.resolve(library.getFileName());
    try (OutputStream out = Files.newOutputStream(smaller)) {
      out.write(bytes);
    }
    String version = library.getFileName().toString().replaceAll(".*so\\.([0-9]+).*", "$1");

    assertThat(bytes.length).isLessThan((int) Files.size(library) / 2);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment start =
          SymbolLookup.libraryLookup(smaller, arena)
              .find("icudt" + version + "_dat")
              .orElseThrow()
              .reinterpret(64);
      int header = Short.toUnsignedInt(start.get(ValueLayout.JAVA_SHORT, 0));
      MemorySegment table = start.reinterpret(header + 4);
      assertThat(table.get(ValueLayout.JAVA_INT_UNALIGNED, header)).isEqualTo(some.size());
    }
    assertThat(read(smaller)).isEmpty(); // it has no section headers any more
  }

  private static Path library() throws IOException {
    assumeTrue(Files.isDirectory(LIBRARIES), "this machine has no " + LIBRARIES);
    try (Stream<Path> all = Files.list(LIBRARIES)) {
      List<Path> found =
          all.filter(each -> each.getFileName().toString().matches("libicudata\\.so\\.[0-9.]+"))
              .filter(each -> !Files.isSymbolicLink(each))
              .sorted()
              .toList();
      assumeTrue(!found.isEmpty(), "libicudata is not installed");
      return found.getFirst();
    }
  }
}
