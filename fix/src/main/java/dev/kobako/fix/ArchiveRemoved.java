package dev.kobako.fix;

import dev.kobako.dockerfile.Span;
import dev.kobako.lint.Downloads;
import dev.kobako.lint.ShellCommand;
import dev.kobako.lint.Unpacking;
import dev.kobako.shell.Invocation;
import dev.kobako.shell.Outline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** An archive that a RUN has fetched goes behind the command that unpacks it. */
final class ArchiveRemoved implements Fix {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./+-]+");

  @Override
  public Description description() {
    return new Description(
        "remove-archives",
        List.of("S08"),
        "Remove an archive behind the command that unpacks it, in the RUN that fetched it",
        Promise.without(
            "archives are gone that a RUN fetched and unpacked",
            "**/*.tar",
            "**/*.tar.*",
            "**/*.tgz",
            "**/*.tbz",
            "**/*.tbz2",
            "**/*.txz",
            "**/*.zip",
            "**/*.deb"));
  }

  @Override
  public List<Change> changes(FixableFile file) {
    List<Change> changes = new ArrayList<>();
    for (FixableStage stage : file.stages()) {
      for (RunScript script : stage.scripts()) {
        List<Edit> edits = new ArrayList<>();
        List<String> archives = script.run().mounts().isEmpty() ? fetched(script) : List.of();
        for (String archive : archives) {
          unpacked(script, archive)
              .filter(_ -> !isNamedElsewhere(file, script, archive))
              .ifPresent(at -> edits.add(Edit.insert(script.end(at.at()), " && rm " + archive)));
        }
        if (!edits.isEmpty()) {
          changes.add(new Change(script.run().statement(), "what was unpacked is removed", edits));
        }
      }
    }
    return changes;
  }

  /** The archives that a script fetches, by the names that they get. */
  private static List<String> fetched(RunScript script) {
    List<String> names = new ArrayList<>();
    for (Outline.Element element : script.elements()) {
      element.command().map(RunScript::command).map(Downloads::of).orElse(List.of()).stream()
          .filter(name -> PLAIN.matcher(name).matches() && isArchive(name))
          .forEach(names::add);
    }
    return names.stream().distinct().toList();
  }

  private static boolean isArchive(String name) {
    return name.matches(".*\\.(tar|tar\\.[a-z0-9]+|tgz|tbz2?|txz|zip|deb)");
  }

  /** The command that unpacks it, where no other behind it has to do with it. */
  private static Optional<Outline.Element> unpacked(RunScript script, String archive) {
    List<Outline.Element> mentions =
        script.elements().stream()
            .filter(each -> script.written(each.at()).contains(archive))
            .toList();
    if (mentions.size() < 2 || mentions.getLast().background()) {
      return Optional.empty();
    }
    Outline.Element last = mentions.getLast();
    int next = script.elements().indexOf(last) + 1;
    boolean isAlternative =
        next < script.elements().size() && script.elements().get(next).joint() == Outline.Joint.OR;
    List<Outline.Element> behind = script.elements().subList(next, script.elements().size());
    return !isAlternative
            && behind.stream().noneMatch(each -> mayFind(script, each))
            && last.joint() != Outline.Joint.OR
            && last.command().filter(each -> unpacks(each, archive)).isPresent()
        ? Optional.of(last)
        : Optional.empty();
  }

  private static boolean unpacks(Invocation invocation, String archive) {
    ShellCommand command = RunScript.command(invocation);
    return command.hasArgument(archive)
        && switch (command.name()) {
          case "tar", "bsdtar" -> Unpacking.isExtractingTar(command);
          // the others only list, test and show
          case "unzip" -> !command.hasFlag("l", "t", "v", "z", "Z");
          case "dpkg" -> command.hasArgument("-i") || command.hasArgument("--install");
          default -> false;
        };
  }

  /** Whether a pattern of a command may stand for the archive; rm -f doesn't miss one. */
  private static boolean mayFind(RunScript script, Outline.Element element) {
    String text = script.written(element.at());
    return (text.indexOf('*') >= 0 || text.indexOf('?') >= 0)
        && element
            .command()
            .map(RunScript::command)
            .filter(each -> each.name().equals("rm") && each.hasFlag("f"))
            .isEmpty();
  }

  /** Whether something else of the Dockerfile has its name. */
  private static boolean isNamedElsewhere(FixableFile file, RunScript script, String archive) {
    String name = archive.substring(archive.lastIndexOf('/') + 1);
    String text = file.syntax().source().text();
    Span run = script.run().statement().span();
    return text.substring(0, run.start()).contains(name)
        || text.substring(run.end()).contains(name);
  }
}
