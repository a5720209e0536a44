package dev.kobako.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The model against this host's own loader, for every program that the host has. */
class LoaderTruthTest {
  private static final List<String> FOLDERS = List.of("/usr/bin", "/usr/sbin", "/usr/lib/git-core");
  private static final Pattern MAPPED =
      Pattern.compile("^\\t(?:\\S.* => )?(/.*) \\(0x[0-9a-f]+\\)$");

  private record Truth(SortedSet<String> libraries, SortedSet<String> missing) {}

  @Test
  void theModelNamesTheLibrariesThatTheRealLoaderMaps() throws Exception {
    HostView view = new HostView(Path.of("/"));
    SortedMap<String, String> programs = programs(view);
    assumeTrue(!programs.isEmpty(), "needs programs of glibc's ld-linux loader; there are none");
    SortedMap<String, Truth> truth = truth(programs);
    long start = System.nanoTime();
    DynamicLoader loader = null;
    List<String> differences = new ArrayList<>();
    for (String program : programs.keySet()) {
      ElfFile elf = view.find(program).orElseThrow().elf().orElseThrow();
      loader = loader == null ? DynamicLoader.of(view, elf) : loader;
      LoadMap map =
          loader.load(new LoadRequest(program, new TreeMap<>(), "/", new CpuSelection.Native()));
      SortedSet<String> libraries = new TreeSet<>();
      map.libraries().forEach(library -> libraries.add(library.realPath()));
      SortedSet<String> missing = new TreeSet<>();
      map.missing().forEach(library -> missing.add(library.name()));
      Truth model = new Truth(libraries, missing);
      if (!model.equals(truth.get(program))) {
        differences.add(program + "\n  model " + model + "\n  truth " + truth.get(program));
      }
    }
    long millis = (System.nanoTime() - start) / 1_000_000;
    System.out.printf(
        "%d of %d programs agree, model %d ms%n",
        programs.size() - differences.size(), programs.size(), millis);
    assertThat(differences).isEmpty();
  }

  /** Real paths of the programs, each with its interpreter. */
  private static SortedMap<String, String> programs(HostView view) throws IOException {
    SortedMap<String, String> programs = new TreeMap<>();
    for (String folder : FOLDERS) {
      for (String name : view.names(folder)) {
        Optional<LoaderView.Found> found = view.find(folder + "/" + name);
        if (found.isEmpty() || !Files.isReadable(view.on(found.get().realPath()))) {
          continue;
        }
        try (SeekableByteChannel channel = found.get().open()) {
          ElfFile.read(channel, name)
              .flatMap(ElfFile::interpreter)
              .filter(interpreter -> interpreter.contains("ld-linux"))
              .ifPresent(interpreter -> programs.put(found.get().realPath(), interpreter));
        } catch (KobakoException e) {
          throw new AssertionError(e);
        }
      }
    }
    return programs;
  }

  private static SortedMap<String, Truth> truth(SortedMap<String, String> programs)
      throws Exception {
    SortedMap<String, Future<Truth>> pending = new TreeMap<>();
    SortedMap<String, Truth> truth = new TreeMap<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      programs.forEach((program, interpreter) ->
          pending.put(program, pool.submit(() -> trace(interpreter, program))));
      for (String program : pending.keySet()) {
        truth.put(program, pending.get(program).get());
      }
    }
    return truth;
  }

  /** Asks the loader to list instead of to start. */
  private static Truth trace(String interpreter, String program) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(interpreter, program);
    builder.environment().clear();
    builder.environment().put("LD_TRACE_LOADED_OBJECTS", "1");
    builder.directory(Path.of("/").toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectErrorStream(true);
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(interpreter + " " + program + " does not end");
    }
    String loader = Path.of(interpreter).toRealPath().toString();
    SortedSet<String> libraries = new TreeSet<>();
    SortedSet<String> missing = new TreeSet<>();
    try (Stream<String> lines = text.lines()) {
      for (String line : lines.toList()) {
        var mapped = MAPPED.matcher(line);
        if (line.endsWith(" => not found")) {
          missing.add(line.strip().replace(" => not found", ""));
        } else if (mapped.matches()) {
          String real = Path.of(mapped.group(1)).toRealPath().toString();
          if (!real.equals(loader)) {
            libraries.add(real);
          }
        }
      }
    }
    return new Truth(libraries, missing);
  }
}
