package dev.kobako.ladder;

import dev.kobako.check.Asked;
import dev.kobako.sandbox.FileCall;
import dev.kobako.slim.Closure;
import dev.kobako.slim.Reason;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Resolution;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a trace asked for, as far as the original has it: each path with every link and folder on
 * the way. Of what was not there the way stays, so that it fails in the same manner and can be made
 * where it could be made before.
 */
final class TracedPaths {
  /** How reasons end that a run gave. */
  static final String IN_TRACE = " in the trace";

  private final Closure closure;
  private final TreeMap<ImagePath, Asked> found = new TreeMap<>();
  private final TreeSet<String> missed = new TreeSet<>();

  /** Where the programs that asked are, by the paths that the trace has. */
  private final Map<String, Optional<ImagePath>> programs = new HashMap<>();

  /** Of a compiled module that was opened, its source stays. */
  private final boolean asSources;

  /** All as it was asked for. */
  TracedPaths(Closure closure) {
    this(closure, false);
  }

  private TracedPaths(Closure closure, boolean asSources) {
    this.closure = closure;
    this.asSources = asSources;
  }

  /** Without what the clean rules would take although it was asked for. */
  static TracedPaths under(KeepRules rules, Closure closure) {
    return new TracedPaths(closure, rules.applies(PythonBytecode.NAME));
  }

  /** Whether what a program asked for can be a path in an image: absolute, and without a NUL. */
  static boolean canBe(String path) {
    return path.startsWith("/") && path.indexOf('\0') < 0;
  }

  /** Keeps all that was asked for. */
  void keep(Iterable<Asked> all) throws IOException {
    for (Asked asked : all) {
      if (canBe(asked.path())) {
        keep(asSources ? wanted(asked) : asked);
      }
    }
  }

  /** Whoever asks for a compiled module does with its source, which was looked at before. */
  private Asked wanted(Asked asked) throws IOException {
    if (!asked.path().endsWith(".pyc")) {
      return asked;
    }
    Tree tree = closure.source().tree();
    return PythonBytecode.insteadOf(tree.resolve(asked.path()).place(), tree)
        .map(source ->
            new Asked(
                source.toString(), asked.kinds(), asked.there(), asked.program(), asked.follows()))
        .orElse(asked);
  }

  /** What was asked for, as far as it is there and as far as it isn't. */
  Wanted asked() {
    return new Wanted(
        Collections.unmodifiableSortedMap(found), Collections.unmodifiableSortedSet(missed));
  }

  private void keep(Asked asked) {
    Reason reason = reason(asked);
    Optional<ImagePath> place =
        asked.follows()
            ? closure.keep(asked.path(), reason)
            : closure.keepUnfollowed(asked.path(), reason);
    if (place.isPresent()) {
      String real = place.get().toString();
      found.merge(place.get(), asked, (first, second) -> both(real, first, second));
    } else {
      missed.add(asked.path());
      closure.keepWay(asked.path(), reason);
    }
  }

  /**
   * One who asked is enough to say why; what was wanted is told whole. A name with links in it says
   * more than the place itself, which the trace has as well.
   */
  private static Asked both(String place, Asked first, Asked second) {
    Set<FileCall.Kind> kinds = EnumSet.copyOf(first.kinds());
    kinds.addAll(second.kinds());
    return new Asked(
        first.path().equals(place) ? second.path() : first.path(),
        kinds,
        first.there() || second.there(),
        first.program(),
        first.follows() || second.follows());
  }

  private Reason reason(Asked asked) {
    String how = words(asked.kinds()) + IN_TRACE;
    Optional<ImagePath> program =
        programs.computeIfAbsent(asked.program(), this::place).filter(closure::has);
    return program.isPresent() && !asked.path().equals(program.get().toString())
        ? Reason.needed(program.get(), how + " by")
        : Reason.asked(how);
  }

  private Optional<ImagePath> place(String program) {
    if (!canBe(program)) {
      return Optional.empty();
    }
    Resolution resolution = closure.source().tree().resolve(program);
    return resolution.file().map(_ -> resolution.place());
  }

  /** The strongest of what was wanted. */
  private static String words(Set<FileCall.Kind> kinds) {
    FileCall.Kind strongest =
        kinds.stream()
            .min((a, b) -> Integer.compare(strength(a), strength(b)))
            .orElse(FileCall.Kind.LOOK);
    return switch (strongest) {
      case EXECUTE -> "started";
      case OPEN -> "opened";
      case CONNECT -> "connected to";
      case CHANGE -> "changed";
      case LIST -> "listed";
      case ENTER -> "entered";
      case LOOK -> "looked at";
    };
  }

  private static int strength(FileCall.Kind kind) {
    return switch (kind) {
      case EXECUTE -> 0;
      case OPEN -> 1;
      case CONNECT -> 2;
      case CHANGE -> 3;
      case LIST -> 4;
      case ENTER -> 5;
      case LOOK -> 6;
    };
  }
}
