package dev.kobako.elf;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The objects that one run of a loader has mapped so far, and what it could not map. */
final class LinkList {
  /** Ten times what the largest desktop programs map. */
  private static final int MAX_OBJECTS = 4096;

  private final LinkedObject program;
  private final Map<String, LinkedObject> byName = new HashMap<>();
  private final Map<String, LinkedObject> byFile = new HashMap<>();
  private final List<LoadedLibrary> libraries = new ArrayList<>();
  private final List<MissingLibrary> missing = new ArrayList<>();
  private final Set<String> missingNames = new HashSet<>();
  private boolean needsCache;

  LinkList(LinkedObject program) {
    this.program = program;
    byFile.put(program.realPath(), program);
    program.elf().soname().ifPresent(name -> byName.put(name, program));
  }

  /** A list with the same objects mapped that reports only what comes after. */
  LinkList continued() {
    LinkList copy = new LinkList(program);
    copy.byName.putAll(byName);
    copy.byFile.putAll(byFile);
    return copy;
  }

  LinkedObject program() {
    return program;
  }

  Optional<LinkedObject> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  Optional<LinkedObject> at(String realPath) {
    return Optional.ofNullable(byFile.get(realPath));
  }

  /** From now on the object answers to the name, unless another already does. */
  void alias(String name, LinkedObject object) {
    byName.putIfAbsent(name, object);
  }

  /** Enters an object that is mapped but not reported: the interpreter. */
  void enter(LinkedObject object) {
    byFile.put(object.realPath(), object);
    object.elf().soname().ifPresent(soname -> alias(soname, object));
  }

  /** Enters and reports a library. */
  void add(LinkedObject object, LoadedLibrary library, boolean onlyByCache) {
    if (libraries.size() == MAX_OBJECTS) {
      throw KobakoException.finding(
          Diagnostic.of(
              program.path(), "needs more than " + MAX_OBJECTS + " libraries, directly or not"));
    }
    enter(object);
    libraries.add(library);
    needsCache |= onlyByCache;
  }

  /** Reports a missing library, once for each name. */
  void miss(MissingLibrary library) {
    if (missingNames.add(library.name()) && missing.size() < MAX_OBJECTS) {
      missing.add(library);
    }
  }

  List<LoadedLibrary> libraries() {
    return libraries;
  }

  List<MissingLibrary> missing() {
    return missing;
  }

  boolean needsCache() {
    return needsCache;
  }
}
