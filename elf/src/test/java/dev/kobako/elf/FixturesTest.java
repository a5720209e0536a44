package dev.kobako.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.testkit.ElfFixture;
import dev.kobako.testkit.SharedFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The model against programs that were built to tell loaders apart, in the folder {@code
 * shared/elf} beside the repository: each was run, and what it needs was found by taking files
 * away.
 */
class FixturesTest {
  /** What follows depends on the CPU of the machine that recorded it. */
  private static final Map<String, List<String>> BY_CPU =
      Map.of(
          "hwcaps",
          List.of(
              "/opt/fx/hwcaps/lib/glibc-hwcaps/x86-64-v2/libhw.so",
              "/opt/fx/hwcaps/lib/glibc-hwcaps/x86-64-v3/libhw.so",
              "/opt/fx/hwcaps/lib/libhw.so"),
          "dplat",
          List.of("/opt/fx/dplat/haswell/libpl.so", "/opt/fx/dplat/x86_64/libpl.so"));

  @TempDir static Path temp;
  private static Path root;
  private static List<ElfFixture> all;

  @BeforeAll
  static void build() throws Exception {
    Path fixtures = SharedFolder.find(ElfFixture.FOLDER).orElse(null);
    assumeTrue(fixtures != null, "needs the folder shared/elf/fixtures beside the repository");
    for (String tool : ElfFixture.TOOLS) {
      boolean there =
          Stream.of(System.getenv("PATH").split(":"))
              .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
      assumeTrue(there, "needs " + tool);
    }
    SharedFolder.copy(fixtures, temp);
    Path log = temp.resolve("make.log");
    // certificates are links out of the folder, of which the clean-up of it warns
    String script =
        "make && rm -rf root/etc/ssl root/usr/lib/ssl root/usr/share root/etc/localtime";
    Process make =
        new ProcessBuilder("bash", "-c", script)
            .directory(temp.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(make.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assumeTrue(make.exitValue() == 0, () -> "the fixtures do not build here: see " + log);
    root = temp.resolve("root");
    all = ElfFixture.all(fixtures);
  }

  @Test
  void everyProgramOfThoseThatOnlyNeedElfRulesGetsItsLibraries() {
    HostView view = new HostView(root);
    List<String> wrong = new ArrayList<>();
    int cases = 0;
    for (ElfFixture one : cases("elf")) {
      cases++;
      Outcome outcome = outcome(view, one);
      SortedSet<String> wanted = new TreeSet<>();
      for (String path : one.required()) {
        boolean file = path.startsWith("/opt/fx/") || path.startsWith("/usr/lib");
        if (file && !Files.isSymbolicLink(view.on(path))) {
          wanted.add(path);
        }
      }
      wanted.addAll(BY_CPU.getOrDefault(one.name(), List.of()));
      if (one.runs() && (!outcome.missing().isEmpty() || !outcome.files().equals(wanted))) {
        wrong.add(one.name() + "\n  model " + outcome + "\n  wanted " + wanted);
      }
      boolean told =
          one.missing().stream()
              .allMatch(name -> outcome.missing().contains(name) || outcome.why().contains(name));
      if (!one.runs() && !told) {
        wrong.add(one.name() + "\n  model " + outcome + "\n  wanted missing " + one.missing());
      }
      if (!one.runs() && outcome.missing().isEmpty()) {
        wrong.add(one.name() + " does not start, but the model says that it does");
      }
      boolean cache = one.required().contains("/etc/ld.so.cache");
      if (one.runs() && cache != outcome.needsCache()) {
        wrong.add(one.name() + " needs the cache: " + cache);
      }
    }
    System.out.printf("%d of %d fixtures agree%n", cases - wrong.size(), cases);
    assertThat(wrong).isEmpty();
    assertThat(cases).isGreaterThan(25);
  }

  @Test
  void everyDamagedFileThatTheKernelStartsIsReadAndNoneCrashesTheModel() throws IOException {
    HostView view = new HostView(root);
    SortedMap<String, String> messages = new TreeMap<>();
    List<String> refused = new ArrayList<>();
    for (ElfFixture one : cases("corrupt")) {
      try {
        Outcome outcome = outcome(view, one);
        messages.put(one.name(), outcome.missing().isEmpty() ? "starts" : outcome.why());
        if (one.kernel().equals("ok") && !outcome.missing().isEmpty()) {
          refused.add(one.name() + ": " + outcome.why());
        }
      } catch (KobakoException e) {
        messages.put(one.name(), e.diagnostic().fact());
        if (one.kernel().equals("ok")) {
          refused.add(one.name() + ": " + e.getMessage());
        }
      }
    }
    assertThat(refused).isEmpty();
    List<String> lines = new ArrayList<>();
    messages.forEach((name, message) -> lines.add(name + " | " + message));
    try (InputStream golden = FixturesTest.class.getResourceAsStream("damaged-fixtures.txt")) {
      assertThat(golden).isNotNull();
      String text = new String(golden.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(lines.stream().map(FixturesTest::withoutPlaces).toList())
          .containsExactlyElementsOf(text.lines().toList());
    }
  }

  /** Numbers of bytes depend on the compiler that built the fixtures. */
  private static String withoutPlaces(String line) {
    Matcher numbers = Pattern.compile("\\b\\d{3,}\\b").matcher(line);
    return numbers.replaceAll("N");
  }

  private record Outcome(
      SortedSet<String> files, List<String> missing, String why, boolean needsCache) {}

  private static Outcome outcome(HostView view, ElfFixture one) {
    LoadRequest request =
        new LoadRequest(
            one.program(), one.environment(), one.workingDirectory(), new CpuSelection.Portable());
    ElfFile elf;
    try {
      elf = view.find(one.program()).orElseThrow().elf().orElse(null);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    if (elf == null) {
      return new Outcome(new TreeSet<>(), List.of(one.program()), "is not an ELF file", false);
    }
    LoadMap map = DynamicLoader.of(view, elf).load(request);
    SortedSet<String> files = new TreeSet<>();
    files.add(view.find(one.program()).orElseThrow().realPath());
    map.interpreter().flatMap(view::find).ifPresent(found -> files.add(found.realPath()));
    map.libraries().forEach(library -> files.add(library.realPath()));
    files.addAll(map.configuration().stream().filter(path -> !path.startsWith("/etc")).toList());
    return new Outcome(
        files,
        map.missing().stream().map(MissingLibrary::name).toList(),
        map.missing().isEmpty() ? "" : map.missing().getFirst().why(),
        map.needsCache());
  }

  private static List<ElfFixture> cases(String how) {
    return all.stream().filter(one -> one.how().equals(how)).toList();
  }
}
