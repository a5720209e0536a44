package dev.kobako.slim;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.elf.ElfFile;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Resolution;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Grows a keep set from what the user names: a program brings its interpreter, the libraries its
 * loader would map, every link on the way, and what {@link Knowledge} says it needs at run time.
 *
 * <p>What is kept is always an entry of the source; a path through links keeps each link and what
 * it leads to. Programs are followed once. Not for use by several threads.
 */
public final class Closure {
  private final Source source;
  private final ClosureOptions options;
  private final Loading.SharedFiles files;
  private final SearchPath searchPath;
  private final GrowingKeepSet kept;
  private final Loading loading;
  private final Scripts scripts;
  private final ProgramKinds kinds = new ProgramKinds();
  private final Set<ImagePath> followed = new HashSet<>();
  private final Set<Hint> hints = new LinkedHashSet<>();

  /** A closure with nothing in it. */
  public Closure(Source source, ClosureOptions options) {
    this(
        source,
        options,
        Loading.SharedFiles.of(source.tree()),
        new SearchPath(source.tree(), source.searchPath()));
  }

  private Closure(
      Source source, ClosureOptions options, Loading.SharedFiles files, SearchPath searchPath) {
    this.source = source;
    this.options = options;
    this.files = files;
    this.searchPath = searchPath;
    this.kept = new GrowingKeepSet(source.tree());
    this.loading = new Loading(this, kept, files);
    this.scripts = new Scripts(this, loading);
  }

  /** Another empty closure on the same source, which shares what this one has read of files. */
  public Closure fresh() {
    return new Closure(source, options, files, searchPath);
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
    return kept.keepSet();
  }

  /** The paths that have been kept so far, without directories that only hold something. */
  public Set<ImagePath> paths() {
    return kept.paths();
  }

  /** Libraries that kept programs can't start without. */
  public List<Missing> missing() {
    return loading.missing();
  }

  /** What guessed programs and ELF files that were kept as data can't be loaded without. */
  public List<Missing> unmet() {
    return loading.unmet();
  }

  /** What else the programs seem to use, for the user to decide. */
  public List<Hint> hints() {
    return hints.stream()
        .filter(hint -> !kept.has(hint.path()))
        .sorted(Comparator.comparing(Hint::kind))
        .toList();
  }

  /** What needs a loader cache in the result, sorted by path. */
  List<Loading.CacheUse> cacheUses() {
    return loading.cacheUses();
  }

  /** The facts of an ELF file; empty where there's none. */
  Optional<ElfFile> elfAt(String path) throws IOException {
    return files.view().elfAt(path);
  }

  /** Whether a path is kept already. */
  public boolean has(ImagePath path) {
    return kept.has(path);
  }

  /** Whether a path is kept because an ELF file names it as a library that it needs. */
  public boolean isNeeded(ImagePath path) {
    return kept.isNeeded(path);
  }

  /** Lists something that the user may want. */
  void hint(Hint hint) {
    hints.add(hint);
  }

  /**
   * Keeps what {@code path} leads to, and every link on the way; a directory without what is in it,
   * a program without what it needs.
   *
   * @param path absolute, may have {@code ..}
   * @return where it leads; empty where it leads nowhere
   */
  public Optional<ImagePath> keep(String path, Reason reason) {
    return kept.keep(path, reason);
  }

  /**
   * Keeps what is at {@code path}, but does not follow a link at its end, as lstat(2) does. Where
   * nothing is, the links that were followed and the folder in which it isn't are kept, so that the
   * kernel's answer stays the same and it can be made.
   *
   * @param path absolute, may have {@code ..}
   * @return where it is; empty where nothing is there
   */
  public Optional<ImagePath> keepUnfollowed(String path, Reason reason) {
    return kept.keepUnfollowed(path, reason);
  }

  /** Keeps the links and folders on the way to something that isn't there, as far as they are. */
  public void keepWay(String path, Reason reason) {
    kept.keepWay(path, reason);
  }

  /** Keeps an entry, with the directories above it; a reason that was given before stays. */
  public void add(ImagePath path, Entry entry, Reason reason) {
    kept.add(path, entry, reason);
  }

  /** Keeps an entry that kobako makes itself, in place of what was kept there. */
  public void generate(ImagePath path, Entry entry, Reason reason) {
    kept.generate(path, entry, reason);
  }

  /** A file that needs nothing that is not kept already. */
  void markFollowed(ImagePath path) {
    followed.add(path);
  }

  /**
   * Keeps everything below a directory, and what the programs and libraries in it need.
   *
   * @return how many entries there are
   */
  public int keepAll(String directory, Reason reason) throws IOException {
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
  public void keepData(ImagePath path, Reason reason) throws IOException {
    Optional<Entry> entry = source.tree().entry(path);
    if (entry.isEmpty()) {
      return;
    }
    add(path, entry.get(), reason);
    if (entry.get() instanceof Entry.Symlink) {
      Resolution target = source.tree().resolve(path);
      if (target.file().isPresent() && !target.place().startsWith(path.parent().orElse(path))) {
        hint(new Hint(target.place(), path, Hint.Kind.LINK_TARGET));
      }
    } else if (entry.get() instanceof Entry.RegularFile file && Loading.isElf(file)) {
      follow(path, file, Need.DATA);
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
    return keepProgram(path, List.of(path), reason);
  }

  /** The same for a program that is started with arguments, of which the first names it. */
  public Optional<ImagePath> keepProgram(String path, List<String> arguments, Reason reason)
      throws IOException {
    // What is only guessed may be broken on the source; it is in the result then, and no error.
    return start(
        path, arguments, reason, reason.guess().isPresent() ? Need.GUESSED : Need.REQUIRED);
  }

  /** The path of a program that is called by a bare name, as PATH of the source finds it. */
  public Optional<String> inSearchPath(String name) {
    return searchPath.find(name);
  }

  /** Whether {@link #inSearchPath} may find this name; cheap, for words that are mostly none. */
  boolean mayBeProgram(String name) {
    return searchPath.mayFind(name);
  }

  /**
   * Keeps a program that is known to run as it is, because it was seen running: what it lacks and
   * what can't be read of it is no error.
   *
   * @param path absolute, may lead through links
   * @return where it leads; empty where there's no file
   */
  public Optional<ImagePath> keepRunning(String path, Reason reason) throws IOException {
    return keepRunning(path, List.of(path), reason);
  }

  /** The same for a program that was started with arguments, of which the first names it. */
  public Optional<ImagePath> keepRunning(String path, List<String> arguments, Reason reason)
      throws IOException {
    return start(path, arguments, reason, Need.GUESSED);
  }

  private Optional<ImagePath> start(String path, List<String> arguments, Reason reason, Need need)
      throws IOException {
    Resolution resolution = source.tree().resolve(path);
    if (resolution.file().isEmpty()) {
      return Optional.empty();
    }
    keep(path, reason);
    follow(resolution.place(), resolution.file().get(), need);
    ImagePath called = path.contains("/..") ? resolution.place() : ImagePath.of(path);
    kinds.follow(
        new Invocation(called, arguments, source.environment(), source.workingDirectory()), this);
    return Optional.of(resolution.place());
  }

  private void follow(ImagePath path, Entry.RegularFile file, Need need) throws IOException {
    if (!followed.add(path)) {
      return;
    }
    Optional<ElfFile> elf;
    try {
      elf = files.view().fileAt(path, file).elf();
    } catch (KobakoException e) {
      if (need == Need.REQUIRED) {
        throw e;
      }
      return;
    }
    if (elf.isPresent()) {
      applyKnowledge(loading.start(path, elf.get(), need));
    } else if (need != Need.DATA) {
      scripts.follow(path, file, need);
    }
  }

  private void applyKnowledge(RunningProgram program) throws IOException {
    for (Knowledge knowledge : Knowledge.all()) {
      if (options.allows(knowledge.guess())) {
        knowledge.apply(program, this);
      }
    }
    DataPaths.apply(program, this);
  }

  /** Keeps a library that {@code caller} opens by name while {@code program} runs. */
  void keepOpened(RunningProgram program, LoadedObject caller, String name, Reason reason)
      throws IOException {
    Optional<RunningProgram> opened = loading.open(program, caller, name, reason);
    if (opened.isPresent() && followed.add(opened.get().program().path())) {
      applyKnowledge(opened.get());
    }
  }

  /** The tree it takes from. */
  Tree tree() {
    return source.tree();
  }
}
