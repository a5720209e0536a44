package dev.kobako.elf;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;

/** One run of glibc's loader on one kind of CPU: breadth first from the program. */
final class GlibcRun {
  private final GlibcLoader.Root root;
  private final LoadRequest request;
  private final CpuProfile profile;
  private final LinkList list;
  private final GlibcSearch search;

  GlibcRun(GlibcLoader.Root root, LoadRequest request, CpuProfile profile, LinkList list) {
    this.root = root;
    this.request = request;
    this.profile = profile;
    this.list = list;
    this.search = new GlibcSearch(root, request, profile, list.program());
  }

  CpuProfile profile() {
    return profile;
  }

  LinkList list() {
    return list;
  }

  boolean hwcapsUsed() {
    return search.hwcapsUsed();
  }

  boolean platformUsed() {
    return search.platformUsed();
  }

  /** A run that goes on where this one stopped, on a CPU that comes to the same point. */
  GlibcRun continued(CpuProfile cpu) {
    return new GlibcRun(root, request, cpu, list.continued());
  }

  /** Maps what the start of the program maps. */
  void start() {
    LinkedObject program = list.program();
    boolean isStatic = program.elf().interpreter().isEmpty() && program.elf().needed().isEmpty();
    if (isStatic) {
      return;
    }
    program.elf().interpreter().ifPresent(this::interpreter);
    List<LinkedObject> roots = new ArrayList<>(List.of(program));
    for (String name : root.preloads(request)) {
      try {
        map(name, program, SearchRule.PRELOAD, new LinkedHashSet<>()).ifPresent(roots::add);
      } catch (Unusable _) {
        // what can't be preloaded is only warned about
      }
    }
    closure(roots);
  }

  /** Maps {@code name} as {@code dlopen} would; false if it is not found. */
  boolean open(String caller, String name) {
    LinkedObject from = caller(caller);
    Optional<LinkedObject> object;
    try {
      object = map(search.expand(name, from), from, SearchRule.DEFAULT, new LinkedHashSet<>());
    } catch (Unusable _) {
      return false;
    }
    object.ifPresent(one -> closure(List.of(one)));
    return object.isPresent();
  }

  /** The object that calls; one that is not mapped yet counts as loaded by the program. */
  private LinkedObject caller(String path) {
    Optional<LoaderView.Found> found = root.probes().find(path);
    if (found.isEmpty()) {
      return list.program();
    }
    Optional<LinkedObject> known = list.at(found.get().realPath());
    if (known.isPresent()) {
      return known.get();
    }
    try {
      ElfFile elf = root.probes().elf(found.get());
      LinkedObject object = LinkedObject.library(path, found.get().realPath(), elf, list.program());
      list.enter(object);
      return object;
    } catch (Unusable _) {
      return list.program();
    }
  }

  private void interpreter(String path) {
    Interpreters.enter(root.probes(), list, path);
  }

  private void closure(List<LinkedObject> roots) {
    Deque<LinkedObject> ahead = new ArrayDeque<>(roots);
    Set<LinkedObject> seen = new HashSet<>(roots);
    while (!ahead.isEmpty()) {
      LinkedObject object = ahead.pop();
      for (String name : object.elf().needed()) {
        need(name, object, SearchRule.DEFAULT).filter(seen::add).ifPresent(ahead::add);
      }
      for (String name : object.elf().filters()) {
        need(name, object, SearchRule.FILTER).filter(seen::add).ifPresent(ahead::push);
      }
      for (String name : object.elf().auxiliaries()) {
        need(name, object, SearchRule.AUXILIARY).filter(seen::add).ifPresent(ahead::push);
      }
    }
  }

  private Optional<LinkedObject> need(String name, LinkedObject from, SearchRule kind) {
    SequencedSet<String> searched = new LinkedHashSet<>();
    String why = "not found";
    try {
      Optional<LinkedObject> object = map(search.expand(name, from), from, kind, searched);
      if (object.isPresent()) {
        return object;
      }
    } catch (Unusable e) {
      why = e.why();
    }
    if (kind != SearchRule.AUXILIARY) {
      list.miss(new MissingLibrary(name, from.realPath(), List.copyOf(searched), why));
    }
    return Optional.empty();
  }

  /**
   * The object for an expanded name: one that is mapped already under that name or from the same
   * file, or a new one.
   *
   * @param kind what to report instead of where it was found, if it is not a plain need
   */
  private Optional<LinkedObject> map(
      String name, LinkedObject from, SearchRule kind, SequencedSet<String> searched)
      throws Unusable {
    Optional<LinkedObject> known = list.named(name);
    if (known.isPresent()) {
      return known;
    }
    Optional<GlibcSearch.Hit> found = search.find(name, from, searched);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    GlibcSearch.Hit hit = found.get();
    Optional<LinkedObject> same = list.at(hit.realPath());
    if (same.isPresent()) {
      list.alias(name, same.get());
      return same;
    }
    LinkedObject object = LinkedObject.library(hit.path(), hit.realPath(), hit.elf(), from);
    SearchRule rule = kind == SearchRule.DEFAULT ? hit.rule() : kind;
    list.add(
        object,
        new LoadedLibrary(name, hit.path(), hit.realPath(), from.realPath(), rule),
        hit.onlyByCache());
    list.alias(name, object);
    list.alias(hit.path(), object);
    return Optional.of(object);
  }
}
