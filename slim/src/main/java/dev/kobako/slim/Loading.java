package dev.kobako.slim;

import dev.kobako.elf.DynamicLoader;
import dev.kobako.elf.ElfFile;
import dev.kobako.elf.ElfMagic;
import dev.kobako.elf.ElfType;
import dev.kobako.elf.LoadMap;
import dev.kobako.elf.LoadRequest;
import dev.kobako.elf.LoadedLibrary;
import dev.kobako.elf.MissingLibrary;
import dev.kobako.elf.SearchRule;
import dev.kobako.loading.TreeLoaderView;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The ELF part of a closure: keeps what the loader of a program maps, and notes what it does not
 * find. Only what programs that must run lack is an error.
 */
final class Loading {
  private final Closure closure;
  private final GrowingKeepSet kept;
  private final SharedFiles files;
  private final Map<String, Missing> missing = new LinkedHashMap<>();
  private final Map<String, Missing> unmet = new LinkedHashMap<>();
  private final SortedMap<String, CacheUse> cacheUses = new TreeMap<>();

  /**
   * A library that only {@code ld.so.cache} leads to.
   *
   * @param name by which it is asked for
   * @param path that the cache gives
   */
  record CacheUse(String name, String path) {}

  Loading(Closure closure, GrowingKeepSet kept, SharedFiles files) {
    this.closure = closure;
    this.kept = kept;
    this.files = files;
  }

  /** Libraries and interpreters that kept programs can't start without. */
  List<Missing> missing() {
    return List.copyOf(missing.values());
  }

  /** What guessed programs and ELF files that were kept as data can't be loaded without. */
  List<Missing> unmet() {
    return List.copyOf(unmet.values());
  }

  /** What needs a cache in the result, sorted by path. */
  List<CacheUse> cacheUses() {
    return List.copyOf(cacheUses.values());
  }

  /** Whether a file begins as an ELF file does. */
  static boolean isElf(Entry.RegularFile file) throws IOException {
    if (file.content().size() < 64) {
      return false;
    }
    try (InputStream in = file.content().open()) {
      return ElfMagic.begins(in);
    }
  }

  void noteMissing(Missing lack, Need need) {
    (need == Need.REQUIRED ? missing : unmet).putIfAbsent(lack.name(), lack);
  }

  /** Keeps what is mapped when a file is started, or opened as a library. */
  RunningProgram start(ImagePath path, ElfFile elf, Need need) throws IOException {
    LoadedObject program = new LoadedObject(path, elf);
    boolean loadsNothing =
        !elf.isDynamic()
            || elf.type() == ElfType.REL
            || (elf.interpreter().isEmpty() && elf.needed().isEmpty());
    if (loadsNothing) {
      return new RunningProgram(program, List.of(program), Optional.empty(), files.texts());
    }
    keepInterpreter(path, elf, need);
    Source source = closure.source();
    LoadRequest request =
        new LoadRequest(
            path.toString(),
            source.environment(),
            source.workingDirectory(),
            closure.options().cpu());
    DynamicLoader loader = files.view().loaderOf(elf);
    return mapped(program, new RunningProgram.Start(loader, request), loader.load(request), need);
  }

  private void keepInterpreter(ImagePath path, ElfFile elf, Need need) {
    Optional<String> interpreter = elf.interpreter();
    if (interpreter.isEmpty()) {
      return;
    }
    Reason reason = Reason.needed(path, "loader of");
    if (!interpreter.get().startsWith("/")
        || closure.tree().resolve(interpreter.get()).file().isEmpty()) {
      noteMissing(new Missing(interpreter.get(), path, List.of("PT_INTERP"), "not found"), need);
      return;
    }
    // Other files run by this loader would be followed as programs; it needs nothing itself.
    kept.keep(interpreter.get(), reason).ifPresent(closure::markFollowed);
  }

  private RunningProgram mapped(
      LoadedObject program, RunningProgram.Start start, LoadMap map, Need need) throws IOException {
    List<LoadedObject> objects = new ArrayList<>();
    objects.add(program);
    for (LoadedLibrary library : map.libraries()) {
      ImagePath by = closure.tree().resolve(library.neededBy()).place();
      keepLibrary(library, Reason.needed(by, words(library.rule())));
      ImagePath real = ImagePath.of(library.realPath());
      Optional<ElfFile> elf = files.view().elfAt(library.realPath());
      if (elf.isPresent() && !real.equals(program.path())) {
        objects.add(new LoadedObject(real, elf.get()));
      }
    }
    for (String file : map.configuration()) {
      kept.keep(file, Reason.needed(program.path(), "read by the loader of"));
    }
    for (MissingLibrary lost : map.missing()) {
      ImagePath by = closure.tree().resolve(lost.neededBy()).place();
      noteMissing(new Missing(lost.name(), by, lost.searched(), lost.why()), need);
    }
    return new RunningProgram(program, objects, Optional.of(start), files.texts());
  }

  private Optional<ImagePath> keepLibrary(LoadedLibrary library, Reason reason) {
    if (library.rule() == SearchRule.CACHE) {
      cacheUses.put(library.path(), new CacheUse(library.name(), library.path()));
    }
    return kept.keep(library.path(), reason);
  }

  /**
   * Keeps a library that {@code caller} opens by name while {@code program} runs.
   *
   * @return the library with what is mapped for it; empty where there is no such library, or it was
   *     mapped before
   */
  Optional<RunningProgram> open(
      RunningProgram program, LoadedObject caller, String name, Reason reason) throws IOException {
    Optional<RunningProgram.Start> start = program.start();
    if (start.isEmpty()) {
      return Optional.empty();
    }
    Optional<LoadMap> map =
        start.get().loader().open(start.get().request(), caller.path().toString(), name);
    if (map.isEmpty() || map.get().libraries().isEmpty() || !map.get().missing().isEmpty()) {
      return Optional.empty();
    }
    LoadedLibrary first = map.get().libraries().getFirst();
    Optional<ImagePath> place = keepLibrary(first, reason);
    Optional<ElfFile> elf = files.view().elfAt(first.realPath());
    if (place.isEmpty() || elf.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        mapped(new LoadedObject(place.get(), elf.get()), start.get(), map.get(), Need.GUESSED));
  }

  private static String words(SearchRule rule) {
    return switch (rule) {
      case RPATH -> "NEEDED (found by RPATH) by";
      case RUNPATH -> "NEEDED (found by RUNPATH) by";
      case LD_LIBRARY_PATH -> "NEEDED (found by LD_LIBRARY_PATH) by";
      case CACHE, DEFAULT, SLASH -> "NEEDED by";
      case PRELOAD -> "preloaded into";
      case FILTER -> "DT_FILTER of";
      case AUXILIARY -> "DT_AUXILIARY of";
    };
  }

  /** What closures on one source share: every file is parsed once, every folder searched once. */
  record SharedFiles(TreeLoaderView view, SharedTexts texts) {
    /** Those of a tree, of which nothing is read yet. */
    static SharedFiles of(Tree tree) {
      TreeLoaderView view = new TreeLoaderView(tree);
      return new SharedFiles(view, new SharedTexts(tree, view));
    }
  }
}
