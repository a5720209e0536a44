package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.elf.ElfFile;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The closure against this host's own loader, for every program that the host has. */
class HostClosureTest {
  private static final List<String> FOLDERS = List.of("/usr/bin", "/usr/sbin", "/usr/lib/git-core");
  private static final Pattern MAPPED =
      Pattern.compile("^\\t(?:\\S.* => )?(/.*) \\(0x[0-9a-f]+\\)$");

  @TempDir Path temp;

  @Test
  void everyClosureHasTheFilesThatTheRealLoaderMapsAndNoOthers() throws Exception {
    SortedMap<String, String> interpreters = programs();
    assumeTrue(!interpreters.isEmpty(), "skipped: there are no programs of glibc's loader here");
    SortedMap<String, SortedSet<String>> truth = truth(interpreters);
    long start = System.nanoTime();
    Kobako.Result result =
        Kobako.withStore(temp)
            .reading(String.join("\n", truth.keySet()) + "\n")
            .run("bundle", "--list", "--batch", "--no-guess", "all", "--cpu", "native");
    long millis = (System.nanoTime() - start) / 1_000_000;
    SortedMap<String, SortedSet<String>> closures = closures(result);
    List<String> differences = new ArrayList<>();
    truth.forEach((program, wanted) -> {
      SortedSet<String> got = closures.getOrDefault(program, new TreeSet<>());
      if (!got.equals(wanted)) {
        differences.add(program + "\n  kobako " + got + "\n  loader " + wanted);
      }
    });
    System.out.printf(
        "%d of %d programs agree, %d ms%n",
        truth.size() - differences.size(), truth.size(), millis);
    assertThat(differences).isEmpty();
    assertThat(result.err()).isEmpty();
  }

  /** Resolved regular files by program, but not what kobako makes itself or links. */
  private static SortedMap<String, SortedSet<String>> closures(Kobako.Result result)
      throws IOException {
    SortedMap<String, SortedSet<String>> closures = new TreeMap<>();
    for (String line : result.lines()) {
      String program = line.substring(0, line.indexOf('\t'));
      Path path = Path.of(line.substring(program.length() + 1));
      if (!Files.isSymbolicLink(path)) {
        closures.computeIfAbsent(program, _ -> new TreeSet<>()).add(path.toRealPath().toString());
      }
    }
    return closures;
  }

  /** Real paths of the dynamic programs, each with its interpreter. */
  private static SortedMap<String, String> programs() throws IOException {
    SortedMap<String, String> programs = new TreeMap<>();
    for (String folder : FOLDERS) {
      if (!Files.isDirectory(Path.of(folder))) {
        continue;
      }
      try (Stream<Path> files = Files.list(Path.of(folder))) {
        for (Path file : files.filter(Files::isRegularFile).filter(Files::isReadable).toList()) {
          Path real = file.toRealPath();
          try (SeekableByteChannel channel = Files.newByteChannel(real)) {
            ElfFile.read(channel, real.toString())
                .flatMap(ElfFile::interpreter)
                .filter(interpreter -> interpreter.contains("ld-linux"))
                .ifPresent(interpreter -> programs.put(real.toString(), interpreter));
          } catch (KobakoException e) {
            throw new AssertionError(e);
          }
        }
      }
    }
    return programs;
  }

  private static SortedMap<String, SortedSet<String>> truth(SortedMap<String, String> programs)
      throws Exception {
    SortedMap<String, Future<SortedSet<String>>> pending = new TreeMap<>();
    SortedMap<String, SortedSet<String>> truth = new TreeMap<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      programs.forEach((program, interpreter) ->
          pending.put(program, pool.submit(() -> mapped(interpreter, program))));
      for (String program : pending.keySet()) {
        truth.put(program, pending.get(program).get());
      }
    }
    return truth;
  }

  /** Asks the loader to list instead of to start. */
  private static SortedSet<String> mapped(String interpreter, String program) throws Exception {
    String text =
        HostCommand.of(Path.of("/"), interpreter, program)
            .withOnly(Map.of("LD_TRACE_LOADED_OBJECTS", "1"))
            .run()
            .out();
    SortedSet<String> files = new TreeSet<>(List.of(program));
    files.add(Path.of(interpreter).toRealPath().toString());
    for (String line : text.lines().toList()) {
      Matcher matcher = MAPPED.matcher(line);
      if (matcher.matches()) {
        files.add(Path.of(matcher.group(1)).toRealPath().toString());
      }
    }
    return files;
  }
}
