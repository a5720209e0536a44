package dev.kobako.members;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.elf.SplicedFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With the modules of the Java runtime that the tests run on. */
@Timeout(120)
class JavaModulesTest {
  private static final Path HOME = Path.of(System.getProperty("java.home"));
  private static final Path MODULES = HOME.resolve("lib/modules");

  @TempDir Path folder;

  @BeforeAll
  static void needsARuntimeInOneFile() {
    assumeTrue(Files.exists(MODULES), "this Java runtime has no lib/modules");
  }

  private static MemberFile read(Path file) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      return MemberFile.read("modules", channel).orElseThrow();
    }
  }

  /** Writes the runtime's modules with some members. */
  private static void write(Predicate<String> filter, Path target) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(MODULES);
        OutputStream out = Files.newOutputStream(target)) {
      MemberFile file = MemberFile.read("modules", channel).orElseThrow();
      file.with(names(file, filter)).writeTo(channel, out);
    }
  }

  private static Set<String> names(MemberFile file, Predicate<String> filter) {
    return file.members().stream()
        .map(Member::name)
        .filter(filter)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String run(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue() + " " + said;
  }

  @Test
  void hasTheClassesOfTheRuntimeWithTheirBytes() throws IOException {
    MemberFile file = read(MODULES);
    Member object =
        file.members().stream()
            .filter(each -> each.name().equals("java.base/java/lang/Object.class"))
            .findFirst()
            .orElseThrow();
    byte[] expected;
    try (var in = Object.class.getResourceAsStream("Object.class")) {
      expected = in.readAllBytes();
    }

    try (SeekableByteChannel channel = Files.newByteChannel(MODULES)) {
      ByteBuffer bytes = new FileRange(object.offset(), (int) object.bytes()).read(channel);
      assertThat(bytes).isEqualTo(ByteBuffer.wrap(expected));
    }
    assertThat(file.members()).extracting(Member::name).isSorted().doesNotHaveDuplicates();
    assertThat(((JavaModules) file).isPlain()).isTrue();
  }

  @Test
  void readsWhatItWrote() throws IOException {
    Path written = folder.resolve("modules");

    write(name -> name.startsWith("java.base/java/"), written);

    MemberFile again = read(written);
    assertThat(again.members())
        .extracting(Member::name)
        .containsExactlyElementsOf(
            names(read(MODULES), name -> name.startsWith("java.base/java/")));
    assertThat(again.members())
        .extracting(Member::bytes)
        .containsExactlyElementsOf(
            read(MODULES).members().stream()
                .filter(each -> each.name().startsWith("java.base/java/"))
                .map(Member::bytes)
                .toList());
    assertThat(Files.size(written)).isLessThan(Files.size(MODULES) / 4);
  }

  @Test
  void writesTheSameBytesEachTime() throws IOException {
    write(name -> name.contains("/java/util/"), folder.resolve("a"));
    write(name -> name.contains("/java/util/"), folder.resolve("b"));

    assertThat(folder.resolve("a")).hasSameBinaryContentAs(folder.resolve("b"));
  }

  @Test
  void isListedByTheToolOfTheRuntime() throws Exception {
    Path tool = HOME.resolve("bin/jimage");
    assumeTrue(Files.exists(tool), "this Java runtime has no jimage");
    Path written = folder.resolve("modules");
    write(name -> name.startsWith("java.logging/"), written);

    assertThat(run(List.of(tool.toString(), "list", written.toString())))
        .contains("Module: java.logging", "java/util/logging/LogManager.class")
        .doesNotContain("Module: java.base");
  }

  /** The runtime finds classes by the hash, services and packages by the folders. */
  @Test
  void letsARuntimeStartWithFewerModules() throws Exception {
    Path home = copiedRuntime();
    write(
        name -> name.startsWith("java.base/") || name.startsWith("java.logging/"),
        home.resolve("lib/modules"));
    Path program = folder.resolve("Main.java");
    Files.writeString(
        program,
        """
        public class Main {
          public static void main(String[] arguments) throws Exception {
            System.out.println(java.util.logging.Logger.getLogger("x").getName());
            System.out.println(Main.class.getResource("/java/lang/Object.class"));
            try (var files = java.nio.file.Files.list(
                java.nio.file.Path.of(java.net.URI.create("jrt:/java.logging/java/util")))) {
              System.out.println(files.map(each -> each.getFileName().toString()).toList());
            }
            System.out.println(ModuleLayer.boot().findModule("java.logging").isPresent());
          }
        }
        """);
    run(List.of(HOME.resolve("bin/javac").toString(), "-d", folder.toString(), program.toString()));

    String said =
        run(
            List.of(
                home.resolve("bin/java").toString(),
                "-Xshare:off",
                "--limit-modules",
                "java.logging",
                "-cp",
                folder.toString(),
                "Main"));

    assertThat(said)
        .isEqualTo(
            """
            0 x
            jrt:/java.base/java/lang/Object.class
            [logging]
            true
            """);
  }

  private Path copiedRuntime() throws IOException {
    Path home = folder.resolve("home");
    List<Path> wanted = new ArrayList<>(List.of(HOME.resolve("bin/java")));
    try (Stream<Path> all = Files.walk(HOME.resolve("lib"), 2)) {
      all.filter(Files::isRegularFile)
          .filter(each -> each.toString().matches(".*/lib/([^/]*\\.so|jvm.cfg|server/libjvm.so)"))
          .forEach(wanted::add);
    }
    try (Stream<Path> all = Files.walk(HOME.resolve("conf"))) {
      all.filter(Files::isRegularFile).forEach(wanted::add);
    }
    for (Path each : wanted) {
      Path target = home.resolve(HOME.relativize(each).toString());
      Files.createDirectories(target.getParent());
      Files.copy(each, target);
    }
    return home;
  }

  @Test
  void isNothingElse() throws IOException {
    Path file = Files.writeString(folder.resolve("modules"), "a list of kernel modules\n");

    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      assertThat(MemberFile.read("modules", channel)).isEmpty();
    }
  }

  @Test
  void survivesDamageOfEveryKind() throws IOException {
    Path small = folder.resolve("modules");
    write(name -> name.startsWith("java.logging/"), small);
    byte[] whole = Files.readAllBytes(small);
    Random random = new Random(1);
    int found = 0;
    for (int i = 0; i < 1000; i++) {
      byte[] damaged = i % 4 == 0 ? new byte[random.nextInt(whole.length)] : whole.clone();
      System.arraycopy(whole, 0, damaged, 0, damaged.length);
      for (int hits = random.nextInt(4); hits > 0 && damaged.length > 0; hits--) {
        int most = Math.min(damaged.length, random.nextBoolean() ? 28 : 20_000);
        damaged[random.nextInt(most)] = (byte) random.nextInt();
      }
      Files.write(small, damaged);
      try (FileChannel channel = FileChannel.open(small, StandardOpenOption.READ)) {
        var read = MemberFile.read("modules", channel);
        if (read.isPresent()) {
          found++;
          SplicedFile spliced = read.get().with(names(read.get(), name -> name.length() % 2 == 0));
          assertThat(spliced.size()).isPositive();
        }
      }
    }
    assertThat(found).isBetween(50, 950);
  }
}
