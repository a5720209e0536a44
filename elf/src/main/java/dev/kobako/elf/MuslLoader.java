package dev.kobako.elf;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** musl's loader, which is also its C library. It knows no cache and no kinds of CPU. */
public final class MuslLoader implements DynamicLoader {
  private static final int MAX_PATH_BYTES = 64 << 10;
  private static final String BUILT_IN = "/lib:/usr/local/lib:/usr/lib";

  /**
   * What holds for all programs of the root.
   *
   * @param systemPath folders, separated by colons or line ends
   * @param configuration the path file, if it is there
   */
  record Root(Probes probes, String systemPath, List<String> configuration) {}

  private record Started(LoadRequest request, MuslRun run) {}

  private final Probes probes;
  private final String interpreter;
  private @Nullable Root root;
  private @Nullable Started last;

  MuslLoader(Probes probes, String interpreter) {
    this.probes = probes;
    this.interpreter = interpreter;
  }

  @Override
  public LoadMap load(LoadRequest request) {
    MuslRun run = run(request);
    return map(run.list());
  }

  @Override
  public Optional<LoadMap> open(LoadRequest request, String caller, String name) {
    MuslRun run = run(request).continued();
    return run.open(name) ? Optional.of(map(run.list())) : Optional.empty();
  }

  /** The machine's name in the loader's own name. */
  static String arch(ElfFile program) {
    return switch (Machine.of(program)) {
      case X86_64 -> "x86_64";
      case X32 -> "x32";
      case I386 -> "i386";
      case AARCH64 -> "aarch64";
      case ARM -> "armhf";
      case PPC64 -> "powerpc64le";
      case S390X -> "s390x";
      case RISCV64 -> "riscv64";
      case LOONGARCH64 -> "loongarch64";
      case UNKNOWN -> "unknown";
    };
  }

  /** The last request is remembered: callers ask for many names with the same one. */
  private MuslRun run(LoadRequest request) {
    if (last != null && last.request().equals(request)) {
      return last.run();
    }
    LinkedObject program = Programs.find(probes, request.program());
    MuslRun run = new MuslRun(root(program.elf()), request, interpreter, new LinkList(program));
    run.start();
    last = new Started(request, run);
    return run;
  }

  private LoadMap map(LinkList list) {
    ElfFile program = list.program().elf();
    return new LoadMap(
        program.interpreter(),
        list.libraries(),
        list.missing(),
        false,
        program.interpreter().isPresent() ? root(program).configuration() : List.of());
  }

  private Root root(ElfFile program) {
    if (root == null) {
      String path = pathFile(program);
      Optional<LoaderView.Found> file = probes.find(path);
      String folders =
          file.flatMap(found -> probes.contents(found, MAX_PATH_BYTES))
              .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
              .orElse(BUILT_IN);
      root = new Root(probes, folders, file.isPresent() ? List.of(path) : List.of());
    }
    return root;
  }

  /** Below the folder that holds the loader's {@code lib}: the last two names of its path go. */
  private String pathFile(ElfFile program) {
    String name = interpreter.substring(interpreter.lastIndexOf('/') + 1);
    String arch =
        name.startsWith("ld-musl-") && name.contains(".so")
            ? name.substring("ld-musl-".length(), name.indexOf(".so"))
            : arch(program);
    String prefix = PathText.folder(PathText.folder(interpreter));
    return PathText.child(prefix, "etc/ld-musl-" + arch + ".path");
  }
}
