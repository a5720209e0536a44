package dev.kobako.slim;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.elf.DynamicLoader;
import dev.kobako.elf.ElfFile;
import dev.kobako.elf.ElfType;
import dev.kobako.elf.LoadMap;
import dev.kobako.elf.LoadRequest;
import dev.kobako.elf.LoadedLibrary;
import dev.kobako.elf.LoaderView;
import dev.kobako.elf.MissingLibrary;
import dev.kobako.elf.SearchRule;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Resolution;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Grows a keep set from what the user names: a program brings its interpreter, the libraries its
 * loader would map, every link on the way, and what {@link Knowledge} says it needs at run time.
 *
 * <p>What is kept is always an entry of the source; a path through links keeps each link and what
 * it leads to. Programs are followed once. Not for use by several threads.
 */
public final class Closure {
  private static final int SCRIPT_LIMIT = 4 << 20;

  private final Source source;
  private final ClosureOptions options;
  private final TreeLoaderView view;
  private final Map<String, DynamicLoader> loaders;
  private final TreeMap<ImagePath, Kept> kept = new TreeMap<>();
  private final Set<ImagePath> followed = new HashSet<>();
  private final Map<String, Missing> missing = new LinkedHashMap<>();
  private final Set<Hint> hints = new LinkedHashSet<>();
  private final SortedMap<String, CacheUse> cacheUses = new TreeMap<>();

  /** A closure with nothing in it. */
  public Closure(Source source, ClosureOptions options) {
    this(source, options, new TreeLoaderView(source.tree()), new HashMap<>());
  }

  private Closure(
      Source source,
      ClosureOptions options,
      TreeLoaderView view,
      Map<String, DynamicLoader> loaders) {
    this.source = source;
    this.options = options;
    this.view = view;
    this.loaders = loaders;
  }

  /** Another empty closure on the same source, which shares what this one has read of files. */
  public Closure fresh() {
    return new Closure(source, options, view, loaders);
  }

  /** Where it takes from. */
  public Source source() {
    return source;
  }

  /** How far it goes. */
  public ClosureOptions options() {
    return options;
  }

  /** What has been found so far. */
  public KeepSet keepSet() {
    return new KeepSet(kept);
  }

  /** Libraries that kept programs can't start without. */
  public List<Missing> missing() {
    return List.copyOf(missing.values());
  }

  /** What else the programs seem to use, for the user to decide. */
  public List<Hint> hints() {
    return hints.stream()
        .filter(hint -> !kept.containsKey(hint.path()))
        .sorted(Comparator.comparing(Hint::kind))
        .toList();
  }

  /**
   * A library that only {@code ld.so.cache} leads to.
   *
   * @param name by which it is asked for
   * @param path that the cache gives
   */
  record CacheUse(String name, String path) {}

  /** All of them, sorted by path. */
  List<CacheUse> cacheUses() {
    return List.copyOf(cacheUses.values());
  }

  /** The facts of an ELF file; empty where there's none. */
  Optional<ElfFile> elfAt(String path) throws IOException {
    Optional<LoaderView.Found> found = view.find(path);
    return found.isPresent() ? found.get().elf() : Optional.empty();
  }

  /** Whether a path is kept already. */
  boolean has(ImagePath path) {
    return kept.containsKey(path);
  }

  /** Lists something that the user may want. */
  void hint(Hint hint) {
    hints.add(hint);
  }

  /**
   * Keeps what {@code path} leads to, and every link on the way; a directory without what is in it.
   *
   * @return where it leads; empty where it leads nowhere
   */
  Optional<ImagePath> keep(String path, Reason reason) {
    Resolution resolution = source.tree().resolve(path);
    if (resolution.entry().isEmpty()) {
      return Optional.empty();
    }
    Entry entry = resolution.entry().get();
    add(resolution.place(), entry, reason);
    for (ImagePath link : resolution.links()) {
      Entry linkEntry = source.tree().entry(link).orElseThrow();
      add(link, linkEntry, reason.as(reason.how() + " (the link to it)"));
    }
    if (path.contains("/../")) {
      keepDetour(path, resolution.place());
    }
    return Optional.of(resolution.place());
  }

  /** A name before {@code ..} must be there as well, or the kernel won't find what comes after. */
  private void keepDetour(String path, ImagePath place) {
    int up = path.indexOf("/../");
    while (up > 0) {
      keep(path.substring(0, up), Reason.needed(place, "is on the way to"));
      up = path.indexOf("/../", up + 1);
    }
  }

  /** Puts an entry in, with the directories above it. The first reason stays. */
  void add(ImagePath path, Entry entry, Reason reason) {
    if (kept.putIfAbsent(path, new Kept(path, entry, reason)) != null) {
      return;
    }
    Optional<ImagePath> parent = path.parent();
    Reason holds = Reason.needed(path, "holds");
    while (parent.isPresent() && !kept.containsKey(parent.get())) {
      Entry directory =
          source
              .tree()
              .entry(parent.get())
              .filter(Entry.Directory.class::isInstance)
              .orElseGet(() -> new Entry.Directory(Attributes.of(0755)));
      kept.put(parent.get(), new Kept(parent.get(), directory, holds));
      parent = parent.get().parent();
    }
  }

  /** Replaces or adds an entry that kobako makes itself. */
  void generate(ImagePath path, Entry entry, Reason reason) {
    kept.remove(path);
    add(path, entry, reason);
  }

  /**
   * Keeps everything below a directory, and what the programs and libraries in it need.
   *
   * @return how many entries there are
   */
  int keepAll(String directory, Reason reason) throws IOException {
    Optional<ImagePath> top = keep(directory, reason);
    if (top.isEmpty()) {
      return 0;
    }
    List<ImagePath> below = new ArrayList<>();
    source.tree().walk(top.get(), (path, entry) -> below.add(path));
    for (ImagePath path : below) {
      keepData(path, reason);
    }
    return below.size();
  }

  /** Keeps one path of a data folder or package; ELF files and shell scripts bring their needs. */
  void keepData(ImagePath path, Reason reason) throws IOException {
    Optional<Entry> entry = source.tree().entry(path);
    if (entry.isEmpty()) {
      return;
    }
    add(path, entry.get(), reason);
    if (entry.get() instanceof Entry.Symlink) {
      Optional<ImagePath> target =
          source.tree().resolve(path).file().isPresent()
              ? Optional.of(source.tree().resolve(path).place())
              : Optional.empty();
      if (target.isPresent() && !target.get().startsWith(path.parent().orElse(path))) {
        hint(new Hint(target.get(), path, Hint.Kind.LINK_TARGET));
      }
    } else if (entry.get() instanceof Entry.RegularFile file && isElf(file)) {
      follow(path, file, false);
    }
  }

  private static boolean isElf(Entry.RegularFile file) throws IOException {
    if (file.content().size() < 64) {
      return false;
    }
    try (InputStream in = file.content().open()) {
      byte[] magic = in.readNBytes(4);
      return magic.length == 4
          && magic[0] == 0x7f
          && magic[1] == 'E'
          && magic[2] == 'L'
          && magic[3] == 'F';
    }
  }

  /**
   * Keeps a program and all it needs.
   *
   * @param path absolute, may lead through links
   * @return where it leads; empty where there's no file
   * @throws KobakoException where the file is neither ELF nor a script, or damaged
   */
  public Optional<ImagePath> keepProgram(String path, Reason reason) throws IOException {
    Resolution resolution = source.tree().resolve(path);
    Optional<Entry.RegularFile> file = resolution.file();
    if (file.isEmpty()) {
      return Optional.empty();
    }
    keep(path, reason);
    if (reason.guess().isPresent()) {
      followGuessed(resolution.place(), file.get());
    } else {
      follow(resolution.place(), file.get(), true);
    }
    return Optional.of(resolution.place());
  }

  /** What is only guessed may be broken on the source; so it is in the result, and no error. */
  private void followGuessed(ImagePath path, Entry.RegularFile file) throws IOException {
    Set<String> before = Set.copyOf(missing.keySet());
    try {
      follow(path, file, true);
    } catch (KobakoException broken) {
      // Neither program nor script, or a damaged one.
    } finally {
      missing.keySet().retainAll(before);
    }
  }

  /** The path of a program that is called by a bare name, as PATH of the source finds it. */
  public Optional<String> inSearchPath(String name) {
    for (String folder : source.searchPath()) {
      String candidate = folder.endsWith("/") ? folder + name : folder + "/" + name;
      if (source
          .tree()
          .resolve(candidate)
          .file()
          .filter(file -> (file.attributes().mode() & 0111) != 0)
          .isPresent()) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private void follow(ImagePath path, Entry.RegularFile file, boolean mustRun) throws IOException {
    if (!followed.add(path)) {
      return;
    }
    Optional<ElfFile> elf;
    try {
      elf = view.fileAt(path, file).elf();
    } catch (KobakoException e) {
      if (mustRun) {
        throw e;
      }
      return;
    }
    if (elf.isPresent()) {
      followElf(path, elf.get(), mustRun);
    } else if (mustRun) {
      followScript(path, file);
    }
  }

  private void followElf(ImagePath path, ElfFile elf, boolean mustRun) throws IOException {
    LoadedObject program = new LoadedObject(path, elf);
    if (!elf.isDynamic() || elf.type() == ElfType.REL) {
      applyKnowledge(new RunningProgram(program, List.of(program), Optional.empty(), view));
      return;
    }
    if (elf.interpreter().isEmpty() && elf.needed().isEmpty()) {
      applyKnowledge(new RunningProgram(program, List.of(program), Optional.empty(), view));
      return;
    }
    keepInterpreter(path, elf, mustRun);
    LoadRequest request =
        new LoadRequest(
            path.toString(), source.environment(), source.workingDirectory(), options.cpu());
    LoadMap map = loaderOf(elf).load(request);
    keepLoaded(program, request, map);
  }

  private void keepInterpreter(ImagePath path, ElfFile elf, boolean mustRun) throws IOException {
    if (elf.interpreter().isEmpty()) {
      return;
    }
    String interpreter = elf.interpreter().get();
    Reason reason = Reason.needed(path, "loader of");
    if (!interpreter.startsWith("/")
        || keep(interpreter, reason).isEmpty()
        || source.tree().resolve(interpreter).file().isEmpty()) {
      if (mustRun) {
        missing.putIfAbsent(
            interpreter, new Missing(interpreter, path, List.of("PT_INTERP"), "not found"));
      }
      return;
    }
    // Other files run by this loader would be followed as programs; it needs nothing itself.
    followed.add(source.tree().resolve(interpreter).place());
  }

  /** The loader that maps this file; one for each interpreter, since it remembers what it saw. */
  DynamicLoader loaderOf(ElfFile elf) {
    String key =
        elf.interpreter().orElse("")
            + '|'
            + elf.machine()
            + '|'
            + elf.elfClass()
            + '|'
            + elf.byteOrder()
            + (elf.interpreter().isPresent() ? "" : elf.needed().toString());
    return loaders.computeIfAbsent(key, k -> DynamicLoader.of(view, elf));
  }

  /** Keeps the outcome of a load and applies what is known about the objects in it. */
  void keepLoaded(LoadedObject program, LoadRequest request, LoadMap map) throws IOException {
    List<LoadedObject> objects = new ArrayList<>();
    objects.add(program);
    for (LoadedLibrary library : map.libraries()) {
      keepLibrary(library);
      ImagePath real = ImagePath.of(library.realPath());
      Optional<ElfFile> elf = view.find(library.realPath()).orElseThrow().elf();
      if (elf.isPresent() && !real.equals(program.path())) {
        objects.add(new LoadedObject(real, elf.get()));
      }
    }
    for (String file : map.configuration()) {
      keep(file, Reason.needed(program.path(), "read by the loader of"));
    }
    for (MissingLibrary lost : map.missing()) {
      missing.putIfAbsent(
          lost.name(),
          new Missing(
              lost.name(),
              source.tree().resolve(lost.neededBy()).place(),
              lost.searched(),
              lost.why()));
    }
    applyKnowledge(new RunningProgram(program, objects, Optional.of(request), view));
  }

  private void keepLibrary(LoadedLibrary library) {
    ImagePath by = source.tree().resolve(library.neededBy()).place();
    keep(library.path(), Reason.needed(by, words(library.rule())));
    noteCacheUse(library);
  }

  private void noteCacheUse(LoadedLibrary library) {
    if (library.rule() == SearchRule.CACHE) {
      cacheUses.put(library.path(), new CacheUse(library.name(), library.path()));
    }
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

  private void applyKnowledge(RunningProgram program) throws IOException {
    for (Knowledge knowledge : Knowledge.all()) {
      if (options.allows(knowledge.guess())) {
        knowledge.apply(program, this);
      }
    }
    DataPaths.apply(program, this);
  }

  /**
   * Keeps a library that {@code caller} opens by name while {@code program} runs.
   *
   * @return whether there is such a library
   */
  boolean keepOpened(RunningProgram program, LoadedObject caller, String name, Reason reason)
      throws IOException {
    if (program.request().isEmpty()) {
      return false;
    }
    Optional<LoadMap> map =
        loaderOf(program.program().elf())
            .open(program.request().get(), caller.path().toString(), name);
    if (map.isEmpty() || map.get().libraries().isEmpty() || !map.get().missing().isEmpty()) {
      return false;
    }
    LoadedLibrary first = map.get().libraries().getFirst();
    Optional<ImagePath> place = keep(first.path(), reason);
    noteCacheUse(first);
    if (place.isPresent() && followed.add(place.get())) {
      ElfFile elf = view.find(first.realPath()).orElseThrow().elf().orElseThrow();
      keepLoaded(new LoadedObject(place.get(), elf), program.request().get(), map.get());
    }
    return place.isPresent();
  }

  private void followScript(ImagePath path, Entry.RegularFile file) throws IOException {
    byte[] head;
    try (InputStream in = file.content().open()) {
      head = in.readNBytes(Shebang.LIMIT);
    }
    Optional<Shebang> line = Shebang.of(head);
    if (line.isEmpty()) {
      throw KobakoException.finding(
          Diagnostic.of(
              path.toString(),
              file.content().size() == 0
                  ? "is empty, expected a program"
                  : "is neither an ELF file nor a script with a '#!' line",
              "name a program; data files go in with --include"));
    }
    Shebang shebang = line.get();
    keepInterpreterOf(path, shebang.interpreter());
    String shell = shebang.interpreter();
    if (shebang.isEnv()) {
      Optional<String> program = shebang.envProgram();
      if (program.isPresent()) {
        shell = program.get();
        keepInterpreterOf(path, shell.startsWith("/") ? shell : inSearchPath(shell).orElse(shell));
      }
    }
    if (options.allows(Guess.SCRIPT)
        && ScriptCommands.isShell(shell)
        && file.content().size() <= SCRIPT_LIMIT) {
      ScriptCommands.apply(path, file, this);
    }
  }

  private void keepInterpreterOf(ImagePath script, String interpreter) throws IOException {
    Reason reason = Reason.needed(script, "runs the script");
    if (!interpreter.startsWith("/") || keepProgram(interpreter, reason).isEmpty()) {
      missing.putIfAbsent(
          interpreter,
          new Missing(
              interpreter,
              script,
              interpreter.startsWith("/") ? List.of("#!") : source.searchPath(),
              "not found"));
    }
  }

  /** The tree it takes from. */
  Tree tree() {
    return source.tree();
  }
}
