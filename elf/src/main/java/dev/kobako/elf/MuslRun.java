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
import org.jspecify.annotations.Nullable;

/**
 * One run of musl's loader: {@code LD_LIBRARY_PATH}, the paths of the object and of all that loaded
 * it, whether {@code DT_RPATH} or {@code DT_RUNPATH}, then the system's folders. The first file
 * with the right name is taken, whatever it is.
 */
final class MuslRun {
  /** Libraries that are part of the loader itself, whatever follows the dot. */
  private static final Set<String> RESERVED =
      Set.of("libc", "libpthread", "librt", "libm", "libdl", "libutil", "libxnet");

  private static final String SEPARATORS = ":\n";
  private static final int MAX_NAME = 255;

  private record Hit(String path, SearchRule rule) {}

  private final MuslLoader.Root root;
  private final LoadRequest request;
  private final String interpreter;
  private final LinkList list;
  private final PathTokens tokens = new PathTokens("", "");

  MuslRun(MuslLoader.Root root, LoadRequest request, String interpreter, LinkList list) {
    this.root = root;
    this.request = request;
    this.interpreter = interpreter;
    this.list = list;
  }

  MuslRun continued() {
    return new MuslRun(root, request, interpreter, list.continued());
  }

  LinkList list() {
    return list;
  }

  /** Maps what the start of the program maps. */
  void start() {
    LinkedObject program = list.program();
    if (program.elf().interpreter().isEmpty() && program.elf().needed().isEmpty()) {
      return;
    }
    program.elf().interpreter().ifPresent(path -> Interpreters.enter(root.probes(), list, path));
    List<LinkedObject> roots = new ArrayList<>(List.of(program));
    for (String name : PathTokens.split(request.variable("LD_PRELOAD"), " :")) {
      if (!name.isEmpty()) {
        preload(name).ifPresent(roots::add);
      }
    }
    closure(roots);
  }

  /** {@code dlopen} searches on behalf of the program, whoever calls it. */
  boolean open(String name) {
    try {
      if (reserved(name)) {
        return true;
      }
      Optional<LinkedObject> object =
          map(name, list.program(), SearchRule.DEFAULT, new LinkedHashSet<>());
      object.ifPresent(one -> closure(List.of(one)));
      return object.isPresent();
    } catch (Unusable _) {
      return false;
    }
  }

  private Optional<LinkedObject> preload(String name) {
    try {
      return reserved(name)
          ? Optional.empty()
          : map(name, list.program(), SearchRule.PRELOAD, new LinkedHashSet<>());
    } catch (Unusable _) {
      // what can't be preloaded is only warned about
      return Optional.empty();
    }
  }

  private void closure(List<LinkedObject> roots) {
    Deque<LinkedObject> ahead = new ArrayDeque<>(roots);
    Set<LinkedObject> seen = new HashSet<>(roots);
    while (!ahead.isEmpty()) {
      LinkedObject object = ahead.pop();
      for (String name : object.elf().needed()) {
        if (!reserved(name)) {
          need(name, object).filter(seen::add).ifPresent(ahead::add);
        }
      }
    }
  }

  private boolean reserved(String name) {
    int dot = name.indexOf('.');
    return name.equals(interpreter) || (dot > 0 && RESERVED.contains(name.substring(0, dot)));
  }

  private Optional<LinkedObject> need(String name, LinkedObject from) {
    SequencedSet<String> searched = new LinkedHashSet<>();
    String why = "not found";
    try {
      Optional<LinkedObject> object = map(name, from, SearchRule.DEFAULT, searched);
      if (object.isPresent()) {
        return object;
      }
    } catch (Unusable e) {
      why = e.why();
    }
    list.miss(new MissingLibrary(name, from.realPath(), List.copyOf(searched), why));
    return Optional.empty();
  }

  private Optional<LinkedObject> map(
      String name, LinkedObject from, SearchRule kind, SequencedSet<String> searched)
      throws Unusable {
    boolean slash = name.indexOf('/') >= 0;
    Optional<LinkedObject> known = slash ? Optional.empty() : list.named(name);
    if (known.isPresent()) {
      return known;
    }
    Optional<Hit> hit = slash ? byPath(name, searched) : find(name, from, searched);
    if (hit.isEmpty()) {
      return Optional.empty();
    }
    String path = hit.get().path();
    LoaderView.Found found = root.probes().find(path).orElseThrow();
    Optional<LinkedObject> same = list.at(found.realPath());
    if (same.isPresent()) {
      if (!slash) {
        list.alias(name, same.get());
      }
      return same;
    }
    LinkedObject object = LinkedObject.library(path, found.realPath(), usable(path, found), from);
    SearchRule rule = kind == SearchRule.DEFAULT ? hit.get().rule() : kind;
    list.add(object, new LoadedLibrary(name, path, found.realPath(), from.realPath(), rule), false);
    if (!slash) {
      list.alias(name, object);
    }
    return Optional.of(object);
  }

  private ElfFile usable(String path, LoaderView.Found found) throws Unusable {
    try {
      ElfFile elf = root.probes().elf(found);
      if (!LibraryFit.fits(elf, list.program().elf())) {
        throw new Unusable(
            "is an ELF file of class %s for machine %d".formatted(elf.elfClass(), elf.machine()));
      }
      return elf;
    } catch (Unusable e) {
      throw new Unusable(path + " " + e.why());
    }
  }

  private Optional<Hit> byPath(String name, SequencedSet<String> searched) {
    String path = request.absolute(name);
    searched.add(path);
    return root.probes().find(path).map(_ -> new Hit(path, SearchRule.SLASH));
  }

  private Optional<Hit> find(String name, LinkedObject from, SequencedSet<String> searched) {
    if (name.length() > MAX_NAME) {
      return Optional.empty();
    }
    Optional<Hit> hit =
        in(
            folders(request.variable("LD_LIBRARY_PATH"), "/"),
            name,
            SearchRule.LD_LIBRARY_PATH,
            searched);
    for (@Nullable LinkedObject at = from; hit.isEmpty() && at != null; at = at.loader()) {
      SearchRule rule = at.elf().runpath().isPresent() ? SearchRule.RUNPATH : SearchRule.RPATH;
      hit = in(rpath(at), name, rule, searched);
    }
    return hit.isPresent()
        ? hit
        : in(folders(root.systemPath(), "/"), name, SearchRule.DEFAULT, searched);
  }

  /** A path with any token but {@code $ORIGIN} is ignored as a whole. */
  private List<String> rpath(LinkedObject object) {
    String text = object.elf().runpath().or(() -> object.elf().rpath()).orElse("");
    String rest = text.replace("${ORIGIN}", "").replace("$ORIGIN", "");
    return rest.indexOf('$') >= 0 ? List.of() : folders(text, object.origin());
  }

  private List<String> folders(String text, String origin) {
    String expanded = text.replace("${ORIGIN}", origin).replace("$ORIGIN", origin);
    List<String> named =
        PathTokens.split(expanded, SEPARATORS).stream().filter(name -> !name.isEmpty()).toList();
    return tokens.folders(String.join(":", named), ":", origin, request);
  }

  private Optional<Hit> in(
      List<String> folders, String name, SearchRule rule, SequencedSet<String> searched) {
    for (String folder : folders) {
      searched.add(folder);
      String path = PathText.child(folder, name);
      if (root.probes().find(path).isPresent()) {
        return Optional.of(new Hit(path, rule));
      }
    }
    return Optional.empty();
  }
}
