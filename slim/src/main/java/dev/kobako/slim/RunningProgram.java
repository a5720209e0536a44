package dev.kobako.slim;

import dev.kobako.elf.DynamicLoader;
import dev.kobako.elf.LoadRequest;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A program with all objects that are mapped when it starts: what {@link Knowledge} looks at. */
final class RunningProgram {
  /**
   * How a program was started.
   *
   * @param loader that mapped it
   * @param request what the loader was asked for
   */
  record Start(DynamicLoader loader, LoadRequest request) {}

  private final LoadedObject program;
  private final List<LoadedObject> objects;
  private final Optional<Start> start;
  private final SharedTexts shared;
  private final Map<ImagePath, ObjectTexts> texts = new HashMap<>();

  RunningProgram(
      LoadedObject program, List<LoadedObject> objects, Optional<Start> start, SharedTexts shared) {
    this.program = program;
    this.objects = List.copyOf(objects);
    this.start = start;
    this.shared = shared;
  }

  /** The program itself; for a library that was opened later, that library. */
  LoadedObject program() {
    return program;
  }

  /** How it was started; empty for a static program, which loads nothing. */
  Optional<Start> start() {
    return start;
  }

  /** The first object outside the C library that calls any of these functions. */
  Optional<LoadedObject> caller(List<String> functions) {
    return callers(functions).stream().findFirst();
  }

  /** All objects outside the C library that call any of these functions. */
  List<LoadedObject> callers(List<String> functions) {
    List<LoadedObject> callers = new ArrayList<>();
    for (LoadedObject object : objects) {
      if (!object.isLibc() && object.imports(functions)) {
        callers.add(object);
      }
    }
    return callers;
  }

  /** The mapped object whose file name starts so. */
  Optional<LoadedObject> object(String... namePrefixes) {
    return objects.stream()
        .filter(object -> Arrays.stream(namePrefixes).anyMatch(object.path().name()::startsWith))
        .findFirst();
  }

  /** All objects, the program first. */
  List<LoadedObject> objects() {
    return objects;
  }

  /** Texts that an object's code puts together from numbers. */
  Set<String> builtTexts(LoadedObject object) throws IOException {
    return texts(object).built();
  }

  /** The text constants of an object, in the order of the file. */
  Set<String> constants(LoadedObject object) throws IOException {
    return texts(object).constants();
  }

  private ObjectTexts texts(LoadedObject object) {
    return texts.computeIfAbsent(object.path(), _ -> shared.of(object));
  }
}
