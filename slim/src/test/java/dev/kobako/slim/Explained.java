package dev.kobako.slim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A closure of one program in a {@link FakeRoot}, in the form in which tests look at it. */
final class Explained {
  static final String PROGRAM = "/usr/bin/app";

  private final Closure closure;

  private Explained(Closure closure) {
    this.closure = closure;
  }

  /** A closure as it is. */
  static Explained of(Closure closure) {
    return new Explained(closure);
  }

  /** The closure of {@value #PROGRAM}. */
  static Explained closure(FakeRoot root, Guess... refused) throws IOException {
    return closure(root, options(refused), PROGRAM);
  }

  static Explained closure(FakeRoot root, ClosureOptions options, String... programs)
      throws IOException {
    Closure closure = new Closure(root.source(), options);
    for (String program : programs) {
      closure.keepProgram(program, Reason.asked("named"));
    }
    return new Explained(closure);
  }

  static ClosureOptions options(Guess... refused) {
    ClosureOptions defaults = ClosureOptions.defaults();
    return new ClosureOptions(
        refused.length == 0 ? Set.of() : EnumSet.copyOf(List.of(refused)),
        defaults.cpu(),
        defaults.gconv(),
        defaults.data(),
        defaults.timeZone(),
        defaults.locales(),
        defaults.caCertificates());
  }

  Closure closure() {
    return closure;
  }

  /** What is kept beside directories: {@code path: reason}, sorted. */
  List<String> lines() {
    return lines(closure);
  }

  /** The same of any closure. */
  static List<String> lines(Closure closure) {
    return closure.keepSet().all().stream()
        .filter(kept -> !(kept.entry() instanceof Entry.Directory))
        .map(kept -> kept.path() + ": " + kept.reason().text())
        .toList();
  }

  /** The paths of what is kept beside directories. */
  List<String> paths() {
    return lines().stream().map(line -> line.substring(0, line.indexOf(": "))).toList();
  }

  /** The guessed ones of {@link #lines()}. */
  List<String> guessed() {
    return lines().stream().filter(line -> line.contains("(guessed: ")).toList();
  }

  /** The reason of a path; absent where it's not kept. */
  Optional<String> reason(String path) {
    return closure.keepSet().at(ImagePath.of(path)).map(kept -> kept.reason().text());
  }

  List<String> hints() {
    return closure.hints().stream()
        .map(hint -> hint.path() + ": " + hint.kind().words() + " " + hint.by())
        .toList();
  }

  List<String> missing() {
    return closure.missing().stream()
        .map(one ->
            one.neededBy()
                + " needs "
                + one.name()
                + ": "
                + one.why()
                + ", looked into "
                + one.searched())
        .toList();
  }

  /** Sees to it that each chain of reasons ends at the user's words, and each parent is kept. */
  void holdsTogether() {
    KeepSet keepSet = closure.keepSet();
    for (Kept kept : keepSet.all()) {
      List<Kept> chain = keepSet.why(kept.path());
      assertThat(chain.getLast().reason().by()).as("end of why %s", kept.path()).isEmpty();
      kept.path()
          .parent()
          .ifPresent(parent ->
              assertThat(keepSet.at(parent).map(Kept::entry))
                  .as("what holds %s", kept.path())
                  .get()
                  .isInstanceOf(Entry.Directory.class));
    }
  }
}
