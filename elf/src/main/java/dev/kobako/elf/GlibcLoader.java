package dev.kobako.elf;

import dev.kobako.diagnostic.KobakoException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * glibc's {@code ld.so} of version 2.33 or newer; older ones differ in the folders of CPU features.
 *
 * <p>A run is made for the most capable CPU first. Another CPU can come to another result only if
 * that run took a library out of a folder of CPU features or met {@code $PLATFORM}, so the others
 * are run only then.
 */
public final class GlibcLoader implements DynamicLoader {
  private static final int MAX_CACHE_BYTES = 64 << 20;
  private static final int MAX_PRELOAD_BYTES = 64 << 10;

  /**
   * What holds for all programs of the root.
   *
   * @param preloaded the names in {@code ld.so.preload}
   * @param configuration the path of that file, if it is there
   */
  record Root(
      Probes probes,
      LoaderDefaults defaults,
      LdCache cache,
      List<String> preloaded,
      List<String> configuration) {
    /** The environment's names go first. */
    List<String> preloads(LoadRequest request) {
      return Stream.concat(
              PathTokens.split(request.variable("LD_PRELOAD"), " :").stream(), preloaded.stream())
          .filter(name -> !name.isEmpty())
          .toList();
    }
  }

  private record Started(LoadRequest request, List<GlibcRun> runs) {}

  private final Probes probes;
  private final String interpreter;
  private @Nullable Root root;
  private @Nullable Started last;

  GlibcLoader(Probes probes, String interpreter) {
    this.probes = probes;
    this.interpreter = interpreter;
  }

  @Override
  public LoadMap load(LoadRequest request) {
    return merged(started(request).runs());
  }

  @Override
  public Optional<LoadMap> open(LoadRequest request, String caller, String name) {
    Started started = started(request);
    ElfFile program = started.runs().getFirst().list().program().elf();
    List<GlibcRun> found = new ArrayList<>();
    explore(
        request.cpu().profiles(program),
        cpu -> {
          GlibcRun run = startedOn(started, cpu).continued(cpu);
          if (run.open(caller, name)) {
            found.add(run);
          }
          return run;
        });
    return found.isEmpty() ? Optional.empty() : Optional.of(merged(found));
  }

  /** The last request is remembered: callers ask for many names with the same one. */
  private Started started(LoadRequest request) {
    if (last != null && last.request().equals(request)) {
      return last;
    }
    LinkedObject program = Programs.find(probes, request.program());
    Root known = root(program.elf());
    List<GlibcRun> runs =
        explore(
            request.cpu().profiles(program.elf()),
            cpu -> {
              GlibcRun run = new GlibcRun(known, request, cpu, new LinkList(program));
              run.start();
              return run;
            });
    last = new Started(request, runs);
    return last;
  }

  private static List<GlibcRun> explore(
      List<CpuProfile> cpus, Function<CpuProfile, GlibcRun> runOn) {
    List<GlibcRun> runs = new ArrayList<>();
    CpuProfile first = cpus.getFirst();
    boolean hwcapsMatter = false;
    boolean platformMatters = false;
    for (CpuProfile cpu : cpus) {
      boolean sameHwcaps = cpu.hwcaps().equals(first.hwcaps()) || hwcapsMatter;
      boolean samePlatform = cpu.platform().equals(first.platform()) || platformMatters;
      if (sameHwcaps && samePlatform) {
        GlibcRun run = runOn.apply(cpu);
        runs.add(run);
        hwcapsMatter |= run.hwcapsUsed();
        platformMatters |= run.platformUsed();
      }
    }
    return runs;
  }

  /** The run of a CPU, or one that went the same way. */
  private static GlibcRun startedOn(Started started, CpuProfile cpu) {
    List<GlibcRun> runs = started.runs();
    return runs.stream()
        .filter(run -> run.profile().equals(cpu))
        .findFirst()
        .or(() ->
            runs.stream().filter(run -> run.profile().hwcaps().equals(cpu.hwcaps())).findFirst())
        .or(() ->
            runs.stream()
                .filter(run -> run.profile().platform().equals(cpu.platform()))
                .findFirst())
        .orElse(runs.getFirst());
  }

  /** All that any CPU loads; missing is what every CPU misses. */
  private LoadMap merged(List<GlibcRun> runs) {
    LinkedHashMap<String, LoadedLibrary> libraries = new LinkedHashMap<>();
    boolean needsCache = false;
    for (GlibcRun run : runs) {
      run.list().libraries().forEach(library -> libraries.putIfAbsent(library.realPath(), library));
      needsCache |= run.list().needsCache();
    }
    List<MissingLibrary> missing = new ArrayList<>(runs.getFirst().list().missing());
    for (GlibcRun run : runs) {
      Set<String> names =
          run.list().missing().stream().map(MissingLibrary::name).collect(Collectors.toSet());
      missing.removeIf(library -> !names.contains(library.name()));
    }
    ElfFile program = runs.getFirst().list().program().elf();
    return new LoadMap(
        program.interpreter(),
        List.copyOf(libraries.values()),
        missing,
        needsCache,
        program.interpreter().isPresent() ? root(program).configuration() : List.of());
  }

  private Root root(ElfFile program) {
    if (root == null) {
      LoaderDefaults defaults = LoaderDefaults.of(probes, interpreter, program);
      Optional<LoaderView.Found> preload = probes.find(defaults.preload());
      root =
          new Root(
              probes,
              defaults,
              cache(defaults.cache()),
              preload.map(this::preloaded).orElse(List.of()),
              preload.isPresent() ? List.of(defaults.preload()) : List.of());
    }
    return root;
  }

  private LdCache cache(String path) {
    Optional<byte[]> bytes =
        probes.find(path).flatMap(found -> probes.contents(found, MAX_CACHE_BYTES));
    try {
      return bytes.map(content -> LdCache.read(content, path)).orElse(LdCache.empty());
    } catch (KobakoException _) {
      // a loader takes a damaged cache for none
      return LdCache.empty();
    }
  }

  /** Names between white space and colons; {@code #} starts a comment. */
  private List<String> preloaded(LoaderView.Found file) {
    byte[] bytes = probes.contents(file, MAX_PRELOAD_BYTES).orElse(new byte[0]);
    return new String(bytes, StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.replaceFirst("#.*", ""))
        .flatMap(line -> PathTokens.split(line, " \t:").stream())
        .filter(name -> !name.isEmpty())
        .toList();
  }
}
