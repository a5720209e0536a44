package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.check.Drive;
import dev.kobako.check.RunOptions;
import dev.kobako.check.Scenario;
import dev.kobako.check.Subject;
import dev.kobako.check.Trials;
import dev.kobako.members.Member;
import dev.kobako.members.MemberFile;
import dev.kobako.sandbox.Containers;
import dev.kobako.slim.KeepSet;
import dev.kobako.slim.Reason;
import dev.kobako.testkit.TarBuilder;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A container with module java.base of the runtime that the tests run on. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class ModulesHintsTest {
  private static final Path HOME = Path.of(System.getProperty("java.home"));
  private static final Path MODULES = HOME.resolve("lib/modules");
  private static final Path BUSYBOX = Path.of("/bin/busybox");
  private static final Path RUNC = Path.of("/usr/sbin/runc");
  private static final List<String> LIBRARIES =
      List.of("libjli.so", "libjava.so", "libjimage.so", "libnio.so", "libnet.so", "libzip.so");

  private static final Trials.Limits LIMITS =
      new Trials.Limits(Duration.ofSeconds(20), Duration.ofSeconds(60));

  @TempDir Path folder;

  private MadeImage image;

  @BeforeEach
  void makeImage() throws Exception {
    assumeTrue(Files.exists(MODULES), "this Java runtime has no lib/modules");
    assumeTrue(Files.isExecutable(BUSYBOX), "busybox is needed: install busybox-static");
    assumeTrue(Files.isExecutable(RUNC), "runc is needed: install runc");
    TarBuilder tar =
        new TarBuilder()
            .file("bin/sh", 0755, Files.readAllBytes(BUSYBOX))
            .file("opt/java/bin/java", 0755, Files.readAllBytes(HOME.resolve("bin/java")))
            .file("opt/java/release", 0644, "")
            .file("opt/java/lib/modules", 0644, javaBase());
    for (String each : LIBRARIES) {
      add(tar, HOME.resolve("lib").resolve(each), "opt/java/lib/" + each);
    }
    add(tar, HOME.resolve("lib/jvm.cfg"), "opt/java/lib/jvm.cfg");
    add(tar, HOME.resolve("lib/server/libjvm.so"), "opt/java/lib/server/libjvm.so");
    for (String each : systemLibraries()) {
      add(tar, Path.of(each), each.substring(1));
    }
    image =
        new MadeImage(folder)
            .layer("RUN make", tar)
            .config(config -> config.entrypoint(List.of("/bin/sh", "-c", "sleep 100")));
  }

  private static void add(TarBuilder tar, Path file, String name) throws IOException {
    tar.file(name, 0755, Files.readAllBytes(file));
  }

  private static byte[] javaBase() throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(MODULES)) {
      MemberFile file = MemberFile.read("modules", channel).orElseThrow();
      Set<String> names =
          file.members().stream()
              .map(Member::name)
              .filter(name -> name.startsWith("java.base/"))
              .collect(Collectors.toSet());
      return file.with(names).bytes(channel);
    }
  }

  /** What the loader of this machine says that the virtual machine needs. */
  private static List<String> systemLibraries() throws Exception {
    Process process =
        new ProcessBuilder("ldd", HOME.resolve("lib/server/libjvm.so").toString()).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assumeTrue(process.waitFor() == 0, "ldd can't read libjvm.so");
    return said.lines()
        .map(line -> line.replaceAll("^.*=> |\\(0x[0-9a-f]+\\)$", "").strip())
        .filter(path -> path.startsWith("/"))
        .sorted()
        .toList();
  }

  @Test
  void nameTheClassesThatAProgramNeeds() throws Exception {
    Scenario scenario =
        new Scenario(
            "run",
            RunOptions.NONE,
            List.of(new Drive.Exec(List.of("/opt/java/bin/java", "--list-modules"))));
    Original original = image.original();
    Subject subject =
        new Subject(
            "app", image.folders(image.image().layers()), original.config(), original.tree());
    KeepSet all = KeepSet.of(original.tree(), Reason.asked("all"));
    MemberFolders folders = MemberFolders.of(all, original.tree(), _ -> true);

    Set<ImagePath> asked;
    try (Trials trials = trials()) {
      asked = new ModulesHints(trials, List.of(scenario), subject, LIMITS, folder).asked(folders);
    }

    assertThat(asked)
        .contains(
            ImagePath.of("/opt/java/lib/modules/java.base/java/lang/Object.class"),
            ImagePath.of("/opt/java/lib/modules/java.base/module-info.class"))
        .doesNotContain(
            ImagePath.of("/opt/java/lib/modules/java.base/java/util/zip/ZipOutputStream.class"))
        .hasSizeBetween(500, 3000);
    assertThat(listedWith(folders.all().getFirst(), asked)).contains("java.base@");
  }

  /** What the program says on this machine with these classes and no others. */
  private String listedWith(MemberFolders.Holding holding, Set<ImagePath> asked) throws Exception {
    Path home = folder.resolve("home");
    Files.createDirectories(home.resolve("lib/server"));
    Files.createDirectories(home.resolve("bin"));
    List<String> files =
        new ArrayList<>(List.of("bin/java", "lib/jvm.cfg", "lib/server/libjvm.so"));
    LIBRARIES.forEach(each -> files.add("lib/" + each));
    for (String each : files) {
      Files.copy(HOME.resolve(each), home.resolve(each));
    }
    SortedSet<String> names = new TreeSet<>();
    asked.forEach(each -> names.add(holding.name(each)));
    Entry.RegularFile some = (Entry.RegularFile) holding.with(names).entry();
    Files.write(home.resolve("lib/modules"), some.content().bytes());
    ProcessBuilder builder =
        new ProcessBuilder(home.resolve("bin/java").toString(), "--list-modules")
            .redirectErrorStream(true);
    builder.environment().clear(); // another locale needs other classes
    Process process = builder.start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private Trials trials() {
    return new Trials(Containers.available(RUNC, folder.resolve("work")), LIMITS);
  }
}
