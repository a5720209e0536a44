package dev.kobako.fix;

import dev.kobako.dockerfile.Instruction;
import dev.kobako.shell.Extent;
import dev.kobako.shell.Invocation;
import dev.kobako.shell.Outline;
import dev.kobako.tree.ImagePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * COPY gives files their owner or mode, in place of a RUN behind it that would store all of them a
 * second time. The RUN is left with the folder itself, which COPY does not change where it is there
 * already.
 */
final class OwnedCopy implements Fix {
  /** Folders of which every base has some already. */
  private static final Set<String> OF_BASES =
      Set.of("bin", "etc", "home", "lib", "opt", "root", "sbin", "usr", "var");

  private static final Pattern OWNER = Pattern.compile("[A-Za-z0-9_-]+:[A-Za-z0-9_-]+");
  private static final Pattern NUMBERS = Pattern.compile("[0-9]+:[0-9]+");
  private static final Pattern MODE = Pattern.compile("0?[0-7]{3}");

  /** With all whom it is for, so that no umask counts. */
  private static final Pattern SYMBOLS =
      Pattern.compile("[ugoa]+[=+-][rwxX]+(,[ugoa]+[=+-][rwxX]+)*");

  /** dockerfile:1.14, the first whose COPY takes symbols. */
  private static final int FRONTEND = 14;

  @Override
  public Description description() {
    return new Description(
        "copy-chown",
        List.of("S02"),
        "Let COPY give files their owner or mode, in place of chown -R or chmod -R behind it",
        Promise.SAME);
  }

  @Override
  public List<Change> changes(FixableFile file) {
    List<Change> changes = new ArrayList<>();
    // what a builder has by itself may be older
    boolean symbols = file.frontend().filter(it -> it.isSince(FRONTEND)).isPresent();
    Pattern modes = symbols ? Pattern.compile(MODE + "|" + SYMBOLS) : MODE;
    for (FixableStage stage : file.stages()) {
      Optional<ImagePath> folder = Optional.empty();
      List<FixableStage> chain = file.chain(stage);
      List<FixableStage.Step> steps = chain.stream().flatMap(it -> it.steps().stream()).toList();
      boolean bare = chain.getFirst().from().image().equals("scratch");
      for (int i = steps.size() - stage.steps().size(); i < steps.size(); i++) {
        switch (steps.get(i).instruction()) {
          case Instruction.Workdir workdir -> folder = within(folder, workdir.path());
          case Instruction.Copy copy -> {
            Optional<ImagePath> target = within(folder, copy.destination());
            if (target.isPresent()
                && isFirstIn(steps.subList(0, i), target.get())
                && isNew(steps.subList(0, i), target.get(), bare)) {
              change(copy, target.get(), steps, i, modes).ifPresent(changes::add);
            }
          }
          default -> {}
        }
      }
    }
    return changes;
  }

  private static Optional<ImagePath> within(Optional<ImagePath> folder, String path) {
    if (!path.matches("[A-Za-z0-9_./-]+") || path.contains("..")) {
      return Optional.empty();
    }
    return path.startsWith("/")
        ? Optional.of(ImagePath.of(path))
        : folder.map(it -> ImagePath.of(it + "/" + path));
  }

  /** Whether COPY makes that folder and none above it, which would get the owner as well. */
  private static boolean isNew(
      List<FixableStage.Step> before, ImagePath target, boolean fromNothing) {
    String path = target.toString();
    String first = path.substring(1).replaceFirst("/.*", "");
    Optional<ImagePath> above = target.parent();
    boolean isMade =
        above.isEmpty()
            || above.get().isRoot()
            || before.stream()
                .map(FixableStage.Step::instruction)
                .filter(Instruction.Workdir.class::isInstance)
                .map(each -> ((Instruction.Workdir) each).path())
                .anyMatch(each -> (each + "/").startsWith(above.get() + "/"));
    return isMade && (fromNothing || !OF_BASES.contains(first));
  }

  /** Whether nothing before has written into a folder, as far as the Dockerfile tells. */
  private static boolean isFirstIn(List<FixableStage.Step> before, ImagePath target) {
    boolean entered = false;
    for (FixableStage.Step step : before) {
      String text = step.instruction().statement().original();
      switch (step.instruction()) {
        case Instruction.Workdir _ -> entered = text.contains(target.name());
        case Instruction.Run _ -> {
          if (entered || text.contains(target.toString())) {
            return false;
          }
        }
        case Instruction.Copy _ -> {
          if (entered || text.contains(target.toString())) {
            return false;
          }
        }
        default -> {}
      }
    }
    return !target.isRoot();
  }

  private static Optional<Change> change(
      Instruction.Copy copy,
      ImagePath target,
      List<FixableStage.Step> steps,
      int at,
      Pattern modes) {
    boolean plain = !copy.add() && copy.from().isEmpty() && !copy.link();
    Optional<RunScript> next = Optional.empty();
    for (int i = at + 1; plain && i < steps.size() && next.isEmpty(); i++) {
      switch (steps.get(i).instruction()) {
        case Instruction.Run _ -> {
          if (steps.get(i).script().isEmpty()) {
            return Optional.empty();
          }
          next = steps.get(i).script();
        }
        case Instruction.Copy _,
            Instruction.User _,
            Instruction.Workdir _,
            Instruction.Volume _ -> {
          return Optional.empty();
        }
        default -> {}
      }
    }
    return next.flatMap(script -> change(copy, target, steps.subList(0, at), script, modes));
  }

  private static Optional<Change> change(
      Instruction.Copy copy,
      ImagePath target,
      List<FixableStage.Step> before,
      RunScript script,
      Pattern modes) {
    Outline.Element first = script.elements().isEmpty() ? null : script.elements().getFirst();
    if (first == null || first.command().isEmpty()) {
      return Optional.empty();
    }
    Invocation command = first.command().get();
    List<String> words = command.arguments();
    boolean isFor =
        words.size() == 3
            && words.getFirst().equals("-R")
            && words.getLast().startsWith("/")
            && words.getLast().equals(target.toString());
    boolean owner =
        command.name().equals("chown")
            && copy.chown().isEmpty()
            && isFor
            && OWNER.matcher(words.get(1)).matches()
            && (NUMBERS.matcher(words.get(1)).matches() || isMade(words.get(1), before));
    boolean mode =
        command.name().equals("chmod")
            && copy.chmod().isEmpty()
            && isFor
            && modes.matcher(words.get(1)).matches();
    if (!owner && !mode) {
      return Optional.empty();
    }
    String flag = " --" + command.name() + "=" + words.get(1);
    int keyword = copy.statement().span().start() + copy.statement().keyword().length();
    Extent recursive = command.words().get(1);
    Extent behind = command.words().get(2);
    return Optional.of(
        new Change(
            copy.statement(),
            "COPY" + flag + " in place of " + command.name() + " -R",
            List.of(
                Edit.insert(keyword, flag),
                Edit.remove(script.start(recursive), script.start(behind)))));
  }

  /** Whether a user is there before COPY wants it. */
  private static boolean isMade(String owner, List<FixableStage.Step> before) {
    String user = owner.substring(0, owner.indexOf(':'));
    return user.equals("root")
        || before.stream()
            .filter(step -> step.instruction() instanceof Instruction.Run)
            .map(step -> step.instruction().statement().original())
            .anyMatch(text -> text.contains("add") && text.contains(user));
  }
}
